"""The box of presets: windows, and chips that narrow a list, each with a letter; what is in force has its box on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from ztui.core.errors import ZtuiError
from ztui.services.filters_chips import chips_in, toggled
from ztui.services.saved.relative import window_of
from ztui.ui.modals.box import Box
from ztui.ui.widgets.menu import Choice, Menu

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from ztui.ui.screens.list import ListScreen
    from ztui.ui.screens.pane import Pane

__all__ = ["PresetsBox", "show_presets"]

_WINDOWS: Final = (
    ("1", "today", "Today"),
    ("2", "24h", "Last 24 hours"),
    ("3", "7d", "Last 7 days"),
    ("4", "30d", "Last 30 days"),
)
_OTHER: Final = "other"


class PresetsBox(Box[str]):
    """Gives the id of what was chosen: a letter, enter; with space the box stays.

    Args:
        choices: What there is.
        on: Gives the ids of what is in force.
        switch: Puts one in force, or out of it.
    """

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("letter", "on/off"), ("space", "on/off, stay"), ("esc", "leave"))

    def __init__(
        self, choices: Sequence[Choice], on: Callable[[], frozenset[str]], switch: Callable[[str], None]
    ) -> None:
        super().__init__("Presets")
        self.choices = tuple(choices)
        self._on = on
        self._switch = switch

    def compose_box(self) -> ComposeResult:
        """Make the list, the cursor on the first line."""
        yield _Switches(self.choices, signs=self.signs, on=self._on(), id="choices")

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for room for all choices."""
        return max(each.width + 4 for each in self.choices), len(self.choices)

    def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Give what was chosen."""
        message.stop()
        self.dismiss(message.choice.id)

    def on__switches_switched(self, message: _Switches.Switched) -> None:
        """Switch it, and show what is in force then."""
        message.stop()
        menu = self.query_one(_Switches)
        if message.choice.id == _OTHER:
            self.dismiss(_OTHER)
            return
        self._switch(message.choice.id)
        menu.on = set(self._on())
        menu.refresh()


class _Switches(Menu):
    """A menu whose boxes are switched by what they stand for."""

    class Switched(Menu.Chosen):
        """The box under the cursor is to be switched."""

    def action_switch(self) -> None:
        """Ask for it."""
        if self.current is not None and not self.current.refused:
            self.post_message(self.Switched(self.current))


class _Wishes:
    """What is wished of a list while its order is still being made."""

    def __init__(self, screen: ListScreen, pane: Pane) -> None:
        self._screen = screen
        self._resource = pane.resource
        self._filter = pane.view.filter
        self._window = self._shown(pane)

    def _shown(self, pane: Pane) -> str:
        session = self._screen.session
        return window_of(pane.view.query, session.clock.now(), session.zone) or "24h"

    def on(self) -> frozenset[str]:
        """Give the ids of what is in force."""
        return frozenset({self._window, *(each.term for each in chips_in(self._filter, self._resource))})

    def switch(self, id: str) -> None:
        """Put a window in force, or a chip in force or out of it."""
        chip = next((each for each in self._resource.chips if each.term == id), None)
        if chip is not None:
            self._filter = toggled(self._filter, chip, self._resource)
            self._screen.filter_by(self._filter)
        elif id != self._window:
            self._window = id
            self._screen.house.work(_take_window(self._screen, id))


async def _take_window(screen: ListScreen, text: str) -> None:
    from ztui.ui.screens.windows.show import show_window

    try:
        await show_window(screen.house, text)
    except ZtuiError as error:
        screen.fail(error)


def show_presets(screen: ListScreen) -> None:
    """Offer the presets of the list that is shown."""
    pane = screen.pane
    if pane is None:
        return
    wishes = _Wishes(screen, pane)
    screen.app.push_screen(PresetsBox(_choices(pane), wishes.on, wishes.switch), lambda id: _chosen(screen, wishes, id))


def _choices(pane: Pane) -> list[Choice]:
    """Give windows and chips; the first of a group says what the group is."""
    found = [Choice(id, title, "window" if key == "1" else "", key=key) for key, id, title in _WINDOWS]
    dots = "..." if pane.ascii else "…"
    found.append(Choice(_OTHER, f"Another window {dots}", "any days, up to six months", key="5"))
    before = ""
    for chip in pane.resource.chips:
        found.append(Choice(chip.term, chip.title, chip.group if chip.group != before else "", key=chip.key))
        before = chip.group
    return found


def _chosen(screen: ListScreen, wishes: _Wishes, id: str | None) -> None:
    if id == _OTHER:
        from ztui.ui.screens.windows.show import choose_window

        screen.house.work(choose_window(screen.house))
    elif id is not None:
        wishes.switch(id)
