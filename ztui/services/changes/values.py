"""Values of fields: as they are read, as the body has them, as they are typed; and whether two are the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ztui.contract.schemas import schema_at
from ztui.contract.validation import read_as
from ztui.core.errors import FieldError
from ztui.resources.edits.model import InputKind
from ztui.resources.extensions import split_extension, whole
from ztui.resources.rows import value_at
from ztui.services.changes.unseen import unseen_in
from ztui.services.changes.zones import zone_problem
from ztui.store.secrets import is_secret_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.contract.details import Schema
    from ztui.resources.edits.model import Input, WriteField
    from ztui.resources.extensions import SiteForm
    from ztui.resources.model import Row

__all__ = [
    "body_value",
    "emptied",
    "is_nothing",
    "is_secret",
    "live_value",
    "own_problems",
    "put",
    "same",
    "typed",
    "typed_word",
]

_DURATION = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)")
_YES = frozenset({"true", "yes", "on", "1"})
_IDENTITY = frozenset({"id", "number", "weekday", "code", "index"})
"""Members, beside those whose name ends in `_id`, that tell which one an element of a list is."""
_NO = frozenset({"false", "no", "off", "0"})


def put(body: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a dotted path of a body, with the objects on the way to it."""
    *way, last = path.split(".")
    for name in way:
        body = body.setdefault(name, {})
    body[last] = value


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are the same for Zoom, which promises no order of what it lists.

    800 and "800" are the same, and so are nothing and an empty text. Single values of a list are compared whatever
    their order, and so are objects of which each tells which one it is: members by ID, days of a week. Others are
    compared place by place.
    """
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if is_nothing(one) or is_nothing(other):
        return is_nothing(one) and is_nothing(other)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return all(same(one.get(name), other.get(name)) for name in {*one, *other})
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return _same_lists(one, other)
    if isinstance(one, int | float | str) and isinstance(other, int | float | str):
        return one == other or whole(one) == whole(other)
    return bool(one == other)


def _same_lists(one: Sequence[Any], other: Sequence[Any]) -> bool:
    if len(one) != len(other):
        return False
    if not any(isinstance(each, Mapping | list | tuple) for each in (*one, *other)):
        return sorted(map(whole, one)) == sorted(map(whole, other))
    mine, theirs = _by_identity(one), _by_identity(other)
    if mine is None or theirs is None:
        return all(map(same, one, other))
    return mine.keys() == theirs.keys() and all(_pair_up(each, theirs[which]) for which, each in mine.items())


def _by_identity(rows: Sequence[Any]) -> dict[tuple[str, ...], list[Any]] | None:
    """Give the elements of a list by what tells them apart, None where one of them does not tell."""
    found: dict[tuple[str, ...], list[Any]] = {}
    for row in rows:
        names = [name for name in row if name in _IDENTITY or name.endswith("_id")] if isinstance(row, Mapping) else []
        which = tuple(f"{name} {whole(row[name])}" for name in sorted(names) if not is_nothing(row[name]))
        if not which:
            return None
        found.setdefault(which, []).append(row)
    return found


def _pair_up(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Tell whether each element of a list has another one of the other list that is the same."""
    left = list(other)
    for each in one:
        place = next((place for place, theirs in enumerate(left) if same(each, theirs)), None)
        if place is None:
            return False
        del left[place]
    return not left


def is_nothing(value: Any) -> bool:
    """Tell whether a value is none for Zoom: null, an empty text, an empty list."""
    return value is None or value in ("", [], {})


def is_secret(field: WriteField) -> bool:
    """Tell whether the values of a field are neither shown nor kept."""
    return field.kind is InputKind.SECRET or any(is_secret_name(each) for each in field.write.split("."))


def live_value(field: WriteField, schema: Schema | None, form: SiteForm | None) -> Callable[[Row], Any] | None:
    """Give what makes the body's value of a field from an answer; None where no answer has it.

    Args:
        field: The field.
        schema: Of the body.
        form: How the object's site writes its extensions.
    """
    if not field.read:
        return None
    kind = schema_at(schema, field.write)

    def read(row: Row) -> Any:
        value = value_at(row, field.read)
        if field.to_write is not None:
            return field.to_write(value)
        return value if value is None else _in_form(field, value, kind, form)

    return read


def body_value(field: WriteField, schema: Schema | None, form: SiteForm | None, value: Any) -> Any:
    """Give what the body takes for a value that was asked for: the right form of an extension, text as its type."""
    return None if value is None else _in_form(field, value, schema_at(schema, field.write), form)


def _in_form(field: WriteField, value: Any, schema: Schema | None, form: SiteForm | None) -> Any:
    if (field.short_extension or field.long_extension) and isinstance(value, str | int | float):
        text = whole(value).strip()
        code, short = split_extension(text, form)
        complete = text if code or form is None or not text else form.code + text
        value = short if field.short_extension else complete
    if field.element and isinstance(value, list | tuple):
        return [{field.element: each} if isinstance(each, str) else each for each in value]
    if schema is not None and schema.get("type") == "string" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return read_as(schema, value) if schema is not None and isinstance(value, str) else value


def emptied(field: WriteField | None, schema: Schema | None) -> Any:
    """Give what takes the value of a field away again: of a text the empty one, of a list the empty one.

    Args:
        field: The field, None where it is no longer declared.
        schema: Its own, within the body.

    Returns:
        None where nothing does: a number, a choice or the id of an object is replaced, not taken away.
    """
    kind = schema or {}
    if kind.get("type") == "array":
        return []
    takes_id = field is not None and field.kind is InputKind.PICK
    return "" if kind.get("type") == "string" and "enum" not in kind and not takes_id else None


def typed(kind: InputKind, text: str, region: str = "US") -> Any:
    """Read what was typed for a kind of field; what cannot be read stays the text, and fails its check.

    Args:
        kind: Of the field.
        text: As typed.
        region: Country of numbers without a country code.
    """
    match kind:
        case InputKind.NUMBER:
            return int(text) if re.fullmatch(r"-?\d{1,18}", text.strip()) else text
        case InputKind.SWITCH:
            word = text.strip().casefold()
            return True if word in _YES else False if word in _NO else text
        case InputKind.DURATION:
            return _seconds(text.strip())
        case InputKind.PHONE:
            from ztui.core.phone import to_e164

            return to_e164(text, region) or text.strip()
        case InputKind.CHOICES:
            return [each.strip() for each in text.split(",") if each.strip()]
        case InputKind.EXTENSION:
            return text.strip().replace("-", "")
        case _:
            return text


def typed_word(value: Any, is_switch: bool, is_number: bool) -> Any:
    """Read a text as a switch or a number where it is one of these; what is no text stays as it is."""
    if not isinstance(value, str):
        return value
    kind = InputKind.SWITCH if is_switch else InputKind.NUMBER if is_number else InputKind.TEXT
    return typed(kind, value)


def _seconds(text: str) -> Any:
    found = _DURATION.fullmatch(text)
    if found is not None:
        hours, minutes, seconds = (int(each or 0) for each in found.groups())
        return hours * 3600 + minutes * 60 + seconds
    return int(text) if re.fullmatch(r"\d{1,9}", text) else text


def own_problems(field: WriteField | Input, name: str, value: Any) -> list[FieldError]:
    """Judge a value by what its field says beyond the contract: length, choices, kind; null is judged elsewhere."""
    if value is None or value == "":
        return []
    values = value if isinstance(value, list | tuple) and field.choices else [value]
    problems = []
    if field.choices:
        known = {whole(raw) for raw, _ in field.choices}
        words = ", ".join(f"{whole(raw)} ({word})" if whole(raw) != word else word for raw, word in field.choices)
        problems += [FieldError(name, f"must be one of {words}") for each in values if whole(each) not in known]
    if field.longest and isinstance(value, str) and len(value) > field.longest:
        problems.append(FieldError(name, f"takes at most {field.longest} characters, not {len(value)}"))
    if field.kind is InputKind.SWITCH and not isinstance(value, bool) and not field.choices:
        problems.append(FieldError(name, "must be yes or no"))
    if field.kind in (InputKind.NUMBER, InputKind.DURATION) and (isinstance(value, bool) or not _is_number(value)):
        problems.append(FieldError(name, "must be a number" + _like(field.kind)))
    if field.kind is InputKind.EXTENSION and not whole(value).isdecimal():
        problems.append(FieldError(name, "must be digits"))
    if field.kind is InputKind.TIMEZONE and not field.choices and (why := zone_problem(value)):
        problems.append(FieldError(name, why))
    if field.kind in (InputKind.TEXT, InputKind.SECRET) and (why := unseen_in(name, value)):
        problems.append(FieldError(name, why))
    return problems


def _is_number(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value.isascii() and value.isdecimal())


def _like(kind: InputKind) -> str:
    return " of seconds, or like 0:45" if kind is InputKind.DURATION else ""
