"""A piece of a filter becomes a term that the stores understand: by a column, by a name of the resource, as a word."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core import phone
from ztui.core.nearness import nearest
from ztui.resources.extensions import split_extension
from ztui.resources.model import Column, Kind
from ztui.services import whens
from ztui.services.filters_pieces import unreadable
from ztui.services.filters_words import worded
from ztui.services.sorting import column_of, names_of
from ztui.store.terms import Both, Either, FieldTerm, Match, Part, Term, Word
from ztui.store.texts import number_of, ordered, searchable

if TYPE_CHECKING:
    from ztui.resources.cells import Viewer
    from ztui.resources.model import Resource
    from ztui.resources.narrowing import FilterWord
    from ztui.services.filters_pieces import FilterError, Piece

__all__ = ["term_of"]

_NAMELESS = re.compile(r"!=|>=|<=|:|=|>|<")
_NO_NUMBER_WORD = re.compile(r"[^\d+\-(). /\u00a0]")
_DURATION = re.compile(r"(?:(\d+):(?=[0-5]?\d:))?(\d+):([0-5]\d)")
_CLOCKED = re.compile(r"\d:\d\d$|\d[smh]$", re.ASCII)
_UNITS = {"s": 1, "m": 60, "h": 3600}
_NUMBERS = frozenset({Kind.NUMBER, Kind.EXTENSION})
_ORDERED = _NUMBERS | {Kind.CODE, Kind.COUNT, Kind.DURATION}
_COUNTED = frozenset({Kind.COUNT, Kind.DURATION})
_TIMES = frozenset({Kind.TIME, Kind.CLOCK, Kind.DATE})
_SHORT_LENGTHS = range(3, 7)
"""Lengths of short extensions where a site does not tell its own."""


def term_of(piece: Piece, resource: Resource, viewer: Viewer) -> Term:
    """Understand a piece.

    Raises:
        FilterError: It cannot be read.
    """
    if piece.is_open:
        raise unreadable(piece, "The quote is not closed.", 'Type " behind the last word.')
    if piece.match is None:
        return _word(piece, resource, viewer)
    word = next((each for each in resource.words if each.name == piece.field.casefold()), None)
    if word is not None:
        return _by_word(piece, word, resource, viewer)
    column = column_of(resource, piece.field)
    if column is not None:
        return _by_column(worded(piece, column), column, viewer)
    close = nearest(piece.field, names_of(resource))
    hint = f"Did you mean {' or '.join(close)}?" if close else "Put it in quotes to look for the words."
    raise unreadable(piece, f"There is no column named '{piece.field}' here.", hint)


def _word(piece: Piece, resource: Resource, viewer: Viewer) -> Term:
    folded = searchable(piece.value)
    if not folded:
        if not piece.negated:
            raise unreadable(piece, "There is nothing between the quotes.", "Type a word, or take them away.")
        raise unreadable(piece, "There is no word after '!'.", "Type one, or take it away.")
    if not piece.is_quoted and (sign := _NAMELESS.match(folded)):
        raise unreadable(piece, f"There is no column before '{sign[0]}'.", "Name one, or put it in quotes.")
    word = Word(folded, _digits(folded))
    if not ((piece.begins or piece.ends) and _digits(searchable(piece.bare))):
        return replace(word, negated=piece.negated)
    # A number with a star is looked for where numbers are, and as it stands: *86 is dialled like that.
    seen = [each for each in resource.columns if not each.hidden and (each.forms is not None or each.kind in _NUMBERS)]
    asked = replace(piece, match=Match.HAS, negated=False)
    return Either((word, *(_starred(asked, each, viewer) for each in seen)), piece.negated)


def _by_word(piece: Piece, word: FilterWord, resource: Resource, viewer: Viewer) -> Term:
    columns = [each for path in word.paths if (each := resource.column(path)) is not None]
    if word.sign:
        if piece.match not in {Match.HAS, Match.IS}:
            raise unreadable(piece, f"'{word.name}' compares already.", f"Write {word.name}:2026-11-21.")
        if not searchable(piece.value):
            raise unreadable(piece, f"'{word.name}:' has no value.", f"Write {word.name}:2026-11-21.")
        return _by_column(replace(piece, match=Match(word.sign)), columns[0], viewer)
    if len(columns) == 1:
        piece = worded(piece, columns[0], shown=False)
    differs = piece.match is Match.IS_NOT
    asked = replace(piece, negated=False, match=Match.IS if differs else piece.match)
    if asked.match is Match.IS and not searchable(piece.value):
        differs = not differs  # no value is: not any value
        asked = replace(asked, match=Match.IS_NOT)
    terms = tuple(_by_column(asked, each, viewer) for each in columns)
    found: Term = terms[0] if len(terms) == 1 else Either(terms)
    if word.where:
        found = Both((found, *(FieldTerm(path, Match.IS, searchable(value)) for path, value in word.where)))
    return replace(found, negated=found.negated ^ piece.negated ^ differs)


def _by_column(piece: Piece, column: Column, viewer: Viewer) -> FieldTerm:
    assert piece.match is not None
    folded = searchable(piece.value)
    if column.kind in _TIMES and folded:
        return _time_term(piece, column, folded, viewer)
    equals = piece.match in {Match.IS, Match.IS_NOT}
    if (equals or piece.match is Match.HAS) and piece.has_stars and column.kind not in _COUNTED:
        return _starred(piece, column, viewer)
    if equals:
        value = folded
        if column.kind is Kind.DURATION and _CLOCKED.search(folded):
            value = _seconds(folded)
            if not value:
                raise _no_number(piece, column)
        return FieldTerm(column.path, piece.match, value, negated=piece.negated, others=_others(column, folded, viewer))
    if not folded:
        raise unreadable(piece, f"'{piece.field}{piece.match}' has no value.", f"Type one, or {piece.field}= for none.")
    if piece.match is Match.HAS:
        return _has(piece, column, folded)
    value = _order_value(piece, column, folded)
    return FieldTerm(column.path, piece.match, value, negated=piece.negated, parts=_parts(column, folded, viewer))


def _has(piece: Piece, column: Column, folded: str) -> FieldTerm:
    if column.kind in _COUNTED:
        # A part of a number says nothing: 6 is not in 60.
        value = _order_value(piece, column, folded)
        plain = _seconds(folded) if column.kind is Kind.DURATION else number_of(folded)
        return FieldTerm(column.path, Match.IS, plain or value, negated=piece.negated)
    return FieldTerm(column.path, Match.HAS, folded, _digits_in(column, folded), piece.negated)


def _starred(piece: Piece, column: Column, viewer: Viewer) -> FieldTerm:
    """Give the term of a value with stars; a star alone stands for any value."""
    folded = searchable(piece.bare)
    negated = piece.negated ^ (piece.match is Match.IS_NOT)
    if not folded:
        return FieldTerm(column.path, Match.IS_NOT, "", negated=negated)
    digits = _digits_in(column, folded)
    codes: list[str] = []
    if digits and piece.begins and not folded.startswith("+"):
        if column.kind is not Kind.NUMBER:
            forms = dict.fromkeys(viewer.sites.values())
            codes += [form.code + digits for form in forms if len(digits) <= (form.length or _SHORT_LENGTHS[-1])]
        if column.kind is not Kind.EXTENSION:
            codes += filter(None, [phone.begun(digits, viewer.region)])
    return FieldTerm(
        column.path, Match.HAS, folded, digits, negated, tuple(codes), begins=piece.begins, ends=piece.ends
    )


def _time_term(piece: Piece, column: Column, folded: str, viewer: Viewer) -> FieldTerm:
    assert piece.match is not None
    span = whens.read_span(folded, viewer.zone, viewer.now)
    if span is None:
        raise unreadable(piece, f"'{piece.value}' is no time.", f"Write {whens.FORMS}.")
    if whens.is_moment(folded) and piece.match in {Match.HAS, Match.IS, Match.IS_NOT}:
        raise unreadable(piece, f"'{piece.value}' is one moment.", f"Write {piece.field}>{piece.value}.")
    return FieldTerm(column.path, piece.match, folded, negated=piece.negated, span=span)


def _others(column: Column, folded: str, viewer: Viewer) -> tuple[str, ...]:
    """Give what else an extension may be as it was sent: its digits alone, and with the codes of the sites."""
    digits = _digits_in(column, folded)
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


def _order_value(piece: Piece, column: Column, folded: str) -> str:
    if column.kind not in _ORDERED:
        assert piece.match is not None
        message = f"'{piece.match}' asks for a number, and {piece.field} has none."
        raise unreadable(piece, message, "Use : or = instead.")
    number = _seconds(folded) if column.kind is Kind.DURATION else number_of(folded)
    if not number or (column.kind in _COUNTED and folded.startswith("-")):
        raise _no_number(piece, column)
    return ordered(number)


def _no_number(piece: Piece, column: Column) -> FilterError:
    form = "60, 90s, 2m or 1:30" if column.kind is Kind.DURATION else "digits"
    return unreadable(piece, f"'{piece.value}' is no number.", f"Write {form}.")


def _seconds(text: str) -> str:
    clock = _DURATION.fullmatch(text)
    if clock and text.isascii():
        return str(int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3]))
    if text[-1:] in _UNITS and text[:-1].isascii() and text[:-1].isdecimal():
        return str(int(text[:-1]) * _UNITS[text[-1]])
    return "" if ":" in text else number_of(text)


def _digits_in(column: Column, folded: str) -> str:
    """Give the digits of a number in some other format, "" where the column has none or it is no number."""
    return _digits(folded) if column.kind in _NUMBERS or column.forms is not None else ""


def _digits(folded: str) -> str:
    if _NO_NUMBER_WORD.search(folded):
        return ""
    return number_of(folded)
