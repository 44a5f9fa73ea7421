"""Sizes of the terminal that change while the app runs.

One that became too small is told: half a screen could hide what is confirmed, and where a key leads.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.app import App

from ztui.ui.terminal.abilities import LEAST

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.geometry import Size
    from textual.screen import Screen

    from ztui.ui.app import ZtuiApp

__all__ = ["SizedApp", "notice"]

_HEARD = frozenset({"ctrl+l", "ctrl+z"})
"""Keys that do what they do without being seen."""


class SizedApp(App[None], inherit_bindings=False):
    """An app that shows nothing but a notice, and takes no keys, while the terminal is smaller than its screens.

    What it does goes on, and all of it is shown again at a size that has room.
    """

    _resized = False
    """All is to be drawn again, for another size."""

    @property
    def is_too_small(self) -> bool:
        """Tell whether the terminal is smaller than any screen."""
        return self.size.width < LEAST[0] or self.size.height < LEAST[1]

    async def on_event(self, event: events.Event) -> None:
        """Take note of sizes; take keys and clicks where it is seen what they do, else only the `q` of the notice."""
        if isinstance(event, events.Resize):
            self._resized = True
        if self.is_too_small and isinstance(event, events.InputEvent):
            if isinstance(event, events.Key) and event.key == "q":
                cast("ZtuiApp", self).end()
            if not isinstance(event, events.Key) or event.key not in _HEARD:
                return
        await super().on_event(event)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if screen.outer_size and screen.outer_size != self.size:
            self._resized = True  # an older size may come to a screen after the one that is so
            self._catch_up(screen)
            return  # it is drawn for a size that is no more
        if self._resized:
            # After 80, 40 and 80 columns nothing has changed for Textual, but the terminal may show anything.
            self._resized = self._is_told
            renderable = screen._compositor.render_update(full=True, screen_stack=self._background_screens)
        if not self.is_too_small:
            super()._display(screen, renderable)
        elif renderable is not None and self._driver is not None and not self.is_headless and not self._exit:
            self._driver.write(notice(self.size))

    @property
    def _is_told(self) -> bool:
        """Tell whether the size is on its way to the screens."""
        return self._resize_event is not None or self._resize_timer is not None

    def _catch_up(self, screen: Screen[Any]) -> None:
        """Tell a screen of the size again, if it missed it.

        A screen that is laid out tells itself of its size. A newer size that came in that moment is replaced by that
        older one in the screen's queue.
        """
        if not self._is_told:
            screen.post_message(events.Resize(self.size, self.size))


def notice(size: Size) -> str:
    """Give what brings the notice onto a terminal, as much of it as there is room for."""
    said = f"{size.width}x{size.height} is too small. ztui needs {LEAST[0]}x{LEAST[1]}. Make it larger, or q leaves."
    lines = textwrap.wrap(said, max(size.width, 1))[: max(size.height, 1)]
    return "\x1b[0m\x1b[2J" + "".join(f"\x1b[{row};1H{line}" for row, line in enumerate(lines, 1))
