"""Fields that can have a few words only: which of them was typed, and what no row can have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ztui.core.nearness import nearest
from ztui.services.filters_pieces import unreadable
from ztui.store.terms import Match
from ztui.store.texts import folded, forms_of, searchable

if TYPE_CHECKING:
    from ztui.resources.model import Column
    from ztui.services.filters_pieces import Piece

__all__ = ["is_word_of", "worded", "words_of"]

_ALIKE: Final = frozenset({Match.HAS, Match.IS, Match.IS_NOT})
_TOLD: Final = 6


def words_of(column: Column) -> frozenset[str]:
    """Give all words, folded, of a field that can have a few only: as sent, as shown, as called; none for others."""
    forms = forms_of(column)
    more = [form for each in column.values for form in (forms(each) if forms is not None else ())]
    return frozenset(filter(None, [*map(folded, column.values), *map(searchable, more)]))


def is_word_of(text: str, column: Column) -> bool:
    """Tell whether a value is one that a filter may name without quotes."""
    words = words_of(column)
    return not words or folded(text) in words


def worded(piece: Piece, column: Column, *, shown: bool = True) -> Piece:
    """Take a word that the field can have for the whole word, though others have it in them (`recorded`).

    What is in quotes, or has a star, stays as it is.

    Args:
        piece: As typed.
        column: Which field.
        shown: It is judged by what the column shows, which may be more than the words that Zoom sends.

    Raises:
        FilterError: No word of the field has the value in it.
    """
    value = searchable(piece.value)
    if not column.values or not value or piece.is_quoted or piece.has_stars or piece.match not in _ALIKE:
        return piece
    words = words_of(column)
    if value in words:
        return replace(piece, match=Match.IS) if piece.match is Match.HAS else piece
    if any(value in each for each in words) or (shown and column.show is not None):
        return piece
    known = [*column.values, *(short for _, short in column.short)]
    close = nearest(value, known)
    few = [*dict.fromkeys(column.values)]
    told = ", ".join(few[:_TOLD]) + (" and more" if len(few) > _TOLD else "")
    hint = f"Did you mean {' or '.join(close)}?" if close else f"It may be {told}."
    raise unreadable(piece, f"{piece.field} is never '{piece.value}'.", hint)
