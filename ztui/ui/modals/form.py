"""What a filter form asks: one field for each query parameter of a list, and how what is typed becomes its values.

Pure: nothing here draws. Titles and order come from the resource's filters, everything else from the contract.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo
from enum import Enum, auto
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.contract.limits import window
from ztui.core.dataclass import dataclass
from ztui.core.text import Display, display
from ztui.core.times import api_text, parse_instant
from ztui.resources.shows import words
from ztui.ui.modals.dates import instant_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.contract.details import Parameter
    from ztui.resources.model import Resource

__all__ = [
    "FormField",
    "Given",
    "Input",
    "form_fields",
    "placeholder_of",
    "query_of",
    "reasons",
    "shown_text",
    "text_of",
    "values_of",
]

Query = tuple[tuple[str, str], ...]

_PAGING = frozenset({"page_size", "page_number", "next_page_token"})
_MONTH = timedelta(days=31)
"""Longest window; Zoom says a month, and its months begin on any day."""
_TODAY = timedelta(days=1)
"""A day that is not over may end a window."""
_DATES_HINT = "Write 2026-11-20, 2026-11-20 14:00, -24h, -7d, yesterday or now."


class Input(Enum):
    """How a field is filled in."""

    TEXT = auto()
    LIST = auto()
    """Several texts, separated by commas."""
    NUMBER = auto()
    DATE = auto()
    FLAG = auto()
    CHOICE = auto()
    CHOICES = auto()


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the form.

    Attributes:
        name: The query parameter.
        title: What the form calls it.
        input: How it is filled in.
        choices: The values allowed, () for any.
        required: Zoom refuses the request without it.
        minimum: Smallest number, None for no limit.
        maximum: Largest number, None for no limit.
        most: Most values of an array, None for no limit.
        picks: Resource whose keys it takes, "" for a plain value.
        dates_only: Takes days and no times.
        deprecated: Zoom advises against it.
    """

    name: str
    title: str
    input: Input
    choices: tuple[str, ...] = ()
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    most: int | None = None
    picks: str = ""
    dates_only: bool = False
    deprecated: bool = False

    @property
    def is_typed(self) -> bool:
        """Tell whether it is filled in by typing."""
        return self.input in {Input.TEXT, Input.LIST, Input.NUMBER, Input.DATE}


@dataclass(frozen=True, slots=True)
class Given:
    """What a field became.

    Attributes:
        values: The values to send, () to leave the parameter out.
        reason: Why it cannot be sent, "" if it can.
    """

    values: tuple[str, ...] = ()
    reason: str = ""


def form_fields(resource: Resource) -> tuple[FormField, ...]:
    """Give the fields of a resource's form: its own filters in their order, then what else the contract takes."""
    listed = operation(resource.operations.list)
    limits = window(listed)
    dates_only = limits is not None and limits.dates_only
    fixed = {name for name, _value in resource.query} | _PAGING
    parameters = {each.name: each for each in listed.detail().parameters if each.name not in fixed}
    asked_each = resource.each[0] if resource.each else ""
    out: list[FormField] = []
    for each in resource.filters:
        parameter = parameters.pop(each.parameter, None)
        if parameter is not None:
            out.append(_field(parameter, each.title, each.picks, dates_only, asked_each))
    out += [_field(each, "", "", dates_only, asked_each) for each in parameters.values()]
    return tuple(out)


def _field(parameter: Parameter, title: str, picks: str, dates_only: bool, asked_each: str) -> FormField:
    choices = tuple(str(value) for value in parameter.enum or parameter.items_enum)
    return FormField(
        name=parameter.name,
        title=title or words(parameter.name).capitalize(),
        input=_input(parameter, choices),
        choices=choices,
        # A parameter that is asked value after value is required of us, not of the user.
        required=parameter.required and parameter.name != asked_each,
        minimum=parameter.minimum,
        maximum=parameter.maximum,
        most=parameter.max_items,
        picks=picks,
        dates_only=dates_only,
        deprecated=parameter.deprecated,
    )


def _input(parameter: Parameter, choices: tuple[str, ...]) -> Input:
    if parameter.type == "array":
        return Input.CHOICES if choices else Input.LIST
    if parameter.type == "boolean":
        return Input.FLAG
    if choices:
        return Input.CHOICE
    if parameter.type in {"integer", "number"}:
        return Input.NUMBER
    is_date = parameter.format in {"date", "date-time"} or parameter.name in {"from", "to"}
    return Input.DATE if is_date else Input.TEXT


def values_of(field: FormField, text: str, zone: tzinfo, now: datetime) -> Given:
    """Read what stands in a field.

    Args:
        field: The field.
        text: As typed; several values are separated by commas; "" leaves the parameter out.
        zone: The viewer's zone, in which dates are meant.
        now: The present, UTC.

    Returns:
        The values as the API takes them (instants in UTC), or the reason why they cannot be sent.
    """
    text = text.strip()
    if not text:
        return Given(reason="Zoom asks for this one." if field.required else "")
    match field.input:
        case Input.DATE:
            return _date(field, text, zone, now)
        case Input.NUMBER:
            return _number(field, text)
        case Input.FLAG:
            return Given((text,)) if text in {"true", "false"} else Given(reason="Choose yes or no.")
        case Input.CHOICE:
            return Given((text,)) if text in field.choices else Given(reason="Zoom does not know this value.")
        case Input.LIST | Input.CHOICES:
            return _several(field, text)
        case Input.TEXT:
            return Given((text,))


def _several(field: FormField, text: str) -> Given:
    values = tuple(dict.fromkeys(filter(None, (each.strip() for each in text.split(",")))))
    unknown = [each for each in values if field.choices and each not in field.choices]
    if unknown:
        return Given(reason=f"Zoom does not know {unknown[0]}.")
    if field.most is not None and len(values) > field.most:
        return Given(reason=f"At most {field.most}; these are {len(values)}.")
    return Given(values)


def _number(field: FormField, text: str) -> Given:
    if not re.fullmatch(r"-?\d{1,15}", text):
        return Given(reason="Write a whole number.")
    value = int(text)
    low, high = field.minimum, field.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        if low is None or high is None:
            return Given(reason=f"At least {low:g}." if high is None and low is not None else f"At most {high:g}.")
        return Given(reason=f"From {low:g} to {high:g}.")
    return Given((str(value),))


def _date(field: FormField, text: str, zone: tzinfo, now: datetime) -> Given:
    found = instant_of(text, zone, now, end=field.name in {"to", "end_date", "to_date"})
    if found is None:
        return Given(reason=_DATES_HINT)
    if field.dates_only:
        return Given((f"{found.astimezone(zone):%Y-%m-%d}",))
    return Given((api_text(found),))


def reasons(fields: Sequence[FormField], given: dict[str, Given], resource: Resource, now: datetime) -> dict[str, str]:
    """Give why the form cannot be sent, by field: each field's own reason, and those of the window as a whole."""
    out = {name: each.reason for name, each in given.items() if each.reason}
    dates = {name: given[name].values[0] for name in ("from", "to") if name in given and given[name].values}
    limits = window(operation(resource.operations.list))
    known = {each.name for each in fields}
    if "to" in dates and "from" not in dates and "from" in known:
        out.setdefault("from", "A window needs its beginning, too.")
    if "from" in dates and "to" in dates and dates["from"] > dates["to"]:
        out.setdefault("to", "This lies before the beginning.")
    elif "from" in dates and limits is not None and not _is_stored(resource, given):
        begin, end = parse_instant(dates["from"]), parse_instant(dates.get("to", "")) or now
        if begin is not None and end - begin > _MONTH:
            out.setdefault("from", "Zoom takes a month at a time: begin later or end earlier.")
    for name, value in dates.items():
        instant = parse_instant(value)
        if limits is not None and instant is not None and instant > now + (_TODAY if name == "to" else timedelta()):
            out.setdefault(name, "This is in the future.")
    if "from" in dates and limits is not None and limits.reach_months is not None:
        earliest = now - timedelta(days=31 * limits.reach_months)
        if dates["from"] < f"{earliest:%Y-%m-%d}":
            out.setdefault("from", f"Zoom keeps {limits.reach_months} months.")
    return out


def _is_stored(resource: Resource, given: dict[str, Given]) -> bool:
    """Tell whether a window may be long: calls without other filters of Zoom come from those that are stored."""
    return resource.name == "call-history" and all(
        name in {"from", "to"} or not each.values for name, each in given.items()
    )


def text_of(field: FormField, query: Query, zone: tzinfo) -> str:
    """Give what stands in a field for the values of a query; instants in the viewer's zone."""
    values = [value for name, value in query if name == field.name]
    if field.input is Input.DATE and values:
        found = parse_instant(values[0])
        if found is not None and len(values[0]) > len("2026-11-20"):
            local = found.astimezone(zone)
            return f"{local:%Y-%m-%d %H:%M:%S}" if local.second else f"{local:%Y-%m-%d %H:%M}"
    return ", ".join(values)


def query_of(fields: Sequence[FormField], given: dict[str, Given], now: datetime) -> Query:
    """Give the query that the form asks for; a window without an end ends now."""
    query = [(each.name, value) for each in fields for value in given[each.name].values]
    names = {name for name, _value in query}
    end = next((each for each in fields if each.name == "to"), None)
    if "from" in names and "to" not in names and end is not None:
        query.append(("to", f"{now:%Y-%m-%d}" if end.dates_only else api_text(now)))
    return tuple(query)


def shown_text(field: FormField, text: str) -> Display:
    """Give what stands in a field in words: `yes` for true, `call queue` for `call_queue`."""
    if field.input is Input.FLAG:
        return display({"true": "yes", "false": "no"}.get(text, text))
    if field.choices and text:
        return display(", ".join(words(each.strip()) for each in text.split(",")))
    return display(text)


def placeholder_of(field: FormField) -> str:
    """Give what an empty field says of what belongs there."""
    match field.input:
        case Input.DATE:
            return "2026-11-20, -7d, yesterday"
        case Input.NUMBER if field.maximum is not None:
            return f"{field.minimum or 0:g} to {field.maximum:g}"
        case Input.LIST | Input.TEXT if field.picks:
            return "an ID, ? shows them"
        case Input.LIST:
            return "several, commas between"
        case _:
            return ""
