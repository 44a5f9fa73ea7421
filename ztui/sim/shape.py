"""From what a handler gives to what is sent: the page, the fields around it, and the check against the schema."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.schemas import row_schema
from ztui.sim.handling import Listed
from ztui.sim.paging import paging_fields
from ztui.sim.schemas import problems, strict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.contract.catalogue import Operation
    from ztui.sim.handling import Context
    from ztui.sim.paging import Cut, Pager

__all__ = ["Misshapen", "check", "shaped"]

_LEGACY_UNTIL = datetime(2026, 11, 1, tzinfo=UTC)
"""Until then call history sends its rows under the older array as well (Zoom: removed in November 2026)."""

_KEYS = ("call_history_uuid", "call_element_id", "id")


class Misshapen(AssertionError):
    """A handler gave what the contract does not know."""


def shaped(context: Context, data: Any, pager: Pager, cut: Cut | None) -> Any:
    """Give the data to send: a `Listed` becomes its page in the form of the response schema, else it is as it is.

    Takes the page as `Pager.cut` gave it, None for a list without pages.
    """
    if not isinstance(data, Listed):
        return data
    known = context.operation
    total = len(data.rows)
    rows: Sequence[Mapping[str, Any]] = data.rows
    token = ""
    if cut is not None:
        rows = data.rows[cut.start : cut.stop]
        token = pager.token(context, cut) if cut.stop < total else ""
    if known.items_key in (None, "[]"):
        return list(rows)
    return _envelope(context, list(rows), data.extra, paging_fields(cut, total, token))


def check(known: Operation, data: Any) -> None:
    """Compare an answer with the response schema.

    Raises:
        Misshapen: When a field is unknown, missing or of another type.
    """
    schema = known.detail().response_schema
    if data is None or schema is None:
        if (data or None) is not None or schema is not None:
            raise Misshapen(f"{known.id}: the contract says {'no ' if schema is None else 'a '}body")
        return
    found = problems(_response_schema(known.id), data)
    if found:
        listed = "; ".join(f"{field}: {message}" for field, message in found[:5])
        raise Misshapen(f"{known.id}: {listed}")


@cache
def _response_schema(operation_id: str) -> dict[str, Any]:
    return strict(operation(operation_id).detail().response_schema or {})


def _envelope(
    context: Context, rows: list[Mapping[str, Any]], extra: Mapping[str, Any], around: Mapping[str, Any]
) -> dict[str, Any]:
    """Put the rows among the fields that the schema has beside them."""
    known = context.operation
    allowed = _top_level(known.id)
    answer: dict[str, Any] = {name: value for name, value in around.items() if name in allowed}
    answer |= {name: value[:10] if name in _dates(known.id) else value for name, value in extra.items()}
    answer[str(known.items_key)] = rows
    legacy = known.legacy_items_key
    if legacy is not None and legacy in allowed and context.now < _LEGACY_UNTIL:
        names = _legacy_fields(known.id)
        answer[legacy] = [_legacy(row, names) for row in rows]
    return answer


@cache
def _top_level(operation_id: str) -> frozenset[str]:
    """Give the names beside the rows that the schema has."""
    schema = operation(operation_id).detail().response_schema or {}
    return frozenset(schema.get("properties", ()))


@cache
def _dates(operation_id: str) -> frozenset[str]:
    """Give those of `from` and `to` that the answer repeats as bare dates, whatever was sent."""
    properties = (operation(operation_id).detail().response_schema or {}).get("properties", {})
    return frozenset(name for name in ("from", "to") if properties.get(name, {}).get("format") == "date")


@cache
def _legacy_fields(operation_id: str) -> Mapping[str, Any]:
    schema = row_schema(operation(operation_id), legacy=True) or {}
    fields: Mapping[str, Any] = schema.get("properties", {})
    return fields


def _legacy(row: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row in the form of the older array: what both know, under the older key."""
    older = {name: row[name] for name in fields if name in row and _fits(fields[name], row[name])}
    key = next((row[name] for name in _KEYS if name in row), None)
    if key is not None and "id" in fields:
        older = {"id": key} | older
    return older


def _fits(schema: Mapping[str, Any], value: Any) -> bool:
    """Tell whether a value has the type and is among the values of the older field."""
    types: dict[str, type | tuple[type, ...]] = {"string": str, "integer": int, "boolean": bool, "array": list}
    if not isinstance(value, types.get(str(schema.get("type")), object)):
        return False
    return "enum" not in schema or value in schema["enum"]
