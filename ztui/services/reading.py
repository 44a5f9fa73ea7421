"""One reading of a list: rows on their way from pages into the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ServerError

if TYPE_CHECKING:
    from ztui.resources.model import Resource
    from ztui.store.cache import Run
    from ztui.store.shape import Shape, StoredRow

__all__ = ["Reading", "Rows", "unfolded"]


@dataclass(frozen=True, slots=True)
class Rows:
    """A page as far as it matters here."""

    rows: Sequence[Mapping[str, Any]]
    total: int | None
    odd: int = 0


def unfolded(resource: Resource, data: Any, asked: Mapping[str, Any]) -> Rows:
    """Take the rows out of an answer that is one object, and tell them those parameters that it does not repeat.

    Raises:
        ServerError: It is none.
    """
    assert resource.unfold is not None
    if not isinstance(data, Mapping):
        raise ServerError(f"Zoom's answer for {resource.title} is no object.", operation_id=resource.operations.list)
    try:
        rows = resource.unfold(data)
    except (TypeError, ValueError, AttributeError, LookupError):
        return Rows((), None, odd=1)
    told = {name: asked[name] for name in resource.told if name in asked}
    return Rows([{**told, **row} for row in rows] if told else rows, len(rows))


class Reading:
    """What came and is not stored yet, and what was counted.

    Attributes:
        run: The store's run.
        buffer: Rows to be stored.
        totals: What Zoom says of each part of the list.
        odd: Oddities of pages that are not stored yet.
        met: Something answered.
        stored: Something was stored.
        uncounted: Rows that are stored, and whose oddities are not counted yet.
        flushed: When that was, by the monotonic clock.
        note: A sentence about how it went.
    """

    def __init__(self, shape: Shape, run: Run) -> None:
        """Take what makes stored rows, and the store's run."""
        self.run = run
        self.buffer: list[Mapping[str, Any]] = []
        self.totals: list[int | None] = []
        self.odd = 0
        self.met = False
        self.stored = False
        self.uncounted: list[Mapping[str, Any]] = []
        self.flushed = 0.0
        self.note = ""
        self._shape = shape
        self._unnamed: Counter[str] = Counter()

    def take(self, page: Rows, number: int) -> None:
        """Add a page of the part of that number."""
        self.met = True
        self.buffer.extend(page.rows)
        self.odd += page.odd
        if page.total is not None:
            self.totals[number] = page.total

    @property
    def total(self) -> int | None:
        """Give the rows there are, once every part of the list has said how many it has."""
        known = [each for each in self.totals if each is not None]
        return sum(known) if known and len(known) == len(self.totals) else None

    def maker(self, rows: Sequence[Mapping[str, Any]]) -> Callable[[], list[StoredRow]]:
        """Give what turns rows into stored rows, in the writer's thread; one maker runs after the other."""
        return lambda: [self._stored(row) for row in rows]

    def counter(self, rows: Sequence[Mapping[str, Any]], odd: int) -> Callable[[], int]:
        """Give what counts oddities in the writer's thread: those of the rows, beside what is `odd` anyway."""
        return lambda: odd + sum(map(self._shape.oddities, rows))

    def _stored(self, row: Mapping[str, Any]) -> StoredRow:
        stored = self._shape.stored(row)
        if stored.key:
            return stored
        from hashlib import blake2b

        name = "~" + blake2b(stored.json.encode(), digest_size=9).hexdigest()
        self._unnamed[name] += 1
        times = self._unnamed[name]
        return replace(stored, key=name if times == 1 else f"{name}.{times}")
