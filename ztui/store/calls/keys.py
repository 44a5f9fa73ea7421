"""The key of a call, which counts down with time, and the bytes of its id."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

__all__ = [
    "EPOCH",
    "LATEST",
    "UUID_BITS",
    "hash_of",
    "seconds_of",
    "time_key",
    "uuid_bounds",
    "uuid_bytes",
    "uuid_text",
]

EPOCH: Final = 1_420_070_400
"""2015-01-01T00:00:00Z; no call of Zoom Phone is older."""
LATEST: Final = 1 << 30
"""Seconds after `EPOCH` (in 2049) from which keys count down, so that the newest call has the lowest key."""
UUID_BITS: Final = 22
"""Bits of a key that come from the id, to tell calls of one second apart."""

_ANOTHER_ID = b"\xff\xff\xff\xff"
_DATE_END = 99_999_999


def time_key(seconds: int) -> int:
    """Give the lowest key of the calls that begin in a second after `EPOCH`; later seconds have lower keys."""
    return (LATEST - seconds) << UUID_BITS


def seconds_of(key: int) -> int:
    """Give the start of a call from its key, in seconds after `EPOCH`."""
    return LATEST - (key >> UUID_BITS)


def uuid_bytes(text: str) -> bytes | None:
    """Give the bytes of an id of the usual form (`20211008-48c1dfd4-91ce-4df5-8495-7c9e33d10869`), None for others."""
    if len(text) != 45 or text[8] != "-" or not text.isascii():
        return None
    if (text[17], text[22], text[27], text[32]) != ("-", "-", "-", "-"):
        return None
    date, hexed = text[:8], text[9:].replace("-", "")
    if len(hexed) != 32 or not date.isdecimal() or hexed != hexed.lower():
        return None
    try:
        made = (_DATE_END - int(date)).to_bytes(4, "big") + bytes.fromhex(hexed)
    except ValueError:
        return None
    return made if uuid_text(made) == text else None


def uuid_bounds(text: str) -> tuple[bytes, bytes] | None:
    """Give the first and the last bytes that an id can have which begins like this, None where it is no beginning.

    A day and a dash have to be there, and one more digit.
    """
    date, dash, hexed = text[:8], text[8:9], text[9:].replace("-", "")
    if dash != "-" or not (hexed and len(hexed) <= 32 and text.isascii() and date.isdecimal()):
        return None
    day = (_DATE_END - int(date)).to_bytes(4, "big")
    try:
        low, high = (day + bytes.fromhex(hexed.ljust(32, each)) for each in "0f")
    except ValueError:
        return None
    begins = (uuid_text(low) or "").startswith(text)
    return (low, high) if begins else None


def uuid_text(uuid: bytes) -> str | None:
    """Give the id of its bytes, None where it is of another form and stands in `extra`."""
    if uuid[:4] == _ANOTHER_ID:
        return None
    text = uuid[4:].hex()
    date = _DATE_END - int.from_bytes(uuid[:4], "big")
    return f"{date:08d}-{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def hash_of(text: str) -> bytes:
    """Give the bytes that stand for an id of another form."""
    return _ANOTHER_ID + blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
