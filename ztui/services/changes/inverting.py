"""What a request made and what undoes it, now that its answer is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError
from ztui.resources.edits.deletes import delete_of
from ztui.resources.rows import value_at
from ztui.services.changes.planning import DELETE, edits_of, found, row_of_key
from ztui.services.changes.records import record_of_request

if TYPE_CHECKING:
    from ztui.services.changes.model import Change
    from ztui.services.session import Session

__all__ = ["MAY_BE_ANOTHERS", "inverse_record", "key_in", "seen_done"]

MAY_BE_ANOTHERS = "what was found may be another's, made meanwhile with the same values"
"""How the journal says that nobody told the key of what was made: it was found by its values."""


def seen_done(change: Change) -> str:
    """Say that a change without an answer shows; of a new object also that it may not be the one that was made."""
    shows = "reading it shows that it was done"
    return shows if change.key else f"{shows}; {MAY_BE_ANOTHERS}"


def key_in(data: Any, path: str) -> str:
    """Give the key of what was made from an answer, "" where it does not say it."""
    value = _value_in(data, path) if path else None
    return "" if value is None else str(value)


def _value_in(data: Any, path: str) -> Any:
    """Give a value of an answer, which may be a list (`[0].id`)."""
    if isinstance(data, list):
        return value_at({"rows": data}, f"rows{path}") if path.startswith("[") else None
    return value_at(data, path) if isinstance(data, dict) else None


def inverse_record(session: Session, change: Change, data: Any, key: str) -> dict[str, Any] | None:
    """Give what undoes it, now that the answer is there; None for what was noted before."""
    if change.undo is not None:
        made = change.undo(data)
        return None if made is None else record_of_request(made)
    if change.key or not key:
        return None
    resource = found(session, change.resource)
    delete = next((each for each in edits_of(resource).actions if each.name == DELETE), None) or delete_of(resource)
    if delete is None:
        return None
    row = row_of_key(resource, key, change.parents)
    row.setdefault(change.created.rpartition(".")[2], key)  # what a list calls otherwise, or does not tell
    try:
        made = delete.make(row, {})[0]
    except (ConfigError, IndexError):
        return None
    return record_of_request(made)
