"""The lines of a run: a row for each change with what came of it; made when they are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.text import display
from ztui.core.times import duration
from ztui.store.journal import Outcome
from ztui.ui.running import is_moved
from ztui.ui.screens.plan.lines import path_of
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import Signs, fit, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.changes.model import Change, Result
    from ztui.ui.running import Running
    from ztui.ui.widgets.paint import Part

__all__ = ["STYLES", "RunLines", "bar_of", "counts_of", "is_wrong", "said_of"]

STYLES = {
    Outcome.DONE: "good",
    Outcome.FAILED: "bad",
    Outcome.CONFLICT: "bad",
    Outcome.UNKNOWN: "warn",
    Outcome.SKIPPED: "dim",
}
_WIDEST = 40
_MEASURED = 200
_OUTCOME = 9
_BAR = 50
_LONG = 400
_WHOLE = 2_000


def is_wrong(result: Result) -> bool:
    """Tell whether a result is not what was asked for: failed, unknown, not sent, or read as something else."""
    if result.outcome is Outcome.DONE:
        return not result.as_asked
    return result.outcome is not Outcome.SKIPPED or result.exit_code > 0


def counts_of(running: Running) -> list[Part]:
    """Give how many changes are done, failed, unknown, and to go."""
    counts = running.counts
    parts = texts((f"{counts[Outcome.DONE]:,} done", "good" if counts[Outcome.DONE] else "dim"))
    moved = sum(map(is_moved, running.results.values()))
    for count, word, style in (
        (counts[Outcome.FAILED] + counts[Outcome.CONFLICT] - moved, "failed", "bad"),
        (moved, "changed meanwhile", "bad"),
        (counts[Outcome.UNKNOWN], "unknown", "warn"),
        (counts[Outcome.SKIPPED], "not sent", "dim"),
    ):
        if count:
            parts += texts("  ", (f"{count:,} {word}", style))
    if running.to_go:
        parts += texts("  ", f"{running.to_go:,} to go")
    return [*parts, *texts(" ")]


def bar_of(running: Running, *, ascii_only: bool, width: int) -> tuple[list[Part], list[Part]]:
    """Give how far a run is: bar, percent, time left; at the right the label of its requests and their rate."""
    total, done = len(running.changes), len(running.results)
    cells = min(_BAR, max(width - 46, 8))
    full = cells * done // total if total else cells
    signs = ("#", ".") if ascii_only else ("█", "░")
    parts = texts(" ", (signs[0] * full, "accent"), (signs[1] * (cells - full), "dim"))
    parts += texts(f"  {100 * done // total if total else 100} %")
    left = running.seconds_left
    if running.is_over:
        parts += texts(("  ended" if not running.stop.is_set() or not running.to_go else "  stopped", "dim"))
    elif running.pause.is_set():
        parts += texts(("  paused", "warn"))
    elif running.looking:
        parts += texts((f"  looking up {len(running.looking):,} unknown", "warn"))
    elif left is not None:
        parts += texts((f"  {duration(left)} left", "dim"))
    labels = list(dict.fromkeys(path_of(each.request, running.plan.account)[2] for each in running.changes[:_MEASURED]))
    rate = f" {done / running.seconds:.0f}/s" if running.seconds >= 1 and done and not running.is_over else ""
    return parts, texts((f"{' '.join(labels)}{rate} ", "dim"))


def said_of(result: Result) -> list[list[Part]]:
    """Give Zoom's words of what went wrong, and of each field that it refuses."""
    style = STYLES[result.outcome]
    fields = [texts((f"   {name}: ", "dim"), message) for name, message in result.fields]
    return [texts((f" {result.outcome.value}  ", style), display(result.said, longest=_WHOLE)), *fields]


class RunLines:
    """The rows of a run.

    Args:
        running: The run.
        signs: What the terminal can show.
    """

    def __init__(self, running: Running, signs: Signs) -> None:
        self.running = running
        self.signs = signs
        self.only_wrong = False
        self._shown: Sequence[Change] = running.changes
        names = [_name(each) for each in running.changes]
        self._by_label = bool(names) and all(names) and len(set(names)) == len(names)
        seen = (width_of(self._called(each)) for each in running.changes[:_MEASURED])
        self._width = min(max(seen, default=10), _WIDEST)

    @property
    def count(self) -> int:
        """Give the number of rows."""
        return len(self._shown)

    def settle(self) -> None:
        """Choose the rows that are shown anew."""
        results = self.running.results
        if self.only_wrong:
            self._shown = [each for each in self.running.changes if each.id in results and is_wrong(results[each.id])]
        else:
            self._shown = self.running.changes

    def change_at(self, position: int) -> Change | None:
        """Give the change of a row."""
        return self._shown[position] if 0 <= position < len(self._shown) else None

    def line(self, position: int, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give a row: what, what became of it, Zoom's words."""
        change = self._shown[position]
        name = fit(display(self._called(change)), min(self._width, max(width // 2, 10)), ellipsis=self.signs.ellipsis)
        result = self.running.results.get(change.id)
        if result is None:
            word = "not sent" if self.running.is_over else ""
            return texts(f"{name}  ", (word, "dim")), ()
        word, style = result.outcome.value, STYLES[result.outcome]
        if result.outcome is Outcome.DONE and not result.as_asked:
            style = "warn"
        said = "being looked up" if change.id in self.running.looking else result.said
        return texts(f"{name}  ", (f"{word:<{_OUTCOME}}", style), display(said, longest=_LONG)), ()

    def _called(self, change: Change) -> str:
        return display(_name(change) if self._by_label else change.title, longest=_LONG)


def _name(change: Change) -> str:
    return change.label
