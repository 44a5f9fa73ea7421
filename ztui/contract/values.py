"""Whether a value fits its schema.

A validator of our own for the few words of JSON Schema that the contract uses. It is a little more lenient than the
words: hours may be `HH:mm`, alternatives (`oneOf`) need not exclude one another, an array's `maximum` counts elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ztui.contract.formats import check_format
from ztui.core.errors import FieldError
from ztui.core.nearness import nearest

if TYPE_CHECKING:
    from ztui.contract.details import Schema

__all__ = [
    "did_you_mean",
    "is_of_type",
    "is_one_of",
    "name_of_type",
    "type_in_words",
    "validate_value",
    "value_problems",
]

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list, tuple),
    "object": (Mapping,),
}
_UNKNOWN = "is no field here"
_ARTICLE = {"integer": "an integer", "array": "an array", "object": "an object", "boolean": "true or false"}


def validate_value(schema: Schema, value: Any, field: str = "") -> tuple[FieldError, ...]:
    """Give what is wrong with `value` by its `schema`; `field` is the path that the errors start with."""
    return tuple(value_problems(schema, value, field))


def value_problems(schema: Schema, value: Any, field: str) -> Iterator[FieldError]:
    """Give what is wrong with `value`, one after another; see `validate_value`."""
    if "oneOf" in schema:
        yield from _nearest_alternative(schema["oneOf"], value, field)
        return
    kind = schema.get("type")
    if kind is not None and not is_of_type(kind, value):
        yield FieldError(field, f"must be {type_in_words(kind)}, not {name_of_type(value)}")
        return
    if isinstance(value, Mapping):
        yield from _object_problems(schema, value, field)
    elif isinstance(value, (list, tuple)):
        yield from _array_problems(schema, value, field)
    else:
        yield from _scalar_problems(schema, value, field)


def _nearest_alternative(alternatives: Sequence[Schema], value: Any, field: str) -> list[FieldError]:
    """Judge by the alternative that `value` fits best, of several by one that knows its fields."""
    judged = (list(value_problems(each, value, field)) for each in alternatives)
    return min(judged, key=lambda found: (len(found), sum(_UNKNOWN in each.message for each in found)), default=[])


def _object_problems(schema: Schema, value: Mapping[str, Any], field: str) -> Iterator[FieldError]:
    properties: Mapping[str, Schema] | None = schema.get("properties")
    prefix = f"{field}." if field else ""
    for name in schema.get("required", ()):
        if name not in value:
            yield FieldError(f"{prefix}{name}", "is missing")
    if properties is None:
        return
    for name, inner in value.items():
        if name in properties:
            yield from value_problems(properties[name], inner, f"{prefix}{name}")
        else:
            yield FieldError(f"{prefix}{name}", f"{_UNKNOWN}{did_you_mean(name, properties)}")


def _array_problems(schema: Schema, value: Sequence[Any], field: str) -> Iterator[FieldError]:
    most = schema.get("maxItems", schema.get("maximum"))
    least = schema.get("minItems")
    if most is not None and len(value) > most:
        yield FieldError(field, f"takes at most {most}, not {len(value)}")
    if least is not None and len(value) < least:
        yield FieldError(field, f"takes at least {least}")
    if schema.get("uniqueItems") and any(each in value[:place] for place, each in enumerate(value)):
        yield FieldError(field, "must not repeat an element")
    items: Schema = schema.get("items", {})
    if "enum" in schema:
        items = {**items, "enum": schema["enum"]}
    for place, each in enumerate(value):
        yield from value_problems(items, each, f"{field}[{place}]")


def _scalar_problems(schema: Schema, value: Any, field: str) -> Iterator[FieldError]:
    allowed = schema.get("enum")
    if allowed and not is_one_of(value, allowed):
        yield FieldError(field, f"must be one of {', '.join(map(str, allowed))}")
    message = check_format(schema, value)
    if message:
        yield FieldError(field, message)


def is_one_of(value: Any, allowed: Iterable[Any]) -> bool:
    """Tell whether `value` is one of an enum; True is not 1."""
    return any(value == each and isinstance(value, bool) == isinstance(each, bool) for each in allowed)


def is_of_type(kind: str, value: Any) -> bool:
    """Tell whether `value` is of the schema type; a bool is no number, and 3.0 is an integer."""
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES.get(kind, (object,)))


def type_in_words(kind: str) -> str:
    """Name a type of the schema with its article: "an integer", "true or false"."""
    return _ARTICLE.get(kind, f"a {kind}")


def name_of_type(value: Any) -> str:
    """Name the type of `value` as a person would."""
    if value is None:
        return "null"
    for kind in ("boolean", "integer", "number", "string", "array", "object"):
        if is_of_type(kind, value):
            return "a boolean" if kind == "boolean" else type_in_words(kind)
    return type(value).__name__


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Give the nearest known name as a question to append, "" without one."""
    close = nearest(name, known, most=1)
    return f"; did you mean {close[0]}?" if close else ""
