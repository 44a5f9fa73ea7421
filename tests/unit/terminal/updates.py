"""Updates as Textual sends them, and what two terminals show of them: one that gets them, one that gets differences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from benchmarks.harness.grammar import tokens
from benchmarks.harness.screen import Screen
from ztui.ui.terminal.driver.capabilities import Capabilities
from ztui.ui.terminal.driver.cells import Palette
from ztui.ui.terminal.driver.differ import Differ
from ztui.ui.terminal.driver.lines import parse_line

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["TERMINALS", "Terminals", "is_same", "is_sure", "padded", "piece", "strip", "update", "width"]

_CURSES = Capabilities(
    region=True,
    scroll_up=True,
    scroll_down=True,
    erase_end=True,
    forward=True,
    insert=True,
    column=True,
    ends_attributes=True,
    ends_colors=True,
)
TERMINALS = {
    "xterm-256color": replace(_CURSES, erase_count=True, erase_colored=True),
    "tmux-256color": _CURSES,
    "screen-256color": _CURSES,
    "linux": replace(_CURSES, scroll_up=False, scroll_down=False, erase_count=True, erase_colored=True),
    "vt100": Capabilities(region=True, erase_end=True, forward=True),
}
"""What the terminfo entries of ncurses say of some terminals."""

RULES = "\x1b[?7l\x1b[?25l"


def strip(*segments: tuple[str, str]) -> str:
    """Write segments of SGR codes and text as Textual does."""
    return "".join(f"\x1b[{codes}m{text}\x1b[0m" if codes else text for codes, text in segments)


def piece(row: int, column: int, text: str) -> str:
    """Write a piece of a row."""
    return f"\x1b[{row + 1};{column + 1}H{text}"


def update(pieces: Iterable[str], cursor: tuple[int, int] = (0, 0)) -> str:
    """Put pieces together to what the driver is given."""
    return "\n".join(pieces) + f"\x1b[{cursor[0] + 1};{cursor[1] + 1}H"


def is_same(one: Screen, other: Screen, row: int) -> bool:
    """Tell whether two screens show the same in a row: a blank has no colour of letters and no weight."""
    pairs = ((one.cell(x, row), other.cell(x, row)) for x in range(one.columns))
    return all(mine == theirs or _visible(mine) == _visible(theirs) for mine, theirs in pairs)


def _first(one: Screen, other: Screen, row: int) -> Any:
    pairs = ((x, one.cell(x, row), other.cell(x, row)) for x in range(one.columns))
    return next((each for each in pairs if _visible(each[1]) != _visible(each[2])), None)


def _visible(cell: Any) -> Any:
    if cell.data == " " and not (cell.underscore or cell.reverse or cell.strikethrough):
        return cell._replace(fg="default", bold=False, italics=False, blink=False)
    if cell.data in ("", " "):
        return cell._replace(bold=False, italics=False, blink=False)
    return cell


@dataclass
class Terminals:
    """Two terminals of one size.

    Attributes:
        size: Columns and rows.
        stock: Shows what it is sent.
        own: Shows the differences.
        differ: Makes them.
        sent: How much was sent as a difference.
    """

    size: tuple[int, int]
    stock: Screen
    own: Screen
    differ: Differ
    sent: int = 0

    @classmethod
    def of(cls, size: tuple[int, int], capabilities: Capabilities, *, erases_colored: bool) -> Terminals:
        """Make them, both full of what was there before."""
        both = [Screen(*size, erases_colored=erases_colored) for _ in range(2)]
        for screen in both:
            screen.feed(tokens(RULES))
        both[1].feed(tokens(f"\x1b[45m{'#' * size[0] * size[1]}\x1b[m"))
        return cls(size, both[0], both[1], Differ(capabilities))

    def beside(self, capabilities: Capabilities) -> Terminals:
        """Make another that differs in what it can do, and shares the one that shows what it is sent."""
        other = Terminals.of(self.size, capabilities, erases_colored=capabilities.erase_colored)
        other.stock = self.stock
        return other

    def show(self, data: str, *, to_stock: bool = True) -> None:
        """Send an update to both, the one as it is, the other what differs."""
        if to_stock:
            self.stock.feed(tokens(data))
        sent = self.differ.encode(data, self.size)
        self.sent += len(sent.encode())
        self.own.feed(tokens(sent))
        assert not self.own.unknown

    def resize(self, size: tuple[int, int]) -> None:
        """Give both another size, and let the terminal make of what it shows what it likes."""
        self.size = size
        for screen in (self.stock, self.own):
            if (screen.columns, screen.lines) != size:
                screen.resize(*size)
        self.own.feed(tokens(f"\x1b[H\x1b[41m{'~' * (size[0] * size[1] // 2)}\x1b[m"))

    def differences(self, rows: Iterable[int]) -> list[str]:
        """Tell in which of some rows the two do not show the same."""
        return [
            f"row {row}: {self.stock.row(row)!r} is {self.own.row(row)!r}: {_first(self.stock, self.own, row)}"
            for row in rows
            if not is_same(self.stock, self.own, row)
        ]


def is_sure(text: str) -> bool:
    """Tell whether terminals agree on the widths of a text."""
    return not parse_line(text, Palette()).is_doubtful


def width(text: str) -> int:
    """Give the cells that a text takes, as Textual measures it."""
    return len(parse_line(text, Palette()).cells)


def padded(text: str, columns: int) -> str:
    """Fill a row with blanks."""
    return text + " " * (columns - width(text))
