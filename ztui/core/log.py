"""The program's log: a private file in the state folder that keeps its size; never the terminal, never a secret.

What is logged are our own sentences, and tracebacks of what should not have happened. Requests are not logged here; the
session keeps them in memory (`:log`).
"""

from __future__ import annotations

import logging
import os
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import TextIOWrapper
    from pathlib import Path

__all__ = ["keep_log"]

_LARGEST = 1_000_000
_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)


class _PrivateFile(RotatingFileHandler):
    """A log file that only its owner may read."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")


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
        handler = _PrivateFile(path, maxBytes=_LARGEST, backupCount=1, delay=False)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for former in tuple(logger.handlers):
        logger.removeHandler(former)
        former.close()
    logger.addHandler(handler)
    return handler
