"""An object as Zoom sent it: indented JSON whose lines are made ready to be shown when they are looked at."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, overload

from ztui.core.json_text import json_text
from ztui.core.text import Display, display
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import Part

if TYPE_CHECKING:
    from ztui.resources.model import Row
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.widgets.reader import Reader

__all__ = ["RawLines", "show_raw"]

PIECE = 8_000
"""Characters of one line; what follows is a line of its own, so that a screen of a long text never costs more."""
_MEMBER = re.compile(r'(\s*)("(?:[^"\\]|\\.)*": )(.*)', re.DOTALL)
_HEAVY = 100_000
"""Characters, about, from which on the text is written in a thread."""


class RawLines(Sequence[tuple[Part, ...]]):
    """The lines of an object's JSON: control characters escaped, names of members set apart.

    The JSON is written when its first line is asked for.

    Args:
        row: Its own answer.
        listed: It as a list has it; what only the list says follows, and is named so.
    """

    def __init__(self, row: Row, listed: Row | None = None) -> None:
        self._row = row
        self._beside = {name: value for name, value in (listed or {}).items() if name not in row}
        self._written: list[str] | None = None
        self._dim = -1
        self._further: set[int] = set()

    def __len__(self) -> int:
        return len(self._text())

    @overload
    def __getitem__(self, at: int) -> tuple[Part, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[Part, ...]]: ...
    def __getitem__(self, at: int | slice) -> tuple[Part, ...] | list[tuple[Part, ...]]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        line = self._text()[at]
        at = at % len(self)
        if at == self._dim:
            return (Part(Display(line), "dim"),)
        member = _MEMBER.fullmatch(line) if at not in self._further else None
        if member is None:
            return (Part(_raw(line)),)
        indent, name, rest = member.groups()
        return (Part(Display(indent)), Part(_raw(name), "label"), Part(_raw(rest)))

    @property
    def is_heavy(self) -> bool:
        """Tell whether writing it may take long."""
        return self._written is None and _is_heavy([self._row, self._beside])

    def write(self) -> None:
        """Write the JSON; may be done in a thread."""
        lines: list[str] = []
        further: set[int] = set()
        _cut(json_text(self._row, indent=2), lines, further)
        if self._beside:
            self._dim = len(lines) + 1
            lines += ["", "Only in the list:"]
            _cut(json_text(self._beside, indent=2), lines, further)
        self._further, self._written = further, lines

    def _text(self) -> list[str]:
        if self._written is None:
            self.write()
        return self._written or []


def _cut(text: str, lines: list[str], further: set[int]) -> None:
    """Add the lines of a text, long ones in pieces; note which lines are pieces of the one before."""
    for line in text.split("\n"):
        lines.append(line[:PIECE])
        for start in range(PIECE, len(line), PIECE):
            further.add(len(lines))
            lines.append(line[start : start + PIECE])


def _raw(text: str) -> Display:
    return display(text, longest=len(text))


def _is_heavy(value: object) -> bool:
    """Tell whether a value has many characters, without looking at more of it than that takes."""
    left = _HEAVY
    waiting = [value]
    while waiting and left > 0:
        each = waiting.pop()
        left -= len(each) if isinstance(each, str) else 10
        if isinstance(each, Mapping):
            left -= sum(map(len, each))
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return left <= 0


def show_raw(screen: HouseScreen, reader: Reader, lines: RawLines, *, keep: bool = False) -> None:
    """Show an object's JSON; a long one is written beside the screen, and stands there when it is."""
    if not lines.is_heavy:
        reader.show(lines, keep=keep)
        return
    if not keep:
        dots = "..." if screen.signs.ellipsis.isascii() else "…"
        reader.show([texts((f"Writing the JSON {dots}", "dim"))])
    screen.workers.cancel_group(screen, "raw")
    screen.start(_write(reader, lines, keep=keep), "raw")


async def _write(reader: Reader, lines: RawLines, *, keep: bool) -> None:
    await asyncio.to_thread(lines.write)
    reader.show(lines, keep=keep)
