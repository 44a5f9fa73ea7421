"""The detail of one object: what is cached at once, what Zoom says now behind it, and where it leads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.resources.registry import resource as resource_named
from ztui.resources.rows import key_of, label_of
from ztui.ui.editing import Target, short_name
from ztui.ui.modals.copy import copy_menu
from ztui.ui.screens.anatomy import related_links
from ztui.ui.screens.edited import EditedScreen
from ztui.ui.screens.object import RAW, ObjectScreen
from ztui.ui.screens.saving import offers_of_object, offers_of_pane
from ztui.ui.screens.waited import told_wait
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.links import Link
    from ztui.services.listing import ListedRow
    from ztui.services.objects import ObjectState
    from ztui.ui.actions import Entry
    from ztui.ui.screens.saving import Offer
    from ztui.ui.widgets.menu import Menu
    from ztui.ui.written import Written

__all__ = ["DetailScreen"]


class DetailScreen(EditedScreen, ObjectScreen):
    """Reads and shows one object; takes what `ObjectScreen` takes."""

    PLACES: ClassVar[tuple[str, ...]] = ("detail",)

    def begin(self) -> None:
        """Show what is at hand, then read."""
        super().begin()
        self.start(self._begin(), "read")

    _is_old = False
    """It was written since it was read."""
    _is_gone = False
    """It was deleted."""

    # Reading

    async def _begin(self) -> None:
        cached = await self.session.objects.cached(self.resource.name, self.key, self.parents)
        if cached is not None:
            self._show_state(cached)
        elif self.listed is not None and key_of(self.resource, self.listed):
            self.show_row(self.listed, None)
        else:
            self.show_title(texts((" Asking Zoom …" if not self.house.ascii_only else " Asking Zoom ...", "dim")))
        await self._read()

    async def _read(self) -> None:
        """Ask Zoom for the object; what is there stays if that fails."""
        if self.row is not None and (self.session.offline or not self.resource.operations.get):
            return
        with told_wait(self, f"reading the {self.resource.singular}", self._key("back")):
            try:
                state = await self.session.objects.read(self.resource.name, self.key, self.parents)
            except ZtuiError as error:
                self._show_failure(error)
            else:
                self._show_state(state)
        await self.house.update_quota()

    def _show_state(self, state: ObjectState) -> None:
        self.beside = state.beside
        self.show_row(state.answer, state.as_of)

    def look_again(self) -> None:
        """Show the object with what was learnt since: the store may know its site by now."""
        super().look_again()
        if self.answer is not None and not self.busy("read"):
            self.start(self._look_up(), "look")

    async def _look_up(self) -> None:
        known = await self.session.objects.cached(self.resource.name, self.key, self.parents)
        if known is not None and known.beside != self.beside and known.answer == self.answer:
            self._show_state(known)

    def _show_failure(self, error: ZtuiError) -> None:
        if self.row is None:
            self.show_title(texts((f" {display(self.key)}", "strong")))
            lines = [texts((f" {each}", "")) for each in (error.message, error.hint) if each]
            retry = f" {self._key('refresh')} tries again, {self._key('open')} shows the details."
            self.query_one("#raw", Reader).show([[], *lines, texts((retry, "dim"))])
            self.show_tab(RAW)
        self.fail(error)

    def action_refresh(self) -> None:
        """Ask Zoom again, for the object and the list that is shown."""
        self.session.ask_again()
        if not self.busy("read"):
            self.say("")
            self.start(self._read(), "read")
        self.refresh_pane()

    def can(self, id: str) -> bool:
        """Offer plots of what has calls of its own."""
        if id == "plots":
            from ztui.services.calls.owned import calls_of

            return self.row is not None and calls_of(self.resource.name, self.row) is not None
        return super().can(id)

    def action_plots(self) -> None:
        """Plot the direct calls of the last days."""
        from ztui.ui.screens.plots.show import show_plots_of

        if self.row is not None:
            show_plots_of(self, self.resource.name, self.row)

    def close_one_thing(self) -> bool:
        """Stop reading."""
        if self.stop_opening():
            return True
        if self.busy("read"):
            self.workers.cancel_group(self, "read")
            self.say("Stopped; what is shown is what was there before.")
            return True
        return self.stop_or_clear()

    # After a write

    def take_written(self, written: Written) -> None:
        """Take note that the object was written, or something that belongs to it."""
        super().take_written(written)
        if written.session.account != self.session.account or self.session.offline:
            return
        ids = {self.key, *(value for _, value in self.parents)}
        mine = self.resource.name == written.resource
        if mine and self.key in written.read:
            self.start(self._show_stored(), "stored")
        else:
            self._is_old |= not ids.isdisjoint(written.keys | written.beside)
        self._is_gone |= mine and self.key in written.gone
        if self.house.house_screen is self and self.is_current:
            self.read_again()

    async def _show_stored(self) -> None:
        """Show the object as it was read after it was written."""
        state = await self.session.objects.cached(self.resource.name, self.key, self.parents)
        if state is not None:
            self._show_state(state)

    def read_again(self) -> None:
        """Read the object and the list below if they were written; leave an object that is no more."""
        if self._is_gone:
            self.house.leave(self)
            return
        if self._is_old and not self.busy("read"):
            self._is_old = False
            self.start(self._read(), "read")
        super().read_again()

    # Going on

    @property
    def below(self) -> ListedRow | None:
        """Give the row under the cursor of the list below, None if there is none."""
        found: ListedRow | None = self.table.item_at(self.table.cursor) if self.pane is not None else None
        return found

    def on_house_table_opened(self) -> None:
        """Open a row of the list below; where it only stands for another object, that one."""
        below, pane = self.below, self.pane
        if below is None or pane is None:
            return
        if not pane.resource.operations.get:
            stands_for = next((each for each in related_links(pane.resource, below.row) if each.key), None)
            if stands_for is not None:
                self._go_along(stands_for, label_of(pane.resource, below.row))
                return
        self.house.open_object(pane.resource.name, below.key, pane.view.parents, self, below.row)

    def on_house_table_opened_nothing(self) -> None:
        """Show the details of the error that stands where rows would be."""
        self.show_problem()

    def on_reader_opened(self) -> None:
        """Show the details of the error that is spoken of."""
        self.show_problem()

    def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Go where a link leads."""
        self._go_along(self.links[int(message.choice.id.removeprefix("link "))])

    def _go_along(self, link: Link, name: str = "") -> None:
        """Go where a link leads; `name` is what the object there is called here, which its answer may not say."""
        if link.view is not None or link.settings is not None:
            self.house.follow(link, self)
            return
        label = resource_named(link.resource).label_path.split("|")[0]
        row = {label: name} if name and name != link.key and label.isidentifier() else None
        self.house.open_object(link.resource, link.key, (), self, row)

    def action_enter_account(self) -> None:
        """Act in the name of this sub account; elsewhere, and in it already, leave it."""
        if self.resource.name != "accounts" or self.key == self.house.session.account.id:
            super().action_enter_account()
            return
        name = label_of(self.resource, self.row) if self.row is not None else self.key
        self.house.work(self.house.act_in(self.key, name))

    def action_copy(self) -> None:
        """Send something of the object, or of the row below, to the clipboard."""
        below, pane = self.below, self.pane
        if self.row is None:
            super().action_copy()
            return
        under = (pane.resource, below.key, below.row, pane.view.parents) if below is not None and pane else None
        copy_menu(self, self.resource, self.key, self.row, self.parents, below=under)

    # Changing

    def own_target(self) -> Target | None:
        """Give the object itself."""
        if self.row is None:
            return None
        return Target(self.resource, (self.key,), self.parents, self.row, is_whole=self.read_at is not None)

    def rings(self) -> Target | None:
        """Give the object itself."""
        return self.own_target()

    def edited(self) -> Target | None:
        """Give the row below where such rows can be edited, else the object itself."""
        below = self.row_target()
        if below is not None and self.house.learning.knows_edits:
            from ztui.services.offering import is_edited

            if is_edited(below.resource):
                return below
        return self.own_target()

    def hints(self) -> Sequence[str]:
        """Leave out what enter does where the keys that change something need the room."""
        ids = list(super().hints())
        return [each for each in ids if each != "open"] if self.key_title("edit") and self.key_title("delete") else ids

    def edit_word(self, target: Target) -> str:
        """Say which of the two is edited."""
        own = target.resource is self.resource
        return f"edit {self.resource.singular}" if own else f"edit {short_name(target, self.name_of(target))}"

    def removed(self) -> Target | None:
        """Give the marked rows below, else the row under the cursor; the object itself is deleted from its menu."""
        return self.rows_target()

    def entries(self) -> Sequence[Entry]:
        """Give what can be done to the object, to the list below it and its rows, where they lead, and the keys."""
        from ztui.ui.actions import console_entries, impossible_entries, list_entries, object_entries

        own, below, pane = self.own_target(), self.rows_target(), self.pane
        entries = self.file_entries(self._offers())
        entries += object_entries(self, own) if own is not None else []
        taken = frozenset(each.choice.key for each in entries if each.choice.key)
        if below is not None:
            entries += object_entries(self, below, taken=taken)
        if pane is not None:
            entries += list_entries(self, pane.resource, pane.view.parents)
        entries += self.link_entries(self.links, self._go_along)
        entries += console_entries(self, own) if own is not None else []
        shown = (self.resource, pane.resource) if pane is not None else (self.resource,)
        return [*entries, *self.key_entries("detail"), *impossible_entries(*shown)]

    def _offers(self) -> list[Offer]:
        """Give the files of the object, and those of its list that is shown."""
        below = [replace(each, note=each.note or "the row below") for each in offers_of_pane(self.pane, self.below)]
        return [*offers_of_object(self.resource, self.key, self.row, self.parents), *below]
