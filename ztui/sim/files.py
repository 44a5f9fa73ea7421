"""Files that the simulator serves: with name, version and length, whole or in part (RFC 9110, 14: ranges)."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.sim.requests import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

__all__ = ["File", "served"]

_RANGE = re.compile(r"bytes=([0-9]*)-([0-9]*)")


@dataclass(frozen=True, slots=True)
class File:
    """What a handler gives that answers with a file.

    Attributes:
        name: As `Content-Disposition` tells it; plain ASCII.
        content_type: Of the bytes.
        body: The bytes.
        modified: When it was made.
    """

    name: str
    content_type: str
    body: bytes
    modified: datetime

    @property
    def tag(self) -> str:
        """The version as an `ETag`."""
        return f'"{hashlib.blake2b(self.body, digest_size=12).hexdigest()}"'


def served(file: File, asked: Mapping[str, str]) -> Reply:
    """Answer with a file, or with the part of it that the request's headers ask for."""
    from email.utils import format_datetime

    changed = format_datetime(file.modified, usegmt=True)
    headers = {
        "accept-ranges": "bytes",
        "content-disposition": f'attachment; filename="{file.name}"',
        "etag": file.tag,
        "last-modified": changed,
    }
    span = _span(asked.get("range", ""), len(file.body))
    if span is None or asked.get("if-range", file.tag) not in (file.tag, changed):
        return Reply(200, headers=headers, raw=file.body, content_type=file.content_type)
    start, stop = span
    if start >= stop:
        return Reply(416, headers=headers | {"content-range": f"bytes */{len(file.body)}"}, raw=b"")
    headers["content-range"] = f"bytes {start}-{stop - 1}/{len(file.body)}"
    return Reply(206, headers=headers, raw=file.body[start:stop], content_type=file.content_type)


def _span(text: str, size: int) -> tuple[int, int] | None:
    """Give the first byte and the one behind the last of a range, None for no range or one that is not understood."""
    found = _RANGE.fullmatch(text.strip())
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found[1], found[2]
    if not first:
        return max(0, size - int(last)), size
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last) + 1, size) if last else size
