"""Which write of the journal made a difference: the newest that wrote this field of this object, with this value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.core.errors import UnknownName
from ztui.resources.rows import text_of
from ztui.services.snapshots.differing import ADDED, GONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ztui.services.snapshots.differing import Difference
    from ztui.store.journal import JournalEntry

__all__ = ["author_of", "ids_in"]

Pairs = tuple[tuple[str, Any], ...]

_TELLING = 4
"""Shorter texts are in too many requests to tell what was written."""
_HANDLING = "call-handling"
_NUMBERS = frozenset({"numbers"})
"""What requests name by itself, too, and not by its id alone."""


def author_of(
    each: Difference, ids: frozenset[str], named: frozenset[str], entries: Iterable[JournalEntry]
) -> JournalEntry | None:
    """Find the write that made a difference.

    Args:
        each: The difference.
        ids: Ids of its object: its key, and that of its extension.
        named: Ids of what its values name, the same.
        entries: Writes that were done between the two snapshots, newest first.

    Returns:
        The write; None where the newest that wrote there wrote something else, so that somebody changed it after, or
        where none wrote there.
    """
    own = ids | {each.name} if each.resource in _NUMBERS else ids
    for entry in entries:
        wrote = _wrote(entry, each, own, named)
        if wrote is not None:
            return entry if wrote else None
    return None


def ids_in(value: Any) -> frozenset[str]:
    """Give the ids that a value has, or is."""
    if not isinstance(value, Mapping):
        return frozenset({value}) if isinstance(value, str) and value else frozenset()
    return frozenset(text_of(each) for name, each in value.items() if name == "id" or name.endswith("_id")) - {""}


def _wrote(entry: JournalEntry, each: Difference, own: frozenset[str], named: frozenset[str]) -> bool | None:
    """Tell whether a write made a difference; False where it wrote something else there, None where nothing."""
    if not each.field:
        return _made_or_removed(entry, each) or None
    if entry.about.object in named and _removes(entry):
        return True if each.now is None else None
    element = each.was if each.kind == GONE else each.now if each.kind == ADDED else None
    if isinstance(element, Mapping):
        return _of_element(entry, each, own, named)
    return _of_value(entry, each, own)


def _made_or_removed(entry: JournalEntry, each: Difference) -> bool:
    if entry.about.object != each.key:
        return False
    return _removes(entry) if each.kind == GONE else bool(entry.plan.get("created"))


def _removes(entry: JournalEntry) -> bool:
    """Tell whether the object itself was taken away, and not something of it."""
    if entry.plan.get("removes"):
        return True
    path = tuple((entry.plan.get("path") or {}).values())
    return _is_delete(entry) and path[-1:] == (entry.about.object,)


def _is_delete(entry: JournalEntry) -> bool:
    try:
        return operation(entry.intent.operation_id).method == "DELETE"
    except UnknownName:
        return False


def _of_element(entry: JournalEntry, each: Difference, own: frozenset[str], ids: frozenset[str]) -> bool | None:
    """Tell whether a write added an element, or took it away, by its id."""
    values = frozenset(text_of(value) for _, value in _sent(entry)) | {entry.about.object}
    if values.isdisjoint(own) or values.isdisjoint(ids):
        return None
    return _is_delete(entry) == (each.kind == GONE)


def _of_value(entry: JournalEntry, each: Difference, own: frozenset[str]) -> bool | None:
    """Tell whether a write gave a field its value: by the field's name, else by a value that tells enough."""
    sent = tuple(_sent(entry))
    if frozenset(text_of(value) for _, value in sent).isdisjoint(own) and entry.about.object not in own:
        return None
    steps = tuple(step.replace(" ", "_") for step in each.path)
    hours = entry.about.object.split("+")[0]
    if entry.about.resource == _HANDLING and hours not in steps:
        return None
    pairs = (*_leaves(entry.plan.get("body"), ""), *_told(entry))
    there = [value for name, value in pairs if name == steps[-1]]
    if there:
        return any(_is_same(value, each.now, steps[-1]) for value in there)
    told = each.now if isinstance(each.now, str) and len(each.now) >= _TELLING else None
    return True if told is not None and any(value == told for _, value in pairs) else None


def _is_same(written: Any, now: Any, name: str) -> bool:
    if now is None:
        return written in (None, "", [], {})
    if name == "extension_number":  # what is written lacks the site code
        return bool(text_of(written)) and text_of(now).endswith(text_of(written))
    return bool(written == now) or (written is not None and text_of(written) == text_of(now))


def _sent(entry: JournalEntry) -> Iterator[tuple[str, Any]]:
    """Give all that a request said, each with the name of its member."""
    for name, value in (*(entry.plan.get("path") or {}).items(), *(entry.plan.get("query") or {}).items()):
        for each in text_of(value).split(","):
            yield name, each
    yield from _leaves(entry.plan.get("body"), "")


def _told(entry: JournalEntry) -> Iterator[tuple[str, Any]]:
    """Give the fields as the plan named them, and what was to be read afterwards."""
    for each in entry.plan.get("fields") or ():
        for path in (each.get("read"), each.get("write")):
            if path and not each.get("hidden"):
                yield path.rpartition(".")[2], each.get("after")
    for path, value in (entry.plan.get("check") or {}).get("match") or ():
        yield path.rpartition(".")[2], value


def _leaves(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for member, each in value.items():
            yield from _leaves(each, member)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each, name)
    else:
        yield name, value
