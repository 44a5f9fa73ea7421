"""What a list of calls has more than others: totals, new calls that are followed, plots, and calls beside others."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ztui.core.errors import ZtuiError
from ztui.services.filters import FilterError
from ztui.ui.screens.filtered import FilteredScreen
from ztui.ui.screens.story.show import story_of_call
from ztui.ui.screens.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ztui.services.listing import ListedRow, View
    from ztui.services.session import Session
    from ztui.ui.screens.list import ListScreen
    from ztui.ui.screens.pane import Pane
    from ztui.ui.screens.windows.follow import Following
    from ztui.ui.screens.windows.owned import OwnedList
    from ztui.ui.widgets.paint import Part

__all__ = ["CallsScreen"]


class CallsScreen(FilteredScreen):
    """A list which may be one of calls; of other lists none of this is offered.

    Args:
        session: Whose list is shown.
        view: The view to begin with.
    """

    owned: OwnedList | None = None
    """Whose calls are listed, None for other lists."""
    _is_sorting = False
    """The rows are being ordered anew."""

    def __init__(self, session: Session, view: View) -> None:
        super().__init__(session, view)
        self.summary = Summary(self)
        self.following: Following | None = None
        """Looks for new calls, None where the list is not followed."""

    @property
    def row(self) -> ListedRow | None:
        """Give the row under the cursor, None if it is not there."""
        found: ListedRow | None = self.table.item_at(self.table.cursor)
        return found

    def _lists(self, name: str) -> bool:
        return self.pane is not None and self.pane.resource.name == name

    def can(self, id: str) -> bool:
        """Tell what makes sense of the calls that are listed."""
        match id:
            case "through":
                return self.owned is not None
            case "follow" | "beside":
                return self._lists("call-history")
            case "story":
                return self._lists("call-history") or self._lists("user-call-history")
            case "plots":
                return self.pane is not None and self.pane.resource.column("call_result") is not None
        return super().can(id)

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

    # Going on

    def action_follow(self) -> None:
        """Follow the list of calls, or stop it."""
        from ztui.ui.screens.windows.follow import toggle_follow

        toggle_follow(self.house, cast("ListScreen", self))

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
            show_other(cast("ListScreen", self))
        except ZtuiError as error:
            self.fail(error)

    def action_plots(self) -> None:
        """Plot the calls that are shown."""
        from ztui.ui.screens.plots.show import show_plots

        if self.pane is not None:
            show_plots(self, self.pane)

    def action_story(self) -> None:
        """Show all calls of the caller of the call under the cursor."""
        story_of_call(self, self.row.row if self.row is not None else None)

    def action_beside(self) -> None:
        """Show the two marked calls beside each other, or the marked one and the one under the cursor."""
        from ztui.ui.screens.beside.show import show_marked

        pane = self.pane
        show_marked(self, sorted(pane.marks) if pane is not None else (), self.row.key if self.row is not None else "")
