"""Jump hints: letters beside rows, lines and tabs; a letter goes there, its capital opens what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segment
from textual.binding import Binding
from textual.strip import Strip

from ztui.core.errors import ZtuiError
from ztui.ui.modals.box import Modal
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.line_list import LineList
from ztui.ui.widgets.paint import Painted
from ztui.ui.widgets.spots import Spot, hints
from ztui.ui.widgets.table import HouseTable
from ztui.ui.widgets.tabs import TabsLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.ui.screens.base import HouseScreen

__all__ = ["JumpBox", "show_jumps"]

Place = tuple["Widget", Spot]


def show_jumps(screen: HouseScreen) -> None:
    """Show a hint beside all that can be jumped to, and go where one leads."""
    kinds = (TabsLine, HouseTable, LineList)
    found = [each for each in screen.query("*").results() if isinstance(each, kinds) and _is_seen(each)]
    places: list[Place] = [(each, spot) for each in found for spot in each.spots() if spot.y < each.size.height]
    if not places:
        screen.fail(ZtuiError("There is nothing to jump to here."))
        return

    def chosen(picked: tuple[Place, bool] | None) -> None:
        if picked is None:
            return
        (widget, spot), opens = picked
        if widget.can_focus:
            screen.set_focus(widget, scroll_visible=False)
        spot.go()
        if opens and spot.open is not None:
            spot.open()

    screen.app.push_screen(JumpBox(places), chosen)


def _is_seen(widget: Widget) -> bool:
    return bool(widget.size) and all(each.display for each in widget.ancestors_with_self)


class JumpLabel(Painted):
    """One hint."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hint = text
        self.styles.width = len(text)

    def render_line(self, y: int) -> Strip:
        """Paint it; there is one line."""
        del y
        return Strip([Segment(self.hint, self.rich_style)])


class JumpBox(Modal["tuple[Place, bool]"]):
    """Hints over the screen; gives the place that was typed, and whether it is to be opened.

    Args:
        places: The places, with the widgets in which they lie.
    """

    CSS_PATH = style_sheets("modals")
    BINDINGS: ClassVar[list[Any]] = [Binding("escape", "leave", show=False)]

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self.places = dict(zip(hints(len(places)), places, strict=True))
        self.typed = ""

    def compose(self) -> ComposeResult:
        """Lay a hint over each place."""
        for text, (widget, spot) in self.places.items():
            label = JumpLabel(text)
            label.styles.offset = (widget.region.x + spot.x, widget.region.y + spot.y)
            yield label

    def on_key(self, event: events.Key) -> None:
        """Follow what is typed; what leads nowhere closes the hints."""
        if event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        self.typed += event.character or "\0"
        left = [each for each in self.places if each.startswith(self.typed.casefold())]
        if self.typed.casefold() in self.places:
            self.dismiss((self.places[self.typed.casefold()], self.typed[-1].isupper()))
        elif not left:
            self.dismiss(None)
        else:
            for label in self.query(JumpLabel):
                label.display = label.hint in left

    def on_resize(self) -> None:
        """Close, since what was hinted at lies elsewhere now; the first size is no change."""
        if self.is_mounted and self.query(JumpLabel) and self._sized and self._sized != self.size:
            self.dismiss(None)
        self._sized = self.size

    _sized: Any = None

    def action_leave(self) -> None:
        """Close without going anywhere."""
        self.dismiss(None)
