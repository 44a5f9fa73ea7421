"""What a million stored calls cost the store: loading, disk, first screens, counts, orders, frequencies, stalls.

`calls:filter` runs one part of it alone; `beside` has the same through the program, next to visidata.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from benchmarks import kept
from benchmarks.report import Figure, Judged, figure
from ztui.core.ports import SystemClock
from ztui.resources.call_history import CALL_HISTORY
from ztui.services.filters import parse, sort_order
from ztui.store.calls.calls import Calls
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
    from pathlib import Path

__all__ = ["PARTS", "run"]

Part: TypeAlias = "Callable[[Calls, int], Awaitable[list[Figure]]]"

ROWS = kept.MANY
SCREEN = 40
WINDOW = 128
_FIRST, _COUNT, _SORTED, _SORTED_AGAIN, _FREQUENCY = 60.0, 500.0, 250.0, 600.0, 800.0
MOST = "dur>10"
"""A filter that keeps most calls."""
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


def run(home: Path, rounds: int, parts: Collection[str] = ()) -> list[Figure]:
    """Ask the store of half a year of a large account's calls what screens ask; `parts` of it, or all."""
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        raise ValueError(f"calls has no part {', '.join(unknown)}, only {', '.join(PARTS)}")
    account = kept.account(kept.MANY)
    return asyncio.run(_run(account, max(rounds // 2, 3), [PARTS[each] for each in parts or PARTS]))


async def _run(account: kept.Account, rounds: int, parts: Sequence[Part]) -> list[Figure]:
    calls = Calls(account.store, SystemClock())
    try:
        return list(chain(*[await part(calls, rounds) for part in parts]))
    finally:
        await calls.close()


async def _stored(calls: Calls, rounds: int) -> list[Figure]:
    account = kept.account(kept.MANY)
    return [
        _once(f"{ROWS:,} calls stored when the file was made, per call", "µs", [account.seconds / ROWS * 1e6]),
        _once(f"{ROWS:,} calls on disk", "MB", [_size(calls.path)], 250),
    ]


async def _filtered(calls: Calls, rounds: int) -> list[Figure]:
    found: list[Figure] = []
    for text in FRAGMENTS:
        wanted = parse(text, CALL_HISTORY)
        pasted, again = partial(_pasted, calls.path, wanted), partial(calls.first, wanted, (), SCREEN)
        count = partial(_ranked, calls, wanted)
        found.append(await _timed(f"first screen of '{text}', pasted", rounds, pasted, _FIRST))
        found.append(await _timed(f"first screen of '{text}', asked again", rounds, again, _FIRST))
        found.append(await _timed(f"count and rank of '{text}'", rounds, count, _COUNT))
    return found


async def _sorted(calls: Calls, rounds: int) -> list[Figure]:
    """Ask for the first screen in the order of every column, up and down, of all calls and of most of them."""
    found: list[Figure] = []
    for about, filter_text, most in (("", "", _SORTED), (f" over '{MOST}'", MOST, _SORTED_AGAIN)):
        took = {}
        wanted = parse(filter_text, CALL_HISTORY) if filter_text else LocalFilter()
        for sort in (f"{sign}{path}" for path in SORTS for sign in ("", "-")):
            first = partial(calls.first, wanted, sort_order([sort], CALL_HISTORY), SCREEN)
            took[sort] = (await _timed(sort, max(rounds // 2, 2), first)).value
        worst = sorted(took, key=lambda each: took[each], reverse=True)
        found.append(_once(f"first screen in each of {len(took)} orders{about}, median", "ms", list(took.values())))
        slow = [each for each in worst if took[each] > most] or worst[:1]
        found += [_once(f"the slowest of them{about}, '{each}'", "ms", [took[each]], most) for each in slow]
    return found


async def _ranked_by(calls: Calls, rounds: int) -> list[Figure]:
    return [await _timed(f"order of all by '{sort}'", 2, partial(_ordered, calls, sort)) for sort in RANKED]


async def _frequencies(calls: Calls, rounds: int) -> list[Figure]:
    every = LocalFilter()
    first = partial(_counted_first, calls.path)
    found = [await _timed(f"frequency of {COUNTED[0]}, nothing asked before", 2, first, _FREQUENCY)]
    found += [
        await _timed(f"frequency of {path}", 2, partial(calls.frequency, path, every), _FREQUENCY) for path in COUNTED
    ]
    found.append(await _timed("totals", 2, partial(calls.totals, every), _FREQUENCY))
    found.append(await _timed("quarters of an hour", 2, partial(calls.histogram, 900, every), _FREQUENCY))
    return found


async def _anywhere(calls: Calls, rounds: int) -> list[Figure]:
    rank = await calls.rank(LocalFilter(), sort_order(["from"], CALL_HISTORY))
    places = random.Random(7)
    window = lambda: calls.window(rank, places.randrange(rank.count - WINDOW), WINDOW)  # noqa: E731
    found = [await _timed("128 rows anywhere in the order of 'from'", rounds * 8, window, 10)]
    calls.drop(rank)
    return found


async def _pasted(path: Path, wanted: LocalFilter) -> None:
    """Ask a store that has looked for nothing before."""
    calls = Calls(path, SystemClock())
    await calls.first(wanted, (), SCREEN)
    await calls.close()


async def _counted_first(path: Path) -> None:
    calls = Calls(path, SystemClock())
    await calls.frequency(COUNTED[0], LocalFilter())
    await calls.close()


async def _ranked(calls: Calls, wanted: LocalFilter) -> None:
    calls.drop(await calls.rank(wanted))


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


async def _beside(calls: Calls, rounds: int) -> list[Figure]:
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


PARTS: Mapping[str, Part] = {
    "stored": _stored,
    "filter": _filtered,
    "sort": _sorted,
    "rank": _ranked_by,
    "frequency": _frequencies,
    "windows": _anywhere,
    "stalls": _beside,
}
