"""What a screen of plots looks like: tabs, heads, bars or the map, and what is under the cursor in words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from ztui.services.calls.totals import Step, heat, stretches
from ztui.services.calls.views import span_of
from ztui.services.counting import own_time
from ztui.services.value_terms import hour_term, weekday_term
from ztui.ui.commands.printing import list_words, option
from ztui.ui.screens.counting import CountingScreen
from ztui.ui.screens.pane import count_text
from ztui.ui.screens.plots.bars import BarLines, BesideLines, bars_of_time, usual_step
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.heat import NAMES, HeatMap, heat_lines
from ztui.ui.widgets.line_list import LineList
from ztui.ui.widgets.lines import Line, texts
from ztui.ui.widgets.plot import figures_words
from ztui.ui.widgets.tabs import TabsLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.resources.model import Row
    from ztui.services.calls.totals import Quarters
    from ztui.services.calls.windows import Span
    from ztui.services.session import Session
    from ztui.store.figures import Figures
    from ztui.ui.screens.pane import Pane
    from ztui.ui.widgets.paint import Part

__all__ = ["TIME", "VALUES", "WEEK", "ZOOM", "PlotsFrame"]

VALUES = {"Direction": "direction", "Queue": "queue", "Site": "site", "Result": "result"}
"""Tabs of values -> what they are counted by."""
TIME, WEEK, ZOOM = "Time", "Heat map", "Zoom analytics"
STEPS = tuple(Step)


class PlotsFrame(CountingScreen):
    """Shows what was counted of one list of calls; takes what `PlotsScreen` takes."""

    PLACES: ClassVar[tuple[str, ...]] = ("plots",)
    CSS_PATH = style_sheets("plots")
    has_rows = True

    def __init__(
        self, session: Session, pane: Pane, *, owns: bool = False, words: Sequence[str] = (), queue: Row | None = None
    ) -> None:
        super().__init__(session, pane)
        self.queue = queue
        self.owns = owns
        self._words = tuple(words)
        columns = {each.path for each in pane.resource.columns}
        offered = [each for each, name in VALUES.items() if self._has(name, columns)]
        self.tabs = [TIME, WEEK, *offered, *([ZOOM] if queue is not None else [])]
        self.tab = TIME
        self.step: Step | None = None
        self.totals: Figures | None = None
        self.quarters: Quarters = []
        self._cells: dict[tuple[int, int], Figures] = {}
        self.source: BarLines | BesideLines | None = None

    def _has(self, name: str, columns: set[str]) -> bool:
        if name == "queue":
            return {"callee_name", "callee_ext_type"} <= columns and self.queue is None
        return {"site": "site_name", "result": "call_result"}.get(name, name) in columns

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the figures."""
        words = list_words(self.session, self.pane.view)[2:] or option("from", "-24h")
        if self.tab == WEEK:
            return ("calls", "stats", "--heat", *words)
        by = {TIME: "hour" if self.step in (Step.QUARTER, Step.HOUR) else "day", ZOOM: "outcome"}
        return ("calls", "stats", "--by", by.get(self.tab) or VALUES[self.tab], *words)

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give the list with its filter, and that these are plots."""
        above = [each for each in self.opened_from.crumbs() if each] if self.opened_from is not None else []
        return [*above, *self._words, "plots"]

    def counts(self) -> Sequence[Part]:
        """Give how many calls there are."""
        return texts(f"{count_text(self.pane) or '0'} ")

    def can(self, id: str) -> bool:
        """Leave out the step where time is not what is plotted."""
        return self.tab == TIME if id == "step" else super().can(id)

    def key_title(self, id: str) -> str:
        """Say what enter does here, and what the next step is."""
        if id == "open":
            return "its calls" if self.term else ""
        if id == "step":
            return f"per {self.next_step}" if self.tab == TIME else ""
        return super().key_title(id)

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on."""
        return ["open", "next-tab", "step", "copy", "refresh", "back"]

    def compose_body(self) -> ComposeResult:
        """Make tabs, heads, bars, the map, and the line that says a cell or all of it in words."""
        yield TabsLine(id="tabs", signs=self.signs)
        yield Line(id="plot-head", signs=self.signs)
        yield LineList(id="bars", signs=self.signs)
        yield HeatMap(id="heat", signs=self.signs)
        yield Line(id="plot-words", signs=self.signs)

    @property
    def bars(self) -> LineList:
        """Give the bars."""
        return self.query_one("#bars", LineList)

    @property
    def map(self) -> HeatMap:
        """Give the heat map."""
        return self.query_one("#heat", HeatMap)

    def first_focus(self) -> Widget | None:
        """Give what is shown the focus."""
        return self.map if self.tab == WEEK else self.bars

    # Showing

    def show_tab(self) -> None:
        """Show the tab that was chosen, still empty."""
        self.query_one(TabsLine).show_tabs(self.tabs, self.tabs.index(self.tab))
        self.map.display = self.tab == WEEK
        self.bars.display = self.tab != WEEK
        self.focus_first()

    def show_plot(self) -> None:
        """Show what was counted."""
        if self.tab == WEEK:
            self.map.show(self._cells)
        if self.source is not None and self.tab != WEEK:
            ways = (
                ":sync 7d fetches what is not stored." if self.pane.listing.unstored is not None else "esc goes back."
            )
            self.bars.when_empty = ("There are no calls to plot.", ways)
            self.bars.show(self.source)
        self._show_words()
        self.show_frame()

    async def fold(self) -> None:
        """Put what was counted into stretches or cells, in a thread: of half a year there are many."""
        zone, span = self.session.zone, self.span
        if self.tab == WEEK:
            self._cells = await asyncio.to_thread(heat, self.quarters, zone)
            return
        step = self.step or usual_step(span[1] - span[0])
        time = own_time(self.pane.resource)
        name = "" if time is None else time.alias or time.path
        found = await asyncio.to_thread(stretches, self.quarters, step, zone, span)
        if self.tab == TIME:
            self.source = bars_of_time(found, step, name, self.session.viewer(ascii=self.house.ascii_only))

    @property
    def span(self) -> Span:
        """Give the window, without a filter all of it, else from the first call that passes to the last."""
        seconds = [second for second, _ in self.quarters]
        if not seconds:
            return 0, 0
        found = (min(seconds), max(seconds) + 1)
        view = self.pane.view
        if view.filter or view.resource != "call-history":
            return found
        window = span_of(self.pane.resource.operations.list, view.query, self.session.clock.now())
        return found if window is None else (min(found[0], window[0]), max(found[1], window[1]))

    def _show_words(self) -> None:
        head, words = self.query_one("#plot-head", Line), self.query_one("#plot-words", Line)
        dot = self.signs.dot
        if self.tab == WEEK:
            unit = heat_lines(self.map.cells, self.size.width, None)[1]
            zone = f"{self.session.zone}"
            told = f"calls in units of {unit:,}" if unit > 1 else "calls"
            head.show(texts((f" Weekday by hour of the day, {zone}: {told}", "head")))
            end = self.map.hour + 1
            whole = self.totals.calls if self.totals is not None else 0
            cell = f" {NAMES[self.map.weekday]} {self.map.hour:02}:00-{end:02}:00"
            words.show(texts((cell, "strong"), f"  {figures_words(self.map.figures, dot=dot, of=whole)}"))
            return
        width = self.bars.text_width
        head.show([*texts("   "), *self.source.head(width)] if self.source is not None else ())
        covered = self.pane.listing.stored_words if self.owns else ""
        said = figures_words(self.totals, dot=dot) if self.totals is not None else ""
        words.show(texts((f" {said}", "strong")), texts((f"{covered} ", "dim")) if covered else ())

    def on_resize(self) -> None:
        """Draw for the new width."""
        super().on_resize()
        self.call_after_refresh(self._show_words)

    def on_heat_map_moved(self) -> None:
        """Say the cell in words."""
        if self.is_mounted and self.tab == WEEK:
            self._show_words()
            self.show_frame()

    def on_line_list_moved(self) -> None:
        """Say whether the bar can be opened."""
        self.show_frame()

    # What is under the cursor

    @property
    def term(self) -> str:
        """Give the terms that find the calls of what is under the cursor, "" where there are none."""
        if not self.is_mounted:
            return ""
        if self.tab == WEEK:
            time = own_time(self.pane.resource)
            if time is None or not self.map.figures.calls:
                return ""
            name = time.alias or time.path
            return f"{weekday_term(name, self.map.weekday)} {hour_term(name, self.map.hour)}"
        source, at = self.source, self.bars.cursor
        if isinstance(source, BarLines) and at < source.count and (bar := source.bar(at)).figures.calls:
            return bar.term
        return ""

    @property
    def next_step(self) -> Step:
        """Give the next longer stretch; the longest is followed by the shortest."""
        span = self.span
        now = self.step or usual_step(span[1] - span[0])
        return STEPS[(STEPS.index(now) + 1) % len(STEPS)]
