"""How a terminal is left: the one place that knows what has to be taken back, whatever state the program is in.

Imports nothing but the standard library, so that it can be used before a terminal program is loaded, and after that
failed.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys
from typing import Any

from ztui.core.dataclass import dataclass

if sys.platform != "win32":
    import termios

__all__ = ["Before", "is_ours", "restore_bytes"]

_PATIENCE = 0.2
"""Seconds that a terminal has to take the bytes; one that takes none (a link that is down) is left as it is."""

_RESET_MODES = (
    2026,  # synchronized output: else a terminal may hold back all that follows
    2004,  # bracketed paste
    2048,  # reports of the size
    *(1000, 1002, 1003, 1006, 1015, 1016),  # the mouse
    1004,  # reports of the focus
)


def restore_bytes(*, plain: bool = False) -> bytes:
    """Give the bytes that bring a terminal back to where a shell expects it: everything that a program of ours sets.

    The order matters: the keyboard protocol belongs to the alternate screen, so it is popped before that is left; what
    was drawn there goes with it; the cursor is shown last, on the screen of the shell.

    Args:
        plain: For a terminal that has one screen only, which has to be cleared, and would print the end of what pops a
            keyboard protocol.
    """
    modes = "".join(f"\x1b[?{mode}l" for mode in _RESET_MODES)
    keyboard, clear = ("", "\x1b[H\x1b[J") if plain else ("\x1b[<u", "")
    return f"{modes}\x1b[?7h{keyboard}\x1b[r\x1b[0m{clear}\x1b[?1049l\x1b[?25h".encode("ascii")


@dataclass(frozen=True, slots=True)
class Before:
    """A terminal as it was before a program changed it.

    Attributes:
        descriptor: The open file of the terminal.
        settings: Its line settings (`termios`), None where there are none.
    """

    descriptor: int
    settings: list[Any] | None

    @classmethod
    def of(cls, descriptor: int = 0) -> Before:
        """Look at the terminal behind an open file; what is no terminal has no settings."""
        try:
            return cls(descriptor, termios.tcgetattr(descriptor))
        except termios.error:
            return cls(descriptor, None)

    def restore(self, data: bytes | None = None) -> None:
        """Write the bytes past everything that is buffered, and set the line settings back.

        Never waits longer than a moment and never fails: it is called from handlers of signals, with the rest of the
        program stuck. Nothing is done where there was no terminal, or while it belongs to somebody else, as it does
        while a shell has us stopped or in the background.

        Args:
            data: What to write; `restore_bytes()` if None.
        """
        if self.settings is None or not is_ours(self.descriptor):
            return
        _write(self.descriptor, restore_bytes() if data is None else data)
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self.descriptor, termios.TCSANOW, self.settings)


def is_ours(descriptor: int) -> bool:
    """Tell whether a terminal is for us to change: we are in its foreground, or it is not the one of our session."""
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:
        return True


def _write(descriptor: int, data: bytes) -> None:
    # A description of our own: O_NONBLOCK on the shell's would stay with the shell.
    try:
        own = os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError:
        return
    try:
        while data:
            if not select.select((), (own,), (), _PATIENCE)[1]:
                return
            data = data[os.write(own, data) :]
    except OSError:
        return
    finally:
        os.close(own)
