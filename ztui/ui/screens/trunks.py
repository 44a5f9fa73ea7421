"""One screen with tabs: the SIP trunks of area 4, where each tab is a list of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.services.listing import View
from ztui.ui.screens.list import ListScreen
from ztui.ui.widgets.tabs import TabsLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from ztui.resources.areas import Area
    from ztui.services.session import Session
    from ztui.ui.screens.pane import Pane

__all__ = ["TabbedScreen"]


class TabbedScreen(ListScreen):
    """The lists of an area's tabs, each with its own filter, order, marks and cursor.

    Args:
        session: Whose lists are shown.
        area_shown: The area; its tabs say what is listed.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("list",)

    def __init__(self, session: Session, area_shown: Area) -> None:
        super().__init__(session, View(area_shown.tabs[0].resource))
        self.area_shown = area_shown
        self._panes: dict[str, Pane] = {}

    @property
    def area(self) -> str:
        """Give the area's key."""
        return self.area_shown.key

    def place_words(self) -> list[str]:
        """Give the area and the tab."""
        shown = self.pane.resource.name if self.pane is not None else self.first_view.resource
        return [self.area_shown.short, next(tab.title for tab in self.area_shown.tabs if tab.resource == shown)]

    def can(self, id: str) -> bool:
        """Add the keys that change the tab."""
        return id in {"next-tab", "previous-tab"} or super().can(id)

    def hints(self) -> Sequence[str]:
        """Name the key of the tabs."""
        ids = list(super().hints())
        return [*ids[:1], "next-tab", *ids[1:]]

    def compose_body(self) -> ComposeResult:
        """Put the tabs above the table."""
        yield TabsLine(id="tabs", signs=self.signs)
        yield from super().compose_body()

    def panes(self) -> Sequence[Pane]:
        """Give the panes of all tabs that were seen."""
        return tuple(self._panes.values())

    def adopt(self, pane: Pane) -> None:
        """Show a tab's pane."""
        self.close_filter()
        self._panes[pane.resource.name] = pane
        super().adopt(pane)
        self.query_one(TabsLine).show_tabs([tab.title for tab in self.area_shown.tabs], self._at)

    def choose(self, name: str) -> None:
        """Show the tab of a resource."""
        if not self.is_mounted:
            self.first_view = View(name)
        elif self.pane is None or self.pane.resource.name != name:
            self.adopt(self._panes.get(name) or self.open_pane(View(name)))

    @property
    def _at(self) -> int:
        shown = self.pane.resource.name if self.pane is not None else self.first_view.resource
        return next(at for at, tab in enumerate(self.area_shown.tabs) if tab.resource == shown)

    def action_next_tab(self) -> None:
        """Go to the next tab, after the last to the first."""
        self._step(1)

    def action_previous_tab(self) -> None:
        """Go to the tab before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        tabs = self.area_shown.tabs
        self.choose(tabs[(self._at + by) % len(tabs)].resource)

    def on_tabs_line_chosen(self, message: TabsLine.Chosen) -> None:
        """Go to the tab that was clicked."""
        self.choose(self.area_shown.tabs[message.at].resource)
