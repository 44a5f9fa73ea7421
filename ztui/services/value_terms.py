"""The terms of a filter that let those rows pass which were counted under one value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ztui.resources.calls import is_withheld, party
from ztui.resources.rows import text_of
from ztui.resources.shows import WITHHELD
from ztui.services.counting import QUEUES
from ztui.services.filters_words import is_word_of

if TYPE_CHECKING:
    from datetime import tzinfo

    from ztui.services.calls.totals import Stretch
    from ztui.services.counting import Way
    from ztui.store.figures import Counted

__all__ = ["hour_term", "stretch_term", "term_of", "weekday_term"]

_PLAIN: Final = re.compile(r'[^\s"\\]+')
_SIDES: Final = ("caller", "callee")
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def term_of(way: Way, value: Counted) -> str:
    """Give the terms for a value that was counted by `way`.

    A party with an extension and without a name is found with those who have a name and the same extension.
    """
    name, row = way.term_name, value.row
    if way.part == "hour":
        return hour_term(name, int(row["hour"]))
    if way.part:
        word = text_of(row.get(way.part))
        return f"{name}:{word[:3].lower() if way.part == 'weekday' else word}"
    side = way.column.path.removesuffix("_name")
    if side in _SIDES and way.column.path.endswith("_name"):
        term = _of_party(name, side, value)
        return f"{term} {QUEUES.path}={QUEUES.value}" if way.is_queue else term
    text = value.text if value.text or way.column.path not in row else text_of(row[way.column.path])
    # A word that Zoom sends and that is not known is still one that was counted.
    return f"{name}={_quoted(text, always=not is_word_of(text, way.column))}"


def hour_term(name: str, hour: int) -> str:
    """Give the terms for an hour of the day, whatever the day."""
    end = f" {name}<{hour + 1:02}:00" if hour < 23 else ""
    return f"{name}>={hour:02}:00{end}"


def weekday_term(name: str, weekday: int) -> str:
    """Give the term for a weekday, 0 is Monday."""
    return f"{name}:{_WEEKDAYS[weekday]}"


def stretch_term(name: str, stretch: Stretch, zone: tzinfo) -> str:
    """Give the terms for a stretch of time: by its days where it is made of them, else by its local ends.

    The ends name their offset from UTC where the clocks change within a day of them.
    """
    first, end = stretch.begin.astimezone(zone), stretch.end.astimezone(zone)
    is_plain = first.replace(fold=0).utcoffset() == first.replace(fold=1).utcoffset() == end.utcoffset()
    if first.time() == end.time() == first.time().min:
        if (end.date() - first.date()).days == 1:
            return f"{name}:{first.date().isoformat()}"
        return f"{name}>={first.date().isoformat()} {name}<{end.date().isoformat()}"
    form = "%Y-%m-%dT%H:%M" if is_plain else "%Y-%m-%dT%H:%M%z"
    return f"{name}>={first:{form}} {name}<{end:{form}}"


def _of_party(name: str, side: str, value: Counted) -> str:
    row = value.row
    if side == "caller" and is_withheld(row):
        return f"{name}={WITHHELD}"
    called, extension, number = (text_of(row.get(f"{side}_{each}")) for each in ("name", "ext_number", "did_number"))
    if extension or not called:
        return f"{name}={_quoted(text_of(party(side)(row)))}"
    return f"{name}={_quoted(called)} {side}_did_number={_quoted(number)} {side}_ext_number="


def _quoted(text: str, *, always: bool = False) -> str:
    if not text or (_PLAIN.fullmatch(text) and not always):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
