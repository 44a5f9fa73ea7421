"""Uploads: files as `multipart/form-data` (RFC 7578), read from the disk while they are sent.

The sizes are taken when the upload is made, for `Content-Length` comes first; a file that changes meanwhile ends the
request unfinished, so that Zoom never takes half a file for a whole one.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from typing import TYPE_CHECKING, BinaryIO

from ztui.contract.batches import FILES
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, StoreError
from ztui.zoom.urls import refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from ztui.contract.catalogue import Operation

__all__ = ["FilePart", "Upload", "upload"]

_CHUNK = 256 * 1024
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"]')


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file to send.

    Attributes:
        field: Name of the form's field, as the contract has it.
        path: The file.
        content_type: Of the file, "" to tell it from the name.
    """

    field: str
    path: Path
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    head: bytes
    path: Path
    size: int


class Upload:
    """The body of an upload; a `transport.Flow`.

    Attributes:
        content_type: With the boundary between the parts.
        size: Bytes of the whole body.
        files: What the journal keeps of them: which, and how large; never what is in them.
    """

    def __init__(self, parts: Sequence[tuple[FilePart, int]]) -> None:
        """Take the files with their sizes."""
        boundary = f"ztui-{secrets.token_hex(16)}"
        self.content_type = f"multipart/form-data; boundary={boundary}"
        self._parts = tuple(_Part(_head(boundary, each), each.path, size) for each, size in parts)
        self._end = f"--{boundary}--\r\n".encode()
        self.files = [{"field": each.field, "name": each.path.name, "bytes": size} for each, size in parts]
        self.size = sum(len(each.head) + each.size + 2 for each in self._parts) + len(self._end)

    async def chunks(self) -> AsyncIterator[bytes]:
        """Give the body from its beginning.

        Raises:
            StoreError: A file cannot be read, or is not what it was when the upload was made.
        """
        for part in self._parts:
            yield part.head
            async for chunk in _contents(part):
                yield chunk
            yield b"\r\n"
        yield self._end


def upload(operation: Operation, files: Sequence[FilePart]) -> Upload:
    """Make the body of an upload.

    Raises:
        Invalid: The operation takes no file, or not in this field, or wants one; or the file is empty or larger than
            Zoom takes.
        ConfigError: A file cannot be read.
    """
    if files and not (operation.content_type or "").startswith("multipart/"):
        raise refused(operation.id, files[0].field, f"'{operation.title}' takes no file.", "takes no file")
    fields = (operation.detail().request_schema or {}).get("properties", {})
    for place, each in enumerate(files):
        if each.field not in fields:
            why = f"there is only {' and '.join(fields)}"
            raise refused(operation.id, each.field, f"'{operation.title}' has no field '{each.field}'.", why)
        if any(other.field == each.field for other in files[:place]):
            raise refused(operation.id, each.field, f"'{operation.title}' takes one file at a time.", "is there twice")
    if not files:
        field = next(iter(fields), "")
        raise refused(operation.id, field, f"'{operation.title}' needs a file.", "is missing")
    return Upload([(each, _size(operation, each)) for each in files])


def _size(operation: Operation, part: FilePart) -> int:
    try:
        with part.path.open("rb") as file:
            found = os.fstat(file.fileno())
    except OSError as error:
        raise _unreadable(part.path, error) from None
    if not stat.S_ISREG(found.st_mode):
        raise ConfigError(f"{part.path} is no file that could be sent.", "Name a regular file.")
    if found.st_size == 0:
        raise refused(operation.id, part.field, f"The file {part.path} is empty.", "is empty")
    most = FILES.get(operation.id)
    if most is not None and found.st_size > most:
        said = f"has {found.st_size:,} bytes, and Zoom takes {most:,} at most"
        raise refused(operation.id, part.field, f"The file {part.path} {said}.", said)
    return found.st_size


def _unreadable(path: Path, error: OSError) -> ConfigError:
    return ConfigError(f"The file {path} cannot be read: {error.strerror or error}.", "Nothing was sent.")


def _head(boundary: str, part: FilePart) -> bytes:
    """Give what stands before a file; its name in UTF-8, as browsers write it."""
    kind = part.content_type or _guessed(part.path)
    if not re.fullmatch(r"[\w.+-]+/[\w.+-]+(;[ \w=.+-]*)?", kind, re.ASCII):
        raise ConfigError(f"{kind!r} is no content type.", "Write it like application/pdf.")
    names = f'name="{_quoted(part.field)}"; filename="{_quoted(part.path.name)}"'
    lines = (f"--{boundary}", f"Content-Disposition: form-data; {names}", f"Content-Type: {kind}", "", "")
    return "\r\n".join(lines).encode("utf-8", "replace")


def _guessed(path: Path) -> str:
    from mimetypes import guess_type

    kind, encoding = guess_type(path.name, strict=True)
    return kind if kind is not None and encoding is None else "application/octet-stream"


def _quoted(text: str) -> str:
    """Write a name so that it cannot end its quotes or its line: as `%22`, `%0D`, the way of HTML forms."""
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", text)


async def _contents(part: _Part) -> AsyncIterator[bytes]:
    """Read a file without keeping the event loop waiting for the disk."""
    import asyncio

    left = part.size
    try:
        with await asyncio.to_thread(part.path.open, "rb") as file:
            while left:
                chunk = await asyncio.to_thread(file.read, min(_CHUNK, left))
                if not chunk:
                    raise _changed(part.path)
                left -= len(chunk)
                yield chunk
            if await asyncio.to_thread(_goes_on, file):
                raise _changed(part.path)
    except OSError as error:
        said = f"The file {part.path} cannot be read to its end: {error.strerror or error}."
        raise StoreError(said, "Zoom got a part of it and drops that.") from None


def _goes_on(file: BinaryIO) -> bool:
    return bool(file.read(1))


def _changed(path: Path) -> StoreError:
    return StoreError(f"The file {path} changed while it was sent.", "Zoom got a part of it and drops that; try again.")
