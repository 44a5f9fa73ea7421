"""What is stored of a row: its JSON without secrets, and two texts by which SQL can filter and sort it.

Each text is a chain of slots, one per column, parted by characters of the private use area:

    U+E000 ann brück U+E001 8104 U+E002 active U+E003

`seen` holds what words search (names, numbers, extensions, statuses), `rest` everything else that a column can be
filtered or sorted by. So a word is one `instr` over `seen`, a field one `substr`, and a sort a comparison of texts:
no JSON is parsed and no Python runs inside SQL.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from ztui.core.dataclass import dataclass
from ztui.resources.model import Column, Kind, Resource, Row
from ztui.resources.rows import key_of, value_of
from ztui.store.secrets import without_secrets
from ztui.store.texts import ALTERNATIVE, MARKS, folded, forms_of, ordered, plain, searchable, storable, when

__all__ = ["Shape", "Slot", "StoredRow"]

Maker = Callable[["Row"], str]

_LAYOUT = 5
"""Goes up when slots are made otherwise, so that stored texts are made anew."""
_SEEN = frozenset({Kind.TEXT, Kind.NUMBER, Kind.EXTENSION, Kind.STATUS, Kind.CODE})
_SCALARS = (str, int, float)
_REMEMBERED = 2000
_TIMES = frozenset({Kind.TIME, Kind.CLOCK, Kind.DATE})
_NUMERIC = frozenset({Kind.NUMBER, Kind.EXTENSION, Kind.CODE, Kind.COUNT, Kind.DURATION})


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a text stands: in `seen` or `rest`, between mark `number` and the next."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One row, ready for the store.

    Attributes:
        key: Domain id, "" where it has none.
        json: Compact JSON of what Zoom sent, without secrets.
        seen: Slots that words search.
        rest: Slots of what only fields and sorts ask for.
        odd: 1 if something in it is no JSON or no text.
    """

    key: str
    json: str
    seen: str
    rest: str
    odd: int = 0


class Shape:
    """Makes stored rows of one resource, and knows where its columns stand in their texts."""

    def __init__(self, resource: Resource, oddities: Callable[[Row], int] | None = None) -> None:
        """Take the resource and what counts the oddities of a row, if they are to be counted."""
        self.resource = resource
        self._oddities = oddities
        self._makers: dict[str, list[Maker]] = {"seen": [], "rest": []}
        self._shown: dict[str, Slot] = {}
        self._sorted: dict[str, Slot] = {}
        fields = [field for group in resource.groups for field in group.fields]
        self._secret = frozenset(
            [each.path for each in resource.columns if each.kind is Kind.SECRET]
            + [each.path for each in fields if each.kind is Kind.SECRET]
        )
        for column in resource.columns:
            if column.kind is not Kind.SECRET:
                self._place(column)
        self.signature = _signature(resource)

    def _place(self, column: Column) -> None:
        text = "seen" if column.kind in _SEEN and (column.searched or not column.hidden) else "rest"
        raw = _getter(column)
        self._shown[column.path] = self._slot(text, _shown_text(column, raw))
        if column.kind in _NUMERIC:
            self._sorted[column.path] = self._slot("rest", _remembering(raw, lambda value: ordered(plain(value))))
        elif column.kind in _TIMES:
            self._sorted[column.path] = self._slot("rest", _remembering(raw, when))
        elif column.show is not None or column.short or column.kind in {Kind.STATUS, Kind.FLAG}:
            self._sorted[column.path] = self._slot("rest", _remembering(raw, folded))
        else:
            self._sorted[column.path] = self._shown[column.path]

    def _slot(self, text: str, maker: Maker) -> Slot:
        makers = self._makers[text]
        makers.append(maker)
        assert len(makers) < 0xFF, "the marks that part slots are used up"
        return Slot(text, len(makers) - 1)

    def shown(self, path: str) -> Slot:
        """Give the slot of what a column shows.

        Raises:
            KeyError: The resource has no such column, or it is secret.
        """
        return self._shown[path]

    def sorted(self, path: str) -> Slot:
        """Give the slot whose text has the order of a column.

        Raises:
            KeyError: The resource has no such column, or it is secret.
        """
        return self._sorted[path]

    def ids(self) -> list[Slot]:
        """Give the slots of the columns of ids."""
        return [self._shown[each.path] for each in self.resource.columns if each.kind is Kind.ID]

    def is_numeric(self, path: str) -> bool:
        """Tell whether a column is compared by `ordered` numbers."""
        column = next((each for each in self.resource.columns if each.path == path), None)
        return column is not None and column.kind in _NUMERIC

    def oddities(self, row: Row) -> int:
        """Count what in a row is not as it is documented; slow at the first row, since the models are loaded then."""
        return self._oddities(row) if self._oddities is not None else 0

    def stored(self, row: Row, key: str | None = None) -> StoredRow:
        """Make what is stored of a row, under its own key or the given one; never fails on what Zoom sent."""
        name = storable(key_of(self.resource, row) if key is None else key)
        try:
            return self._made(row, name)
        except RecursionError:
            # Nested deeper than Python follows: what lies on top is better than nothing.
            flat = {each: value for each, value in row.items() if value is None or isinstance(value, _SCALARS)}
            return replace(self._made(flat, name), odd=1)

    def texts(self, row: Row) -> tuple[str, str]:
        """Make the texts alone, `seen` and `rest`, of a row in which no secret and nothing nested can be."""
        return _chain(self._makers["seen"], row), _chain(self._makers["rest"], row)

    def _made(self, row: Row, key: str) -> StoredRow:
        clean = without_secrets(row, self._secret)
        text, odd = _as_json(clean)
        return StoredRow(key, text, _chain(self._makers["seen"], clean), _chain(self._makers["rest"], clean), odd)


def _signature(resource: Resource) -> str:
    from hashlib import blake2b

    parts = [
        (
            each.path,
            *each.also,
            each.kind.value,
            each.hidden,
            each.table,
            each.short,
            each.words,
            each.show is not None,
            each.computed is not None,
        )
        for each in resource.columns
    ]
    return blake2b(repr((_LAYOUT, resource.key, parts)).encode(), digest_size=8).hexdigest()


def _as_json(row: Row) -> tuple[str, int]:
    """Give JSON that SQLite can hold, and 1 if something in the row is no JSON or no text."""
    try:
        text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str)
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(row, separators=(",", ":"), default=str), 1
    except ValueError:
        return json.dumps(_finite(row), separators=(",", ":"), default=str), 1
    return text, 0


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return value


def _chain(makers: Iterable[Maker], row: Row) -> str:
    parts: list[str] = []
    mark = MARKS
    for maker in makers:
        parts += (chr(mark), maker(row))
        mark += 1
    parts.append(chr(mark))
    return "".join(parts)


def _getter(column: Column) -> Callable[[Row], Any]:
    """Give the quickest way to a column's raw value."""
    if column.computed is not None:
        return column.computed
    if column.path.isidentifier() and not column.also:
        name = column.path
        return lambda row: row.get(name)
    return lambda row: value_of(column, row)


def _remembering(get: Callable[[Row], Any], make: Callable[[Any], str]) -> Maker:
    """Make a text of a value; texts made lately are remembered, since most columns have few values."""
    known: dict[str, str] = {}

    def maker(row: Row) -> str:
        value = get(row)
        if value is None or value == "":
            return ""
        if type(value) is not str:
            return make(value)
        text = known.get(value)
        if text is None:
            if len(known) >= _REMEMBERED:
                known.clear()
            text = known[value] = make(value)
        return text

    return maker


def _shown_text(column: Column, raw: Callable[[Row], Any]) -> Maker:
    """Give what makes the searchable forms of a column's value: as shown, and those it declares or as it was sent."""
    if column.forms is None:
        return _plain_text(column, raw)
    more, shown = column.forms, _plain_text(column, raw if column.show is None else lambda _: None)

    def every(row: Row) -> str:
        forms = _safely(more, row)
        texts = [searchable(str(each)) for each in forms if each] if isinstance(forms, list | tuple) else []
        return ALTERNATIVE.join(dict.fromkeys(filter(None, [shown(row), *texts])))

    return every


def _plain_text(column: Column, raw: Callable[[Row], Any]) -> Maker:
    forms = forms_of(column)
    if column.show is None and forms is None:
        return _remembering(raw, folded)

    def joined(value: Any) -> str:
        texts = [folded(value), *map(searchable, forms(value) if forms is not None else ())]
        return ALTERNATIVE.join(dict.fromkeys(filter(None, texts)))

    if column.show is None:
        return _remembering(raw, joined)
    show = column.show
    shown = _remembering(lambda row: _safely(show, row), joined)
    sent = _remembering(raw, lambda value: folded(value) if isinstance(value, _SCALARS) else "")

    def both(row: Row) -> str:
        made, came = shown(row), sent(row)
        return made if not came or came == made else f"{made}{ALTERNATIVE}{came}" if made else came

    return both


def _safely(show: Callable[[Row], object], row: Row) -> object:
    try:
        return show(row)
    except (TypeError, ValueError, AttributeError, LookupError):
        return None
