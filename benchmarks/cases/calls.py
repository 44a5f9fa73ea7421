"""What a million stored calls cost: loading, disk, first screens, counts, orders, frequencies, memory, stalls.

First the store alone is asked, then the program beside visidata.
"""

from __future__ import annotations

import asyncio
import random
import resource
import statistics
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.cases import browsing
from benchmarks.peers.history import history
from benchmarks.report import Figure, Judged, figure
from ztui.core.ports import SystemClock
from ztui.resources.call_history import CALL_HISTORY
from ztui.services.filters import parse, sort_order
from ztui.store.calls.calls import Calls
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from ztui.store.calls.calls import CallRank

__all__ = ["run"]

ROWS = 1_000_000
BATCH = 3000
SCREEN = 40
WINDOW = 128
_SORTED = 300
FRAGMENTS = (
    "a",
    "an",
    "12",
    "smi",
    "0123",
    "xyzzyq",
    "(415) 555 01",
    "result=missed dur>60 time>2026-10-01",
    "to:support",
)
SORTS = tuple(each.path for each in CALL_HISTORY.columns)
RANKED = ("start_time", "caller_name", "callee_did_number", "call_result", "duration", "call_id")
COUNTED = ("caller_name", "callee_name", "call_result", "outcome", "site_name", "duration")


def run(home: Path, rounds: int) -> list[Figure]:
    """Fill a store with half a year of a large account's calls and ask it what screens ask."""
    path = home / "calls.sqlite"
    return asyncio.run(_run(path, rounds)) + browsing.run(home, path, ROWS)


async def _run(path: Path, rounds: int) -> list[Figure]:
    calls = Calls(path, SystemClock())
    try:
        begun = time.perf_counter()
        await _fill(calls)
        took = time.perf_counter() - begun
        figures = [
            _once(f"{ROWS:,} calls stored, made one by one, per call", "µs", [took / ROWS * 1e6]),
            _once(f"{ROWS:,} calls on disk", "MB", [_size(path)], 250),
        ]
        before = _memory()
        figures += await _measure(calls, max(rounds // 2, 3))
        figures.append(_once("memory that all of it took", "MB", [_memory() - before], 100))
        return figures
    finally:
        await calls.close()


async def _fill(calls: Calls) -> None:
    await calls.begin_first_load()
    batch: list[dict[str, Any]] = []
    for row in history(ROWS):
        batch.append(row)
        if len(batch) == BATCH:
            await calls.add(batch)
            batch = []
    await calls.add(batch)
    await calls.end_first_load()


async def _measure(calls: Calls, rounds: int) -> list[Figure]:
    found: list[Figure] = []
    every = LocalFilter()
    for text in FRAGMENTS:
        wanted = parse(text, CALL_HISTORY)
        pasted, again = partial(_pasted, calls.path, wanted), partial(calls.first, wanted, (), SCREEN)
        count = partial(_ranked, calls, wanted)
        found.append(await _timed(f"first screen of '{text}', pasted", rounds, pasted, 100))
        found.append(await _timed(f"first screen of '{text}', asked again", rounds, again))
        found.append(await _timed(f"count and rank of '{text}'", rounds, count, 1000))
    found += await _sorted(calls, rounds)
    for sort in RANKED:
        whole = partial(_ordered, calls, sort)
        found.append(await _timed(f"order of all by '{sort}'", 3, whole))
    counted = {path: partial(calls.frequency, path, every) for path in COUNTED}
    found += [await _timed(f"frequency of {path}", rounds, once, 1000) for path, once in counted.items()]
    found.append(await _timed("totals", rounds, partial(calls.totals, every), 1000))
    found.append(await _timed("quarters of an hour", rounds, partial(calls.histogram, 900, every), 1000))
    rank = await calls.rank(LocalFilter(), sort_order(["from"], CALL_HISTORY))
    places = random.Random(7)
    window = lambda: calls.window(rank, places.randrange(rank.count - WINDOW), WINDOW)  # noqa: E731
    found.append(await _timed("128 rows anywhere in the order of 'from'", rounds * 8, window, 10))
    found += await _beside(calls)
    return found


async def _anywhere(calls: Calls, rank: CallRank) -> None:
    await calls.window(rank, random.randrange(rank.count - WINDOW), WINDOW)


async def _pasted(path: Path, wanted: LocalFilter) -> None:
    """Ask a store that has looked for nothing before."""
    calls = Calls(path, SystemClock())
    await calls.first(wanted, (), SCREEN)
    await calls.close()


async def _ranked(calls: Calls, wanted: LocalFilter) -> None:
    calls.drop(await calls.rank(wanted))


async def _sorted(calls: Calls, rounds: int) -> list[Figure]:
    """Ask for the first screen in the order of every column, up and down."""
    took = {}
    for sort in (f"{sign}{path}" for path in SORTS for sign in ("", "-")):
        first = partial(calls.first, LocalFilter(), sort_order([sort], CALL_HISTORY), SCREEN)
        took[sort] = (await _timed(sort, rounds, first)).value
    worst = sorted(took, key=lambda each: took[each], reverse=True)
    figures = [_once(f"first screen in each of {len(took)} orders, median", "ms", list(took.values()))]
    slow = [each for each in worst if took[each] > _SORTED] or worst[:1]
    return figures + [_once(f"the slowest of them, '{each}'", "ms", [took[each]], _SORTED) for each in slow]


async def _ordered(calls: Calls, sort: str) -> None:
    calls.drop(await calls.rank(LocalFilter(), sort_order([sort], CALL_HISTORY)))


async def _timed(what: str, rounds: int, once: Callable[[], Awaitable[object]], most: float | None = None) -> Figure:
    """Time something by the processor, which is what it takes on a machine of one's own; and by the clock beside it."""
    took: list[float] = []
    passed: list[float] = []
    for _ in range(-1, rounds):
        begun, used = time.perf_counter(), time.process_time()
        await once()
        took.append((time.process_time() - used) * 1e3)
        passed.append((time.perf_counter() - begun) * 1e3)
    judged = None if most is None else Judged("value", most)
    return figure("calls", what, "ms", took[1:], against="by the clock", peer=passed[1:], judged=judged)


async def _beside(calls: Calls) -> list[Figure]:
    """Watch the event loop while an order of all calls is made, then cut another one."""
    lags: list[float] = []
    work = asyncio.create_task(calls.rank(LocalFilter(), sort_order(["-dur"], CALL_HISTORY)))
    while not work.done():
        begun = time.perf_counter()
        await asyncio.sleep(0.001)
        lags.append((time.perf_counter() - begun) * 1e3 - 1)
    calls.drop(work.result())
    cut: list[float] = []
    for delay in (0.02, 0.1, 0.3):
        task = asyncio.create_task(calls.rank(LocalFilter(), sort_order(["call_id"], CALL_HISTORY)))
        await asyncio.sleep(delay)
        task.cancel()
        begun = time.perf_counter()
        with suppress(asyncio.CancelledError):
            await task
        await calls.first(LocalFilter(), (), SCREEN)
        cut.append((time.perf_counter() - begun) * 1e3)
    return [
        _once("stall of the event loop beside it", "ms", [max(lags)], 50),
        _once("stall of the event loop beside it, median", "ms", [statistics.median(lags)]),
        _once("first screen after an order was cut", "ms", cut, 100),
    ]


def _once(what: str, unit: str, values: list[float], most: float | None = None) -> Figure:
    return figure("calls", what, unit, values, judged=None if most is None else Judged("value", most))


def _size(path: Path) -> float:
    """Give the size of the file and of what is still to go into it, in MB."""
    return sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*")) / 1e6


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
