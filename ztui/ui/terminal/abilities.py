"""What a terminal and a locale can show: read from `TERM`, its terminfo entry and the variables of the locale.

Terminals of today are known by the families of their names, since the machine that one has logged in to rarely knows
the newest of them. All others are asked by their terminfo entry. What has none is taken for a plain ECMA-48 terminal.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LEAST", "Abilities", "shows_unicode"]

LEAST = (60, 15)
"""Columns and lines that every screen can do with."""

_SHOWS_NOTHING = frozenset({"", "dumb", "unknown"})
_OF_TODAY = re.compile(
    r"(xterm|screen|tmux|rxvt|alacritty|contour|eat|foot|ghostty|gnome|iterm2?|kitty|konsole|mintty|mlterm|ms-terminal|nsterm"
    r"|putty|rio|st|vte|wezterm|zellij)(?=[-+.]|$)",
    re.IGNORECASE,
)
"""Families that read control strings and private sequences, and pass over those that they do not know."""
_ALIKE = re.compile(r"(vt[1-9]\d\d|ansi)", re.IGNORECASE)
_UTF_8 = re.compile(r"utf-?8", re.IGNORECASE)
_COERCED = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})
"""What Python puts into `LC_CTYPE` when it finds the locale C (PEP 538)."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What may be sent to a terminal.

    Attributes:
        term: Its name, as `TERM` has it.
        screens: The cursor can be put anywhere, so there can be screens at all.
        strings: It reads control strings (OSC) and private sequences (`ESC [ > u`, `ESC [ ? $ p`) or passes over them;
            others print their tail.
        alternate: It has a second screen, under which the shell's stays as it was.
        mouse: It reports the mouse.
        colors: `auto` (by its name, as usual), `256`, `standard` (8 or 16) or `none`.
        unicode: Text beyond ASCII arrives.
        signs: Lines, triangles and dots can be relied on as well.
    """

    term: str
    screens: bool = True
    strings: bool = True
    alternate: bool = True
    mouse: bool = True
    colors: str = "auto"
    unicode: bool = True
    signs: bool = True

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Abilities:
        """Read what the terminal of an environment can do."""
        term = environ.get("TERM", "")
        unicode = shows_unicode(environ)
        if term in _SHOWS_NOTHING:
            return cls(term, False, False, False, False, "none", unicode, unicode)
        if _OF_TODAY.match(term):
            return cls(term, colors=_colors_of_today(term, environ), unicode=unicode, signs=unicode)
        colors = "256" if "256color" in term else "standard"
        plain = cls(term, True, False, False, False, colors, unicode, unicode)
        return _by_entry(plain)


def _colors_of_today(term: str, environ: Mapping[str, str]) -> str:
    # GNU screen takes no 24 bit colours, and hands COLORTERM of the terminal outside through all the same.
    if environ.get("STY") or (term.startswith("screen") and not environ.get("TMUX")):
        return "256" if "256color" in term else "standard"
    return "auto"


def _by_entry(plain: Abilities) -> Abilities:
    """Let the terminfo entry say what a terminal can do, if there is one; else it stays `plain`."""
    try:
        import curses

        curses.setupterm(plain.term, 1)
    except Exception:
        # Without the library, a database or an entry (`curses.error`, which cannot be named without the library).
        return plain
    colors = curses.tigetnum("colors")
    real = not _ALIKE.match(plain.term)  # a terminal of glass, or something that claims no more than one
    return Abilities(
        plain.term,
        screens=bool(curses.tigetstr("cup")),
        strings=False,
        alternate=bool(curses.tigetstr("smcup")),
        mouse=False,
        colors="none" if colors < 8 else "256" if colors >= 256 else "standard",
        unicode=plain.unicode and real,
        signs=False,
    )


def shows_unicode(environ: Mapping[str, str]) -> bool:
    """Tell whether the locale of an environment is one of UTF-8, as the user set it and not as Python mended it."""
    names = [environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    if not names[0] and names[1] in _COERCED and sys.flags.utf8_mode and not environ.get("PYTHONUTF8"):
        names[1] = ""
    return _UTF_8.search(next(filter(None, names), "")) is not None
