"""All calls of one party, from it and to it: a number in whatever form, from outside or own, or an extension."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ztui.core.dataclass import dataclass
from ztui.resources.outcomes import ANSWERED, MISSED
from ztui.store.calls.callbacks import number_sql
from ztui.store.calls.conditions import reading
from ztui.store.calls.hits import FEW
from ztui.store.calls.keys import seconds_of, time_key

if TYPE_CHECKING:
    import sqlite3

    from ztui.store.terms import LocalFilter

__all__ = ["Story", "Subject", "build"]

_NAMES: Final = 5
"""So many names are given, and so many of the parties at the other end."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose calls: the digits of a number, the number of an extension, or its id.

    Attributes:
        number: Digits with the country code, as `+` would stand before them; "" for an extension.
        is_own: The number is one of the account: calls in which an extension came with it count.
        extension: An extension in its long form.
        id: The id of an extension, which it keeps when its number changes.
    """

    number: str = ""
    extension: str = ""
    id: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """What all calls of a party come to.

    Attributes:
        count: Calls that pass the filter.
        calls: All calls; a call of the party to itself is one.
        begun: Calls that the party made.
        got: Calls to the party.
        answered: Calls that somebody, or a menu, took.
        missed: Calls that came in and were missed.
        voicemails: Calls that ended with the voicemail.
        recorded: Calls with a recording.
        seconds: Sum of all durations.
        first: When the first call began, in seconds after 2015-01-01 UTC; None without calls.
        last: When the last one began.
        names: Names that the party came with, the most frequent first.
        others: Name, extension and number of those at the other end, and how many calls, most calls first.
    """

    count: int = 0
    calls: int = 0
    begun: int = 0
    got: int = 0
    answered: int = 0
    missed: int = 0
    voicemails: int = 0
    recorded: int = 0
    seconds: int = 0
    first: int | None = None
    last: int | None = None
    names: tuple[str, ...] = ()
    others: tuple[tuple[str, str, str, int], ...] = ()


def build(connection: sqlite3.Connection, name: str, subject: Subject, wanted: LocalFilter) -> Story:
    """Make the temporary table `name` of a party's calls that pass a filter, newest first, and sum all of them up.

    Raises:
        KeyError: There is no such column.
    """
    party, every = f"{name}_party", f"{name}_every"
    with reading(connection, wanted, f"{name}_hit") as made:
        _parties(connection, party, subject)
        few = connection.execute(f"select count(*) from temp.{party}").fetchone()[0] <= FEW  # noqa: S608 - own names
        _make(connection, every, "id integer primary key, begun integer, got integer")
        for side, columns in (("caller", "1, 0"), ("callee", "0, 1")):
            # A join would have SQLite make an index of its own, as it knows nothing of a temporary table.
            source = f"call where {side} in temp.{party}" if few else f"call not indexed where {side} in temp.{party}"
            connection.execute(
                f"insert into temp.{every} select id, {columns} from {source} order by id"  # noqa: S608 - own names
                " on conflict(id) do update set got = 1"
            )
        _make(connection, name, "pos integer primary key, id integer not null")
        where = "false" if made.nothing else made.where
        count = connection.execute(
            f"insert into temp.{name}(id) select c.id from temp.{every} e cross join call c on c.id = e.id"  # noqa: S608
            f" where {where} order by c.id",
            made.parameters,
        ).rowcount
        story = _summed(connection, every, count, _names(connection, party), _others(connection, every))
        connection.execute(f"drop table temp.{party}")
        connection.execute(f"drop table temp.{every}")
    return story


def _make(connection: sqlite3.Connection, table: str, fields: str) -> None:
    connection.execute(f"create temp table {table}({fields})")


def _parties(connection: sqlite3.Connection, table: str, subject: Subject) -> None:
    """Write down all entries that are the party: of several names, or of an extension that moved."""
    _make(connection, table, "id integer primary key")
    ways, values = [], []
    if subject.number:
        # Calls of somebody outside are told by the number, those of an extension by the extension if nobody asks for
        # the number that it came with.
        ways.append(f"{number_sql('p', 't')} = ? and ifnull(p.ext_number, '') {'<>' if subject.is_own else '='} ''")
        values.append(subject.number)
    if subject.extension:
        ways.append("p.ext_number = ?")
        values.append(subject.extension)
    if subject.id:
        ways.append("p.ext_id = ?")
        values.append(subject.id)
    if ways:
        connection.execute(
            f"insert into temp.{table} select p.id from party p join party_text t on t.id = p.id"  # noqa: S608
            f" where {' or '.join(f'({each})' for each in ways)}",
            values,
        )


def _summed(
    connection: sqlite3.Connection,
    every: str,
    count: int,
    names: tuple[str, ...],
    others: tuple[tuple[str, str, str, int], ...],
) -> Story:
    answered, missed = (", ".join(f"'{each}'" for each in results) for results in (ANSWERED, MISSED))
    row: tuple[Any, ...] = connection.execute(
        f"select count(*), ifnull(sum(e.begun), 0), ifnull(sum(e.got), 0),"  # noqa: S608 - our own names
        f" ifnull(sum(k.call_result in ({answered})), 0),"
        f" ifnull(sum(k.direction = 'inbound' and k.call_result in ({missed})), 0),"
        " ifnull(sum(k.call_result = 'voicemail'), 0), ifnull(sum(k.recording_status = 'recorded'), 0),"
        f" ifnull(sum(c.duration), 0), max(case when c.id < {time_key(0)} then c.id end), min(c.id)"
        f" from temp.{every} e cross join call c on c.id = e.id join kind k on k.id = c.kind"
    ).fetchone()
    calls, begun, got, taken, lost, voicemails, recorded, seconds, *ends = row
    first, last = (None if each is None else seconds_of(each) for each in ends)
    return Story(count, calls, begun, got, taken, lost, voicemails, recorded, seconds, first, last, names, others)


def _names(connection: sqlite3.Connection, party: str) -> tuple[str, ...]:
    rows = connection.execute(
        f"select p.name from temp.{party} m join party p on p.id = m.id where p.name <> ''"  # noqa: S608
        f" group by p.name order by count(*) desc, p.name limit {_NAMES}"
    )
    return tuple(row[0] for row in rows)


def _others(connection: sqlite3.Connection, every: str) -> tuple[tuple[str, str, str, int], ...]:
    """Give who is at the other end most often."""
    texts = ", ".join(f"case when p.hidden then '' else ifnull(p.{each}, '') end" for each in
                      ("name", "ext_number", "did_number"))  # fmt: skip
    rows = connection.execute(
        f"select {texts}, count(*) from temp.{every} e cross join call c on c.id = e.id"  # noqa: S608
        f" join party p on p.id = case when e.begun then c.callee else c.caller end"
        f" group by 1, 2, 3 order by 4 desc, 1, 2, 3 limit {_NAMES}"
    )
    return tuple(rows.fetchall())
