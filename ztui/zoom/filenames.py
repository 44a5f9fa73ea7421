"""Names of files that come from Zoom, made harmless: one segment of a path, with nothing hidden in it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ENDINGS", "ending_of", "file_name_of", "part_name", "safe_name"]

_MOST_BYTES = 180
"""Leaves room in the 255 of a file system for what is put before and behind."""

_MOST_SUFFIX = 16
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*%$`]')
_PLAIN_ENDING = re.compile(r"[A-Za-z0-9]{1,5}")
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
    name = _tidy(_cut(_tidy(_FORBIDDEN.sub("_", shown))))
    if not name:
        return fallback
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def file_name_of(headers: Mapping[str, str], fallback: str) -> str:
    """Give a safe name for what an answer holds: its `Content-Disposition`, else the fallback with a fitting ending."""
    told = _disposition(headers.get("content-disposition", ""))
    if told:
        return safe_name(told, fallback)
    return fallback if "." in fallback else fallback + _ending_of_kind(headers)


def ending_of(headers: Mapping[str, str]) -> str:
    """Give the ending that fits what an answer holds: by its type, else that of its name; "" where neither tells."""
    found = _ending_of_kind(headers)
    if not found:
        name, dot, suffix = safe_name(_disposition(headers.get("content-disposition", "")), "").rpartition(".")
        found = f".{suffix.lower()}" if name and dot and _PLAIN_ENDING.fullmatch(suffix) else ""
    return found


def part_name(name: str) -> str:
    """Give what a file is called while it is not complete."""
    return f".{name}.part"


def _ending_of_kind(headers: Mapping[str, str]) -> str:
    return ENDINGS.get(headers.get("content-type", "").partition(";")[0].strip().casefold(), "")


ENDINGS: Mapping[str, str] = {
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "audio/mp3": ".mp3",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "audio/vnd.wave": ".wav",
    "audio/wav": ".wav",
    "audio/wave": ".wav",
    "audio/x-m4a": ".m4a",
    "audio/x-wav": ".wav",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tiff",
    "text/plain": ".txt",
    "text/vtt": ".vtt",
    "video/mp4": ".mp4",
}
"""Endings by the type that an answer tells."""


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


def _tidy(name: str) -> str:
    """Take away what hides a file, makes it an option, or is lost at its end by some file systems."""
    return re.sub(r"^[\s.~-]+|[\s.]+$", "", name)


def _cut(name: str) -> str:
    """Shorten a name to what a file system takes; a short ending stays."""
    raw = name.encode("utf-8", "ignore")
    if len(raw) <= _MOST_BYTES:
        return raw.decode("utf-8")
    stem, dot, suffix = name.rpartition(".")
    ending = (dot + suffix).encode() if stem and len(suffix) <= _MOST_SUFFIX else b""
    head = (stem if ending else name).encode("utf-8", "ignore")[: _MOST_BYTES - len(ending)]
    return head.decode("utf-8", "ignore").rstrip(". ") + ending.decode()
