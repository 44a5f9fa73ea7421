"""Lists as pages: every row once, also when the way through them has to be started again.

Zoom's page tokens only go forward and die after 15 minutes. When one is refused, the list is asked for from its
beginning and the rows that were given already are skipped.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from ztui.contract import limits
from ztui.core.dataclass import dataclass
from ztui.core.errors import Invalid, NotFound, ServerError
from ztui.zoom.urls import has_moved_path

if TYPE_CHECKING:
    from ztui.contract.catalogue import Operation

__all__ = ["Bare", "Page", "walk"]

_TOKEN = "next_page_token"  # noqa: S105 - the name of a parameter
_EXPIRED = re.compile(r"(page.?token.*(invalid|expired|not valid))|((invalid|expired).*page.?token)", re.I | re.S)
_MOST_FRUITLESS = 5
_MOST_EMPTY = 1_000

Row = dict[str, Any]
Key = Callable[[Mapping[str, Any]], str]


class Bare(dict[str, Any]):
    """An element that is a bare text or number, as the row `{"value": element}`."""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list.

    Attributes:
        rows: New rows as Zoom sent them; elements that are bare texts or numbers come as `Bare`.
        total: Rows of the whole list, None where Zoom does not say.
        number: 1 for the first page that is given, then counting on, over restarts.
        last: Whether the list ends here.
        seen: Rows given so far, these included.
        restarted: Whether the list had to be started again to get here.
        odd: Things on this page that should not be: elements that are no rows, an array that is missing.
        strays: The elements that are no rows, as they came.
    """

    rows: tuple[Row, ...]
    total: int | None
    number: int
    last: bool
    seen: int
    restarted: bool = False
    odd: int = 0
    strays: tuple[Any, ...] = ()


class _Given:
    """Knows which rows were given, and which of them this way through the list has passed again."""

    def __init__(self, key: Key | None) -> None:
        self._key = key
        self._ids: set[bytes] = set()
        self._given: Counter[bytes] = Counter()
        self._passed: Counter[bytes] = Counter()
        self.count = 0

    def restart(self) -> None:
        """Begin another way through."""
        self._passed.clear()

    def take(self, rows: list[Row], *, suspicious: bool) -> tuple[Row, ...]:
        """Give those that are new.

        Rows with an id are new once. Rows without one may be equal to each other, so they are counted: the third of
        its kind on this way is new if only two were given. On a page whose token had come before (`suspicious`), one
        that is known is a repetition.
        """
        new = tuple(row for row in rows if self._is_new(row, suspicious=suspicious))
        self.count += len(new)
        return new

    def _is_new(self, row: Row, *, suspicious: bool) -> bool:
        named = self._name(row)
        if named is not None:
            mark = _mark(named)
            if mark in self._ids:
                return False
            self._ids.add(mark)
            return True
        mark = _mark(json.dumps(row, sort_keys=True, separators=(",", ":")))
        if suspicious and self._passed[mark]:
            return False
        self._passed[mark] += 1
        if self._passed[mark] <= self._given[mark]:
            return False
        self._given[mark] += 1
        return True

    def _name(self, row: Row) -> str | None:
        if self._key is None:
            return None
        try:
            return self._key(row) or None
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            return None


def _mark(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).digest()


async def walk(
    operation: Operation,
    ask: Callable[[Mapping[str, Any]], Awaitable[Any]],
    query: Mapping[str, Any],
    *,
    page_size: int | None,
    key: Key | None,
) -> AsyncIterator[Page]:
    """Give the pages of a list; see `Client.pages`.

    Args:
        operation: The list operation.
        ask: Sends it with a query and gives the parsed body.
        query: Parameters of every request.
        page_size: Rows per page, None for the most allowed.
        key: Gives a row's id.
    """
    if operation.items_key is None:
        raise Invalid(f"'{operation.title}' gives no list.", operation_id=operation.id)
    fixed = {name: value for name, value in query.items() if name != _TOKEN} | _size(operation, page_size)
    given = _Given(key)
    total: int | None = None
    number = fruitless = 0
    restarted = False
    while True:
        before = given.count
        try:
            async for rows, page_total, (odd, strays), last in _way(operation, ask, fixed, given):
                total = page_total if page_total is not None else total
                number += 1
                yield Page(rows, total, number, last, given.count, restarted, odd, strays)
        except _Expired as expired:
            fruitless = 0 if given.count > before else fruitless + 1
            if fruitless >= _MOST_FRUITLESS:
                raise expired.error from None
            restarted = True
            given.restart()
        else:
            return


class _Expired(Exception):
    """The page token was refused."""

    def __init__(self, error: Invalid | NotFound) -> None:
        super().__init__(error.message)
        self.error = error


async def _way(
    operation: Operation,
    ask: Callable[[Mapping[str, Any]], Awaitable[Any]],
    fixed: Mapping[str, Any],
    given: _Given,
) -> AsyncIterator[tuple[tuple[Row, ...], int | None, tuple[int, tuple[Any, ...]], bool]]:
    """Go once through the list: new rows, total, oddities, and whether it ends."""
    token = ""
    used: set[str] = set()
    empty = 0
    while True:
        try:
            data = await ask({**fixed, _TOKEN: token} if token else fixed)
        except (Invalid, NotFound) as error:
            if token and _EXPIRED.search(f"{error.message} {' '.join(each.message for each in _fields(error))}"):
                raise _Expired(error) from error
            raise
        found, strays = _rows(operation, data)
        odd = 1 if found is None else len(strays)
        found = found or []
        again = token in used
        used.add(token)
        rows = given.take(found, suspicious=again)
        total = _total(data)
        token = _next(data)
        empty = 0 if found else empty + 1
        circling = (again and not rows) or empty >= _MOST_EMPTY
        ends = not token or (circling and total is not None and given.count >= total)
        if circling and not ends:
            raise ServerError(
                f"Zoom's list for '{operation.title}' repeats itself after {given.count:,} rows.",
                "Try again later; what came so far is shown.",
                operation_id=operation.id,
            )
        yield rows, total, (odd, strays), ends
        if ends:
            return


def _fields(error: Invalid | NotFound) -> tuple[Any, ...]:
    return error.fields if isinstance(error, Invalid) else ()


def _size(operation: Operation, wanted: int | None) -> dict[str, int]:
    allowed = limits.page_size(operation)
    if allowed is None or not allowed.declared:
        return {}
    return {"page_size": max(1, min(wanted or allowed.maximum, allowed.maximum))}


def _next(data: Any) -> str:
    token = data.get(_TOKEN) if isinstance(data, dict) else None
    return token.strip() if isinstance(token, str) else ""


def _total(data: Any) -> int | None:
    total = data.get("total_records") if isinstance(data, dict) else None
    if isinstance(total, str) and total.isascii() and total.isdecimal():
        total = int(total)
    if isinstance(total, bool) or not isinstance(total, int | float) or total < 0:
        return None
    return int(total)


def _rows(operation: Operation, data: Any) -> tuple[list[Row] | None, tuple[Any, ...]]:
    """Find the array in an answer; give its rows, None where there is no array, and the elements that are none."""
    found = _array(operation, data)
    if found is None:
        return None, ()
    rows: list[Row] = []
    strays: list[Any] = []
    for each in found:
        if isinstance(each, dict):
            rows.append(each)
        elif isinstance(each, str | int | float) and not isinstance(each, bool):
            rows.append(Bare(value=each))
        else:
            strays.append(each)
    return rows, tuple(strays)


def _array(operation: Operation, data: Any) -> list[Any] | None:
    """Give the rows under the key of today, else under the older one, else an answer that is itself the array."""
    if isinstance(data, list):
        return data
    if not isinstance(data, dict):
        return None
    names = [each for each in (operation.items_key, operation.legacy_items_key) if each]
    arrays = [data[name] for name in names if isinstance(data.get(name), list)]
    if not arrays and has_moved_path(operation):
        arrays = [each for each in data.values() if isinstance(each, list)]
    return next((each for each in arrays if each), arrays[0] if arrays else None)
