"""The index of one account: one thread fills it from the cache, another one searches."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from ztui.core.errors import StoreError
from ztui.store import files, schema
from ztui.store.cache import keep_temporary_files_in
from ztui.store.index import filling, searching
from ztui.store.index.schema import FILE, attach
from ztui.store.lane import Lane

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable, Collection, Mapping
    from pathlib import Path

    from ztui.store.index.documents import Hits, Wanted
    from ztui.store.index.filling import Make

__all__ = ["Index"]

_T = TypeVar("_T")


def _filled(resource: str, form: str, make: Make, connection: sqlite3.Connection) -> int:
    return filling.fill(connection, resource, form, make)


class Index:
    """What objects are called, searchable; made from the cache and never asked for what the cache does not have.

    The file is made with the first use. One that is damaged, or of another version, is made anew from the cache at
    once. All methods raise StoreError where it cannot be used even so.

    Attributes:
        path: The file.
        generation: Grows when something in it changed.
    """

    def __init__(self, path: Path, cache: Path) -> None:
        """Take the file, there or not, and the cache's, which must have been opened once."""
        self.path = path
        self.generation = 0
        self._cache = cache
        self._opening = threading.Lock()
        self._prepared = False
        self._seen: tuple[int, str] | None = None
        self._filling = asyncio.Lock()
        self._begin()

    def _begin(self) -> None:
        self._prepared = False
        self._seen = None
        self._writer = Lane("index", self._connect, interruptible=False)
        self._reader = Lane("index", self._connect, interruptible=True)

    def _connect(self) -> sqlite3.Connection:
        with self._opening:
            if not self._prepared:
                schema.prepare(self.path, FILE)
                self._prepared = True
        connection = schema.connect(self.path)
        keep_temporary_files_in(connection, self.path.parent)
        return connection

    async def renew(self, makers: Mapping[str, Make], form: str) -> bool:
        """Bring the index up to date with the cache; costs next to nothing where the cache is as it was.

        Args:
            makers: What makes documents from rows, by the name of the resource whose list is indexed.
            form: Names how they are made; when it changes, all are made anew.

        Returns:
            Whether anything changed; not if another program is filling it just now.
        """
        if not self._cache.exists():
            return False
        async with self._filling:
            try:
                changes = await self._twice(lambda: self._renew(makers, form))
            except StoreError as error:
                if "locked" not in error.message:
                    raise
                return False  # another program is filling it: what is there is searched
        if changes:
            self.generation += 1
        return bool(changes)

    async def _renew(self, makers: Mapping[str, Make], form: str) -> int:
        version = await self._writer.run(self._version)
        if self._seen == (version, form):
            return 0
        changes = 0
        for name, make in makers.items():
            changes += await self._writer.run(partial(_filled, name, form, make))
        self._seen = (version, form)
        return changes

    def _version(self, connection: sqlite3.Connection) -> int:
        """Give what differs once another connection has written to the cache."""
        attach(connection, self._cache)
        (version,) = connection.execute("pragma cache.data_version").fetchone()
        return int(version)

    async def first(self, wanted: Wanted, resources: Collection[str] = (), most: int = 8) -> Hits:
        """Give first results; a cancelled caller stops the search."""
        return await self._twice(lambda: self._read(lambda each: searching.first(each, wanted, resources, most)))

    async def search(self, wanted: Wanted, resources: Collection[str] = (), most: int = 8) -> Hits:
        """Give the best of all that fits of each resource, and count it; a cancelled caller stops the search."""
        return await self._twice(lambda: self._read(lambda each: searching.search(each, wanted, resources, most)))

    async def counts(self) -> dict[str, int]:
        """Give how many objects are indexed of each resource."""
        return await self._twice(lambda: self._read(searching.count))

    async def _read(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        return await self._reader.run(work)

    async def _twice(self, work: Callable[[], Awaitable[_T]]) -> _T:
        """Do something; where the file turns out to be damaged, again on one made anew."""
        try:
            return await work()
        except StoreError:
            if not (self._writer.broken or self._reader.broken):
                raise
        await self._end()
        files.remove(self.path)
        self._begin()
        self.generation += 1
        return await work()

    async def _end(self) -> None:
        await self._reader.close()
        await self._writer.close()

    async def close(self) -> None:
        """Close; a damaged file is deleted."""
        await self._end()
        if self._writer.broken or self._reader.broken:
            files.remove(self.path)
