"""The list screen: one for all resources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from ztui.core.errors import ZtuiError
from ztui.resources.areas import area_of
from ztui.resources.registry import resource
from ztui.resources.rows import label_of
from ztui.services.filters import FilterError
from ztui.services.links import links_of
from ztui.ui.commands.printing import list_words
from ztui.ui.editing import Target
from ztui.ui.keys import action
from ztui.ui.screens.anatomy import RAW
from ztui.ui.screens.edited import EditedScreen
from ztui.ui.screens.filtered import FilteredScreen
from ztui.ui.screens.journal.subject import JournalSubject
from ztui.ui.screens.saving import offers_of_pane
from ztui.ui.screens.story.show import story_entries, story_of_call
from ztui.ui.screens.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ztui.services.links import Link
    from ztui.services.listing import ListedRow, View
    from ztui.services.saved.views import SavedView
    from ztui.services.session import Session
    from ztui.ui.actions import Entry
    from ztui.ui.screens.pane import Pane
    from ztui.ui.screens.windows.follow import Following
    from ztui.ui.screens.windows.owned import OwnedList
    from ztui.ui.widgets.paint import Part
    from ztui.ui.widgets.table import HouseTable

__all__ = ["ListScreen"]

_ROWS_ONLY = frozenset({"open", "mark", "mark-range", "copy", "raw"})
"""Actions that need a row."""


class ListScreen(EditedScreen, FilteredScreen):
    """A list with filter, order, columns and marks of its own."""

    PLACES: ClassVar[tuple[str, ...]] = ("list",)

    def __init__(self, session: Session, view: View, owned: OwnedList | None = None) -> None:
        super().__init__(session, view)
        self.summary = Summary(self)
        self._is_sorting = False
        self.linked = view
        """What the list was opened with; where a link did it, its filters are the link's."""
        self.owned = owned
        """Whose calls are listed, None for other lists."""
        self.following: Following | None = None
        """Looks for new calls, None where the list is not followed."""
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
        if id == "through":
            return self.owned is not None
        if id == "follow":
            return self._lists("call-history")
        if id == "plots":
            return self.pane is not None and self.pane.resource.column("call_result") is not None
        if id == "presets":
            return self.pane is not None and bool(self.pane.resource.chips)
        if id in {"story", "beside"}:
            return self._lists("call-history") or (id == "story" and self._lists("user-call-history"))
        return super().can(id)

    def _lists(self, name: str) -> bool:
        return self.pane is not None and self.pane.resource.name == name

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

    # Totals

    def counts(self) -> Sequence[Part]:
        """Give the honest count, and of calls a sparkline."""
        return [*super().counts(), *self.summary.parts(self.pane)]

    def idle_words(self) -> str:
        """Give the totals of the calls that pass the filter."""
        return self.summary.words(self.pane)

    def gives_way(self) -> bool:
        """Let the totals of calls come back; why rows are missing, or a filter cannot be read, stays."""
        pane = self.pane
        if pane is None or not pane.count or not self.can("plots"):
            return super().gives_way()
        if self.problem is None:
            return True
        return self.problem is not pane.listing.status.error and not isinstance(self.problem, FilterError)

    def on_screen_resume(self) -> None:
        """Count the totals anew: legs may have been read meanwhile."""
        super().on_screen_resume()
        if self.pane is not None and self.is_mounted:
            self.summary.look(self.pane, again=True)

    def needs_reader(self) -> None:
        """Count no totals while rows are ordered."""
        self.summary.stop()

    def _repaint(self, pane: Pane, cursor: int | None = None) -> None:
        super()._repaint(pane, cursor)
        if pane is self.pane and self.is_mounted and self._is_ordered(pane):
            self.summary.look(pane)

    def _is_ordered(self, pane: Pane) -> bool:
        """Tell whether the rows are in the order, and pass the filter, that was wished for last."""
        is_filtered = self._wanted is None and self._filtering in (None, pane.view.filter)
        return is_filtered and not self._is_sorting

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
        if self.problem is not None:
            from ztui.ui.modals.problem import ProblemDetails

            self.app.push_screen(ProblemDetails(self.problem, self.session.zone))

    def action_enter_account(self) -> None:
        """Act in the sub account under the cursor; elsewhere, and on the one that is acted in, leave it."""
        row, pane = self._other_account, self.pane
        if row is not None and pane is not None:
            self.house.work(self.house.act_in(row.key, label_of(pane.resource, row.row)))
        else:
            super().action_enter_account()

    def action_follow(self) -> None:
        """Follow the list of calls, or stop it."""
        from ztui.ui.screens.windows.follow import toggle_follow

        toggle_follow(self.house, self)

    @property
    def keeps_newest(self) -> bool:
        """Tell whether the first row stays under the cursor while new ones come."""
        return self.following is not None

    def mode(self) -> str:
        """Say that the list is followed."""
        return self.following.words if self.following is not None else ""

    def as_of(self) -> datetime | None:
        """Give when the list was read, or looked at last."""
        looked_at = self.following.work.looked_at if self.following is not None else None
        return looked_at or super().as_of()

    def action_through(self) -> None:
        """Show the calls through an object instead of the direct ones, or the other way round."""
        from ztui.ui.screens.windows.owned import show_other

        try:
            show_other(self)
        except ZtuiError as error:
            self.fail(error)

    def action_refresh(self) -> None:
        """Ask Zoom again, also for what it would not give before."""
        self.session.ask_again()
        self.refresh_pane()

    # Order

    def action_sort_left(self) -> None:
        """Sort by the column to the left."""
        self._sort_beside(-1)

    def action_sort_right(self) -> None:
        """Sort by the column to the right."""
        self._sort_beside(1)

    def action_sort(self) -> None:
        """Pick the column to sort by."""
        pane = self.pane
        if pane is None:
            return
        now = (pane.sorted_by() or ("",))[0]
        path = now.removeprefix("-")
        direction = {path: "descending" if now.startswith("-") else "ascending"}
        from ztui.ui.modals.choose import Choice, ChooseOne

        choices = [Choice("", "Zoom's own order")]
        choices += [Choice(each.path, each.head, direction.get(each.path, "")) for each in pane.resource.columns]
        self.app.push_screen(ChooseOne("Sort by", choices, current=path), self._sort_picked)

    def on_house_table_head_clicked(self, message: HouseTable.HeadClicked) -> None:
        """Sort by the column that was clicked."""
        self._sort_picked(message.name)

    def _sort_beside(self, by: int) -> None:
        pane = self.pane
        if pane is None:
            return
        paths = [each.path for each in pane.columns]
        now = (pane.sorted_by() or ("",))[0].removeprefix("-")
        at = paths.index(now) + by if now in paths else (0 if by > 0 else len(paths) - 1)
        if 0 <= at < len(paths):
            self._sort((paths[at],))

    def _sort_picked(self, path: str | None) -> None:
        if path is None or self.pane is None:
            return
        if not path:
            self._sort(())
        else:
            self._sort((f"-{path}" if self.pane.sorted_by()[:1] == (path,) else path,))

    def _sort(self, order: tuple[str, ...]) -> None:
        if self.pane is not None:
            self.start(self._apply_sort(self.pane, order), "sort")

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

    def action_plots(self) -> None:
        """Plot the calls that are shown."""
        from ztui.ui.screens.plots.show import show_plots

        if self.pane is not None:
            show_plots(self, self.pane)

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

    def action_story(self) -> None:
        """Show all calls of the caller of the call under the cursor."""
        story_of_call(self, self.row.row if self.row is not None else None)

    def action_beside(self) -> None:
        """Show the two marked calls beside each other, or the marked one and the one under the cursor."""
        from ztui.ui.screens.beside.show import show_marked

        pane = self.pane
        show_marked(self, sorted(pane.marks) if pane is not None else (), self.row.key if self.row is not None else "")

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
