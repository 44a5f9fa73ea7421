"""The dictionaries that calls point into, and the texts by which their entries are found and sorted.

Every column of the list of calls comes from one dictionary or from the call itself (time, duration, ids). So a word, a
field and a sort order are asked of a dictionary's few entries first, and of calls by their numbers then.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from ztui.core.dataclass import dataclass
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.shows import WITHHELD, joined
from ztui.store.calls.record import KIND, PARTY, PLACE, TRUNK
from ztui.store.shape import Shape
from ztui.store.texts import number_of, searchable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Column
    from ztui.store.calls.record import Texts

__all__ = ["DICTIONARIES", "Dictionary", "Place", "is_withheld", "key_of", "placed"]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """One dictionary.

    Attributes:
        name: Of its table; `<name>_text` has the texts of its entries.
        fields: Columns of the table, in the order of the values.
        paths: The fields' names in a record; of a party those of the caller.
        sides: Columns of `call` that point into it.
        computed: Columns of the list whose values are computed from an entry, and stored in its texts alone.
    """

    name: str
    fields: tuple[str, ...]
    paths: tuple[str, ...]
    sides: tuple[str, ...]
    computed: tuple[str, ...] = ()


_HIDDEN = "hidden"
"""Whether a party is shown as withheld, which depends on more of the call than the party."""

DICTIONARIES: Final = (
    Dictionary(
        "party",
        (*PARTY, _HIDDEN),
        (*(f"caller_{each}" for each in PARTY), "hide_caller_id"),
        ("caller", "callee"),
    ),
    Dictionary("kind", KIND, KIND, ("kind",), computed=("outcome",)),
    Dictionary("place", PLACE, PLACE, ("place",)),
    Dictionary("trunk", TRUNK, TRUNK, ("trunk",)),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column of the list of calls is to be looked for.

    Attributes:
        side: Column of `call` that points into the dictionary.
        dictionary: The dictionary.
        path: The column's path in the dictionary's shape.
    """

    side: str
    dictionary: Dictionary
    path: str


def key_of(values: Sequence[object]) -> int:
    """Give a number of 64 bits for an entry; two entries may have the same."""
    return int.from_bytes(blake2b(repr(tuple(values)).encode(), digest_size=8).digest(), "big", signed=True)


def is_withheld(caller: Texts, hide_caller_id: object) -> bool:
    """Tell whether a caller is shown as withheld: it hides the number, and is none of our own extensions."""
    ext_number, number_type = caller[PARTY.index("ext_number")], caller[PARTY.index("number_type")]
    return not ext_number and (bool(hide_caller_id) or number_type == "anonymous_number")


@cache
def shape_of(name: str) -> Shape:
    """Give what makes the texts of a dictionary's entries that fields and sorts ask for."""
    known = next(each for each in DICTIONARIES if each.name == name)
    columns: list[Column] = []
    for column in CALL_HISTORY.columns:
        path = _caller_path(column.path)
        if path in (*known.paths, *known.computed) and all(each.path != path for each in columns):
            also = tuple(_caller_path(each) for each in column.also)
            columns.append(replace(column, path=path, also=also, alias=""))
    return Shape(replace(CALL_HISTORY, columns=tuple(columns), groups=()))


@cache
def placed(path: str) -> Place | None:
    """Give where a column is to be looked for, None where it is no dictionary's (time, duration, ids)."""
    for known in DICTIONARIES:
        for side in known.sides:
            inner = _caller_path(path) if side == "callee" else path
            if (side != "callee" or path.startswith("callee_")) and inner in (*known.paths, *known.computed):
                return Place(side, known, inner)
    return None


def _texts_of(known: Dictionary, values: Texts) -> tuple[str, str]:
    """Give the texts that fields and sorts ask for: what is seen, and the rest."""
    row: dict[str, Any] = {path: value for path, value in zip(known.paths, values, strict=True) if value is not None}
    if known.name == "party":
        row["hide_caller_id"] = bool(row.get("hide_caller_id"))
        row.pop("caller_number_type", None)  # that it is anonymous counts for callers alone, and is in `hidden`
    return shape_of(known.name).texts(row)


def words_of(known: Dictionary, values: Texts, seen: str) -> tuple[str, str]:
    """Give the text in which words are looked for, and the digits in which numbers of any form are."""
    if known.name != "party":
        return seen, ""
    named = dict(zip(known.fields, values, strict=True))
    if named[_HIDDEN]:
        return searchable(WITHHELD), ""
    number, extension = named["did_number"], named["ext_number"]
    parts = [joined(named["name"], extension), named["email"], number]
    text = "\n".join(dict.fromkeys(searchable(str(each)) for each in parts if each))
    digits = "\n".join(each for each in (number_of(number), number_of(extension)) if each)
    return text, digits


def _caller_path(path: str) -> str:
    return f"caller_{path.removeprefix('callee_')}" if path.startswith("callee_") else path


def entry(known: Dictionary, values: Texts) -> tuple[Any, ...]:
    """Give the texts of an entry as its row in `<name>_text` has them: words, digits, seen, rest."""
    seen, rest = _texts_of(known, values)
    return (*words_of(known, values, seen), seen, rest)
