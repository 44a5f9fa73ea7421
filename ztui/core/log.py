"""The program's log: a private file in the state folder that keeps its size; never the terminal, never a secret.

What is logged are our own sentences, and tracebacks of what should not have happened. Requests are not logged here; the
session keeps them in memory (`:log`).
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["keep_log", "open_private"]

_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)


def open_private(path: Path | str) -> int:
    """Open a log file that only its owner may read, made where it is not there; gives the descriptor.

    Raises:
        OSError: It cannot be written.
    """
    flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0)
    file = os.open(path, flags, 0o600)
    if hasattr(os, "fchmod"):
        os.fchmod(file, 0o600)  # it may have been there, open to others
    return file


class _Log(logging.Handler):
    """Writes to a private file. What keeps its size is imported with the first line: most runs log none."""

    def __init__(self, path: Path) -> None:
        """Take the file and see that it can be written; raises OSError if not."""
        super().__init__()
        os.close(open_private(path))
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from ztui.core.logfile import PrivateFile

            self._file = PrivateFile(self._path)
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def keep_log(path: Path, verbose: int = 0) -> logging.Handler:
    """Write the log of `ztui` and of nothing else to a file, instead of to the terminal.

    Args:
        path: The file; its folder is there. One that cannot be written leaves the program without a log.
        verbose: 0 for warnings and worse, 1 for information, 2 for everything.

    Returns:
        The handler, to be closed at the end.
    """
    logger = logging.getLogger("ztui")
    logger.propagate = False
    logger.setLevel(_LEVELS[min(verbose, len(_LEVELS) - 1)])
    handler: logging.Handler
    try:
        handler = _Log(path)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for former in tuple(logger.handlers):
        logger.removeHandler(former)
        former.close()
    logger.addHandler(handler)
    return handler
