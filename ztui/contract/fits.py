"""Whether a row surely fits its schema, told quickly: lists have many rows, and nearly all of them fit.

A schema is made into a chain of small tests once. They say yes only to what is plainly right; what they do not say yes
to is for `contract.answers` to judge, which also says what is odd.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.schemas import row_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from ztui.contract.details import Schema

    Test = Callable[[Any], bool]

__all__ = ["row_test"]

_TYPES: dict[str, frozenset[type]] = {
    "string": frozenset({str}),
    "integer": frozenset({int}),
    "number": frozenset({int, float}),
    "boolean": frozenset({bool}),
}


@cache
def row_test(operation_id: str) -> Test:
    """Give what tells whether a row of a list surely fits; False says nothing yet."""
    schema = row_schema(operation(operation_id))
    return _surely if schema is None else _test(schema)


def _surely(value: Any) -> bool:
    return True


def _test(schema: Schema) -> Test:
    kind = schema.get("type")
    if "oneOf" in schema or kind is None:
        return lambda value: value is None
    if kind == "object":
        return _of_object(schema)
    if kind == "array":
        inner = _test(schema["items"]) if schema.get("items") else _surely
        if "enum" in schema:
            return lambda value: value == []
        return lambda value: type(value) is list and all(map(inner, value))
    return _of_scalar(_TYPES[kind], schema.get("enum"))


def _of_scalar(types: frozenset[type], enum: list[Any] | None) -> Test:
    if enum is None:
        return lambda value: type(value) in types
    allowed = frozenset((type(each), each) for each in enum)
    return lambda value: (type(value), value) in allowed if type(value) in types else False


def _of_object(schema: Schema) -> Test:
    tests = {name: _test(inner) for name, inner in schema.get("properties", {}).items()}
    required = tuple(schema.get("required", ()))

    def test(value: Any) -> bool:
        if type(value) is not dict:
            return False
        for name in required:
            if value.get(name) is None:
                return False
        for name, each in value.items():
            known = tests.get(name)
            if known is not None and each is not None and not known(each):
                return False
        return True

    return test
