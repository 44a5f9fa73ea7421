"""Sending text to the clipboard of whoever sits before the terminal, over SSH, tmux and screen.

Nothing comes back from a clipboard, so ztui says "sent", never "copied". The way depends on what stands between:

- tmux swallows a bare OSC 52 by default: `tmux load-buffer -w -` takes the text on its standard input.
- screen swallows it too: the sequence goes through in pieces, each wrapped as a device control string.
- a bare terminal, also one at the far end of ssh, takes OSC 52.

What is too long for a terminal, or cannot be sent, is written to a private file whose path is said; so is everything on
a terminal that would print the sequence instead of taking it.
"""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import subprocess
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from ztui.core.dataclass import dataclass
from ztui.core.errors import StoreError
from ztui.core.paths import ensure_private
from ztui.ui.terminal.abilities import Abilities

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from pathlib import Path

__all__ = ["LONGEST", "Clipboard", "Sent", "Way", "osc52", "way_of", "wrapped_for_screen"]

LONGEST = 74_994
"""Bytes that are sent at most: base64 makes 100,000 of them less the frame, where common terminals stop reading."""
PIECE = 76
"""Characters of a piece that screen passes on whole; tested with screen 4.9."""
TMUX_SECONDS = 2.0


class Way(Enum):
    """What stands between us and the clipboard."""

    TMUX = "tmux"
    SCREEN = "screen"
    BARE = "bare"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a text.

    Attributes:
        said: A sentence for the user, without the text itself.
        file: Where it was written instead, None if it was sent.
    """

    said: str
    file: Path | None = None


class Runner(Protocol):
    """Runs a program with some bytes on its standard input; tells whether it succeeded."""

    def __call__(self, argv: Sequence[str], given: bytes) -> Awaitable[bool]:
        """Run it, without a shell and not for longer than a moment."""


def way_of(environ: Mapping[str, str]) -> Way:
    """Tell the way to the clipboard; where both tmux and screen are about, tmux can be asked from inside either."""
    if environ.get("TMUX"):
        return Way.TMUX
    if environ.get("STY"):
        return Way.SCREEN
    return Way.BARE if Abilities.of(environ).strings or not environ.get("TERM") else Way.NONE


def osc52(text: str) -> str:
    """Make the sequence that asks a terminal to take a text: pure ASCII, whatever the text holds."""
    return f"\x1b]52;c;{base64.b64encode(_encoded(text)).decode('ascii')}\x07"


def wrapped_for_screen(sequence: str) -> str:
    """Cut a sequence in pieces that screen hands through, each between ESC P and ESC backslash."""
    pieces = (sequence[start : start + PIECE] for start in range(0, len(sequence), PIECE))
    return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)


def _encoded(text: str) -> bytes:
    # What Zoom sent may hold half a surrogate pair, which no encoding has room for.
    return text.encode("utf-8", "replace")


async def run_briefly(argv: Sequence[str], given: bytes) -> bool:
    """Run a program with `given` on its standard input; False if it is not there, fails, or takes too long."""
    found = shutil.which(argv[0])
    if found is None:
        return False

    def run() -> bool:
        try:
            done = subprocess.run(  # noqa: S603  (fixed words and no shell; the text goes through the pipe)
                [found, *argv[1:]], input=given, capture_output=True, timeout=TMUX_SECONDS, check=False
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return done.returncode == 0

    return await asyncio.to_thread(run)


class Clipboard:
    """The way to the clipboard.

    Args:
        write: Writes to the terminal, past the frames: the driver's write.
        folder: Where a text is written that cannot be sent; the state folder.
        environ: The environment, in which tmux and screen show themselves.
        run: How a program is run.
    """

    def __init__(
        self,
        write: Callable[[str], object],
        folder: Path,
        environ: Mapping[str, str],
        run: Runner = run_briefly,
    ) -> None:
        self._write = write
        self._folder = folder
        self._way = way_of(environ)
        self._run = run

    async def send(self, text: str, what: str) -> Sent:
        """Send a text.

        Args:
            text: What to send, as it is.
            what: What it is, for the sentence: `the ID`.

        Returns:
            What became of it.

        Raises:
            StoreError: It could not be sent, and no file could be written.
            ConfigError: The folder for the file cannot be created or written.
        """
        if len(_encoded(text)) > LONGEST:
            return self._keep(text, f"{what} is too long for a terminal's clipboard")
        if self._way is Way.NONE:
            return self._keep(text, "this terminal has no clipboard")
        if self._way is Way.TMUX:
            return await self._send_to_tmux(text, what)
        sequence = osc52(text)
        self._write(wrapped_for_screen(sequence) if self._way is Way.SCREEN else sequence)
        return Sent(f"Sent {what} to the terminal's clipboard.")

    async def _send_to_tmux(self, text: str, what: str) -> Sent:
        if await self._run(("tmux", "load-buffer", "-w", "-"), _encoded(text)):
            return Sent(f"Sent {what} to tmux and the terminal's clipboard.")
        # Before 3.2 tmux did not know -w, which hands the text on to its terminal.
        if await self._run(("tmux", "load-buffer", "-"), _encoded(text)):
            return Sent(f"Sent {what} to tmux's own buffer only.")
        return self._keep(text, "tmux did not take it")

    def _keep(self, text: str, why: str) -> Sent:
        file = ensure_private(self._folder) / "clipboard.txt"
        try:
            file.unlink(missing_ok=True)  # never through a link, nor with an older file's mode
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as out:
                out.write(_encoded(text))
        except OSError as error:
            raise StoreError(f"Cannot write {file}: {error.strerror or error}.", "Nothing was sent.") from None
        return Sent(f"{why[:1].upper()}{why[1:]}: it is in {file}.", file)
