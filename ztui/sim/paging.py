"""Pages: size, token and the fields of an answer around its rows.

A token is opaque, bound to operation, account, path, query and page size, leads forward only and is dead 15 minutes of
the simulator's clock after it was given. It holds its offset and the second of its birth under a seal.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ztui.contract.limits import PAGE_TOKEN_SECONDS, page_size
from ztui.sim.handling import Refusal
from ztui.sim.refusals import invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.catalogue import Operation
    from ztui.sim.handling import Context

__all__ = ["Cut", "Pager", "asked_page", "paging_fields"]

_PACKED = struct.Struct(">IQ")
_SEAL = 16
_MOST_PAGES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of a list that a page is: rows `start` to `stop`, in pages of `size`, `number` counted from 1."""

    start: int
    stop: int
    size: int
    number: int


def asked_page(known: Operation, query: dict[str, Any]) -> tuple[int, str, int | None]:
    """Take page size, token and (older lists) page number out of the query.

    Raises:
        Refusal: 400/300 for a size out of bounds.
    """
    bounds = page_size(known)
    if bounds is None:
        return 0, "", None
    token = str(query.pop("next_page_token", ""))
    number = query.pop("page_number", None)
    raw = query.pop("page_size", bounds.default)
    try:
        size = int(raw)
    except ValueError:
        size = 0
    if not 1 <= size <= bounds.maximum:
        raise invalid("page_size", f"The value must be between 1 and {bounds.maximum}.")
    if number is not None and not 1 <= number <= _MOST_PAGES:
        raise invalid("page_number", "The value must be at least 1.")
    return size, token, number


class Pager:
    """Gives and reads page tokens."""

    def __init__(self, seed: int) -> None:
        """Take the seed; tokens of another seed are not accepted."""
        self._key = hashlib.blake2b(f"{seed}/pages".encode()).digest()

    def cut(self, context: Context, size: int, token: str, number: int | None) -> Cut:
        """Give the rows that a request asks for, by its token, else by its page number.

        Raises:
            Refusal: HTTP 400 with the code of the API's family for a token that is tampered with, of another query, or
                too old.
        """
        if not token:
            number = number or 1
            return Cut((number - 1) * size, number * size, size, number)
        start = self._offset(context, size, token)
        return Cut(start, start + size, size, start // size + 1)

    def token(self, context: Context, offset: int, size: int) -> str:
        """Give the token of the page that starts at `offset`."""
        packed = _PACKED.pack(offset, int(context.now.timestamp()))
        return base64.urlsafe_b64encode(packed + self._seal(context, size, packed)).decode().rstrip("=")

    def _offset(self, context: Context, size: int, token: str) -> int:
        """Read a token."""
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise _dead(context.operation) from None
        packed, seal = raw[: _PACKED.size], raw[_PACKED.size :]
        if len(raw) != _PACKED.size + _SEAL or seal != self._seal(context, size, packed):
            raise _dead(context.operation)
        offset, born = _PACKED.unpack(packed)
        if base64.urlsafe_b64encode(raw).decode().rstrip("=") != token.rstrip("="):
            raise _dead(context.operation)
        if not 0 <= context.now.timestamp() - born <= PAGE_TOKEN_SECONDS:
            raise _dead(context.operation)
        return int(offset)

    def _seal(self, context: Context, size: int, packed: bytes) -> bytes:
        """Give the seal over everything that a token is bound to."""
        bound = (context.operation.id, context.account, sorted(context.path.items()), _sorted(context.query), size)
        return hashlib.blake2b(repr(bound).encode() + packed, key=self._key, digest_size=_SEAL).digest()


def paging_fields(cut: Cut | None, total: int, token: str) -> Mapping[str, Any]:
    """Give the fields that may stand around the rows; the caller keeps those that the schema has."""
    size = cut.size if cut is not None else total
    return {
        "next_page_token": token,
        "page_count": -(-total // size) if size else 0,
        "page_number": cut.number if cut is not None else 1,
        "page_size": size,
        "total_records": total,
    }


def _sorted(query: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(query.items(), key=lambda pair: pair[0])


def _dead(known: Operation) -> Refusal:
    """Give the refusal of a token, in the words and with the code of the API's family."""
    text = "The next page token is invalid or expired."
    if known.api == "number_management":
        return Refusal(400, 1003100, text)
    documented = {each.code for each in known.detail().errors if each.http == 400}
    return Refusal(400, 400 if 400 in documented and 300 not in documented else 300, text)
