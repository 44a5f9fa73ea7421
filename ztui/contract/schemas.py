"""Walking through the schemas: what stands at a dotted path, and which paths there are."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ztui.contract.catalogue import Operation, operation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ztui.contract.details import Schema

__all__ = ["fields", "has_field", "response_fields", "row_schema", "schema_at"]

_INDEX = re.compile(r"\[\d*\]")


def schema_at(schema: Schema | None, dotted_path: str) -> Schema | None:
    """Give the schema at `site.name` or `phone_numbers[0].number`, None when nothing is there.

    An index may be left out, arrays are walked through; of alternatives, the first that has the path wins; "" is the
    schema itself.
    """
    if schema is None:
        return None
    names = [name for name in _INDEX.sub("", dotted_path).split(".") if name]
    return next(_at(schema, names), None)


def fields(schema: Schema | None) -> dict[str, str]:
    """Give every path of a schema with its type, parents before children: `{"site": "object", "site.id": "string"}`.

    What is inside an array has the array's path: `phone_numbers.number`. A type that is not said is "any".
    """
    found: dict[str, str] = {}
    for path, inner in _walk(schema or {}, ""):
        found.setdefault(path, str(inner.get("type", "any")))
    return found


def row_schema(known: Operation, *, legacy: bool = False) -> Schema | None:
    """Give the schema of one row of a list, of the object when it is no list, None when the answer has no body.

    With `legacy` the row is that below `legacy_items_key`, None without such a key.
    """
    schema = known.detail().response_schema
    key = known.legacy_items_key if legacy else known.items_key
    if key is None:
        return None if legacy else schema
    rows = schema if key == "[]" else schema_at(schema, key)
    items: Schema | None = None if rows is None else rows.get("items")
    return items


def response_fields(known: Operation) -> frozenset[str]:
    """Give the paths of a row (below `items_key`) or of the object; `{"value"}` when the rows are bare strings."""
    return _response_fields(known.id)


def has_field(known: Operation, dotted_path: str) -> bool:
    """Tell whether a row or the object has `dotted_path`, written with or without indexes."""
    return _INDEX.sub("", dotted_path) in response_fields(known)


@cache
def _response_fields(operation_id: str) -> frozenset[str]:
    known = operation(operation_id)
    schema = row_schema(known)
    if known.items_key is not None and schema is not None and schema.get("type") not in (None, "object"):
        return frozenset({"value"})
    return frozenset(fields(schema))


def _at(schema: Schema, names: list[str]) -> Iterator[Schema]:
    """Give every schema that `names` lead to."""
    if not names:
        yield schema
        return
    properties: Mapping[str, Schema] = schema.get("properties", {})
    if names[0] in properties:
        yield from _at(properties[names[0]], names[1:])
    for inner in _inside(schema):
        yield from _at(inner, names)


def _walk(schema: Schema, prefix: str) -> Iterator[tuple[str, Schema]]:
    """Give every path below `schema`, each with its schema."""
    for name, inner in schema.get("properties", {}).items():
        path = f"{prefix}{name}"
        yield path, inner
        yield from _walk(inner, f"{path}.")
    for inner in _inside(schema):
        yield from _walk(inner, prefix)


def _inside(schema: Schema) -> Iterator[Schema]:
    """Give the elements' schema and the alternatives, which share the path of what holds them."""
    if "items" in schema:
        yield schema["items"]
    yield from schema.get("oneOf", ())
