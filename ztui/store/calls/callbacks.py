"""Callers who were missed and whom nobody has reached since: found in SQL, read by the page.

A caller is a number from outside, whatever name or form it comes with. A missed call is done with once a call to that
number began later, or one from it that somebody took. Who hides the number, or has none, matches nobody; calls between
extensions of the account are no callers from outside. Both are counted, so that nothing is left out in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ztui.core.dataclass import dataclass
from ztui.resources.outcomes import ANSWERED, MISSED
from ztui.store.calls.conditions import reading
from ztui.store.calls.hits import FEW
from ztui.store.calls.keys import LATEST, UUID_BITS, time_key
from ztui.store.calls.ranks import records

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ztui.store.calls.conditions import Conditions
    from ztui.store.terms import LocalFilter

__all__ = ["ORDERS", "Caller", "Callers", "build", "drop", "number_sql", "window"]

ORDERS: Final = {
    "last": "min(t.id)",
    "tries": "count(*) desc, min(t.id)",
    "first": "max(t.id) desc",
    "voicemails": "sum(u.voicemail) desc, min(t.id)",
}
"""What callers are sorted by: the last try, the most tries, who waits longest, who left most voicemails."""

_CALLED: Final = 4
"""So many of those whom a caller tried to reach are read."""
_KEPT: Final = ("", "_keys", "_party", "_tries")


@dataclass(frozen=True, slots=True)
class Callers:
    """What was found.

    Attributes:
        count: Callers to be called back.
        tries: Their missed calls.
        done: Missed calls of callers who were called back, or got through, since.
        withheld: Missed calls without a number: nobody can tell whether they were called back.
        inside: Missed calls of extensions of the account.
    """

    count: int = 0
    tries: int = 0
    done: int = 0
    withheld: int = 0
    inside: int = 0


@dataclass(frozen=True, slots=True)
class Caller:
    """One caller.

    Attributes:
        last: The last missed call, as Zoom sent it.
        name: A name that the number came with in any stored call, "" for none.
        tries: Missed calls since somebody was reached.
        first: Start of the first of them, in seconds after 2015-01-01 UTC.
        voicemails: How many of them ended with the voicemail.
        called: Name, extension and number of those who were called, the last first.
        others: How many more were called.
    """

    last: dict[str, Any]
    name: str
    tries: int
    first: int
    voicemails: int
    called: tuple[tuple[str, str, str], ...]
    others: int


def number_sql(party: str, texts: str) -> str:
    """Give in SQL the digits of a party's number, without the zeros of an international prefix; '' for none.

    Args:
        party: Alias of `party`.
        texts: Alias of its `party_text`, whose digits are those of the number, then those of the extension.
    """
    extension = f"ifnull({party}.ext_number, '') = ''"
    found = (
        f"case when ifnull({party}.did_number, '') = '' or {party}.hidden then ''"
        f" when instr({texts}.digits, char(10)) then substr({texts}.digits, 1, instr({texts}.digits, char(10)) - 1)"
        f" when {extension} then {texts}.digits else '' end"
    )
    return f"(case when substr({found}, 1, 2) = '00' then substr({found}, 3) else {found} end)"


def build(
    connection: sqlite3.Connection, name: str, wanted: LocalFilter, span: tuple[int, int] | None, order: str
) -> Callers:
    """Make the temporary table `name` of callers in an order, and those that its rows are read from.

    Args:
        connection: A reader's.
        name: Of the table.
        wanted: Which missed calls count; calls that reached somebody count whatever they are.
        span: In which missed calls began; what came later may be after its end.
        order: One of `ORDERS`.

    Raises:
        KeyError: There is no such column, or no such order.
    """
    first, end = span or (0, LATEST)
    terms = ORDERS[order]
    with reading(connection, wanted, f"{name}_hit", (first, end)) as made:
        _missed(connection, name, made)
        withheld, inside = _parties(connection, name)
        _contacts(connection, name, first)
        open_still = f"k.id is null or (x.id >> {UUID_BITS}) <= (k.id >> {UUID_BITS})"
        _make(connection, f"{name}_tries", "id integer primary key, entry integer")
        tries = connection.execute(
            f"insert into temp.{name}_tries select x.id, m.entry from temp.{name}_missed x"  # noqa: S608 - own names
            f" join temp.{name}_party m on m.id = x.caller and m.outside"
            f" left join temp.{name}_contact k on k.entry = m.entry where {open_still} order by x.id"
        ).rowcount
        every = connection.execute(f"select count(*) from temp.{name}_missed").fetchone()[0]  # noqa: S608
        _make(
            connection, name, "pos integer primary key, entry integer, tries integer, last integer, first integer,"
            " voicemails integer",
        )  # fmt: skip
        count = connection.execute(
            f"insert into temp.{name}(entry, tries, last, first, voicemails)"  # noqa: S608
            f" select t.entry, count(*), min(t.id), max(t.id), sum(u.voicemail) from temp.{name}_tries t"
            f" join call c on c.id = t.id join temp.{name}_kind u on u.id = c.kind group by t.entry order by {terms}"
        ).rowcount
        connection.execute(f"create index temp.{name}_of on {name}_tries(entry)")
        connection.execute(f"create index temp.{name}_known on {name}_party(entry)")
        for each in ("kind", "missed", "caller", "contact"):
            connection.execute(f"drop table temp.{name}_{each}")
    return Callers(count, tries, every - tries - withheld - inside, withheld, inside)


def drop(connection: sqlite3.Connection, name: str) -> None:
    """Let go of what `build` made; nothing of that name is no error."""
    for each in _KEPT:
        connection.execute(f"drop table if exists temp.{name}{each}")


def window(connection: sqlite3.Connection, name: str, start: int, count: int) -> list[Caller | None]:
    """Give callers by their places, None for one whose calls are gone since; shorter at the end."""
    rows = connection.execute(
        f"select entry, tries, last, first, voicemails from temp.{name} where pos > ? and pos <= ? order by pos",  # noqa: S608
        (start, start + count),
    ).fetchall()
    entries = [row[0] for row in rows]
    last = records(connection, [row[2] for row in rows])
    names, called = _names(connection, name, entries), _called(connection, name, entries)
    found: list[Caller | None] = []
    for entry, tries, id, first, voicemails in rows:
        record = last.get(id)
        whom = called.get(entry, [])
        found.append(
            None
            if record is None
            else Caller(
                record,
                record.get("caller_name") or names.get(entry, ""),
                tries,
                LATEST - (first >> UUID_BITS),
                voicemails,
                tuple(whom[:_CALLED]),
                max(len(whom) - _CALLED, 0),
            )
        )
    return found


def _make(connection: sqlite3.Connection, table: str, fields: str) -> None:
    connection.execute(f"create temp table {table}({fields})")


def _missed(connection: sqlite3.Connection, name: str, made: Conditions) -> None:
    """Write down what the kinds of calls mean, and the missed calls that pass."""
    answered, missed = (", ".join(f"'{each}'" for each in results) for results in (ANSWERED, MISSED))
    _make(connection, f"{name}_kind", "id integer primary key, missed integer, answered integer, sent integer,"
          " voicemail integer")  # fmt: skip
    connection.execute(
        f"insert into temp.{name}_kind select id,"  # noqa: S608 - our own names
        f" ifnull(direction = 'inbound' and call_result in ({missed}), 0),"
        f" ifnull(direction = 'inbound' and call_result in ({answered}), 0),"
        " ifnull(direction = 'outbound', 0), ifnull(call_result = 'voicemail', 0) from kind"
    )
    _make(connection, f"{name}_missed", "id integer primary key, caller integer")
    if made.nothing:
        return
    connection.execute(
        f"insert into temp.{name}_missed select c.id, c.caller from {made.source}"  # noqa: S608
        f" cross join temp.{name}_kind u on u.id = c.kind where u.missed and {made.where}",
        made.parameters,
    )


def _parties(connection: sqlite3.Connection, name: str) -> tuple[int, int]:
    """Write down the numbers that missed calls came from, and all parties that have one of them.

    Returns:
        How many missed calls have no number, and how many come from inside.
    """
    number, inside = number_sql("p", "t"), "ifnull(p.ext_number, '') <> ''"
    _make(connection, f"{name}_caller", "id integer primary key, calls integer, number text, inside integer")
    connection.execute(
        f"insert into temp.{name}_caller select g.caller, g.calls, {number}, {inside}"  # noqa: S608 - our own names
        f" from (select caller, count(*) as calls from temp.{name}_missed group by caller) g"
        " cross join party p on p.id = g.caller cross join party_text t on t.id = p.id"
    )
    withheld, within = connection.execute(
        "select ifnull(sum(calls * (not inside and number = '')), 0), ifnull(sum(calls * inside), 0)"  # noqa: S608
        f" from temp.{name}_caller"
    ).fetchone()
    _make(connection, f"{name}_keys", "entry integer primary key, number text not null unique")
    connection.execute(
        f"insert or ignore into temp.{name}_keys(number) select number from temp.{name}_caller"  # noqa: S608
        " where not inside and number <> ''"
    )
    _make(connection, f"{name}_party", "id integer primary key, entry integer, outside integer")
    connection.execute(
        f"insert into temp.{name}_party select p.id, k.entry, not {inside} from party p"  # noqa: S608
        f" cross join party_text t on t.id = p.id cross join temp.{name}_keys k on k.number = {number}"
    )
    return withheld, within


def _contacts(connection: sqlite3.Connection, name: str, first: int) -> None:
    """Write down the last call of each number that reached somebody, or was made to it."""
    few = connection.execute(f"select count(*) from temp.{name}_party").fetchone()[0] <= FEW  # noqa: S608
    kinds, party = f"temp.{name}_kind", f"temp.{name}_party"
    later = f"c.id < {time_key(first - 1)}"
    if few:
        # By the indexes of parties; a join with them would have SQLite make an index of its own.
        found = " union all ".join(
            f"select m.entry, c.id from call c cross join {party} m on m.id = c.{side}"  # noqa: S608
            f" cross join {kinds} u on u.id = c.kind"
            f" where c.{side} in (select id from {party}) and {means} and {later}"
            for side, means in (("callee", "u.sent"), ("caller", "u.answered and m.outside"))
        )
    else:
        found = (
            f"select m.entry, c.id from call c not indexed cross join {kinds} u on u.id = c.kind"  # noqa: S608
            f" cross join {party} m on m.id = case when u.sent then c.callee else c.caller end"
            f" where (u.sent or u.answered) and (u.sent or m.outside) and {later}"
        )
    _make(connection, f"{name}_contact", "entry integer primary key, id integer")
    connection.execute(f"insert into temp.{name}_contact select entry, min(id) from ({found}) group by entry")  # noqa: S608


def _names(connection: sqlite3.Connection, name: str, entries: Sequence[int]) -> dict[int, str]:
    """Give a name that each number came with anywhere."""
    rows = connection.execute(
        f"select m.entry, max(p.name) from temp.{name}_party m join party p on p.id = m.id"  # noqa: S608
        f" where m.entry in ({_marks(entries)}) and p.name <> '' group by 1",
        entries,
    )
    return dict(rows.fetchall())


def _called(connection: sqlite3.Connection, name: str, entries: Sequence[int]) -> dict[int, list[tuple[str, str, str]]]:
    """Give whom each caller tried to reach, the last first."""
    rows = connection.execute(
        f"select t.entry, ifnull(p.name, ''), ifnull(p.ext_number, ''), ifnull(p.did_number, ''), min(t.id)"  # noqa: S608
        f" from temp.{name}_tries t join call c on c.id = t.id join party p on p.id = c.callee"
        f" where t.entry in ({_marks(entries)}) group by 1, 2, 3, 4 order by min(t.id)",
        entries,
    )
    found: dict[int, list[tuple[str, str, str]]] = {}
    for entry, *whom, _ in rows:
        found.setdefault(entry, []).append((whom[0], whom[1], whom[2]))
    return found


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
