"""The streams of a run: what is printed arrives, or one line says why not.

Imports nothing that costs time, so that `--version` may use it.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Closed", "guarded", "is_unicode", "standard_streams"]

_FAILED = 1
_STDERR = 2


class Closed(io.TextIOBase):
    """Stands for a stream that the caller has closed (`>&-`): nothing can be written to it."""

    def write(self, text: str, /) -> int:
        """Fail as the system would.

        Raises:
            OSError: Always.
        """
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def standard_streams() -> tuple[TextIO, TextIO]:
    r"""Give stdout and stderr, which take every character: what their encoding has not is written as `\uXXXX`."""
    _fill_gaps()
    if sys.stdout is None:
        sys.stdout = Closed()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not is_unicode(stream):
            stream.reconfigure(errors="backslashreplace")
    return cast("TextIO", sys.stdout), cast("TextIO", sys.stderr)


def is_unicode(stream: TextIO) -> bool:
    """Tell whether a stream takes every character as it is; one without an encoding, in memory, does."""
    encoding = getattr(stream, "encoding", None)
    return not isinstance(encoding, str) or encoding.casefold().startswith("utf")


def guarded(action: Callable[[], int], out: TextIO, err: TextIO) -> int:
    """Do what prints, and see that it is written.

    Args:
        action: Prints to `out` and gives the exit code.
        out: Where to.
        err: Where it is said that the output cannot be written, or that a file cannot be used.

    Returns:
        The exit code of the action, also when the reader of a pipe had enough; 1 when something could not be written.
    """
    code = 0
    try:
        code = action()
        out.flush()
    except BrokenPipeError:
        _silence(out)
    except OSError as error:
        what = f"Cannot use {error.filename!r}" if error.filename else "Cannot write the output"
        err.write(f"ztui: {what}: {error.strerror or error}.\n")
        _silence(out)
        return _FAILED
    return code


def _fill_gaps() -> None:
    """Open something in the place of closed streams, lest a file of ours gets their number and their output."""
    opened = os.open(os.devnull, os.O_RDWR)
    while opened <= _STDERR:
        opened = os.open(os.devnull, os.O_RDWR)
    os.close(opened)


def _silence(out: TextIO) -> None:
    """Keep Python from writing at its end what cannot be written."""
    try:
        number = out.fileno()
    except (OSError, ValueError):
        return
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, number)
    os.close(devnull)
