"""Filters in SQL over `call c`: a term becomes the few entries of dictionaries that have it, in temporary tables."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ztui.core.dataclass import dataclass
from ztui.store.calls.dictionaries import DICTIONARIES, placed, shape_of
from ztui.store.calls.hits import FEW, MANY, Hits, Look
from ztui.store.calls.kept import forget_old
from ztui.store.calls.keys import hash_of, time_key, uuid_bounds
from ztui.store.calls.own_fields import own_condition
from ztui.store.rank import condition
from ztui.store.terms import Either, FieldTerm, Match, Word
from ztui.store.texts import is_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from ztui.store.calls.dictionaries import Place
    from ztui.store.terms import LocalFilter, Term

__all__ = ["Conditions", "along", "reading"]

CALLS: Final = 20_000
"""To so many calls on a side the index leads quicker than looking at all: a few users may have half of them."""
_NOTHING: Final = "(false)"
_SIDES = ("caller", "callee")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What calls have to fulfil.

    Attributes:
        where: In SQL, over `call c`.
        parameters: Of `where`.
        within: Of `where`, that a call begins in the span that was asked for.
        parties: Name of a temporary table of parties, to one of which every call that passes has to belong; "" for
            none, and where they are more than `MANY` or have more than `CALLS`.
        count: How many parties these are.
        nothing: No call passes.
        tables: Temporary tables that it stands on, to be dropped after it.
    """

    where: str
    parameters: tuple[Any, ...]
    within: str
    parties: str
    count: int
    nothing: bool
    tables: tuple[str, ...]

    @property
    def few(self) -> str:
        """Give `parties` where they are so few that their calls are found by index, else ""."""
        return self.parties if self.count <= FEW else ""

    @property
    def is_covered(self) -> bool:
        """Tell whether the indexes of sides have all that is asked of a call."""
        return not any(f"c.{each}" in self.where for each in ("answer", "end"))

    @property
    def source(self) -> str:
        """Give in SQL where calls `c` are taken from: all of them in the order of keys, or by the index of parties."""
        return self.by_parties if self.few else "call c not indexed"

    @property
    def by_parties(self) -> str:
        """Give in SQL the calls `c` of the parties, by index."""
        sides = " union ".join(_calls_of(self.parties, side) for side in _SIDES)
        return f"({sides}) f cross join call c on c.id = f.id"


def _conditions(
    connection: sqlite3.Connection, wanted: LocalFilter, prefix: str, span: tuple[int, int] | None, look: Look,
    *, untimed: bool,
) -> Conditions:  # fmt: skip
    """Understand a filter.

    Args:
        connection: On which the temporary tables are made.
        wanted: The filter; paths are those of the list of calls.
        prefix: Of the names of the temporary tables.
        span: First second and the one after the last, after `EPOCH`; None for all.
        look: At which calls.
        untimed: Calls whose begin nobody can read pass as well, as they may have begun then.

    Raises:
        KeyError: There is no such column.
    """
    forget_old(connection)
    maker = Hits(connection, prefix, look)
    within_span = "true" if span is None else f"c.id >= {time_key(span[1] - 1)} and c.id < {time_key(span[0] - 1)}"
    if untimed:
        within_span = f"({within_span} or c.id >= {time_key(0)})"
    parts = [within_span]
    parameters: list[Any] = []
    nothing = False
    for term in wanted.terms:
        made, values = _whole(maker, term)
        nothing = nothing or made == _NOTHING
        parts.append(made)
        parameters += values
    return Conditions(
        where=" and ".join(parts),
        parameters=tuple(parameters),
        within=within_span,
        parties=maker.few if maker.few and _leads_to_few(connection, maker.few) else "",
        count=maker.fewest,
        nothing=nothing,
        tables=tuple(maker.tables),
    )


def along(connection: sqlite3.Connection, made: Conditions, side: str) -> str:
    """Give in SQL where calls `c` are taken from to be counted by the parties of a side.

    Along its index they come party by party, and need not be sorted; it has all that most filters ask for.
    """
    if made.few or not made.is_covered or not _has_indexes(connection):
        return made.source
    return f"call c indexed by call_{side}"


def _calls_of(parties: str, side: str) -> str:
    return f"select id from call indexed by call_{side} where {side} in {parties}"  # noqa: S608 - our own names


def _has_indexes(connection: sqlite3.Connection) -> bool:
    """Tell whether the indexes of both sides are there, which they are not during a first load."""
    there = connection.execute("select count(*) from sqlite_schema where name in ('call_caller', 'call_callee')")
    return int(there.fetchone()[0]) == len(_SIDES)


def _leads_to_few(connection: sqlite3.Connection, parties: str) -> bool:
    """Tell whether the indexes are there and lead to few calls."""
    if not _has_indexes(connection):
        return False
    counted = (f"select count(*) from ({_calls_of(parties, side)} limit {CALLS})" for side in _SIDES)  # noqa: S608
    return all(connection.execute(each).fetchone()[0] < CALLS for each in counted)


@contextmanager
def reading(
    connection: sqlite3.Connection,
    wanted: LocalFilter,
    prefix: str,
    span: tuple[int, int] | None = None,
    look: Look = Look.SOME,
    *,
    untimed: bool = False,
) -> Iterator[Conditions]:
    """Understand a filter for a while: all that is read meanwhile sees the calls as they are now.

    `look` says at which calls that is; a filter means the same with each. With `untimed` calls whose begin nobody can
    read are in every span.

    Raises:
        KeyError: There is no such column.
    """
    connection.execute("begin")
    try:
        made = _conditions(connection, wanted, prefix, span, look, untimed=untimed)
        yield made
        for each in made.tables:
            connection.execute(f"drop table {each}")
        connection.execute("commit")
    except BaseException:
        # With it go the tables.
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def _whole(maker: Hits, term: Term) -> tuple[str, list[Any]]:
    """Give a term with its negation; calls are found by parties only if all that pass belong to them."""
    before = maker.few, maker.fewest
    made, values = _term(maker, term)
    if term.negated:
        maker.few, maker.fewest = before
    return (f"not ifnull(({made}), false)" if term.negated else f"({made})"), values


def _term(maker: Hits, term: Term) -> tuple[str, list[Any]]:
    if isinstance(term, Word):
        return _word(maker, term)
    if isinstance(term, FieldTerm):
        return _field(maker, term)
    before = maker.few, maker.fewest
    parts = [_whole(maker, each) for each in term.terms]
    if isinstance(term, Either) and not _asks_one_thing(term):
        maker.few, maker.fewest = before
    joint = " or " if isinstance(term, Either) else " and "
    return joint.join(made for made, _ in parts) or "false", [each for _, values in parts for each in values]


def _asks_one_thing(term: Either) -> bool:
    """Tell whether all conditions are one of the parties, on either side of a call."""
    asked = set()
    for each in term.terms:
        place = placed(each.path) if isinstance(each, FieldTerm) else None
        if place is None or not isinstance(each, FieldTerm):
            return False
        asked.add(replace(each, path=place.path))
    return len(asked) == 1


def _word(maker: Hits, term: Word) -> tuple[str, list[Any]]:
    parts: list[str] = []
    parameters: list[Any] = []
    only_parties = True
    party, count = "", 0
    for known in reversed(DICTIONARIES):  # parties last: there are so many
        # Whoever has the text has digits that are part of it.
        texts = [] if term.digits and term.digits in term.text else [("txt", term.text)]
        if term.digits:
            texts += [(each, term.digits) for each in (*["digits"] * (known.name == "party"), "txt")]
        asked, values = " or ".join(f"instr({name}, ?) > 0" for name, _ in texts), [text for _, text in texts]
        table, found = maker.hits(f"{known.name}_text", asked, values, term)
        if known.name == "party":
            party, count = table, found
        elif found:
            only_parties = False
        for side in known.sides if found else ():
            made, more = maker.member(side, table, found)
            parts.append(made)
            parameters += more
    ids, values = _id(term)
    if ids:
        parts.append(ids)
    elif only_parties and 0 < count <= MANY:
        maker.offer(party, count)
    return " or ".join(parts) or "false", [*parameters, *values]


def _id(term: Word) -> tuple[str, list[Any]]:
    """Give the condition that a call has this id, or one that begins so; "" where the word is none."""
    bounds = uuid_bounds(term.text)
    if bounds is not None:
        return "c.id in (select id from call_rest where uuid between ? and ?)", [*bounds]
    if not is_id(term.text):
        return "", []
    found = "c.id in (select id from call_rest where uuid = ?)"
    if not term.text.isdecimal():
        return found, [hash_of(term.text)]
    either = f"{found} or c.id in (select id from call_rest where instr(cast(call_id as text), ?) = 1)"  # noqa: S608
    return either, [hash_of(term.text), term.text]


def _field(maker: Hits, term: FieldTerm) -> tuple[str, list[Any]]:
    place = placed(term.path)
    if place is None:
        return own_condition(term)
    table, count = _entries(maker, term, place)
    if place.dictionary.name == "party" and count <= MANY:
        maker.offer(table, count)
    return maker.member(place.side, table, count)


def _entries(maker: Hits, term: FieldTerm, place: Place) -> tuple[str, int]:
    """Keep the entries of a dictionary that fulfil a term, and how many they are; a term is looked for once."""
    shape, asked = shape_of(place.dictionary.name), replace(term, path=place.path, negated=False)
    if found := maker.known.get((place.dictionary.name, asked)):
        return found
    made, values = condition(shape, asked)
    texts = [each for each in (term.value, term.digits, *term.others) if each]
    if term.match in {Match.HAS, Match.IS} and term.value and term.span is None:
        # Most entries have the text nowhere, and to look at all columns at once is quicker than to part them.
        anywhere = " or ".join([f"instr(o.{shape.shown(place.path).text}, ?) > 0"] * len(texts))
        made, values = f"({anywhere}) and {made}", [*texts, *values]
    found = maker.known[place.dictionary.name, asked] = maker.hits(f"{place.dictionary.name}_slots", made, values)
    return found
