"""Where a request goes: a path that names one object, never more than that one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError
from ztui.zoom.urls import target

if TYPE_CHECKING:
    from ztui.resources.edits.model import Request
    from ztui.resources.model import Row
    from ztui.services.changes.model import Pairs

__all__ = ["checked_target", "with_parents"]


def with_parents(row: Row, parents: Pairs) -> dict[str, Any]:
    """Give a row with what its list is below, under the names of the path parameters."""
    return {**row, **dict(parents)}


def checked_target(request: Request, account: str) -> tuple[str, str]:
    """Assert that each part of a request's path is there, and give its account and the path of what it touches.

    Raises:
        Invalid: A value is missing or empty: the path would be another operation's.
        ConfigError: It takes a whole collection.
    """
    known = operation(request.operation_id)
    if known.collection_wide:
        raise ConfigError(
            f"'{known.title}' takes everything at once, and is in no plan.", "Take the single ones; or use 'ztui api'."
        )
    for name in known.always_send:
        if not request.query.get(name):
            raise ConfigError(f"'{known.title}' without {name} would take everything.", "Name what it is to take.")
    where = target(known, request.path, account)
    return where.account, where.subject
