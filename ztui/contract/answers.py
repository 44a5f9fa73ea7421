"""Whether an answer fits the contract: what Zoom sends is shown as it is, and what is odd about it is told.

Judged are types, enums and required fields, for these say whether a program reads the answer rightly. Fields that the
contract does not know are fine, for Zoom adds some without notice; so are null and empty texts, which Zoom sends for
what is not set. Only what the schema describes is walked into, so that depth and size of the rest cost nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ztui.contract.schemas import row_schema
from ztui.contract.values import is_of_type, is_one_of, name_of_type, type_in_words
from ztui.core.errors import FieldError

if TYPE_CHECKING:
    from ztui.contract.catalogue import Operation
    from ztui.contract.details import Schema

__all__ = ["answer_problems", "row_problems"]

_Trail = tuple[Any, str | int] | None
"""Where a value stands: the trail of what holds it, and its name or place in there."""


def answer_problems(operation: Operation, data: Any, *, most: int = 20) -> tuple[FieldError, ...]:
    """Give what in an answer does not fit the contract, () when nothing is odd.

    Args:
        operation: What was asked for.
        data: The parsed body, None without one, bytes when it is a file.
        most: Give at most so many.

    Returns:
        Path and what is odd, without values. What is odd about many elements of an array is told of the first one.
    """
    schema = operation.detail().response_schema
    if schema is None:
        if data is None or operation.is_read:
            return ()
        return (FieldError("", "has a body where the contract has none"),)
    if data is None:
        return (FieldError("", "has no body where the contract has one"),) if schema else ()
    if isinstance(data, bytes):
        return (FieldError("", "is a file where the contract has JSON"),)
    return _problems(schema, data, most)


def row_problems(operation: Operation, row: Any, *, most: int = 20) -> tuple[FieldError, ...]:
    """Give what in one row of a list does not fit the contract, or in the object when the operation is no list.

    Args:
        operation: What was asked for.
        row: The row as `zoom.client.Client.pages` gives it, where an element that is no object comes as
            `{"value": element}`.
        most: Give at most so many.

    Returns:
        As `answer_problems`, with paths that begin in the row. A row of the older key of a list is judged by that.
    """
    schema = row_schema(operation)
    if schema is None:
        return ()
    if schema.get("type") not in (None, "object") and isinstance(row, Mapping) and row.keys() == {"value"}:
        row = row["value"]
    found = _problems(schema, row, most)
    older = row_schema(operation, legacy=True) if found else None
    return found if older is None else min(found, _problems(older, row, most), key=len)


def _problems(schema: Schema, value: Any, most: int) -> tuple[FieldError, ...]:
    judge = _Judge(most)
    judge.value(schema, value, None)
    return tuple(FieldError(field, message) for field, message in judge.found.values())


class _Judge:
    """Walks through a value once; what is odd again in another element of the same array is not repeated."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.found: dict[tuple[str, str], tuple[str, str]] = {}

    def value(self, schema: Schema, value: Any, at: _Trail) -> None:
        if "oneOf" in schema:
            self._alternatives(schema["oneOf"], value, at)
            return
        kind = schema.get("type")
        if kind is not None and not is_of_type(kind, value):
            if value is not None and value != "":
                self._tell(at, f"must be {type_in_words(kind)}, not {name_of_type(value)}")
        elif isinstance(value, Mapping):
            self._object(schema, value, at)
        elif isinstance(value, list):
            items = schema.get("items")
            if items or "enum" in schema:
                self._elements(items or {"enum": schema["enum"]}, value, at)
        elif (allowed := schema.get("enum")) and value is not None and value != "" and not is_one_of(value, allowed):
            self._tell(at, "is none of the values that the contract knows")

    def _object(self, schema: Schema, value: Mapping[str, Any], at: _Trail) -> None:
        for name in schema.get("required", ()):
            if name not in value:
                self._tell((at, name), "is missing")
            elif value[name] is None:
                self._tell((at, name), "is null")
        known: Mapping[str, Schema] = schema.get("properties", {})
        for name in known.keys() & value.keys() if len(value) > len(known) else value:
            if name in known:
                self.value(known[name], value[name], (at, name))

    def _elements(self, items: Schema, value: list[Any], at: _Trail) -> None:
        for place, each in enumerate(value):
            if len(self.found) >= self.most:
                return
            self.value(items, each, (at, place))

    def _alternatives(self, alternatives: Sequence[Schema], value: Any, at: _Trail) -> None:
        """Judge by the alternative that fits best among those that know most of the fields."""
        names = value.keys() if isinstance(value, Mapping) else set()
        shared = [len(names & each.get("properties", {}).keys()) for each in alternatives]
        best: dict[tuple[str, str], tuple[str, str]] | None = None
        for each, count in zip(alternatives, shared, strict=True):
            if count < max(shared):
                continue
            judge = _Judge(self.most)
            judge.value(each, value, at)
            if best is None or len(judge.found) < len(best):
                best = judge.found
            if not best:
                return
        for key, problem in (best or {}).items():
            if len(self.found) < self.most:
                self.found.setdefault(key, problem)

    def _tell(self, at: _Trail, message: str) -> None:
        if len(self.found) < self.most:
            self.found.setdefault((_path(at, places=False), message), (_path(at), message))


def _path(at: _Trail, *, places: bool = True) -> str:
    """Write a trail as `users[0].site.id`, or as `users[].site.id` for the elements of all places."""
    steps: list[str] = []
    while at is not None:
        at, step = at
        steps.append(f".{step}" if isinstance(step, str) else f"[{step}]" if places else "[]")
    return "".join(reversed(steps)).removeprefix(".")
