"""A program on a pseudo terminal: its keys, its output with the time of each piece, its screen, its use of the machine.

Nothing here sleeps. Whoever waits, waits on the terminal's file with a deadline, for a condition on the screen.
"""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from benchmarks.harness.grammar import Kind, Token, Tokenizer
from benchmarks.harness.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

__all__ = ["KEYS", "Chunk", "Ended", "Program", "Waited"]

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "f1": "\x1bOP",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
"""What a terminal sends for a key; other names are sent as they are."""

_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Chunk:
    """Output that was read at once.

    Attributes:
        at: When, in seconds of `time.perf_counter`.
        data: The bytes.
    """

    at: float
    data: bytes


class Waited(AssertionError):
    """What was waited for did not come; the message shows the screen."""


class Ended(Waited):
    """The program ended while something was waited for."""


class Program:
    """A running program and the terminal it runs on. To be used with `with`: at the end it is killed if it still runs.

    Attributes:
        screen: What the terminal shows.
        chunks: All output with its times.
        started: When the program was started, in seconds of `time.perf_counter`.
        tokens: All output, split.
    """

    def __init__(
        self,
        argv: Sequence[str | Path],
        *,
        size: tuple[int, int] = (80, 24),
        term: str = "xterm-256color",
        environ: Mapping[str, str] | None = None,
        cwd: str | Path | None = None,
        sync: bool = False,
    ) -> None:
        """Start the program.

        Args:
            argv: Program and arguments.
            size: Columns and lines of the terminal.
            term: Its name, for `TERM`.
            environ: All other variables the program gets; nothing is inherited if this is given.
            cwd: Folder to run in.
            sync: The terminal knows synchronized output (mode 2026) and says so when it is asked.
        """
        self.screen = Screen(*size)
        self.chunks: list[Chunk] = []
        self.tokens: list[Token] = []
        self._sync = sync
        self._tokenizer = Tokenizer()
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._eof = False
        self._master, slave = pty.openpty()
        try:
            self._set_size(*size)
            self.settings_before = termios.tcgetattr(slave)
            os.set_blocking(self._master, False)
            self.started = time.perf_counter()
            self.process = _begun(argv, slave, cwd, {**(os.environ if environ is None else environ), "TERM": term})
        except BaseException:
            os.close(self._master)
            raise
        finally:
            os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Keys and size

    def send(self, keys: str | bytes) -> float:
        """Type something as it is, and give the time at which it was typed."""
        data = keys.encode() if isinstance(keys, str) else keys
        now = time.perf_counter()
        while data:
            _, writable, _ = select.select([], [self._master], [], 5)
            if not writable:
                raise Waited(f"The program does not read its keys.\n{self.screen.text}")
            data = data[os.write(self._master, data) :]
        return now

    def press(self, *names: str) -> float:
        """Press keys by their names (`down`, `ctrl+l`, `a`), all at once; gives the time."""
        return self.send("".join(KEYS.get(name, name) for name in names))

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size; the program gets SIGWINCH."""
        self.screen.resize(columns, lines)
        self._set_size(columns, lines)

    def _set_size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    # Output

    @property
    def output(self) -> bytes:
        """Give all output so far."""
        return b"".join(chunk.data for chunk in self.chunks)

    def read(self, deadline: float) -> Chunk | None:
        """Take the next piece of output; None if the deadline passed or the output ended."""
        while not self._eof and (left := deadline - time.perf_counter()) > 0:
            readable, _, _ = select.select([self._master], [], [], left)
            if not readable:
                return None
            try:
                data = os.read(self._master, _PIECE)
            except BlockingIOError:
                continue
            except OSError:  # Linux: EIO once the last one who had the terminal is gone
                data = b""
            if not data:
                self._eof = True
                self._take(self._tokenizer.end())
                return None
            chunk = Chunk(time.perf_counter(), data)
            self.chunks.append(chunk)
            self._take(self._tokenizer.feed(self._decode(data)))
            return chunk
        return None

    def _take(self, found: list[Token]) -> None:
        self.tokens += found
        self.screen.feed(found)
        for token in found:
            if token.kind is Kind.CSI and token.text.endswith("$p"):
                mode = token.parameters.strip("?$")
                known = "2" if self._sync and mode == "2026" else "0"
                with contextlib.suppress(OSError):
                    os.write(self._master, f"\x1b[?{mode};{known}$y".encode())

    def wait_for(self, wanted: str | Callable[[Screen], object], timeout: float = 20) -> float:
        """Read until the screen fulfils a condition.

        Args:
            wanted: A text that is to be seen, or a condition on the screen.
            timeout: Seconds after which it is too late.

        Returns:
            The time of the last piece of output, which is the one that fulfilled it; now, if there was none yet.

        Raises:
            Waited: It was not fulfilled in time; `Ended` if the program ended before. The message shows the screen.
        """
        deadline = time.perf_counter() + timeout
        while not _holds(wanted, self.screen):
            if self.read(deadline) is None:
                reason = f"{wanted!r} was not seen within {timeout:g} s"
                error = Ended if self._eof else Waited
                raise error(f"{reason}{', the program ended' * self._eof}:\n{self.screen.text}")
        return self.chunks[-1].at if self.chunks else time.perf_counter()

    def wait_quiet(self, quiet: float = 0.1, timeout: float = 20) -> list[Chunk]:
        """Read until nothing came for `quiet` seconds (from now, or from the last piece).

        Returns:
            What came.

        Raises:
            Waited: Something came all the time.
        """
        end = time.perf_counter() + timeout
        came: list[Chunk] = []
        while (chunk := self.read(time.perf_counter() + quiet)) is not None:
            came.append(chunk)
            if chunk.at > end:
                raise Waited(f"The output was not quiet within {timeout:g} s:\n{self.screen.text}")
        return came

    def wait_exit(self, timeout: float = 20) -> int:
        """Read until the program ended; gives its exit status, negative for the signal that ended it.

        Raises:
            Waited: It still runs.
        """
        deadline = time.perf_counter() + timeout
        while self.read(deadline) is not None:
            continue
        try:
            return self.process.wait(max(deadline - time.perf_counter(), 0.1 if self._eof else 0))
        except subprocess.TimeoutExpired:
            raise Waited(f"The program still runs after {timeout:g} s:\n{self.screen.text}") from None

    @property
    def settings(self) -> list[object]:
        """Give the line settings as they are now, to be compared with `settings_before`."""
        return termios.tcgetattr(self._master)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def hang_up(self) -> float:
        """Take the terminal away, as a connection that breaks does; gives the time."""
        if self._master >= 0:
            os.close(self._master)
            self._master, self._eof = -1, True
        return time.perf_counter()

    def close(self) -> None:
        """Take the terminal away, and end the program if it still runs."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
        self.hang_up()


def _begun(
    argv: Sequence[str | Path], terminal: int, cwd: str | Path | None, environ: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    with warnings.catch_warnings():
        # From 3.12 on: a fork beside threads. The child does next to nothing before it becomes another.
        warnings.simplefilter("ignore", DeprecationWarning)
        return subprocess.Popen(
            [str(each) for each in argv],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            cwd=cwd,
            env=environ,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )


def _take_terminal() -> None:
    """Make the terminal on standard input the one that controls this session, whose signals `nohup` may have hidden."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


def _holds(wanted: str | Callable[[Screen], object], screen: Screen) -> bool:
    return wanted in screen.text if isinstance(wanted, str) else bool(wanted(screen))
