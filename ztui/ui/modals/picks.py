"""The objects that a field which takes an id may be filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.message import Message

from ztui.core.text import display, fold
from ztui.resources.cells import cell
from ztui.resources.model import Kind
from ztui.resources.registry import resource
from ztui.resources.rows import label_of, value_at
from ztui.services.listing import View
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.widgets.command_line import QuietInput
from ztui.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input

    from ztui.resources.cells import Viewer
    from ztui.resources.model import Resource, Row
    from ztui.services.session import Session

__all__ = ["PickOne", "PickSome", "known_choices"]

MOST = 2_000


async def known_choices(session: Session, name: str) -> list[Choice]:
    """Give the objects of a resource by name, with their keys; from Zoom if none are stored.

    Args:
        session: Whose lists are asked.
        name: Name of the resource.

    Returns:
        At most 2,000 choices; none if the list cannot be had.
    """
    target = resource(name)
    listing = session.listings.open(View(target.name))
    try:
        await listing.load()
        if not listing.status.loaded:
            await listing.refresh()
        rows = await listing.rows(0, MOST)
    finally:
        await listing.close()
    viewer = session.viewer()
    return [Choice(each.key, label_of(target, each.row), _note(target, each.row, each.key, viewer)) for each in rows]


def _note(target: Resource, row: Row, key: str, viewer: Viewer) -> str:
    """Tell objects of the same name apart: by extension, site, e-mail address and id."""
    extension = next((cell(each, row, viewer) for each in target.columns if each.kind is Kind.EXTENSION), "")
    site, email = value_at(row, "site.name"), value_at(row, "email")
    told = [extension, *(each for each in (site, email) if isinstance(each, str)), key]
    return "  ".join(display(each) for each in told if each)


class _Words(QuietInput):
    """The input of a search; up and down move in the list."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
    ]

    class Row(Message):
        """The cursor of the list is to move."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def action_row(self, by: int) -> None:
        """Ask for another row."""
        self.post_message(self.Row(by))


class PickOne(ChooseOne):
    """Choose one of many: what is typed leaves those whose name or note has all of the words."""

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("type", "to search"), ("enter", "choose"), ("esc", "leave"))

    def compose_box(self) -> ComposeResult:
        """Make the input above the list."""
        yield _Words(id="asked")
        yield from super().compose_box()

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for room for all choices and the input."""
        cells, lines = super().wants(width)
        return cells, lines + 1

    def on_mount(self) -> None:
        """Begin to type."""
        self.query_one(_Words).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Leave what has all words."""
        words = fold(event.value).split()
        self._show([each for each in self.choices if all(word in fold(f"{each.title} {each.note}") for word in words)])

    def _show(self, found: Sequence[Choice]) -> None:
        menu = self.query_one(Menu)
        if tuple(found) != menu.choices:
            menu.show(found, 0)

    def on__words_row(self, message: _Words.Row) -> None:
        """Move in the list."""
        self.query_one(Menu).action_move(message.by)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is under the cursor."""
        event.stop()
        self.query_one(Menu).action_choose()


class PickSome(PickOne):
    """Choose some of many, with the same search; gives their ids in the order of the list."""

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("type", "to search"),
        ("tab", "on/off"),
        ("enter", "take these"),
        ("esc", "leave"),
    )
    BINDINGS: ClassVar[list[Any]] = [Binding("tab", "switch", show=False, priority=True)]

    def __init__(self, title: str, choices: Sequence[Choice], on: Iterable[str] = ()) -> None:
        super().__init__(title, choices)
        self.on = frozenset(on)

    def compose_box(self) -> ComposeResult:
        """Make the input above the list, whose choices are on or off."""
        yield _Words(id="asked")
        yield Menu(self.choices, signs=self.signs, on=self.on, id="choices")

    def action_switch(self) -> None:
        """Turn the choice under the cursor on or off."""
        self.query_one(Menu).action_switch()

    def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Give all that is on."""
        message.stop()
        self._take()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give all that is on."""
        event.stop()
        self._take()

    def _take(self) -> None:
        on = self.query_one(Menu).on or set()
        self.dismiss(tuple(each.id for each in self.choices if each.id in on))  # type: ignore[arg-type]
