"""Writing: where the cursor is, which style is set, and the shortest way from there to what is wanted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .cells import OFF

if TYPE_CHECKING:
    from .capabilities import Capabilities
    from .cells import Palette, Style

__all__ = ["Pen"]

_NOWHERE = -1


class Pen:
    """Collects what is to be sent; begins with the plain style, and with the cursor anywhere.

    Args:
        capabilities: What may be sent.
        palette: Where the styles are from.
        columns: Width of the terminal.

    Attributes:
        style: The style that is set.
    """

    def __init__(self, capabilities: Capabilities, palette: Palette, columns: int) -> None:
        self.capabilities = capabilities
        self.style: Style = palette.plain
        self._plain = palette.plain
        self._columns = columns
        self._row = self._column = _NOWHERE
        self._ahead = 0
        """Cells that were erased and not stepped over yet."""
        self._out: list[str] = []

    @property
    def sent(self) -> str:
        """Give all that was collected."""
        return "".join(self._out)

    def move(self, row: int, column: int) -> None:
        """Put the cursor somewhere, counted from 0."""
        self._ahead = 0
        if row != self._row or self._column == _NOWHERE or column < self._column:
            if row == self._row and self.capabilities.column:
                self._out.append(f"\x1b[{column + 1}G")
            else:
                self._out.append(f"\x1b[{row + 1};{column + 1}H" if column else f"\x1b[{row + 1}H")
        elif column > self._column:
            by = column - self._column
            if self.capabilities.forward:
                self._out.append(f"\x1b[{by}C" if by > 1 else "\x1b[C")
            else:
                self._out.append(f"\x1b[{row + 1};{column + 1}H")
        self._row, self._column = row, column

    def wear(self, style: Style) -> None:
        """Set a style."""
        if style is not self.style:
            self._out.append(_step(self.style, style, self.capabilities, self._plain))
            self.style = style

    def write(self, text: str, width: int) -> None:
        """Write text in the style that is set; it takes `width` cells."""
        self._step_over()
        self._out.append(text)
        self._column += width
        if self._column >= self._columns:
            self._column = _NOWHERE  # terminals differ in where the cursor stands behind the last column

    def erase(self, count: int) -> None:
        """Erase cells in the background that is set, and step over them."""
        self._step_over()
        self._out.append(f"\x1b[{count}X")
        self._ahead = count

    def erase_end(self) -> None:
        """Erase the rest of the row in the background that is set."""
        self._step_over()
        self._out.append("\x1b[K")

    def _step_over(self) -> None:
        """Go behind what was erased."""
        if self._ahead:
            self.move(self._row, self._column + self._ahead)

    def insert(self, row: int, column: int, count: int) -> None:
        """Insert cells that can be anything; what stands behind them moves to the right."""
        self.move(row, column)
        self._out.append(f"\x1b[{count}@")

    def delete(self, row: int, column: int, count: int) -> None:
        """Delete cells; what stands behind them moves to the left, and what comes in at the end can be anything."""
        self.move(row, column)
        self._out.append(f"\x1b[{count}P")

    def scroll(self, top: int, bottom: int, by: int) -> None:
        """Move the lines `top` to `bottom` up, or down if `by` is negative; plain blanks come in."""
        self.wear(self._plain)
        self._out.append(f"\x1b[{top + 1};{bottom + 1}r")
        if by > 0:
            at_once, sequence, line, edge = self.capabilities.scroll_up, f"\x1b[{by}S", "\n", bottom
        else:
            at_once, sequence, line, edge = self.capabilities.scroll_down, f"\x1b[{-by}T", "\x1bM", top
        self._out.append(sequence if at_once else f"\x1b[{edge + 1}H{line * abs(by)}")
        self._out.append("\x1b[r")
        self._row = self._column = _NOWHERE

    def lose_column(self) -> None:
        """Take note that it is not known any more in which column the cursor is."""
        self._column = _NOWHERE


@lru_cache(maxsize=4096)
def _step(old: Style, new: Style, capabilities: Capabilities, plain: Style) -> str:
    """Give the shortest sequence that makes one style of another."""
    links = "" if old.link == new.link else f"\x1b]8;{new.link or ';'}\x1b\\"
    if (old.attributes, old.foreground, old.background) == (new.attributes, new.foreground, new.background):
        return links
    colors = [color for color in (new.foreground, new.background) if color]
    afresh = ["", *sorted(new.attributes), *colors] if new.attributes or colors else []
    ways = [";".join(afresh)]
    change = _change(old, new)
    ended = old.attributes - new.attributes
    lost = (old.foreground and not new.foreground) or (old.background and not new.background)
    if (capabilities.ends_attributes or not ended) and (capabilities.ends_colors or not lost):
        ways.append(";".join(change))
    return f"{links}\x1b[{min(ways, key=len)}m"


def _change(old: Style, new: Style) -> list[str]:
    ended = {OFF[code] for code in old.attributes - new.attributes}
    # What ends one attribute ends its twin, too: bold and dim, underlines, blinking.
    begun = {code for code in new.attributes if code not in old.attributes or OFF[code] in ended}
    change = [*sorted(ended), *sorted(begun)]
    if old.foreground != new.foreground:
        change.append(new.foreground or "39")
    if old.background != new.background:
        change.append(new.background or "49")
    return change
