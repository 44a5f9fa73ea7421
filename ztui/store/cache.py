"""The cache of one profile and account: rows and lists as Zoom gave them, in one file that can be deleted at any time.

One thread writes, two read and swap: one serves windows from its rank while the other builds the next, since temporary
tables belong to a connection and a connection to a thread. The methods are for the event loop and never block it.
"""

from __future__ import annotations

import itertools
import json
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from ztui.core.dataclass import dataclass
from ztui.store import amending, counts, files, listings, objects, schema
from ztui.store import rank as ranks
from ztui.store import tally as tallies
from ztui.store.lane import Lane, Readers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from ztui.core.ports import Clock
    from ztui.store.counts import Group
    from ztui.store.figures import Figures, Frequency
    from ztui.store.listings import Added, Found, ListKey, ListState
    from ztui.store.objects import StoredObject
    from ztui.store.shape import Shape, StoredRow
    from ztui.store.tally import Placed, Tally
    from ztui.store.terms import LocalFilter, Sort

__all__ = ["Cache", "Rank", "Run", "keep_temporary_files_in"]

_T = TypeVar("_T")
_temp_folder_lock = threading.Lock()
_temp_folder_set = False


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of a listing from its beginning; `listing` is what windows ask for."""

    id: int
    listing: int


@dataclass(frozen=True, slots=True)
class Rank:
    """The order of one view, held by one reader until it is dropped."""

    name: str
    listing: int
    count: int
    reader: int


class Cache:
    """Rows, lists and objects of one account.

    The file is opened with the first call. One that is damaged, foreign or of another version is replaced by an empty
    one; one that turns out to be damaged later is deleted at the end.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        """Take the file, there or not, and the clock by which rows get their age."""
        self.path = path
        self._clock = clock
        self._opening = threading.Lock()
        self._prepared = False
        self._names = itertools.count(1)
        self._replaced = False
        self.was_damaged = False
        """Set when the file was damaged, or another program's, as it was opened, and an empty one took its place."""
        self._writer = Lane("cache", self._connect, interruptible=False)
        self._readers = Readers(lambda: Lane("cache", self._connect, interruptible=True))

    def _connect(self) -> sqlite3.Connection:
        with self._opening:
            if not self._prepared:
                self.was_damaged = schema.prepare(self.path)
                self._prepared = True
        connection = schema.connect(self.path)
        keep_temporary_files_in(connection, self.path.parent)
        return connection

    async def state(self, key: ListKey, shape: Shape) -> ListState | None:
        """Give what is stored of a listing, None if it was never read.

        Raises:
            StoreError: The cache cannot be used; so for all methods.
            ConfigError: Its folder cannot be made or written.
        """
        return await self._readers.idle().run(lambda connection: listings.state(connection, key, shape.signature))

    async def begin(self, key: ListKey, shape: Shape) -> Run:
        """Start to read a listing anew."""
        now = self._clock.now()
        listing, run = await self._writer.run(lambda each: listings.begin(each, key, shape.signature, now))
        return Run(run, listing)

    async def add(
        self,
        run: Run,
        make: Callable[[], Sequence[StoredRow]],
        total: int | None = None,
        odd: Callable[[], int] | None = None,
    ) -> Added:
        """Store rows of a run.

        Args:
            run: The run.
            make: Gives rows with keys; it is called in the writer's thread.
            total: Rows that Zoom says there are.
            odd: Counts what had to be tolerated beside the stored rows' own; it is called in the writer's thread, too.
        """
        now = self._clock.now()

        def work(connection: sqlite3.Connection) -> Added:
            rows = make()
            return listings.add(connection, run.id, rows, now, total, odd() if odd is not None else 0)

        return await self._writer.run(work)

    async def finish(self, run: Run, note: str = "", *, counted: bool = False) -> int:
        """Let a run that is complete take the place of what is shown.

        Args:
            run: The run.
            note: A sentence about how it went.
            counted: The number of its rows is the total, whatever Zoom said.

        Returns:
            Rows shown.
        """
        self._replaced = True
        return await self._writer.run(lambda each: listings.finish(each, run.id, note, counted=counted))

    async def abandon(self, run: Run, note: str = "", *, first: bool = False) -> None:
        """End a run that is not complete; what is shown stays, with `first` after the rows of the run."""
        await self._writer.run(lambda connection: listings.abandon(connection, run.id, note, first=first))

    async def window(self, listing: int, rank: Rank | None, start: int, count: int) -> list[Found | None]:
        """Give key and row by their places, None where a row is gone; shorter at the end of the view."""
        lane = self._readers.of(rank)
        name = None if rank is None else rank.name
        return await lane.run(lambda connection: listings.window(connection, listing, name, start, count))

    async def position(self, listing: int, rank: Rank | None, key: str) -> int | None:
        """Give the place of a key in a view, None if it is not in it."""
        lane = self._readers.of(rank)
        name = None if rank is None else rank.name
        return await lane.run(lambda connection: listings.position(connection, listing, name, key))

    async def rank(
        self, listing: int, shape: Shape, local: LocalFilter, sort: Sequence[Sort], *, beside: Rank | None = None
    ) -> Rank:
        """Make the order of a view; a cancelled caller stops it.

        Args:
            listing: Id of the listing.
            shape: Of its resource.
            local: Rows that do not pass are left out.
            sort: Order by weight; () is the order of arrival.
            beside: The rank that goes on serving meanwhile: the other reader is taken.

        Raises:
            KeyError: The resource has no such column.
        """
        made = ranks.plan(shape, local, sort)
        name = f"rank_{next(self._names)}"
        count, reader = await self._readers.made(
            name, beside, lambda each, name: ranks.build(each, name, listing, made), ranks.drop
        )
        return Rank(name, listing, count, reader)

    def drop(self, rank: Rank) -> None:
        """Let go of a rank."""
        self._readers.of(rank).later(lambda connection: ranks.drop(connection, rank.name))

    async def stored(self, key: ListKey, object_key: str) -> StoredObject | None:
        """Give an object as it is stored, None if it is not; of `key` the query does not matter."""
        return await self._readers.idle().run(
            lambda connection: objects.find(connection, key.resource, key.parents, object_key)
        )

    async def read_times(self, key: ListKey) -> dict[str, datetime]:
        """Give when each object was asked for by its get operation; of `key` the query does not matter."""
        return await self._readers.idle().run(
            lambda connection: objects.read_times(connection, key.resource, key.parents)
        )

    async def tally(self, key: ListKey, shape: Shape, local: LocalFilter, path: str) -> Tally:
        """Count the stored objects of a kind that pass a filter, in whichever list they came."""
        return await self._readers.idle().run(lambda connection: tallies.tally(connection, key, shape, local, path))

    async def totals(self, listing: int, shape: Shape, local: LocalFilter, *, beside: Rank | None = None) -> Figures:
        """Count the rows of a listing that pass a filter; `beside` goes on serving meanwhile, so for all counts."""
        return await self._readers.beside(beside).run(lambda each: counts.totals(each, listing, shape, local))

    async def frequency(
        self, listing: int, shape: Shape, local: LocalFilter, group: Group, most: int, *, beside: Rank | None = None
    ) -> Frequency:
        """Count them by the values of a column, the most frequent first."""
        return await self._readers.beside(beside).run(
            lambda each: counts.by_value(each, listing, shape, local, group, most)
        )

    async def histogram(
        self, listing: int, shape: Shape, local: LocalFilter, path: str, step: int, *, beside: Rank | None = None
    ) -> list[tuple[int, Figures]]:
        """Count them by stretches of a column of times: the first second of each and its figures, oldest first."""
        return await self._readers.beside(beside).run(
            lambda each: counts.quarters(each, listing, shape, local, path, step)
        )

    async def among(self, listing: int, shape: Shape, local: LocalFilter, keys: Sequence[str]) -> frozenset[str]:
        """Give those of a few keys whose rows pass a filter."""
        return await self._readers.idle().run(lambda each: counts.among(each, listing, shape, local, keys))

    async def answers(self, resource: str, most: int) -> list[tuple[str, dict[str, Any]]]:
        """Give keys of objects and what their get operation gave, those read last first."""
        return await self._readers.idle().run(lambda each: counts.answers(each, resource, most))

    async def everywhere(self, resource: str, most: int = 20_000) -> list[Placed]:
        """Give the objects of a resource that stored lists show, whatever those lists are below."""
        return await self._readers.idle().run(lambda connection: tallies.everywhere(connection, resource, most))

    async def put(self, key: ListKey, shape: Shape, object_key: str, row: Mapping[str, object]) -> StoredObject:
        """Store what a get operation gave, and give it back without its secrets."""
        now = self._clock.now()

        def work(connection: sqlite3.Connection) -> StoredObject | None:
            stored = shape.stored(row, key=object_key)
            objects.put(connection, key.resource, key.parents, shape.signature, stored, now)
            return objects.find(connection, key.resource, key.parents, object_key)

        stored = await self._writer.run(work)
        assert stored is not None
        return stored

    async def remove(self, key: ListKey, object_key: str) -> None:
        """Forget what a get operation gave of an object that is no more."""
        await self._writer.run(lambda connection: objects.remove(connection, key.resource, key.parents, object_key))

    async def forget(self, keys: Collection[str]) -> None:
        """Forget what get operations gave of objects that a write made another; their rows in lists stay."""
        if keys:
            await self._writer.run(lambda connection: objects.forget(connection, keys))

    async def amend(
        self, key: ListKey, shape: Shape, made: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]]
    ) -> int:
        """Renew rows where lists have them; of `key` the query does not matter.

        Args:
            key: What kind of objects they are.
            shape: Of their resource.
            made: Makes the new row from the one that is there, in the writer's thread; by the object's key.

        Returns:
            How many rows the lists have of them.
        """
        kind, now = (key.resource, key.parents, shape.signature), self._clock.now()

        def work(connection: sqlite3.Connection) -> int:
            return amending.amend(connection, kind, lambda name, row: shape.stored(made[name](row), name), made, now)

        return await self._writer.run(work)

    async def append(self, key: ListKey, shape: Shape, rows: Mapping[str, Mapping[str, Any]]) -> None:
        """Add rows, by their keys, at the end of the list of a kind that no server filter narrows, if it was read."""
        kind, now = (key.resource, key.parents, shape.signature), self._clock.now()
        await self._writer.run(
            lambda connection: amending.append(
                connection, kind, [shape.stored(row, name) for name, row in rows.items()], now
            )
        )

    async def kinds(self) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
        """Give the resource, and what they are below, of all objects of which a list was read."""
        found = await self._readers.idle().run(amending.kinds)
        return [(name, tuple((each, value) for each, value in json.loads(parents))) for name, parents in found]

    async def oddities(self) -> list[tuple[str, int]]:
        """Give how many values of the stored lists are not as documented, by resource; only those that have some."""
        query = (
            "select k.resource, sum(r.oddities) from kind k join listing l on l.kind = k.id join run r on r.id = l.run"
            " group by k.resource having sum(r.oddities) > 0 order by 2 desc, 1"
        )
        return await self._readers.idle().run(lambda connection: connection.execute(query).fetchall())

    async def drop_rows(self, key: ListKey, keys: Collection[str]) -> None:
        """Forget objects that are no more, in all lists of their kind; of `key` the query does not matter."""
        await self._writer.run(lambda connection: amending.drop(connection, key.resource, key.parents, keys))

    async def close(self) -> None:
        """Tidy up and close; a damaged file is deleted."""
        for reader in self._readers.lanes:
            await reader.close()
        now, replaced = self._clock.now(), self._replaced
        await self._writer.close(lambda connection: objects.tidy(connection, now, orphans=replaced))
        if any(lane.broken for lane in (self._writer, *self._readers.lanes)):
            files.remove(self.path)


def keep_temporary_files_in(connection: sqlite3.Connection, folder: Path) -> None:
    """Let SQLite sort in the private folder: its temporary files hold names and numbers.

    The setting is the process's, and SQLite reads it without a lock: it is made once, before anything is sorted.
    """
    global _temp_folder_set
    with _temp_folder_lock:
        if not _temp_folder_set:
            quoted = str(folder).replace("'", "''")
            connection.execute(f"pragma temp_store_directory = '{quoted}'")
            _temp_folder_set = True
