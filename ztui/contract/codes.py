"""What the codes mean that the contract lists without words; one table per field, in our own words."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.core.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.catalogue import Operation

__all__ = ["TABLES", "name_of", "table", "tables_of"]

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

_TEMPLATE: dict[int | str, str] = {
    0: "voicemail",
    1: "message, then disconnect",
    11: "outside number",
    26: "external contact",
    50: "another extension",
}
_REGIONS = {0: "US/CA", 1: "AU/NZ", 2: "GB/IE", 3: "Europe A", 4: "Europe B", 7: "Japan"}
_PLANS: dict[int | str, str] = {
    **{100 + at: f"{region} metered" for at, region in _REGIONS.items()},
    **{200 + at: f"{region} unlimited" for at, region in _REGIONS.items()},
    **{300 + at: f"{region} number" for at, region in _REGIONS.items()},
    1: "no package",
    3: "international number",
    4: "international toll-free",
    5: "BYOC number",
    6: "beta number",
    400: "US/CA toll-free",
    401: "AU toll-free",
    402: "GB/IE toll-free",
    403: "NZ toll-free",
    404: "global toll-free",
    600: "beta",
    1000: "domestic select, unlimited",
    1001: "global select, metered",
    2000: "domestic select number",
    3000: "Pro",
    3010: "Basic",
    3040: "common area",
    3098: "reserved",
    3099: "Basic, migrated",
    4000: "international select",
    4010: "power pack",
    5000: "premium number",
    30000: "US/CA metered, with number",
    30001: "AU/NZ metered, with number",
    30002: "GB/IE metered, with number",
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
        "alert_module": (
            "module",
            {1: "call queues", 2: "route groups", 3: "devices", 4: "call quality", 5: "emergency services"},
        ),
        "alert_rule": (
            "rule",
            {
                1: "service level",
                2: "abandoned calls",
                3: "overflowed calls",
                4: "average wait",
                5: "calls to voicemail",
                6: "waiting calls",
                7: "active members",
                8: "opted-in members",
                9: "route group status",
                10: "devices go offline",
                11: "devices go online",
                12: "share of devices offline",
                13: "call quality (QoS)",
                14: "emergency call",
            },
        ),
        # alert settings: what the value beside it is compared as
        "alert_condition": ("condition", {1: "threshold", 2: "warning", 3: "critical", 4: "alert", 5: "severity"}),
        "alert_status": ("status", {0: "inactive", 1: "active"}),
        "monitoring_type": (
            "type",
            {1: "users, common areas", 2: "call queues", 3: "shared line groups", 4: "shared lines"},
        ),
        # outbound calling: of a country, and of an exception to its rule
        "outbound_rule": (
            "rule",
            {1: "allowed", 2: "blocked", 3: "needs local number, caller ID or plan", 4: "needs extension and PIN"},
        ),
        "calling_plan": ("plan", _PLANS),
        # setting templates: user_settings.call_handling; not the codes of call handling itself
        "template_action": ("action", {**_TEMPLATE, 9: "disconnect"}),
        "template_busy_action": ("action", {**_TEMPLATE, 12: "call waiting", 13: "busy signal"}),
    }
)
"""Per table: the noun for what is unknown, and the words per code."""

_BY_TAG: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Alerts": {
            "module": "alert_module",
            "rule": "alert_rule",
            "rule_condition_type": "alert_condition",
            "status": "alert_status",
        },
        "Monitoring Groups": {"type": "monitoring_type"},
        "Outbound Calling": {"rule": "outbound_rule"},
        "Phone Plans": {"type": "calling_plan"},
        "Setting Templates": {
            "business_hour_action": "template_action",
            "close_hour_action": "template_action",
            "busy_action": "template_busy_action",
        },
    }
)
"""By the chapter of the API: names of fields that mean something else elsewhere, and their tables."""


def tables_of(operation: Operation) -> Mapping[str, str]:
    """Give the tables of the fields that only the operation's chapter has codes in: table by name of the field."""
    return _BY_TAG.get(operation.tag, {})


def table(name: str) -> Mapping[int | str, str]:
    """Give the words per code of a table.

    Raises:
        UnknownName: When there is no such table.
    """
    return _table(name)[1]


_LONGEST = 20
"""No code has so many characters."""


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
    if known is None and isinstance(code, str) and len(code) < _LONGEST and code.removeprefix("-").isdecimal():
        known = words.get(int(code))
    return f"{noun} {code} (unknown)" if known is None else known


def _table(name: str) -> tuple[str, Mapping[int | str, str]]:
    """Give noun and words."""
    if name not in TABLES:
        raise UnknownName("code table", name, TABLES)
    return TABLES[name]
