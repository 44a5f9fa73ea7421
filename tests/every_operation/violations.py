"""Requests that break exactly one constraint of the contract, made from a request that keeps them all."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tests.every_operation.values import value_for
from ztui.contract.batches import batch_limits, text_limits
from ztui.contract.validation import NOT_REALLY_REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.every_operation.state import Asked
    from ztui.contract.details import Parameter

__all__ = ["KINDS", "Violation", "violations"]

KINDS = ("required", "type", "enum", "limit", "format", "unknown")
Pointer = tuple[str | int, ...]

_WRONG_TYPE: Mapping[str, Any] = {
    "string": 12345,
    "integer": "many",
    "number": "many",
    "boolean": "perhaps",
    "array": "one",
    "object": "one",
}
_WRONG_FORMAT = {"date": "yesterday", "date-time": "yesterday", "email": "nobody", "time": "noon"}
_NO_VALUE = "no_such_value"
_NO_NUMBER = 987_654


@dataclass(frozen=True, slots=True)
class Violation:
    """A request that has to be refused, and why: one of `KINDS`, and the field in question."""

    kind: str
    field: str
    asked: Asked


def violations(asked: Asked) -> Iterator[Violation]:
    """Give a request for every constraint that the operation's parameters and body can break.

    Args:
        asked: A request that is accepted.
    """
    detail = asked.operation.detail()
    for parameter in detail.path_parameters:
        if parameter.name in asked.path:
            for kind, value in _wrong_scalars(parameter.schema):
                if isinstance(value, str) and kind in ("enum", "type"):
                    yield Violation(kind, parameter.name, replace(asked, path={**asked.path, parameter.name: value}))
    for parameter in detail.parameters:
        for kind, query in _wrong_queries(parameter, asked.query):
            yield Violation(kind, f"?{parameter.name}", replace(asked, query=query))
    yield Violation("unknown", "?", replace(asked, query={**asked.query, "no_such_parameter": "1"}))
    for field, most in batch_limits(asked.operation).items():
        if field.startswith("?"):
            many = {**asked.query, field[1:]: [str(each) for each in range(most + 1)]}
            yield Violation("limit", field, replace(asked, query=many))
    upload = asked.operation.content_type is not None and "json" not in asked.operation.content_type
    if detail.request_schema is not None and not upload:
        yield from _wrong_bodies(asked, detail.request_schema)


def _wrong_queries(parameter: Parameter, query: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    rest = {name: value for name, value in query.items() if name != parameter.name}
    if parameter.required:
        yield "required", rest
    if parameter.name in ("page_size", "next_page_token") and parameter.type == "string":
        return
    if parameter.type == "array":
        for kind, value in _wrong_scalars({"type": parameter.items_type, "enum": list(parameter.items_enum)}):
            if isinstance(value, str):
                yield kind, {**query, parameter.name: [value]}
        if parameter.max_items is not None:
            one = value_for(parameter.schema["items"], parameter.name, lambda _: ())
            yield "limit", {**query, parameter.name: [one] * (parameter.max_items + 1)}
        return
    for kind, value in _wrong_scalars(parameter.schema):
        # In a query everything is text, so that a text cannot be of the wrong type.
        if kind != "type" or parameter.type != "string":
            yield kind, {**query, parameter.name: value}


def _wrong_bodies(asked: Asked, schema: Mapping[str, Any]) -> Iterator[Violation]:
    valid = asked.body if asked.body is not None else value_for(schema, "", lambda _: ())
    waived = NOT_REALLY_REQUIRED.get(asked.operation.id, frozenset())
    for pointer, inner in _parts(schema, ()):
        for kind, value in _wrong_values(inner):
            yield Violation(kind, _dotted(pointer), replace(asked, body=_with(valid, schema, pointer, value)))
        for name in inner.get("required", ()):
            if not pointer and name in waived:
                continue
            whole = _with(valid, schema, (*pointer, name), None)
            yield Violation("required", _dotted((*pointer, name)), replace(asked, body=_without(whole, pointer, name)))
        if "properties" in inner:
            unknown = _with(valid, schema, (*pointer, "no_such_field"), 1)
            yield Violation("unknown", _dotted(pointer), replace(asked, body=unknown))
    for field, most in batch_limits(asked.operation).items():
        if not field.startswith("?"):
            yield from _crowded(asked, schema, valid, field, most)
    for field, limit in text_limits(asked.operation).items():
        pointer = _pointer(schema, field)
        long = _with(valid, schema, pointer, "1" * (limit.most + 1))
        yield Violation("limit", field, replace(asked, body=long))


def _crowded(asked: Asked, schema: Mapping[str, Any], valid: Any, field: str, most: int) -> Iterator[Violation]:
    pointer = _pointer(schema, field)
    inner = _schema_at(schema, pointer)
    if inner.get("type") == "array":
        many = [value_for(inner.get("items", {}), "", lambda _: ()) for _ in range(most + 1)]
        yield Violation("limit", field, replace(asked, body=_with(valid, schema, pointer, many)))


def _parts(schema: Mapping[str, Any], pointer: Pointer) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    """Give every part of a body with its schema; of alternatives the first, without names that others have too."""
    if "oneOf" in schema:
        first, *others = schema["oneOf"]
        shared = {name for other in others for name in other.get("properties", {})}
        loose = any("properties" not in other for other in others)
        for name, inner in {} if loose else first.get("properties", {}).items():
            if name not in shared:
                yield from _parts(inner, (*pointer, name))
        return
    yield pointer, schema
    for name, inner in schema.get("properties", {}).items():
        yield from _parts(inner, (*pointer, name))
    if schema.get("type") == "array" and "items" in schema:
        yield from _parts(_items(schema), (*pointer, 0))


def _items(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    items: Mapping[str, Any] = schema.get("items", {})
    return {**items, "enum": schema["enum"]} if "enum" in schema else items


def _wrong_values(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    kind = schema.get("type")
    if kind == "array":
        yield "type", _WRONG_TYPE["array"]
        one = value_for(_items(schema), "", lambda _: ())
        most = schema.get("maxItems", schema.get("maximum"))
        if most is not None:
            yield "limit", [one] * (int(most) + 1)
        if schema.get("minItems"):
            yield "limit", []
        if schema.get("uniqueItems"):
            yield "limit", [one, one]
    elif kind == "object" or "properties" in schema:
        yield "type", _WRONG_TYPE["object"]
    else:
        yield from _wrong_scalars(schema)


def _wrong_scalars(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    kind = str(schema.get("type"))
    if kind in _WRONG_TYPE:
        yield "type", _WRONG_TYPE[kind]
    if schema.get("enum"):
        yield "enum", _NO_NUMBER if kind in ("integer", "number") else _NO_VALUE
    if kind in ("integer", "number"):
        if "minimum" in schema:
            yield "limit", schema["minimum"] - 1
        if "maximum" in schema:
            yield "limit", schema["maximum"] + 1
    if kind == "string":
        if "maxLength" in schema:
            yield "limit", "x" * (schema["maxLength"] + 1)
        if schema.get("minLength"):
            yield "limit", "x" * (schema["minLength"] - 1)
    if schema.get("format") in _WRONG_FORMAT:
        yield "format", _WRONG_FORMAT[schema["format"]]


def _with(body: Any, schema: Mapping[str, Any], pointer: Pointer, value: Any) -> Any:
    """Give a body with a value at a place; what is above it is made where it is not there."""
    if not pointer:
        return value
    schema = schema["oneOf"][0] if "oneOf" in schema else schema
    step, rest = pointer[0], pointer[1:]
    made = copy.deepcopy(body)
    if isinstance(step, int):
        inner = _items(schema)
        elements = made if isinstance(made, list) and made else [value_for(inner, "", lambda _: ())]
        return [_with(elements[0], inner, rest, value), *elements[1:]]
    made = made if isinstance(made, dict) else value_for(schema, "", lambda _: ())
    inner = schema.get("properties", {}).get(step, {})
    below = made.get(step) if step in made else value_for(inner, step, lambda _: ()) if rest else None
    return {**made, step: _with(below, inner, rest, value)}


def _without(body: Any, pointer: Pointer, name: str) -> Any:
    """Take a field out of the object at a place."""
    made = copy.deepcopy(body)
    inner = made
    for step in pointer:
        inner = inner[step]
    inner.pop(name, None)
    return made


def _schema_at(schema: Mapping[str, Any], pointer: Sequence[str | int]) -> Mapping[str, Any]:
    for step in pointer:
        schema = schema["oneOf"][0] if "oneOf" in schema else schema
        schema = _items(schema) if isinstance(step, int) else schema.get("properties", {}).get(step, {})
    return schema


def _pointer(schema: Mapping[str, Any], field: str) -> Pointer:
    """Give the place of a dotted field; arrays on the way are gone into."""
    made: list[str | int] = []
    for name in field.split(".") if field else []:
        if _schema_at(schema, made).get("type") == "array":
            made.append(0)
        made.append(name)
    return tuple(made)


def _dotted(pointer: Pointer) -> str:
    return ".".join(map(str, pointer))
