"""Whatever happens on the way, what counts as covered is what Zoom holds, and once all is covered only the end costs.

Random days of an admin: syncs of any span, two at once, cut anywhere, refused, with dead tokens and ended access; calls
followed; some forgotten; time passes between. After each step nothing is covered that is not stored, nothing is stored
that Zoom does not hold, and nothing twice.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.services.calls.house import House, house, zoom_of
from ztui.core.errors import ZtuiError
from ztui.services.calls.follow import Follow
from ztui.services.calls.sync import Sync
from ztui.services.calls.windows import FAR, NEAR, SEAM, edge, second_of
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.services.calls.windows import Span
    from ztui.sim.inprocess import InProcess

DAY = 86_400
STEPS = ("sync", "both", "cut", "follow", "prune", "refuse", "wait", "token", "access")
PLANS = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 180), st.integers(1, 90), st.integers(0, 12)),
    min_size=2,
    max_size=7,
)


@pytest.fixture(scope="module")
def zoom() -> Iterator[InProcess]:
    with closing(zoom_of(calls="900")) as made:
        yield made


def span_of(on: House, ago: int, days: int) -> Span:
    """Give a span that begins so many days ago, as far as Zoom gives calls."""
    oldest = edge(on.clock.now())
    first = max(on.now - ago * DAY, oldest)
    return first, min(first + days * DAY, on.now + 1)


async def fetch(work: Sync) -> None:
    try:
        await work.look()
        await work.run()
    except ZtuiError:
        pass
    finally:
        await work.close()


async def cut_at(on: House, span: Span, number: int) -> None:
    """Begin a sync, and end it with its n-th request."""
    reached, before = asyncio.Event(), len(on.line.asked)

    async def hang(at: int, query: dict[str, str]) -> None:
        if at - before == number:
            reached.set()
            await asyncio.Event().wait()

    on.line.instead = hang
    task = asyncio.create_task(fetch(on.sync(span, at_once=10)))
    waiting = asyncio.create_task(reached.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    for each in (task, waiting):
        each.cancel()
    await asyncio.gather(task, waiting, return_exceptions=True)


def refusing(number: int, body: dict[str, Any], status: int, times: int = 1) -> Any:
    """Answer some requests with an error, from the n-th on."""
    left = [number, times]

    async def instead(at: int, query: dict[str, str]) -> tuple[int, dict[str, str], Any] | None:
        left[0] -= 1
        if left[0] >= 0 or left[1] <= 0:
            return None
        left[1] -= 1
        return status, {}, body

    return instead


async def dying(on: House, span: Span, number: int) -> None:
    """Let the page tokens of a sync die on their way."""
    left = [number]

    async def instead(at: int, query: dict[str, str]) -> None:
        left[0] -= 1
        if "next_page_token" in query and left[0] == 0:
            on.pass_time(minutes=16)

    on.line.instead = instead
    await fetch(on.sync(span, at_once=5))


async def step(on: House, what: str, span: Span, number: int) -> None:
    match what:
        case "sync":
            await fetch(on.sync(span, at_once=20))
        case "both":
            works = [Sync(on.client, on.calls, on.clock, span, when_busy=lambda _: None) for _ in range(2)]
            await asyncio.gather(*map(fetch, works))
        case "cut":
            await cut_at(on, span, number)
        case "follow":
            work = Follow(on.client, on.calls, on.clock)
            for _ in range(3):
                await work.look()
                on.pass_time(minutes=9)
        case "prune":
            await on.calls.prune(span[0])
        case "refuse":
            on.line.instead = refusing(number, {"code": 300, "message": "No."}, 400, times=3)
            await fetch(on.sync(span, at_once=10))
        case "access":
            on.line.instead = refusing(number, {"code": 124, "message": "Access token is expired."}, 401)
            await fetch(on.sync(span, at_once=10))
        case "token":
            await dying(on, span, number)
        case "wait":
            on.pass_time(hours=7 * number)
    on.line.instead = None


async def is_true(on: House) -> None:
    """Judge the store against what Zoom holds."""
    rank = await on.calls.rank(LocalFilter())
    rows = [row for row in await on.calls.window(rank, 0, rank.count) if row is not None]
    on.calls.drop(rank)
    stored = Counter(row["call_history_uuid"] for row in rows)
    assert max(stored.values(), default=1) == 1
    assert set(stored) <= on.held((edge(on.clock.now()) - 30 * DAY, on.now + 1))
    for each in await on.calls.covered():
        # The end of what was read counts as covered, though calls may have been under way then.
        settled = each.end - (FAR if second_of(each.read_at) - each.end < FAR else 0)
        first = max(each.first, edge(on.clock.now()))
        if first < settled:
            assert await on.is_whole((first, settled))


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PLANS, st.integers(0, 1_000))
async def test_what_is_covered_is_what_zoom_holds(
    zoom: InProcess, plan: list[tuple[str, int, int, int]], seed: int
) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with house(Path(folder), zoom) as on:
            for what, ago, days, number in plan:
                await step(on, what, span_of(on, ago, days), number)
                await is_true(on)
                on.pass_time(minutes=chance.randrange(90))
            await fetch(on.sync())
            whole = (edge(on.clock.now()), on.now + 1)
            assert await on.is_whole(whole)
            on.line.asked.clear()
            on.pass_time(minutes=5)
            await fetch(on.sync())
            assert await on.is_whole((edge(on.clock.now()), on.now + 1))
            assert len(on.line.asked) <= 1 + 1  # a day may have begun
            end = on.now - FAR - NEAR - 2 * SEAM
            assert all(second_of(datetime.fromisoformat(each["from"])) >= end for each in on.line.asked)
