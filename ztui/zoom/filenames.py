"""Names of files that come from Zoom, made harmless: one segment of a path, with nothing hidden in it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["file_name_of", "safe_name"]

_MOST_BYTES = 180
"""Leaves room in the 255 of a file system for what is put before and behind."""

_MOST_SUFFIX = 16
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*%$`]')
_HIDDEN = ("C", "Zl", "Zp")


def safe_name(text: str, fallback: str = "file") -> str:
    """Give a foreign text as the name of a file that can lie in no other folder than the one chosen.

    Args:
        text: A name or an id from Zoom, any text.
        fallback: Taken when nothing is left of it.

    Returns:
        One segment of a path, never empty, hidden, `.` or `..`; control and bidi characters are gone, what file
        systems or shells take for something else is `_`.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", text))[-1]
    shown = "".join(char for char in last if not unicodedata.category(char).startswith(_HIDDEN))
    name = _cut(_FORBIDDEN.sub("_", shown).strip().lstrip(".-~ ").rstrip(". "))
    if not name:
        return fallback
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def file_name_of(headers: Mapping[str, str], fallback: str) -> str:
    """Give a safe name for what an answer holds: its `Content-Disposition`, else the fallback with a fitting ending."""
    told = _disposition(headers.get("content-disposition", ""))
    if told:
        return safe_name(told, fallback)
    if "." in fallback:
        return fallback
    kind = headers.get("content-type", "").partition(";")[0].strip().casefold()
    return fallback + _ENDINGS.get(kind, "")


_ENDINGS: Mapping[str, str] = {
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "audio/wav": ".wav",
    "audio/x-wav": ".wav",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tiff",
    "text/plain": ".txt",
    "text/vtt": ".vtt",
    "video/mp4": ".mp4",
}


def _disposition(header: str) -> str:
    """Read the name from `Content-Disposition`, in either form of RFC 6266; "" without one."""
    if not header:
        return ""
    from email.message import Message
    from email.utils import collapse_rfc2231_value

    message = Message()
    message["content-disposition"] = header.replace("\r", " ").replace("\n", " ")
    try:
        found = message.get_param("filename", "", "content-disposition")
        return collapse_rfc2231_value(found).strip() if found else ""
    except (ValueError, LookupError, UnicodeError):
        return ""


def _cut(name: str) -> str:
    """Shorten a name to what a file system takes; a short ending stays."""
    raw = name.encode("utf-8", "ignore")
    if len(raw) <= _MOST_BYTES:
        return raw.decode("utf-8")
    stem, dot, suffix = name.rpartition(".")
    ending = (dot + suffix).encode() if stem and len(suffix) <= _MOST_SUFFIX else b""
    head = (stem if ending else name).encode("utf-8", "ignore")[: _MOST_BYTES - len(ending)]
    return head.decode("utf-8", "ignore").rstrip(". ") + ending.decode()
