"""The file of the calls of one account: its tables, and how it is opened.

A call is a narrow row of numbers in `call`, what is seldom asked for in `call_rest`. Its key counts down with time, so
that the newest call comes first without an index, and pages that arrive newest first fill the file without gaps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ztui.store.calls.dictionaries import DICTIONARIES
from ztui.store.calls.spread import renew_spread
from ztui.store.calls.texts import create_sort_indexes, drop_sort_indexes, renew
from ztui.store.schema import File

if TYPE_CHECKING:
    import sqlite3

__all__ = ["FILE", "bring_up_to_date", "create_indexes", "drop_indexes"]

_ENTRIES = "\n".join(
    f"create table {each.name}(id integer primary key, hash integer not null, {', '.join(each.fields)});\n"
    f"create unique index {each.name}_hash on {each.name}(hash);\n"
    f"create table {each.name}_text(id integer primary key, txt text not null, digits text not null);\n"
    f"create table {each.name}_slots(id integer primary key, seen text not null, rest text not null);"
    for each in DICTIONARIES
)

_TABLES = f"""
{_ENTRIES}
create table word(id integer primary key, text text not null unique);
create table call(
    id integer primary key,
    caller integer not null,
    callee integer not null,
    kind integer not null,
    place integer not null,
    trunk integer not null,
    duration integer,
    answer integer,
    end integer);
create table call_rest(
    id integer primary key,
    uuid blob not null unique,
    call_id integer,
    caller_device integer,
    callee_device integer,
    caller_code integer,
    callee_code integer,
    extra text);
create table covered(query text not null, first integer not null, last integer not null, read_at text not null);
create index covered_query on covered(query, first);
create table fact(name text primary key, value text not null)
"""

FILE: Final = File(
    application=0x7A747563,
    version=1,
    tables=_TABLES,
    proof=("call", "call_rest", "covered", "fact", "party_slots"),
    kept=True,
)
"""The file; one of another version is replaced by an empty one, one that is damaged is set aside: calls cost quota."""

_SIDES = ("caller", "callee")


def create_indexes(connection: sqlite3.Connection) -> None:
    """Make what is missing of the indexes by which the calls of few parties are found, and calls are sorted by party.

    Those of the sides have all that is counted of a call and most of what filters ask for as well, so that calls are
    counted along them party by party. After a first load that is quicker than before. One that was made otherwise is
    made anew.
    """
    for side in _SIDES:
        other = _SIDES[side == "caller"]
        wanted = f"CREATE INDEX call_{side} on call({side}, kind, duration, {other}, place, trunk)"
        found = connection.execute("select sql from sqlite_schema where name = ?", (f"call_{side}",)).fetchone()
        if found is None or found[0] != wanted:
            connection.execute(f"drop index if exists call_{side}")
            connection.execute(wanted)
    create_sort_indexes(connection)


def drop_indexes(connection: sqlite3.Connection) -> None:
    """Take them away before many calls come at once."""
    for side in _SIDES:
        connection.execute(f"drop index if exists call_{side}")
    drop_sort_indexes(connection)


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Make what a program of before left behind, or made otherwise: texts of other columns, bounds, indexes."""
    renew(connection)
    renew_spread(connection)
    create_indexes(connection)
