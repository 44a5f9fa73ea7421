"""The driver: Textual's own for Linux and macOS, which sends the difference instead of the whole.

Textual hands its driver each update as one string. The cells of the last frame are kept, the update is laid over them,
and what differs is sent: runs of cells, erased blanks, lines that moved by a scroll region. This is the one module of
the package that knows Textual; the others are plain Python, and none names the program around it.
"""

from __future__ import annotations

import os
import re
import signal
from typing import TYPE_CHECKING, Any

from textual import events
from textual.drivers.linux_driver import LinuxDriver

from .capabilities import read_capabilities
from .differ import Differ
from .updates import is_update

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

    from .lines import Frame

__all__ = ["DifferentialDriver"]

_SYNC_BEGIN, _SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
_LEAST_SYNCED = 600
"""An update of fewer bytes is shown at once by any terminal; the bracket around it would only cost."""
_ALTERNATE_SCREEN = "\x1b[?1049h"
_HARMLESS = re.compile(r"(?:\x07|\x1b\[[?<>=][0-9;$]*[hlpuq]|\x1b\[[0-9;]*[nctq]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\))*")
"""What neither draws nor moves the cursor: bells, modes, questions, titles, the clipboard, the pointer's shape."""


class DifferentialDriver(LinuxDriver):
    """Sends what differs from what the terminal shows.

    Whatever it cannot follow it sends as it came, and from then on it knows nothing of the terminal until that is drawn
    again: the worst that can happen is what Textual's own driver sends.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._differ = Differ(read_capabilities(os.environ.get("TERM", ""), self.fileno))
        self._is_forgotten = False
        self._is_adopted = False
        self._held = ""
        self._is_synced = False

    def frame(self) -> Frame | None:
        """Give what the terminal shows, None if not all of it is known."""
        return None if self._is_forgotten else self._differ.frame

    def adopt(self, frame: Frame) -> None:
        """Take for granted that the terminal shows a frame on its alternate screen; called before it is started.

        A frame that cannot be read is taken for no frame: all is drawn.
        """
        try:
            self._differ.adopt(frame)
            self._is_adopted = True
        except Exception:
            self._differ.forget()

    def invalidate(self) -> None:
        """Take note that the terminal may show anything, before it is drawn again. May be called by any thread."""
        self._is_forgotten = True

    def start_application_mode(self) -> None:
        """Take the terminal; it is not known what it shows, unless a frame was adopted."""
        if not self._is_adopted:
            self.invalidate()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._is_adopted = False
        self._watch_size()

    def _watch_size(self) -> None:
        """Forget when the terminal gets another size, before the app is told."""
        told = signal.getsignal(signal.SIGWINCH)
        if not callable(told):
            return

        def resized(number: int, stack: Any) -> None:
            self.invalidate()
            told(number, stack)

        signal.signal(signal.SIGWINCH, resized)

    def process_message(self, message: Message) -> None:
        """Forget when the terminal tells of another size in its input."""
        if isinstance(message, events.Resize):
            self.invalidate()
        super().process_message(message)

    def write(self, data: str) -> None:
        """Send data, or what of it the terminal does not show yet."""
        if data == _SYNC_BEGIN:
            self._held = data
        elif data == _SYNC_END:
            self._held = ""
            if self._is_synced:
                self._is_synced = False
                super().write(data)
        elif data == _ALTERNATE_SCREEN and self._is_adopted:
            return
        elif is_update(data):
            self._update(data)
        else:
            if not _HARMLESS.fullmatch(data):
                self.invalidate()
            super().write(data)

    def _update(self, data: str) -> None:
        if self._is_forgotten:
            self._is_forgotten = False
            self._differ.forget()
        try:
            sent = self._differ.encode(data, self._app.size)
            long = len(sent) >= _LEAST_SYNCED
        except Exception:
            # Whatever it is, the screen must be right: what came is sent as it came.
            self._differ.forget()
            sent, long = data, True
        if self._held and long:
            sent = self._held + sent
            self._is_synced = True
        self._held = ""
        if sent:
            super().write(sent)
