"""Plots of calls: in one stretch of time after the other, by direction, queue, site and result, and weekday by hour."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from ztui.services.counters import counter_of
from ztui.services.counting import counted, own_time, way_named
from ztui.ui.screens.plots.bars import BesideLines, bars_of_values
from ztui.ui.screens.plots.frame import TIME, VALUES, WEEK, PlotsFrame
from ztui.ui.widgets.heat import heat_lines
from ztui.ui.widgets.line_list import Listed
from ztui.ui.widgets.lines import Line

if TYPE_CHECKING:
    from ztui.ui.widgets.tabs import TabsLine

__all__ = ["PlotsScreen"]

_MOST = 200


class PlotsScreen(PlotsFrame):
    """The plots of one list of calls.

    Args:
        session: Whose calls.
        pane: The list; it is closed with the screen if `owns`.
        owns: The list was opened for the plots alone.
        words: What the list is called where it was opened for the plots.
        queue: The queue whose calls they are, of which Zoom has numbers, too.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("plots",)

    # Counting

    def on_mount(self) -> None:
        """Count, and again when calls have come."""
        super().on_mount()
        self.bars.when_opened = self._open
        self.show_tab()
        if self.owns:
            self.start(self._load(), "count")
        else:
            self.count()
        self.count_changes()

    async def release(self) -> None:
        """Watch the list no longer, and close it if it was opened for the plots."""
        await super().release()
        if self.owns:
            await self.pane.close()

    async def _load(self) -> None:
        await self.pane.listing.load()
        await self._count()

    @property
    def counted_by(self) -> object:
        """Give the tab."""
        return self.tab

    async def count_rows(self) -> None:
        """Count what the tab shows."""
        tab = self.tab
        ground = self.pane.listing.ground
        counter, local = counter_of(ground), ground.local
        if tab in (TIME, WEEK):
            time = own_time(self.pane.resource)
            self.quarters = [] if time is None else await counter.quarters(local, time.path)
            self.totals = await counter.totals(local)
            await self.fold()
        elif tab in VALUES:
            way = way_named(self.pane.resource, VALUES[tab])
            found = await counted(counter, local, way, self.session.zone, _MOST)
            self.totals = found.totals
            self.source = bars_of_values(found, self.session.viewer(ascii=self.house.ascii_only))
        else:
            await self._count_beside()
        if tab == self.tab and self.is_mounted:
            self.show_plot()

    async def _count_beside(self) -> None:
        from ztui.ui.screens.plots.beside import beside_lines

        assert self.queue is not None
        self.source = BesideLines((), (f"Asking Zoom {'...' if self.house.ascii_only else '…'}",))
        self.show_plot()
        self.source, self.totals = await beside_lines(self.session, self.pane, self.queue)

    # Keys

    def action_next_tab(self) -> None:
        """Show the next plot."""
        self._choose(1)

    def action_previous_tab(self) -> None:
        """Show the plot before."""
        self._choose(-1)

    def on_tabs_line_chosen(self, message: TabsLine.Chosen) -> None:
        """Show the plot that was clicked."""
        self._choose(message.at - self.tabs.index(self.tab))

    def _choose(self, by: int) -> None:
        self.tab = self.tabs[(self.tabs.index(self.tab) + by) % len(self.tabs)]
        self.source = None
        self.bars.show(Listed(), 0)
        self.bars.when_empty = ()
        self.show_tab()
        self.show_frame()
        self.count()

    def action_step(self) -> None:
        """Plot by the next longer stretch."""
        self.step = self.next_step
        self.start(self._fold(), "fold")

    async def _fold(self) -> None:
        await self.fold()
        self.show_plot()

    def action_refresh(self) -> None:
        """Count again."""
        self.count()

    def _open(self) -> None:
        """Show the calls of what is under the cursor in a list."""
        term, view = self.term, self.pane.view
        if term:
            self.house.open_view(replace(view, filter=f"{view.filter} {term}".strip()), self)

    def on_heat_map_opened(self) -> None:
        """Show the calls of the cell."""
        self._open()

    def action_copy(self) -> None:
        """Send the plot as text to the clipboard, or the command that prints its figures."""
        from ztui.ui.modals.copy import Copy, ask_and_copy

        words = self.query_one("#plot-words", Line).text
        if self.tab == WEEK:
            lines, _ = heat_lines(self.map.cells, self.size.width, None, ascii=self.house.ascii_only)
            drawn = "\n".join("".join(part.text for part in line).rstrip() for line in lines)
        else:
            drawn = self.bars.text
        text = f"{self.query_one('#plot-head', Line).text}\n{drawn}\n{words}"
        ask_and_copy(self, (Copy("t", "Plot as text", text, "the plot"),))
