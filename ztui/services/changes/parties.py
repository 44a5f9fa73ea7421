"""Which changes go as one request: those that differ only in the thing that each of them names."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from ztui.contract.batches import JOINABLE, batch_limits
from ztui.contract.catalogue import operation
from ztui.services.changes.later import waits_for
from ztui.services.changes.partial import list_field, things

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.resources.edits.model import Request
    from ztui.services.changes.model import Change

__all__ = ["joined", "parties"]


def parties(changes: Sequence[Change]) -> list[list[Change]]:
    """Part the changes of one object into those that go together, in their order; most go alone."""
    found: list[list[Change]] = []
    for change in changes:
        if not (found and _goes_with(found[-1], change)):
            found.append([])
        found[-1].append(change)
    return found


def joined(requests: Sequence[Request]) -> Request:
    """Make one request of several that differ only in the thing that each of them names."""
    made = deepcopy(requests[0])
    for each in requests[1:]:
        things(made).extend(things(each))
    return made


def _goes_with(party: Sequence[Change], change: Change) -> bool:
    first = party[0]
    if not (_is_joinable(first) and _is_joinable(change)):
        return False
    mine, theirs = first.request, change.request
    if (mine.operation_id, mine.path) != (theirs.operation_id, theirs.path) or _rest(mine) != _rest(theirs):
        return False
    thing = things(theirs)[0]
    return len(party) < _most(mine) and all(things(each.request)[0] != thing for each in party)


def _is_joinable(change: Change) -> bool:
    """Tell whether a change names one thing in a list that takes several; a created object is never one of them."""
    if (
        not change.key
        or change.fields
        or change.created
        or waits_for(change)
        or change.request.operation_id not in JOINABLE
    ):
        return False
    return len(things(change.request)) == 1


def _most(request: Request) -> int:
    return batch_limits(operation(request.operation_id)).get(list_field(request), 1)


def _rest(request: Request) -> tuple[Mapping[str, Any], Any, str]:
    """Give a request without the things in its list."""
    bare = deepcopy(request)
    things(bare).clear()
    return bare.query, bare.body, list_field(request)
