"""Names, values and units of settings in words. What comes out may hold what Zoom sent: it is not safe to show yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LOCKERS", "choice_in_words", "codes_at", "is_secret", "is_time", "name_in_words", "topic_of", "unit_of"]

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+|[^\W_]+")
_NAMES = (
    *(
        "AI",
        "AirPlay",
        "BYOC",
        "BYOP",
        "CallKit",
        "CMR",
        "DSCP",
        "DTMF",
        "HTML",
        "ID",
        "IP",
        "IVR",
        "MAC",
        "MMS",
        "MOS",
    ),
    *("MOS", "OS", "PBX", "PIN", "PSTN", "PWA", "QoS", "SIP", "SMS", "SSO", "TSP", "URL", "USB", "VDI", "Zoom", "iOS"),
)
_SPELLED = {each.lower(): each for each in _NAMES} | {"e2e": "end-to-end", "ids": "IDs"}
_PRODUCT = re.compile(r"Zoom (phone|room)(s?)\b")
_SECRET = re.compile("passw(or)?d|secret|authorization", re.IGNORECASE)
_PIN = re.compile("pin_?code|host_?key", re.IGNORECASE)
_TIME = re.compile(r"\d\d:\d\d(:\d\d)?")

LOCKERS = {"account": "account", "site": "site", "user_group": "group", "group": "group", "user": "user"}
"""Who locks a setting, in words; `invalid` is Zoom's word for nobody."""

_UNITS = (
    ("play_beep_volume", "%"),
    ("play_beep_time_interval", "seconds"),
    ("permanently_delete_after_days", "days"),
    ("auto_delete_cmr_days", "days"),
    ("archive_retention", "days"),
    ("call_park.expiration_period", "minutes"),
    ("ring_duration", "seconds"),
    ("ringing_duration", "seconds"),
    ("max_wait_time", "seconds"),
    ("wrap_up_time", "seconds"),
    ("jbh_time", "minutes"),
    ("file_size_restrictions", "MB"),
    ("file_size_restrictions_for_external", "MB"),
)
"""Ends of paths and the unit of the number there."""

_TABLES = (
    ("weekday", "weekday"),
    ("business_hour_action", "template_action"),
    ("close_hour_action", "template_action"),
    ("business_hours.busy_action", "template_busy_action"),
    ("close_hours.busy_action", "template_busy_action"),
    ("custom_hours.type", "day_type"),
    ("custom_hours_settings.type", "day_type"),
    ("busy_routing.action", "busy_action"),
    ("busy_on_another_call_action", "busy_action"),
    ("caller_enters_no_action.action", "ivr_no_action"),
    ("key_actions.action", "ivr_action"),
    ("routing.action", "action"),
    ("call_not_answer_action", "action"),
)
"""Ends of paths and the code table of what stands there; the first that fits counts."""

_RESTRICTED: dict[int | str, str] = {2: "no outside numbers or contacts", 3: "recorded extensions only"}
_CODES: tuple[tuple[str, Mapping[int | str, str]], ...] = (
    ("call_forwarding_type", {1: "no outside numbers", **_RESTRICTED, 4: "anywhere"}),
    ("call_overflow_type", {1: "no outside numbers", **_RESTRICTED, 4: "anywhere"}),
    # Here Zoom counts the other way round.
    ("call_transferring_type", {1: "anywhere", **_RESTRICTED, 4: "no outside numbers"}),
    (
        "call_not_picked_up_action",
        {0: "voicemail of who parked it", 9: "disconnect", 50: "another extension", 100: "ring back"},
    ),
    ("custom_hour_type", {1: "all day, every day", 2: "custom hours"}),
    ("hours.settings.type", {1: "all day, every day", 2: "custom hours"}),
)
"""Ends of paths and the words for the codes there, where no other part of the API has the same ones."""

_TOPICS = (
    ("Emergency", "emergency|nomadic"),
    ("Recording", "recording"),
    ("Voicemail", "voicemail|voice_mail|videomail"),
    ("SMS", "sms"),
    ("Fax", "fax"),
    ("Blocking and limits", "block|screening|restricted|allowed_call_locations"),
    ("Caller ID", "caller_id|line_name|outbound_caller"),
    ("Call queues", "queue"),
    ("Parking, forwarding and transfer", "forward|overflow|transfer|park|operator|unassigned|call_handling"),
    ("Apps and devices", "mobile|pwa|desktop|_ios|desk_phone|room|carrier|switch|third_party|disclaimer|survivab"),
    ("Security and data", "encrypt|retention|obfuscate|peer_to_peer|port|upload|peering"),
    ("Calls", "call|conference|delegation|intercom|elevate|audio|transcription"),
)
_RENAMED = {"local_based_routing": "location-based routing"}
"""What Zoom calls otherwise on its own pages than in the API."""
OTHER = "Other"


def name_in_words(name: str) -> str:
    """Give the title of a field: `voicemail_notification_by_email` is "Voicemail notification by email".

    A name without any letter or digit stands as it came, in quotes where nothing of it would be seen.
    """
    words = [_SPELLED.get(word.lower(), word.lower()) for word in _WORD.findall(name)]
    if not words:
        return name if name.strip() else f'"{name}"'
    text = _PRODUCT.sub(lambda found: f"Zoom {found[1].capitalize()}{found[2]}", " ".join(words))
    return text if words[0] in {"iOS"} else text[:1].upper() + text[1:]


def choice_in_words(path: str, value: object) -> str:
    """Give the words of a value that is one of a few.

    Args:
        path: Dotted path of the field, without indexes; its end says by which table a code is read.
        value: As Zoom sent it.
    """
    known = codes_at(path)
    if known and isinstance(value, int | str):
        return known.get(value, f"{value} (unknown)" if value not in ("", None) else "")
    if not isinstance(value, str):
        return str(value)
    if value in _RENAMED:
        return _RENAMED[value]
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", value).split("_")
    return " ".join(_SPELLED.get(word.lower(), word.lower() if word.istitle() else word) for word in words if word)


def codes_at(path: str) -> Mapping[int | str, str]:
    """Give the words of the codes that a field may have, {} where it has none, or none that are known."""
    for end, known in _CODES:
        if _ends(path, end):
            return known
    for end, table in _TABLES:
        if _ends(path, end):
            from ztui.contract.codes import table as codes_named

            return codes_named(table)
    return {}


def unit_of(path: str) -> str:
    """Give the unit of the number at a dotted path, "" for none."""
    return next((unit for end, unit in _UNITS if _ends(path, end)), "")


def topic_of(name: str) -> str:
    """Give the topic under which a setting of that name stands in a long list."""
    return next((topic for topic, pattern in _TOPICS if re.search(pattern, name)), OTHER)


def topics() -> tuple[str, ...]:
    """Give all topics in their order."""
    return (*(topic for topic, _pattern in _TOPICS), OTHER)


def is_secret(name: str, value: object) -> bool:
    """Tell whether a value of this name is a secret: a password as text, a PIN also as a number.

    A number beside the word password is a length or a count.
    """
    return _PIN.search(name) is not None or (isinstance(value, str) and _SECRET.search(name) is not None)


def is_time(text: str) -> bool:
    """Tell whether a text is a time of day."""
    return _TIME.fullmatch(text) is not None


def _ends(path: str, end: str) -> bool:
    return path == end or path.endswith(f".{end}") or ("." in end and path.endswith(f"_{end}"))
