"""The screen that a terminal would show: pyte's cells, fed by our own grammar.

pyte's parser prints the tail of sequences that it does not know (`ESC [ < u`), and its screen has neither an alternate
buffer nor scrolling by SU and SD; it erases with letters' colours and lines, and leaves half of a wide character where
the other half was overwritten. So the sequences are told apart here, pyte only keeps the cells, and what is unknown is
counted instead of drawn.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

import pyte
from wcwidth import wcwidth

from benchmarks.harness.grammar import Kind, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Screen"]

ALTERNATE = 1049
CURSOR = 25
_PRIVATE_DRAWN = frozenset({6, 7, CURSOR})  # modes that change what pyte draws


class Screen:
    """Cells, modes and title of a terminal.

    Attributes:
        columns: Width in cells.
        lines: Height in lines.
        modes: DEC private modes that were ever set or reset, by number (1049: alternate screen, 25: cursor shown).
        titles: Window titles, in the order in which they were set.
        bells: How often it rang.
        unknown: Sequences that nothing here knows, and how often they came.
        keyboard: Depth of the stack of keyboard protocols (`ESC [ > n u` pushes, `ESC [ < u` pops).
    """

    def __init__(self, columns: int, lines: int, *, erases_colored: bool = True) -> None:
        """Make it blank.

        Args:
            columns: Width in cells.
            lines: Height in lines.
            erases_colored: What is erased takes the background that is set (terminfo's bce), as most terminals do.
        """
        self._erases_colored = erases_colored
        self.columns = columns
        self.lines = lines
        self.modes: dict[int, bool] = {}
        self.titles: list[str] = []
        self.bells = 0
        self.unknown: Counter[str] = Counter()
        self.keyboard = 0
        self._main = self._cells = pyte.Screen(columns, lines)
        self._last = ""

    # What is seen

    @property
    def text(self) -> str:
        """Give all lines, blanks at their ends cut, joined by line breaks."""
        return "\n".join(self.rows)

    @property
    def rows(self) -> list[str]:
        """Give the lines, blanks at their ends cut."""
        return [line.rstrip() for line in self._cells.display]

    def row(self, y: int) -> str:
        """Give one line."""
        return self.rows[y]

    def cell(self, x: int, y: int) -> Any:
        """Give a cell as pyte has it: `data`, `fg`, `bg`, `bold`, `reverse` ..."""
        return self._cells.buffer[y][x]

    @property
    def cursor(self) -> tuple[int, int]:
        """Give the cursor's column and line."""
        return self._cells.cursor.x, self._cells.cursor.y

    @property
    def alternate(self) -> bool:
        """Tell whether the alternate screen is shown."""
        return self.modes.get(ALTERNATE, False)

    @property
    def left_on(self) -> tuple[str, ...]:
        """Name what a program that ended should have taken back: modes, a hidden cursor, a keyboard protocol."""
        on = [f"mode {mode}" for mode, is_set in sorted(self.modes.items()) if is_set and mode not in (7, CURSOR)]
        if not self.modes.get(CURSOR, True):
            on.append("cursor hidden")
        if not self.modes.get(7, True):
            on.append("wrapping off")
        if self.keyboard > 0:
            on.append("keyboard protocol")
        return tuple(on)

    # What comes

    def feed(self, tokens: Iterable[Token]) -> None:
        """Take output."""
        for token in tokens:
            match token.kind:
                case Kind.TEXT:
                    self._draw(token.text)
                case Kind.CSI:
                    self._csi(token)
                case Kind.CONTROL:
                    self._control(token.text)
                case Kind.ESCAPE:
                    self._call(_ESCAPES, token.text[1:], token)
                case Kind.STRING:
                    self._string(token)
                case Kind.C1 | Kind.BROKEN:
                    self.unknown[token.text] += 1

    def resize(self, columns: int, lines: int) -> None:
        """Take another size; what is drawn stays where it is."""
        self.columns, self.lines = columns, lines
        self._main.resize(lines, columns)
        if self._cells is not self._main:
            self._cells.resize(lines, columns)

    def _draw(self, text: str) -> None:
        # pyte drops all that follows a character without width (a joiner, a selector), unless it combines.
        cells = self._cells
        row, start = cells.buffer[cells.cursor.y], cells.cursor.x
        if 0 < start < self.columns and not row[start].data:
            row[start - 1] = row[start - 1]._replace(data=" ")
        cells.draw(text if text.isascii() else "".join(filter(_takes_part, text)))
        row, end = cells.buffer[cells.cursor.y], cells.cursor.x
        if 0 < end < self.columns and not row[end].data:
            row[end] = row[end]._replace(data=" ")
        self._last = text[-1]

    def _control(self, char: str) -> None:
        if char == "\a":
            self.bells += 1
        else:
            self._call(_CONTROLS, char, Token(Kind.CONTROL, char))

    def _string(self, token: Token) -> None:
        code, _, text = token.text[2:].rstrip("\a\x1b\\\x9c").partition(";")
        if token.text.startswith("\x1b]") and code in ("0", "2"):
            self.titles.append(text)
        elif not token.text.startswith(("\x1b]8;", "\x1b]22;", "\x1b]52;")):
            self.unknown[token.text[:12]] += 1

    def _csi(self, token: Token) -> None:
        parameters, final = token.parameters, token.final
        if parameters.startswith("?") and final in "hl":
            for mode in _numbers(parameters[1:]):
                self._mode(mode, final == "h")
        elif final == "u" and parameters[:1] in ("<", ">"):
            self.keyboard += 1 if parameters[0] == ">" else -int(parameters[1:] or 1)
        elif parameters.endswith("$"):
            return  # a question about a mode, which changes nothing
        elif parameters.replace(";", "").replace(":", "").isdigit() or not parameters:
            self._plain_csi(token, _numbers(parameters))
        else:
            self.unknown[token.text] += 1

    def _plain_csi(self, token: Token, numbers: list[int]) -> None:
        count = (numbers or [1])[0] or 1
        match token.final:
            case "m":
                self._cells.select_graphic_rendition(*numbers)
            case "S" | "T":
                self._scroll(count, up=token.final == "S")
            case "b":
                self._draw(self._last * count)
            case "J" | "K" | "X":
                self._erase(token, numbers)
            case "r":
                self._cells.set_margins(*numbers)
                self._cells.cursor_position()
            case _:
                self._call(_CSI, token.final, token, *numbers)

    def _mode(self, mode: int, on: bool) -> None:
        if mode == ALTERNATE and on != self.alternate:
            self._cells = pyte.Screen(self.columns, self.lines) if on else self._main
        self.modes[mode] = on
        if mode in _PRIVATE_DRAWN:
            (self._cells.set_mode if on else self._cells.reset_mode)(mode, private=True)

    def _erase(self, token: Token, numbers: list[int]) -> None:
        cursor = self._cells.cursor
        attributes = cursor.attrs
        background = attributes.bg if self._erases_colored else self._cells.default_char.bg
        cursor.attrs = self._cells.default_char._replace(bg=background)
        self._call(_CSI, token.final, token, *numbers)
        cursor.attrs = attributes

    def _scroll(self, count: int, *, up: bool) -> None:
        cells = self._cells
        top, bottom = cells.margins or (0, self.lines - 1)
        moved = [dict(cells.buffer[y]) for y in range(top, bottom + 1)]
        count = min(count, len(moved))
        blank: list[dict[int, Any]] = [{}] * count
        for y, row in enumerate([*moved[count:], *blank] if up else [*blank, *moved[:-count]], top):
            cells.buffer[y].clear()
            cells.buffer[y].update(row)

    def _call(self, table: dict[str, str], name: str, token: Token, *numbers: int) -> None:
        method = table.get(name)
        if method is None:
            self.unknown[token.text] += 1
        elif method:
            action: Callable[..., Any] = getattr(self._cells, method)
            action(*numbers)


def _takes_part(char: str) -> bool:
    return wcwidth(char) > 0 or bool(unicodedata.combining(char))


def _numbers(parameters: str) -> list[int]:
    """Read `38:2::1;4` as numbers; a missing one is 0."""
    return [int(each or 0) for each in parameters.replace(":", ";").split(";")] if parameters else []


_CONTROLS = {
    "\b": "backspace",
    "\t": "tab",
    "\n": "linefeed",
    "\v": "linefeed",
    "\f": "linefeed",
    "\r": "carriage_return",
    "\x00": "",
    "\x0e": "",
    "\x0f": "",
}
_ESCAPES = {
    "7": "save_cursor",
    "8": "restore_cursor",
    "D": "index",
    "E": "linefeed",
    "M": "reverse_index",
    "c": "reset",
    "=": "",
    ">": "",
    "(B": "",
    ")0": "",
    "\\": "",
}
_CSI = {
    "@": "insert_characters",
    "A": "cursor_up",
    "B": "cursor_down",
    "C": "cursor_forward",
    "D": "cursor_back",
    "E": "cursor_down1",
    "F": "cursor_up1",
    "G": "cursor_to_column",
    "H": "cursor_position",
    "J": "erase_in_display",
    "K": "erase_in_line",
    "L": "insert_lines",
    "M": "delete_lines",
    "P": "delete_characters",
    "X": "erase_characters",
    "d": "cursor_to_line",
    "f": "cursor_position",
    "h": "set_mode",
    "l": "reset_mode",
    "c": "",
    "n": "",
    "t": "",
}
