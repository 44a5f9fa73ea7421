"""The list screen: one for all resources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from ztui.core.errors import ZtuiError
from ztui.resources.areas import area_of
from ztui.resources.registry import resource
from ztui.resources.rows import label_of
from ztui.services.links import links_of
from ztui.ui.commands.printing import list_words
from ztui.ui.editing import Target
from ztui.ui.keys import action
from ztui.ui.screens.anatomy import RAW
from ztui.ui.screens.calls import CallsScreen
from ztui.ui.screens.edited import EditedScreen
from ztui.ui.screens.journal.subject import JournalSubject
from ztui.ui.screens.saving import offers_of_pane
from ztui.ui.screens.sorting import SortingScreen, column_choice
from ztui.ui.screens.story.show import story_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.links import Link
    from ztui.services.listing import ListedRow, View
    from ztui.services.saved.views import SavedView
    from ztui.services.session import Session
    from ztui.ui.actions import Entry
    from ztui.ui.modals.choose import Choice
    from ztui.ui.screens.pane import Pane
    from ztui.ui.screens.windows.owned import OwnedList

__all__ = ["ListScreen"]

_ROWS_ONLY = frozenset({"open", "mark", "mark-range", "copy", "raw"})
"""Actions that need a row."""


class ListScreen(SortingScreen, EditedScreen, CallsScreen):
    """A list with filter, order, columns and marks of its own."""

    PLACES: ClassVar[tuple[str, ...]] = ("list",)

    def __init__(self, session: Session, view: View, owned: OwnedList | None = None) -> None:
        super().__init__(session, view)
        self.linked = view
        """What the list was opened with; where a link did it, its filters are the link's."""
        self.owned = owned
        """Whose calls are listed, None for other lists."""
        self.saved: SavedView | None = None
        """The saved view that is shown, or as which the list was saved."""

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the list."""
        pane = self.pane
        if pane is None:
            return list_words(self.session, self.first_view)
        view = pane.view if self.following is None else self.following.view(pane.view)
        return list_words(self.session, view, pane.chosen)

    # The frame

    @property
    def area(self) -> str:
        """Give the area that lists this resource, else that of the screen this was opened from."""
        if self.opened_from is not None:
            return self.opened_from.area
        found = area_of(self.first_view.resource)
        return found.key if found is not None else ""

    def place_words(self) -> list[str]:
        """Give the crumbs up to the list itself."""
        view = self.pane.view if self.pane is not None else self.first_view
        above = [word for word in self.opened_from.crumbs() if word] if self.opened_from is not None else []
        area = area_of(view.resource)
        short = area.short if area is not None and area.resource == view.resource and not above else ""
        if self.owned is not None and self.pane is not None:
            return [*above, self.owned.kind(self.pane)]
        return [*above, short or resource(view.resource).title]

    def crumbs(self) -> Sequence[str]:
        """Give place, window or server filters, and the local filter."""
        view = self.pane.view if self.pane is not None else self.first_view
        words = self.place_words()
        typed = view.filter
        if self.pane is not None:
            words.append(self.pane.asked(self.linked.query if self.opened_from is not None else ()))
            if self.owned is not None:
                typed = typed.removeprefix(self.linked.filter).strip()
                words.append(self.owned.owner(self.opened_from))
        if typed:
            words.append(f"/{typed}")
        return words

    def open_pane(self, view: View) -> Pane:
        """Open a list, with the filter that a link brought."""
        pane = super().open_pane(view)
        if self.opened_from is not None:
            pane.brought = self.linked.filter
        if self.saved is not None and self.saved.columns:
            pane.chosen = self.saved.columns
        return pane

    def can(self, id: str) -> bool:
        """Tell what makes sense: sub accounts can be entered where they are listed, and left everywhere."""
        if id == "enter-account" and self._lists("accounts"):
            return True
        if id in {"next-tab", "previous-tab"}:
            return False
        if id == "presets":
            return self.pane is not None and bool(self.pane.resource.chips)
        return super().can(id)

    def key_title(self, id: str) -> str:
        """Leave out what needs a row where there is none; tell whether an account is entered or left."""
        if id == "enter-account":
            acting = self.house.session.account.id
            return action(id).title if self._other_account is not None else super().key_title(id) if acting else ""
        if id == "through" and self.owned is not None:
            return self.owned.other_title
        lacking = id in _ROWS_ONLY and self.pane is not None and not self.pane.count
        if lacking and (id != "open" or self.problem is None):
            return ""
        return super().key_title(id)

    @property
    def _other_account(self) -> ListedRow | None:
        """Give the sub account under the cursor, None if it is the one that is acted in."""
        row = self.row if self._lists("accounts") else None
        return row if row is not None and row.key != self.house.session.account.id else None

    def hints(self) -> Sequence[str]:
        """Show how to act in an account where accounts are listed, and how to leave it."""
        ids = [each for each in super().hints() if each != "export"]
        if self.can("plots"):
            ids[4:4] = ["frequency", "plots"]
        return [*ids[:1], "enter-account", *ids[1:]] if self.can("enter-account") else ids

    def close_one_thing(self) -> bool:
        """Close the filter's input, stop loading, clear marks, clear the local filter."""
        return self.close_filter() or self.stop_opening() or self.stop_or_clear() or self.clear_filter()

    @property
    def row(self) -> ListedRow | None:
        """Give the row under the cursor, None if it is not there."""
        found: ListedRow | None = self.table.item_at(self.table.cursor)
        return found

    def journal_subject(self) -> JournalSubject | None:
        """Give the row under the cursor."""
        row, pane = self.row, self.pane
        if row is None or pane is None:
            return None
        return JournalSubject.of(pane.resource.name, row.key, label_of(pane.resource, row.row) or row.key, row.row)

    # Opening

    def on_house_table_opened(self) -> None:
        """Open the details of the row."""
        row, pane = self.row, self.pane
        if row is not None and pane is not None:
            self.house.open_object(pane.resource.name, row.key, pane.view.parents, self, row.row)

    def action_raw(self) -> None:
        """Open the row as Zoom sent it."""
        row, pane = self.row, self.pane
        if row is None or pane is None:
            self.fail(ZtuiError("There is no row to show."))
            return
        self.house.open_object(pane.resource.name, row.key, pane.view.parents, self, row.row, RAW)

    def on_house_table_opened_nothing(self) -> None:
        """Show the details of the error that stands where rows would be."""
        self.show_problem()

    def action_enter_account(self) -> None:
        """Act in the sub account under the cursor; elsewhere, and on the one that is acted in, leave it."""
        row, pane = self._other_account, self.pane
        if row is not None and pane is not None:
            self.house.work(self.house.act_in(row.key, label_of(pane.resource, row.row)))
        else:
            super().action_enter_account()

    def action_refresh(self) -> None:
        """Ask Zoom again, also for what it would not give before."""
        self.session.ask_again()
        self.refresh_pane()

    # Order

    @property
    def sorted_now(self) -> str:
        """Give the order in force."""
        return next(iter(self.pane.sorted_by()), "") if self.pane is not None else ""

    def sort_names(self) -> Sequence[str]:
        """Give the columns that are shown."""
        return [each.path for each in self.pane.columns] if self.pane is not None else ()

    def sort_choices(self) -> Sequence[Choice]:
        """Offer all columns of the resource, and the order in which Zoom lists."""
        if self.pane is None:
            return ()
        from ztui.ui.modals.choose import Choice

        now = self.sorted_now
        columns = (column_choice(each.path, each.head, now) for each in self.pane.resource.columns)
        return [Choice("", "Zoom's own order"), *columns]

    def sort_by(self, order: str) -> None:
        """Order the rows."""
        if self.pane is not None:
            self.start(self._apply_sort(self.pane, (order,) if order else ()), "sort")

    async def _apply_sort(self, pane: Pane, order: tuple[str, ...]) -> None:
        self.needs_reader()
        self._is_sorting = True
        try:
            await pane.listing.change(sort=order)
        finally:
            self._is_sorting = False
        if pane is self.pane:
            self.table.show_columns(pane.table_columns)
            self.table.sort = pane.sorted_by()
            self.table.move_to(0)
            self._repaint(pane, 0)

    def action_presets(self) -> None:
        """Offer what the list is narrowed to with a letter each."""
        from ztui.ui.screens.views.presets import show_presets

        show_presets(self)

    def action_frequency(self) -> None:
        """Count the rows by a column."""
        from ztui.ui.screens.frequency.show import show_frequency

        show_frequency(self)

    # Columns and server filters

    def action_columns(self) -> None:
        """Choose the columns and their order."""
        pane = self.pane
        if pane is None:
            return
        from ztui.ui.modals.columns import ColumnChooser

        shown = [each.path for each in pane.columns]
        self.app.push_screen(ColumnChooser(pane.resource.columns, shown), self._columns_chosen)

    def _columns_chosen(self, paths: tuple[str, ...] | None) -> None:
        if paths and self.pane is not None:
            self.pane.chosen = paths
            self.table.show_columns(self.pane.table_columns)

    def action_fields(self) -> None:
        """Fill in the filters that Zoom knows."""
        from ztui.ui.modals.filters import FilterForm

        if self.pane is not None:
            self.app.push_screen(FilterForm(self.pane.resource, self.pane.view.query), self.take_query)

    def take_query(self, query: tuple[tuple[str, str], ...] | None) -> None:
        """Show the list with other filters of Zoom, or another window; None changes nothing."""
        pane = self.pane
        if query is None or pane is None or query == pane.view.query:
            return
        self.show_view(replace(pane.view, query=query))

    def show_view(self, view: View) -> None:
        """Show another view of the same resource in the place of the one that is shown."""
        pane = self.pane
        if pane is None:
            return
        self.first_view = view
        fresh = self.open_pane(view)
        fresh.chosen = pane.chosen
        self.replace_pane(pane, fresh)

    def replace_pane(self, old: Pane, new: Pane) -> None:
        """Show another pane in the place of one that is closed."""
        self.adopt(new)
        self.house.work(old.close())

    def action_export(self) -> None:
        """Write the list to a file."""
        if self.pane is not None:
            from ztui.ui.screens.listed import export_list

            export_list(self, self.pane)

    # Links and actions

    def edited(self) -> Target | None:
        """Give the row under the cursor."""
        return self.row_target()

    def removed(self) -> Target | None:
        """Give the marked rows, else the row under the cursor."""
        return self.rows_target()

    def entries(self) -> Sequence[Entry]:
        """Give what can be done to the row or the marked rows, to the list, where the row leads, and the keys."""
        from ztui.ui.actions import console_entries, impossible_entries, list_entries, object_entries

        pane, target = self.pane, self.rows_target()
        if pane is None:
            return self.key_entries("list")
        entries = self.file_entries(offers_of_pane(pane, self.row))
        entries += object_entries(self, target) if target is not None else []
        entries += list_entries(self, pane.resource, pane.view.parents)
        if self.can("story") and not pane.marks:
            entries += story_entries(self, self.row.row if self.row is not None else None)
        links = self._links()
        entries += self.link_entries(links, self._follow_link)
        entries += console_entries(self, self.row_target() or Target(pane.resource, (), pane.view.parents, {}))
        return [*entries, *self.key_entries("list"), *impossible_entries(pane.resource)]

    def _links(self) -> tuple[Link, ...]:
        row, pane = self.row, self.pane
        return links_of(pane.resource, row.row) if row is not None and pane is not None else ()

    def _follow_link(self, link: Link) -> None:
        row, pane = self.row, self.pane
        name = label_of(pane.resource, row.row) if row is not None and pane is not None else ""
        self.house.follow(link, self, name)

    def action_copy(self) -> None:
        """Send something of the marked rows, or of the row under the cursor, to the clipboard."""
        row, pane = self.row, self.pane
        if pane is not None and pane.marks:
            from ztui.ui.screens.marked import copy_marked

            self.start(copy_marked(self, pane), "copy")
        elif row is not None and pane is not None:
            from ztui.ui.modals.copy import copy_menu

            copy_menu(self, pane.resource, row.key, row.row, pane.view.parents)
        else:
            super().action_copy()
