"""A few pages of a view in memory, so that a paint never waits."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["PAGE_ROWS", "PageCache"]

_R = TypeVar("_R")
PAGE_ROWS = 128
_MOST_PAGES = 12


class PageCache(Generic[_R]):
    """The pages looked at last, by their numbers, and those that are wanted."""

    def __init__(self) -> None:
        """Hold nothing."""
        self._pages: OrderedDict[int, Sequence[_R | None]] = OrderedDict()
        self._wanted: OrderedDict[int, bool] = OrderedDict()
        self.looked_at = (0, 1)
        """Start and count of the last window."""
        self.generation = 0
        """Grows whenever all pages are replaced."""

    def window(self, start: int, count: int, size: int) -> list[_R | None]:
        """Give rows of a view that has `size` of them; those not here are None, and their pages wanted."""
        start = max(0, min(start, size))
        count = max(0, min(count, size - start))
        self.looked_at = (start, count)
        found: list[_R | None] = []
        last = (size - 1) // PAGE_ROWS
        for number in _numbers(start, count):
            page = self._pages.get(number)
            if page is None:
                self._want(number, urgent=True)
            else:
                self._pages.move_to_end(number)
            first = number * PAGE_ROWS
            for place in range(max(start, first), min(start + count, first + PAGE_ROWS)):
                at = place - first
                found.append(page[at] if page is not None and at < len(page) else None)
        for number in (start // PAGE_ROWS - 1, (start + count) // PAGE_ROWS + 1):
            if 0 <= number <= last and number not in self._pages and count:
                self._want(number, urgent=False)
        return found

    def _want(self, number: int, *, urgent: bool) -> None:
        self._wanted[number] = urgent or self._wanted.get(number, False)
        if urgent:
            self._wanted.move_to_end(number)
        while len(self._wanted) > _MOST_PAGES // 2:
            self._wanted.popitem(last=False)

    def next_wanted(self) -> tuple[int, bool] | None:
        """Take the page wanted most, and whether a window has holes without it; None if there is none."""
        if not self._wanted:
            return None
        number = next((each for each in reversed(self._wanted) if self._wanted[each]), next(reversed(self._wanted)))
        return number, self._wanted.pop(number)

    def keep(self, number: int, rows: Sequence[_R | None]) -> None:
        """Keep a page; the one not looked at for longest goes."""
        self._pages[number] = rows
        self._pages.move_to_end(number)
        while len(self._pages) > _MOST_PAGES:
            self._pages.popitem(last=False)

    def visible(self, size: int) -> list[int]:
        """Give the numbers of the pages that the last window looks at, in a view that now has `size` rows."""
        start, count = self.looked_at
        start = max(0, min(start, size - count))
        return [each for each in _numbers(start, max(count, 1)) if each * PAGE_ROWS < size][-_MOST_PAGES:]

    def replace(self, pages: Mapping[int, Sequence[_R | None]]) -> None:
        """Forget all pages but these: rows or their order changed."""
        self._pages = OrderedDict(pages)
        self._wanted.clear()
        self.generation += 1


def _numbers(start: int, count: int) -> Iterator[int]:
    if count > 0:
        yield from range(start // PAGE_ROWS, (start + count - 1) // PAGE_ROWS + 1)
