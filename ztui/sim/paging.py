"""Pages: size, token and the fields of an answer around its rows.

A token is opaque, bound to operation, account, path, query and page size, leads forward only and is dead 15 minutes of
the simulator's clock after it was given. It holds under a seal its offset, the instant of its birth, and that of the
list's first page: all pages answer as of then, so that rows that come in meanwhile do not push others to the next page.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import Paging, operation
from ztui.contract.limits import PAGE_TOKEN_SECONDS, page_size
from ztui.core.dataclass import dataclass
from ztui.sim.handling import Refusal
from ztui.sim.refusals import invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.catalogue import Operation
    from ztui.sim.handling import Context

__all__ = ["Cut", "Pager", "asked_page", "dead_token", "most_rows", "paging_fields"]

_PACKED = struct.Struct(">IQQ")
_SEAL = 16
_MOST_PAGES = 1_000_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of a list that a page is.

    Attributes:
        start: Place of its first row.
        stop: Place after its last row.
        size: Rows of a page.
        asked: Rows of a page as the request has them, which may be more than a page holds.
        number: Of the page, counted from 1.
        at: When it was asked for.
        since: When the first page was asked for: the instant as of which the list is answered.
    """

    start: int
    stop: int
    size: int
    asked: int
    number: int
    at: datetime
    since: datetime


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
    raw = str(query.pop("page_size", bounds.default))
    size = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 9 else 0
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

    def cut(self, context: Context, size: int, token: str, number: int | None) -> Cut | None:
        """Give the rows that a request asks for, by its token, else by its page number; None for a list without pages.

        Raises:
            Refusal: HTTP 400 with the code of the API's family for a token that is tampered with, of another query, or
                too old.
        """
        if context.operation.paging is not Paging.TOKEN:
            return None
        held = min(size, most_rows(context.operation.id) or size)
        if not token:
            number = number or 1
            return Cut((number - 1) * held, number * held, held, size, number, context.now, context.now)
        start, since = self._read(context, size, token)
        return Cut(start, start + held, held, size, start // held + 1, context.now, since)

    def token(self, context: Context, cut: Cut) -> str:
        """Give the token of the page after this one."""
        packed = _PACKED.pack(cut.stop, (cut.at - _EPOCH) // _TICK, (cut.since - _EPOCH) // _TICK)
        return base64.urlsafe_b64encode(packed + self._seal(context, cut.asked, packed)).decode().rstrip("=")

    def _read(self, context: Context, size: int, token: str) -> tuple[int, datetime]:
        """Read a token: the offset, and the instant of the first page."""
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise dead_token(context.operation) from None
        packed, seal = raw[: _PACKED.size], raw[_PACKED.size :]
        if len(raw) != _PACKED.size + _SEAL or seal != self._seal(context, size, packed):
            raise dead_token(context.operation)
        offset, born, since = _PACKED.unpack(packed)
        if base64.urlsafe_b64encode(raw).decode().rstrip("=") != token.rstrip("="):
            raise dead_token(context.operation)
        if not timedelta() <= context.now - (_EPOCH + born * _TICK) <= timedelta(seconds=PAGE_TOKEN_SECONDS):
            raise dead_token(context.operation)
        return int(offset), _EPOCH + since * _TICK

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


@cache
def most_rows(operation_id: str) -> int | None:
    """Give the most rows that one answer may hold by its schema, which can be fewer than may be asked for."""
    known = operation(operation_id)
    schema = known.detail().response_schema or {}
    fields = schema.get("properties", {})
    rows = fields.get(str(known.items_key), {}) if known.items_key != "[]" else schema
    bounds = [rows.get("maxItems"), fields.get("page_size", {}).get("maximum")]
    return min((int(bound) for bound in bounds if bound is not None), default=None)


def _sorted(query: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(query.items(), key=lambda pair: pair[0])


def dead_token(known: Operation) -> Refusal:
    """Give the refusal of a token, in the words and with the code of the API's family."""
    text = "The next page token is invalid or expired."
    if known.api == "number_management":
        return Refusal(400, 1003100, text)
    documented = {each.code for each in known.detail().errors if each.http == 400}
    return Refusal(400, 400 if 400 in documented and 300 not in documented else 300, text)
