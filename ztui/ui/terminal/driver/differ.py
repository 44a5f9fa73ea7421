"""From what Textual sends to what the terminal needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cells import Palette
from .lines import Frame, Line
from .model import Model
from .pen import Pen
from .shift import find_shift
from .updates import UpdateParser
from .writing import write_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .capabilities import Capabilities
    from .shift import Shift

__all__ = ["Differ"]

_MOST_STYLES = 8192
_UNPLACED = (0, 0)
"""Where Textual leaves the cursor while nothing is typed into: it is hidden, and may stand anywhere."""


class Differ:
    """Keeps what a terminal shows and gives the difference to what it is to show.

    Args:
        capabilities: What the terminal can do.
    """

    def __init__(self, capabilities: Capabilities) -> None:
        self.capabilities = capabilities
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._palette = Palette()
        self._parser = UpdateParser(self._palette)
        self._model: Model | None = None
        self._cursor = _UNPLACED

    def forget(self) -> None:
        """Take note that it is not known any more what the terminal shows."""
        self._model = None

    @property
    def frame(self) -> Frame | None:
        """Give what the terminal shows; None if not all of it is known."""
        model = self._model
        if model is None or not model.is_known:
            return None
        return Frame(model.size, tuple(self._text_of(line) for line in model.lines))

    def adopt(self, frame: Frame) -> None:
        """Take for granted that the terminal shows a frame.

        Raises:
            NotUnderstood: The frame cannot be read.
        """
        self._model = Model(frame.size, frame.parse(self._palette))

    def encode(self, data: str, size: tuple[int, int]) -> str:
        """Give what to send for an update.

        Args:
            data: What Textual sends.
            size: Columns and rows of the terminal, as Textual knows them.

        Returns:
            What makes the terminal show the same; "" if it does already.

        Raises:
            NotUnderstood: The update cannot be followed. It has to be sent as it is, and the model forgotten.
        """
        if len(self._palette) > _MOST_STYLES:
            self._begin_anew()
        model = self._model
        if model is None or model.size != size:
            model = self._model = Model(size)
        update = self._parser.parse(data)
        changed = model.overlaid(update.pieces)
        blank = self._blank(size[0])
        pen = Pen(self.capabilities, self._palette, size[0])
        shift = find_shift(model.lines, changed) if self.capabilities.region else None
        if shift is not None:
            changed = self._scroll(pen, model, changed, shift, blank)
        for row in sorted(changed):
            write_row(pen, row, model.lines[row], changed[row], blank)
            model.lines[row] = changed[row]
        pen.wear(self._palette.plain)
        if update.cursor != self._cursor or (pen.sent and update.cursor != _UNPLACED):
            pen.move(*update.cursor)
            self._cursor = update.cursor
        return pen.sent

    def _scroll(
        self, pen: Pen, model: Model, changed: Mapping[int, Line], shift: Shift, blank: Line
    ) -> dict[int, Line]:
        """Move lines; gives those that are to be written after it."""
        wanted = {row: changed.get(row, model.lines[row]) for row in range(shift.top, shift.bottom + 1)}
        pen.scroll(shift.top, shift.bottom, shift.by)
        model.scroll(shift.top, shift.bottom, shift.by, blank)
        outside = {row: line for row, line in changed.items() if row not in wanted}
        return outside | {row: line for row, line in wanted.items() if line.cells != model.lines[row].cells}

    def _blank(self, columns: int) -> Line:
        return Line((self._palette.plain.cells[" "],) * columns)

    def _text_of(self, line: Line) -> str:
        """Give a row as text with SGR, without hyperlinks and without plain blanks at its end."""
        pen = Pen(self.capabilities, self._palette, len(line.cells) + 1)
        cells = line.cells
        plain = self._palette.plain
        end = line.blank_from if cells and cells[-1].style is plain else len(cells)
        for cell in cells[:end]:
            if cell.text != " " or pen.style.blank is not cell.style:
                pen.wear(self._palette.linked(cell.style, ""))
            pen.write(cell.text, cell.width)
        pen.wear(plain)
        return pen.sent
