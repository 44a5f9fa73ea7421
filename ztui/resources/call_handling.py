"""Hours and routing of an extension: of a queue, a user or an auto receptionist.

GET /phone/extension/{extensionId}/call_handling/settings answers with one object that has an array each for business
hours, closed hours and holidays. Its rows are the elements of the three; each gets the name of its array as `hours`,
and those of a holiday its `holiday_id`. Hours are in the extension's own time zone. Weekday 1 is Sunday.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core import phone, times
from ztui.resources.model import Column, Confirm, Field, Group, Kind, Operations, Resource, Row
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts, joined, span, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["RESOURCES", "summary_of"]

_DAYS = {2: "Mon", 3: "Tue", 4: "Wed", 5: "Thu", 6: "Fri", 7: "Sat", 1: "Sun"}
"""Zoom's weekdays, in the order in which people read a week."""

_SETTINGS = {
    "custom_hours": "hours",
    "call_handling": "routing",
    "call_forwarding": "forwarding",
    "holiday": "holiday",
}


def _rows(answer: Row) -> Sequence[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for hours in ("business_hours", "closed_hours"):
        rows += [{"hours": hours, **each} for each in dicts(answer.get(hours))]
    for holiday in dicts(answer.get("holiday_hours")):
        of_day = {"hours": "holiday_hours", "holiday_id": holiday.get("holiday_id")}
        name = next((each for each in map(_name, dicts(holiday.get("details"))) if each), None)
        rows += [{**of_day, "holiday_name": name, **each} for each in dicts(holiday.get("details"))]
    return rows


def _name(detail: Mapping[str, Any]) -> object:
    return value_at(detail, "settings.name")


def _when(row: Row) -> str:
    hours = text_of(row.get("hours"))
    if hours == "holiday_hours":
        return joined("holiday", row.get("holiday_name"), by=" ")
    return words(hours)


def _setting(row: Row) -> str:
    setting = text_of(row.get("sub_setting_type"))
    return _SETTINGS.get(setting, words(setting))


def _called(row: Row) -> str:
    when, setting = _when(row), _setting(row)
    return f"{when} ({setting})" if setting not in when.split() else when


def _week(row: Row) -> str:
    """Give a week's hours, days with the same hours in one: `Mon-Fri 08:00-18:00, Sat-Sun closed`."""
    if value_at(row, "settings.type") == 1:
        return "all day, every day"
    by_day = {each.get("weekday"): each for each in dicts(value_at(row, "settings.custom_hours_settings"))}
    runs: list[list[str]] = []
    for number, name in _DAYS.items():
        if number not in by_day:
            continue
        hours = _hours(by_day[number])
        if runs and runs[-1][2] == hours:
            runs[-1][1] = name
        else:
            runs.append([name, name, hours])
    return ", ".join(f"{first if first == last else f'{first}-{last}'} {hours}" for first, last, hours in runs)


def _hours(of_day: Mapping[str, Any]) -> str:
    match of_day.get("type"):
        case 0:
            return "closed"
        case 1:
            return "all day"
        case _:
            return joined(of_day.get("from"), of_day.get("to"), by="-")


def _target(row: Row, path: str) -> str:
    """Say where a call goes on: `voicemail`, `▸ Front desk  8000`."""
    from ztui.contract.codes import name_of

    action = value_at(row, f"{path}.action")
    name, extension = (value_at(row, f"{path}.forward_to.{each}") for each in ("display_name", "extension_number"))
    number = phone.formatted(text_of(value_at(row, f"{path}.forward_to.phone_number")))
    if name or extension or number:
        return "▸ " + joined(name, extension, number)
    table = "busy_action" if path.endswith("busy_routing") else "action"
    return name_of(table, action) if isinstance(action, int | str) else ""


def _unanswered(row: Row) -> str:
    return _target(row, "settings.routing")


def _busy(row: Row) -> str:
    return _target(row, "settings.busy_routing")


def _seconds(row: Row, path: str, words_before: str) -> str:
    value = value_at(row, path)
    return f"{words_before} {times.duration(value)}" if isinstance(value, int) else ""


def _routing(row: Row) -> str:
    mode = value_at(row, "settings.call_distribution.ring_mode|settings.ring_mode")
    unanswered = _unanswered(row)
    return joined(
        words(text_of(mode)) if mode else "",
        _seconds(row, "settings.max_wait_time", "waits"),
        f"else {unanswered}" if unanswered else "",
        by=", ",
    )


def _forwarding(row: Row) -> str:
    found = dicts(value_at(row, "settings.call_forwarding_settings"))
    named = ((each, each.get("description") or phone.formatted(text_of(each.get("phone_number")))) for each in found)
    return ", ".join(f"{text_of(name)}{'' if each.get('enable') else ' (off)'}" for each, name in named if name)


def summary_of(row: Row) -> str:
    """Say in one line what a setting of an extension's hours and routing does."""
    match row.get("sub_setting_type"):
        case "custom_hours":
            return _week(row)
        case "call_handling":
            return _routing(row)
        case "call_forwarding":
            return _forwarding(row)
        case _:
            return span(value_at(row, "settings.from"), value_at(row, "settings.to")) or _routing(row)


CALL_HANDLING = Resource(
    name="call-handling",
    aliases=("hours", "routing"),
    title="Hours and routing",
    singular="setting",
    key="hours+sub_setting_type+holiday_id",
    label="hours",
    called=_called,
    help="Business, closed and holiday hours of an extension, and where its calls go.",
    model="ztui.resources.models.call_handling:CallHandling",
    operations=Operations(
        list="getCallHandling", create="addCallHandling", update="updateCallHandling", delete="deleteCallHandling"
    ),
    parents=("extensionId",),
    unfold=_rows,
    columns=(
        Column("hours", 17, title="When", show=_when, alias="when"),
        Column("sub_setting_type", 10, title="Setting", show=_setting, alias="setting"),
        Column("settings", 46, title="What", show=summary_of, alias="what"),
        Column("holiday_id", 22, title="Holiday ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group("Overview", (Field("hours", "When", show=_when), Field("sub_setting_type", "Setting", show=_setting))),
        Group(
            "Hours",
            (
                Field("settings.custom_hours_settings", "Week", show=_week, help="In the extension's own time zone."),
                Field("settings.from", "From"),
                Field("settings.to", "To"),
            ),
        ),
        Group(
            "Waiting",
            (
                Field(
                    "settings.call_distribution.ring_mode", "Distribution", Kind.STATUS, also=("settings.ring_mode",)
                ),
                Field("settings.call_distribution.ring_duration", "Rings each for", Kind.DURATION),
                Field("settings.max_wait_time", "Longest wait", Kind.DURATION),
                Field("settings.max_call_in_queue", "Most calls waiting", Kind.COUNT),
                Field("settings.wrap_up_time", "Wrap-up", Kind.DURATION),
                Field("settings.music_on_hold.name", "Music on hold"),
                Field("settings.greeting_prompt.name", "Greeting"),
                Field("settings.audio_while_connecting.name", "Audio while connecting"),
            ),
        ),
        Group(
            "Where calls go",
            (
                Field("settings.routing", "Not answered", show=_unanswered),
                Field("settings.busy_routing", "Busy", show=_busy),
                Field("settings.call_forwarding_settings", "Forwarded to", show=_forwarding),
                Field("settings.routing.operator.display_name", "Operator"),
                Field("settings.allow_callers_check_voicemail", "Callers may check voicemail", Kind.FLAG),
                Field("settings.require_press_1_before_connecting", "Press 1 before connecting", Kind.FLAG),
            ),
        ),
    ),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.DANGER},
    unavailable={
        "holiday": "Zoom does not say how the API names the holiday of a routing; set it in the Zoom portal.",
    },
)

RESOURCES = (CALL_HANDLING,)
