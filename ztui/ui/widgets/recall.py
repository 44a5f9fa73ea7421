"""Walking back and forth through what was typed before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Recall"]


class Recall:
    """A place among lines that begin like what is typed.

    Args:
        lines: What was typed before, the newest last.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = tuple(lines)
        self._begun = ""
        self._found: tuple[str, ...] = ()
        self._at: int | None = None

    @property
    def is_on(self) -> bool:
        """Tell whether a line of before is shown."""
        return self._at is not None

    def step(self, by: int, typed: str) -> str | None:
        """Give the line before (-1) or after, None where there is none before; behind the newest comes what was typed.

        Args:
            by: The direction.
            typed: What stands in the line now.
        """
        if self._at is None:
            self._begun = typed
            self._found = tuple(each for each in self._lines if each.startswith(typed) and each != typed)
            self._at = len(self._found)
        at = self._at + by
        if at < 0 or not self._found:
            self._at = None if not self._found else self._at
            return self._found[0] if self._found else None
        if at >= len(self._found):
            self._at = None
            return self._begun
        self._at = at
        return self._found[at]

    def typed(self, text: str) -> None:
        """Take note of what stands in the line: another line than the one brought back is a new beginning."""
        if self._at is not None and text != self._found[self._at]:
            self._at = None
