"""Back and forward: the screens that were seen, in the order in which they were seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["History"]

Seen = TypeVar("Seen")


class History(Generic[Seen]):
    """A line of screens with a place in it, like a browser's.

    A screen may stand in it more than once. What falls out is returned, so that its owner can let go of it.
    """

    def __init__(self, longest: int = 24) -> None:
        self._longest = longest
        self._seen: list[Seen] = []
        self._at = -1

    @property
    def current(self) -> Seen | None:
        """Give the screen that is shown."""
        return self._seen[self._at] if self._seen else None

    def visit(self, screen: Seen, is_kept: Callable[[Seen], bool] = lambda _screen: False) -> list[Seen]:
        """Go to a screen: what lay ahead is forgotten, and the oldest of too many.

        Args:
            screen: The screen.
            is_kept: Tells what must not be forgotten; of what lay ahead it goes before where we came from.

        Returns:
            What is nowhere in the history any more.
        """
        if screen is self.current:
            return []
        before = list(self._seen)
        ahead = [each for each in self._seen[self._at + 1 :] if each is not screen and is_kept(each)]
        here = max(self._at, 0)
        self._seen = [*self._seen[:here], *ahead, *self._seen[here : self._at + 1], screen]
        while len(self._seen) > self._longest:
            oldest = next((at for at, each in enumerate(self._seen[:-1]) if not is_kept(each)), None)
            if oldest is None:
                break
            del self._seen[oldest]
        self._at = len(self._seen) - 1
        return self._gone(before)

    def step(self, by: int) -> Seen | None:
        """Go back (-1) or forward (1); None if there is nothing on that side."""
        if not 0 <= self._at + by < len(self._seen):
            return None
        self._at += by
        return self._seen[self._at]

    def peek(self, by: int) -> Seen | None:
        """Give what `step` would lead to, without going there."""
        return self._seen[self._at + by] if 0 <= self._at + by < len(self._seen) else None

    def clear(self) -> list[Seen]:
        """Forget everything; gives what was there, each once."""
        before, self._seen, self._at = self._seen, [], -1
        return self._gone(before)

    def each(self) -> list[Seen]:
        """Give what stands in it, each once, the oldest first."""
        found: list[Seen] = []
        for one in self._seen:
            if not any(one is other for other in found):
                found.append(one)
        return found

    def __contains__(self, screen: object) -> bool:
        return any(each is screen for each in self._seen)

    def _gone(self, before: list[Seen]) -> list[Seen]:
        gone: list[Seen] = []
        for each in before:
            if each not in self and not any(each is other for other in gone):
                gone.append(each)
        return gone
