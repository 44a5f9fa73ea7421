"""Tables of the search index. `entry` is gone through with every search and so holds nothing that is only shown.

All that is searched of an object is one text, in which each kind of handle has a mark of its own before and behind it
(`documents.NAME` and others): one comparison finds a fragment wherever it stands, and a fragment with a mark is the
begin or the end of a handle. MAC addresses stand in it in capitals, A for 0 to P for f, which no folded text has:
digits are never found in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ztui.store.schema import File

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

__all__ = ["FILE", "attach"]

_TABLES = """
create table source(
    id integer primary key,
    resource text not null unique,
    generation text not null);
create table entry(
    id integer primary key,
    source integer not null,
    hay text not null);
create table shown(
    id integer primary key,
    source integer not null,
    key text not null,
    stamp integer not null,
    label text not null,
    extension text not null,
    short text not null,
    numbers text not null,
    mail text not null,
    mac text not null,
    site text not null,
    owner text not null,
    unique(source, key));
create table exact(text text not null, entry integer not null, primary key(text, entry)) without rowid;
create index exact_entry on exact(entry);
create table ident(text text not null, entry integer not null, primary key(text, entry)) without rowid;
create index ident_entry on ident(entry);
"""
FILE: Final = File(
    application=0x7A747578, version=2, tables=_TABLES, proof=("source", "entry", "shown", "exact", "ident")
)
"""The file of the index; one of another version is made anew."""


def attach(connection: sqlite3.Connection, cache: Path) -> None:
    """Let the connection read the cache as `cache`, if it does not yet."""
    if not any(name == "cache" for _, name, _ in connection.execute("pragma database_list")):
        connection.execute("attach database ? as cache", (str(cache),))
