"""The file of the log, turned over when it is large."""

from __future__ import annotations

import os
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from ztui.core.log import open_private

if TYPE_CHECKING:
    from io import TextIOWrapper
    from pathlib import Path

__all__ = ["PrivateFile"]

_LARGEST = 1_000_000


class PrivateFile(RotatingFileHandler):
    """A log file that only its owner may read; one older file is kept beside it."""

    def __init__(self, path: Path) -> None:
        """Take the file, which is opened with the first line."""
        super().__init__(path, maxBytes=_LARGEST, backupCount=1, delay=True)

    def _open(self) -> TextIOWrapper:
        return os.fdopen(open_private(self.baseFilename), "a", encoding="utf-8", errors="backslashreplace")
