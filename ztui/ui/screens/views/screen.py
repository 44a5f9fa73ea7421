"""The list of saved views: open one, call it otherwise, take it away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from ztui.core.errors import ZtuiError
from ztui.core.text import Display, display
from ztui.core.times import day, parse_instant
from ztui.resources.model import Confirm
from ztui.services.saved.told import told
from ztui.services.saved.views import refusal_of
from ztui.ui.asked import window_words
from ztui.ui.screens.reading import TableScreen
from ztui.ui.screens.views.show import open_saved, views_of
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.told import Cells, Told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.services.saved.views import SavedView
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["ViewsScreen"]

_COLUMNS = (
    TableColumn("name", Display("Name"), 19, grows=True),
    TableColumn("list", Display("List"), 13),
    TableColumn("window", Display("Window"), 16),
    TableColumn("shows", Display("Shows"), 22, grows=True),
    TableColumn("sort", Display("Sorted by"), 12, wide_only=True),
    TableColumn("columns", Display("Columns"), 20, wide_only=True),
)


class ViewsScreen(TableScreen):
    """The saved views of the profile."""

    PLACES: ClassVar[tuple[str, ...]] = ("views",)
    title_word = "Saved views"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.views = views_of(session)
        self.found: tuple[SavedView, ...] = ()
        self.unread: ZtuiError | None = None

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the views."""
        return ("views",)

    def counts(self) -> Sequence[Part]:
        """Give how many there are."""
        return texts(f"{len(self.found):,} ")

    def hints(self) -> Sequence[str]:
        """Name what can be done."""
        return ["open", "edit", "delete", "back"]

    def key_title(self, id: str) -> str:
        """Say what the keys do here; without a view they do nothing."""
        if id in {"open", "edit", "delete"}:
            return {"edit": "rename"}.get(id, super().key_title(id)) if self.found else ""
        return super().key_title(id)

    def when_empty(self) -> Sequence[str]:
        """Say how one is made, or why none can be read."""
        if self.unread is not None:
            return (display(self.unread.message), display(self.unread.hint))
        return ("No view is saved yet.", "On a list, :view save NAME keeps what it shows.")

    def show_rows(self) -> None:
        """Show them by name."""
        try:
            self.found, self.unread = self.views.all(), None
        except ZtuiError as error:
            self.found, self.unread = (), error
        source = Told(self.found, self._cells)
        self.table.show(source, _COLUMNS, cursor=min(self.table.cursor, max(len(self.found) - 1, 0)))
        self.show_frame()

    def _cells(self, saved: SavedView) -> Cells:
        words = told(saved)
        return {
            "name": (display(saved.name), ""),
            "list": (display(words.title), ""),
            "window": (display(self._window(saved) or words.window), "dim"),
            "shows": (display(words.shows, longest=200), ""),
            "sort": (display(words.sort), "dim"),
            "columns": (display(words.columns, longest=200), "dim"),
        }

    def _window(self, saved: SavedView) -> str:
        """Name a window that stays where it is by the viewer's clock, "" for one that moves."""
        begin, dots, end = saved.window.partition("..")
        if not dots:
            return ""
        zone, now, dash = self.session.zone, self.session.clock.now(), "-" if self.house.ascii_only else "–"
        ends = [found.astimezone(zone) for each in (begin, end) if (found := parse_instant(each)) and "T" in each]
        if [str(each.time()) for each in ends] == ["00:00:00", "23:59:59"]:
            return f" {dash} ".join(day(each, zone, now) for each in ends)
        return window_words(begin, end, zone, now, dash)

    @property
    def current(self) -> SavedView | None:
        """Give the view under the cursor."""
        found: SavedView | None = self.table.item_at(self.table.cursor)
        return found

    # Keys

    def on_house_table_opened(self) -> None:
        """Show the view."""
        saved = self.current
        if saved is not None:
            self._try(partial(open_saved, self.house, saved))

    def action_edit(self) -> None:
        """Call the view otherwise."""
        from ztui.ui.modals.ask import AskText

        saved = self.current
        if saved is None:
            return

        def refuse(text: str) -> str:
            name = text.strip()
            same = name.casefold() == saved.name.casefold()
            taken = not same and any(each.name.casefold() == name.casefold() for each in self.found)
            return f"There is a view '{display(name)}' already." if taken else refusal_of(name)

        def named(name: str | None) -> None:
            if name is not None and name.strip() != saved.name:
                self._try(lambda: self.views.rename(saved.name, name.strip()))

        self.app.push_screen(AskText(f"Rename {saved.name}", saved.name, "", refuse), named)

    def action_delete(self) -> None:
        """Take the view away, once it is confirmed."""
        from ztui.ui.modals.confirm import Question, confirmation

        saved = self.current
        if saved is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._try(lambda: self.views.delete(saved.name))
                self.say(f"Deleted the view '{display(saved.name)}'.")

        question = Question(Confirm.REVIEW, "Delete view", f"Delete the view '{display(saved.name)}'?")
        self.app.push_screen(confirmation(question, self.session.clock.monotonic), answered)

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
        except ZtuiError as error:
            self.fail(error)
        if self.is_current:
            self.show_rows()
