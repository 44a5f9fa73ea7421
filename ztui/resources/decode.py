"""Decoding rows leniently: what does not fit the model is kept, counted and shown as it came; no row is ever lost."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.resources.rows import key_of

if TYPE_CHECKING:
    from pydantic import BaseModel

    from ztui.resources.model import Resource, Row

__all__ = ["Decoded", "decode"]

_MOST = 20
"""Oddities told of one row."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """One row as it was read.

    Attributes:
        row: What Zoom sent, unchanged; `{"value": ...}` around what is no object.
        key: Its domain id, "" where it has none.
        oddities: What did not fit, each as `path: what is wrong`, without the value.
    """

    row: Row
    key: str
    oddities: tuple[str, ...] = ()


def decode(resource: Resource, raw: object) -> Decoded:
    """Read one row of a resource.

    Args:
        resource: Its declaration; the pydantic model is imported at the first row. A derived resource has none: its
            rows are judged by the contract's schema.
        raw: An element of the rows in the answer, of whatever type.

    Returns:
        The row, its key, and what was tolerated. Never raises because of what the row holds.
    """
    if not isinstance(raw, Mapping):
        return Decoded({"value": raw}, "", (f": {_type(raw)} instead of an object",))
    row: dict[str, Any] = raw if isinstance(raw, dict) else dict(raw)
    key = key_of(resource, row)
    oddities = _oddities(_model(resource.model), row) if resource.model else _against_contract(resource, row)
    if not key:
        oddities = (*oddities, f"{resource.key}: missing")
    return Decoded(row, key, oddities)


@cache
def _model(reference: str) -> type[BaseModel]:
    module, _, name = reference.partition(":")
    found: type[BaseModel] = getattr(import_module(module), name)
    return found


def _oddities(model: type[BaseModel], row: Mapping[str, Any]) -> tuple[str, ...]:
    from pydantic import ValidationError

    try:
        model.model_validate(row)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        return tuple(f"{'.'.join(map(str, each['loc']))}: {each['type']}" for each in found[:_MOST])
    except RecursionError:
        return (": nested too deep",)
    return ()


def _against_contract(resource: Resource, row: Mapping[str, Any]) -> tuple[str, ...]:
    from ztui.contract.answers import row_problems
    from ztui.contract.catalogue import operation
    from ztui.contract.fits import row_test

    listed = resource.operations.list
    if not listed:
        return ()
    try:
        if resource.unfold is not None:
            return _within_answer(listed, row)
        if row_test(listed)(row):
            return ()
        found = row_problems(operation(listed), row, most=_MOST)
    except RecursionError:
        return (": nested too deep",)
    return tuple(f"{each.field}: {each.message}" for each in found)


def _within_answer(listed: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Judge a row that was taken out of one object, by putting it back into the array that it came from."""
    from ztui.contract.answers import answer_problems
    from ztui.contract.catalogue import operation
    from ztui.resources.derived.lists import UNFOLDED

    if listed not in UNFOLDED:
        return ()
    name = UNFOLDED[listed][0]
    found = answer_problems(operation(listed), {name: [row]}, most=_MOST)
    within = f"{name}[0]"
    return tuple(
        f"{each.field.removeprefix(within).removeprefix('.')}: {each.message}"
        for each in found
        if each.field.startswith(within)
    )


def _type(value: object) -> str:
    names = {str: "text", bool: "flag", int: "number", float: "number", list: "array", type(None): "null"}
    return names.get(type(value), type(value).__name__)
