"""Lists that are declared by hand, read on the simulator: rows, keys, cells and details, and what is below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.services.test_derived_lists import session  # noqa: F401  (a fixture)
from ztui.resources.cells import cell, field_text
from ztui.resources.decode import decode
from ztui.resources.registry import below, declared, resource
from ztui.resources.rows import label_of
from ztui.services.links import child_view
from ztui.services.view import View
from ztui.sim.inprocess import start
from ztui.sim.options import Options

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from ztui.resources.cells import Viewer
    from ztui.resources.model import Row
    from ztui.services.session import Session
    from ztui.services.view import ListedRow
    from ztui.sim.inprocess import InProcess

ELSEWHERE = {
    *("call-history", "call-elements", "call-queues", "queue-members", "queue-numbers", "call-handling", "numbers"),
    *("sip-trunks", "sip-groups", "audio-trunks", "trunk-numbers", "internal-numbers", "callout-countries"),
    *("sip-phones", "accounts", "users", "devices", "auto-receptionists", "sites"),
}
"""Lists of which other tests, area by area, say more."""
NAMES = [name for name in declared() if name not in ELSEWHERE]
WITHOUT_ROWS = {"activation-codes", "room-numbers", "unassigned-rooms"}
"""What an account may have none of."""
SMALL = Options(accounts=2, sites=3, users=250, queues=12, numbers=400, calls=4_000, plan="none", strict=True)
"""A Zoom that is just large enough to have some of everything."""
MONTH = (("from", "2026-10-25T00:00:00Z"), ("to", "2026-11-20T00:00:00Z"))
DAYS = (("from", "2026-10-25"), ("to", "2026-11-20"))
MOST_TRIED = 25


@pytest.fixture(scope="module")
def box() -> Iterator[InProcess]:
    simulator = start(SMALL)
    yield simulator
    simulator.close()


async def rows_of(session: Session, view: View) -> list[ListedRow]:  # noqa: F811
    wanted = resource(view.resource)
    if wanted.window:
        view = View(view.resource, view.parents, (*view.query, *(DAYS if view.resource == "operation-logs" else MONTH)))
    listing = session.listings.open(view)
    await listing.refresh()
    assert listing.status.error is None, listing.status.error
    assert listing.status.oddities == 0
    rows = list(await listing.rows(0, 50))
    await listing.close()
    return rows


async def views_of(session: Session, name: str) -> AsyncIterator[View]:  # noqa: F811
    """Give the list itself, or those of it below other objects."""
    if not resource(name).parents:
        yield View(name)
        return
    for above in declared():
        for child in (each for each in below(above) if each.resource == name):
            async for view in views_of(session, above):
                for row in (await rows_of(session, view))[:MOST_TRIED]:
                    found = child_view(child, row.row)
                    if found is not None:
                        yield found


def raw_texts(name: str, row: Row, viewer: Viewer) -> list[str]:
    """Give what cells and details show as JSON, for want of words."""
    wanted = resource(name)
    texts = [cell(column, row, viewer) for column in wanted.columns]
    texts += [field_text(field, row, viewer) for group in wanted.groups for field in group.fields]
    return [text for text in texts if text.startswith('{"')]


@pytest.mark.parametrize("name", NAMES)
async def test_a_declared_list_has_rows_of_which_nothing_is_odd_or_lost(session: Session, name: str) -> None:  # noqa: F811
    tried = 0
    async for view in views_of(session, name):
        tried += 1
        rows = await rows_of(session, view)
        if rows:
            break
        if tried >= MOST_TRIED:
            break
    else:
        rows = []
    assert tried, "nothing that is above it has rows"
    if name in WITHOUT_ROWS and not rows:
        return
    assert rows, f"no rows in {tried} lists"
    assert len({each.key for each in rows}) == len(rows)
    for each in rows:
        assert decode(resource(name), each.row).oddities == ()
        assert label_of(resource(name), each.row)
        assert not raw_texts(name, each.row, session.viewer())
    if resource(name).operations.get:
        state = await session.objects.read(name, rows[0].key, view.parents)
        assert (state.key, state.complete) == (rows[0].key, True)
        assert decode(resource(name), state.row).oddities == ()
        assert not raw_texts(name, state.row, session.viewer())
