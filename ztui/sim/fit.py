"""What of a value a schema of the contract takes: written bodies become fields of answers, whose schemas differ.

Zoom API: the same field is a text in one operation and a number in the next, and an answer knows fewer or other values
of an enum than the write; what the answer's schema has no place for is left out of it.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from ztui.sim.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NOTHING", "Whole", "fitted", "laid"]

NOTHING = object()
"""What `fitted` gives when no part of a value fits."""


class Whole(dict[str, Any]):
    """An object among facts that stands for another one: it replaces what was there instead of going into it."""


def fitted(schema: Mapping[str, Any], value: Any) -> Any:
    """Give of a value what the schema takes, texts of digits and numbers turned into one another; else `NOTHING`."""
    if "oneOf" in schema:
        return next((made for each in schema["oneOf"] if (made := fitted(each, value)) is not NOTHING), NOTHING)
    kind = schema.get("type")
    if isinstance(value, dict):
        return _object(schema, value) if kind in (None, "object") else NOTHING
    if isinstance(value, list):
        return _array(schema, value) if kind in (None, "array") else NOTHING
    made = _typed(kind, value)
    return made if made is not NOTHING and _allowed(schema, made) else NOTHING


def laid(schema: Mapping[str, Any], made: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Lay over an object what the schema takes of the facts: objects go into one another, anything else replaces."""
    result = dict(made)
    for name, part in schema.get("properties", {}).items():
        if name not in facts:
            continue
        value = facts[name]
        if type(value) is dict and isinstance(result.get(name), dict) and "properties" in part:
            result[name] = laid(part, result[name], value)
            continue
        fits = fitted(part, value)
        if fits is not NOTHING:
            result[name] = copy.deepcopy(fits)
    return result


def _object(schema: Mapping[str, Any], value: Mapping[str, Any]) -> Any:
    properties = schema.get("properties")
    if properties is None:
        return {} if schema.get("type") == "object" else dict(value)
    made = {name: fitted(properties[name], each) for name, each in value.items() if name in properties}
    made = {name: each for name, each in made.items() if each is not NOTHING}
    return made if set(schema.get("required", ())) <= set(made) else NOTHING


def _array(schema: Mapping[str, Any], value: list[Any]) -> Any:
    items = dict(schema.get("items", {}))
    if "enum" in schema:
        items["enum"] = schema["enum"]
    made = [each for each in (fitted(items, each) for each in value) if each is not NOTHING]
    if schema.get("uniqueItems"):
        made = [each for place, each in enumerate(made) if each not in made[:place]]
    least, most = schema.get("minItems", schema.get("minimum", 0)), schema.get("maxItems", schema.get("maximum"))
    return NOTHING if len(made) < least else made[:most]


def _typed(kind: Any, value: Any) -> Any:
    """Give a scalar in the type of the schema."""
    if kind == "string":
        return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else NOTHING
    if kind == "boolean":
        return value if isinstance(value, bool) else NOTHING
    if kind in ("integer", "number"):
        if isinstance(value, bool):
            return NOTHING
        if isinstance(value, str):
            return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else NOTHING
        return value if kind == "number" or isinstance(value, int) else NOTHING
    return value if kind is None else NOTHING


def _allowed(schema: Mapping[str, Any], value: Any) -> bool:
    """Tell whether a scalar of the right type keeps the limits of the schema."""
    if schema.get("enum") and value not in schema["enum"]:
        return False
    if isinstance(value, str):
        least = schema.get("minLength", schema.get("minimum", 0))
        inside = least <= len(value) <= schema.get("maxLength", len(value))
    else:
        inside = isinstance(value, bool) or schema.get("minimum", value) <= value <= schema.get("maximum", value)
    test = FORMATS.get(str(schema.get("format")))
    return inside and (test is None or test(value))
