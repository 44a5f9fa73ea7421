"""What the headers of an answer say of a file's version and of the part of it that comes (RFC 9110, 13 and 14)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["goes_on", "total_of", "validator_of"]

_SPAN = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})", re.IGNORECASE)


def validator_of(headers: Mapping[str, str]) -> str:
    """Give what tells this version of a file from others: a strong `ETag`, else its date; "" without."""
    if "content-encoding" in headers or headers.get("accept-ranges", "").strip().casefold() == "none":
        return ""
    tag = headers.get("etag", "").strip()
    found = tag if tag.startswith('"') else headers.get("last-modified", "").strip()
    return found if found.isascii() and found.isprintable() else ""


def goes_on(headers: Mapping[str, str], kept: int) -> bool:
    """Tell whether an answer is what is missing of a file: all bytes from the first one that is not kept."""
    span = _SPAN.fullmatch(headers.get("content-range", "").strip())
    if span is None or "content-encoding" in headers:
        return False
    first, last, total = int(span[1]), int(span[2]), int(span[3])
    length = headers.get("content-length", "").strip() or str(last - first + 1)
    return first == kept and last + 1 == total and length == str(total - kept)


def total_of(headers: Mapping[str, str], kept: int) -> int | None:
    """Give how large the file is with what is kept of it, None when the answer does not say."""
    length = headers.get("content-length", "").strip()
    known = length.isascii() and length.isdecimal() and "content-encoding" not in headers
    return kept + int(length) if known else None
