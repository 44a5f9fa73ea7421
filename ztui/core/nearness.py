"""Which of the names that there are somebody may have meant by one that nothing has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["nearest"]

_PART = re.compile(r"[^0-9a-z]+")
_TELLING = 4
"""Characters from which on a part of a name tells which name is meant."""


def nearest(name: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Give the names that somebody may have meant: misspelt, cut short, or only a part of them typed.

    One slip is taken for such in a word of three letters, two from six and three from nine on: with more, what is
    offered looks like nothing that was typed (`bogus`, `hours`).

    Args:
        name: What was typed.
        known: The names that there are.
        most: How many are given at most.

    Returns:
        The nearest first, none where none is near.
    """
    candidates = list(dict.fromkeys(known))
    folded = name.casefold()
    slips = _slips_allowed(_spaced(folded))
    ranked = sorted((_slips(folded, each.casefold(), slips), place) for place, each in enumerate(candidates))
    close = [candidates[place] for count, place in ranked if count <= slips]
    starts = [each for each in candidates if folded and each.casefold().startswith(folded)]
    holds = [each for each in candidates if len(folded) >= _TELLING and folded in each.casefold()]
    parts = [each for each in candidates if _has_close_part(folded, each.casefold(), slips)]
    return tuple(dict.fromkeys([*close, *starts, *holds, *parts]))[:most]


def _slips_allowed(name: str) -> int:
    length = len(name)
    return max(min(3, length // 3), length // 4)


def _has_close_part(folded: str, known: str, slips: int) -> bool:
    """Tell whether a word of a name, or its path after a dot or a slash, looks alike (`tpye`: `number_type`)."""
    tails = [known[place + 1 :] for place, char in enumerate(known) if char in "./"]
    return any(_slips(folded, each, slips) <= slips for each in (*_PART.split(known), *tails))


def _spaced(text: str) -> str:
    return text.replace("-", " ").replace("_", " ")


def _slips(typed: str, meant: str, most: int) -> int:
    """Count the letters that are missing, too many, wrong, or in the place of their neighbour; `most` + 1 for more."""
    typed, meant = _spaced(typed), _spaced(meant)
    if not typed or not meant or abs(len(typed) - len(meant)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for line, letter in enumerate(typed, 1):
        earlier, before, row = before, row, [line]
        for column, other in enumerate(meant, 1):
            slips = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + (letter != other))
            if line > 1 and column > 1 and letter == meant[column - 2] and other == typed[line - 2]:
                slips = min(slips, earlier[column - 2] + 1)
            row.append(slips)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
