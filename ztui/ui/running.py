"""One plan that is being written: what came of its changes so far, its pace, and what is said of it at the end."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.text import display
from ztui.services.changes.applying import Pause
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.core.errors import ZtuiError
    from ztui.services.changes.model import Change, Plan, Result, Run
    from ztui.services.session import Session

__all__ = ["Running", "is_moved", "summary", "title_of"]

_TITLE = 56


class Running:
    """One plan that is being written, or was.

    Attributes:
        session: In whose profile and account.
        plan: The plan.
        results: What came of its changes so far, by their ids.
        counts: How many had which outcome so far.
        looking: Changes whose unknown outcome is being looked up.
        run: What came of all, None while it goes on.
        error: What kept it from going on, None for nothing.
        seconds: How long it has been written, pauses left out, up to the last result.
        listeners: Told when something of it changed.
    """

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session = session
        self.plan = plan
        self.changes: tuple[Change, ...] = plan.active
        self.results: dict[str, Result] = {}
        self.counts: Counter[Outcome] = Counter()
        self.looking: set[str] = set()
        self.run: Run | None = None
        self.error: ZtuiError | None = None
        self.seconds = 0.0
        self.listeners: list[Callable[[], None]] = []
        self.stop = asyncio.Event()
        self.pause = Pause()
        self._since = session.clock.monotonic()

    @property
    def is_over(self) -> bool:
        """Tell whether nothing of it is under way any more."""
        return self.run is not None or self.error is not None

    @property
    def to_go(self) -> int:
        """Give how many changes have no result yet."""
        return len(self.changes) - len(self.results)

    @property
    def failed(self) -> int:
        """Give how many changes went wrong, those of which nothing is known left out."""
        held = sum(each.outcome is Outcome.SKIPPED and each.exit_code > 0 for each in self.results.values())
        return self.counts[Outcome.FAILED] + self.counts[Outcome.CONFLICT] + held

    @property
    def seconds_left(self) -> float | None:
        """Give how long the rest takes at the pace so far, None where that cannot be told."""
        done = len(self.results)
        return self.seconds / done * self.to_go if done and self.seconds > 0 and not self.is_over else None

    def take(self, result: Result) -> None:
        """Take note of a result, which may replace what was known of the change before."""
        before = self.results.get(result.change.id)
        if before is not None:
            self.counts[before.outcome] -= 1
        else:
            now = self.session.clock.monotonic()
            self.seconds += now - self._since
            self._since = now
        self.results[result.change.id] = result
        self.counts[result.outcome] += 1
        self.tell()

    def hold(self) -> None:
        """Begin no other change until it is told to go on."""
        if not self.pause.is_set():
            self.pause.set()
            self.seconds += self.session.clock.monotonic() - self._since

    def go_on(self) -> None:
        """Begin changes again."""
        if self.pause.is_set():
            self._since = self.session.clock.monotonic()
            self.pause.clear()

    def end_early(self) -> None:
        """Begin no other change; those that are under way end."""
        self.stop.set()
        self.go_on()

    def tell(self) -> None:
        """Tell whoever listens that something changed."""
        for each in list(self.listeners):
            each()


def title_of(changes: Sequence[Change]) -> str:
    """Give what the first of some changes is called, in quotes."""
    return f"'{display(changes[0].title, longest=_TITLE)}'" if changes else "nothing"


def is_moved(result: Result) -> bool:
    """Tell whether nothing was sent, since the object was changed after the plan was made."""
    return result.outcome is Outcome.CONFLICT and not result.journal_id


def summary(run: Run) -> tuple[str, str]:
    """Say what came of a run in a sentence, with the style it is said in; only what is done looks like success."""
    if len(run.results) == 1:
        return _summary_of_one(run.results[0])
    counts = run.counts
    held = sum(each.outcome is Outcome.SKIPPED and each.exit_code > 0 for each in run.results)
    moved = sum(map(is_moved, run.results))
    odd = sum(each.outcome is Outcome.DONE and not each.as_asked for each in run.results)
    pairs = (
        (counts[Outcome.DONE], "done"),
        (counts[Outcome.FAILED] + counts[Outcome.CONFLICT] - moved, "failed"),
        (moved, "changed meanwhile"),
        (counts[Outcome.UNKNOWN], "unknown"),
        (held, "not sent"),
        (counts[Outcome.SKIPPED] - held, "already so"),
        (odd, "not as asked"),
    )
    text = ", ".join(f"{count:,} {word}" for count, word in pairs if count) or "nothing was written"
    wrong = counts[Outcome.FAILED] + counts[Outcome.CONFLICT] + counts[Outcome.UNKNOWN] + held + odd
    return f"{counted(len(run.results), 'change')}: {text}.", "bad" if wrong else "good"


def _summary_of_one(result: Result) -> tuple[str, str]:
    title, said = display(result.change.title, longest=_TITLE), display(result.said, longest=500)
    match result.outcome:
        case Outcome.DONE if result.as_asked:
            return f"Done: {title}{f' ({said})' if said else ''}.", "good"
        case Outcome.DONE:
            return f"{title}: {said or 'what is read is not what was asked for'}.", "bad"
        case Outcome.SKIPPED if not result.exit_code:
            return f"{title}: {said}.", "warn"
        case Outcome.UNKNOWN:
            return f"UNKNOWN whether it was done: {title}: {said}.", "bad"
        case Outcome.SKIPPED:
            return f"Not sent: {title}: {said}.", "bad"
    return f"{'Conflict' if result.outcome is Outcome.CONFLICT else 'Failed'}: {title}: {said}", "bad"
