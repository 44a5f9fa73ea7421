"""Searching the index in SQL: one pass over narrow rows, in which a rank is given to what fits.

What a common fragment finds is counted behind the first results: these come from as many rows as it takes, and from
the table of exact handles, so that the best never wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.store.index.documents import EXTENSION, NAME, NUMBER, Document, Hit, Hits, Rank, mac_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from ztui.store.index.documents import Wanted

__all__ = ["ENOUGH", "count", "first", "search"]

ENOUGH = 400
"""So many rows that fit are looked at for the first results; if there are no more, these are all."""

_SHOWN = (
    "select r.resource, s.key, s.label, s.extension, s.short, s.numbers, s.mail, s.mac, s.site, s.owner"
    " from shown s join source r on r.id = s.source where s.id = ?"
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A piece of SQL and its values."""

    sql: str
    values: tuple[str, ...]


def first(connection: sqlite3.Connection, wanted: Wanted, resources: Collection[str], most: int) -> Hits:
    """Give first results: what fits exactly, and of the rest the best among the first rows; see `search`."""
    found: dict[int, tuple[int, int, int]] = {
        id: (id, source, Rank.OTHER) for id, source in _exact(connection, wanted, resources)
    }
    rows = _walk(connection, wanted, resources, limit=ENOUGH + 1)
    found |= {each[0]: each for each in rows}
    ranked = {id: _ranked(connection, wanted, each) for id, each in found.items()}
    complete = len(rows) <= ENOUGH
    return _hits(connection, list(ranked.values()), most, complete=complete)


def search(connection: sqlite3.Connection, wanted: Wanted, resources: Collection[str], most: int) -> Hits:
    """Give the best of all that fits, and count it.

    Args:
        connection: A reader's.
        wanted: What is looked for.
        resources: Only objects of these; none for all.
        most: How many are given of each resource.
    """
    connection.execute("create temp table if not exists hit(id integer primary key, source integer, rank integer)")
    connection.execute("delete from temp.hit")
    clause = _match(wanted, resources)
    rank = _rank(wanted)
    connection.execute(
        f"insert into temp.hit select id, source, {rank.sql} from entry where {clause.sql}",  # noqa: S608
        (*rank.values, *clause.values),
    )
    by_id = [
        (id, source, Rank.ID if text == wanted.id else Rank.OTHER)
        for id, source, text in _by_id(connection, wanted, resources)
    ]
    connection.executemany(
        "insert into temp.hit values(?, ?, ?) on conflict(id) do update set rank = min(rank, excluded.rank)", by_id
    )
    counts = connection.execute(
        "select r.resource, count(*) from temp.hit h join source r on r.id = h.source group by h.source"
    ).fetchall()
    best = connection.execute(
        "select id, source, rank from (select id, source, rank, row_number() over"
        " (partition by source order by rank, id) n from temp.hit) where n <= ?",
        (most,),
    ).fetchall()
    return Hits(_shown(connection, best), dict(counts), complete=True)


def count(connection: sqlite3.Connection) -> dict[str, int]:
    """Give how many objects are indexed of each resource."""
    return dict(
        connection.execute(
            "select r.resource, count(s.id) from source r left join shown s on s.source = r.id group by r.id"
        )
    )


def _walk(
    connection: sqlite3.Connection, wanted: Wanted, resources: Collection[str], limit: int
) -> list[tuple[int, int, int]]:
    clause, rank = _match(wanted, resources), _rank(wanted)
    return connection.execute(
        f"select id, source, {rank.sql} from entry where {clause.sql} limit ?",  # noqa: S608
        (*rank.values, *clause.values, limit),
    ).fetchall()


def _exact(connection: sqlite3.Connection, wanted: Wanted, resources: Collection[str]) -> list[tuple[int, int]]:
    """Give what has an exact handle or an id."""
    texts = dict.fromkeys((*wanted.extensions, *wanted.numbers, *([wanted.mac] if len(wanted.mac) == _MAC else [])))
    only = _only(resources)
    found: list[tuple[int, int]] = []
    for text in texts:
        found += connection.execute(
            f"select e.id, e.source from exact x cross join entry e on e.id = x.entry where x.text = ? and {only.sql}",  # noqa: S608
            (text, *only.values),
        ).fetchall()
    return [*found, *((id, source) for id, source, _ in _by_id(connection, wanted, resources))]


_MAC = 12


def _by_id(connection: sqlite3.Connection, wanted: Wanted, resources: Collection[str]) -> list[tuple[int, int, str]]:
    """Give what has an id that begins with the text; which is looked for in an index, so it costs next to nothing."""
    if not wanted.id:
        return []
    only = _only(resources)
    return connection.execute(
        "select e.id, e.source, i.text from ident i cross join entry e on e.id = i.entry"  # noqa: S608
        f" where i.text >= ? and i.text < ? and {only.sql} limit ?",
        (wanted.id, wanted.id + "\U0010ffff", *only.values, ENOUGH),
    ).fetchall()


def _ranked(connection: sqlite3.Connection, wanted: Wanted, found: tuple[int, int, int]) -> tuple[int, int, int]:
    """Give the rank of what came by an exact handle or an id, which was not judged yet."""
    id, source, rank = found
    if rank != Rank.OTHER:
        return found
    clause = _rank(wanted)
    (made,) = connection.execute(f"select {clause.sql} from entry where id = ?", (*clause.values, id)).fetchone()  # noqa: S608
    if wanted.id:
        whole = connection.execute("select 1 from ident where text = ? and entry = ?", (wanted.id, id)).fetchone()
        made = min(made, Rank.ID if whole else Rank.OTHER)
    return id, source, made


def _hits(connection: sqlite3.Connection, found: Sequence[tuple[int, int, int]], most: int, *, complete: bool) -> Hits:
    names = dict(connection.execute("select id, resource from source"))
    by_source: dict[int, list[tuple[int, int, int]]] = {}
    for each in sorted(found, key=lambda one: (one[2], one[0])):
        by_source.setdefault(each[1], []).append(each)
    best = [each for group in by_source.values() for each in group[:most]]
    counts = {names[source]: len(group) for source, group in by_source.items()}
    return Hits(_shown(connection, best), counts, complete)


def _shown(connection: sqlite3.Connection, best: Sequence[tuple[int, int, int]]) -> tuple[Hit, ...]:
    hits = []
    for id, _, rank in sorted(best, key=lambda each: (each[2], each[0])):
        resource, key, label, extension, short, numbers, mail, mac, site, owner = connection.execute(
            _SHOWN, (id,)
        ).fetchone()
        several = tuple(numbers.split("\n")) if numbers else ()
        made = Document(
            label, extension=extension, short=short, numbers=several, mail=mail, mac=mac, site=site, owner=owner
        )
        hits.append(Hit(resource, key, made, Rank(rank)))
    return tuple(hits)


# What fits, and how well


def _only(resources: Collection[str]) -> _Clause:
    if not resources:
        return _Clause("1", ())
    marks = ", ".join("?" for _ in resources)
    return _Clause(f"source in (select id from source where resource in ({marks}))", tuple(resources))  # noqa: S608


def _match(wanted: Wanted, resources: Collection[str]) -> _Clause:
    """Give what an object must have: any of some fragments, or all words."""
    parts: list[_Clause] = []
    if wanted.words:
        words = [_any({each.text, each.digits}) for each in wanted.words]
        parts.append(_Clause(" and ".join(each.sql for each in words), _values(words)))
    fragments = {wanted.phrase} if not wanted.words else set()
    for each in wanted.digits:
        if wanted.only_extension:
            fragments |= {EXTENSION + each, each + EXTENSION}
        else:
            fragments.add(NUMBER + each if wanted.from_start else each)
    fragments |= {NUMBER + each + NUMBER for each in wanted.numbers}
    fragments |= {mac_text(wanted.mac)}
    parts.append(_any(fragments))
    only = _only(resources)
    fits = " or ".join(f"({each.sql})" for each in parts if each.sql)
    return _Clause(f"({fits}) and {only.sql}", (*_values(parts), *only.values))


def _any(fragments: Collection[str]) -> _Clause:
    """Give a condition that one of some fragments is there; those that hold another one are found by that."""
    least = sorted(
        each for each in fragments if each and not any(one in each for one in fragments if one and one != each)
    )
    return _Clause(" or ".join("instr(hay, ?)" for _ in least), tuple(least)) if least else _Clause("0", ())


def _rank(wanted: Wanted) -> _Clause:
    tiers: list[tuple[Rank, str]] = []
    tiers += [(Rank.EXTENSION, EXTENSION + each + EXTENSION) for each in wanted.extensions]
    tiers += [(Rank.NUMBER, NUMBER + each + NUMBER) for each in wanted.numbers]
    if len(wanted.mac) == _MAC:
        tiers.append((Rank.MAC, mac_text(wanted.mac)))
    for each in wanted.digits:
        if not wanted.only_extension:
            tiers.append((Rank.SUFFIX, (NUMBER if wanted.from_start else "") + each + NUMBER))
        if not wanted.from_start:
            tiers.append((Rank.SUFFIX, each + EXTENSION))
    tiers += [
        (Rank.NAME, NAME + wanted.phrase + NAME),
        (Rank.NAME_BEGINS, NAME + wanted.phrase),
        (Rank.WORD_BEGINS, " " + wanted.phrase),
    ]
    if wanted.words:
        tiers.append((Rank.NAME_HOLDS, wanted.phrase))
    elif wanted.mac:
        tiers.append((Rank.DIGITS, mac_text(wanted.mac)))
    cases = " ".join(f"when instr(hay, ?) then {int(rank)}" for rank, _ in tiers)
    last = Rank.OTHER if wanted.mac and wanted.words else Rank.NAME_HOLDS if wanted.words else Rank.DIGITS
    return _Clause(f"case {cases} else {int(last)} end", tuple(text for _, text in tiers))


def _values(clauses: Sequence[_Clause]) -> tuple[str, ...]:
    return tuple(value for each in clauses for value in each.values)
