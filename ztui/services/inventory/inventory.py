"""The inventory of one account: what the store knows, how old it is, and what fetching the rest costs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.services.inventory.known import NO_QUERY, Known, KnownAnswer, KnownObject
from ztui.services.inventory.parts import PARTS
from ztui.services.inventory.state import State
from ztui.store.answers import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ztui.services.inventory.cost import Cost, Progress
    from ztui.services.inventory.known import Age
    from ztui.services.inventory.sync import Report
    from ztui.services.session import Session
    from ztui.services.view import Pairs
    from ztui.store.answers import Answers

__all__ = ["FRESH", "Inventory"]

FRESH = timedelta(hours=12)
"""What is younger is not fetched again, unless another age is wished."""


def _silent(progress: Progress) -> None:
    """Take note of how far a sync is, where nobody wants to know."""


class Inventory:
    """Lists, objects and other answers as they are stored; Zoom is asked by `sync` alone."""

    def __init__(self, session: Session, answers: Answers) -> None:
        """Take the session, whose cache has lists and objects, and the store of the other answers."""
        self.session = session
        self.answers = answers
        self._running = False

    async def rows(self, resource: str, parents: Pairs = ()) -> Known:
        """Give the rows of a list, as far as they are stored.

        Args:
            resource: Name or alias in the registry.
            parents: What the list is below.

        Raises:
            UnknownName: There is no such resource.
            StoreError: The store cannot be used; so for all methods.
        """
        state, rows = await self.session.listings.stored(resource, parents)
        return Known() if state is None else Known(tuple(row for _, row in rows), state.read_at, state.complete)

    async def object(self, resource: str, key: str) -> KnownObject | None:
        """Give an object as it is stored, None if it is not; its get operation's answer lies over the row of its list.

        Raises:
            UnknownName: There is no such resource.
        """
        state = await self.session.objects.cached(resource, key)
        return None if state is None else KnownObject(key, state.row, state.as_of, state.complete)

    async def answer(
        self, operation: str, path: Mapping[str, str], query: Mapping[str, str] = NO_QUERY
    ) -> KnownAnswer | None:
        """Give any other answer to a GET, None if it is not stored; the data of one that Zoom does not have is None."""
        stored = await self.answers.get(Asked.of(operation, path, query))
        return None if stored is None else KnownAnswer(stored.data, stored.read_at)

    async def ages(self) -> tuple[Age, ...]:
        """Give how old each part is and whether it is all there, in the order of `PARTS`."""
        state = State(self.session, self.answers)
        return tuple([await state.age(each) for each in PARTS])

    async def plan(self, parts: Sequence[str] | None = None, *, fresh_for: timedelta = FRESH) -> Cost:
        """Give what a sync would cost; nothing is sent.

        Args:
            parts: Names of parts, with which the lists come that they go through; None is what is synced by default.
            fresh_for: What is younger is not fetched again.

        Raises:
            UnknownName: There is no such part.
        """
        from ztui.services.inventory.planning import planned

        return (await planned(self.session, self.answers, parts, fresh_for)).cost

    async def sync(
        self,
        parts: Sequence[str] | None = None,
        *,
        fresh_for: timedelta = FRESH,
        tell: Callable[[Progress], None] = _silent,
    ) -> Report:
        """Fetch what is missing or older than wished, within the share of the rate that the profile sets.

        What comes is stored at once: after a cut the next sync goes on with what is not there. Nothing is asked for
        twice. A part that fails is told in the report and keeps no other from being read.

        Args:
            parts: As for `plan`.
            fresh_for: As for `plan`.
            tell: Called after each answer.

        Raises:
            UnknownName: There is no such part.
            Conflict: A sync is under way in this program.
            ZtuiError: Zoom cannot be asked at all.
        """
        from ztui.core.errors import Conflict
        from ztui.services.inventory.sync import Sync

        if self._running:
            raise Conflict("The inventory is being read.", ":index shows how far it is.")
        self._running = True
        try:
            return await Sync(self.session, self.answers, tell).run(parts, fresh_for)
        finally:
            self._running = False

    async def close(self) -> None:
        """Close the store of answers."""
        await self.answers.close()
