"""Makes what Zoom sent comparable: what changes by itself, and what repeats another object, is left out.

A name stands in its own object alone: where others refer to it, they do so by id. So a renamed queue is one difference,
however many numbers and menus lead to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ztui.resources.rows import text_of

__all__ = ["LEFT_OUT", "identity", "shaped"]

_EVERYWHERE = frozenset(
    {
        "receive_call",  # members opt in and out all day
        "play_url",
        "download_url",
    }
)
"""Members that no snapshot has, wherever they stand."""

LEFT_OUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "users": frozenset({"phone_numbers", "activation_status"}),
        "call-queues": frozenset({"phone_numbers"}),
        "auto-receptionists": frozenset({"phone_numbers"}),
        "shared-line-groups": frozenset({"phone_numbers"}),
        "common-areas": frozenset({"phone_numbers", "desk_phones"}),
        "rooms": frozenset({"phone_numbers", "status"}),
        "devices": frozenset({"status", "private_ip", "public_ip", "assignee", "firmware_version"}),
        "numbers": frozenset({"emergency_address_update_time", "emergency_address"}),
        "emergency-addresses": frozenset({"status"}),
        "sites": frozenset({"main_auto_receptionist"}),
    }
)
"""Members of an object that say how it is now, or what another object says itself, by resource."""

_NAMES = frozenset(
    {
        "name",
        "display_name",
        "extension_name",
        "extension_number",
        "extension_type",
        "email",
        "number",
        "phone_number",
        "assgined_to_name",
        "assigned_to_name",
        "billing_account_name",
        "billing_subscription_name",
    }
)
"""What a reference says beside the id, which is the business of the object that it refers to."""

_REFERENCES = ("id", "extension_id", "site_id", "assigned_to_id", "sip_trunk_id", "phone_number_id")

_IDENTITIES = (
    "id",
    "holiday_id",
    "extension_id",
    "assigned_to_id",
    "site_id",
    "customize_id",
    "sub_setting_type",
    "weekday",
    "key",
    "hours_type",
    "type",
    "setting_type",
)
"""Members by which an element of a list is told apart from the others, the best first."""

_OWN = frozenset({"call_forwarding_settings"})
"""Lists whose elements have an id, and are no references: what stands beside it is their own."""


def shaped(resource: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give an object as a snapshot has it: sorted, without what is left out, without what is empty."""
    left_out = LEFT_OUT.get(resource, frozenset())
    found = {name: _shaped(value, name) for name, value in row.items() if name not in left_out | _EVERYWHERE}
    return {name: found[name] for name in sorted(found) if not _is_empty(found[name])}


def identity(value: object) -> str:
    """Give what tells an element of a list apart from the others; "" where nothing does."""
    if not isinstance(value, Mapping):
        return ""
    told = [f"{name}={text_of(value[name])}" for name in _IDENTITIES if value.get(name) not in (None, "")]
    if not told:
        return ""
    channel = text_of(value.get("source_channel"))
    return f"{told[0]} {channel}".strip()


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, dict | list) and not value)


def _shaped(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        is_reference = name not in _OWN and any(value.get(each) for each in _REFERENCES)
        skipped = _EVERYWHERE | _NAMES if is_reference else _EVERYWHERE
        found = {key: _shaped(each, key) for key, each in value.items() if key not in skipped}
        return {key: found[key] for key in sorted(found) if not _is_empty(found[key])}
    if isinstance(value, list):
        # Zoom promises no order of what it lists.
        return sorted((_shaped(each, name) for each in value), key=_order)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _order(value: Any) -> tuple[str, str]:
    return identity(value), repr(value)
