"""Files that can be made anew: tables, version, and what becomes of one that is another's, older, newer or broken."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from enum import Enum
from typing import TYPE_CHECKING, Final

from ztui.core.dataclass import dataclass
from ztui.core.errors import StoreError
from ztui.store.files import alone, create_private, is_damage, primary_code, remove, set_aside

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "CACHE",
    "VERSION",
    "File",
    "connect",
    "create_tables",
    "prepare",
]

_LOG = logging.getLogger(__name__)

VERSION = 1
"""Goes up with every change of the tables; a cache of any other version is rebuilt."""
_APPLICATION = 0x7A747569
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


class _Found(Enum):
    READY = "ready"
    EMPTY = "empty"
    OF_ANOTHER_VERSION = "of another version"
    DAMAGED = "damaged"
    ANOTHERS = "another program's"


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


CACHE: Final = File(_APPLICATION, VERSION, _TABLES, ("kind", "listing", "run", "entry", "object", "body", "detail"))
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


def prepare(path: Path, file: File = CACHE) -> bool:
    """Make a file ready; whatever is there and is not such a file of this version is replaced by an empty one.

    What may be somebody else's, another program's database or a folder, is set aside.

    Returns:
        True if what was there was damaged, or another program's, and is gone from its place.

    Raises:
        ConfigError: The folder cannot be made or written.
        StoreError: The file cannot be made, even anew, or another program or the disk keeps it from being read; or one
            that is to be kept is damaged and was set aside, and the next call makes it anew.
    """
    was_folder = _clear_folder(path, file)
    create_private(path)
    with alone(path):
        found = _found(path, file)
        if found is _Found.READY:
            return was_folder
        if found is _Found.ANOTHERS or (found is _Found.DAMAGED and file.kept):
            told = set_aside(path)
            if file.kept:
                raise told
        elif found is not _Found.EMPTY:
            _LOG.warning("%s was %s, and is made anew", path, found.value)
        remove(path)
        create_private(path)
        try:
            _create(path, file)
        except sqlite3.Error as error:
            raise StoreError(f"Cannot make {path}: {error}.", "Is the disk full?") from None
        return was_folder or found in (_Found.ANOTHERS, _Found.DAMAGED)


def _clear_folder(path: Path, file: File) -> bool:
    """Set a folder aside that lies in the file's place; tells whether there was one."""
    if not path.is_dir():
        return False
    with alone(path):
        told = set_aside(path) if path.is_dir() else None
    if told is not None and file.kept:
        raise told
    return told is not None


def create_tables(connection: sqlite3.Connection, file: File = CACHE) -> None:
    """Make the tables in an empty database."""
    for statement in file.tables.split(";"):
        connection.execute(statement)


def _found(path: Path, file: File) -> _Found:
    """Say what lies in a place.

    Raises:
        StoreError: Another program or the disk keeps it from being read.
    """
    if path.stat().st_size == 0:
        return _Found.EMPTY
    try:
        with closing(connect(path)) as connection:
            return _judged(connection, file)
    except sqlite3.Error as error:
        if primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreError(f"Another program holds {path}.", "Try again when it has ended.") from None
        if not is_damage(error):
            raise StoreError(f"Cannot read {path}: {error}.", "Is the disk full, or at fault?") from None
        return _Found.DAMAGED


def _judged(connection: sqlite3.Connection, file: File) -> _Found:
    (application,) = connection.execute("pragma application_id").fetchone()
    (version,) = connection.execute("pragma user_version").fetchone()
    (tables,) = connection.execute("select count(*) from sqlite_schema").fetchone()
    if not (application or version or tables):
        return _Found.EMPTY  # a program was cut while it made it
    if application != file.application:
        return _Found.ANOTHERS
    if version != file.version:
        return _Found.OF_ANOTHER_VERSION
    for table in file.proof:
        connection.execute(f"select * from {table} limit 1").fetchone()  # noqa: S608 - our own names
    return _Found.READY


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
