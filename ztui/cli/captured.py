"""What a command prints, kept in memory for a while: for a filter, or to be shown at once."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.cli.runtime import Runtime

__all__ = ["Captured", "captured", "encoding_of"]


class Captured(io.StringIO):
    """Text in memory, in the place of a stream whose encoding it has."""

    encoding = ""

    def __init__(self, stream: TextIO, *, terminal: bool) -> None:
        """Take the stream, and whether tables are to be as wide as a terminal is."""
        super().__init__()
        self.encoding = encoding_of(stream)
        self._terminal = terminal

    def isatty(self) -> bool:
        """Tell whether a terminal is meant."""
        return self._terminal


def encoding_of(stream: TextIO) -> str:
    """Give the encoding of a stream; one in memory takes every character."""
    encoding = getattr(stream, "encoding", None)
    return encoding if isinstance(encoding, str) and encoding else "utf-8"


@contextmanager
def captured(runtime: Runtime, *, terminal: bool = False, encoding: str = "") -> Iterator[Captured]:
    """Keep what is printed on stdout until the context ends.

    Args:
        runtime: Whose stdout.
        terminal: What a terminal would show is meant, and no data that a program reads.
        encoding: What it will be written in; "" for that of stdout.
    """
    out = runtime.stdout
    kept = Captured(out, terminal=terminal)
    kept.encoding = encoding or kept.encoding
    runtime.stdout = kept
    try:
        yield kept
    finally:
        runtime.stdout = out
