"""A tree of settings: switches and fields that fold, are searched, and say who locked them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.errors import ZtuiError
from ztui.resources.derived.words import in_sentence
from ztui.resources.settings.registry import settings as settings_named
from ztui.resources.settings.words import choice_in_words
from ztui.services.settings.asking import ids_for
from ztui.services.settings.reader import SettingsView
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.screens.settings_tree import TreeScreen
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.paint import width_of
from ztui.ui.widgets.tabs import TabsLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from ztui.services.session import Session
    from ztui.services.settings.reader import SettingsState

__all__ = ["SettingsScreen"]

FRESH_SECONDS = 300
"""What was read no longer ago is shown without asking Zoom again."""


class SettingsScreen(TreeScreen):
    """Shows one tree of settings at a time; each part of a choice is a tab.

    Args:
        session: Whose settings are read.
        view: Which settings, of which object.
        above: The words of the breadcrumb line before the title: the object that has them.
        search: What the lines are searched for at first.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("settings",)
    CSS_PATH = style_sheets("settings")

    def __init__(self, session: Session, view: SettingsView, above: Sequence[str] = (), search: str = "") -> None:
        super().__init__(session, search)
        self.settings = settings_named(view.name)
        self.above = tuple(above)
        choice = self.settings.choice
        self.parts = choice.values if choice is not None else ()
        if choice is not None and choice.general:
            self.parts = ("", *self.parts)
        self.view = view if view.choice or not self.parts else SettingsView(view.name, view.path, self.parts[0])
        self._first_tab = 0

    @property
    def part(self) -> str:
        """Give the value of the choice that is shown."""
        return self.view.choice

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the settings."""
        from ztui.ui.screens.settings_copy import settings_words

        return settings_words(self.view)

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give the object, the title and the search."""
        return [*self.place_words(), *([f"/{self.search}"] if self.search else [])]

    def place_words(self) -> list[str]:
        """Give the object and the title."""
        return [*self.above, self.settings.title]

    def as_of(self) -> datetime | None:
        """Give when they were read."""
        return self.state.as_of if self.state is not None else None

    def can(self, id: str) -> bool:
        """Leave out marks; tabs only where there are parts."""
        if id in {"next-tab", "previous-tab"}:
            return len(self.parts) > 1
        if self.is_raw and id in {"open", "filter", "only-set"}:
            return False
        return id not in {"mark", "mark-range"} and super().can(id)

    def hints(self) -> Sequence[str]:
        """Name the key of the parts."""
        ids = list(super().hints())
        return [*ids[:1], *(["next-tab"] if self.can("next-tab") else []), *ids[1:]]

    def key_title(self, id: str) -> str:
        """Name the parts by what they are, and what a key does in the present state."""
        own = {"next-tab": "next part", "filter": "search", "only-set": "hide unset" if self.missing else "show unset"}
        own |= {"raw": "settings"} if self.is_raw else {}
        own = own if self.can(id) else {}
        if id == "edit":
            return super().key_title(id) if self._is_editable() else ""
        return own.get(id) or super().key_title(id)

    def compose_body(self) -> ComposeResult:
        """Put the parts above the lines."""
        yield TabsLine(id="parts", signs=self.signs)
        yield from super().compose_body()

    def on_mount(self) -> None:
        """Show what is at hand, then read."""
        super().on_mount()
        self.query_one("#parts").display = len(self.parts) > 1
        # A screen that is still being mounted shows no lines yet.
        self.call_later(self._show_part)

    def on_resize(self) -> None:
        """Choose the tabs that fit anew."""
        super().on_resize()
        self._show_tabs()

    # Reading

    def _show_part(self) -> None:
        """Show the part that was chosen, and read it if it is not fresh."""
        self.workers.cancel_group(self, "read")
        self.say("")
        self.state = self.session.settings.kept(self.view)
        self._show_tabs()
        self.show_lines(key="", first=True)
        choice = self.settings.choice
        if choice is not None and choice.also_needed(self.part) and not self.view.also:
            return
        fresh = self.state is not None and 0 <= self._age(self.state) <= FRESH_SECONDS
        if not fresh and not (self.state is not None and self.session.offline):
            self.start(self._read(again=False), "read")

    def _age(self, state: SettingsState) -> float:
        return (self.session.clock.now() - state.as_of).total_seconds()

    async def _read(self, *, again: bool = True) -> None:
        view = self.view
        self.show_progress(f"reading {in_sentence(self.settings.title)} ({self.key_of('back')} stops)")
        try:
            state = await self.session.settings.read(view, again=again)
        except ZtuiError as error:
            if view == self.view:
                self.fail(error)
                self.show_lines(key="")
        else:
            if view == self.view:
                first = self.state is None
                self.state = state
                self.show_lines(key=self.key_here(), first=first)
                if state.note:
                    self.say(state.note, "warn")
        finally:
            self.show_progress("")
        await self.house.update_quota()
        await self.house.learning.learn(self.session)

    def action_refresh(self) -> None:
        """Ask Zoom again."""
        self.session.ask_again()
        if not self.busy("read"):
            self.say("")
            self.start(self._read(), "read")

    def close_one_thing(self) -> bool:
        """Close the input, stop reading, leave the raw answer, clear the search."""
        if self.close_filter():
            return True
        if self.busy("read"):
            self.workers.cancel_group(self, "read")
            self.say(f"Stopped; {self.key_of('refresh')} reads them again.")
            return True
        if self.is_raw:
            self.action_raw()
            return True
        had = bool(self.search)
        self.want_search("")
        return had

    # Showing

    def _show_tabs(self) -> None:
        if not self.is_mounted or len(self.parts) < 2:
            return
        at = self.parts.index(self.view.choice) if self.view.choice in self.parts else 0
        titles = [_part_title(each) for each in self.parts]
        first = 0
        # Where not all fit, those before the shown one give way.
        while first < at and sum(width_of(each) + 3 for each in titles[first : at + 2]) > self.size.width:
            first += 1
        self._first_tab = first
        self.query_one("#parts", TabsLine).show_tabs(titles[first:], at - first)

    # Parts

    def action_next_tab(self) -> None:
        """Go to the next part, after the last to the first."""
        self._step(1)

    def action_previous_tab(self) -> None:
        """Go to the part before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        at = self.parts.index(self.view.choice) if self.view.choice in self.parts else 0
        self.choose(self.parts[(at + by) % len(self.parts)])

    def choose(self, part: str) -> None:
        """Show a part; where an id has to go with it, that is asked for first."""
        choice = self.settings.choice
        also = choice.also_needed(part) if choice is not None else ""
        if also and part != self.view.choice and not self.busy("ids"):
            self.start(self._choose_id(part, also), "ids")
        elif part != self.view.choice:
            self._go_to(part)

    def _go_to(self, part: str, named: tuple[tuple[str, str], ...] = ()) -> None:
        self.view = SettingsView(self.view.name, self.view.path, part, named)
        self._show_part()

    async def _choose_id(self, part: str, also: str) -> None:
        try:
            ids = await ids_for(self.session.listings, self.settings, self.view, part)
        except ZtuiError:
            # The part is shown without its lines, so that the keys go on to those behind it.
            self._go_to(part)
            raise
        if not ids:
            self._go_to(part)
            self.say(f"There are no {in_sentence(_part_title(part))} here.")
        elif len(ids) == 1:
            self._go_to(part, ((also, ids[0][0]),))
        else:
            choices = [Choice(id, name) for id, name in ids]
            title = _part_title(part)
            self.app.push_screen(ChooseOne(title, choices), lambda id: self._go_to(part, ((also, id),) if id else ()))

    def on_tabs_line_chosen(self, message: TabsLine.Chosen) -> None:
        """Go to the part that was clicked."""
        self.choose(self.parts[self._first_tab + message.at])

    # More keys

    def _is_editable(self) -> bool:
        if self.is_raw or not self.house.learning.knows_edits or self.line is None:
            return False
        from ztui.ui.screens.settings_edit import refusal

        return not refusal(self, self.line.node)

    def action_edit(self) -> None:
        """Change the setting under the cursor."""
        from ztui.ui.screens.settings_edit import edit_setting

        edit_setting(self, self.line.node if self.line is not None else None)

    def action_copy(self) -> None:
        """Send something of the line or of all to the clipboard."""
        from ztui.ui.screens.settings_copy import copy_setting

        if self.state is not None:
            copy_setting(self, self.state, self.line.node if self.line is not None else None)
        else:
            super().action_copy()

    def action_actions(self) -> None:
        """Show all that can be done here: the parts, and the keys of the screen."""
        choices = [Choice(f"part {each}", _part_title(each), "part") for each in self.parts if len(self.parts) > 1]
        hidden = {"actions", "next-tab", "previous-tab"}
        offered = (each for each in self.known_actions() if "settings" in each.places and each.id not in hidden)
        choices += [Choice(each.id, self._helps().get(each.id, each.help), self.key_of(each.id)) for each in offered]
        self.app.push_screen(ChooseOne("Actions", choices, current=f"part {self.view.choice}"), self._action_picked)

    def _helps(self) -> dict[str, str]:
        """Say in few words what keys do here that do something like it elsewhere."""
        return {
            "edit": "Change the setting under the cursor",
            "filter": "Search these settings",
            "refresh": "Ask Zoom again",
            "copy": "Copy path, value, JSON or command",
            "raw": "Show the settings again" if self.is_raw else "Show the answer as Zoom sent it",
            "only-set": "Hide what is not set" if self.missing else "Show also what is not set",
        }

    def _action_picked(self, id: str | None) -> None:
        if id is None:
            return
        if id.startswith("part "):
            self.choose(id.removeprefix("part "))
        elif id:
            self.house.obey(f"do {id}")


def _part_title(part: str) -> str:
    words = choice_in_words("", part)
    return words[:1].upper() + words[1:] if part else "General"
