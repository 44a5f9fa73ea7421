"""The columns of a list, chosen from the schema of its rows: what it is called first, ids hidden."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.contract.codes import TABLES
from ztui.core import phone
from ztui.resources.derived.leaves import Leaf, leaves
from ztui.resources.derived.words import title_of_path
from ztui.resources.model import Column, Kind
from ztui.resources.rows import text_of
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ztui.contract.details import Schema
    from ztui.resources.model import Row

__all__ = ["columns_of", "several"]

_NO_TABLES: Mapping[str, str] = MappingProxyType({})
NARROW, WIDE = 80, 120
"""Cells of the terminals that columns are chosen for."""
_GUTTER, _GAP = 3, 2
_MOST_SEEN, _MOST = 8, 48
_WIDTHS = {
    Kind.NUMBER: 17,
    Kind.EXTENSION: 8,
    Kind.TIME: 12,
    Kind.DATE: 11,
    Kind.DURATION: 8,
    Kind.COUNT: 5,
    Kind.FLAG: 4,
    Kind.STATUS: 10,
    Kind.CODE: 10,
    Kind.ID: 22,
    Kind.TEXT: 14,
}
_LONGEST_HEAD = 22
_NAME, _LONG, _FIGURE, _LONGEST_CODE = 22, 20, 6, 20
"""Cells of what a row is called, of a text that is seldom short, of a bare figure, of the words for a code at most."""
_LONG_TEXTS = frozenset({"number_pattern", "pattern", "description", "comment"})
_PERSONS = ("owner", "assign", "user", "email", "participant", "member", "operator", "sender", "receiver", "caller",
            "executive", "assistant")  # fmt: skip
_PARTIES = frozenset({"caller_name", "callee_name", "sender_name", "receiver_name"})
_SELDOM = frozenset({"ip", "mac", "bssid", "codec", "country", "iso", "headset", "microphone", "isp", "currency"})
"""Words of values that are looked at seldom."""
_OF_OTHERS = ("site", "location", "caller", "callee", "sip", "billing", "sub", "operator", "sender", "receiver", "from",
              "to", "calling", "carrier", "customer")  # fmt: skip
"""Beginnings of names that are not those of the row itself."""
_TIMES = frozenset({Kind.TIME, Kind.CLOCK, Kind.DATE})
_WHEN = ("date_time", "start_time", "time", "create_time", "sent_time", "last_access_time", "end_time")
"""By which of its times a row of a log is placed, the best first."""


def columns_of(row: Schema, key: str, of: str, tables: Mapping[str, str] = _NO_TABLES) -> tuple[Column, ...]:
    """Choose the columns of a list.

    Args:
        row: Schema of a row.
        key: Path of the key: what is called by nothing else is called by it.
        of: What a row is, lower case.
        tables: As `leaves` takes them.

    Returns:
        The columns in their order: those that fit 80 cells, those that fit 120, and hidden ones; no secrets.
    """
    known = [each for each in leaves(row, 2, tables) if each.kind is not Kind.SECRET]
    paths = {each.path for each in known}
    named = any(_is_name(each) for each in known)
    when = "" if named else next((each for each in _WHEN if each in paths), "")
    ranked = sorted(known, key=lambda each: _rank(each, when))[:_MOST]
    if not any(_is_seen(each) for each in ranked):
        ranked.sort(key=lambda each: each.path not in key)
        return _fitted(ranked, ranked[:1], of)
    return _fitted(ranked, [each for each in ranked if _is_seen(each)], of)


def _fitted(ranked: Sequence[Leaf], seen: Sequence[Leaf], of: str) -> tuple[Column, ...]:
    """Make columns, of which so many are seen as fit a narrow and a wide terminal."""
    titles = _titles(ranked, of)
    taken, shown = _GUTTER - _GAP, 0
    columns: list[Column] = []
    for leaf in ranked:
        width = max(_width(leaf), min(len(titles[leaf.path]), _LONGEST_HEAD))
        fits = leaf in seen and len(titles[leaf.path]) <= width and taken + _GAP + width <= WIDE
        narrow = fits and taken + _GAP + width <= NARROW and shown < _MOST_SEEN and not _is_late(columns)
        if fits:
            taken += _GAP + width
            shown += narrow
        columns.append(_column(leaf, titles[leaf.path], width, hidden=not fits, wide_only=fits and not narrow))
    return tuple(columns)


def _width(leaf: Leaf) -> int:
    """Give the cells that values of this kind want."""
    if leaf.table:
        return min(max(len(each) for each in TABLES[leaf.table][1].values()), _LONGEST_CODE)
    if leaf.kind is Kind.STATUS and leaf.schema.get("enum"):
        longest = max(len(str(each)) for each in leaf.schema["enum"])
        return max(min(longest, _WIDTHS[Kind.TEXT]), _FIGURE)
    if leaf.kind is not Kind.TEXT:
        return _WIDTHS[leaf.kind]
    if leaf.schema.get("type") in ("integer", "number"):
        return _FIGURE
    if _is_name(leaf):
        return _NAME
    return _LONG if leaf.name in _LONG_TEXTS else _WIDTHS[Kind.TEXT]


def _is_late(columns: Sequence[Column]) -> bool:
    """Tell whether a column before had to be kept for wide terminals: those behind it are of less weight."""
    return any(each.wide_only for each in columns)


def _column(leaf: Leaf, title: str, width: int, *, hidden: bool, wide_only: bool) -> Column:
    in_objects = leaf.many and "[0]." in leaf.path and leaf.kind in {Kind.TEXT, Kind.NUMBER}
    return Column(
        leaf.path,
        width,
        title=title,
        kind=leaf.kind,
        show=several(leaf.many, leaf.name) if in_objects else None,
        table=leaf.table,
        hidden=hidden,
        wide_only=wide_only,
        alias={"site.name": "site", "extension_number": "ext"}.get(leaf.path, ""),
    )


def several(path: str, name: str) -> Callable[[Row], str]:
    """Make a function that gives one field of the first object in an array, and how many more there are."""

    def show(row: Row) -> str:
        value: object = row
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        found = [phone.formatted(text_of(each.get(name))) for each in dicts(value) if each.get(name)]
        return f"{found[0]} +{len(found) - 1}" if len(found) > 1 else "".join(found)

    return show


def _titles(ranked: Sequence[Leaf], of: str) -> dict[str, str]:
    """Give every path a head of its own, the short one to the first that wants it."""
    titles: dict[str, str] = {}
    taken: set[str] = set()
    for leaf in ranked:
        short = "Ext" if leaf.path == "extension_number" else title_of_path(leaf.path, of)
        full = title_of_path(leaf.path, full=True)
        title = next((each for each in (short, full) if each not in taken), leaf.path)
        titles[leaf.path] = title
        taken.add(title)
    return titles


def _is_name(leaf: Leaf) -> bool:
    """Tell whether it is what the whole row is called."""
    if "." in leaf.path or leaf.kind is not Kind.TEXT:
        return False
    name = leaf.path
    own = {"name", "display_name", "user_display_name", "domain", "value", "action"}
    return name in own or (name.endswith("_name") and not name.startswith(_OF_OTHERS))


def _is_seen(leaf: Leaf) -> bool:
    if leaf.kind is Kind.ID or leaf.name.endswith("url"):
        return False
    return _SELDOM.isdisjoint(leaf.name.split("_"))


def _rank(leaf: Leaf, when: str) -> tuple[int, int]:
    """Give the weight of a column, the least first; in a log, whose rows have no names, the time (`when`) leads.

    A phone number is called by its digits: few have a display name.
    """
    order = (
        (leaf.path in {"number", "phone_number"} and leaf.kind is Kind.NUMBER, -1),
        (_is_name(leaf), 0),
        (not _is_seen(leaf), 20),
        (leaf.path == when, 0),
        (leaf.path in _PARTIES, 1),
        (leaf.kind is Kind.NUMBER or leaf.name == "prefix_number", 2),
        (leaf.path == "extension_number", 3),
        (leaf.name in {"name", "display_name", "email"} and any(word in leaf.path for word in _PERSONS), 4),
        (leaf.path in {"site.name", "site_name"}, 5),
        (bool(leaf.codes), 6),
        (leaf.name in {"status", "type", "direction", "result"} and "." not in leaf.path, 6),
        (leaf.kind in {Kind.DURATION, Kind.COUNT}, 7),
        (leaf.kind is Kind.EXTENSION, 8),
        (leaf.kind is Kind.TEXT, 9),
        (leaf.kind in {Kind.STATUS, Kind.CODE}, 10),
        (leaf.kind in _TIMES, 11),
    )
    rank = next((weight for holds, weight in order if holds), 12)
    return rank, leaf.path.count(".") + ("[" in leaf.path)
