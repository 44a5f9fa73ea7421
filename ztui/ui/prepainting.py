"""Taking over the screen that a start painted from its kept frame, and keeping the frame for the next one.

What was painted stays until the app has the same rows to show. Keys that come before that wait; those count that only
lead somewhere (`ui.early_keys`), since whoever typed them saw a picture of the program and not the program.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.app import App
from textual.widgets import Input

from ztui.core.paths import FRAMES
from ztui.ui.early_keys import early_keys
from ztui.ui.framing import frame_of
from ztui.ui.screens.list import ListScreen
from ztui.ui.start_view import has_rows, shown_rows, shown_view
from ztui.ui.terminal.prepaint import keep_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.screen import Screen
    from textual.timer import Timer

    from ztui.ui.app import ZtuiApp
    from ztui.ui.early_keys import EarlyKey
    from ztui.ui.prepainted import Frames
    from ztui.ui.terminal.driver.lines import Frame
    from ztui.ui.terminal.prepaint import KeptFrame, Painted

__all__ = ["QUIET_SECONDS", "Prepainting", "PrepaintingApp"]

QUIET_SECONDS = 1.0
"""How long nothing is painted before the frame is kept."""
_PATIENCE = 3.0
"""Seconds after which the app's own screen is shown, whatever it has."""
_PATIENCE_WITH_TOTALS = 0.3
"""The same from when only the totals of its rows are missing."""
_AGAIN = 0.05
_MOST_FILES = 8
_MOST_KEYS = 500
_DROPPED = "Some of what was typed before ztui was loaded was dropped: until then only keys that lead somewhere count."


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
        self._held: list[events.Key | events.Paste] = []
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

    def takes(self, event: events.Event) -> bool:
        """Hold back what is typed, and drop what the mouse does; tells whether that was done."""
        if isinstance(event, events.Key | events.Paste) and len(self._held) < _MOST_KEYS:
            self._held.append(event)
        return isinstance(event, events.Key | events.Paste | events.MouseEvent)

    def waits_for_totals(self) -> bool:
        """Tell whether the totals of rows that are there may still be waited for; asked whenever they are missing."""
        self._complete_but_for_totals = self._complete_but_for_totals or monotonic()
        return monotonic() < self._complete_but_for_totals + _PATIENCE_WITH_TOTALS

    def released(self, keymap: Mapping[str, str]) -> tuple[Sequence[EarlyKey], bool]:
        """Let the app paint; gives the keys that waited and count, and whether others were dropped."""
        held, self._held, self.holds = self._held, [], False
        return early_keys(held, keymap)

    def shows(self, position: int, key: str) -> bool:
        """Tell whether what was painted showed the row with this key at this position of the list."""
        if self.painted is None:
            return False
        top, keys = self.painted.rows
        return 0 <= position - top < len(keys) and keys[position - top] == key

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
        self._early: deque[EarlyKey] = deque()
        """Those of them that are still to act."""
        self._refused: Sequence[events.Key] = ()

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
        if self.prepainting.holds and self.prepainting.takes(event):
            return
        if isinstance(event, events.Key) and not self._may_act(event):
            return
        await super().on_event(event)

    def _may_act(self, event: events.Key) -> bool:
        """Tell whether a key acts: one that waited does if it meets what it was typed at, or none behind it does."""
        if event not in self._waited:
            self._house.heard()
            return True
        if not self._early or self._early[0].event is not event:
            return event not in self._refused
        early = self._early.popleft()
        is_met = not early.is_text or isinstance(self.focused, Input)
        if early.opens:
            screen = self._house.house_screen
            row = screen.row if isinstance(screen, ListScreen) else None
            position = screen.table.cursor if isinstance(screen, ListScreen) else 0
            is_met = row is not None and self.prepainting.shows(position, row.key)
        if not is_met:
            self._refused = [event, *(each.event for each in self._early)]
            self._early.clear()
            self._house.tell_standing(_DROPPED, "warn")
        return is_met

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
        keys, dropped = self.prepainting.released(self._keymap)
        super()._display(self.screen, self.screen._compositor.render_full_update())
        if dropped:
            self._house.tell_standing(_DROPPED, "warn")
        self._early.extend(keys)
        self._waited = [each.event for each in keys]
        for event in self._waited:
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
        made = frame_of(frame, frames.key(identity), pane, shown_rows(self._house))
        if made is not None:
            self.prepainting.keep(identity, made)


def _forget_old(folder: Path) -> None:
    """Take away the oldest frames where there are many."""
    aged = sorted(folder.glob(FRAMES), key=lambda each: os.stat(each).st_mtime, reverse=True)
    for path in aged[_MOST_FILES:]:
        path.unlink(missing_ok=True)
