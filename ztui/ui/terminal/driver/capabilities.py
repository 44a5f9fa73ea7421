"""What a terminal can do, by the terminfo entry of its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["NONE", "Capabilities", "read_capabilities"]

_PADDING = re.compile(rb"\$<[^>]*>")


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What may be sent; each only if the entry has the very sequence of ECMA-48 or of the VT100 for it.

    Attributes:
        region: The lines between two others can be scrolled (csr, ind, ri).
        scroll_up: By several lines at once (indn).
        scroll_down: The same, down (rin).
        erase_end: The rest of a line can be erased (el).
        erase_count: A number of cells can be erased (ech).
        erase_colored: What is erased takes the background that is set (bce).
        insert: Cells can be inserted into a row, and deleted (ich, dch).
        column: The cursor can be put on a column (hpa).
        forward: It can go a number of columns to the right (cuf).
        ends_attributes: Each attribute can be ended alone (rmul is SGR 24).
        ends_colors: Colours can be ended alone (op is SGR 39 and 49).
    """

    region: bool = False
    scroll_up: bool = False
    scroll_down: bool = False
    erase_end: bool = False
    erase_count: bool = False
    erase_colored: bool = False
    insert: bool = False
    column: bool = False
    forward: bool = False
    ends_attributes: bool = False
    ends_colors: bool = False


NONE = Capabilities()
"""Of a terminal without an entry: cells are addressed and written, and nothing else."""

_STRINGS = {
    "scroll_up": ("indn", b"\x1b[%p1%dS"),
    "scroll_down": ("rin", b"\x1b[%p1%dT"),
    "erase_end": ("el", b"\x1b[K"),
    "erase_count": ("ech", b"\x1b[%p1%dX"),
    "column": ("hpa", b"\x1b[%i%p1%dG"),
    "forward": ("cuf", b"\x1b[%p1%dC"),
    "ends_attributes": ("rmul", b"\x1b[24m"),
    "ends_colors": ("op", b"\x1b[39;49m"),
}
_INSERT = {"ich": b"\x1b[%p1%d@", "dch": b"\x1b[%p1%dP"}
_REGION = {"csr": b"\x1b[%i%p1%d;%p2%dr", "ind": b"\n", "ri": b"\x1bM"}


def read_capabilities(term: str, fileno: int) -> Capabilities:
    """Read the entry of a terminal.

    The library behind it keeps the first entry that it read in a process, whatever name is asked for later.

    Args:
        term: Its name, as `TERM` has it.
        fileno: A file of the terminal.
    """
    try:
        import curses

        curses.setupterm(term, fileno)
    except Exception:
        # Without the library, a database or an entry (`curses.error`, which cannot be named without the library).
        return NONE

    def has(name: str, sequence: bytes) -> bool:
        return _PADDING.sub(b"", curses.tigetstr(name) or b"") == sequence

    found = {field: has(*wanted) for field, wanted in _STRINGS.items()}
    found["insert"] = all(has(*wanted) for wanted in _INSERT.items())
    found["region"] = all(has(*wanted) for wanted in _REGION.items())
    found["erase_colored"] = curses.tigetflag("bce") > 0
    return Capabilities(**found)
