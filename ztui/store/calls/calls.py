"""The calls of one account: a writer, and two readers of which one serves while the other makes the next order."""

from __future__ import annotations

import itertools
import threading
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ztui.core.dataclass import dataclass
from ztui.store import files, schema
from ztui.store.cache import keep_temporary_files_in
from ztui.store.calls import callbacks, coverage, figures, ranks, stories
from ztui.store.calls.adding import Added, Adder
from ztui.store.calls.schema import FILE, bring_up_to_date, create_indexes, drop_indexes
from ztui.store.lane import Lane, Readers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from ztui.core.ports import Clock
    from ztui.store.calls.callbacks import Caller, Callers
    from ztui.store.calls.coverage import Covered
    from ztui.store.calls.stories import Story, Subject
    from ztui.store.figures import Figures, Frequency
    from ztui.store.terms import LocalFilter, Sort

__all__ = ["CallRank", "Calls"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class CallRank:
    """The order of a view: the name of its table, how many calls it has, and which reader has it."""

    name: str
    count: int
    reader: int


class Calls:
    """The stored calls of one account.

    The file is made with the first use. Times are seconds after 2015-01-01 UTC; a span is the first second and the one
    after the last. All methods raise StoreError where the file cannot be used, and once where it was damaged and is set
    aside; the next one begins with an empty file, in which nothing is covered.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        """Take the file, there or not, and the clock."""
        self.path = path
        self._clock = clock
        self._opening = threading.Lock()
        self._prepared = False
        self._inode = 0
        self._names = itertools.count(1)
        self._adder = Adder()
        damaged = f"It is set aside as {path.name}.damaged at the end; fetch the calls again then."
        lane = partial(Lane, "call store", self._connect, when_damaged=damaged)
        self._writer = lane(interruptible=False)
        self._readers = Readers(partial(lane, interruptible=True))

    def _connect(self) -> sqlite3.Connection:
        with self._opening:
            if not self._prepared:
                schema.prepare(self.path, FILE)
                self._inode = self.path.stat().st_ino
                with closing(schema.connect(self.path)) as fresh:
                    bring_up_to_date(fresh)
                self._prepared = True
        connection = schema.connect(self.path)
        connection.execute("pragma analysis_limit=400")
        keep_temporary_files_in(connection, self.path.parent)
        return connection

    async def add(self, records: Sequence[Mapping[str, Any]]) -> Added:
        """Store records as Zoom sent them, in one transaction; several pages at once cost less than page by page."""
        return await self._writer.run(lambda connection: self._adder.add(connection, records))

    async def begin_first_load(self) -> None:
        """Take the indexes of parties away before many calls come; `end_first_load` makes them again."""
        await self._writer.run(drop_indexes)

    async def end_first_load(self) -> None:
        """Make what is missing of the indexes, and let SQLite learn how many calls there are."""

        def work(connection: sqlite3.Connection) -> None:
            create_indexes(connection)
            connection.execute("analyze")

        await self._writer.run(work)

    async def count(self) -> int:
        """Give how many calls are stored."""
        return await self._readers.idle().run(lambda each: int(each.execute("select count(*) from call").fetchone()[0]))

    async def untimed(self) -> int:
        """Give how many calls have a begin that nobody can read: they are in no span, and never pruned."""
        return await self._readers.idle().run(coverage.untimed)

    async def first(
        self, wanted: LocalFilter, sort: Sequence[Sort] = (), most: int = 40, span: tuple[int, int] | None = None
    ) -> list[dict[str, Any]]:
        """Give the first calls of a view.

        Raises:
            KeyError: There is no such column.
        """
        name = f"first_{next(self._names)}"
        return await self._readers.idle().run(
            lambda connection: ranks.first(connection, name, wanted, sort, most, span)
        )

    async def rank(
        self,
        wanted: LocalFilter,
        sort: Sequence[Sort] = (),
        *,
        span: tuple[int, int] | None = None,
        beside: CallRank | None = None,
        untimed: bool = False,
    ) -> CallRank:
        """Make the order of a view; a caller that is cancelled stops it.

        Args:
            wanted: Calls that do not pass are left out.
            sort: Order by weight; newest first among equals.
            span: Only calls that begin in it.
            beside: The rank that goes on serving meanwhile: the other reader is taken.
            untimed: Calls whose begin nobody can read come last, whatever the span.

        Raises:
            KeyError: There is no such column.
        """
        name, count, reader = await self._made(
            beside, lambda each, name: ranks.build(each, name, wanted, sort, span, untimed=untimed), ranks.drop
        )
        return CallRank(name, count, reader)

    def drop(self, rank: CallRank) -> None:
        """Let go of a rank."""
        self._readers.of(rank).later(lambda connection: ranks.drop(connection, rank.name))

    async def window(self, rank: CallRank, start: int, count: int) -> list[dict[str, Any] | None]:
        """Give calls by their places, None for one that is gone since; shorter at the end of the view."""
        lane = self._readers.of(rank)
        return await lane.run(lambda connection: ranks.window(connection, rank.name, start, count))

    async def position(self, rank: CallRank, id: str) -> int | None:
        """Give the place of a call in a view, None if it is not in it."""
        return await self._readers.of(rank).run(lambda connection: ranks.position(connection, rank.name, id))

    async def find(self, id: str) -> dict[str, Any] | None:
        """Give a call by its id, None where it is not stored."""

        def work(connection: sqlite3.Connection) -> dict[str, Any] | None:
            key = ranks.id_of(connection, id)
            return None if key is None else ranks.record(connection, key)

        return await self._readers.idle().run(work)

    async def totals(
        self, wanted: LocalFilter, *, span: tuple[int, int] | None = None, beside: CallRank | None = None
    ) -> Figures:
        """Count the calls that pass a filter, answered and missed ones and seconds; `beside` as in `rank`.

        Raises:
            KeyError: There is no such column.
        """
        return await self._readers.beside(beside).run(lambda each: figures.totals(each, wanted, span))

    async def frequency(
        self,
        path: str,
        wanted: LocalFilter,
        *,
        most: int = 1000,
        span: tuple[int, int] | None = None,
        beside: CallRank | None = None,
    ) -> Frequency:
        """Count calls by the values of a column, most calls first.

        Args:
            path: Path of the column, or `outcome`; `caller_name` and `callee_name` stand for name, extension and, where
                there is no extension, number together.
            wanted: Which calls.
            most: So many values come back.
            span: Only calls that begin in it.
            beside: The rank that goes on serving meanwhile.

        Raises:
            KeyError: There is no such column, or it is one of times or ids.
        """
        return await self._readers.beside(beside).run(lambda each: figures.frequency(each, path, wanted, most, span))

    async def histogram(
        self,
        step: int,
        wanted: LocalFilter,
        *,
        span: tuple[int, int] | None = None,
        beside: CallRank | None = None,
    ) -> list[tuple[int, Figures]]:
        """Count calls by stretches of `step` seconds: the first second of each and its figures, oldest first.

        Raises:
            KeyError: There is no such column.
        """
        return await self._readers.beside(beside).run(lambda each: figures.histogram(each, step, wanted, span))

    async def callers(
        self, wanted: LocalFilter, span: tuple[int, int] | None, order: str = "last", *, beside: CallRank | None = None
    ) -> tuple[CallRank, Callers]:
        """Find the callers who were missed in a span and whom nobody has reached since, in an order of `callbacks`.

        Raises:
            KeyError: There is no such column, or no such order.
        """
        name, found, reader = await self._made(
            beside, lambda each, name: callbacks.build(each, name, wanted, span, order), callbacks.drop
        )
        return CallRank(name, found.count, reader), found

    async def callers_at(self, rank: CallRank, start: int, count: int) -> list[Caller | None]:
        """Give callers by their places in what `callers` made; shorter at its end."""
        return await self._readers.of(rank).run(lambda each: callbacks.window(each, rank.name, start, count))

    def drop_callers(self, rank: CallRank) -> None:
        """Let go of what `callers` made."""
        self._readers.of(rank).later(lambda each: callbacks.drop(each, rank.name))

    async def story(
        self, subject: Subject, wanted: LocalFilter, *, beside: CallRank | None = None
    ) -> tuple[CallRank, Story]:
        """Give the calls of one party that pass a filter as a rank, newest first, and what all its calls come to.

        Raises:
            KeyError: There is no such column.
        """
        name, found, reader = await self._made(
            beside, lambda each, name: stories.build(each, name, subject, wanted), ranks.drop
        )
        return CallRank(name, found.count, reader), found

    async def among(
        self, ids: Sequence[str], wanted: LocalFilter, *, span: tuple[int, int] | None = None
    ) -> frozenset[str]:
        """Give those of a few calls, named by their ids, that pass a filter.

        Raises:
            KeyError: There is no such column.
        """
        return await self._readers.idle().run(lambda each: figures.among(each, ids, wanted, span))

    async def covered(self, query: str = "") -> tuple[Covered, ...]:
        """Give the spans of which all calls of a query are stored, oldest first; "" are all calls."""
        return await self._readers.idle().run(lambda connection: coverage.covered(connection, query))

    async def cover(self, span: tuple[int, int], query: str = "") -> None:
        """Note that all calls of a span are stored, as of now."""
        now = self._clock.now()
        await self._writer.run(lambda connection: coverage.cover(connection, query, span, now))

    async def gaps(self, span: tuple[int, int], query: str = "") -> tuple[tuple[int, int], ...]:
        """Give the parts of a span that are not covered, newest first."""
        return await self._readers.idle().run(lambda connection: coverage.gaps(connection, query, span))

    async def prune(self, before: int) -> int:
        """Forget calls that began before a second, and that they were covered; gives how many."""
        return await self._writer.run(lambda connection: coverage.prune(connection, before))

    async def close(self) -> None:
        """Tidy up and close; a damaged file is set aside."""
        for reader in self._readers.lanes:
            await reader.close()
        await self._writer.close(lambda connection: connection.execute("pragma optimize"))
        if any(lane.broken for lane in (self._writer, *self._readers.lanes)):
            self._set_aside()

    def _set_aside(self) -> None:
        """Set the damaged file aside, unless another program did so and began a new one."""
        with suppress(OSError):
            if self.path.stat().st_ino == self._inode:
                files.set_aside(self.path)

    async def _made(
        self,
        beside: CallRank | None,
        build: Callable[[sqlite3.Connection, str], _T],
        drop: Callable[[sqlite3.Connection, str], None],
    ) -> tuple[str, _T, int]:
        """Make a table beside a rank: its name, what `build` gave, and its reader."""
        name = f"calls_{next(self._names)}"
        return name, *await self._readers.made(name, beside, build, drop)
