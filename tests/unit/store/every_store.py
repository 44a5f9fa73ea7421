"""Each file that the program keeps, filled step by step, and read by the program as far as its steps are there."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.unit.store.calls.history import ROWS
from tests.unit.store.samples import SHAPE, StillClock, thing
from ztui.store.answers import Answers, Asked
from ztui.store.cache import Cache
from ztui.store.calls.calls import Calls
from ztui.store.index.documents import Document
from ztui.store.index.index import Index
from ztui.store.journal import About, Journal, Outcome
from ztui.store.ledger import Ledger
from ztui.store.listings import ListKey

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

__all__ = ["STEPS", "STORES", "Store"]

STEPS = 12
"""So many steps each of them is filled in."""
_PAGE = 5
_DAY = date(2026, 11, 21)
_KEY = ListKey.of("things")


@dataclass(frozen=True, slots=True)
class Store:
    """One kind of file.

    Attributes:
        name: Its name, as the program calls it beside others.
        synchronous: What SQLite says of it: 0 off, 1 normal, 2 full.
        opened: Opens the file with the program's own class.
        step: Does a step, by its number from 0.
        count: Gives how many steps are there, and fails where they are not the first ones, whole.
    """

    name: str
    synchronous: int
    opened: Callable[[Path], AbstractAsyncContextManager[Any]]
    step: Callable[[Any, int], Awaitable[object]]
    count: Callable[[Any], Awaitable[int]]

    def at(self, folder: Path) -> Path:
        """Give where it lies."""
        return folder / self.name

    async def filled(self, store: Any, steps: int = STEPS) -> None:
        """Do all steps."""
        for number in range(steps):
            await self.step(store, number)


@asynccontextmanager
async def _closing(store: Any) -> AsyncIterator[Any]:
    try:
        yield store
    finally:
        await store.close()


# Lists: read anew with each step, a page longer


async def _page(cache: Cache, number: int) -> None:
    run = await cache.begin(_KEY, SHAPE)
    rows = [SHAPE.stored(thing(each)) for each in range((number + 1) * _PAGE)]
    await cache.add(run, lambda: rows, len(rows))
    await cache.finish(run)


async def _pages(cache: Cache) -> int:
    state = await cache.state(_KEY, SHAPE)
    if state is None:
        return 0
    rows = await cache.window(state.id, None, 0, 1_000)
    keys = [each[0] for each in rows if each is not None]
    assert keys == [f"k{number}" for number in range(len(keys))]
    assert len(keys) % _PAGE == 0
    return len(keys) // _PAGE


# Calls: a page each, and that it is covered


async def _some_calls(calls: Calls, number: int) -> None:
    await calls.add(ROWS[number * _PAGE : (number + 1) * _PAGE])
    await calls.cover((number * 1_000, (number + 1) * 1_000))


async def _covered_calls(calls: Calls) -> int:
    covered = await calls.covered()
    stored = await calls.count()
    steps = covered[0].end // 1_000 if covered else 0
    assert len(covered) <= 1
    assert steps * _PAGE <= stored <= (steps + 1) * _PAGE, "what counts as covered is there"
    for row in ROWS[: steps * _PAGE]:
        assert await calls.find(row["call_history_uuid"]) is not None
    return steps


# The index: one object more with each step; what is missing comes from the cache at once


@asynccontextmanager
async def _index(path: Path) -> AsyncIterator[Any]:
    cache = Cache(path.with_name("beside.sqlite"), StillClock())
    async with _closing(cache), _closing(Index(path, cache.path)) as index:
        yield cache, index


async def _listed(both: tuple[Cache, Index], number: int) -> None:
    cache, index = both
    run = await cache.begin(_KEY, SHAPE)
    await cache.add(run, lambda: [SHAPE.stored(thing(each)) for each in range(number + 1)])
    await cache.finish(run)
    await index.renew({"things": _document}, "form")


def _document(row: Any) -> Document:
    return Document(str(row["name"]), (str(row["name"]).lower(),))


async def _indexed(both: tuple[Cache, Index]) -> int:
    await both[1].renew({"things": _document}, "form")
    return (await both[1].counts()).get("things", 0)


# Answers: one each


async def _answer(answers: Answers, number: int) -> None:
    await answers.put(Asked.of("getPhoneUser", {"userId": f"u{number}"}, {}), {"number": number})


async def _answered(answers: Answers) -> int:
    there = len(await answers.read_times("getPhoneUser"))
    for number in range(there):
        found = await answers.get(Asked.of("getPhoneUser", {"userId": f"u{number}"}, {}))
        assert found is not None
        assert found.data == {"number": number}
    return there


# The ledger: a request of the day's pot each


async def _spent(ledger: Ledger, number: int) -> None:
    assert await ledger.spend("a", _DAY, "heavy", 1_000) is not None


async def _spent_so_far(ledger: Ledger) -> int:
    use = await ledger.use("a", _DAY, "heavy")
    return 0 if use is None else use.used


# The journal: a write each, planned, sent and done


async def _written(journal: Journal, number: int) -> None:
    plan = {"path": {"callQueueId": f"q{number}"}, "body": {"n": number}}
    intent = await journal.open("updateCallQueue", plan, about=About(title="Rename", before={"name": "x" * 200}))
    await journal.sent(intent, {"method": "PATCH", "body": {"n": number}})
    await journal.close_intent(intent, Outcome.DONE, "seen by reading")


async def _noted(journal: Journal) -> int:
    entries = (await journal.entries(limit=1_000))[::-1]
    assert [each.plan["body"]["n"] for each in entries] == list(range(len(entries)))
    assert [each.outcome for each in entries].count(None) <= 1, "what was cut is open, and nothing else is"
    return len(entries)


STORES = (
    Store("own.sqlite", 1, lambda path: _closing(Cache(path, StillClock())), _page, _pages),
    Store("own.calls.sqlite", 1, lambda path: _closing(Calls(path, StillClock())), _some_calls, _covered_calls),
    Store("own.index.sqlite", 1, _index, _listed, _indexed),
    Store("own.answers.sqlite", 1, lambda path: _closing(Answers(path, StillClock())), _answer, _answered),
    Store("quota.sqlite", 0, lambda path: _closing(Ledger(path, StillClock())), _spent, _spent_so_far),
    Store("journal-acme.sqlite", 2, lambda path: _closing(Journal(path, StillClock())), _written, _noted),
)
"""What each has for `synchronous`, and why.

Lists, calls, index and answers are Zoom's and can be had again: normal, so that a cut of the power may cost the last
transactions and never the file. The ledger holds seconds of politeness and a count that Zoom's answers put right: off.
Of the journal no line may be missing whose write has left: full, each commit waits for the disk.
"""
