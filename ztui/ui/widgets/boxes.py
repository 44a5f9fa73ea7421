"""Titled boxes of labels and values, in two columns where there is room; the overview of a detail screen."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.text import Display
from ztui.ui.widgets.paint import UNICODE, Part, Signs, fit, width_of
from ztui.ui.widgets.reader import Reader, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

__all__ = ["Boxed", "Boxes", "Entry", "Frame", "frame_of", "laid_out"]

TWO_COLUMNS = 76
"""Cells from which there are two columns."""
GAP = 1
LONGEST_VALUE = 6
"""Lines that one value may take; the rest is in the raw object."""

Line = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and its value, both safe to show; `style` is the value's."""

    label: Display
    value: Display
    style: str = ""


@dataclass(frozen=True, slots=True)
class Boxed:
    """What stands in one box."""

    title: Display
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The signs that a box is drawn with."""

    top_left: str = "┌"
    top_right: str = "┐"
    bottom_left: str = "└"
    bottom_right: str = "┘"
    across: str = "─"
    down: str = "│"
    ellipsis: str = "…"


_PLAIN = Frame("+", "+", "+", "+", "-", "|", "~")


def frame_of(signs: Signs) -> Frame:
    """Give the frame that goes with the signs."""
    return Frame() if signs.ellipsis == UNICODE.ellipsis else _PLAIN


def laid_out(boxes: Sequence[Boxed], width: int, frame: Frame) -> list[Line]:
    """Lay boxes out.

    Args:
        boxes: The boxes in their order.
        width: Cells there are.
        frame: How they are drawn.

    Returns:
        Lines exactly `width` wide. With two columns each box goes to the shorter one, the first to the left.
    """
    if not boxes or width < 8:
        return []
    if width < TWO_COLUMNS or len(boxes) == 1:
        return [line for each in boxes for line in _box(each, width, frame)]
    left = (width - GAP + 1) // 2
    widths = (left, width - GAP - left)
    columns: tuple[list[Line], list[Line]] = ([], [])
    for each in boxes:
        side = 0 if len(columns[0]) <= len(columns[1]) else 1
        columns[side].extend(_box(each, widths[side], frame))
    out: list[Line] = []
    for at in range(max(len(column) for column in columns)):
        pieces: list[Part] = []
        for column, cells in zip(columns, widths, strict=True):
            if pieces:
                pieces.append(Part(Display(" " * GAP)))
            pieces += column[at] if at < len(column) else (Part(Display(" " * cells)),)
        out.append(tuple(pieces))
    return out


def _box(box: Boxed, width: int, frame: Frame) -> list[Line]:
    """Draw one box."""
    title = fit(box.title, min(width_of(box.title), width - 6), ellipsis=frame.ellipsis)
    rule = frame.across * (width - 5 - width_of(title))
    lines: list[Line] = [
        (
            Part(Display(f"{frame.top_left}{frame.across}"), "rule"),
            Part(Display(f" {title} "), "label"),
            Part(Display(f"{rule}{frame.top_right}"), "rule"),
        )
    ]
    inner = width - 4
    labels = _label_cells(box, inner)
    edge = Part(Display(frame.down), "rule")
    for each in box.entries:
        room = inner - labels - 1
        values = _value_lines(each, room)
        if len(values) > LONGEST_VALUE:
            values = [*values[: LONGEST_VALUE - 1], (Part(Display(frame.ellipsis), "dim"),)]
        names = wrapped((Part(each.label, "dim"),), labels)
        for name, value in zip_longest(names, values, fillvalue=()):
            blank = " " * (labels - _cells(name) + 1)
            rest = " " * (room - _cells(value) + 1)
            lines.append((edge, Part(Display(" ")), *name, Part(Display(blank)), *value, Part(Display(rest)), edge))
    lines.append(
        (Part(Display(f"{frame.bottom_left}{frame.across * (width - 2)}{frame.bottom_right}"), "rule"),),
    )
    return lines


def _label_cells(box: Boxed, inner: int) -> int:
    """Give the cells of the labels.

    Where all values fit on one line beside labels that break between their words, labels get what is left; else half.
    """
    longest = max((width_of(each.label) for each in box.entries), default=0)
    word = max((width_of(word) for each in box.entries for word in each.label.split()), default=0)
    values = (width_of(item) + 1 for each in box.entries for item in each.value.split(", "))
    spare = inner - max(values, default=0)
    return min(longest, spare if spare >= word else inner // 2 - 2)


def _value_lines(each: Entry, room: int) -> list[Line]:
    """Cut a value into lines; what is listed with commas breaks behind them, so that no number is torn apart."""
    lines: list[str] = []
    items = each.value.split(", ") if width_of(each.value) > room else [each.value]
    for at, item in enumerate(items):
        text = item if at == len(items) - 1 else f"{item},"
        if lines and width_of(lines[-1]) + 1 + width_of(text) <= room:
            lines[-1] = f"{lines[-1]} {text}"
        else:
            lines.append(text)
    return [piece for line in lines for piece in wrapped((Part(Display(line), each.style),), room)]


def _cells(parts: Line) -> int:
    return sum(width_of(part.text) for part in parts)


class Boxes(Reader):
    """Boxes that are laid out anew for each width; they scroll like a text when there are more than fit."""

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.frame = frame_of(signs)
        self.boxes: tuple[Boxed, ...] = ()

    def show_boxes(self, boxes: Sequence[Boxed]) -> None:
        """Show these; the place in them is kept."""
        if tuple(boxes) != self.boxes:
            self.boxes = tuple(boxes)
            self._width = 0
            self._settle()

    def needs(self, width: int) -> int:
        """Give the lines that the boxes take at a width."""
        return len(laid_out(self.boxes, width - 2, self.frame))

    def _settle(self) -> None:
        if self._width != self.size.width:
            self._width = self.size.width
            blank = Part(Display(" "))
            self.given = [(blank, *line) for line in laid_out(self.boxes, self._width - 2, self.frame)]
            self._wrapped = {}
        super()._settle()

    @property
    def text(self) -> str:
        """Give what stands in the boxes."""
        return "\n".join("".join(part.text for part in line).strip() for line in laid_out(self.boxes, 78, self.frame))

    @property
    def hidden_lines(self) -> int:
        """Give the lines below what can be seen."""
        return max(len(self.given) - self.top - self.size.height, 0)

    def render_line(self, y: int) -> Strip:
        """Paint one line; the last says how many more there are."""
        hidden = self.hidden_lines
        if hidden and y == self.size.height - 1:
            where = "" if self.has_focus else " in the tab Fields"
            text = f" {self.frame.ellipsis} {hidden + 1} more lines{where} "
            return self.line_of((Part(Display(text), "dim"),), (), self.size.width)
        return super().render_line(y)
