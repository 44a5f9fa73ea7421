"""Taking over the screen that a start painted from its kept frame, and keeping the frame for the next one.

What was painted stays until the app has the same rows to show. Keys that come before that wait; only those that move
in a list count, since whoever typed the others saw a picture of the program and not the program.
"""

from __future__ import annotations

import contextlib
import os
from datetime import datetime, time, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.app import App

from ztui.core.paths import FRAMES
from ztui.ui.keys import keys_that_move
from ztui.ui.start_view import has_rows, shown_view
from ztui.ui.terminal.prepaint import Heading, KeptFrame, keep_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.screen import Screen
    from textual.timer import Timer

    from ztui.ui.app import ZtuiApp
    from ztui.ui.prepainted import Frames
    from ztui.ui.screens.pane import Pane
    from ztui.ui.terminal.driver.cells import Cell, Palette
    from ztui.ui.terminal.driver.lines import Frame
    from ztui.ui.terminal.prepaint import Painted

__all__ = ["QUIET_SECONDS", "Prepainting", "PrepaintingApp", "frame_of"]

QUIET_SECONDS = 1.0
"""How long nothing is painted before the frame is kept."""
_PATIENCE = 3.0
"""Seconds after which the app's own screen is shown, whatever it has."""
_PATIENCE_WITH_TOTALS = 0.3
"""The same from when only the totals of its rows are missing."""
_AGAIN = 0.05
_MOST_FILES = 8
_DROPPED = "What was typed before ztui was loaded was dropped; only keys that move count until then."


class Prepainting:
    """What was painted before the app came, and what the next start will paint.

    Args:
        frames: Where frames are kept; None keeps none.
        painted: What the start has painted, None for nothing.
    """

    def __init__(self, frames: Frames | None = None, painted: Painted | None = None) -> None:
        self.frames = frames
        self.painted = painted
        self.holds = painted is not None
        """The painted frame is left as it is."""
        self.has_recalled = False
        """What is stored and told besides the rows is known again."""
        self._complete_but_for_totals: float | None = None
        self._held: list[events.Key] = []
        self._dropped = False
        self._kept: KeptFrame | None = None

    def adopt(self, driver: Driver) -> None:
        """Tell a driver, before it is started, what the terminal shows."""
        adopt: Callable[[Frame], None] | None = getattr(driver, "adopt", None)
        if self.painted is not None and adopt is not None:
            from ztui.ui.terminal.driver.lines import Frame

            adopt(Frame(self.painted.size, self.painted.lines))

    def begun(self, driver: Driver | None) -> None:
        """Leave the terminal to a driver that was started: it gives it back as it was before anything was painted."""
        if self.painted is not None and driver is not None and self.painted.before.settings is not None:
            self.painted.taken_over()
            vars(driver)["attrs_before"] = self.painted.before.settings

    def takes(self, event: events.Event, moving: frozenset[str]) -> bool:
        """Hold back a key that moves, drop all other input from the first other key on; tells whether that was done."""
        if not isinstance(event, events.Key | events.Paste | events.MouseEvent):
            return False
        if isinstance(event, events.Key):
            self._dropped = self._dropped or not moving.intersection(event.aliases)
            if not self._dropped:
                self._held.append(event)
        return True

    def waits_for_totals(self) -> bool:
        """Tell whether the totals of rows that are there may still be waited for; asked whenever they are missing."""
        self._complete_but_for_totals = self._complete_but_for_totals or monotonic()
        return monotonic() < self._complete_but_for_totals + _PATIENCE_WITH_TOTALS

    def released(self) -> tuple[Sequence[events.Key], str]:
        """Let the app paint; gives the keys that waited, and what is to be said of others."""
        held, self._held, self.holds = self._held, [], False
        return held, _DROPPED if self._dropped else ""

    def keep(self, identity: str, frame: KeptFrame) -> None:
        """Write a frame if it is not the one that was written last; one that cannot be written is not kept."""
        if self.frames is None or frame == self._kept:
            return
        with contextlib.suppress(OSError):
            self.frames.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            keep_frame(self.frames.path(identity), frame)
            self._kept = frame
            _forget_old(self.frames.folder)


class PrepaintingApp(App[None], inherit_bindings=False):
    """An app that may begin on a screen that is painted already, and keeps its own for the next start."""

    def __init__(self, prepainting: Prepainting | None = None) -> None:
        super().__init__()
        self.prepainting = prepainting or Prepainting()
        self._keeping: Timer | None = None
        self._looking: Timer | None = None
        self._shown_at = 0.0
        self._waited: Sequence[events.Key] = ()
        """Keys that were typed before the app was there: they take nothing for read."""

    @property
    def _house(self) -> ZtuiApp:
        return cast("ZtuiApp", self)

    # What the framework calls

    def _build_driver(self, *given: Any, **named: Any) -> Driver:
        driver = super()._build_driver(*given, **named)
        self.prepainting.adopt(driver)
        return driver

    async def on_event(self, event: events.Event) -> None:
        """Take events, but for keys that come too early."""
        if isinstance(event, events.Compose) and self.prepainting.holds:
            self.prepainting.begun(self._driver)
            self.set_timer(_PATIENCE, self.release)
        if self.prepainting.holds and self.prepainting.takes(event, keys_that_move(self._keymap)):
            return
        if isinstance(event, events.Key) and event not in self._waited:
            self._house.heard()
        await super().on_event(event)

    def exit(self, *given: Any, **named: Any) -> None:
        """Leave, and keep before what was shown last."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
            self.keep_frame()
        super().exit(*given, **named)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if self.prepainting.holds:
            if not has_rows(self._house):
                self._look_again()
                return
            self.release()
        else:
            super()._display(screen, renderable)
        self._note_shown()

    def _look_again(self) -> None:
        """Look again whether there is all that was painted, since what comes last may change nothing on the screen."""
        if self._looking is None and self.prepainting.holds:
            self._looking = self.set_timer(_AGAIN, self._look)

    def _look(self) -> None:
        self._looking = None
        if self.prepainting.holds and has_rows(self._house):
            self.release()
        else:
            self._look_again()

    def release(self) -> None:
        """Show the app's own screen in the place of the painted one."""
        if not self.prepainting.holds:
            return
        held, said = self.prepainting.released()
        super()._display(self.screen, self.screen._compositor.render_full_update())
        if said:
            self._house.tell_standing(said, "warn")
        self._waited = held
        for event in held:
            self.post_message(event)

    def _note_shown(self) -> None:
        if self.prepainting.frames is not None:
            self._shown_at = monotonic()
            if self._keeping is None:
                self._keeping = self.set_timer(QUIET_SECONDS, self._keep_if_quiet)

    def _keep_if_quiet(self) -> None:
        left = self._shown_at + QUIET_SECONDS - monotonic()
        self._keeping = self.set_timer(left, self._keep_if_quiet) if left > 0.01 else None
        if self._keeping is None:
            self.keep_frame()

    def keep_frame(self) -> None:
        """Keep what the terminal shows for the next start, if it is such that one begins with it."""
        wanted, frames = shown_view(self._house), self.prepainting.frames
        frame: Frame | None = getattr(self._driver, "frame", lambda: None)()
        if wanted is None or frames is None or frame is None:
            return
        identity, pane = wanted
        made = frame_of(frame, frames.key(identity), pane)
        if made is not None:
            self.prepainting.keep(identity, made)


def frame_of(frame: Frame, key: str, pane: Pane) -> KeptFrame | None:
    """Make what is kept of a frame.

    Args:
        frame: What the terminal shows.
        key: All on which depends whether it is the screen to show.
        pane: The list that it shows.

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
    return None if heading is None else KeptFrame(key, frame.size, heading, lines, as_of.timestamp(), until)


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


def _forget_old(folder: Path) -> None:
    """Take away the oldest frames where there are many."""
    aged = sorted(folder.glob(FRAMES), key=lambda each: os.stat(each).st_mtime, reverse=True)
    for path in aged[_MOST_FILES:]:
        path.unlink(missing_ok=True)
