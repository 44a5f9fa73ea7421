"""What a window of rows costs in the store: at the start, in the middle and at the end of a long list."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from benchmarks.peers.rows import row
from benchmarks.report import Figure, Judged, figure
from ztui.core.ports import SystemClock
from ztui.resources.registry import resource
from ztui.store.cache import Cache
from ztui.store.listings import ListKey
from ztui.store.shape import Shape
from ztui.store.terms import LocalFilter, Sort, Word

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.store.cache import Rank

__all__ = ["run"]

ROWS = 200_000
BATCH = 10_000
WINDOW = 128


def run(home: Path, rounds: int) -> list[Figure]:
    """Fill a store and ask it for windows, in arrival order, sorted and filtered."""
    return asyncio.run(_run(home / "windows.sqlite", rounds))


async def _run(path: Path, rounds: int) -> list[Figure]:
    cache = Cache(path, SystemClock())
    try:
        return await _measure(cache, rounds)
    finally:
        await cache.close()


async def _measure(cache: Cache, rounds: int) -> list[Figure]:
    numbers = resource("numbers")
    shape, key = Shape(numbers), ListKey.of("numbers")
    begun = time.perf_counter()
    run = await cache.begin(key, shape)
    for start in range(0, ROWS, BATCH):
        await cache.add(run, lambda first=start: [shape.stored(_row(at)) for at in range(first, first + BATCH)])  # type: ignore[misc]
    await cache.finish(run)
    figures = [_once("200,000 rows stored, per row", "µs", (time.perf_counter() - begun) / ROWS * 1e6)]
    views = {
        "as it came": None,
        "sorted by number": (LocalFilter(), (Sort("number", descending=True),)),
        "filtered to a fraction": (LocalFilter((Word("lindqvist"),)), ()),
    }
    for name, made in views.items():
        rank: Rank | None = None
        if made is not None:
            begun = time.perf_counter()
            rank = await cache.rank(run.listing, shape, made[0], made[1])
            figures.append(
                _once(f"rank of {rank.count:,} of 200,000 rows, {name}", "ms", (time.perf_counter() - begun) * 1e3)
            )
        figures += await _windows(cache, run.listing, rank, name, rounds)
        if rank is not None:
            cache.drop(rank)
    return figures


async def _windows(cache: Cache, listing: int, rank: Rank | None, name: str, rounds: int) -> list[Figure]:
    count = ROWS if rank is None else rank.count
    places = {"start": 0, "middle": count // 2, "end": count - WINDOW}
    found: dict[str, list[float]] = {place: [] for place in places}
    for number in range(-3, rounds * 8):
        for place, start in places.items():
            begun = time.perf_counter()
            # Another place each time, so that no window is the one before.
            apart = number % 50 * 7
            rows = await cache.window(listing, rank, start - apart if start else apart, WINDOW)
            took = (time.perf_counter() - begun) * 1e3
            assert len(rows) == WINDOW
            if number >= 0:
                found[place].append(took)
    return [
        figure(
            "windows",
            f"128 rows at the {place} of {count:,}, {name}",
            "ms",
            found[place],
            against="at the start",
            peer=found["start"],
            judged=Judged("ratio", 1.5),
        )
        for place in ("middle", "end")
    ]


def _once(what: str, unit: str, value: float) -> Figure:
    return figure("windows", what, unit, [value])


def _row(at: int) -> dict[str, Any]:
    """Make a number as Zoom sends it."""
    number, owner, extension, kind, site, carrier, status, _ = row(at)
    return {
        "id": f"n{at:07d}",
        "number": "+" + "".join(filter(str.isdigit, number)),
        "assigned_list": [{"assgined_to_name": owner, "assigned_to_type": "user", "extension_number": int(extension)}],
        "number_type": kind,
        "site": {"id": f"s{len(site)}", "name": site},
        "carrier": {"name": carrier},
        "status": status,
        "capability": ["incoming", "outgoing"],
    }
