"""A heat map: weekdays by hours of the day, a line of shades and a line of figures for each weekday, and a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.strip import Strip

from ztui.core.bars import scaled, shade
from ztui.core.text import Display
from ztui.store.figures import Figures
from ztui.ui.keys import bindings
from ztui.ui.widgets.paint import UNICODE, Painted, Part, Signs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events

__all__ = ["HeatMap", "heat_lines"]

Cells = dict[tuple[int, int], Figures]
"""Figures by weekday (0 is Monday) and hour of the day."""

WEEKDAYS, HOURS = 7, 24
NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LABEL = 5
_WIDE = 4
_HEAD = 1


def heat_lines(
    cells: Mapping[tuple[int, int], Figures], width: int, cursor: tuple[int, int] | None, *, ascii: bool = False
) -> tuple[list[list[Part]], int]:
    """Draw a heat map.

    Args:
        cells: What is drawn.
        width: Cells of a line.
        cursor: Weekday and hour of the cell in brackets, None for none.
        ascii: Draw with ASCII alone.

    Returns:
        The line of hours, then two lines for each weekday; and in what units the figures are, so that they fit.
    """
    size = _cell_size(width)
    counts = [each.calls for each in cells.values()]
    most, unit = max(counts, default=0), scaled(counts, size - 1)
    lines = [[Part(Display(" " * _LABEL + "".join(f"{hour:02}".rjust(size) for hour in range(HOURS))), "head")]]
    for weekday, name in enumerate(NAMES):
        shades = [Part(Display(f" {name} "), "strong" if cursor is not None and cursor[0] == weekday else "")]
        figures = [Part(Display(" " * _LABEL))]
        for hour in range(HOURS):
            count = cells.get((weekday, hour), Figures()).calls
            here = cursor == (weekday, hour)
            sign = shade(count, most, ascii=ascii)
            drawn = f"[{sign * (size - 2)}]" if here else " " + sign * (size - 1)
            number = f"{round(count / unit)}" if round(count / unit) else "<" if count else ""
            shades.append(Part(Display(drawn), "accent" if here else ""))
            figures.append(Part(Display(number.rjust(size)), "strong" if here else "dim"))
        lines += [shades, figures]
    return lines, unit


def _cell_size(width: int) -> int:
    return _WIDE if width >= _LABEL + _WIDE * HOURS else _WIDE - 1


class HeatMap(Painted, can_focus=True):
    """Weekdays by hours with a cursor that goes both ways.

    Messages: `Moved` after the cursor changed, `Opened` on enter or a click on the cursor's cell.
    """

    BINDINGS = bindings("rows")

    class Moved(Message):
        """The cursor is on another cell."""

    class Opened(Message):
        """The cell under the cursor is to be opened."""

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.signs = signs
        self.cells: Cells = {}
        self.weekday = 0
        self.hour = 9
        self._lines: Sequence[Sequence[Part]] = ()
        self.unit = 1
        self._drawn: tuple[int, int, int] | None = None

    def show(self, cells: Cells) -> None:
        """Show this; the cursor stays, but begins on the busiest cell."""
        if not self.cells and cells:
            self.weekday, self.hour = max(cells, key=lambda each: cells[each].calls)
        self.cells = cells
        self._drawn = None
        self.refresh()
        self.post_message(self.Moved())

    @property
    def figures(self) -> Figures:
        """Give the figures of the cell under the cursor."""
        return self.cells.get((self.weekday, self.hour), Figures())

    def move_to(self, weekday: int, hour: int) -> None:
        """Put the cursor on a cell; it stays within the map."""
        place = min(max(weekday, 0), WEEKDAYS - 1), min(max(hour, 0), HOURS - 1)
        if place != (self.weekday, self.hour):
            self.weekday, self.hour = place
            self.refresh()
            self.post_message(self.Moved())

    def render_line(self, y: int) -> Strip:
        """Paint a line; one that is out of sight begins further down where there are few lines."""
        state = (self.size.width, self.weekday, self.hour)
        if self._drawn != state:
            ascii = self.signs is not UNICODE
            self._lines, self.unit = heat_lines(self.cells, state[0], (self.weekday, self.hour), ascii=ascii)
            self._drawn = state
        at = y if not y else y + self._skipped
        if at >= len(self._lines):
            return Strip.blank(self.size.width, self.style_named(""))
        return self.line_of(self._lines[at], (), self.size.width, self.signs.ellipsis)

    @property
    def _skipped(self) -> int:
        """Give how many lines of weekdays are scrolled out so that the cursor's can be seen."""
        room = max(self.size.height - _HEAD, 2)
        return max(2 * (self.weekday + 1) - room, 0)

    # Keys

    def action_cursor_up(self) -> None:
        """Go to the weekday before."""
        self.move_to(self.weekday - 1, self.hour)

    def action_cursor_down(self) -> None:
        """Go to the weekday after."""
        self.move_to(self.weekday + 1, self.hour)

    def action_columns_left(self) -> None:
        """Go to the hour before."""
        self.move_to(self.weekday, self.hour - 1)

    def action_columns_right(self) -> None:
        """Go to the hour after."""
        self.move_to(self.weekday, self.hour + 1)

    def action_page_up(self) -> None:
        """Go to Monday."""
        self.move_to(0, self.hour)

    def action_page_down(self) -> None:
        """Go to Sunday."""
        self.move_to(WEEKDAYS - 1, self.hour)

    def action_first_row(self) -> None:
        """Go to the first hour."""
        self.move_to(self.weekday, 0)

    def action_last_row(self) -> None:
        """Go to the last hour."""
        self.move_to(self.weekday, HOURS - 1)

    def action_open(self) -> None:
        """Open the cell."""
        self.post_message(self.Opened())

    def action_mark(self) -> None:
        """Do nothing: cells have no marks."""

    def action_mark_range(self) -> None:
        """Do nothing: cells have no marks."""

    def on_resize(self) -> None:
        """Draw for the new width."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go to the cell that was clicked; open it if the cursor is there."""
        line = event.y + self._skipped - _HEAD
        hour = (event.x - _LABEL) // _cell_size(self.size.width)
        if event.y < _HEAD or not 0 <= line < 2 * WEEKDAYS or not 0 <= hour < HOURS:
            return
        if (line // 2, hour) == (self.weekday, self.hour):
            self.action_open()
        else:
            self.move_to(line // 2, hour)
