"""The answer to a request: how it ended, what it cost, and its data as a tree or as JSON."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, ClassVar

from ztui.core.amounts import counted
from ztui.core.json_text import escaped, json_text
from ztui.core.shell import joined
from ztui.ui.modals.copy import Copy, ask_and_copy
from ztui.ui.screens.console.answer_lines import AnswerLines, FoundLines, TextLines, head_lines
from ztui.ui.screens.console.copying import request_copies
from ztui.ui.screens.console.desk import desk_of
from ztui.ui.screens.filtering import FilteringScreen
from ztui.ui.widgets.json_tree import found_in
from ztui.ui.widgets.line_list import LineList
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.reader import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.services.console.console import Exchange
    from ztui.services.session import Session
    from ztui.ui.widgets.json_tree import TreePath
    from ztui.ui.widgets.paint import Part

__all__ = ["AnswerScreen"]

_MOST_FOUND = 5_000
_BATCH = 2_000
"""Pieces of JSON after which a growing text looks whether it is still wanted."""


class AnswerScreen(FilteringScreen):
    """Shows what came of a request.

    Only the lines that are unfolded exist; searching and writing JSON happen in a thread, so that an answer of ten
    megabytes is shown as fast as one of ten lines.

    Args:
        session: In whose name the request went.
        exchange: What came of it.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("answer",)
    has_rows = True

    def __init__(self, session: Session, exchange: Exchange) -> None:
        super().__init__(session)
        self.exchange = exchange
        self._every_problem = False
        self._tree: AnswerLines | None = None
        self._found: FoundLines | None = None
        self._text: TextLines | None = None
        self._wanted = 0
        """Changes with every search, so that one that is no longer wanted ends."""

    def command_text(self) -> str:
        """Give the command that asks the same; of what was changed that which prints what the journal says."""
        if self.exchange.request.operation.method == "GET":
            return self.exchange.request.as_command(self.program)
        return joined([*self.program, "journal", "--limit", "1"])

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give the operation, and what is shown of its answer."""
        what = "JSON" if self._text is not None else "answer"
        return ("Operations", self.exchange.request.operation.title, what, f"/{self.filter}" if self.filter else "")

    def place_words(self) -> list[str]:
        """Give the crumbs without the filter."""
        return list(self.crumbs())[:3]

    def counts(self) -> Sequence[Part]:
        """Give how many lines there are."""
        return texts((f"{self.filter_count()} ", "dim"))

    def as_of(self) -> datetime | None:
        """Give when the answer came."""
        return self.exchange.at

    def can(self, id: str) -> bool:
        """Leave out marks of ranges."""
        return id != "mark-range" and super().can(id)

    def hints(self) -> Sequence[str]:
        """Name the keys of the tree."""
        return ["open", "raw", "filter", "copy", "edit", "requests", "back"]

    def key_title(self, id: str) -> str:
        """Say what enter and J do here."""
        titles = {"open": "" if self._text is not None else "go there" if self._found is not None else "fold"}
        titles["raw"] = "tree" if self._text is not None else "JSON"
        titles["edit"] = "edit the request"
        return titles.get(id, super().key_title(id))

    def compose_body(self) -> ComposeResult:
        """Make the lines."""
        yield LineList(signs=self.signs, id="answer")

    @property
    def lines(self) -> LineList:
        """Give the lines."""
        return self.query_one(LineList)

    def first_focus(self) -> Widget | None:
        """Give the lines the focus."""
        return self.lines

    def on_mount(self) -> None:
        """Show the answer; the cursor stands on its first data."""
        self._tree = AnswerLines((), self.exchange.data, self.signs)
        self._show_head()
        self.lines.show(self._tree, len(self._tree.head) if self.exchange.error is None else 0)

    def on_resize(self) -> None:
        """Wrap the head anew."""
        self._show_head()

    def _show_head(self) -> None:
        if self._tree is not None:
            head = head_lines(self.exchange, self.session.zone, every_problem=self._every_problem)
            width = max(self.size.width - 4, 20)
            self._tree.head = [piece for line in head for piece in wrapped(line, width)]
            self.lines.lines_changed()

    # The tree

    def on_line_list_opened(self) -> None:
        """Fold or unfold; go to what a search found; show all that is odd."""
        position = self.lines.cursor
        if self._text is not None or self._tree is None:
            return
        if self._found is not None:
            if self._found.found:
                self._reveal(self._found.found[position][0])
            return
        at = self._tree.in_tree(position)
        if at is None or self._tree.tree is None:
            self._every_problem = not self._every_problem
            self._show_head()
        elif self._tree.tree.toggle(at):
            self.lines.lines_changed()
            self.show_frame()

    def on_line_list_switched(self) -> None:
        """Fold or unfold."""
        self.on_line_list_opened()

    def on_line_list_folded(self, message: LineList.Folded) -> None:
        """Fold on the left, unfold on the right."""
        at = self._tree.in_tree(self.lines.cursor) if self._tree is not None else None
        if at is None or self._tree is None or self._tree.tree is None or self.lines.source is not self._tree:
            return
        if message.fold:
            self.lines.cursor = len(self._tree.head) + self._tree.tree.fold(at)
        else:
            self._tree.tree.unfold(at)
        self.lines.lines_changed()
        self.show_frame()

    def _reveal(self, path: TreePath) -> None:
        self.clear_filter()
        if self._tree is not None and self._tree.tree is not None:
            at = self._tree.tree.reveal(path)
            self.lines.show(self._tree, len(self._tree.head) + at)

    # Searching

    def apply_filter(self, text: str) -> None:
        """Search the data in a thread; an empty search gives the tree back."""
        self._wanted += 1
        if not text.strip():
            self._found = None
            if self._tree is not None:
                self._text = None
                self.lines.show(self._tree, 0)
            return
        self.start(self._search(text, self._wanted), "search")

    async def _search(self, text: str, wanted: int) -> None:
        data = self.exchange.data
        found = await asyncio.to_thread(found_in, data, text, most=_MOST_FOUND, stopped=lambda: wanted != self._wanted)
        if wanted != self._wanted:
            return
        self._text = None
        self._found = FoundLines(found)
        self.lines.when_empty = ("Nothing in the answer has all of these words.",)
        self.lines.show(self._found, 0)
        self.show_filter_count()
        self.show_frame()

    def filter_count(self) -> str:
        """Give how many values were found, or how many lines there are."""
        if self._found is not None:
            more = "+" if len(self._found.found) >= _MOST_FOUND else ""
            return f"{len(self._found.found):,}{more} found"
        return counted(self.lines.source.count, "line")

    def move_row(self, by: int) -> None:
        """Move the cursor while the search is typed."""
        self.lines.move_to(self.lines.cursor + by)

    # JSON

    def action_raw(self) -> None:
        """Show the answer as JSON, or as a tree again."""
        if self._text is not None:
            self._text = None
            self.clear_filter()
            if self._tree is not None:
                self.lines.show(self._tree, 0)
            self.show_frame()
            return
        self.clear_filter()
        self._wanted += 1
        self._text = TextLines()
        self.lines.show(self._text, 0)
        self.start(self._write_json(self._text), "json")

    async def _write_json(self, text: TextLines) -> None:
        self.show_progress("writing JSON")
        try:
            await asyncio.to_thread(_write, self.exchange.data, text.lines, lambda: self._text is not text)
        finally:
            self.show_progress("")
        if self._text is text:
            self.lines.lines_changed()
            self.show_frame()

    # Going on

    def close_one_thing(self) -> bool:
        """Close the search, then the JSON."""
        if super().close_one_thing():
            return True
        if self._text is not None:
            self.action_raw()
            return True
        return False

    def action_edit(self) -> None:
        """Go back to what was filled in."""
        if self.opened_from is not None and "request" in self.opened_from.PLACES:
            self.house.leave(self)
        else:
            desk = desk_of(self)
            desk.fill(self.exchange.request)
            desk.open_form(self.exchange.request.operation, self)

    def action_requests(self) -> None:
        """Show the requests that were sent."""
        desk_of(self).open_history(self)

    def action_copy(self) -> None:
        """Send the answer, the curl or the command to the clipboard."""
        self.start(self._copy(), "copy")

    async def _copy(self) -> None:
        offered = request_copies(self, self.exchange.request)
        if self.exchange.data is not None:
            text = await asyncio.to_thread(json_text, self.exchange.data)
            offered = [Copy("a", "Answer", text, "the answer"), *offered]
        ask_and_copy(self, offered)


def _write(data: Any, lines: list[str], stopped: Callable[[], bool]) -> None:
    """Write JSON line by line onto the end of a list; ends early when it is no longer wanted."""
    rest: list[str] = []
    pieces = json.JSONEncoder(ensure_ascii=False, indent=2, default=str).iterencode(data)
    for count, piece in enumerate(pieces):
        if not count % _BATCH and stopped():
            return
        head, *more = piece.split("\n")
        rest.append(head)
        for line in more:
            lines.append(escaped("".join(rest)))
            rest = [line]
    lines.append(escaped("".join(rest)))
