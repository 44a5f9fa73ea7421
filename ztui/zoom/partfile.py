"""A download on the disk while it is not complete: the bytes so far, and what tells whether they may be gone on with.

Beside `name` lies `.name.part` with the bytes and `.name.part.json` with the source and its validator (`ETag` or
`Last-Modified`). Both are private (0600) and locked against a second download of the same file.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError, StoreError
from ztui.zoom.filenames import part_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["PartFile"]

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class PartFile:
    """The incomplete file of one download. All methods touch the disk.

    Attributes:
        path: Where the bytes are.
        size: How many there are.
        validator: What the server calls this version of the file; "" when it does not, and then nothing can go on.
    """

    def __init__(self, folder: Path, name: str, source: str) -> None:
        """Take the folder, the name that the bytes shall have, and what they are of (path and query)."""
        self.path = folder / part_name(name)
        self.size = 0
        self.validator = ""
        self._note = folder / f"{part_name(name)}.json"
        self._source = source
        self._file = -1

    def open(self) -> None:
        """Open or create it; what is there is kept if it is of the same source.

        Raises:
            ConfigError: The folder cannot be written, or another download writes the same file.
        """
        try:
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            self._file = os.open(self.path, flags, 0o600)
        except OSError as error:
            said = f"Cannot write in the folder {self.path.parent}: {error.strerror or error}."
            raise ConfigError(said, "Choose a folder that is yours.") from None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.close()
            raise ConfigError("The same file is being downloaded already.", "Wait for it, or choose another.") from None
        os.fchmod(self._file, 0o600)
        self.validator = self._kept()
        self.size = os.fstat(self._file).st_size if self.validator else 0

    def begin(self, validator: str) -> None:
        """Drop what is there and begin with the first byte of another version.

        Raises:
            StoreError: The disk does not take it.
        """
        self.size, self.validator = 0, ""
        self._note.unlink(missing_ok=True)
        with _told(self):
            os.ftruncate(self._file, 0)
            if validator:
                note = os.open(self._note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
                with os.fdopen(note, "w", encoding="utf-8") as file:
                    json.dump({"source": self._source, "validator": validator}, file)
        self.validator = validator

    def add(self, data: bytes) -> None:
        """Write what comes next.

        Raises:
            StoreError: The disk is full or does not take it; what was written before stays.
        """
        with _told(self):
            written = 0
            while written < len(data):
                written += os.pwrite(self._file, data[written:], self.size + written)
        self.size += len(data)

    def finish(self, target: Path) -> None:
        """Bring the bytes to the disk and give them their name.

        Raises:
            StoreError: That is not possible.
        """
        with _told(self):
            os.ftruncate(self._file, self.size)
            os.fsync(self._file)
            self.path.replace(target)
        self._note.unlink(missing_ok=True)
        self.close()

    def leave(self) -> str:
        """Close it; give what to say about the part that is kept, "" when nothing is worth keeping and all is gone."""
        if self._file < 0:
            return ""
        kept = self.validator and self.size
        if kept:
            os.ftruncate(self._file, self.size)
        else:
            self._note.unlink(missing_ok=True)
            self.path.unlink(missing_ok=True)
        self.close()
        return f"The first {self.size:,} bytes are kept; the same download goes on from there." if kept else ""

    def close(self) -> None:
        """Close the file, and let others have it."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _kept(self) -> str:
        """Give the validator of what is there, "" when it is of something else or cannot be told."""
        try:
            note: Any = json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        same = isinstance(note, dict) and note.get("source") == self._source
        found = note.get("validator") if same else ""
        return found if isinstance(found, str) and found.isascii() and found.isprintable() else ""


@contextmanager
def _told(part: PartFile) -> Iterator[None]:
    """Say of an error of the disk what it is."""
    try:
        yield
    except OSError as error:
        folder = part.path.parent
        if error.errno in _FULL:
            raise StoreError(f"The disk of {folder} is full.", "Make room, and try again.") from None
        raise StoreError(f"The file cannot be written in {folder}: {error.strerror or error}.") from None
