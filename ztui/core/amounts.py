"""Counts, sizes and shares in words: the one place where a noun gets its plural."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["counted", "few", "percent", "plural", "size"]

_HISSES = ("s", "x", "ch", "sh")
_VOWELS = frozenset("aeiou")
_LEAST = 0.05
"""Percent that are rounded to none; a share below that is there and is said to be."""
_KILO = 1_000


def plural(noun: str) -> str:
    """Give the plural of a noun, or of words that end in one: `calls`, `entries`, `emergency addresses`."""
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(_HISSES) else f"{noun}s"


def counted(count: int, noun: str, many: str = "") -> str:
    """Give a count with its noun: `1 call`, `12,480 calls`, `0 entries`.

    Args:
        count: How many.
        noun: One of them, or more words: `change is`.
        many: The same of several, where it is not the noun's plural: `changes are`.
    """
    return f"1 {noun}" if count == 1 else f"{count:,} {many or plural(noun)}"


def few(names: Sequence[str], most: int, joint: str = ", ") -> str:
    """Give some names, and how many more there are: `Sales, Support and 3 more`; "" for none.

    Args:
        names: All of them.
        most: So many are named at most.
        joint: Stands between two.
    """
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return joint.join(names[:most]) + more


def percent(share: float) -> str:
    """Give a share of the whole, 0 to 1, in percent: `22.7 %`; what would round to none is `under 0.1 %`."""
    hundredths = 100 * share
    return "under 0.1 %" if 0 < hundredths < _LEAST else f"{hundredths:.1f} %"


def size(bytes: int) -> str:
    """Give roughly how large something is, in powers of 1,000: `0.4 MB`, `12.0 GB`."""
    megabytes = bytes / _KILO**2
    return f"{megabytes:,.1f} MB" if megabytes < _KILO else f"{megabytes / _KILO:,.1f} GB"
