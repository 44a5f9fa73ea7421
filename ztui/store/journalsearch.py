"""Entries of the journal found by terms of a filter: what each column is in SQL, and the positions that pass."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.store.rank import within
from ztui.store.terms import Both, Either, FieldTerm, LocalFilter, Match, Term, Word
from ztui.store.texts import searchable

if TYPE_CHECKING:
    import sqlite3

__all__ = ["OPEN", "JournalQuery", "add_functions", "count_all", "find"]

OPEN = "open"
"""What stands for the outcome while there is none."""

_SQL = {
    "made_at": "replace(substr(made_at, 1, 19), 'T', ' ')",
    "outcome": f"coalesce(outcome, '{OPEN}')",
    "title": "title",
    "who": "who",
    "reason": "reason",
    "resource": "resource",
    "key": "object",
    "detail": "detail",
    "operation": "operation",
    "plan_id": "plan_id",
    "tracking_id": "tracking",
    "account": "account",
    "undone": "case when coalesce(undone_by, '') = '' then 'no' else 'yes' end",
    "id": "id",
}
"""Columns by their names in an entry's data. All of them stand in the index `intent_told`, which is what is walked."""

_UNSEARCHED = frozenset({"made_at", "undone"})
"""What words are not looked for in."""


@dataclass(frozen=True, slots=True)
class JournalQuery:
    """Which entries are wanted.

    Attributes:
        account: Those planned in this account ("" is the own); None for all.
        filter: What must hold of them.
        keys: Those that are about one of these objects: it, what is above it, or what it is used with; () for all.
    """

    account: str | None = None
    filter: LocalFilter = field(default_factory=LocalFilter)
    keys: tuple[str, ...] = ()


def add_functions(connection: sqlite3.Connection) -> None:
    """Teach a connection how texts are folded, so that case and accents do not count."""
    connection.create_function("folded", 1, _folded, deterministic=True)
    connection.create_function("told", -1, _told, deterministic=True)


def _folded(text: str | None) -> str:
    return searchable(text or "")


def _told(*texts: str | None) -> str:
    """Give texts folded, a line each: no word reaches over the end of a line."""
    joined = "\n".join(each or "" for each in texts)
    if joined.isascii() and joined.count("\n") == len(texts) - 1 and joined.replace("\n", "").isprintable():
        return joined.lower()
    return "\n".join(map(_folded, texts))


def find(connection: sqlite3.Connection, query: JournalQuery) -> list[int]:
    """Give the numbers of the entries that pass, newest first.

    Raises:
        KeyError: The journal has no such column.
    """
    where, values = _where(query)
    found = connection.execute(f"select n from intent where {where}", values)  # noqa: S608  (our own columns)
    return sorted((row[0] for row in found), reverse=True)


def count_all(connection: sqlite3.Connection, query: JournalQuery) -> int:
    """Give how many entries there are before the filter."""
    where, values = _where(JournalQuery(query.account, keys=query.keys))
    (count,) = connection.execute(f"select count(*) from intent where {where}", values).fetchone()  # noqa: S608
    return int(count)


def _where(query: JournalQuery) -> tuple[str, list[str]]:
    conditions = ["1"]
    values: list[str] = []
    if query.account is not None:
        # With objects given, their few numbers lead, and not the index of all entries of the account.
        conditions.append("+account = ?" if query.keys else "account = ?")
        values.append(query.account)
    if query.keys:
        marks = ", ".join("?" * len(query.keys))
        conditions.append(f"n in (select n from touched where key in ({marks}))")  # noqa: S608
        values += query.keys
    for term in query.filter.terms:
        condition, parameters = _whole(term)
        conditions.append(condition)
        values += parameters
    return " and ".join(conditions), values


def _whole(term: Term) -> tuple[str, list[str]]:
    condition, values = _condition(term)
    return (f"not ({condition})" if term.negated else f"({condition})"), values


def _condition(term: Term) -> tuple[str, list[str]]:
    if isinstance(term, Word):
        texts = ", ".join(sql for name, sql in _SQL.items() if name not in _UNSEARCHED)
        return _has(f"told({texts})", term)
    if isinstance(term, Either | Both):
        parts = [_whole(each) for each in term.terms]
        joint = " or " if isinstance(term, Either) else " and "
        return joint.join(made for made, _ in parts), [each for _, values in parts for each in values]
    if term.span is not None:
        return within(_SQL[term.path], term.match, term.span)
    text = f"folded({_SQL[term.path]})"
    if term.match is Match.HAS and (term.begins or term.ends):
        ends = "substr({0}, -length(?)) = ?" if term.ends else "substr({0}, 1, length(?)) = ?"
        return ends.format(text), [term.value, term.value]
    if term.match is Match.HAS:
        return _has(text, term)
    return f"{text} {'<>' if term.match is Match.IS_NOT else '='} ?", [term.value]


def _has(text: str, term: Word | FieldTerm) -> tuple[str, list[str]]:
    value = term.text if isinstance(term, Word) else term.value
    if term.digits and term.digits != value:
        return f"(instr({text}, ?) > 0 or instr({text}, ?) > 0)", [value, term.digits]
    return f"instr({text}, ?) > 0", [value]
