"""Lists of texts as one line: commas between, quotes round an element that a comma would tear apart."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["joined", "split"]

_PLAIN = re.compile(r'[^\s,"][^,"\x00-\x1f]*')
_QUOTED = re.compile(r'\s*("(?:[^"\\]|\\.)*")\s*(?:,|$)')
_BARE = re.compile(r"[^,]*(?:,|$)")


def joined(elements: Iterable[str]) -> str:
    """Write texts as one line that `split` reads as the same."""
    return ", ".join(each if _is_plain(each) else json.dumps(each, ensure_ascii=False) for each in elements)


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and text == text.strip()


def split(text: str) -> list[str]:
    """Read the elements of a line: what stands between commas, without the spaces around it; nothing is no element.

    What begins with a quote and does not end with one is taken as it is.
    """
    found: list[str] = []
    at = 0
    while at < len(text):
        quoted = _QUOTED.match(text, at)
        if quoted is not None and (inner := _unquoted(quoted[1])) is not None:
            found.append(inner)
            at = quoted.end()
            continue
        bare = _BARE.match(text, at)
        assert bare is not None
        element = bare.group().removesuffix(",").strip()
        if element:
            found.append(element)
        at = max(bare.end(), at + 1)
    return found


def _unquoted(text: str) -> str | None:
    try:
        return str(json.loads(text))
    except ValueError:
        return None
