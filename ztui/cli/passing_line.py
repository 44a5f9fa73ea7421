"""A line on a terminal's stderr that is painted over and over, and taken away at the end."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from ztui.core.ports import Clock

__all__ = ["PassingLine"]

_OFTEN = 0.1
"""Seconds between two paints of the line."""
_ERASE = "\r\x1b[K"


class PassingLine:
    """Tells how far something is; on a stream that is no terminal, and if quiet, nothing is painted.

    Args:
        err: Where to write.
        clock: What time it is.
        quiet: Nothing is to be told.
        at_once: What comes first is painted; else what comes after a while.
    """

    def __init__(self, err: TextIO, clock: Clock, *, quiet: bool = False, at_once: bool = True) -> None:
        self._err = err
        self._clock = clock
        self._paints = not quiet and err.isatty()
        self._painted = -_OFTEN if at_once else clock.monotonic()
        self._shown = False

    def is_due(self) -> bool:
        """Tell whether the line would be painted now."""
        return self._paints and self._clock.monotonic() - self._painted >= _OFTEN

    def paint(self, text: str, *, last: bool = False) -> None:
        """Paint a text, as wide as the terminal is; too soon after another only if it is the last."""
        if not (self.is_due() or (last and self._paints)):
            return
        self._painted = self._clock.monotonic()
        self._err.write(f"{_ERASE}{text[: shutil.get_terminal_size().columns - 1]}")
        self._err.flush()
        self._shown = True

    def clear(self) -> None:
        """Make room for a line that stays."""
        if self._shown:
            self._err.write(_ERASE)
            self._shown = False

    def end(self) -> None:
        """Take the line away."""
        self.clear()
        self._err.flush()
