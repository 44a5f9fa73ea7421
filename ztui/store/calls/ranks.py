"""The order of a view of calls as a temporary table `pos -> id`, and its rows by their places.

One statement makes it: no row passes through Python, so the event loop never waits for it, and a window costs the same
wherever it lies. All names in the statements are our own; what is typed is a parameter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ztui.store.calls.conditions import reading
from ztui.store.calls.firsts import first_keys, nearest_keys
from ztui.store.calls.hits import Look
from ztui.store.calls.keys import hash_of, seconds_of, uuid_bytes
from ztui.store.calls.orders import selections
from ztui.store.calls.record import KIND, PARTY, PLACE, TRUNK, Parts, put_together

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from ztui.store.terms import LocalFilter, Sort

__all__ = ["build", "drop", "first", "id_of", "position", "record", "records", "window"]

Span = tuple[int, int] | None

_SIDES = (("p", "caller", PARTY), ("q", "callee", PARTY), ("k", "kind", KIND), ("l", "place", PLACE),
          ("t", "trunk", TRUNK))  # fmt: skip
_TABLES = {"caller": "party", "callee": "party"}
_WORDS = ("caller_device", "callee_device", "caller_code", "callee_code")
_FIELDS: Final = ", ".join(
    [
        "c.id, r.uuid, c.duration, c.answer, c.end, r.call_id, r.extra",
        *(f"(select text from word where id = r.{each})" for each in _WORDS),  # noqa: S608
        *(f"{alias}.{field}" for alias, _, fields in _SIDES for field in fields),
    ]
)
_JOINS: Final = " ".join(
    [
        "join call_rest r on r.id = c.id",
        *(f"join {_TABLES.get(side, side)} {alias} on {alias}.id = c.{side}" for alias, side, _ in _SIDES),
    ]
)
_OWN = 7


def build(
    connection: sqlite3.Connection,
    name: str,
    wanted: LocalFilter,
    sort: Sequence[Sort],
    span: Span = None,
    *,
    untimed: bool = False,
) -> int:
    """Make the temporary table `name` of what a view shows; with `untimed` also calls whose begin nobody can read.

    Returns:
        How many calls it has.

    Raises:
        KeyError: There is no such column.
    """
    connection.execute(f"create temp table {name}(pos integer primary key, id integer not null)")
    count = 0
    with reading(connection, wanted, f"{name}_hit", span, Look.ALL, untimed=untimed) as made:
        for query in selections(connection, sort, made, is_filtered=bool(wanted)):
            count += connection.execute(f"insert into temp.{name}(id) {query}", made.parameters).rowcount
    return count


def first(
    connection: sqlite3.Connection, name: str, wanted: LocalFilter, sort: Sequence[Sort], most: int, span: Span = None
) -> list[dict[str, Any]]:
    """Give the first calls of a view, long before its order is made; `name` names what is needed meanwhile.

    Raises:
        KeyError: There is no such column.
    """
    if wanted:
        with reading(connection, wanted, f"{name}_near", span, Look.NEAR) as made:
            near = nearest_keys(connection, sort, made, most)
            if near is not None:
                return _records(connection, near)
    with reading(connection, wanted, f"{name}_hit", span) as made:
        found = first_keys(connection, sort, made, most)
        if found is not None:
            return _records(connection, found)
    with reading(connection, wanted, f"{name}_every", span, Look.ALL) as made:
        keys: list[int] = []
        for query in selections(connection, sort, made, is_filtered=bool(wanted)):
            keys += [row[0] for row in connection.execute(f"{query} limit {most - len(keys)}", made.parameters)]
            if len(keys) == most:
                break
        return _records(connection, keys)


def drop(connection: sqlite3.Connection, name: str) -> None:
    """Let go of a rank; none of that name is no error."""
    connection.execute(f"drop table if exists temp.{name}")


def window(connection: sqlite3.Connection, name: str, start: int, count: int) -> list[dict[str, Any] | None]:
    """Give calls by their places, None for one that is gone since; shorter at the end of the view."""
    places = connection.execute(
        f"select id from temp.{name} where pos > ? and pos <= ? order by pos",  # noqa: S608 - our own name
        (start, start + count),
    )
    ids = [row[0] for row in places]
    found = {row[0]: row for row in _rows(connection, ids)}
    return [_record(found[each]) if each in found else None for each in ids]


def record(connection: sqlite3.Connection, key: int) -> dict[str, Any] | None:
    """Give a call by its key."""
    found = _records(connection, [key])
    return found[0] if found else None


def id_of(connection: sqlite3.Connection, text: str) -> int | None:
    """Give the key of a call by its id, of whatever form."""
    uuid = uuid_bytes(text) or hash_of(text)
    row = connection.execute("select id from call_rest where uuid = ?", (uuid,)).fetchone()
    return row[0] if row else None


def position(connection: sqlite3.Connection, name: str, text: str) -> int | None:
    """Give the place of a call by its id, None where the view does not show it."""
    key = id_of(connection, text)
    if key is None:
        return None
    row = connection.execute(f"select pos - 1 from temp.{name} where id = ?", (key,)).fetchone()  # noqa: S608
    return row[0] if row else None


def records(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Give calls by their keys; one that is not there is left out."""
    return {row[0]: _record(row) for row in _rows(connection, keys)}


def _records(connection: sqlite3.Connection, ids: Sequence[int]) -> list[dict[str, Any]]:
    found = records(connection, ids)
    return [found[each] for each in ids if each in found]


def _rows(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    marks = ", ".join("?" * len(ids))
    return connection.execute(f"select {_FIELDS} from call c {_JOINS} where c.id in ({marks})", ids)  # noqa: S608


def _record(row: tuple[Any, ...]) -> dict[str, Any]:
    key, uuid, duration, answer, end, call_id, extra = row[:_OWN]
    at = _OWN + len(_WORDS)
    words, values = row[_OWN:at], []
    for _, _, fields in _SIDES:
        values.append(row[at : at + len(fields)])
        at += len(fields)
    caller, callee, kind, place, trunk = values
    parts = Parts(
        uuid=uuid, seconds=seconds_of(key), caller=caller, callee=callee, kind=kind, place=place, trunk=trunk,
        words=words, duration=duration, answer=answer, end=end, call_id=call_id, extra=extra,
    )  # fmt: skip
    return put_together(parts)
