"""Fills in, for the rows that somebody looks at, what no list tells: one request a row, never for rows unseen."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.core.errors import Forbidden, ZtuiError
from ztui.core.times import is_younger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.core.ports import Clock
    from ztui.resources.model import Row
    from ztui.services.objects import Objects, ObjectState

__all__ = ["Completion"]

FRESH = timedelta(minutes=10)
"""An answer younger than this is not asked for again."""
_AT_ONCE = 4
_MOST_KEPT = 1000
_REST = 300.0
"""So many seconds nobody is asked once a scope was found missing: it is missing for every row."""


class Completion:
    """The own answers of the objects of one list; belongs to the event loop.

    A row whose object cannot be read stays as it is and is not asked for again, until the list is opened anew.
    """

    def __init__(
        self,
        objects: Objects,
        clock: Clock,
        resource: str,
        parents: tuple[tuple[str, str], ...],
    ) -> None:
        """Take where objects come from and what the list is of."""
        self._objects = objects
        self._clock = clock
        self._resource = resource
        self._parents = parents
        self.generation = 0
        """Grows with every row that became known."""
        self._known: dict[str, Row] = {}
        self._failed: set[str] = set()
        self._rests_until = 0.0
        self._wanted: list[str] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def row(self, key: str, row: Row) -> Row:
        """Give the row with the object's own answer laid over it, as far as that is known."""
        known = self._known.get(key)
        return row if known is None else {**row, **known}

    def want(self, keys: Iterable[str]) -> None:
        """Ask for these and forget what was wanted before: they are the rows on screen."""
        rests = self._clock.monotonic() < self._rests_until
        self._wanted = [] if rests else [key for key in keys if key not in self._known and key not in self._failed]
        while self._wanted and len(self._tasks) < _AT_ONCE:
            task = asyncio.get_running_loop().create_task(self._work())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            if len(self._tasks) >= len(self._wanted):
                break

    def forget(self, keys: Iterable[str]) -> None:
        """Forget what is known of rows that were written since; they are asked for again when somebody looks."""
        for key in keys:
            self._failed.discard(key)
            if self._known.pop(key, None) is not None:
                self.generation += 1

    async def settle(self, within: float | None = None) -> bool:
        """Wait until all that is wanted has been asked for, or that many seconds have passed.

        Returns:
            False if there is more to come.
        """
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)
        return not self._tasks

    async def close(self) -> None:
        """Ask for nothing more."""
        self._wanted = []
        for task in tuple(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _work(self) -> None:
        while self._wanted:
            key = self._wanted.pop(0)
            try:
                state = await self._read(key)
            except ZtuiError as error:
                if isinstance(error, Forbidden) and not error.by_role:
                    self._rests_until = self._clock.monotonic() + _REST
                    self._wanted = []
                self._failed.add(key)
                continue
            while len(self._known) >= _MOST_KEPT:
                self._known.pop(next(iter(self._known)))
            self._known[key] = state.row
            self.generation += 1

    async def _read(self, key: str) -> ObjectState:
        stored = await self._objects.cached(self._resource, key, self._parents)
        if stored is not None and stored.complete and is_younger(stored.as_of, self._clock.now(), FRESH):
            return stored
        return await self._objects.read(self._resource, key, self._parents)
