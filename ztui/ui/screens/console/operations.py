"""The list of all operations of Zoom's API: searched, sorted and opened like any other list, without a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.text import Display, display
from ztui.services.catalogue import OPERATIONS, find_operations, marks_of
from ztui.ui.screens.console.desk import desk_of
from ztui.ui.screens.filtering import FilteringScreen
from ztui.ui.screens.reading import TabledScreen
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.told import Cells, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.contract.catalogue import Operation
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part
    from ztui.ui.widgets.table import HouseTable

__all__ = ["OperationsScreen"]

_GROWING = frozenset({"path", "title"})
METHODS = {"GET": "", "POST": "accent", "PUT": "accent", "PATCH": "accent", "DELETE": "warn"}
"""Styles of the methods."""


class OperationsScreen(FilteringScreen, TabledScreen):
    """The operations of the contract.

    Args:
        session: In whose name requests will go.
        text: The filter to begin with.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("operations",)

    def __init__(self, session: Session, text: str = "") -> None:
        super().__init__(session)
        self.resource = OPERATIONS
        self.found: tuple[Operation, ...] = find_operations()
        self.sorted_by: tuple[str, ...] = ()
        self._begin_with = text

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the operations that are searched for."""
        return ("operations", *self.filter.split())

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give the title and the filter."""
        return ("Operations", f"/{self.filter}" if self.filter else "")

    def place_words(self) -> list[str]:
        """Give the title alone."""
        return ["Operations"]

    def counts(self) -> Sequence[Part]:
        """Give how many there are."""
        return texts(f"{self.filter_count()} ")

    def filter_count(self) -> str:
        """Give how many of all the filter lets pass."""
        shown, there = len(self.found), len(find_operations())
        return f"{shown:,} of {there:,}" if self.filter else f"{there:,}"

    def can(self, id: str) -> bool:
        """Leave out marks."""
        return id not in {"mark", "mark-range"} and super().can(id)

    def on_mount(self) -> None:
        """Show the operations."""
        self._show()
        if self._begin_with:
            self.set_filter(self._begin_with)

    def when_empty(self) -> Sequence[str]:
        """Say why there is no row."""
        return ("No operation has all of this.", f"{self._key('back')} clears the filter.")

    def _key(self, id: str) -> str:
        from ztui.ui.keys import shown_key

        return shown_key(id, self.house.keymap_in_use)

    @property
    def operation(self) -> Operation | None:
        """Give the operation under the cursor, None if there is none."""
        found: Operation | None = self.table.item_at(self.table.cursor)
        return found

    # Filter and order

    def apply_filter(self, text: str) -> None:
        """Show what the filter lets pass; the cursor stays on its operation if that is among it."""
        found = find_operations(text, self.sorted_by)
        if found != self.found:
            here, self.found = self.operation, found
            self._show(found.index(here) if here in found else 0)

    def _show(self, cursor: int = 0) -> None:
        columns = tuple(
            TableColumn(
                each.path, display(each.head), each.width, grows=each.path in _GROWING, wide_only=each.wide_only
            )
            for each in OPERATIONS.columns
            if not each.hidden
        )
        self.table.show(Told(self.found, _cells), columns, cursor=cursor)
        self.table.sort = self.sorted_by
        self.table.refresh()

    def _sort(self, path: str | None) -> None:
        if path is None:
            return
        self.sorted_by = () if not path else (f"-{path}" if self.sorted_by == (path,) else path,)
        here = self.operation
        self.found = find_operations(self.filter, self.sorted_by)
        self._show(self.found.index(here) if here in self.found else 0)

    def on_house_table_head_clicked(self, message: HouseTable.HeadClicked) -> None:
        """Sort by the column that was clicked."""
        self._sort(message.name)

    def action_sort_left(self) -> None:
        """Sort by the column to the left."""
        self._sort_beside(-1)

    def action_sort_right(self) -> None:
        """Sort by the column to the right."""
        self._sort_beside(1)

    def _sort_beside(self, by: int) -> None:
        paths = [each.name for each in self.table.columns]
        now = (self.sorted_by or ("",))[0].removeprefix("-")
        at = paths.index(now) + by if now in paths else (0 if by > 0 else len(paths) - 1)
        if 0 <= at < len(paths):
            self._sort(paths[at])

    def action_sort(self) -> None:
        """Pick the column to sort by."""
        from ztui.ui.modals.choose import Choice, ChooseOne

        now = (self.sorted_by or ("",))[0]
        direction = {now.removeprefix("-"): "descending" if now.startswith("-") else "ascending"}
        choices = [Choice("", "The order of Zoom's documents")]
        choices += [Choice(each.path, each.head, direction.get(each.path, "")) for each in OPERATIONS.columns]
        self.app.push_screen(ChooseOne("Sort by", choices, current=now.removeprefix("-")), self._sort)

    # Going on

    def on_house_table_opened(self) -> None:
        """Open the operation's sheet."""
        if self.operation is not None:
            desk_of(self).open_sheet(self.operation, self)

    def action_edit(self) -> None:
        """Fill in a request of the operation."""
        if self.operation is not None:
            desk_of(self).open_form(self.operation, self)

    def action_requests(self) -> None:
        """Show the requests that were sent."""
        desk_of(self).open_history(self)

    def action_copy(self) -> None:
        """Send something of the operation to the clipboard."""
        if self.operation is not None:
            from ztui.ui.screens.console.copying import copy_operation

            copy_operation(self, self.operation)
        else:
            super().action_copy()


def _cells(operation: Operation) -> Cells:
    quiet = "dim" if operation.sunset else ""
    marks = " ".join(marks_of(operation))
    return {
        "method": (display(operation.method), METHODS.get(operation.method, "")),
        "path": (display(operation.path), quiet),
        "title": (display(operation.title), quiet),
        "marks": (Display(marks), "warn"),
        "label": (display(operation.label or ""), "dim"),
        "tag": (display(operation.tag), "dim"),
    }
