"""Every action carried out in a simulated account: its check sees it, and its inverse brings back what was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.resources.edits import last_cases
from tests.unit.resources.edits.world import begin, holds, read, send, whole
from ztui.contract.catalogue import operation
from ztui.contract.validation import validate_request
from ztui.resources.edits.registry import action, actions
from ztui.resources.registry import summaries

if TYPE_CHECKING:
    from ztui.resources.edits.model import Action, Request

CASES = last_cases.CASES
ALL = {f"{each.name}/{one.name}": one for each in summaries() for one in actions(each.name)}
DERIVED = {name for name, each in ALL.items() if each.make.__module__.endswith(".deletes")}
IDEMPOTENT = {name for name in CASES if name.endswith(("/set-phone-settings", "/set-policies"))}
"""What may be so already."""


def test_every_declared_action_has_a_case() -> None:
    assert set(CASES) >= set(ALL) - DERIVED
    assert set(CASES) <= set(ALL)


@pytest.mark.parametrize("name", sorted(CASES))
async def test_an_action_is_seen_and_undone(name: str) -> None:
    state = await begin()
    row, given = await CASES[name](state)
    known = action(*name.split("/"))
    if known.reads is not None:
        asked = known.reads(row, given)
        row = {**row, asked.operation_id: await send(state, asked)}
    assert known.needs is None or not known.needs(row)
    assert known.says is not None
    assert known.says(row, given)
    requests = known.make(row, given)
    assert requests
    checks = [known.check(row, each) if known.check is not None else None for each in requests]
    before = [await read(state, each) if each is not None else None for each in checks]
    undoing: list[Request | None] = []
    for request, check in zip(requests, checks, strict=True):
        _fits(known, request)
        if check is not None and name not in IDEMPOTENT:
            assert not await holds(state, check), "the check would see what was not done"
        answer = await send(state, request)
        if check is not None:
            assert await holds(state, check), check
        undoing.append(known.inverse(row, request, answer) if known.inverse is not None else None)
        assert undoing[-1] is not None or known.final, "it cannot be undone, and nothing says why"
    for undo in reversed(undoing):
        if undo is not None:
            _fits(None, undo)
            await send(state, undo)
    for check, found, undo in zip(checks, before, undoing, strict=True):
        if undo is not None and check is not None and "new ID" not in known.differs:
            assert _plain(await read(state, check)) == _plain(found)


def _fits(known: Action | None, request: Request) -> None:
    operated = operation(request.operation_id)
    assert not operated.collection_wide
    assert known is None or request.operation_id in known.operations
    assert validate_request(operated, whole(operated, request.path), request.query, request.body) == ()


def _plain(found: Any) -> Any:
    """Give an answer without the order of its lists, and without what tells the time of asking."""
    if isinstance(found, dict):
        return {name: _plain(value) for name, value in found.items() if name not in {"receive_call", "modify_time"}}
    if isinstance(found, list):
        return sorted((_plain(each) for each in found), key=lambda each: json.dumps(each, sort_keys=True))
    return found
