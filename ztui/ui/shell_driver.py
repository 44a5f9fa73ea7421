"""A driver that gets on with shells, links and old terminals: what Textual's does, with five differences.

- What the terminal would print instead of obey is not sent, nor what is of no use here.
- A stop (ctrl+z, SIGTSTP) happens on the loop, not in the handler of the signal: that may have interrupted whoever
  holds the lock that it would need.
- A process that goes on in the background stops again, and leaves the terminal to the shell.
- SIGCONT without a stop of ours (`kill -CONT`, or `fg` after `kill -STOP`) takes the terminal anew; Textual's driver
  would read it twice, and take its own line settings for those of the shell.
- A terminal that is gone ends reading and writing without a word: `signals` ends the program.

Can be put before another driver in a list of bases.
"""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual.drivers.linux_driver import LinuxDriver

from ztui.ui.terminal.abilities import Abilities
from ztui.ui.terminal.restore import is_ours

if TYPE_CHECKING:
    from textual.app import App

__all__ = ["ShellDriver"]

_SETTLED = 0.02
"""Seconds after which a process that goes on looks where it is: signals that came with it are obeyed by then."""
_MAIN = "\x1b[?1049l"
_CLEAR = "\x1b[0m\x1b[H\x1b[J"
_PRINTED = ("\x1b]", "\x1b[>", "\x1b[<", "\x1b[?2026$", "\x1b[?2048$")
"""How those begin whose tail a terminal prints that does not know them."""
_USELESS = ("\x1b]22;", "\x1b[?2048$")
"""The shape of the mouse pointer; and reports of the size, which SIGWINCH tells as well, and with which Textual has the
mouse reported by the pixel: neither is worth its bytes on a slow link."""


class ShellDriver(LinuxDriver):
    """Drives the terminal of a program that a shell has started; see the module for what it does otherwise."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        self._abilities = Abilities.of(os.environ)
        self._stopped = False
        super().__init__(app, debug=debug, mouse=mouse and self._abilities.mouse, size=size)
        self._file = cast("Any", _Forgiving(cast("TextIO", self._file)))

    # What is sent

    def write(self, data: str) -> None:
        """Write what the terminal understands, while it is ours."""
        unwanted = _USELESS if self._abilities.strings else _PRINTED
        if self._stopped or data.startswith(unwanted):
            return
        if data == _MAIN and not self._abilities.alternate:
            super().write(_CLEAR)
        super().write(data)

    def run_input_thread(self) -> None:
        """Read keys until the end, also if that is the end of the terminal."""
        with contextlib.suppress(OSError):
            super().run_input_thread()

    # Stops

    def stop_application_mode(self) -> None:
        """Bring the terminal back, unless that was done when we were stopped: since then it is the shell's."""
        if not self._stopped:
            super().stop_application_mode()

    def disable_input(self) -> None:
        """Read no more keys; since a stop none are read, and to throw any away would stop us again."""
        if not self._stopped:
            super().disable_input()

    def _sigtstp_application(self, *_: object) -> None:
        if self._auto_restart:
            self._loop.call_soon_threadsafe(self._stop_here)
        else:  # an editor has the terminal, and is stopped with us
            _stop()

    def _sigcont_application(self, *_: object) -> None:
        if self._auto_restart and not self._stopped:
            self._loop.call_soon_threadsafe(self._take_anew)

    def _stop_here(self) -> None:
        if self._stopped or self._app._exit:
            return
        self.suspend_application_mode()
        self._stopped = True
        _stop()
        self._loop.call_later(_SETTLED, self._go_on)

    def _go_on(self) -> None:
        if self._app._exit:
            return
        if not is_ours(self.fileno):
            _stop()
            self._loop.call_later(_SETTLED, self._go_on)
            return
        self._stopped = False
        self._must_signal_resume = True
        self.resume_application_mode()

    def _take_anew(self) -> None:
        if self._stopped or self._app._exit:
            return
        if not is_ours(self.fileno):
            _stop()
            self._loop.call_later(_SETTLED, self._take_anew)
            return
        self.suspend_application_mode()
        self._must_signal_resume = True
        self.resume_application_mode()


def _stop() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


class _Forgiving:
    """A terminal's file that takes what is written after the terminal is gone."""

    def __init__(self, file: TextIO) -> None:
        self._wrapped = file

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            return self._wrapped.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._wrapped.flush()

    def fileno(self) -> int:
        return self._wrapped.fileno()
