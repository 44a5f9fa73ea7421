"""The keys that order a table by one of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.ui.screens.base import HouseScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.ui.modals.choose import Choice
    from ztui.ui.widgets.table import HouseTable

__all__ = ["SortingScreen", "column_choice"]


class SortingScreen(HouseScreen):
    """A subclass gives what it is ordered by and what it can be, and orders in `sort_by`.

    An order is the name of a column, with `-` before it where it is descending, and "" for that of the source.
    """

    @property
    def sorted_now(self) -> str:
        """Give the order in force."""
        return ""

    def sort_names(self) -> Sequence[str]:
        """Give the columns that are shown, from left to right."""
        return ()

    def sort_choices(self) -> Sequence[Choice]:
        """Give what can be picked."""
        return ()

    def first_order(self, name: str) -> str:
        """Give the order that a column is wanted in at first."""
        return name

    def sort_by(self, order: str) -> None:
        """Order the rows."""

    def action_sort_left(self) -> None:
        """Sort by the column to the left."""
        self._sort_beside(-1)

    def action_sort_right(self) -> None:
        """Sort by the column to the right."""
        self._sort_beside(1)

    def action_sort(self) -> None:
        """Pick the column to sort by."""
        from ztui.ui.modals.choose import ChooseOne

        choices = self.sort_choices()
        if choices:
            current = self.sorted_now.removeprefix("-")
            self.app.push_screen(ChooseOne("Sort by", choices, current=current), self._sort_picked)

    def on_house_table_head_clicked(self, message: HouseTable.HeadClicked) -> None:
        """Sort by the column that was clicked."""
        self._sort_picked(message.name)

    def _sort_beside(self, by: int) -> None:
        names, now = self.sort_names(), self.sorted_now.removeprefix("-")
        at = names.index(now) + by if now in names else (0 if by > 0 else len(names) - 1)
        if 0 <= at < len(names):
            self.sort_by(self.first_order(names[at]))

    def _sort_picked(self, name: str | None) -> None:
        """Sort by a column, the other way round if it is the one in force."""
        if name is not None:
            first = self.first_order(name) if name else ""
            turned = first.removeprefix("-") if first.startswith("-") else f"-{first}"
            self.sort_by(turned if first and self.sorted_now == first else first)


def column_choice(name: str, head: str, now: str) -> Choice:
    """Give a column to pick; the one in force with its direction."""
    from ztui.ui.modals.choose import Choice

    direction = "descending" if now.startswith("-") else "ascending"
    return Choice(name, head, direction if name == now.removeprefix("-") else "")
