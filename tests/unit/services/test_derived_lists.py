"""Every list that is derived from the contract is read on the simulator; those below objects, from an object above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

import pytest

from ztui.core.config import Profile
from ztui.core.errors import ConfigError, NotFound
from ztui.core.paths import Folders, ensure_private
from ztui.core.secrets import Secret
from ztui.resources.decode import decode
from ztui.resources.derived.below import bindings
from ztui.resources.registry import below, declared, resource, summaries
from ztui.resources.rows import value_at
from ztui.services.session import Session
from ztui.services.view import View
from ztui.sim.inprocess import start
from ztui.sim.options import Options
from ztui.store.ledger import Ledger
from ztui.zoom.client import Client
from ztui.zoom.credentials import ServerToServer
from ztui.zoom.retry import RetryPolicy
from ztui.zoom.transport import asgi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from ztui.services.view import ListedRow
    from ztui.sim.inprocess import InProcess

Pairs = tuple[tuple[str, str], ...]
DERIVED = [each.name for each in summaries() if each.name not in declared()]
SMALL = Options(accounts=2, sites=3, users=40, queues=12, numbers=150, calls=4_000, plan="none", strict=True)
MOST_TRIED = 25
"""Objects above in whose lists rows are looked for."""
NUMBERS = {
    "consumer_phone_number": "+14155550123",
    "consumer_phone_numbers": "+14155550123",
    "zoom_phone_user_numbers": "+14155550100",
}
"""What no listed object fills: numbers that the user names."""

EMPTY_AT_FIRST = {
    "caller-id-numbers",
    "common-area-exception-rules",
    "site-caller-id-numbers",
    "user-caller-id-numbers",
    "user-exception-rules",
}
"""Lists that a new account has nothing in."""
MADE_UP = {"qos-calls"}
"""Lists whose rows the simulator makes up, so that it does not know the objects by their ids."""


@pytest.fixture(scope="module")
def box() -> Iterator[InProcess]:
    simulator = start(SMALL)
    yield simulator
    simulator.close()


@pytest.fixture
async def session(box: InProcess, tmp_path: Path) -> AsyncIterator[Session]:
    folders = Folders.inside(tmp_path)
    ensure_private(folders.cache)
    ensure_private(folders.state)
    client = Client(
        credentials=ServerToServer("demo", "demo", Secret("demo"), ""),
        transport=asgi(cast("Any", box.app)),
        clock=box.clock,
        ledger=Ledger(folders.state / "quota.sqlite", box.clock),
        plan="none",
        policy=RetryPolicy(tries=1, connects=1),
    )
    opened = Session.begin(
        profile=Profile("acme", plan="none"), client=client, clock=box.clock, zone=ZoneInfo("UTC"), folders=folders
    )
    yield opened
    await opened.close()


async def rows_of(session: Session, name: str, parents: Pairs = ()) -> list[ListedRow]:
    """Read a list to its end; nothing in its rows may be odd."""
    listing = session.listings.open(View(name, parents))
    await listing.refresh()
    status = listing.status
    if isinstance(status.error, NotFound) and name in MADE_UP:
        return []
    assert status.error is None, status.error
    rows = await listing.rows(0, 50)
    odd = {oddity for each in rows for oddity in decode(resource(name), each.row).oddities}
    assert (status.oddities, odd) == (0, set())
    await listing.close()
    return rows


async def views_of(session: Session, name: str) -> AsyncIterator[Pairs]:
    """Give what a list can be bound to: the objects of the lists above it."""
    wanted = resource(name)
    if not wanted.parents:
        yield ()
        return
    named = tuple((parent, NUMBERS[parent]) for parent in wanted.parents if parent in NUMBERS)
    filled = tuple(parent for parent in wanted.parents if parent not in NUMBERS)
    for above in map(resource, [each.name for each in summaries()]):
        bind = bindings(wanted.operations.list, filled, above)
        assert named or not bind or name in {child.resource for child in below(above.name)}
        if bind:
            async for row in objects_of(session, above.name):
                yield (*((parameter, str(value_at(row.row, path))) for parameter, path in bind), *named)


async def objects_of(session: Session, name: str) -> AsyncIterator[ListedRow]:
    async for parents in views_of(session, name):
        for row in (await rows_of(session, name, parents))[:MOST_TRIED]:
            yield row


@pytest.mark.parametrize("name", DERIVED)
async def test_a_derived_list_has_rows_that_fit_the_contract(session: Session, name: str) -> None:
    tried = 0
    async for parents in views_of(session, name):
        tried += 1
        rows = await rows_of(session, name, parents)
        if rows:
            assert len({each.key for each in rows}) == len(rows)
            if name not in MADE_UP:
                assert (await session.objects.read(name, rows[0].key, parents)).key == rows[0].key
            return
        if tried >= MOST_TRIED:
            break
    assert tried, "nothing above it has rows"
    assert name in EMPTY_AT_FIRST | MADE_UP, f"no rows in {tried} lists"


async def test_a_list_below_an_object_says_which_object_it_needs(session: Session) -> None:
    with pytest.raises(ConfigError) as caught:
        session.listings.open(View("dial-by-name-directory"))
    assert "site_id" in caught.value.message
