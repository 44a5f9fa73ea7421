"""What a filter, an order and a count cost as the stored calls grow; keys and pages stand in `keys`."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from benchmarks import kept
from benchmarks.report import Figure, Judged, figure
from ztui.core.ports import SystemClock
from ztui.resources.call_history import CALL_HISTORY
from ztui.services.filters import parse, sort_order
from ztui.store.calls.calls import Calls
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

__all__ = ["run"]

SIZES = (10_000, 100_000, kept.MANY)
SCREEN = 40
FILTER = "smi"
_SMALL_FACTOR = 1.5


def run(home: Path, rounds: int) -> list[Figure]:
    """Ask three stores the same, in turns, and judge the growth by the growth of the calls."""
    return asyncio.run(_run({size: kept.account(size).store for size in SIZES}, max(rounds // 3, 3)))


async def _run(stores: dict[int, Path], rounds: int) -> list[Figure]:
    asked = {size: Calls(path, SystemClock()) for size, path in stores.items()}
    took: dict[str, dict[int, list[float]]] = {}
    try:
        for number in range(-1, rounds):
            for size, calls in asked.items():
                for what, once in _questions(calls).items():
                    begun = time.process_time()
                    await once()
                    if number >= 0:
                        took.setdefault(what, {}).setdefault(size, []).append((time.process_time() - begun) * 1e3)
    finally:
        for calls in asked.values():
            await calls.close()
    return [
        figure(
            "growth",
            f"{what}, {size:,} calls",
            "ms",
            found[size],
            against=f"{SIZES[0]:,} calls",
            peer=found[SIZES[0]],
            judged=Judged("ratio", size / SIZES[0] * _SMALL_FACTOR),
        )
        for what, found in took.items()
        for size in SIZES[1:]
    ]


def _questions(calls: Calls) -> dict[str, Callable[[], Awaitable[object]]]:
    wanted, order = parse(FILTER, CALL_HISTORY), sort_order(["from"], CALL_HISTORY)

    async def counted() -> None:
        calls.drop(await calls.rank(wanted))

    async def ordered() -> None:
        calls.drop(await calls.rank(LocalFilter(), order))

    return {
        f"first screen of '{FILTER}'": lambda: calls.first(wanted, (), SCREEN),
        f"count of '{FILTER}'": counted,
        "first screen by name": lambda: calls.first(LocalFilter(), order, SCREEN),
        "order of all by name": ordered,
        "frequency of results": lambda: calls.frequency("call_result", LocalFilter()),
    }
