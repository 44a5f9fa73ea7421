"""What a list of calls says of all calls that pass its filter: a sparkline, and totals on the speaking line.

It is counted beside the reader that serves the rows, after they are shown, and given up as soon as something is typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ztui.core.amounts import counted
from ztui.core.times import duration
from ztui.ui.screens.pane import count_text
from ztui.ui.widgets.sparkline import evenly, sparkline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.calls.totals import Quarters
    from ztui.services.calls.waits import Waits
    from ztui.services.calls.windows import Span
    from ztui.store.figures import Figures
    from ztui.ui.screens.calls import CallsScreen
    from ztui.ui.screens.pane import Pane
    from ztui.ui.widgets.paint import Part

__all__ = ["Summary"]

_GROUP: Final = "summary"
_NARROW, _WIDE, _WIDE_FROM = 10, 24, 110
_STRETCHES: Final = 480
"""Into so many stretches a window is cut before it is drawn in a few signs."""
_AGAIN_SECONDS: Final = 2.0
"""How often totals are counted anew while rows arrive."""


class Summary:
    """The totals of the list that a screen shows; belongs to the screen."""

    def __init__(self, screen: CallsScreen) -> None:
        self._screen = screen
        self._state: object = None
        self._shown_for: object = None
        self._counted_at = float("-inf")
        self._is_due = False
        """It is counted once what is shown has been painted."""
        self._totals: Figures | None = None
        self._quarters: Quarters = []
        self._span: Span = (0, 0)
        self._waits: Waits | None = None
        self._drawn: tuple[object, int, Part] | None = None
        """The sparkline as it was drawn last: of what list, and how wide."""

    def look(self, pane: Pane, *, again: bool = False) -> None:
        """Count if the list shows something else than was counted, or (`again`) since legs may have been read."""
        status, now = pane.listing.status, self._screen.session.clock.monotonic()
        if not status.loaded and self._totals is None:
            return  # what counts is not imported before there are rows, which are to be seen first
        state = (id(pane), pane.view.filter, status.loaded, status.complete, status.as_of)
        if (state == self._state and not again) or pane.resource.column("call_result") is None:
            return
        is_same = self._state is not None and state[:2] == self._state[:2]  # type: ignore[index]
        if status.loading and is_same and now - self._counted_at < _AGAIN_SECONDS:
            return
        self.stop()
        self._state, self._counted_at, self._is_due = state, now, True
        self._screen.call_after_refresh(self._begin, pane, state)

    def _begin(self, pane: Pane, state: tuple[object, ...]) -> None:
        if self._is_due and state is self._state:
            self._is_due = False
            if not self._screen.is_current:
                self._state = None  # what covers it may need the reader; it is looked again when it is shown again
                return
            self._screen.start(self._count(pane, state[:2]), _GROUP)

    @property
    def is_counting(self) -> bool:
        """Tell whether the totals are being counted, or are about to be."""
        return self._is_due or self._screen.busy(_GROUP)

    def stop(self) -> None:
        """Give up what is being counted, or is about to be, since the reader is needed."""
        if self._screen.busy(_GROUP):
            self._screen.workers.cancel_group(self._screen, _GROUP)
            self._state = None
        elif self._is_due:
            self._is_due, self._state = False, None

    def parts(self, pane: Pane | None) -> Sequence[Part]:
        """Give the sparkline, () while it is not that of the list."""
        if pane is None or self._shown_for != (id(pane), pane.view.filter) or not self._quarters:
            return ()
        many = _WIDE if self._screen.size.width >= _WIDE_FROM else _NARROW
        if self._drawn is None or self._drawn[:2] != (self._shown_for, many):
            values = evenly(self._quarters, self._span, many)
            self._drawn = (self._shown_for, many, sparkline(values, ascii=self._screen.house.ascii_only))
        return (self._drawn[2],)

    def words(self, pane: Pane | None) -> str:
        """Give the totals in a line, "" while they are not those of the list; what has no room is left out."""
        if pane is None or self._totals is None or self._shown_for != (id(pane), pane.view.filter):
            return ""
        if not self._totals.calls or not count_text(pane):
            return ""
        words = {
            "calls": counted(self._totals.calls, "call"),
            "share": f"{100 * (self._totals.share or 0):.0f} % answered",
            "missed": f"{self._totals.missed:,} missed",
            "average": f"{duration(self._totals.average)} average" if self._totals.average is not None else "",
            "total": f"{duration(self._totals.seconds)} in all" if self._totals.timed else "",
            "waits": self._waits.words if self._waits is not None else "",
        }
        dot, said = f" {self._screen.signs.dot} ", ""
        for left_out in ((), ("waits",), ("total", "waits")):
            said = dot.join(text for name, text in words.items() if text and name not in left_out)
            if len(said) + 2 <= self._screen.size.width:
                break
        return said

    async def _count(self, pane: Pane, shown_for: object) -> None:
        from ztui.services.calls.totals import QUARTER
        from ztui.services.calls.views import span_of
        from ztui.services.calls.waits import waits_of
        from ztui.services.counters import counter_of
        from ztui.services.counting import own_time

        ground, time = pane.listing.ground, own_time(pane.resource)
        counter, now = counter_of(ground), self._screen.session.clock.now()
        window = None
        if pane.resource.name == "call-history":
            window = span_of(pane.resource.operations.list, pane.view.query, now)
        step = QUARTER if window is None else max((window[1] - window[0]) // _STRETCHES // QUARTER, 1) * QUARTER
        totals = await counter.totals(ground.local)
        quarters = [] if time is None else await counter.quarters(ground.local, time.path, step)
        waits = await waits_of(self._screen.session, counter, ground.local, pane.resource.name)
        found = (quarters[0][0], quarters[-1][0] + 1) if quarters else (0, 0)
        self._totals, self._quarters, self._waits, self._shown_for = totals, quarters, waits, shown_for
        self._span, self._drawn = window or found, None
        if self._screen.is_mounted:
            self._screen.show_frame()
            self._screen.speak_again()
