"""What the codes mean that the contract lists without words; one table per field, in our own words."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.core.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TABLES", "name_of", "table"]

_ROUTES: dict[int | str, str] = {
    2: "user",
    3: "Zoom Room",
    4: "common area",
    5: "Cisco or Poly room",
    6: "auto receptionist",
    7: "call queue",
    8: "shared line group",
    9: "external contact",
    10: "phone number",
    15: "partner contact center",
    18: "Microsoft Teams",
    19: "Zoom Contact Center",
}
_EXTENSIONS: dict[int | str, str] = {
    "user": "user",
    "call_queue": "call queue",
    "auto_receptionist": "auto receptionist",
    "common_area": "common area",
    "zoom_room": "Zoom Room",
    "cisco_room": "Cisco or Poly room",
    "shared_line_group": "shared line group",
    "group_call_pickup": "pickup group",
    "external_contact": "external contact",
}

TABLES: Mapping[str, tuple[str, Mapping[int | str, str]]] = MappingProxyType(
    {
        # call handling: routing.action, call_not_answer_action
        "action": ("action", {**_ROUTES, 1: "voicemail", 11: "disconnect", 12: "message, then disconnect", 14: "IVR"}),
        # call handling: busy_routing.action, busy_on_another_call_action
        "busy_action": (
            "action",
            {**_ROUTES, 1: "voicemail", 12: "message, then disconnect", 21: "call waiting", 22: "busy signal"},
        ),
        # auto receptionist IVR: key_actions.action
        "ivr_action": (
            "action",
            {
                **_ROUTES,
                -1: "disabled",
                16: "meeting service",
                17: "meeting service",
                21: "repeat the menu",
                22: "back to the first menu",
                26: "dial by name",
                100: "voicemail here",
                200: "voicemail of a user",
                300: "voicemail of an auto receptionist",
                400: "voicemail of a call queue",
                500: "voicemail of a shared line group",
            },
        ),
        # auto receptionist IVR: caller_enters_no_action.action
        "ivr_no_action": ("action", {**_ROUTES, -1: "disconnect"}),
        "weekday": (
            "weekday",
            {
                1: "Sunday",
                2: "Monday",
                3: "Tuesday",
                4: "Wednesday",
                5: "Thursday",
                6: "Friday",
                7: "Saturday",
            },
        ),
        # custom hours: type of a day
        "day_type": ("day type", {0: "closed", 1: "open all day", 2: "open at set hours"}),
        "call_result": (
            "result",
            {
                "answered": "answered",
                "accepted": "accepted",
                "picked_up": "picked up",
                "connected": "connected",
                "succeeded": "succeeded",
                "voicemail": "voicemail",
                "hang_up": "hung up",
                "canceled": "canceled",
                "call_failed": "failed",
                "unconnected": "not connected",
                "rejected": "rejected",
                "busy": "busy",
                "ring_timeout": "rang out",
                "overflowed": "overflowed",
                "no_answer": "no answer",
                "invalid_key": "wrong key",
                "invalid_operation": "not allowed",
                "abandoned": "abandoned",
                "system_blocked": "blocked",
                "service_unavailable": "service unavailable",
            },
        ),
        "result_reason": (
            "reason",
            {
                "answered_by_other": "answered by another",
                "pickup_by_other": "picked up by another",
                "call_out_by_other": "called out by another",
            },
        ),
        "call_event": (
            "event",
            {
                "incoming": "incoming",
                "transfer_from_zoom_contact_center": "transfer from Zoom Contact Center",
                "shared_line_incoming": "incoming on a shared line",
                "outgoing": "outgoing",
                "call_me_on": "call me on",
                "outgoing_to_zoom_contact_center": "outgoing to Zoom Contact Center",
                "warm_transfer": "warm transfer",
                "forward": "forwarded",
                "ring_to_member": "rings a member",
                "overflow": "overflow",
                "direct_transfer": "direct transfer",
                "barge": "barged in",
                "monitor": "monitored",
                "whisper": "whispered to",
                "listen": "listened to",
                "takeover": "taken over",
                "conference_barge": "barged in as a conference",
                "park": "parked",
                "timeout": "timed out",
                "park_pick_up": "picked up from park",
                "merge": "merged",
                "shared": "shared",
            },
        ),
        "extension_type": ("extension type", _EXTENSIONS),
        "number_type": (
            "number type",
            {
                "zoom_pstn": "Zoom number",
                "zoom_toll_free_number": "Zoom toll-free",
                "external_pstn": "outside number",
                "external_contact": "external contact",
                "byoc": "BYOC",
                "byop": "BYOP",
                "3rd_party_contact_center": "partner contact center",
                "zoom_service_number": "Zoom service number",
                "external_service_number": "outside service number",
                "zoom_contact_center": "Zoom Contact Center",
                "meeting_phone_number": "meeting number",
                "meeting_id": "meeting id",
                "anonymous_number": "withheld",
                "zoom_revenue_accelerator": "Zoom Revenue Accelerator",
            },
        ),
        # recordings and voicemails: caller_number_type, callee_number_type
        "party_number": ("number type", {1: "inside", 2: "outside", 3: "own emergency number"}),
        # emergency addresses: how far Zoom has verified them, and whose they are
        "emergency_status": (
            "status",
            {
                1: "not required",
                2: "unverified",
                3: "requested",
                4: "verified",
                5: "rejected",
                6: "failed",
            },
        ),
        "emergency_level": ("level", {0: "account", 1: "personal", 2: "unknown"}),
        # SMS: message_type
        "sms_type": (
            "type",
            {
                1: "SMS",
                2: "MMS",
                3: "group SMS",
                4: "group MMS",
                5: "international SMS",
                6: "inside the account",
            },
        ),
        "recording_type": ("recording", {"ad-hoc": "by hand", "automatic": "automatic"}),
    }
)
"""Per table: the noun for what is unknown, and the words per code."""


def table(name: str) -> Mapping[int | str, str]:
    """Give the words per code of a table.

    Raises:
        UnknownName: When there is no such table.
    """
    return _table(name)[1]


def name_of(table_name: str, code: int | str | None) -> str:
    """Give the words for a code, "action 24 (unknown)" for one that the table does not have, "" for None.

    A number that came as text counts as the number. The result may hold what Zoom sent, so it is not safe to show as it
    is.

    Raises:
        UnknownName: When there is no such table.
    """
    noun, words = _table(table_name)
    if code is None or code == "":
        return ""
    known = words.get(code)
    if known is None and isinstance(code, str) and code.lstrip("-").isdecimal():
        known = words.get(int(code))
    return f"{noun} {code} (unknown)" if known is None else known


def _table(name: str) -> tuple[str, Mapping[int | str, str]]:
    """Give noun and words."""
    if name not in TABLES:
        raise UnknownName("code table", name, TABLES)
    return TABLES[name]
