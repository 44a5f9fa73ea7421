"""Styles and cells: what one place on the terminal shows.

There is one object for each look, so that equal cells are the same object and rows are compared by identity.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["OFF", "UNKNOWN", "Cell", "NotUnderstood", "Palette", "Style"]

OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29"}
OFF |= {"21": "24", "51": "54", "52": "54", "53": "55"}
"""The SGR code that ends each attribute."""
_SHOWN_ON_BLANKS = frozenset({"4", "21", "7", "9", "51", "52", "53"})
_FOREGROUND = re.compile(r"[39][0-7]|39")
_BACKGROUND = re.compile(r"(4|10)[0-7]|49")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class NotUnderstood(Exception):
    """A piece of output that the model cannot follow."""


class Style:
    """How cells look. Made by a palette only, which makes each look once.

    Attributes:
        attributes: SGR codes that are on (`1` is bold).
        foreground: SGR parameters of the colour, "" for the terminal's own.
        background: The same of the background.
        link: Parameters and target of a hyperlink (OSC 8), "" for none.
        blank: The style that a blank of this style is seen in: a blank shows no colour of letters.
        cells: The cells of this style, by their text.
    """

    __slots__ = ("attributes", "background", "blank", "cells", "foreground", "link")

    def __init__(self, attributes: frozenset[str], foreground: str, background: str, link: str) -> None:
        self.attributes = attributes
        self.foreground = foreground
        self.background = background
        self.link = link
        self.blank = self
        self.cells = _Cells(self)

    @property
    def is_bare(self) -> bool:
        """Tell whether a blank of this style is a background and nothing else, as an erased cell is."""
        return not self.link and not self.attributes & _SHOWN_ON_BLANKS

    def cells_of(self, text: str) -> Iterable[Cell]:
        """Give the cells that a text takes.

        Raises:
            NotUnderstood: It has control characters, or begins with one that has no width.
        """
        if _CONTROL.search(text):
            raise NotUnderstood(repr(text))
        if text.isascii():
            return map(self.cells.__getitem__, text)
        return self._cells_of_graphemes(text)

    def _cells_of_graphemes(self, text: str) -> Iterable[Cell]:
        for grapheme, width in _graphemes(text):
            yield self.cells.grapheme(grapheme, width)
            if width == 2:
                yield self.cells.tail


class Cell:
    """What one place shows.

    Attributes:
        text: A grapheme; "" for the right half of a wide one.
        style: How it looks.
        width: Places it takes; 0 for a right half.
        is_doubtful: Terminals differ in the width of the grapheme.
    """

    __slots__ = ("is_doubtful", "style", "text", "width")

    def __init__(self, text: str, style: Style, width: int, *, is_doubtful: bool = False) -> None:
        self.text = text
        self.style = style
        self.width = width
        self.is_doubtful = is_doubtful


class _Cells(dict[str, Cell]):
    """The cells of a style by their text; those of one ASCII character are made when they are asked for."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self.tail = Cell("", style, 0)

    def __missing__(self, text: str) -> Cell:
        cell = self._style.blank.cells[text] if text == " " and self._style.blank is not self._style else None
        cell = self[text] = cell or Cell(text, self._style, 1)
        return cell

    def grapheme(self, text: str, width: int) -> Cell:
        cell = self.get(text)
        if cell is None:
            if text.isascii():
                return self[text]
            cell = self[text] = Cell(text, self._style, width, is_doubtful=not _sure_width(text))
        return cell


class Palette:
    """All styles in use.

    Attributes:
        plain: The style after a reset.
    """

    def __init__(self) -> None:
        self._styles: dict[tuple[frozenset[str], str, str, str], Style] = {}
        self._after: dict[tuple[Style, str], Style] = {}
        self.plain = self.style(frozenset(), "", "", "")

    def __len__(self) -> int:
        """Give the number of styles and of ways that led to them, which is what it keeps."""
        return len(self._styles) + len(self._after)

    def style(self, attributes: frozenset[str], foreground: str, background: str, link: str) -> Style:
        """Give a style by its parts."""
        key = (attributes, foreground, background, link)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = Style(*key)
            seen = attributes & _SHOWN_ON_BLANKS
            blank = (seen, foreground if seen else "", background, link)
            style.blank = style if blank == key else self.style(*blank)
        return style

    def linked(self, style: Style, link: str) -> Style:
        """Give a style with another hyperlink."""
        return self.style(style.attributes, style.foreground, style.background, link)

    def after(self, style: Style, parameters: str) -> Style:
        """Give the style that SGR parameters make of one.

        Raises:
            NotUnderstood: There is one that is not known.
        """
        found = self._after.get((style, parameters))
        if found is None:
            found = self._after[style, parameters] = self._parse(style, parameters)
        return found

    def _parse(self, style: Style, parameters: str) -> Style:
        attributes, foreground, background = style.attributes, style.foreground, style.background
        codes = iter([code.lstrip("0") for code in parameters.split(";")])
        for code in codes:
            if not code:
                attributes, foreground, background = frozenset(), "", ""
            elif code in OFF:
                attributes |= {code}
            elif code in OFF.values():
                attributes -= {on for on, off in OFF.items() if off == code}
            elif code in ("38", "48"):
                color = _color(code, codes)
                foreground, background = (color, background) if code == "38" else (foreground, color)
            elif _FOREGROUND.fullmatch(code):
                foreground = "" if code == "39" else code
            elif _BACKGROUND.fullmatch(code):
                background = "" if code == "49" else code
            else:
                raise NotUnderstood(f"SGR {parameters}")
        return self.style(attributes, foreground, background, style.link)


def _color(code: str, codes: Iterable[str]) -> str:
    """Read what follows 38 or 48: `5;n` or `2;r;g;b`."""
    rest = iter(codes)
    kind = next(rest, "")
    count = {"5": 1, "2": 3}.get(kind, 0)
    values = [next(rest, None) for _ in range(count)]
    if not values or None in values:
        raise NotUnderstood(f"SGR {code};{kind}")
    return ";".join([code, kind, *(value or "0" for value in values)])


def _graphemes(text: str) -> Iterable[tuple[str, int]]:
    """Split a text as Textual does when it measures, and give the width that it takes each to have."""
    widths = [_sure_width(char) for char in text]
    if all(widths):
        return zip(text, widths, strict=True)
    from rich.cells import split_graphemes

    found: list[tuple[str, int]] = []
    for start, stop, width in split_graphemes(text)[0]:
        grapheme = text[start:stop]
        if found and found[-1][1] == width == 1 and _FLAG.fullmatch(found[-1][0] + grapheme):
            # Two letters that are measured alone: with a move of the cursor between them they would be no flag.
            found[-1] = (found[-1][0] + grapheme, 2)
        else:
            found.append((grapheme, width))
    if any(width not in (1, 2) for _, width in found):
        raise NotUnderstood(f"no width: {text!r}")
    return found


@cache
def _sure_width(grapheme: str) -> int:
    """Give the width on which all terminals agree; 0 where they may not.

    That is letters, digits and signs below the arrows, what mathematics and boxes are made of, and East Asian scripts.
    Combining marks, joiners, selectors, flags, emoji, pictures and private characters are doubtful.
    """
    if len(grapheme) != 1:
        return 0
    code = ord(grapheme)
    if code < 0x2190:
        is_sure = unicodedata.category(grapheme)[0] in "LNPSZ" and not 0x1100 <= code < 0x1200
        return 1 if is_sure and unicodedata.east_asian_width(grapheme) not in "WF" else 0
    if 0x2200 <= code < 0x2300 or (0x2500 <= code < 0x2600 and code not in _EMOJI_SHAPES):
        return 1
    if any(first <= code <= last for first, last in _EAST_ASIAN) and unicodedata.category(grapheme)[0] in "LNP":
        return 2 if unicodedata.east_asian_width(grapheme) in "WF" else 0
    return 0


_EMOJI_SHAPES = frozenset({0x25AA, 0x25AB, 0x25B6, 0x25C0, 0x25FB, 0x25FC, 0x25FD, 0x25FE})
_EAST_ASIAN = (
    (0x3001, 0x3029),
    (0x3041, 0x3096),
    (0x30A0, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFF01, 0xFF5E),
    (0x20000, 0x2A6DF),
)

UNKNOWN = Cell("?", Palette().plain, 1)
"""A place of which nothing is known: no cell is the same."""
