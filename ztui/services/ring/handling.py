"""Hours and routing of an extension, read: `GET /phone/extension/{extensionId}/call_handling/settings` as data.

The answer has an array each for business hours, closed hours and holidays; a setting is one of `custom_hours`,
`call_handling`, `call_forwarding` or `holiday`. Nothing that Zoom sends is refused: what cannot be read is left out and
counted (`Week.unread`, `Handling.unread`), a code that nobody knows stays as it is (`Leads.UNKNOWN`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts
from ztui.services.ring.routes import Route, busy_route, route
from ztui.services.ring.weeks import Span, Week, read_span, read_week, wall_clock

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

__all__ = ["Forward", "Handling", "Holiday", "Hours", "Prompt", "Rules", "State", "read_handling"]


class Hours(StrEnum):
    """What hours it is; the values are the API's (`settingType`, `hours_type`)."""

    BUSINESS = "business_hours"
    CLOSED = "closed_hours"
    HOLIDAY = "holiday_hours"


@dataclass(frozen=True, slots=True)
class Forward:
    """A number or contact that rings, too.

    Attributes:
        id: Its id within these hours.
        number: The number, as sent.
        name: What it is called: description, or the external contact's name.
        enabled: It is switched on.
        contact: Id of the external contact, "" for a plain number.
    """

    id: str
    number: str
    name: str
    enabled: bool
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """An audio that is played, by its field's name; Zoom's own have the id 0."""

    field: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What happens to a call in one kind of hours; what was not told is None or "".

    Attributes:
        told: Zoom told any of it.
        unanswered: Where a call goes that nobody takes (of a queue: overflow), or where it goes at once outside the
            business hours of a queue or menu.
        busy: Where a call goes while the line is busy.
        ring_mode: `simultaneous`, `sequential`, `rotating`, `longest_idle`.
        ring_seconds: How long each member rings.
        max_wait: Seconds until the call counts as not taken.
        max_calls: Calls that wait at most.
        wrap_up: Seconds between two calls of a member.
        forwards: Numbers and contacts that ring beside the devices.
        press_1: Whoever takes a forwarded call must press 1 first.
        prompts: Audios that are played.
    """

    told: bool = False
    unanswered: Route | None = None
    busy: Route | None = None
    ring_mode: str = ""
    ring_seconds: int | None = None
    max_wait: int | None = None
    max_calls: int | None = None
    wrap_up: int | None = None
    forwards: tuple[Forward, ...] = ()
    press_1: bool = False
    prompts: tuple[Prompt, ...] = ()


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday with rules of its own; `span` is None where its time could not be read, so it never applies."""

    id: str
    name: str
    span: Span | None
    rules: Rules


@dataclass(frozen=True, slots=True)
class State:
    """What hours it is at some moment, with the holiday if it is one."""

    hours: Hours
    holiday: Holiday | None = None


@dataclass(frozen=True, slots=True)
class Handling:
    """Hours and routing of one extension.

    Attributes:
        week: Business hours; None where none were told, which counts as always open.
        business: Rules of business hours.
        closed: Rules outside of them.
        holidays: Holidays in their order; one goes before business and closed hours, the first one before others.
        unread: Elements of the answer that are no settings.
    """

    week: Week | None
    business: Rules
    closed: Rules
    holidays: tuple[Holiday, ...] = ()
    unread: int = 0

    def state_at(self, instant: datetime, zone: tzinfo) -> State:
        """Tell what hours it is at an instant, in the owner's zone."""
        local = wall_clock(instant, zone)
        for each in self.holidays:
            if each.span is not None and each.span.holds(local):
                return State(Hours.HOLIDAY, each)
        is_open = self.week is None or self.week.is_open(local)
        return State(Hours.BUSINESS if is_open else Hours.CLOSED)

    def rules_of(self, state: State) -> Rules:
        """Give the rules that apply."""
        if state.holiday is not None:
            return state.holiday.rules
        return self.business if state.hours is Hours.BUSINESS else self.closed

    def states(self) -> Iterable[State]:
        """Go through all kinds of hours that it has: business, closed (unless it never closes), each holiday."""
        yield State(Hours.BUSINESS)
        if self.week is not None and not self.week.always:
            yield State(Hours.CLOSED)
        for each in self.holidays:
            yield State(Hours.HOLIDAY, each)


_PROMPTS = (
    "greeting_prompt",
    "music_on_hold",
    "audio_while_connecting",
    "routing.voicemail_greeting",
    "routing.voicemail_leaving_instruction",
    "routing.message_greeting",
    "routing.forward_to.voicemail_greeting",
    "busy_routing.voicemail_greeting",
    "busy_routing.voicemail_leaving_instruction",
    "busy_routing.message_greeting",
)


def read_handling(answer: object) -> Handling:
    """Read what Zoom answered.

    Args:
        answer: The answer's data, whatever it is.

    Returns:
        It as data; rules that say nothing for what is not in it.
    """
    told: Mapping[str, Any] = answer if isinstance(answer, Mapping) else {}
    business, closed = dicts(told.get(Hours.BUSINESS)), dicts(told.get(Hours.CLOSED))
    holidays = tuple(map(_holiday, dicts(told.get(Hours.HOLIDAY))))
    hours = [each for each in business if each.get("sub_setting_type") == "custom_hours"]
    # An older answer has all settings of business hours in one element, whatever it calls itself.
    hours = hours or [each for each in business if value_at(each, "settings.custom_hours_settings") is not None]
    week = read_week(_settings(hours[0])) if hours else None
    lists = (told.get(each) for each in Hours)
    unread = sum(len(each) - len(dicts(each)) for each in lists if isinstance(each, list))
    return Handling(week, _rules(business), _rules(closed), holidays, unread)


def _settings(row: Mapping[str, Any]) -> Mapping[str, Any]:
    found = row.get("settings")
    return found if isinstance(found, Mapping) else {}


def _holiday(row: Mapping[str, Any]) -> Holiday:
    details = dicts(row.get("details"))
    dated = next((each for each in map(_settings, details) if "from" in each or "to" in each), {})
    return Holiday(
        id=text_of(row.get("holiday_id")),
        name=text_of(next((each["name"] for each in map(_settings, details) if each.get("name")), "")),
        span=read_span(dated.get("from"), dated.get("to")),
        rules=_rules(details),
    )


def _rules(rows: Iterable[Mapping[str, Any]]) -> Rules:
    """Read the settings of one kind of hours; later elements go over earlier ones."""
    found: dict[str, Any] = {}
    for each in rows:
        found |= {name: value for name, value in _settings(each).items() if value is not None}
    older = {"action": found.get("call_not_answer_action"), "connect_to_operator": found.get("connect_to_operator")}
    told = route(found.get("routing")) or route(older)
    prompts = ((field, value_at(found, field)) for field in _PROMPTS)
    return Rules(
        told=told is not None or "call_forwarding_settings" in found or "ring_mode" in found,
        unanswered=told,
        busy=busy_route(found.get("busy_routing")),
        ring_mode=text_of(value_at(found, "call_distribution.ring_mode|ring_mode")),
        ring_seconds=_count(value_at(found, "call_distribution.ring_duration")),
        max_wait=_count(found.get("max_wait_time")),
        max_calls=_count(found.get("max_call_in_queue")),
        wrap_up=_count(found.get("wrap_up_time")),
        forwards=tuple(_forward(each) for each in dicts(found.get("call_forwarding_settings"))),
        press_1=found.get("require_press_1_before_connecting") is True,
        prompts=tuple(
            Prompt(field, text_of(value.get("id")), text_of(value.get("name")))
            for field, value in prompts
            if isinstance(value, Mapping) and value.get("id") is not None
        ),
    )


def _forward(row: Mapping[str, Any]) -> Forward:
    contact = row.get("external_contact")
    number = text_of(row.get("phone_number"))
    if isinstance(contact, Mapping):
        known = contact.get("phone_numbers")
        number = number or (text_of(known[0]) if isinstance(known, list) and known else "")
        name = text_of(contact.get("name")) or text_of(row.get("description"))
        return Forward(text_of(row.get("id")), number, name, row.get("enable") is True,
                       text_of(contact.get("external_contact_id")))  # fmt: skip
    return Forward(text_of(row.get("id")), number, text_of(row.get("description")), row.get("enable") is True)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
