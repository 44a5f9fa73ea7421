"""The file of the quota ledger: opened when first needed, made anew when damaged, taken away or of another version.

What was damaged, or is another program's, is set aside.
"""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from ztui.core.errors import StoreError
from ztui.store.files import create_private, is_damage, primary_code, set_aside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["LedgerFile"]

_BUSY = 5.0
_VERSION = 1
_SCHEMA = """
CREATE TABLE lane (
    account TEXT NOT NULL, lane TEXT NOT NULL, booked REAL NOT NULL, next REAL NOT NULL,
    PRIMARY KEY (account, lane)
) WITHOUT ROWID;
CREATE TABLE pot (
    account TEXT NOT NULL, day TEXT NOT NULL, pot TEXT NOT NULL,
    used INTEGER NOT NULL, allowed INTEGER NOT NULL, told INTEGER NOT NULL,
    PRIMARY KEY (account, day, pot)
) WITHOUT ROWID;
CREATE TABLE held (
    account TEXT NOT NULL, object TEXT NOT NULL, holder TEXT NOT NULL,
    host TEXT NOT NULL, pid INTEGER NOT NULL, taken REAL NOT NULL,
    PRIMARY KEY (account, object)
) WITHOUT ROWID;
"""

_TABLES = frozenset({"lane", "pot", "held"})
T = TypeVar("T")


def _way_out(error: sqlite3.Error | OSError) -> str:
    """Say what helps: room and rights where the file is in order, else to do without what it holds."""
    if isinstance(error, OSError) or not is_damage(error):
        return "Make room on the disk, or see that you may write in the folder."
    return "Check the disk, or remove the file: it holds nothing but what was used of the limits today."


class LedgerFile:
    """Runs short transactions on one SQLite file; to be used from one thread."""

    def __init__(self, path: Path) -> None:
        """Take the path; the file and its folder are made with the first transaction."""
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._inode = 0

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run one transaction; begin with an empty file if the present one is damaged.

        Raises:
            StoreError: The file cannot be read or written.
            ConfigError: Its folder cannot be made.
        """
        try:
            try:
                return self._patiently(work)
            except sqlite3.Error as error:
                if not is_damage(error):
                    raise
            self._start_anew()
            return self._patiently(work)
        except (sqlite3.Error, OSError) as error:
            message = f"The quota ledger {self._path} cannot be used: {error}."
            raise StoreError(message, _way_out(error)) from error

    def _patiently(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run one transaction; SQLite does not wait by itself when two processes make a file at the same time."""
        give_up = time.monotonic() + _BUSY
        while True:
            try:
                return self._transaction(work)
            except sqlite3.OperationalError as error:
                if primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                    raise
            time.sleep(random.uniform(0.005, 0.05))

    def _transaction(self, work: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._opened()
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        return result

    def _opened(self) -> sqlite3.Connection:
        """Give the connection; one to a file that was replaced by somebody else is given up."""
        if self._connection is not None and self._inode != _inode(self._path):
            self._connection.close()
            self._connection = None
        if self._connection is None:
            if self._path.is_dir():
                set_aside(self._path)
            create_private(self._path)
            self._inode = _inode(self._path)
            connection = sqlite3.connect(self._path, timeout=_BUSY, isolation_level=None)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = OFF")
                _prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _start_anew(self) -> None:
        inode = self._inode
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if _inode(self._path) == inode:  # else another process was faster
            set_aside(self._path)


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables, or make them anew if another version wrote the file."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            if not there <= _TABLES:
                raise sqlite3.DatabaseError("it is another program's")
            for name in there:
                connection.execute(f"DROP TABLE {name}")
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0
