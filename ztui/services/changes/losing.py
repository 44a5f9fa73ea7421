"""Fields that lose their value with a change that is not about them: another routing has no use for the old target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.services.changes.places import with_parents
from ztui.services.changes.planning import edits_of
from ztui.services.changes.updating import write_fields
from ztui.services.changes.values import is_nothing, is_secret, live_value, same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.resources.edits.model import WriteField
    from ztui.resources.model import Resource, Row
    from ztui.services.changes.model import Change, Found
    from ztui.store.journal import JournalEntry

__all__ = ["lost_since", "lost_with"]


def lost_with(resource: Resource, change: Change, row: Mapping[str, Any]) -> list[Found]:
    """Give the fields that had a value before a change, are not among what it asks for, and have none after it."""
    if change.before is None:
        return []
    before = with_parents(change.before, change.parents)
    asked = {each.write for each in change.fields}
    rows = []
    for field in write_fields(edits_of(resource), before, update=True):
        live = None if field.write in asked or is_secret(field) else live_value(field, None, None)
        if live is not None and not is_nothing(was := live(before)) and is_nothing(now := live(row)):
            rows.append((field.title, was, now))
    return rows


def lost_since(entry: JournalEntry, change: Change, offered: Sequence[WriteField], row: Row) -> dict[str, Any]:
    """Give the fields that lost their value with a change, as it was noted then, and have none now."""
    titles = {each.title for each in change.fields}
    lost = [(title, was) for title, was, now in entry.verified or () if title not in titles and is_nothing(now)]
    before = with_parents(change.before or {}, change.parents)
    values: dict[str, Any] = {}
    for field in offered:
        live = None if is_secret(field) else live_value(field, None, None)
        if live is not None and is_nothing(live(row)):
            was = live(before)
            if any(title == field.title and same(was, value) for title, value in lost):
                values[field.write] = was
    return values
