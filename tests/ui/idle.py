"""When an app under test has nothing left to do, told by its event loop rather than by the time that passes.

Textual's pilot takes a process for idle that used little of the processor for 20 ms. That is slow on a quiet machine,
and wrong on a busy one. Here the loop is asked: nothing is ready, nothing waits for a thread, and no timer is due.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from typing import Any

from textual import app, pilot
from textual.worker import WorkerCancelled

__all__ = ["install", "until_idle", "until_worked"]

SOON = 0.02
"""Timers due within so many seconds of the last answer of a thread are waited for, however often they come again."""
_ROUNDS = 3
_NAP = 0.001
_LONGEST = 10.0


async def until_idle(_min_sleep: float = 0.0, _max_sleep: float = 0.0) -> None:
    """Wait until all that was set off is handled, `_LONGEST` seconds at most."""
    loop: Any = asyncio.get_running_loop()
    end = monotonic() + _LONGEST
    timers_until = monotonic() + SOON
    quiet = 0
    while quiet < _ROUNDS and monotonic() < end:
        await asyncio.sleep(0)
        if loop._ready:
            quiet = 0
        elif _threads_are_awaited():
            quiet = 0
            timers_until = monotonic() + SOON
            await asyncio.sleep(_NAP)
        elif _next_timer(loop) < timers_until - monotonic():
            quiet = 0
            await asyncio.sleep(_NAP)
        else:
            quiet += 1


def _next_timer(loop: Any) -> float:
    """Give the seconds until the next timer fires."""
    now = loop.time()
    return min((each._when - now for each in loop._scheduled if not each._cancelled), default=SOON)


def _threads_are_awaited() -> bool:
    """Tell whether a task waits for what a thread gives back: the store, the journal, the simulator."""
    current = asyncio.current_task()
    for task in asyncio.all_tasks():
        waiter = getattr(task, "_fut_waiter", None)
        if task is not current and waiter is not None and any(map(_is_chained, waiter._callbacks or ())):
            return True
    return False


def _is_chained(callback: Any) -> bool:
    return getattr(callback[0], "__qualname__", "").startswith("_chain_future.")


def install() -> None:
    """Let Textual's pilot wait so."""
    for module in (app, pilot):
        vars(module)["wait_for_idle"] = until_idle


async def until_worked(of: app.App[Any]) -> None:
    """Wait until no worker of an app is at work; one that was cancelled, as by a newer one, is nothing wrong."""
    for worker in tuple(of.workers):
        with suppress(WorkerCancelled):
            await worker.wait()
