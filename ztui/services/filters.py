r"""The language of `/`: what is typed becomes terms that the store understands.

    ann brück           rows that have both words, in any column of names, numbers, extensions and statuses
    "ann brück"         the words as they stand; \\" is a quote
    !voicemail          rows that do not have it
    0188  (415) 555     digits also find numbers that are written in another form
    site:main           the column has it;  site:!main or !site:main  has it not
    status=active       the column is it, as shown or as sent;  site=  has no value;  !=  is not it
    duration>60         order of numbers, durations (1:30), extensions and times; also < >= <=
    ext=8200            an extension without its site's code, or the complete number, also as 800-8200
    number:0188         where a call has two sides, either of them; from-number: and to-number: are one
    time>12:00          a time of day, or a day (2026-11-20, 20 Nov), month or instant of the viewer's zone; also : =

Case and accents do not count. All terms must hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ztui.core.errors import UnknownName, ZtuiError, nearest
from ztui.resources.cells import Viewer
from ztui.resources.extensions import split_extension
from ztui.resources.model import Column, Kind, Resource
from ztui.services import whens
from ztui.store.terms import Either, FieldTerm, LocalFilter, Match, Part, Sort, Term, Word
from ztui.store.texts import number_of, ordered, searchable

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FilterError", "parse", "sort_order"]

_NAMELESS = re.compile(r"!=|>=|<=|:|=|>|<")
_FIELD = re.compile(r"([A-Za-z_][\w.\-\[\]|]*?)(!=|>=|<=|:|=|>|<)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)("?)')
_ESCAPED = re.compile(r"\\(.)")
_NO_NUMBER_WORD = re.compile(r"[^\d+\-(). /\u00a0]")
_DURATION = re.compile(r"(?:(\d+):)?(\d+):(\d\d)")
_UNITS = {"s": 1, "m": 60, "h": 3600}
_ORDERED = frozenset({Kind.NUMBER, Kind.EXTENSION, Kind.CODE, Kind.COUNT, Kind.DURATION})
_TIMES = frozenset({Kind.TIME, Kind.CLOCK, Kind.DATE})
_SHORT_LENGTHS = range(3, 7)
"""Lengths of short extensions where a site does not tell its own."""
_NOBODY = Viewer(UTC, datetime(2026, 1, 1, tzinfo=UTC))
_ORDERS = frozenset({Match.ABOVE, Match.BELOW, Match.AT_LEAST, Match.AT_MOST})


class FilterError(ZtuiError):
    """A term that cannot be read.

    Attributes:
        start: Where the term begins in the text, in characters.
        end: Where it ends.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str, start: int, end: int) -> None:
        """Take what is wrong, the way out, and which part of the text it is."""
        super().__init__(message, hint)
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class _Piece:
    """One term as typed."""

    start: int
    end: int
    negated: bool
    field: str
    match: Match | None
    value: str
    is_open: bool = False
    is_quoted: bool = False


def parse(text: str, resource: Resource, viewer: Viewer | None = None) -> LocalFilter:
    """Read a filter.

    Args:
        text: As typed; "" lets every row pass.
        resource: Whose columns it may name.
        viewer: Who typed it: times are those of the viewer's zone, short extensions those of the sites' forms. None
            is somebody in UTC who knows of no site.

    Raises:
        FilterError: A term names no column, has no value, or compares what has no order, a quote is not closed.
    """
    return LocalFilter(tuple(_term(piece, resource, viewer or _NOBODY) for piece in _pieces(text)))


def sort_order(words: Sequence[str], resource: Resource) -> tuple[Sort, ...]:
    """Read column names with `-` before descending ones; none gives the resource's own order.

    Raises:
        UnknownName: The resource has no such column.
    """
    found: list[Sort] = []
    for word in words or resource.sort:
        name = word.removeprefix("-")
        column = _column(resource, name)
        if column is None:
            raise UnknownName("column", name, _names(resource))
        found.append(Sort(column.path, word.startswith("-")))
    return tuple(found)


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        piece = _piece(text, place)
        pieces.append(piece)
        place = piece.end
    return pieces


def _piece(text: str, start: int) -> _Piece:
    place = start
    negated = text.startswith("!", place)
    place += negated
    field, match = "", None
    found = _FIELD.match(text, place)
    if found:
        field, match, place = found[1], Match(found[2]), found.end()
        if match is Match.HAS and text.startswith("!", place):
            negated = not negated
            place += 1
    quoted = _QUOTED.match(text, place)
    is_open = quoted is not None and not quoted[2]
    if quoted:
        value, end = _ESCAPED.sub(r"\1", quoted[1]), quoted.end()
    else:
        end = next((at for at in range(place, len(text)) if text[at].isspace()), len(text))
        value = text[place:end]
    return _Piece(start, end, negated, field, match, value, is_open, quoted is not None)


def _term(piece: _Piece, resource: Resource, viewer: Viewer) -> Term:
    folded = searchable(piece.value)
    if piece.is_open:
        raise _error(piece, "The quote is not closed.", 'Type " behind the last word.')
    if piece.match is None:
        if not folded:
            raise _error(piece, "There is no word after '!'.", "Type one, or take it away.")
        if not piece.is_quoted and (sign := _NAMELESS.match(folded)):
            raise _error(piece, f"There is no column before '{sign[0]}'.", "Name one, or put it in quotes.")
        return Word(folded, _digits(folded), piece.negated)
    column = _column(resource, piece.field)
    if column is None and (sides := _sides(resource, piece.field)):
        differs = piece.match is Match.IS_NOT  # from both sides
        asked = replace(piece, negated=False, match=Match.IS if differs else piece.match)
        terms = tuple(_field_term(asked, each, folded, viewer) for each in sides)
        return Either(terms, piece.negated is not differs)
    if column is None:
        close = nearest(piece.field, _names(resource))
        hint = f"Did you mean {' or '.join(close)}?" if close else "Put it in quotes to look for the words."
        raise _error(piece, f"{resource.title} have no column named '{piece.field}'.", hint)
    return _field_term(piece, column, folded, viewer)


def _field_term(piece: _Piece, column: Column, folded: str, viewer: Viewer) -> FieldTerm:
    assert piece.match is not None
    if column.kind in _TIMES and folded:
        return _time_term(column, folded, piece, viewer)
    if piece.match in {Match.IS, Match.IS_NOT}:
        others = _others(column, folded, viewer)
        return FieldTerm(column.path, piece.match, folded, negated=piece.negated, others=others)
    if not folded:
        raise _error(piece, f"'{piece.field}{piece.match}' has no value.", f"Type one, or {piece.field}= for none.")
    if piece.match is Match.HAS:
        return _has(column, folded, piece)
    value = _order_value(column, folded, piece)
    return FieldTerm(column.path, piece.match, value, negated=piece.negated, parts=_parts(column, folded, viewer))


def _column(resource: Resource, name: str) -> Column | None:
    """Find a column by path or alias, by its head (`site`), or by the beginning of its path."""
    found = resource.column(name)
    if found is None:
        word = name.casefold().replace("-", "_")
        heads = [each for each in resource.columns if each.head.casefold().replace(" ", "_").replace("-", "_") == word]
        begins = [each for each in resource.columns if each.path.startswith((f"{name}.", f"{name}["))]
        found = next(iter([*heads, *begins]), None)
    return None if found is None or found.kind is Kind.SECRET else found


def _sides(resource: Resource, name: str) -> tuple[Column, ...]:
    """Give the columns of both sides of a call that a name without its side means (`ext`, `number`), else ()."""
    for sides in (("caller_", "callee_"), ("from_", "to_")):
        found = [_column(resource, f"{side}{name}") for side in sides]
        if all(found):
            return tuple(each for each in found if each is not None)
    return ()


def _has(column: Column, folded: str, piece: _Piece) -> FieldTerm:
    if column.kind in {Kind.COUNT, Kind.DURATION}:
        # A part of a number says nothing: 6 is not in 60.
        value = _order_value(column, folded, piece)
        plain = _seconds(folded) if column.kind is Kind.DURATION else number_of(folded)
        return FieldTerm(column.path, Match.IS, plain or value, negated=piece.negated)
    digits = _digits(folded) if column.kind in {Kind.NUMBER, Kind.EXTENSION} else ""
    return FieldTerm(column.path, Match.HAS, folded, digits, piece.negated)


def _time_term(column: Column, folded: str, piece: _Piece, viewer: Viewer) -> FieldTerm:
    span = whens.read_span(folded, viewer.zone, viewer.now)
    if span is None:
        raise _error(piece, f"'{piece.value}' is no time.", f"Write {whens.FORMS}.")
    assert piece.match is not None
    return FieldTerm(column.path, piece.match, folded, negated=piece.negated, span=span)


def _others(column: Column, folded: str, viewer: Viewer) -> tuple[str, ...]:
    """Give what else an extension may be as it was sent: its digits alone, and with the codes of the sites."""
    digits = _digits(folded) if column.kind in {Kind.NUMBER, Kind.EXTENSION} else ""
    if not digits or column.kind is Kind.NUMBER:
        return (digits,) if digits else ()
    forms = dict.fromkeys(viewer.sites.values())
    longs = [form.code + digits for form in forms if split_extension(form.code + digits, form)[0]]
    return (digits, *longs)


def _parts(column: Column, folded: str, viewer: Viewer) -> tuple[Part, ...]:
    """Give the extensions that are shown short, if what was typed is no longer than they are."""
    digits = number_of(folded)
    if column.kind is not Kind.EXTENSION or not digits.isdecimal():
        return ()
    found: list[Part] = []
    for form in dict.fromkeys(viewer.sites.values()):
        for length in (form.length,) if form.length else _SHORT_LENGTHS:
            if len(digits) <= length:
                ends = (form.code + digit * length for digit in "09")
                found.append(Part(*map(ordered, (*ends, form.code + digits.zfill(length)))))
    return tuple(found)


def _order_value(column: Column, folded: str, piece: _Piece) -> str:
    if column.kind not in _ORDERED:
        assert piece.match is not None
        raise _error(piece, f"'{piece.match}' asks for a number, and {piece.field} has none.", "Use : or = instead.")
    number = _seconds(folded) if column.kind is Kind.DURATION else number_of(folded)
    if not number:
        form = "60, 90s, 2m or 1:30" if column.kind is Kind.DURATION else "digits"
        raise _error(piece, f"'{piece.value}' is no number.", f"Write {form}.")
    return ordered(number)


def _seconds(text: str) -> str:
    clock = _DURATION.fullmatch(text)
    if clock and text.isascii():
        return str(int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3]))
    if text[-1:] in _UNITS and text[:-1].isascii() and text[:-1].isdecimal():
        return str(int(text[:-1]) * _UNITS[text[-1]])
    return number_of(text)


def _digits(folded: str) -> str:
    if _NO_NUMBER_WORD.search(folded):
        return ""
    return number_of(folded)


def _names(resource: Resource) -> list[str]:
    columns = [each for each in resource.columns if each.kind is not Kind.SECRET]
    return [each.path for each in columns] + [each.alias for each in columns if each.alias]


def _error(piece: _Piece, message: str, hint: str) -> FilterError:
    return FilterError(message, hint, piece.start, piece.end)
