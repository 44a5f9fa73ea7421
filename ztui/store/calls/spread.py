"""How long before and after its start a call was answered or ended at the most, over all calls that were ever stored.

It is noted while calls are stored and never taken back: a bound that is wider than it need be does no harm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

__all__ = ["note_spread", "renew_spread", "spread"]

_FACT: Final = "spread"


def spread(connection: sqlite3.Connection) -> tuple[int, int]:
    """Give the seconds from the start to the earliest (0 or less) and the latest moment of any call."""
    row = connection.execute("select value from fact where name = ?", (_FACT,)).fetchone()
    if row is None:
        return 0, 0
    least, longest = row[0].split()
    return int(least), int(longest)


def note_spread(connection: sqlite3.Connection, seconds: Iterable[int]) -> None:
    """Widen it to the moments of calls that are being stored."""
    before = spread(connection)
    moments = (0, *before, *seconds)
    least, longest = min(moments), max(moments)
    if (least, longest) != before:
        _keep(connection, least, longest)


def renew_spread(connection: sqlite3.Connection) -> None:
    """Find it in a file that was made before it was noted."""
    if connection.execute("select 1 from fact where name = ?", (_FACT,)).fetchone() is None:
        found = connection.execute("select min(answer), min(end), max(answer), max(end) from call").fetchone()
        known = [each or 0 for each in found]
        _keep(connection, min(0, *known), max(0, *known))


def _keep(connection: sqlite3.Connection, least: int, longest: int) -> None:
    connection.execute("insert or replace into fact values(?, ?)", (_FACT, f"{least} {longest}"))
