"""Screens that are there to be read: a text, or a table of what the program has at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.ui.screens.base import HouseScreen
from ztui.ui.widgets.reader import Reader
from ztui.ui.widgets.table import HouseTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.ui.widgets.paint import Part

__all__ = ["TableScreen", "TabledScreen", "TextScreen"]

_READERS = frozenset({"mark", "mark-range", "columns-left", "columns-right"})


class TextScreen(HouseScreen):
    """A text that fills the body. A subclass gives its `title_word` and `lines`."""

    PLACES: ClassVar[tuple[str, ...]] = ()
    title_word = ""
    has_rows = True

    def lines(self) -> Sequence[Sequence[Part]]:
        """Give the text."""
        return ()

    def crumbs(self) -> Sequence[str]:
        """Give the title."""
        return (self.title_word,)

    def can(self, id: str) -> bool:
        """Leave out what a text has no use for."""
        return id not in {*_READERS, "open"}

    def hints(self) -> Sequence[str]:
        """Name the key that leads back."""
        return ["back"]

    def compose_body(self) -> ComposeResult:
        """Make the text."""
        yield Reader(id="text")

    def on_mount(self) -> None:
        """Show the text."""
        self.show_text()

    def on_screen_resume(self) -> None:
        """Show it as it is now."""
        self.show_text(keep=True)

    def show_text(self, *, keep: bool = False) -> None:
        """Make the text anew; `keep` keeps the place in it."""
        self.query_one(Reader).show(self.lines(), keep=keep)

    def first_focus(self) -> Widget | None:
        """Give the text the focus, so that the keys of a list scroll it."""
        return self.query_one(Reader)


class TabledScreen(HouseScreen):
    """A screen with a table that has the focus. A subclass says in `when_empty` why there is no row."""

    has_rows = True

    def compose_body(self) -> ComposeResult:
        """Make the table."""
        table = HouseTable(signs=self.signs, id="table")
        table.when_empty = self.empty_lines
        yield table

    def empty_lines(self) -> Sequence[str]:
        """Give the lines of an empty table as it is now."""
        return self.when_empty()

    def when_empty(self) -> Sequence[str]:
        """Give the lines of an empty table."""
        return ()

    @property
    def table(self) -> HouseTable:
        """Give the table."""
        return self.query_one(HouseTable)

    def first_focus(self) -> Widget | None:
        """Give the table the focus."""
        return self.table


class TableScreen(TabledScreen):
    """A table of what is at hand. A subclass gives its `title_word` and fills the table in `show_rows`."""

    PLACES: ClassVar[tuple[str, ...]] = ()
    title_word = ""

    def crumbs(self) -> Sequence[str]:
        """Give the title."""
        return (self.title_word,)

    def can(self, id: str) -> bool:
        """Leave out marks, which would serve nothing here."""
        return id not in {"mark", "mark-range"}

    def hints(self) -> Sequence[str]:
        """Name the keys that open a row and lead back."""
        return ["open", "back"]

    def show_rows(self) -> None:
        """Fill the table with what there is now."""

    def on_screen_resume(self) -> None:
        """Show what there is now."""
        self.show_rows()
