"""The catalogue of operations as a list: searched in the language of `/` and sorted, without a request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ztui.contract.catalogue import Operation, operations
from ztui.resources.model import Column, Kind, Resource
from ztui.resources.model import Operations as NoOperations
from ztui.services.filters import parse, sort_order
from ztui.store.terms import Both, Either, Match, Word
from ztui.store.texts import searchable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ztui.store.terms import FieldTerm, Term

__all__ = ["OPERATIONS", "find_operations", "marks_of"]

OPERATIONS = Resource(
    name="operations",
    title="Operations",
    singular="operation",
    key="id",
    help="Every operation of Zoom's API. Marks: ! takes something away, !! all of a collection, old is deprecated.",
    operations=NoOperations(list=""),
    columns=(
        Column("method", 6, title="Verb", alias="verb"),
        Column("path", 34),
        Column("title", 22),
        Column("marks", 6),
        Column("label", 9),
        Column("tag", 18, wide_only=True, alias="chapter"),
        Column("id", 26, title="Operation", kind=Kind.ID, hidden=True),
        Column("api", 10, title="API", hidden=True),
        Column("scopes", 20, hidden=True, alias="scope"),
    ),
)
"""What the list of operations is called, and its columns; it is a list of the contract, not of an account."""


def marks_of(operation: Operation) -> tuple[str, ...]:
    """Give the marks of an operation: `!` takes something away, `!!` all of a collection, `old` is deprecated."""
    taking = "!!" if operation.collection_wide else "!" if operation.destructive else ""
    return tuple(filter(None, (taking, "old" if operation.sunset else "")))


def _marks_text(operation: Operation) -> str:
    """Give the marks with their meanings, for searching."""
    meanings = {"!": "destructive", "!!": "destructive collection", "old": "deprecated"}
    return " ".join(f"{each} {meanings[each]}" for each in marks_of(operation))


_VALUES: Mapping[str, Callable[[Operation], str]] = {
    "method": lambda each: each.method,
    "path": lambda each: each.path,
    "title": lambda each: each.title,
    "marks": _marks_text,
    "label": lambda each: str(each.label or ""),
    "tag": lambda each: each.tag,
    "id": lambda each: each.id,
    "api": lambda each: each.api,
    "scopes": lambda each: " ".join((*each.scopes, *each.granular_scopes)),
}
_MARK = re.compile(r"(?<!\S)(?:marks[:=])?!!(?!\S)|(?<!\S)marks[:=](?:!|old)(?!\S)")
_MEANINGS = {
    "!!": "marks:collection",
    "marks:!!": "marks:collection",
    "marks:!": "marks:destructive",
    "marks:old": "marks:deprecated",
}
_UNSEARCHED = frozenset({"api", "scopes"})
"""Columns that are searched only where they are named: every operation of an API has its words there."""


def find_operations(text: str = "", order: Sequence[str] = ()) -> tuple[Operation, ...]:
    """Search the catalogue.

    Args:
        text: In the language of `/`: words over id, path, title, tag, label, method and marks; `method:GET`.
        order: Columns to sort by, `-` before a descending one; () is the order of Zoom's documents.

    Returns:
        The operations that all terms hold for.

    Raises:
        FilterError: A term cannot be read.
        UnknownName: There is no such column to sort by.
    """
    terms = parse(_with_meanings(text), OPERATIONS).terms
    found = [each for each in operations().values() if all(_holds(term, each) for term in terms)]
    for by in reversed(sort_order(order, OPERATIONS)):
        texts = {each.id: searchable(_VALUES[by.path](each)) for each in found}
        found.sort(key=lambda each: texts[each.id], reverse=by.descending)
        found.sort(key=lambda each: not texts[each.id])
    return tuple(found)


def _with_meanings(text: str) -> str:
    """Write marks as what they mean: in the language of filters their `!` would turn a term round."""
    return _MARK.sub(lambda match: _MEANINGS[match[0].replace("=", ":")], text)


def _holds(term: Term, operation: Operation) -> bool:
    if isinstance(term, Word):
        texts = (searchable(value(operation)) for name, value in _VALUES.items() if name not in _UNSEARCHED)
        return any(term.text in text for text in texts) != term.negated
    if isinstance(term, Either | Both):
        holds = any if isinstance(term, Either) else all
        return holds(_holds(each, operation) for each in term.terms) != term.negated
    return _field_holds(term, searchable(_VALUES[term.path](operation))) != term.negated


def _field_holds(term: FieldTerm, value: str) -> bool:
    if term.match is Match.HAS:
        return term.is_in(value)
    return (term.value == value) == (term.match is Match.IS)
