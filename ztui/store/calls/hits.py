"""The entries of dictionaries that have what a term asks for, and how a call is asked whether it belongs to one."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from ztui.store.calls.kept import MAPPED, map_of, party_hits

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ztui.store.terms import FieldTerm, Word

__all__ = ["FEW", "MANY", "Hits", "Look"]

FEW: Final = 2500
"""Calls of so many parties are found by index rather than by looking at every call."""
MANY: Final = 10_000
"""The same where the newest calls were looked at before, and few of them were found: then there are few at all."""


class Look(Enum):
    """At which calls a filter will look, which decides what is made ready for it."""

    NEAR = "a thousand or so: their parties' texts are read one by one, and none of the others'"
    SOME = "some: the parties that are meant stand in a table"
    ALL = "all: whether a party is meant is one byte at its number"


class Hits:
    """Finds entries for the terms of one filter, on one reader.

    Attributes:
        tables: Temporary tables that were made, to be dropped after the filter.
        known: Table and number of entries for terms that were looked for before.
        few: Table of the fewest parties, to one of which every call that passes belongs; "" for none.
        fewest: How many these are.
    """

    def __init__(self, connection: sqlite3.Connection, prefix: str, look: Look) -> None:
        """Take the reader, what names of temporary tables begin with, and at which calls it will be looked."""
        self.tables: list[str] = []
        self.known: dict[tuple[str, FieldTerm], tuple[str, int]] = {}
        self.few = ""
        self.fewest = MANY + 1
        self._connection = connection
        self._prefix = prefix
        self._look = look
        self._asked: dict[str, tuple[str, Sequence[Any]]] = {}

    def hits(self, table: str, condition: str, parameters: Sequence[Any], word: Word | None = None) -> tuple[str, int]:
        """Give the entries whose texts (of a table that is called `o`) fulfil a condition.

        Returns:
            A name for `member`, the temporary table of their ids as a rule, and how many they are at least.
        """
        if self._look is Look.NEAR:
            name = f"asked_{len(self._asked)}"
            self._asked[name] = f"select 1 from {table} o where o.id = {{}} and ({condition})", parameters  # noqa: S608
            return name, MANY + 1
        if table.startswith("party_"):
            return party_hits(self._connection, table, condition, parameters, word)
        query = f"select o.id from {table} o where {condition}"  # noqa: S608 - our own names
        name = f"temp.{self._prefix}_{len(self.tables)}"
        self._connection.execute(f"create table {name}(id integer primary key)")
        self.tables.append(name)
        return name, self._connection.execute(f"insert into {name} {query}", parameters).rowcount

    def member(self, side: str, table: str, count: int) -> tuple[str, list[Any]]:
        """Give the condition that the entry of a side of `call c` is among those of `hits`, and its parameters."""
        if table in self._asked:
            asked, parameters = self._asked[table]
            return f"exists ({asked.format(f'c.{side}')})", [*parameters]
        if not count:
            return "false", []
        mapped = map_of(self._connection, table) if self._look is Look.ALL and count > MAPPED else None
        return (f"c.{side} in {table}", []) if mapped is None else (f"substr(?, c.{side}, 1) = x'31'", [mapped])

    def offer(self, table: str, count: int) -> None:
        """Take a table of parties for the one by which calls are found, if it is the smallest."""
        if count < self.fewest:
            self.few, self.fewest = table, count
