"""What lists and details share: keys that edit, add and take away, and the menu of actions."""

from __future__ import annotations

import asyncio
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.ui.editing import BUSY, Target, create_object, edit_object, remove_rows, remove_title
from ztui.ui.screens.anatomy import heading_of, link_choices
from ztui.ui.screens.reread import RereadScreen
from ztui.ui.screens.ring.show import can_ring, ring_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.core.text import Display
    from ztui.resources.model import Resource, Row
    from ztui.services.changes.model import Pairs
    from ztui.services.links import Link
    from ztui.services.listing import ListedRow
    from ztui.services.offering import Adder
    from ztui.ui.actions import Entry
    from ztui.ui.screens.saving import Offer

__all__ = ["EditedScreen", "learn_edits"]

_WRITES = ("edit", "new", "delete")
_UNLISTED = frozenset({*_WRITES, "actions", "next-tab", "previous-tab"})
"""Actions that the menu need not name: they stand in it by other names, or are how one comes there."""
_LETTERS = {"undo": "z", "journal": "L"}
"""Keys that choose in the menu too."""
_ROWS = frozenset({"open", "mark", "mark-range"})
_NEW = 20
"""Cells of what `new` is called in the line of keys."""
_OFFERING = "ztui.services.offering"


async def learn_edits() -> None:
    """Import what is known of edits, beside the screen: it takes longer than a key may."""
    await asyncio.to_thread(import_module, _OFFERING)


class EditedScreen(RereadScreen):
    """A screen whose rows, or whose object, can be changed.

    A subclass tells what the keys act on (`edited`, `removed`, `listed_below`), and what the menu of actions offers
    (`entries`).
    """

    _whole: tuple[tuple[str, Pairs, str], Row] | None = None
    """A row of which its object's own answer is known: which one, and the answer."""

    # What a subclass tells

    def edited(self) -> Target | None:
        """Give what `edit` acts on, None for nothing."""
        return None

    def removed(self) -> Target | None:
        """Give what `delete` acts on, None for nothing."""
        return None

    def rings(self) -> Target | None:
        """Give what it can be asked of where it rings, None for nothing."""
        return self.row_target()

    def listed_below(self) -> tuple[Resource, Pairs] | None:
        """Give the list that `new` makes a row of, None for none."""
        return (self.pane.resource, self.pane.view.parents) if self.pane is not None else None

    def entries(self) -> Sequence[Entry]:
        """Give the menu of actions."""
        return ()

    # What is under the cursor

    @property
    def row_here(self) -> ListedRow | None:
        """Give the row under the cursor of the list that is shown, None if there is none."""
        found: ListedRow | None = self.table.item_at(self.table.cursor) if self.pane is not None else None
        return found

    def row_target(self) -> Target | None:
        """Give the row under the cursor of the list that is shown, with all that is known of it."""
        row, pane = self.row_here, self.pane
        if row is None or pane is None:
            return None
        if self._whole is not None and self._whole[0] == (pane.resource.name, pane.view.parents, row.key):
            return Target(pane.resource, (row.key,), pane.view.parents, {**row.row, **self._whole[1]}, is_whole=True)
        only = not pane.resource.operations.get
        return Target(pane.resource, (row.key,), pane.view.parents, row.row, is_whole=only)

    async def _learn_row(self) -> None:
        """Look whether more is known of the row under the cursor than its list says."""
        row, pane = self.row_here, self.pane
        if row is not None and pane is not None and pane.resource.operations.get:
            state = await self.session.objects.cached(pane.resource.name, row.key, pane.view.parents)
            if state is not None and state.complete:
                self._whole = ((pane.resource.name, pane.view.parents, row.key), state.answer)

    def rows_target(self) -> Target | None:
        """Give the marked rows of the list that is shown, else the row under its cursor."""
        pane = self.pane
        if pane is not None and pane.marks:
            marked = tuple(sorted(pane.marks))
            return Target(pane.resource, marked, pane.view.parents, place=pane.listing.position_of)
        return self.row_target()

    def name_of(self, target: Target) -> Display:
        """Give what a target is called, as the rest of the screen writes it."""
        if target.row is None:
            return target.name
        return heading_of(target.resource, target.row, self.session.viewer(ascii=self.house.ascii_only)).name

    # Keys

    def can(self, id: str) -> bool:
        """Let the keys that write say why they do not: none of them is dead."""
        if id == "ring":
            return can_ring(self.rings())
        return id in _WRITES or super().can(id)

    def hints(self) -> Sequence[str]:
        """Put the keys that change something, and the menu of actions, before those that only look."""
        ids = [each for each in super().hints() if each not in _WRITES]
        writes = [each for each in _WRITES if self.key_title(each)]
        if not writes:
            return ids
        first = [each for each in ids if each in {"open", "enter-account"}]
        return [*first, *writes, "actions", *(each for each in ids if each not in {*first, "actions"})]

    def key_title(self, id: str) -> str:
        """Name what is edited, added and taken away; leave out what cannot be."""
        if id not in _WRITES:
            return super().key_title(id)
        if not self.house.learning.knows_edits or not self.is_mounted:
            return ""
        match id:
            case "edit":
                return self._edit_title()
            case "new":
                return self._new_title()
            case _:
                return self._delete_title()

    def _edit_title(self) -> str:
        from ztui.services.offering import edit_refusal

        target = self.edited()
        if target is None or edit_refusal(self.session, target.resource, target.row, target.parents):
            return ""
        return self.edit_word(target)

    def edit_word(self, target: Target) -> str:
        """Say what `edit` does to a target."""
        del target
        return "edit"

    def _new_title(self) -> str:
        ways = [each for each in self._adders() if not each.refused]
        if not ways:
            return ""
        return display(ways[0].title.lower(), longest=_NEW) if len(ways) == 1 and ways[0].action else "new"

    def _delete_title(self) -> str:
        from ztui.services.offering import remover

        target = self.removed()
        if target is None:
            return ""
        does, why = remover(self.session, target.resource, target.row, target.parents)
        return "" if does is None or why else remove_title(does, target, self.name_of(target))

    def _adders(self) -> tuple[Adder, ...]:
        from ztui.services.offering import adders

        found = self.listed_below()
        return () if found is None else adders(self.session, *found)

    def action_edit(self) -> None:
        """Open the form of what is under the cursor."""
        target = self.edited()
        if target is None:
            self.fail(ZtuiError("There is nothing to edit here."))
        else:
            edit_object(self, target)

    def action_new(self) -> None:
        """Open the form of a new row; where there are several ways, ask for one."""
        found = self.listed_below()
        if found is None:
            self.fail(ZtuiError("There is no list here that something could be added to.", "Go to a tab with a list."))
            return
        from ztui.services.offering import create_refusal

        ways = self._adders()
        if not ways:
            self.fail(ZtuiError(f"Nothing can be added to {found[0].title.lower()}.", create_refusal(found[0])))
        elif len(ways) == 1:
            create_object(self, ways[0])
        else:
            from ztui.ui.modals.choose import Choice, ChooseOne

            choices = [Choice(str(at), each.title, refused=each.refused) for at, each in enumerate(ways)]
            self.app.push_screen(
                ChooseOne("Add", choices), lambda id: create_object(self, ways[int(id)]) if id else None
            )

    def action_delete(self) -> None:
        """Show the plan that takes the marked rows, or the row under the cursor, away."""
        target = self.removed()
        if target is None:
            self.fail(ZtuiError("There is no row to take away.", "The object itself is deleted from its actions."))
        else:
            remove_rows(self, target)

    def stop_opening(self) -> bool:
        """Stop what opens a form or a plan; tells whether there was any."""
        if not self.busy(BUSY):
            return False
        self.workers.cancel_group(self, BUSY)
        self.say("Stopped; nothing was changed.")
        return True

    # The menu

    async def action_actions(self) -> None:
        """Show all that can be done here; returns when the menu takes the next key."""
        from ztui.ui.modals.actions import ActionsMenu

        await learn_edits()
        from ztui.ui.actions import finished

        await self._learn_row()
        entries = finished(self.session, self.entries())
        by_id = {each.choice.id: each for each in entries}

        def picked(id: str | None) -> None:
            if id:
                by_id[id].do()

        choices = [each.choice for each in entries]
        await self.app.push_screen(ActionsMenu("Actions", choices), picked)

    def file_entries(self, offers: Sequence[Offer]) -> list[Entry]:
        """Give what can be saved."""
        from ztui.ui.actions import Entry
        from ztui.ui.screens.saving import save_choices, save_picked

        return [Entry(each, partial(save_picked, self, offers, each.id)) for each in save_choices(self, offers)]

    def link_entries(self, links: Sequence[Link], go: Callable[[Link], None]) -> list[Entry]:
        """Give where links lead."""
        from ztui.ui.actions import Entry

        def follow(id: str) -> None:
            go(links[int(id.removeprefix("link "))])

        return [Entry(each, partial(follow, each.id)) for each in link_choices(links)]

    def action_ring(self) -> None:
        """Show where the row, or the object, rings."""
        ring_of(self, self.rings())

    def key_entries(self, place: str) -> list[Entry]:
        """Give the keys of the screen that stand in no other group."""
        from ztui.ui.actions import Entry, heading
        from ztui.ui.widgets.menu import Choice

        keymap = self.house.keymap_in_use
        shown = (each for each in self.known_actions() if each.id not in _UNLISTED)
        mine = [each for each in shown if each.id in keymap or place in each.places or each.id in _ROWS]
        made = {
            each.id: Entry(
                Choice(each.id, each.help, self._key(each.id), key=_LETTERS.get(each.id, "")),
                partial(self.house.obey, f"do {each.id}"),
            )
            for each in mine
        }
        written = [made.pop(each) for each in _LETTERS if each in made]
        first = [heading("What was written"), *written] if written else []
        return [*first, heading("Keys"), *made.values()]
