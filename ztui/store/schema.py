"""Files that can be made anew: tables, version, and what becomes of one that is another's, older, newer or broken."""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ztui.core.errors import StoreError
from ztui.core.paths import ensure_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "APPLICATION",
    "CACHE",
    "VERSION",
    "File",
    "connect",
    "create_private",
    "create_tables",
    "prepare",
    "remove",
    "set_aside",
]

_LOG = logging.getLogger(__name__)

VERSION = 1
"""Goes up with every change of the tables; a cache of any other version is rebuilt."""
APPLICATION = 0x7A747569
"""Marks the file as a cache of ours: "ztui" in ASCII."""
BUSY_SECONDS = 10.0
_JOURNAL_BYTES = 64 * 1024 * 1024

_TABLES = """
create table kind(
    id integer primary key,
    resource text not null,
    parents text not null,
    signature text not null,
    unique(resource, parents));
create table listing(
    id integer primary key,
    kind integer not null,
    query text not null,
    run integer,
    used text not null,
    unique(kind, query));
create table run(
    id integer primary key,
    listing integer not null,
    started text not null,
    complete integer not null default 0,
    total integer,
    oddities integer not null default 0,
    note text not null default '');
create table entry(
    run integer not null,
    pos integer not null,
    object integer not null,
    primary key(run, pos)) without rowid;
create unique index entry_object on entry(run, object);
create table object(
    id integer primary key,
    kind integer not null,
    key text not null,
    read_at text not null,
    seen text not null,
    rest text not null,
    unique(kind, key));
create table body(object integer primary key, json text not null);
create table detail(object integer primary key, read_at text not null, json text not null);
"""


@dataclass(frozen=True, slots=True)
class File:
    """What a database of ours is made of.

    Attributes:
        application: Marks the file as ours.
        version: Goes up with every change of the tables.
        tables: The statements that make them, separated by semicolons.
        proof: Names of tables without which the file is damaged.
        kept: A damaged one costs something to make anew: it is set aside, and said, instead of deleted.
    """

    application: int
    version: int
    tables: str
    proof: tuple[str, ...]
    kept: bool = False


CACHE: Final = File(APPLICATION, VERSION, _TABLES, ("kind", "listing", "run", "entry", "object", "body", "detail"))
"""The cache of lists and objects."""


def connect(path: Path) -> sqlite3.Connection:
    """Open a connection with the cache's pragmas; it belongs to the calling thread."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=256)
    for pragma in (
        "page_size=4096",
        "journal_mode=wal",
        "synchronous=normal",
        "wal_autocheckpoint=8000",
        f"journal_size_limit={_JOURNAL_BYTES}",
        "cache_size=-8192",
        "temp_store=file",
        "mmap_size=0",
        "trusted_schema=off",
    ):
        connection.execute(f"pragma {pragma}")
    return connection


def create_private(path: Path) -> None:
    """Make sure the file is there and only its owner may read it; SQLite gives its side files the same mode.

    Raises:
        ConfigError: The folder cannot be made or written.
        StoreError: The file cannot be made.
    """
    ensure_private(path.parent)
    try:
        file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            os.fchmod(file, 0o600)  # not by its name: another program may be replacing it
        finally:
            os.close(file)
        path.parent.chmod(0o700)
    except OSError as error:
        raise StoreError(f"Cannot write {path}: {error.strerror or error}.", "Check its owner and mode.") from None


def prepare(path: Path, file: File = CACHE) -> bool:
    """Make a file ready; whatever is there and is not such a file of this version is replaced by an empty one.

    Returns:
        True if it was made anew.

    Raises:
        ConfigError: The folder cannot be made or written.
        StoreError: The file cannot be made, even anew; or one that is to be kept is damaged and was set aside, and the
            next call makes it anew.
    """
    create_private(path)
    with _alone(path):
        is_filled = path.stat().st_size > 0
        try:
            if _is_ours(path, file):
                return False
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise StoreError(f"Another program holds {path}.", "Try again when it has ended.") from None
            if file.kept and is_filled and "no such table" not in str(error):
                raise StoreError(f"Cannot read {path}: {error}.", "Is the disk at fault?") from None
        except sqlite3.DatabaseError:
            pass
        if file.kept and is_filled and not _is_of_another_version(path, file):
            raise set_aside(path)
        remove(path)
        create_private(path)
        try:
            _create(path, file)
        except sqlite3.Error as error:
            raise StoreError(f"Cannot make {path}: {error}.", "Is the disk full?") from None
        return True


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one program at a time replace the file: of two that start at once, none deletes the other one's."""
    try:
        lock = os.open(path.with_name(path.name + ".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreError(f"Cannot write beside {path}: {error.strerror or error}.", "Check the folder.") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def remove(path: Path) -> None:
    """Delete a database and its side files, as far as they are there."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def set_aside(path: Path) -> StoreError:
    """Give a damaged database and its side files another name, in the place of one that was set aside before.

    Returns:
        What is to be told of it.
    """
    aside = path.with_name(path.name + ".damaged")
    remove(aside)
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
    _LOG.warning("The database %s was damaged, and is set aside as %s", path, aside.name)
    return StoreError(
        f"{path} is damaged. It is set aside as {aside.name}, and an empty one takes its place.",
        "What it had is not stored any more: fetch it again.",
    )


def create_tables(connection: sqlite3.Connection, file: File = CACHE) -> None:
    """Make the tables in an empty database."""
    for statement in file.tables.split(";"):
        connection.execute(statement)


def _is_ours(path: Path, file: File) -> bool:
    connection = connect(path)
    try:
        (application,) = connection.execute("pragma application_id").fetchone()
        (version,) = connection.execute("pragma user_version").fetchone()
        if (application, version) != (file.application, file.version):
            return False
        for table in file.proof:
            connection.execute(f"select * from {table} limit 1").fetchone()  # noqa: S608 - our own names
        return True
    finally:
        connection.close()


def _is_of_another_version(path: Path, file: File) -> bool:
    """Tell whether it is sound as far as its head tells, and only made by an older or newer program."""
    try:
        with closing(connect(path)) as connection:
            (application,) = connection.execute("pragma application_id").fetchone()
            (version,) = connection.execute("pragma user_version").fetchone()
    except sqlite3.Error:
        return False
    return bool(application == file.application and version != file.version)


def _create(path: Path, file: File) -> None:
    connection = connect(path)
    try:
        connection.execute("begin immediate")
        create_tables(connection, file)
        connection.execute(f"pragma application_id={file.application}")
        connection.execute(f"pragma user_version={file.version}")
        connection.execute("commit")
    finally:
        connection.close()
