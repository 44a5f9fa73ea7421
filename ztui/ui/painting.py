"""Painting what a key changed: at once, and no other line.

Textual sends the screen a message for a widget that changed, wakes a timer by it, and then asks every widget that is
seen for all of its lines, of which it keeps those that changed. That is more work than the line itself, on each key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import Compositor
from textual.geometry import Region

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.strip import Strip
    from textual.widget import Widget

__all__ = ["LineCompositor", "paint_now"]


class LineCompositor(Compositor):
    """Asks widgets for the lines that are to be painted; the lines come out as the framework's own would."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            lines = seen if crop is None else seen.intersection(crop)
            if lines:
                part = Region(seen.x, lines.y, seen.width, lines.height)
                yield part, part, widget.render_lines(part.translate(-region.offset))


def paint_now(widget: Widget, *regions: Region) -> None:
    """Paint a widget, or regions of it, before the next message is looked at.

    Where keys wait already, or the screen is to be laid out, it is painted in its turn: once for all of them.
    """
    screen = widget.screen
    if widget._is_mounted and screen.is_current and not _has_more_to_do(widget):
        widget._set_dirty(*regions)
        screen._dirty_widgets.add(widget)
        screen._on_timer_update()
    else:
        widget.refresh(*regions)


def _has_more_to_do(widget: Widget) -> bool:
    screen, app = widget.screen, widget.app
    changes_places = screen._layout_required or screen._scroll_required or screen._repaint_required
    return changes_places or bool(app._batch_count or app.message_queue_size or widget.message_queue_size)
