"""Randomness that depends only on what is asked for: object 17 is the same whether 16 was made or not."""

from __future__ import annotations

import hashlib
import struct
from binascii import b2a_base64
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Dice", "Words", "chance", "pick", "weighted"]

T = TypeVar("T")

Words = tuple[int, ...]
"""Sixteen independent numbers of 32 bits."""

_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_UNPACK = struct.Struct("<16I").unpack


class _Hash(Protocol):
    def copy(self) -> _Hash: ...
    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


class Dice:
    """Random numbers of one kind of object, by its index."""

    __slots__ = ("_base", "_ids", "_name")

    def __init__(self, *name: object) -> None:
        """Take what names the kind: seed, account, kind."""
        self._name = ":".join(map(str, name))
        self._base: _Hash = hashlib.blake2b(self._name.encode())
        self._ids: _Hash = hashlib.blake2b(f"{self._name}:id".encode(), digest_size=16)

    def words(self, index: int) -> Words:
        """Give sixteen numbers below 2**32 for the object with this index."""
        made = self._base.copy()
        made.update(index.to_bytes(8, "little", signed=True))
        return _UNPACK(made.digest())

    def word(self, index: int) -> int:
        """Give one number below 2**32."""
        return self.words(index)[0]

    def id(self, index: int) -> str:
        """Give an id in Zoom's form: 22 characters, letters, digits, `-` and `_`."""
        made = self._ids.copy()
        made.update(index.to_bytes(8, "little", signed=True))
        return b2a_base64(made.digest())[:22].translate(_URL_SAFE).decode()

    def key(self) -> int:
        """Give a secret of 64 bits for the whole kind."""
        return int.from_bytes(hashlib.blake2b(f"{self._name}:key".encode(), digest_size=8).digest(), "little")


def pick(word: int, options: Sequence[T]) -> T:
    """Choose evenly among `options`, which must not be empty."""
    return options[word % len(options)]


def chance(word: int, share: float) -> bool:
    """Tell whether the word falls into the share (0 to 1) of cases."""
    return word < share * 4294967296


def weighted(word: int, weights: Sequence[float]) -> int:
    """Choose an index with the given weights."""
    point = word / 4294967296 * sum(weights)
    for index, weight in enumerate(weights):
        point -= weight
        if point < 0:
            return index
    return len(weights) - 1
