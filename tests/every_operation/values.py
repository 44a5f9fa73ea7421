"""Values that a schema allows, with references to what there is in the account where a field's name asks for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ztui.contract.values import validate_value

__all__ = ["FORMATS", "Reference", "value_for"]

Reference = Callable[[str], Sequence[object]]
"""Gives what a field of that name may refer to, () when to nothing; the first that fits the schema is taken."""

FORMATS = {
    "email": "ann@acme.example",
    "date": "2026-11-20",
    "date-time": "2026-11-20T10:00:00Z",
    "time": "10:00:00",
    "url": "https://acme.example",
    "uri": "https://acme.example",
    "uuid": "8f9d9f3e-6d5b-4c39-8a38-0a0f4f6c2b11",
}
_TEXTS = {
    "mac_address": "64167f3a12b4",
    "timezone": "America/New_York",
    "country": "US",
    "country_code": "US",
    "iso_code": "US",
    "password": "Correct1Horse",
    "email": "ann@acme.example",
    "language": "en-US",
    "phone_number": "+14155550100",
    "zip": "94105",
    "state_code": "CA",
    "state": "CA",
    "city": "San Francisco",
    "from": "09:00",
    "to": "17:00",
    "voice_language": "en-US",
}


def value_for(schema: Mapping[str, Any], name: str, refers: Reference) -> Any:
    """Give something that a schema allows: of an object its required fields, or its first two where none is required.

    Args:
        schema: A schema of the contract.
        name: The field that the value is for, "" for a whole body.
        refers: Gives what a field of that name refers to.
    """
    if "oneOf" in schema:
        return value_for(schema["oneOf"][0], name, refers)
    for found in refers(name):
        if not validate_value(schema, found):
            return found
    kind = schema.get("type")
    if kind == "object" or (kind is None and "properties" in schema):
        properties = schema.get("properties", {})
        names = schema.get("required") or list(properties)[:2]
        return {each: value_for(properties[each], each, refers) for each in names if each in properties}
    if kind == "array":
        return _array(schema, name, refers)
    if schema.get("enum"):
        return schema["enum"][0]
    if kind == "boolean":
        return True
    if kind in ("integer", "number"):
        return max(1, schema.get("minimum", 1))
    return _text(schema, name)


def _array(schema: Mapping[str, Any], name: str, refers: Reference) -> list[Any]:
    items = dict(schema.get("items", {}))
    if "enum" in schema:
        items["enum"] = schema["enum"]
    return [value_for(items, name.removesuffix("s"), refers) for _ in range(max(1, schema.get("minItems", 1)))]


def _text(schema: Mapping[str, Any], name: str) -> str:
    least, most = schema.get("minLength", schema.get("minimum", 0)), schema.get("maxLength", 200)
    text = FORMATS.get(str(schema.get("format"))) or _TEXTS.get(name) or "12345"
    return text.ljust(int(least), "0")[:most]
