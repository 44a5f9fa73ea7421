"""One thing is taken, never all of them, whatever its id looks like."""

from __future__ import annotations

import asyncio
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.unit.services.changes.house import house
from ztui.contract.catalogue import operation, operations
from ztui.core.errors import ConfigError, ZtuiError
from ztui.resources.edits.model import Request
from ztui.resources.edits.registry import actions
from ztui.resources.registry import resources
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.model import Change
from ztui.services.changes.places import checked_target
from ztui.services.changes.planning import new_plan
from ztui.services.changes.recovery import look_up, unfinished
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.undoing import plan_undo
from ztui.store.journal import About, Outcome

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from tests.unit.services.changes.house import House
    from ztui.services.changes.model import Plan

ODD = ("", " ", "\t", "\n", ".", "..", "./", "../", "/", "//", "\\", "%", "%2F", "%2f", "%252F", "%00", "%2e%2e", "%20",
       "?", "?a", "#", "#a", ";", "&", "a/b", "a/;b", "a/?b", "a\\#b", "a/..", "a/../..", "/a", "a//b",
       "\u2024", "\uff0f", "\u00a0", "\u200b", "null", "None", "*", "members", "\u202e")  # fmt: skip
IDS = st.one_of(
    st.sampled_from(ODD),
    st.text(st.sampled_from("./\\%?#;& 0\u00a0\u2024\uff0e\uff0fab2FfeE_="), max_size=8),
    st.text(max_size=6),
)
SINGLE = (("unassignMemberFromCallQueue", "memberId"), ("unAssignPhoneNumCallQueue", "phoneNumberId"))
COLLECTION = re.compile(r"/v2/phone/call_queues(/[^/]*(/(members|phone_numbers))?)?/*")


def wide() -> list[str]:
    return [each for each, known in operations().items() if known.collection_wide]


@pytest.mark.parametrize("id", wide())
def test_what_takes_a_collection_is_in_no_action_and_passes_no_plan(id: str) -> None:
    used = {each for resource in resources() for action in actions(resource.name) for each in action.operations}
    assert id not in used
    with pytest.raises(ConfigError, match="at once"):
        checked_target(Request(id, dict.fromkeys(operation(id).path_params, "x")), "")


def decoded(path: str) -> set[str]:
    """Give a path as it may be understood: decoded once, twice, ..., cut at a query, with its dots resolved."""
    found = {path}
    while (further := unquote(path)) != path:
        path = further
        found.add(path)
    cut = {re.split(r"(?<=/)[?#;]|\x00", each)[0] for each in found}
    return cut | {_resolved(each) for each in cut}


def _resolved(path: str) -> str:
    way: list[str] = []
    for part in re.split(r"[/\\]", path):
        if part.strip() == "..":
            way = way[:-1]
        elif part.strip() not in ("", "."):
            way.append(part)
    return "/" + "/".join(way)


async def written(home: House, work: Awaitable[Plan]) -> None:
    """Make a plan and carry it out, as far as that is not refused."""
    with suppress(ZtuiError):
        await apply(home.session, await work)


async def by_hand(home: House, request: Request) -> Plan:
    """Give a plan of a request that no action made."""
    change = Change("1", "call-queues", "q", "Queue", "Take", request, unverified="by hand", inverse=request)
    return new_plan(home.session, (change,))


async def by_journal(home: House, request: Request, owner: str) -> None:
    """Let the journal hold a request, as done and as cut, and undo or look up what it holds."""
    record = {"operation": request.operation_id, "path": dict(request.path), "query": {}, "body": None}
    about = About(resource="call-queues", object=owner, title="Odd", inverse=record)
    done = await home.journal.open("addMembersToCallQueue", record, "", about)
    await home.journal.sent(done, record)
    await home.journal.close_intent(done, Outcome.DONE)
    await written(home, plan_undo(home.session, done.id))
    cut = await home.journal.open(request.operation_id, record, "", about)
    await home.journal.sent(cut, record)
    for entry in await unfinished(home.session):
        with suppress(ZtuiError):
            await look_up(home.session, entry)


async def taken(home: House, id: str) -> None:
    """Take one member and one number of that id in every way there is."""
    session = home.session
    queue = next(each for each in await home.keys("call-queues"))
    before = await home.get("call-queues", queue)
    home.wire.raw.clear()
    below = (("callQueueId", queue),)
    await written(home, plan_action(session, "call-queues", "remove-member", [queue], {"users": [id]}))
    await written(home, plan_action(session, "call-queues", "remove-number", [queue], {"numbers": [id]}))
    await written(home, plan_delete(session, "queue-members", [id], parents=below))
    for operation_id, name in SINGLE:
        await written(home, by_hand(home, Request(operation_id, {"callQueueId": queue, name: id})))
        await by_journal(home, Request(operation_id, {"callQueueId": queue, name: id}), queue)
    await written(home, by_hand(home, Request(SINGLE[0][0], {"callQueueId": id, SINGLE[0][1]: "x"})))
    for method, where in home.wire.raw:
        if method == "DELETE":
            assert not [each for each in decoded(where) if COLLECTION.fullmatch(each)], (id, where)
    assert await home.get("call-queues", queue) == before


async def all_taken(ids: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with house(Path(folder)) as home:
            for each in ids:
                await taken(home, each)


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(st.lists(IDS, min_size=5, max_size=10))
def test_an_odd_id_never_takes_all_members_or_numbers(ids: list[str]) -> None:
    asyncio.run(all_taken(ids))


def test_ids_that_are_known_to_be_odd_never_take_all_members_or_numbers() -> None:
    asyncio.run(all_taken(list(ODD)))
