"""Ids that hold an index: nobody can tell, and the simulator needs no table to find the call again."""

from __future__ import annotations

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import UTC, datetime

__all__ = ["CallIds", "Seal"]

_MASK = (1 << 64) - 1
_FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
_FIRST_BACK, _SECOND_BACK = pow(_FIRST, -1, 1 << 64), pow(_SECOND, -1, 1 << 64)
_UUID_CHECK = (1 << 58) - 1
_PAIR = struct.Struct(">QQ")


def _mix(value: int) -> int:
    """Scatter 64 bits so that they can be gathered again."""
    value = value * _FIRST & _MASK
    value = (value ^ value >> 32) * _SECOND & _MASK
    return value ^ value >> 32


def _gather(value: int) -> int:
    value = (value ^ value >> 32) * _SECOND_BACK & _MASK
    return (value ^ value >> 32) * _FIRST_BACK & _MASK


class Seal:
    """Turns an index into an id and back; an id that was not made by it gives None."""

    def __init__(self, key: int) -> None:
        """Take a secret of 64 bits."""
        self._key = key

    def _check(self, high: int) -> int:
        return _mix(high ^ self._key)

    def dated(self, index: int, instant: int) -> str:
        """Give an id like `20261121-` and a UUID, for something that began at an epoch second."""
        high = _mix(index ^ self._key)
        check = self._check(high) & _UUID_CHECK
        one, two = f"{high:016x}", f"{check | 2 << 58:015x}"
        day = datetime.fromtimestamp(instant, UTC).strftime("%Y%m%d")
        return f"{day}-{one[:8]}-{one[8:12]}-4{one[12:15]}-{'89ab'[check >> 56]}{one[15]}{two[1:3]}-{two[3:]}"

    def read_dated(self, text: str) -> int | None:
        """Give the index of such an id, or None; the date in front is not looked at."""
        parts = text.split("-")
        if [len(part) for part in parts] != [8, 8, 4, 4, 4, 12]:
            return None
        try:
            high = int(parts[1] + parts[2] + parts[3][1:] + parts[4][1], 16)
        except ValueError:
            return None
        index = _gather(high) ^ self._key
        known = index < 1 << 48 and self.dated(index, 0)[8:] == text[8:]
        return index if known else None

    def short(self, index: int) -> str:
        """Give an id of 22 characters."""
        high = _mix(index ^ self._key)
        return urlsafe_b64encode(_PAIR.pack(high, self._check(high)))[:22].decode()

    def read_short(self, text: str) -> int | None:
        """Give the index of such an id, or None."""
        try:
            high, _ = _PAIR.unpack(urlsafe_b64decode(text + "=="))
        except (Error, ValueError, struct.error):
            return None
        index = _gather(high) ^ self._key
        return index if index < 1 << 48 and self.short(index) == text else None


class CallIds:
    """The 19 digits by which telephony knows a call."""

    _LOWEST, _SPAN, _STEP = 7 * 10**18, 10**18, 381_966_011_250_105_123

    def __init__(self, key: int) -> None:
        """Take a secret of 64 bits."""
        self._key = key
        self._back = pow(self._STEP, -1, self._SPAN)

    def text(self, index: int) -> str:
        """Give the call id of a call."""
        return str(self._LOWEST + (index * self._STEP + self._key) % self._SPAN)

    def read(self, text: str) -> int | None:
        """Give the index of the call with this id, or None."""
        if len(text) != 19 or not text.isascii() or not text.isdigit():
            return None
        index = (int(text) - self._LOWEST - self._key) * self._back % self._SPAN
        return index if index < 1 << 40 and self.text(index) == text else None
