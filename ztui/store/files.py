"""The files of databases on the disk: made private, replaced by one program at a time, set aside where they are odd."""

from __future__ import annotations

import fcntl
import itertools
import logging
import os
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from ztui.core.errors import StoreError
from ztui.core.paths import ensure_private, tell_closed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["alone", "create_private", "is_damage", "primary_code", "remove", "set_aside"]

_LOG = logging.getLogger(__name__)
_SIDES: Final = ("", "-wal", "-shm", "-journal")
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT})
"""What SQLite says of a file in which something is wrong: no database, a page that makes no sense, a missing table.

All else is not the file's fault: a disk that is full or fails, rights, memory, another program.
"""


def primary_code(error: sqlite3.Error) -> int:
    """Give SQLite's primary result code; that of a damaged file for an error of Python's own, as of odd text."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)) & 0xFF


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error says that the file is damaged, or another program's."""
    return primary_code(error) in _DAMAGE


def create_private(path: Path) -> None:
    """Make sure the file is there and only its owner may read it; SQLite gives its side files the same mode.

    One that its owner may not write, as a backup brings it back, is made writable.

    Raises:
        ConfigError: The folder cannot be made or written.
        StoreError: The file cannot be made.
    """
    ensure_private(path.parent)
    try:
        file = _opened(path)
        try:
            was_open = os.fstat(file).st_mode & 0o077
            os.fchmod(file, 0o600)  # not by its name: another program may be replacing it
            if was_open:
                tell_closed(path)
        finally:
            os.close(file)
    except OSError as error:
        raise StoreError(f"Cannot write {path}: {error.strerror or error}.", "Check its owner and mode.") from None


def _opened(path: Path) -> int:
    flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW  # what a link leads to is not ours
    try:
        return os.open(path, flags, 0o600)
    except PermissionError:
        for each in _SIDES:
            with suppress(FileNotFoundError):
                path.with_name(path.name + each).chmod(0o600)
        return os.open(path, flags, 0o600)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Let one program at a time replace the file: of two that start at once, none deletes the other one's.

    Raises:
        StoreError: The lock beside it cannot be made.
    """
    try:
        lock = _opened(path.with_name(path.name + ".lock"))
    except OSError as error:
        raise StoreError(f"Cannot write beside {path}: {error.strerror or error}.", "Check the folder.") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def remove(path: Path) -> None:
    """Delete a database and its side files, as far as they are there."""
    for suffix in _SIDES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def set_aside(path: Path) -> StoreError:
    """Give what lies in the place of a database another name, with its side files, and say so in the log.

    It takes the place of a file that was set aside before, never that of a folder.

    Returns:
        What is to be told of it.
    """
    numbers = itertools.chain([""], map("-{}".format, itertools.count(2)))
    named = (path.with_name(f"{path.name}.damaged{each}") for each in numbers)
    aside = next(each for each in named if not each.is_dir())
    remove(aside)
    for suffix in _SIDES:
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
    _LOG.warning("%s was damaged, or not ours, and is set aside as %s", path, aside.name)
    return StoreError(
        f"{path} is damaged. It is set aside as {aside.name}, and an empty one takes its place.",
        "What it had is not stored any more: fetch it again.",
    )
