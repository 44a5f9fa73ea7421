"""Two calls beside each other: in what they differ, then both ladders, to be read from top to bottom."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from ztui.core.errors import NotFound, ZtuiError
from ztui.core.text import display
from ztui.services.calls.beside import beside_lines, compared, difference_lines
from ztui.services.calls.finding import CALLS, aged_out
from ztui.services.calls.ladder import ladder_of
from ztui.services.calls.whole import read_whole
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.screens.base import HouseScreen
from ztui.ui.widgets.paint import Part
from ztui.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.resources.model import Row
    from ztui.services.calls.drawing import Line
    from ztui.services.calls.ladder import Ladder
    from ztui.services.calls.quality import Quality
    from ztui.services.session import Session

__all__ = ["BesideScreen"]

_MARGIN = 2
_NAMES = ("first", "second")


class BesideScreen(HouseScreen):
    """Reads and compares two calls.

    Args:
        session: Whose calls.
        keys: Their ids.
        rows: What a list told of them, shown until Zoom has answered.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("beside",)
    has_rows = True

    def __init__(self, session: Session, keys: tuple[str, str], rows: tuple[Row, Row] = ({}, {})) -> None:
        super().__init__(session)
        self.keys = keys
        self.ladders: list[Ladder] = [ladder_of(each) for each in rows]
        self.qualities: list[Quality | None] = [None, None]

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints both calls."""
        return ("call", self.keys[0], "--beside", self.keys[1])

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give what is shown."""
        return ("Calls", "two beside each other")

    def can(self, id: str) -> bool:
        """Leave out marks and columns."""
        return id not in {"mark", "mark-range", "columns-left", "columns-right"} and super().can(id)

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on."""
        return ["open", "quality", "copy", "refresh", "page-down", "back"]

    def compose_body(self) -> ComposeResult:
        """Make what is read."""
        yield Reader(id="beside")

    def first_focus(self) -> Widget | None:
        """Give the text the focus."""
        return self.query_one(Reader)

    # Showing

    def on_mount(self) -> None:
        """Show what is at hand, then ask Zoom."""
        self._show(keep=False)
        self.start(self._read(), "read")

    def on_resize(self) -> None:
        """Draw for the new width."""
        super().on_resize()
        if self.is_mounted:
            self._show()

    def lines(self, width: int) -> list[Line]:
        """Give what is read, for a width."""
        one, other = self.ladders
        viewer = self.session.viewer(ascii=self.house.ascii_only)
        found = compared(one, other, viewer, (self.qualities[0], self.qualities[1]))
        below = beside_lines(one, other, width, viewer)
        return [*difference_lines(found, width, ascii=viewer.ascii), (), *below]

    def _show(self, *, keep: bool = True) -> None:
        shown = (
            [Part(display(" "), ""), *(Part(span.text, span.style) for span in line)]
            for line in self.lines(max(self.size.width - _MARGIN, 1))
        )
        self.query_one(Reader).show(shown, keep=keep)
        self.show_frame()

    async def _read(self) -> None:
        """Read both; one that cannot be read stays as the list told of it, and the reason is said."""
        self.show_progress("reading both calls")
        try:
            found = await asyncio.gather(
                *(
                    read_whole(self.session, key, ladder.record)
                    for key, ladder in zip(self.keys, self.ladders, strict=True)
                ),
                return_exceptions=True,
            )
        finally:
            self.show_progress("")
        failed: ZtuiError | None = None
        for at, each in enumerate(found):
            if isinstance(each, ZtuiError):
                failed = failed or (aged_out(self.keys[at], each) if isinstance(each, NotFound) else each)
            elif isinstance(each, BaseException):
                raise each
            else:
                self.ladders[at] = each
        self._show()
        if failed is not None:
            self.fail(failed)
        await self.house.update_quota()

    # Keys

    def action_refresh(self) -> None:
        """Read both again."""
        if not self.busy("read"):
            self.start(self._read(), "read")

    def action_quality(self) -> None:
        """Ask how both sounded, and compare that too."""
        if self.session.offline:
            self.say(self.house.offline_words, "warn")
        elif not self.busy("quality"):
            self.start(self._ask_quality(), "quality")

    async def _ask_quality(self) -> None:
        from ztui.services.calls.quality import read_quality

        self.show_progress("asking how both sounded")
        failed: ZtuiError | None = None
        try:
            for at, ladder in enumerate(self.ladders):
                id = display(ladder.record.get("call_id"))
                try:
                    if not id:
                        raise ZtuiError("A call has no call ID, by which its quality is asked for.")
                    self.qualities[at] = await read_quality(self.session.client, id)
                except ZtuiError as error:
                    error.message = f"The {_NAMES[at]} call: {error.message}"
                    failed = failed or error
        finally:
            self.show_progress("")
            self._show()
        if failed is not None:
            self.fail(failed)
        await self.house.update_quota()

    def on_reader_opened(self) -> None:
        """Ask which of the two is opened."""
        named = zip(_NAMES, self.keys, strict=True)
        choices = [Choice(str(at), f"The {word} call", key) for at, (word, key) in enumerate(named)]

        def picked(id: str | None) -> None:
            if id is not None:
                at = int(id)
                self.house.open_object(CALLS, self.keys[at], (), self, self.ladders[at].record)

        self.app.push_screen(ChooseOne("Open", choices), picked)

    def action_copy(self) -> None:
        """Send both as text to the clipboard, or the command that prints them."""
        from ztui.ui.modals.copy import Copy, ask_and_copy

        text = "\n".join("".join(span.text for span in line).rstrip() for line in self.lines(120))
        ask_and_copy(self, (Copy("t", "Both as text", f"{text}\n", "both calls"),))

    def close_one_thing(self) -> bool:
        """Stop reading or asking."""
        for group in ("read", "quality"):
            if self.busy(group):
                self.workers.cancel_group(self, group)
                self.say("Stopped.")
                return True
        return False
