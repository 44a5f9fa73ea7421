"""Words, numbers and addresses for fields that no entity of the account answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

__all__ = ["ENTITY_FIELDS", "OBJECTS", "text_for"]

OBJECTS = {
    "site": "site",
    "sites": "site",
    "user": "user",
    "users": "user",
    "owner": "user",
    "assignee": "user",
    "assignees": "user",
    "caller": "user",
    "callee": "user",
    "accepted_by": "user",
    "outgoing_by": "user",
    "sender": "user",
    "operator": "user",
    "member": "user",
    "members": "user",
    "access": "user",
    "call_queue": "queue",
    "call_queues": "queue",
    "queue": "queue",
    "auto_receptionist": "receptionist",
    "auto_receptionists": "receptionist",
    "phone_number": "number",
    "phone_numbers": "number",
    "device": "device",
    "devices": "device",
}
"""Objects, arrays and first words of fields that speak of somebody, with the kind of entity that they speak of."""

ENTITY_FIELDS = (
    ("extension_id", "extension_id"),
    ("ext_id", "extension_id"),
    ("extension_number", "extension_number"),
    ("ext_number", "extension_number"),
    ("email", "email"),
    ("display_name", "name"),
    ("did_number", "number"),
    ("phone_number", "number"),
    ("number", "number"),
    ("user_id", "id"),
    ("site_id", "id"),
    ("owner_id", "id"),
    ("queue_id", "id"),
    ("device_id", "id"),
    ("number_id", "id"),
    ("id", "id"),
    ("name", "name"),
)
"""Ends of field names, the longest first, with the attribute of the entity that they give."""

_FIXED = {
    "timezone": "America/Los_Angeles",
    "time_zone": "America/Los_Angeles",
    "country": "US",
    "country_code": "US",
    "country_iso_code": "US",
    "state": "California",
    "state_code": "CA",
    "city": "San Jose",
    "zip": "95113",
    "address_line1": "55 Almaden Boulevard",
    "address_line2": "Floor 6",
    "language": "en-US",
    "currency": "USD",
    "model": "VVX450",
    "firmware_version": "6.4.5.1000",
    "version": "6.6.4",
    "codec": "opus",
    "mos": "4.3",
    "type": "1",
    "status": "active",
    "department": "Support",
    "cost_center": "CC-4100",
    "job_title": "Agent",
    "protocol": "UDP",
    "from": "09:00:00",
    "to": "17:00:00",
    "rate": "0.0125",
}


def text_for(form: str, name: str, label: str, dice: random.Random) -> str:
    """Give a text for a field by its format and the last words of its name; `label` says what the row is."""
    if form == "email" or name.endswith("email") or name.startswith("email_"):
        return f"contact{dice.randint(1, 99)}@acme.example"
    if form == "url" or name.endswith("url"):
        return f"https://zoom.example/{name}/{dice.randint(100_000, 999_999)}"
    for ending in (name, "_".join(name.split("_")[-2:]), name.split("_")[-1]):
        if ending in _FIXED:
            return _FIXED[ending]
    return _by_ending(name, label, dice)


def _by_ending(name: str, label: str, dice: random.Random) -> str:
    """Give a text by how the name ends."""
    if name.endswith("number"):
        return f"+1408555{dice.randint(1000, 9999)}"
    if name.endswith(("_ip", "ip_address")) or name == "ip":
        return f"10.{dice.randint(0, 31)}.{dice.randint(0, 255)}.{dice.randint(1, 254)}"
    if name.endswith(("mac_address", "bssid")):
        return f"64167f{dice.randint(0, 0xFFFFFF):06x}"
    if name.endswith(("version", "code", "port", "amount", "size", "count", "index", "seq", "value", "pin")):
        return str(dice.randint(1000, 9999))
    if name.endswith(("duration", "latency", "jitter", "loss", "bitrate", "percentage")):
        return str(dice.randint(1, 60))
    if name.endswith("name") or name in ("description", "comment", "remark", "title", "subject"):
        return label
    return f"{name.replace('_', ' ')} {dice.randint(1, 9)}"
