"""Choosing one thing, or some things, from a short list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding

from ztui.ui.modals.box import Box
from ztui.ui.widgets.menu import Choice, Menu

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

__all__ = ["Choice", "ChooseColumns", "ChooseOne", "ChooseSome"]


class ChooseOne(Box[str]):
    """Choose one; gives its id, None if nothing was chosen.

    Args:
        title: What is to be chosen.
        choices: The choices; refused ones are shown with their reason.
        current: Id under the cursor at first.
    """

    def __init__(self, title: str, choices: Sequence[Choice], *, current: str = "") -> None:
        super().__init__(title)
        self.choices = tuple(choices)
        self.current = current

    def compose_box(self) -> ComposeResult:
        """Make the list."""
        menu = Menu(self.choices, signs=self.signs, id="choices")
        at = next((at for at, each in enumerate(self.choices) if each.id == self.current), None)
        if self.current and at is not None:
            menu.begin_at(at)
        yield menu

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for room for all choices."""
        return max((each.width for each in self.choices), default=20), max(len(self.choices), 1)

    def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Give what was chosen."""
        message.stop()
        self.dismiss(message.choice.id)


class ChooseSome(Box[tuple[str, ...]]):
    """Choose any number; gives their ids in the order of the list, None if it was left.

    Args:
        title: What is to be chosen.
        choices: The choices.
        on: Ids that are chosen at first.
    """

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("space", "on/off"), ("enter", "take these"), ("esc", "leave"))

    def __init__(self, title: str, choices: Sequence[Choice], on: Iterable[str] = ()) -> None:
        super().__init__(title)
        self.choices = tuple(choices)
        self.on = frozenset(on)

    def compose_box(self) -> ComposeResult:
        """Make the list."""
        yield Menu(self.choices, signs=self.signs, on=self.on, id="choices")

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for room for all choices."""
        return max((each.width + 4 for each in self.choices), default=20), max(len(self.choices), 1)

    def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Give all that is on."""
        message.stop()
        self.take()

    def take(self) -> None:
        """Close with what is on."""
        menu = self.query_one(Menu)
        self.dismiss(tuple(each.id for each in menu.choices if each.id in (menu.on or ())))


class ChooseColumns(ChooseSome):
    """Choose columns and their order; at least one stays.

    Gives the paths in the order they are to be shown.
    """

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("space", "on/off"),
        ("+ -", "move"),
        ("enter", "take these"),
        ("esc", "leave"),
    )
    BINDINGS: ClassVar[list[Any]] = [
        Binding("plus,shift+down", "shift(1)", show=False),
        Binding("minus,shift+up", "shift(-1)", show=False),
    ]

    def action_shift(self, by: int) -> None:
        """Move the column under the cursor up or down."""
        menu = self.query_one(Menu)
        there = menu.cursor + by
        if not menu.choices or not 0 <= there < len(menu.choices):
            return
        order = list(menu.choices)
        order[menu.cursor], order[there] = order[there], order[menu.cursor]
        menu.show(order, there)

    def take(self) -> None:
        """Close with what is on, unless nothing is."""
        if self.query_one(Menu).on:
            super().take()
