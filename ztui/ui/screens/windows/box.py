"""The boxes in which a window of calls is chosen: the usual ones with what is stored of them, or two ends."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from textual.binding import Binding

from ztui.core.times import api_text
from ztui.services.calls.ranges import RangeError, read_ends, read_range
from ztui.services.calls.stored import missing_of, stored_words
from ztui.services.calls.windows import second_of
from ztui.ui.asked import window_words
from ztui.ui.modals.box import Box
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.command_line import QuietInput
from ztui.ui.widgets.lines import Line, texts

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.widgets import Input

    from ztui.services.calls.windows import Span
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp

__all__ = ["OTHER", "RangeBox", "window_choices", "window_menu"]

OTHER: Final = "other"
"""The choice of a window by its ends."""
_USUAL: Final = (
    ("today", "Today"),
    ("24h", "Last 24 hours"),
    ("7d", "Last 7 days"),
    ("30d", "Last 30 days"),
    ("90d", "Last 90 days"),
    ("6months", "Six months, all that Zoom gives"),
)
_FIELDS: Final = ("from", "to")


def _span(since: datetime, until: datetime) -> Span:
    return second_of(since), second_of(until) + 1


async def window_choices(session: Session) -> tuple[Choice, ...]:
    """Give the usual windows, each with how much of it is stored."""
    now, found = session.clock.now(), []
    for id, title in _USUAL:
        span = _span(*read_range(id, now, session.zone))
        found.append(Choice(id, title, stored_words(span, await missing_of(session.calls, span))))
    return (*found, Choice(OTHER, "Other days, from and to"))


def window_menu(choices: tuple[Choice, ...]) -> ChooseOne:
    """Make the box that offers them; it gives the window as it is typed, or `OTHER`."""
    return ChooseOne("Window of calls", choices)


class RangeBox(Box["tuple[datetime, datetime]"]):
    """Asks for the two ends of a window; gives its first and last instant, None if it was left.

    What cannot be is told at the end that is to blame, and the box stays.

    Args:
        session: Whose zone, clock and stored calls.
        start: What stands in the first field.
        end: What stands in the second one.
    """

    CSS_PATH = style_sheets("modals", "forms")
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("enter", "show"), ("tab", "other end"), ("esc", "leave"))
    BINDINGS: ClassVar[list[Any]] = [
        Binding("tab,down,shift+tab,up", "other_end", show=False, priority=True),
    ]

    def __init__(self, session: Session, start: str = "", end: str = "") -> None:
        super().__init__("Window of calls")
        self.session = session
        self.begun_with = {"from": start, "to": end}

    def compose_box(self) -> ComposeResult:
        """Make two fields with a line above each, and one below them."""
        for name in _FIELDS:
            yield Line(id=f"window-{name}-about", signs=self.signs, classes="window-about")
            yield QuietInput(self.begun_with[name], id=f"window-{name}", classes="window-end")
        yield Line(id="window-is", signs=self.signs, classes="window-about")

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for five lines."""
        return width, 5

    def on_mount(self) -> None:
        """Begin at the first field."""
        super().on_mount()
        for name in _FIELDS:
            field = self._field(name)
            field.cursor_position = len(field.value)
        self._field("from").focus()
        self._look()

    def _field(self, name: str) -> QuietInput:
        return self.query_one(f"#window-{name}", QuietInput)

    def action_other_end(self) -> None:
        """Go to the other field."""
        self._field("to" if self.focused is self._field("from") else "from").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Judge the window as it is typed."""
        event.stop()
        self._look()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the window, if it can be; else go to the end that is to blame."""
        event.stop()
        found = self._look()
        if isinstance(found, RangeError):
            self._field(found.field).focus()
        else:
            self.dismiss(found)

    def _look(self) -> tuple[datetime, datetime] | RangeError:
        zone, now = self.session.zone, self.session.clock.now()
        try:
            found = read_ends(self._field("from").value, self._field("to").value, now, zone)
        except RangeError as error:
            self._show(error)
            return error
        self._show(None)
        self.start(self._tell(*found), "tell")
        return found

    def _show(self, error: RangeError | None) -> None:
        hints = {"from": "-90d, 2026-06-01, yesterday 18:00; empty: six months back", "to": "empty: now"}
        for name in _FIELDS:
            is_bad = error is not None and error.field == name
            said = error.message if error is not None and is_bad else hints[name]
            parts = texts((f"{name.capitalize():<6}", "strong"), (said, "bad" if is_bad else "dim"))
            self.query_one(f"#window-{name}-about", Line).show(parts)
        if error is not None:
            self.query_one("#window-is", Line).show(texts((error.hint, "dim")))

    async def _tell(self, since: datetime, until: datetime) -> None:
        """Say which window it is, how long, and how much of it is stored."""
        span = _span(since, until)
        stored = stored_words(span, await missing_of(self.session.calls, span))
        dash = "-" if self.signs.ellipsis.isascii() else "–"
        begin, end = api_text(since), api_text(until)
        ends = window_words(begin, end, self.session.zone, until + timedelta(days=1), dash)
        self.query_one("#window-is", Line).show(texts((f"{ends}, {stored}", "")))

    @property
    def house(self) -> ZtuiApp:
        """Give the app by its own type."""
        return cast("ZtuiApp", self.app)
