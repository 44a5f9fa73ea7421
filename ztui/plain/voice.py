"""What a conversation says and hears: lines, on a terminal or through pipes; no cursor moves, nothing is painted."""

from __future__ import annotations

import io
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Ear", "Voice"]

_OURS = "ztui: "
"""What commands begin their talk with in a shell, where others talk too."""


class Voice(io.TextIOBase):
    """A stream that is no terminal, so that commands paint no progress on it and hand nothing to a pager."""

    encoding = ""

    def __init__(self, out: TextIO) -> None:
        """Take where lines go."""
        super().__init__()
        self.encoding = getattr(out, "encoding", None) or "utf-8"
        self._out = out
        self._is_new = True

    def write(self, text: str, /) -> int:
        """Write a text; lines lose the name of the program, with which commands begin their talk."""
        for line in text.splitlines(keepends=True):
            self._out.write(line.removeprefix(_OURS) if self._is_new else line)
            self._is_new = line.endswith("\n")
        return len(text)

    def flush(self) -> None:
        """Let it be heard."""
        self._out.flush()

    def say(self, *lines: str) -> None:
        """Say lines."""
        for line in lines:
            self.write(f"{line}\n")
        self.flush()


class Ear:
    """Where commands and answers come from: a terminal, with line editing where Python has it, or a pipe."""

    def __init__(self, source: TextIO, voice: Voice, *, is_terminal: bool) -> None:
        """Take where lines come from, and where questions are put."""
        self._source = source
        self._voice = voice
        self.is_terminal = is_terminal
        if isinstance(source, io.TextIOWrapper):
            source.reconfigure(errors="replace")

    def edits(self, words: Sequence[str]) -> None:
        """Let lines be edited and remembered, and `tab` complete first words, if Python can."""
        if not self.is_terminal:
            return
        with suppress(ImportError):
            import readline

            def complete(text: str, state: int) -> str | None:
                is_first = not readline.get_line_buffer()[: readline.get_begidx()].strip()
                found = [f"{each} " for each in words if is_first and each.startswith(text)]
                return found[state] if state < len(found) else None

            readline.set_completer(complete)
            for told in ("tab: complete", "set enable-bracketed-paste off", "set bell-style none"):
                readline.parse_and_bind(told)

    def hear(self, prompt: str) -> str | None:
        """Give the next line without the spaces around it, None at the end; a pipe is shown no prompt.

        Raises:
            KeyboardInterrupt: It was interrupted.
        """
        self._voice.flush()
        with _interruptible():
            if not self.is_terminal:
                line = self._source.readline()
                return line.strip() if line else None
            try:
                return input(prompt).strip()
            except EOFError:
                return None

    def ask(self, question: str) -> str:
        """Ask something; what was typed or pasted before the question answers nothing. "" stands for the end."""
        if self.is_terminal:
            _forget_typed()
        else:
            self._voice.say(question)
        return self.hear(f"{question} ") or ""


def _forget_typed() -> None:
    """Throw away what waits to be read from the terminal."""
    with suppress(ImportError, OSError, ValueError):
        import termios

        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let an interrupt end the reading, also while a command asks, whose loop would only take note of it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
