"""The questions of the inventory, answered by Zoom where the store has nothing, or something older than wished."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.core.errors import NotFound, RateLimited, ServerError, Unreachable, ZtuiError
from ztui.core.times import is_younger
from ztui.resources.rows import label_of
from ztui.services.inventory.known import NO_QUERY, Known, KnownAnswer, KnownObject
from ztui.services.view import View
from ztui.store.answers import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ztui.services.inventory.inventory import Inventory
    from ztui.services.view import Pairs

__all__ = ["NotStored", "Reach"]

_RECENT = timedelta(minutes=15)
_AWAY = (Unreachable, ServerError, RateLimited)
"""Zoom is not to be had now; what it said before is still the best that is known."""


class NotStored(ZtuiError):
    """What is asked for is not stored, and Zoom cannot be asked.

    Attributes:
        missing: What it is.
    """

    exit_code = 1

    def __init__(self, missing: str) -> None:
        """Name what is missing, and how it gets there."""
        self.missing = missing
        super().__init__(
            f"{missing} are not stored.", "Without --offline they are read; 'ztui index sync' stores them."
        )


class Reach:
    """Gives what is stored, if it is young enough; else asks Zoom and stores the answer.

    In an offline session what is stored is given whatever its age, and what is not is an error that names it. The same
    is not asked for twice by one `Reach`.

    Attributes:
        lost: Why Zoom could not be asked although it should have been, so that something older was given; else None.
    """

    def __init__(self, inventory: Inventory, fresh_for: timedelta = _RECENT, *, fall_back: bool = False) -> None:
        """Take what is stored, and how it is used.

        Args:
            inventory: What is stored.
            fresh_for: From this age on, what is stored is asked for again.
            fall_back: While Zoom cannot be asked, what is stored is given whatever its age, and `lost` says why.
        """
        self.lost: ZtuiError | None = None
        self._inventory = inventory
        self._session = inventory.session
        self._fresh_for = fresh_for
        self._falls_back = fall_back
        self._asked: set[object] = set()

    @property
    def _is_cut_off(self) -> bool:
        """Tell whether nobody is to be asked: offline, or Zoom was out of reach a moment ago."""
        return self._session.offline or isinstance(self.lost, Unreachable)

    def _lose(self, error: ZtuiError, *, has_older: bool) -> None:
        """Note that Zoom could not be asked.

        Raises:
            ZtuiError: The error, where there is nothing older to be given.
        """
        if not self._falls_back or not isinstance(error, _AWAY):
            raise error
        self.lost = self.lost or error
        if not has_older:
            raise error

    def _is_enough(self, as_of: datetime | None, wanted: object) -> bool:
        if as_of is None:
            return False
        if self._is_cut_off or wanted in self._asked:
            return True
        return is_younger(as_of, self._session.clock.now(), self._fresh_for)

    def _ask(self, wanted: object, missing: str) -> None:
        if self._session.offline:
            raise NotStored(missing)
        if self._is_cut_off and self.lost is not None:
            raise self.lost
        self._asked.add(wanted)

    async def rows(self, resource: str, parents: Pairs = ()) -> Known:
        """Give the rows of a list.

        Raises:
            NotStored: The session is offline and the list was never read.
            ZtuiError: Zoom was asked and could not tell.
        """
        found = self._session.listings.find(resource)
        wanted = ("rows", found.name, tuple(sorted(parents)))
        known = await self._inventory.rows(found.name, parents)
        if (known.complete or self._is_cut_off) and self._is_enough(known.as_of, wanted):
            return known
        self._ask(wanted, found.title)
        state = await self._session.listings.read(View(found.name, parents), self._session.client)
        if state.error is not None:
            self._lose(state.error, has_older=known.as_of is not None)
        return await self._inventory.rows(found.name, parents)

    async def object(self, resource: str, key: str) -> KnownObject | None:
        """Give an object by its id, None if there is none.

        Raises:
            NotStored: The session is offline and nothing of the object is stored.
            ZtuiError: Zoom was asked and could not tell.
        """
        found = self._session.listings.find(resource)
        wanted = ("object", found.name, key)
        known = await self._inventory.object(found.name, key)
        whole = known is not None and (known.complete or not found.operations.get or self._is_cut_off)
        if known is not None and whole and self._is_enough(known.as_of, wanted):
            return known
        named = f" {label_of(found, known.row)}" if known is not None else ""
        self._ask(wanted, f"Details of the {found.singular}{named}")
        try:
            state = await self._session.objects.read(found.name, key)
        except NotFound:
            return None
        except ZtuiError as error:
            self._lose(error, has_older=known is not None)
            return known
        return KnownObject(key, state.row, state.as_of, state.complete)

    async def answer(
        self, operation: str, path: Mapping[str, str], query: Mapping[str, str] = NO_QUERY
    ) -> KnownAnswer | None:
        """Give any other answer to a GET; its data is None where Zoom has no such object.

        Raises:
            NotStored: The session is offline and the answer is not stored.
            ZtuiError: Zoom was asked and could not tell.
        """
        asked = Asked.of(operation, path, query)
        known = await self._inventory.answer(operation, path, query)
        if known is not None and self._is_enough(known.as_of, asked):
            return known
        self._ask(asked, f"Answers of {operation}")
        try:
            data = (await self._session.client.request(operation, path, dict(query))).data
        except NotFound:
            data = None
        except ZtuiError as error:
            self._lose(error, has_older=known is not None)
            return known
        stored = await self._inventory.answers.put(asked, data)
        return KnownAnswer(stored.data, stored.read_at)
