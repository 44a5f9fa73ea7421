"""The first screen of a start, painted from a kept frame before the program that draws it is loaded.

Imports the standard library and how a terminal is left, and knows nothing of what the frame shows.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.ui.terminal.restore import Before, is_ours

if sys.platform != "win32":
    import termios

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Heading", "KeptFrame", "Painted", "keep_frame", "kept_frame", "paint"]

_LONGEST = 400_000
"""Bytes of a file that is read at all."""
_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"
"""The alternate screen, which is blank; no cursor; nothing wraps, as the program has it later."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The first line, whose right end is made anew when it is painted: it tells how old the rest is.

    Texts are made of characters and SGR and begin and end plain; widths are cells.

    Attributes:
        left: Its beginning.
        left_width: Of that.
        gap: SGR of the blanks that follow.
        told: What stands at the right before the age.
        told_width: Of that.
        aged: SGR of the age.
    """

    left: str
    left_width: int
    gap: str
    told: str
    told_width: int
    aged: str

    def line(self, columns: int, mark: str, age: str) -> str | None:
        """Give the line with a mark and an age at its right end, None if there is no room for them."""
        for told, width in ((self.told, self.told_width), ("", 0)):
            blanks = columns - self.left_width - len(mark) - width - len(age)
            if blanks >= 0:
                gap = f"{self.gap}{' ' * blanks}\x1b[0m"
                return f"{self.left}{gap}{self.aged}{mark}\x1b[0m{told}{self.aged}{age}\x1b[0m"
        return None


@dataclass(frozen=True, slots=True)
class KeptFrame:
    """A screen as it is kept.

    Attributes:
        key: All on which depends whether it is the screen to show; another key is another screen.
        size: Columns and lines.
        heading: The first line.
        lines: The lines below it: text with SGR only, each beginning plain.
        read_at: When what it shows was read, in seconds since the epoch.
        until: From when on its times would mislead, in seconds since the epoch; 0 for never.
        rows: The position of the first row that is shown, and the keys of the rows from there on.
    """

    key: str
    size: tuple[int, int]
    heading: Heading
    lines: tuple[str, ...]
    read_at: float
    until: float = 0.0
    rows: tuple[int, tuple[str, ...]] = (0, ())


class Painted:
    """A frame on the terminal, until the program takes it over or the terminal is given back.

    Attributes:
        before: The terminal as it was.
        size: Columns and lines of the frame.
        lines: What every line shows.
        rows: The position of the first row in its list, and the keys of the rows.
    """

    def __init__(
        self,
        before: Before,
        size: tuple[int, int],
        lines: tuple[str, ...],
        rows: tuple[int, tuple[str, ...]] = (0, ()),
    ) -> None:
        self.before = before
        self.size = size
        self.lines = lines
        self.rows = rows
        self._is_ours = True

    def taken_over(self) -> None:
        """Take note that the program holds the terminal now, and gives it back itself."""
        self._is_ours = False

    def undo(self, data: bytes | None = None) -> None:
        """Give the terminal back, unless the program holds it, with these bytes (`restore_bytes()` if None)."""
        if self._is_ours:
            self._is_ours = False
            self.before.restore(data)


def keep_frame(path: Path, frame: KeptFrame) -> None:
    """Write a frame to a private file, as a whole or not at all.

    Args:
        path: The file; its folder is there.
        frame: What to keep.

    Raises:
        OSError: It cannot be written.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    text = json.dumps(asdict(frame), ensure_ascii=False).encode("utf-8", "surrogatepass")
    try:
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with open(file, "wb") as writing:
            writing.write(text)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def kept_frame(path: Path, key: str, size: tuple[int, int], now: float) -> KeptFrame | None:
    """Read a frame.

    Args:
        path: The file.
        key: The key it must have.
        size: The size it must have.
        now: Seconds since the epoch.

    Returns:
        The frame; None if there is none, it is another, it is out of date, or anything about the file is odd.
    """
    try:
        # A pipe in its place would hold the start until somebody writes to it.
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(file, "rb") as reading:
            about = os.fstat(file)
            if (
                not stat.S_ISREG(about.st_mode)
                or about.st_uid != os.getuid()
                or stat.S_IMODE(about.st_mode) & 0o077
                or about.st_size > _LONGEST
            ):
                return None
            frame = _understood(json.loads(reading.read(_LONGEST)))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    is_it = frame.key == key and frame.size == size and len(frame.lines) == size[1] - 1
    return frame if is_it and (not frame.until or now < frame.until) else None


def paint(frame: KeptFrame, mark: str, age: str, descriptors: tuple[int, int] = (0, 1)) -> Painted | None:
    """Paint a frame on the alternate screen; from then on nothing that is typed is echoed, it waits for the program.

    Args:
        frame: What to paint.
        mark: What its first line says of its being stored.
        age: What it says of its age.
        descriptors: The open files of the terminal to read from and to write to.

    Returns:
        What was painted; None if nothing was, since the terminal is not ours or there is no room for the age.
    """
    before = Before.of(descriptors[0])
    first = frame.heading.line(frame.size[0], mark, age)
    if first is None or before.settings is None or not is_ours(descriptors[0]):
        return None
    painted = Painted(before, frame.size, (first, *frame.lines), frame.rows)
    try:
        termios.tcsetattr(descriptors[0], termios.TCSANOW, _silent(before.settings))
        _write(descriptors[1], _text_of(painted.lines).encode("utf-8", "replace"))
    except (OSError, termios.error):
        painted.undo()
        return None
    except BaseException:
        painted.undo()
        raise
    return painted


def _silent(settings: list[Any]) -> list[Any]:
    """Give line settings without echo, with every key at once and as it comes; ctrl+c still interrupts the loading."""
    made = [*settings[:6], list(settings[6])]
    made[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
    made[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    made[6][termios.VMIN], made[6][termios.VTIME] = 1, 0
    return made


def _text_of(lines: tuple[str, ...]) -> str:
    rows = (f"\x1b[{row}H{line}\x1b[0m" for row, line in enumerate(lines, 1) if line)
    return f"{_ENTER}{''.join(rows)}"


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _understood(kept: dict[str, Any]) -> KeptFrame:
    """Make a frame of what was read.

    Raises:
        TypeError, ValueError, KeyError: It is none.
    """
    columns, rows = kept["size"]
    heading = Heading(**kept["heading"])
    read_at, until = float(kept["read_at"]), float(kept["until"])
    top, keys = kept["rows"]
    frame = KeptFrame(kept["key"], (columns, rows), heading, tuple(kept["lines"]), read_at, until, (top, tuple(keys)))
    texts = (frame.key, heading.left, heading.gap, heading.told, heading.aged, *frame.lines)
    numbers = (columns, rows, heading.left_width, heading.told_width, top)
    if not all(isinstance(each, str) for each in (*texts, *keys)) or not all(isinstance(each, int) for each in numbers):
        raise TypeError("no frame")
    if not all(_is_harmless(each) for each in texts[1:]):
        raise ValueError("more than text and colours")
    return frame


def _is_harmless(text: str) -> bool:
    r"""Tell whether a text holds no control character but those of SGR: a file must not drive the terminal."""
    for piece in text.split("\x1b[")[1:]:
        if not piece.lstrip("0123456789;").startswith("m"):
            return False
    return not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in text.replace("\x1b[", ""))
