"""The sheet of one operation: what it is, what it takes and gives, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.ui.screens.base import HouseScreen
from ztui.ui.screens.console.belonging import resource_of
from ztui.ui.screens.console.desk import desk_of
from ztui.ui.screens.console.reading import SheetLine, sheet_lines
from ztui.ui.widgets.line_list import LineList, Listed
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.reader import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.contract.catalogue import Operation
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["OperationScreen"]


class OperationScreen(HouseScreen):
    """Shows one operation; enter fills in a request, on a line that leads somewhere it goes there.

    Args:
        session: In whose name a request would go.
        operation: The operation.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("operation",)
    has_rows = True

    def __init__(self, session: Session, operation: Operation) -> None:
        super().__init__(session)
        self.operation = operation
        self._shown: list[SheetLine] = []

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the sheet."""
        return ("operations", self.operation.id, "--table")

    def crumbs(self) -> Sequence[str]:
        """Give the operation below the list."""
        return ("Operations", self.operation.title)

    def place_words(self) -> list[str]:
        """Give the crumbs for what is opened from here."""
        return list(self.crumbs())

    def counts(self) -> Sequence[Part]:
        """Say what kind of request it is."""
        return texts((f"{self.operation.method} ", "dim"))

    def can(self, id: str) -> bool:
        """Leave out what a text has no use for."""
        return id not in {"mark", "mark-range", "columns-left", "columns-right"} and super().can(id)

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on."""
        return ["open", "edit", "copy", "requests", "back"]

    def key_title(self, id: str) -> str:
        """Say what enter does on this line."""
        if id == "open":
            return "go there" if self._leads_to else "fill in"
        return super().key_title(id)

    def compose_body(self) -> ComposeResult:
        """Make the lines."""
        yield LineList(signs=self.signs, id="sheet")

    def first_focus(self) -> Widget | None:
        """Give the lines the focus."""
        return self.query_one(LineList)

    def on_mount(self) -> None:
        """Show the operation."""
        self._show()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._show()

    def on_screen_resume(self) -> None:
        """Show it again: a scope may have been refused since."""
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        lines = self.query_one(LineList)
        desk = desk_of(self)
        plan = self.session.profile.plan
        refused = desk.refusals(self.operation)
        written = sheet_lines(self.operation, plan=plan, resource=resource_of(self.operation), refused=refused)
        width = max(self.size.width - 4, 20)
        self._shown = [SheetLine(piece, each.leads_to) for each in written for piece in wrapped(each.parts, width)]
        lines.show(Listed([each.parts for each in self._shown]))

    @property
    def _leads_to(self) -> str:
        at = self.query_one(LineList).cursor if self.is_mounted else 0
        return self._shown[at].leads_to if at < len(self._shown) else ""

    def on_line_list_moved(self) -> None:
        """Say what enter does here."""
        self.show_frame()

    def on_line_list_opened(self) -> None:
        """Go where the line leads, else fill in a request."""
        kind, _, name = self._leads_to.partition(" ")
        if kind == "operation":
            from ztui.contract.catalogue import operation

            desk_of(self).open_sheet(operation(name), self)
        elif kind == "resource":
            self.house.obey(name)
        else:
            self.action_edit()

    def action_edit(self) -> None:
        """Fill in a request."""
        desk_of(self).open_form(self.operation, self)

    def action_requests(self) -> None:
        """Show the requests that were sent."""
        desk_of(self).open_history(self)

    def action_copy(self) -> None:
        """Send something of the operation to the clipboard."""
        from ztui.ui.screens.console.copying import copy_operation

        copy_operation(self, self.operation)
