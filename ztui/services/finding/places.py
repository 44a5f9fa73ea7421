"""Where what was typed stands in a text that is shown, to be underlined. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ztui.store.index.documents import Wanted

__all__ = ["in_digits", "in_mac", "in_text"]

Places = tuple[tuple[int, int], ...]
"""Begins and ends, in characters, in their order."""


def in_text(shown: str, wanted: Wanted) -> Places:
    """Give where the phrase stands in a name or an e-mail, else where its words do; case and accents do not count."""
    folded, origin = _mapped(shown, fold)
    found = _found(folded, origin, [wanted.phrase])
    return found or _found(folded, origin, [each.text for each in wanted.words])


def in_digits(shown: str, wanted: Wanted) -> Places:
    """Give where the digits stand in a number or an extension; what parts them is underlined with them."""
    folded, origin = _mapped(shown, lambda char: char if char.isascii() and char.isdigit() else "")
    patterns = [*wanted.digits, *wanted.numbers, *(each.digits for each in wanted.words)]
    for each in patterns:
        if found := _found(folded, origin, [each], last=not wanted.from_start):
            return found
    return ()


def in_mac(shown: str, wanted: Wanted) -> Places:
    """Give where hex digits stand in a MAC address as it is shown."""
    folded, origin = _mapped(shown.lower(), lambda char: char if char in "0123456789abcdef" else "")
    return _found(folded, origin, [wanted.mac])


def _mapped(shown: str, make: Callable[[str], str]) -> tuple[str, list[int]]:
    """Give what is searched of a text, and for each of its characters the place that it came from."""
    texts: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(shown):
        made = make(char)
        texts.append(made)
        origin += [place] * len(made)
    return "".join(texts), origin


def _found(folded: str, origin: list[int], patterns: Iterable[str], *, last: bool = False) -> Places:
    places = set()
    for each in patterns:
        at = (folded.rfind(each) if last else folded.find(each)) if each else -1
        if at >= 0:
            places.add((origin[at], origin[at + len(each) - 1] + 1))
    return tuple(sorted(places))
