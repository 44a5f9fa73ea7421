"""The turn to fetch calls of an account: one at a time, among all processes of this machine and all parts of one.

It is a lock on a file beside the store, which the system takes back from a process that ended, however it did.
"""

from __future__ import annotations

import errno
import fcntl
import os
from typing import TYPE_CHECKING

from ztui.core.paths import ensure_private

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Turn"]

_TAKEN = frozenset({errno.EACCES, errno.EAGAIN})
_LONGEST_NUMBER = 20


class Turn:
    """The turn of one account; whoever has it fetches, the others look again at what it has fetched."""

    def __init__(self, calls: Path) -> None:
        """Take the file of the calls; nothing is touched."""
        self._path = calls.with_suffix(".lock")
        self._file = -1

    @property
    def is_mine(self) -> bool:
        """Tell whether it was taken here."""
        return self._file >= 0

    def take(self) -> bool:
        """Take it if it is free; where files cannot be locked it always is.

        Returns:
            Whether it is ours now.
        """
        if self.is_mine:
            return True
        try:
            ensure_private(self._path.parent)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError:
            return True  # whether the store itself can be written is told where it is written
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                os.close(file)
                return False
        os.ftruncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode(), 0)
        self._file = file
        return True

    def leave(self) -> None:
        """Give it back, if it was taken here."""
        if self.is_mine:
            os.close(self._file)
            self._file = -1

    @property
    def holder(self) -> int | None:
        """Give the process that took it last, None where that is not known."""
        try:
            text = self._path.read_bytes()[:_LONGEST_NUMBER]
        except OSError:
            return None
        return int(text) if text.isdigit() else None
