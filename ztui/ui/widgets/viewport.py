"""Which rows the table's lines show: the part of its layout that knows nothing of the terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ztui.ui.widgets.paint import NO_TEXT

if TYPE_CHECKING:
    from ztui.core.text import Display
    from ztui.ui.widgets.source import RowPages

__all__ = ["DAY", "NOTHING", "Viewport"]

DAY = -1
"""A line that shows the day of the row on the line below it."""
NOTHING = -2


@dataclass
class Viewport:
    """The window on the rows.

    Attributes:
        pages: Where the rows are.
        room: Lines there are for rows and day lines.
        top: Position of the first row shown.
        cursor: Position of the cursor.
        lines: What each line shows: the position of a row, `DAY` or `NOTHING`.
        today: The day that needs no line when the window begins with it.
    """

    pages: RowPages[Any]
    room: int = 1
    top: int = 0
    cursor: int = 0
    today: Display = NO_TEXT
    lines: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Give the number of rows."""
        return int(self.pages.source.count)

    def settle(self) -> None:
        """Scroll by as little as possible, so that the cursor is seen and no room at the end is wasted."""
        self.cursor = self.clamped(self.cursor)
        top = max(0, min(self.top, self.cursor))
        if self.cursor - top >= self.room:
            top = self.cursor - self.room + 1
        lines = self._layout_from(top)
        while self.cursor not in lines and top < self.cursor:
            top += 1
            lines = self._layout_from(top)
        while top and lines[-1] == NOTHING:
            earlier = self._layout_from(top - 1)
            if self.count - 1 not in earlier:
                break
            top, lines = top - 1, earlier
        self.top, self.lines = top, lines

    def clamped(self, position: int) -> int:
        """Give the nearest position that has a row, 0 if there is none."""
        return max(0, min(position, self.count - 1))

    def _layout_from(self, top: int) -> list[int]:
        lines: list[int] = []
        count, position = self.count, top
        while len(lines) < self.room and position < count:
            if self._starts_day(position, top):
                if len(lines) + 1 < self.room:
                    lines.append(DAY)
                elif lines:  # it would stand under another day's line
                    break
            lines.append(position)
            position += 1
        return lines + [NOTHING] * (self.room - len(lines))

    def _starts_day(self, position: int, top: int) -> bool:
        """Tell whether a day line stands above the row.

        The first line of the window names its day too, unless it is today: a time without its day says nothing. Rows
        without a day (their time could not be read) stand in whatever day is around them.
        """
        row = self.pages.row(position)
        if row is None or not row.day:
            return False
        for above in range(position - 1, top - 1, -1):
            before = self.pages.row(above)
            if before is None:
                return False
            if before.day:
                return row.day != before.day
        return row.day != self.today
