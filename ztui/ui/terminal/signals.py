"""What ends the program from outside: signals, and a terminal that goes away.

The framework takes no notice of SIGTERM, SIGHUP and SIGQUIT, so they would leave the terminal in the alternate
screen, with the mouse reported and the cursor hidden. Here the first signal asks the program to leave as `:q!` does,
so that its state is kept, and arms an alarm. When that rings (the loop is stuck), or somebody sends a second signal,
the terminal is brought back past everything else and the process ends. Exit codes are those of a shell: 128 and the
number of the signal.

A terminal that is gone (the connection broke) is noticed even where SIGHUP is ignored: whoever reads from it gets
nothing, at once, and would read again for ever.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import signal
import threading
from typing import TYPE_CHECKING, Self

from ztui.ui.terminal.restore import Before

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable
    from types import FrameType, TracebackType

__all__ = ["Ending"]

_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
_BASE = 128
_PATIENCE = 2.0
"""Seconds in which the program has to leave by itself."""
_PATIENCE_ALONE = 0.8
"""The same where nobody looks on any more."""
_STREAMS = (0, 1, 2)


class Ending:
    """Ends the program when it is told to. To be used with `with`, in the main thread, before the terminal is changed.

    Until `hand_over` a signal unwinds by `SystemExit`. From then on it asks for the end. An error of an ending that was
    asked for is logged and goes no further: the reason for the end is the signal.

    Attributes:
        code: The exit code, once there was a signal.
    """

    def __init__(self, restoring: bytes | None = None, descriptor: int = 0) -> None:
        """Take what brings the terminal back (`restore_bytes()` if None), and its open file."""
        self._restoring = restoring
        self.code: int | None = None
        self._descriptor = descriptor
        self._loop: AbstractEventLoop | None = None
        self._leave: Callable[[int], object] | None = None
        self._has_left = self._gone = False
        self._replaced: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        self._before = Before.of(self._descriptor)
        self._streams = [each for each in _STREAMS if os.isatty(each)]
        for number in _ENDING:
            self._replace(number)
        if self._before.settings is not None:
            threading.Thread(target=self._watch, name="hang-up", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        if self.code is None:
            for number, handler in self._replaced.items():
                signal.signal(number, handler)  # type: ignore[arg-type]  # what `signal.signal` gave
            return False
        # The alarm stays armed: threads that nobody stops have no longer than that. After them come the last words of
        # Python, from which on there are no handlers any more.
        atexit.register(signal.setitimer, signal.ITIMER_REAL, 0)
        if isinstance(error, Exception):
            import logging  # a start would wait for it, which hardly ever has to log anything here

            logging.getLogger(__name__).warning("failed while ending with %d", self.code, exc_info=error)
            return True
        return False

    def hand_over(self, loop: AbstractEventLoop, leave: Callable[[int], object]) -> None:
        """From now on ask for the end instead of unwinding.

        Args:
            loop: The loop that the program runs on.
            leave: Leaves the program with an exit code; called on the loop.
        """
        self._loop, self._leave = loop, leave
        self._replace(signal.SIGINT)

    def left(self) -> None:
        """Take note that the terminal is as it was, so that nothing is written to it any more."""
        self._has_left = True

    def _replace(self, number: signal.Signals) -> None:
        self._replaced.setdefault(number, signal.signal(number, self._end))

    def _end(self, number: int, _frame: FrameType | None) -> None:
        first, self.code = self.code is None, self.code or _BASE + number
        if first:
            signal.signal(signal.SIGALRM, self._cut)
            signal.setitimer(signal.ITIMER_REAL, _PATIENCE_ALONE if self._gone or self._hung_up() else _PATIENCE)
        if self._loop is None or self._leave is None:
            raise SystemExit(self.code)  # where Python swallows it, as in the end of an object, the alarm stands
        if first:
            with contextlib.suppress(RuntimeError):  # the loop is closed, what is left to do is done after it
                self._loop.call_soon_threadsafe(self._leave, self.code)
        elif number != signal.SIGHUP and self.code != _BASE + signal.SIGHUP:
            # A connection that breaks is told by the kernel, by the shell and by the session's keeper: no impatience.
            self._cut()

    def _cut(self, *_: object) -> None:
        if not self._has_left:
            self._before.restore(self._restoring)
        os._exit(self.code or 1)

    def _hung_up(self, timeout: int | None = 0) -> bool:
        """Tell whether the terminal was hung up; waits for that without a timeout."""
        poll = select.poll()
        poll.register(self._descriptor, 0)  # only what is always told: that it hung up, or is no open file
        return any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(timeout))

    def _watch(self) -> None:
        if not self._hung_up(None):
            return  # a system that cannot poll a terminal
        self._gone = True
        # From now on reading ends and writing succeeds, and nobody has to know why.
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in self._streams:
            os.dup2(nothing, stream)
        os.close(nothing)
        if self.code is None:
            os.kill(os.getpid(), signal.SIGHUP)
