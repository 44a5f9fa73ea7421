"""Records put into the tables: each call once, by its id, whatever page it came in and how often."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

from ztui.core.dataclass import dataclass
from ztui.store.calls.dictionaries import DICTIONARIES, entry, is_withheld, key_of
from ztui.store.calls.record import KIND, take_apart
from ztui.store.calls.spread import note_spread

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from ztui.store.calls.dictionaries import Dictionary
    from ztui.store.calls.record import Parts, Texts

__all__ = ["Added", "Adder"]

_REMEMBERED = 50_000
_AT_ONCE = 400
"""So many values stand in one `in (...)`."""
_HIDES = KIND.index("hide_caller_id")
_CALL = "caller, callee, kind, place, trunk, duration, answer, end"
_REST = "call_id, caller_device, callee_device, caller_code, callee_code, extra"
_WIDTH: Final = 8
_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Added:
    """What became of records: calls that are new, calls of which something is new, calls as they were.

    Of all of these, `odd` had values of another type than the API documents.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    odd: int = 0

    def __add__(self, other: Added) -> Added:
        """Give the sum."""
        return Added(self.new + other.new, self.changed + other.changed, self.same + other.same, self.odd + other.odd)


class Adder:
    """Puts records into the tables; belongs to the writer's connection, and remembers entries seen lately."""

    def __init__(self) -> None:
        self._known: dict[str, OrderedDict[Texts, int]] = {each.name: OrderedDict() for each in DICTIONARIES}
        self._words: dict[str, int] = {}

    def add(self, connection: sqlite3.Connection, records: Sequence[Mapping[str, Any]]) -> Added:
        """Store records in one transaction; of several with one id the last counts."""
        latest = {parts.uuid: parts for parts in map(take_apart, records)}
        connection.execute("begin immediate")
        try:
            added = self._add(connection, list(latest.values()))
            connection.execute("commit")
        except BaseException:
            # What is remembered may name entries that were not kept.
            self.__init__()  # type: ignore[misc]
            raise
        return added

    def _add(self, connection: sqlite3.Connection, records: list[Parts]) -> Added:
        before = _stored(connection, [each.uuid for each in records])
        self._meet(connection, records)
        fresh: list[tuple[Parts, tuple[Any, ...], tuple[Any, ...]]] = []
        changed = same = 0
        for parts in records:
            narrow, rest = self._rows(connection, parts)
            old = before.get(parts.uuid)
            if old is not None and old[1:] == (*narrow, *rest) and old[0] >> 22 == parts.key >> 22:
                same += 1
                continue
            if old is not None:
                changed += 1
                connection.execute("delete from call where id = ?", (old[0],))
                connection.execute("delete from call_rest where id = ?", (old[0],))
            fresh.append((parts, narrow, rest))
        self._insert(connection, fresh)
        return Added(len(fresh) - changed, changed, same, sum(each.is_mistyped for each in records))

    def _insert(
        self, connection: sqlite3.Connection, fresh: list[tuple[Parts, tuple[Any, ...], tuple[Any, ...]]]
    ) -> None:
        taken = _taken(connection, [parts.key for parts, _, _ in fresh])
        moments = (each for parts, _, _ in fresh for each in (parts.answer, parts.end))
        note_spread(connection, (each for each in moments if each is not None))
        calls, rests = [], []
        for parts, narrow, rest in fresh:
            key = parts.key
            while key in taken or (taken and _is_taken(connection, key, parts.key)):
                key += 1
            taken.add(key)
            calls.append((key, *narrow))
            rests.append((key, parts.uuid, *rest))
        connection.executemany(f"insert into call(id, {_CALL}) values({_marks(_WIDTH + 1)})", calls)
        connection.executemany(f"insert into call_rest(id, uuid, {_REST}) values({_marks(8)})", rests)

    def _rows(self, connection: sqlite3.Connection, parts: Parts) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """Give the rows of a call in `call` and `call_rest`, without key and id."""
        party, kind, place, trunk = DICTIONARIES
        caller, callee = _parties(parts)
        narrow = (
            self._entry(connection, party, caller),
            self._entry(connection, party, callee),
            self._entry(connection, kind, parts.kind),
            self._entry(connection, place, parts.place),
            self._entry(connection, trunk, parts.trunk),
            parts.duration,
            parts.answer,
            parts.end,
        )
        caller_device, callee_device, caller_code, callee_code = (self._word(connection, each) for each in parts.words)
        return narrow, (parts.call_id, caller_device, callee_device, caller_code, callee_code, parts.extra)

    def _meet(self, connection: sqlite3.Connection, records: list[Parts]) -> None:
        """Look up and make the parties of all records together, which takes half the time of one by one."""
        known = DICTIONARIES[0]
        remembered = self._known[known.name]
        parties = [each for parts in records for each in _parties(parts) if each not in remembered]
        for start in range(0, len(parties), _AT_ONCE):
            found = _find_or_make_all(connection, known, parties[start : start + _AT_ONCE])
            for values, number in found.items():
                self._remember(remembered, values, number)

    def _entry(self, connection: sqlite3.Connection, known: Dictionary, values: Texts) -> int:
        remembered = self._known[known.name]
        found = remembered.get(values)
        if found is not None:
            return found
        found = _find_or_make(connection, known, values)
        self._remember(remembered, values, found)
        return found

    @staticmethod
    def _remember(remembered: OrderedDict[Texts, int], values: Texts, number: int) -> None:
        if len(remembered) >= _REMEMBERED:
            remembered.popitem(last=False)
        remembered[values] = number

    def _word(self, connection: sqlite3.Connection, text: str | int | None) -> int | None:
        if text is None:
            return None
        word = str(text)
        found = self._words.get(word)
        if found is None:
            row = connection.execute("select id from word where text = ?", (word,)).fetchone()
            found = row[0] if row else connection.execute("insert into word(text) values(?)", (word,)).lastrowid
            assert found is not None
            if len(self._words) < _REMEMBERED:
                self._words[word] = found
        return found


def _find_or_make(connection: sqlite3.Connection, known: Dictionary, values: Texts) -> int:
    """Give an entry's number; one whose hash another entry has already takes the next hash that is free."""
    hashed = key_of(values)
    fields = ", ".join(known.fields)
    while True:
        query = f"select id, {fields} from {known.name} where hash = ?"  # noqa: S608 - our own names
        row = connection.execute(query, (hashed,)).fetchone()
        if row is None:
            break
        if row[1:] == values:
            return int(row[0])
        hashed += 1
    made = connection.execute(
        f"insert into {known.name}(hash, {fields}) values({_marks(len(values) + 1)})",
        (hashed, *values),
    ).lastrowid
    assert made is not None
    txt, digits, seen, rest = entry(known, values)
    connection.execute(f"insert into {known.name}_text values(?, ?, ?)", (made, txt, digits))
    connection.execute(f"insert into {known.name}_slots values(?, ?, ?)", (made, seen, rest))
    return made


def _parties(parts: Parts) -> tuple[Texts, Texts]:
    """Give the caller and the callee as the dictionary has them."""
    return (*parts.caller, int(is_withheld(parts.caller, parts.kind[_HIDES]))), (*parts.callee, 0)


def _find_or_make_all(connection: sqlite3.Connection, known: Dictionary, wanted: list[Texts]) -> dict[Texts, int]:
    """Give the numbers of entries, the missing ones made in one go; what shares a hash is left to `_find_or_make`."""
    hashes = {key_of(values): values for values in wanted}
    fields = ", ".join(known.fields)
    query = f"select hash, id, {fields} from {known.name} where hash in ({_marks(len(hashes))})"  # noqa: S608
    found: dict[Texts, int] = {}
    for row in connection.execute(query, list(hashes)):
        values = hashes.pop(row[0])
        if row[2:] == values:
            found[values] = row[1]
    first = connection.execute(f"select ifnull(max(id), 0) + 1 from {known.name}").fetchone()[0]  # noqa: S608
    made = [(number, hashed, values) for number, (hashed, values) in enumerate(hashes.items(), first)]
    texts = [(number, *entry(known, values)) for number, _, values in made]
    rows = [(number, hashed, *values) for number, hashed, values in made]
    connection.executemany(
        f"insert into {known.name}(id, hash, {fields}) values({_marks(len(known.fields) + 2)})", rows
    )
    connection.executemany(f"insert into {known.name}_text values(?, ?, ?)", [each[:3] for each in texts])
    connection.executemany(f"insert into {known.name}_slots values(?, ?, ?)", [(each[0], *each[3:]) for each in texts])
    return found | {values: number for number, _, values in made}


def _stored(connection: sqlite3.Connection, uuids: list[bytes]) -> dict[bytes, tuple[Any, ...]]:
    """Give the calls that are there already: id -> key, and the values of both rows."""
    found: dict[bytes, tuple[Any, ...]] = {}
    narrow = ", ".join(f"c.{each}" for each in _CALL.split(", "))
    rest = ", ".join(f"r.{each}" for each in _REST.split(", "))
    for start in range(0, len(uuids), _AT_ONCE):
        some = uuids[start : start + _AT_ONCE]
        query = (
            f"select r.uuid, r.id, {narrow}, {rest} from call_rest r join call c on c.id = r.id"  # noqa: S608
            f" where r.uuid in ({_marks(len(some))})"
        )
        found |= {row[0]: row[1:] for row in connection.execute(query, some)}
    return found


def _taken(connection: sqlite3.Connection, keys: list[int]) -> set[int]:
    """Give which of the keys have a call already; with several of one key among them, that key as well."""
    found: set[int] = set()
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        query = f"select id from call where id in ({_marks(len(some))})"  # noqa: S608
        found |= {row[0] for row in connection.execute(query, some)}
    return found


def _is_taken(connection: sqlite3.Connection, key: int, wanted: int) -> bool:
    """Tell whether a key beside the wanted one has a call; the wanted ones were asked for together."""
    return key != wanted and connection.execute("select 1 from call where id = ?", (key,)).fetchone() is not None


def _marks(count: int) -> str:
    return ", ".join("?" * count)
