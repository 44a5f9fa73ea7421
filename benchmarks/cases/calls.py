"""What a million stored calls cost: loading, disk, first screens, counts, windows, memory, stalls."""

from __future__ import annotations

import asyncio
import random
import resource
import statistics
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.report import Figure, Judged, figure
from ztui.core.ports import SystemClock
from ztui.resources.call_history import CALL_HISTORY
from ztui.services.filters import parse, sort_order
from ztui.store.calls.calls import Calls
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from ztui.store.calls.calls import CallRank

__all__ = ["run"]

ROWS = 1_000_000
BATCH = 3000
SCREEN = 40
WINDOW = 128
USERS, QUEUES, OUTSIDE = 2000, 300, 200_000
DAYS = 180
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
SORTS = ("time", "-time", "from", "-to", "caller_did_number", "callee_ext_number", "-dur", "result", "site", "trunk")
COUNTED = ("caller_name", "callee_name", "call_result", "site_name", "duration")
_NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
_FIRST = ("Ann", "Bo", "Mia", "Noah", "Zoë", "Иван", "山田", "Lars", "Smita", "Omar", "Ines", "Paul")
_LAST = ("Brück", "Smith", "Lindqvist", "Okafor", "Santos", "Петров", "太郎", "Garcia", "Novak", "Haddad", "Anders")
_WORDS = ("Support", "Sales", "Billing", "Returns", "Dispatch", "Front desk", "Parts", "Service")
_RESULTS = ("answered",) * 10 + ("connected",) * 4 + ("voicemail", "no_answer", "abandoned", "busy", "overflowed")


def run(home: Path, rounds: int) -> list[Figure]:
    """Fill a store with half a year of a large account's calls and ask it what screens ask."""
    return asyncio.run(_run(home / "calls.sqlite", rounds))


async def _run(path: Path, rounds: int) -> list[Figure]:
    calls = Calls(path, SystemClock())
    try:
        begun = time.perf_counter()
        await _fill(calls)
        took = time.perf_counter() - begun
        figures = [
            _once("1,000,000 calls stored, per call", "µs", [took / ROWS * 1e6]),
            _once("1,000,000 calls on disk", "MB", [path.stat().st_size / 1e6], 250),
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
    for row in _rows():
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
        first, count = partial(calls.first, wanted, (), SCREEN), partial(_ranked, calls, wanted)
        found.append(await _timed(f"first screen of '{text}'", rounds, first, 100))
        found.append(await _timed(f"count and rank of '{text}'", rounds, count, 1000))
    for sort in SORTS:
        first = partial(calls.first, every, sort_order([sort], CALL_HISTORY), SCREEN)
        found.append(await _timed(f"first screen in the order of '{sort}'", rounds, first, 300))
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


async def _ranked(calls: Calls, wanted: LocalFilter) -> None:
    calls.drop(await calls.rank(wanted))


async def _timed(what: str, rounds: int, once: Callable[[], Awaitable[object]], most: float) -> Figure:
    took: list[float] = []
    for _ in range(-1, rounds):
        begun = time.perf_counter()
        await once()
        took.append((time.perf_counter() - begun) * 1e3)
    return _once(what, "ms", took[1:], most)


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


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _rows() -> Iterator[dict[str, Any]]:
    """Make calls as Zoom sends them, newest first."""
    dice = random.Random(1)
    users = [_user(number, dice) for number in range(USERS)]
    queues = [
        _side(f"{dice.choice(_WORDS)} {number}", f"800{9000 + number}", f"+1408555{number:04d}", "call_queue")
        for number in range(QUEUES)
    ]
    for number in range(ROWS):
        start = _NOW - timedelta(seconds=number * DAYS * 86_400 // ROWS + dice.randrange(10))
        inbound = dice.random() < 0.6
        outside = _outside(dice)
        inside = dice.choice(queues if inbound and dice.random() < 0.4 else users)
        caller, callee = (outside, inside) if inbound else (inside, outside)
        yield _call(number, start, inbound, caller, callee, dice)


def _call(
    number: int, start: datetime, inbound: bool, caller: dict[str, str], callee: dict[str, str], dice: random.Random
) -> dict[str, Any]:
    took = int(dice.expovariate(1 / 160))
    answer, end = (f"{start + timedelta(seconds=each):%Y-%m-%dT%H:%M:%SZ}" for each in (9, 9 + took))
    site = number % 12
    return {
        "call_history_uuid": f"{start:%Y%m%d}-{dice.getrandbits(32):08x}-5555-4444-8888-{number:012x}",
        "call_id": str(7_000_000_000_000_000_000 + dice.getrandbits(50)),
        "direction": "inbound" if inbound else "outbound",
        "international": dice.random() < 0.05,
        "start_time": f"{start:%Y-%m-%dT%H:%M:%SZ}",
        "answer_time": answer,
        "end_time": end,
        "duration": took,
        "connect_type": "external",
        "call_type": "general",
        "call_result": dice.choice(_RESULTS),
        "recording_status": "non_recorded",
        "site_id": f"site-{site}",
        "site_name": f"Site {site}",
        "department": _WORDS[number % len(_WORDS)],
        "sbc_name": f"sbc-{number % 3}",
        "sip_group_name": f"group-{number % 4}",
        **{f"caller_{name}": value for name, value in caller.items()},
        **{f"callee_{name}": value for name, value in callee.items()},
    }


def _user(number: int, dice: random.Random) -> dict[str, str]:
    name = f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"
    return _side(name, f"800{1000 + number}", f"+1415555{number:04d}", "user")


def _side(name: str, extension: str, number: str, kind: str) -> dict[str, str]:
    return {"name": name, "ext_number": extension, "did_number": number, "ext_type": kind, "ext_id": f"id-{extension}"}


def _outside(dice: random.Random) -> dict[str, str]:
    number = f"+1{2_120_000_000 + int(OUTSIDE * dice.random() ** 2) * 9973:010d}"
    return {"did_number": number, "number_type": "external_pstn", "country_iso_code": "US"}
