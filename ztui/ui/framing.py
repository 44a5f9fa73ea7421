"""Making what is kept of a screen, for the next start to paint, of what the terminal shows."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from ztui.ui.terminal.prepaint import Heading, KeptFrame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.ui.screens.pane import Pane
    from ztui.ui.terminal.driver.cells import Cell, Palette
    from ztui.ui.terminal.driver.lines import Frame

__all__ = ["frame_of"]


def frame_of(frame: Frame, key: str, pane: Pane, rows: tuple[int, tuple[str, ...]] = (0, ())) -> KeptFrame | None:
    """Make what is kept of a frame.

    Args:
        frame: What the terminal shows.
        key: All on which depends whether it is the screen to show.
        pane: The list that it shows.
        rows: The position of the first row that it shows, and the keys of its rows.

    Returns:
        What is kept; None if the age of the rows is not found where it is expected.
    """
    from ztui.ui.terminal.driver.cells import NotUnderstood, Palette

    as_of = pane.listing.status.as_of
    if as_of is None:
        return None
    palette = Palette()
    try:
        heading = _heading(frame.parse(palette)[0].cells, palette)
    except NotUnderstood:
        return None
    lines = (*frame.lines, *[""] * frame.size[1])[1 : frame.size[1]]
    until = _midnight(pane) if pane.tells_today else 0.0
    return None if heading is None else KeptFrame(key, frame.size, heading, lines, as_of.timestamp(), until, rows)


def _heading(cells: Sequence[Cell], palette: Palette) -> Heading | None:
    """Take the first line apart: its beginning, the blanks, and at its end ` (3 min old) `."""
    text = "".join(each.text or "\0" for each in cells)
    end = text.rfind(" (")
    gap = text.rfind("   ", 0, max(end, 0))
    if end < 0 or gap < 0 or not text.endswith(") "):
        return None
    left = len(text[:gap].rstrip(" "))
    right = gap + 3
    aged = _text(cells[end + 1 : end + 2], palette).partition("(")[0]
    blank = _text(cells[gap : gap + 1], palette).partition(" ")[0]
    return Heading(_text(cells[:left], palette), left, blank, _text(cells[right:end], palette), end - right, aged)


def _text(cells: Sequence[Cell], palette: Palette) -> str:
    """Give cells as text with SGR that begins and ends plain."""
    from ztui.ui.terminal.driver.capabilities import NONE
    from ztui.ui.terminal.driver.pen import Pen

    pen = Pen(NONE, palette, len(cells) + 1)
    for cell in cells:
        pen.wear(palette.linked(cell.style, ""))
        pen.write(cell.text, cell.width)
    pen.wear(palette.plain)
    return pen.sent


def _midnight(pane: Pane) -> float:
    """Give when the day ends where the user is: a time without its day would be taken for one of today."""
    zone = pane.session.zone
    today = pane.session.clock.now().astimezone(zone).date()
    return datetime.combine(today + timedelta(days=1), time(), zone).timestamp()
