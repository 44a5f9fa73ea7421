"""Values of fields as they are typed and as they are shown: what is shown can be typed, and gives the same value."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ztui.contract.validation import read_as
from ztui.core import phone, times
from ztui.core.hours import HoursError, read_hours, written_hours
from ztui.core.nearness import nearest
from ztui.resources.edits.model import InputKind
from ztui.resources.extensions import split_extension, whole
from ztui.services.changes.values import body_value, same, typed
from ztui.services.changes.zones import zone_problem, zones
from ztui.services.console.literals import as_json, from_json
from ztui.services.forms.lists import joined, split

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.resources.extensions import SiteForm
    from ztui.services.forms.fields import SheetField
    from ztui.services.forms.place import Place

__all__ = ["Unreadable", "read", "shown", "words_of", "zones"]

_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]([0-9]{2}:[0-9]{2}))?")
_BEFORE_PLUS = re.compile(r"\s+(?=\+)")
_FEW = 6
"""So many choices are all told where none was meant."""


class Unreadable(ValueError):
    """A text that is no value of its field; the text of the error says why, and what would be."""


def shown(field: SheetField, value: Any, place: Place, labels: Mapping[str, str]) -> str:
    """Give the text that stands in the input of a field for a value.

    Args:
        field: The field.
        value: As the body has it; None for none.
        place: Where the object is.
        labels: What picked objects are called, by what is sent of them.

    Returns:
        A text that `read` reads as the same value; "" for nothing and for a secret.
    """
    if value is None or field.secret:
        return ""
    if field.kind is InputKind.HOURS:
        return written_hours(value) or as_json(value)
    if field.kind is InputKind.JSON:
        return as_json(value)
    if not field.takes_many:
        return _one_shown(field, value, place, labels)
    if not isinstance(value, list | tuple):
        return as_json(value)
    return joined(_one_shown(field, each, place, labels) for each in value)


def read(field: SheetField, text: str, place: Place, labels: Mapping[str, str], before: Any = None) -> Any:
    """Read what was typed, which is not blank.

    Args:
        field: The field.
        text: As typed.
        place: Where the object is.
        labels: What picked objects are called, by what is sent of them.
        before: The value from before, of which opening hours keep the days that are not named.

    Returns:
        The value as the body has it.

    Raises:
        Unreadable: It is no value of this field.
    """
    if field.kind is InputKind.HOURS:
        return _read_hours(text, before)
    if field.kind is InputKind.JSON:
        return _read_json(text)
    if not field.takes_many:
        return _one_read(field, text, place, labels)
    parts = split(text)
    if field.kind is InputKind.PHONE:  # a column of numbers that was pasted: its line ends have become blanks
        parts = [part for each in parts for part in _BEFORE_PLUS.split(each)]
    return [_one_read(field, each, place, labels) for each in parts]


def words_of(field: SheetField, place: Place) -> dict[str, Any]:
    """Give the values that a field may have, by the words for them; each has a word of its own."""
    found: dict[str, Any] = {}
    spoken = [_spoken(field, raw, word) for raw, word in field.choices]
    for (raw, _), word in zip(field.choices, spoken, strict=True):
        others = {whole(other) for other, _ in field.choices if other != raw}
        alone = spoken.count(word) == 1 and word and word == word.strip() and word not in others
        found[word if alone else whole(raw)] = raw
    return found


def _spoken(field: SheetField, raw: object, word: str) -> str:
    """Give the word of a choice; spans of time are written as such, whatever their type."""
    text = whole(raw)
    return times.duration(int(text)) if field.kind is InputKind.DURATION and re.fullmatch(r"\d{1,9}", text) else word


def _one_shown(field: SheetField, value: Any, place: Place, labels: Mapping[str, str]) -> str:
    if isinstance(value, dict | list):
        return as_json(value)
    text = whole(value)
    if field.choices:
        return next((word for word, raw in words_of(field, place).items() if _is(raw, value)), text)
    match field.kind:
        case InputKind.SWITCH:
            return ("yes" if value else "no") if isinstance(value, bool) else text
        case InputKind.DURATION:
            return _duration(value)
        case InputKind.PHONE:
            spaced = phone.formatted(text)
            return spaced if phone.to_e164(spaced, place.region) == text else text
        case InputKind.PICK | InputKind.TEXT:
            return _label(labels, text)
        case _:
            return text


def _is(raw: Any, value: Any) -> bool:
    return isinstance(raw, bool) is isinstance(value, bool) and whole(raw) == whole(value)


def _duration(value: Any) -> str:
    text = whole(value)
    if not re.fullmatch(r"\d{1,9}", text):
        return text
    spoken = times.duration(int(text))
    return spoken if typed(InputKind.DURATION, spoken) == int(text) else text


def _label(labels: Mapping[str, str], id: str) -> str:
    """Give what an object is called; its id where another has the same name."""
    name = labels.get(id, "").strip()
    return name if name and sum(each.strip() == name for each in labels.values()) == 1 and name not in labels else id


def _one_read(field: SheetField, text: str, place: Place, labels: Mapping[str, str]) -> Any:
    bare = text.strip()
    if field.choices:
        return _chosen(field, bare, place)
    match field.kind:
        case InputKind.NUMBER | InputKind.SWITCH | InputKind.DURATION:
            return _as_body(field, _told_apart(field.kind, bare), place)
        case InputKind.PHONE:
            return _number(bare, place)
        case InputKind.EXTENSION:
            return _extension(field, bare, place)
        case InputKind.TIMEZONE:
            return _zone(bare)
        case InputKind.PICK:
            return next((id for id in labels if _label(labels, id) == bare), bare)
        case InputKind.SECRET:
            return text
        case InputKind.TEXT if labels:
            return next((id for id in labels if _label(labels, id) == bare), _as_body(field, text, place))
        case _:
            return _as_body(field, text, place)


def _told_apart(kind: InputKind, text: str) -> int | bool:
    """Read a number, a duration, or yes and no."""
    value: Any = typed(kind, text.removeprefix("+") if kind is InputKind.NUMBER else text)
    if kind is InputKind.SWITCH:
        if not isinstance(value, bool):
            raise Unreadable("must be yes or no")
    elif not isinstance(value, int):
        is_time = kind is InputKind.DURATION
        raise Unreadable("is no duration: write 0:45, 3:00 or seconds" if is_time else "must be a whole number")
    return int(value) if kind is not InputKind.SWITCH else bool(value)


def _as_body(field: SheetField, value: Any, place: Place) -> Any:
    """Give a value as the type that the contract says."""
    schema = field.schema or {}
    inner = schema.get("items", {}) if field.takes_many and schema.get("type") == "array" else schema
    if inner.get("format") == "date-time" and isinstance(value, str):
        return _instant(value, end=field.name.endswith("to"))
    if inner.get("type") == "string" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return read_as(inner, value) if isinstance(value, str) and inner.get("type") != "array" else value


def _instant(text: str, *, end: bool) -> str:
    """Give a day, or a day and a time, as bodies have them; a bare day begins at 00:00 and ends at 23:59.

    What bodies take as instants are the begin and end of holidays, in the zone of whose holidays they are.
    """
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        return text
    day, time = found.groups()
    return f"{day}T{time or ('23:59' if end else '00:00')}:00Z"


def _chosen(field: SheetField, text: str, place: Place) -> Any:
    words = words_of(field, place)
    folded = {word.casefold(): raw for word, raw in words.items()}
    raws = {whole(raw).casefold(): raw for raw, _ in field.choices}
    for known in (words, folded, raws):
        found = known.get(text, known.get(text.casefold()))
        if found is not None:
            return found
    if field.kind is InputKind.DURATION and isinstance(seconds := typed(field.kind, text), int):
        exact = next((raw for raw, _ in field.choices if whole(raw) == str(seconds)), None)
        if exact is not None:
            return exact
    offered = tuple(words) if len(words) <= _FEW else nearest(text, words)
    raise Unreadable(f"is none of the {len(words)} choices{': ' + ', '.join(offered) if offered else ''}")


def _number(text: str, place: Place) -> str:
    found = phone.to_e164(text, place.region)
    if found:
        return found
    if not place.region and any(char.isdigit() for char in text) and not text.startswith("+"):
        raise Unreadable("needs its country code: +1 415 555 0100")
    raise Unreadable(f"is no phone number{' of ' + place.region if place.region else ''}; others begin with a plus")


def _extension(field: SheetField, text: str, place: Place) -> Any:
    bare = text.replace("-", "").replace(" ", "")
    if not (bare.isascii() and bare.isdecimal()):
        raise Unreadable("must be digits")
    if field.field is not None and (field.field.short_extension or field.field.long_extension):
        _assert_fits(bare, place.form)
        return body_value(field.field, _holder(field), place.form, bare)
    return _as_body(field, bare, place)


def _assert_fits(text: str, form: SiteForm | None) -> None:
    """Refuse an extension that is longer than those of its site."""
    _, short = split_extension(text, form)
    if form is not None and form.length and len(short) > form.length:
        raise Unreadable(f"is too long: extensions here have {form.length} digits behind the site's code {form.code}")


def _holder(field: SheetField) -> dict[str, Any] | None:
    """Give a schema in which the field stands at its path, for what looks it up there."""
    schema: dict[str, Any] | None = None if field.schema is None else dict(field.schema)
    for name in reversed(field.name.split(".")):
        schema = None if schema is None else {"type": "object", "properties": {name: schema}}
    return schema


def _zone(text: str) -> str:
    known = zones()
    if text in known:
        return text
    folded = {each.casefold(): each for each in known}
    found = folded.get(text.casefold().replace(" ", "_"))
    if found is None:
        ends = [each for each in known if each.casefold().endswith(f"/{text.casefold().replace(' ', '_')}")]
        found = ends[0] if len(ends) == 1 else None
    if found is None:
        raise Unreadable(zone_problem(text))
    return found


def _read_hours(text: str, before: Any) -> Any:
    if text.lstrip().startswith("["):
        return _read_json(text)
    try:
        week = read_hours(text, before)
    except HoursError as error:
        raise Unreadable(str(error)) from None
    return before if same(before, week) else week


def _read_json(text: str) -> Any:
    try:
        return from_json(text)
    except json.JSONDecodeError as error:
        raise Unreadable(f"is no JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except ValueError as error:
        raise Unreadable(f"is no JSON: {error}") from None
