"""Terms that a letter puts into the local filter and takes out of it; all that is kept of them is the filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.text import fold
from ztui.services.filters_pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ztui.resources.model import Resource
    from ztui.resources.narrowing import Chip

__all__ = ["chips_in", "named_chips", "toggled"]


def chips_in(text: str, resource: Resource) -> tuple[Chip, ...]:
    """Give the chips of which a filter has the term."""
    there = {fold(text[each.start : each.end]) for each in pieces(text)}
    return tuple(each for each in resource.chips if fold(each.term) in there)


def toggled(text: str, chip: Chip, resource: Resource) -> str:
    """Put a chip's term into a filter in the place of others of its group, or take it out if it was there."""
    group = {fold(each.term) for each in resource.chips if each.group == chip.group}
    words = [text[each.start : each.end] for each in pieces(text)]
    rest = [each for each in words if fold(each) not in group]
    was = fold(chip.term) in map(fold, words)
    return " ".join(rest if was else [*rest, chip.term])


def named_chips(words: Sequence[str], resource: Resource) -> tuple[str, tuple[str, ...]]:
    """Take the chips out of words behind a list's name.

    Args:
        words: As typed (`today missed in`).
        resource: Whose chips.

    Returns:
        The terms of a filter that the words name, and the words that name none.
    """
    named = {name: each for each in resource.chips for name in each.names}
    found = [named.get(fold(word)) for word in words]
    text = ""
    for chip in _last_of_each_group(each for each in found if each is not None):
        text = toggled(text, chip, resource)
    return text, tuple(word for word, chip in zip(words, found, strict=True) if chip is None)


def _last_of_each_group(chips: Iterable[Chip]) -> Iterable[Chip]:
    return {each.group: each for each in chips}.values()
