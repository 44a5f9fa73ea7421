r"""Words as one line for a shell that somebody pastes it into: bash, zsh, dash and fish read the same words from it.

The standard library quotes for POSIX shells alone. In fish, `\'` and `\\` mean something inside of single quotes, so
that a name such as `\'; reboot; '` would end the quotes there; zsh takes a word that begins with `=` for a program.
So backslashes that stand before a quote, at an end or in a row, and single quotes themselves, go into double quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["joined", "quoted"]

_PLAIN = re.compile(r"[A-Za-z0-9_@+:,./-][A-Za-z0-9_@+:,./=-]*")
_APART = re.compile(r"('+|\\+(?='|\Z)|\\{2,})")


def quoted(word: str) -> str:
    """Give a word as these shells read it back, whatever it holds but NUL, which no argument can hold."""
    if _PLAIN.fullmatch(word):
        return word
    parts = (_part(each) for each in _APART.split(word) if each)
    return "".join(parts) or "''"


def joined(words: Iterable[str]) -> str:
    """Give words as one line."""
    return " ".join(map(quoted, words))


def _part(text: str) -> str:
    if not _APART.fullmatch(text):
        return f"'{text}'"
    doubled = text.replace("\\", "\\\\")
    return f'"{doubled}"'
