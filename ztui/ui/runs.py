"""Plans that are being written: beside whatever screen is shown, which says how far they are."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, deque
from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.services.changes.applying import Pause, apply
from ztui.services.changes.model import Run
from ztui.services.changes.recovery import look_up
from ztui.services.changes.wording import counted
from ztui.store.journal import Outcome
from ztui.ui.written import messages_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ztui.services.changes.model import Change, Plan, Result
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen

__all__ = ["Running", "Runs", "summary"]

_LOG = logging.getLogger(__name__)
_KEPT = 20
"""So many runs that have ended are kept to be looked at."""
_TITLE = 60


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


class Runs:
    """Writes plans, tells on the screen that is shown how far they are, and at the end what came of them.

    Attributes:
        kept: The runs, newest last; those under way and some that have ended.
    """

    def __init__(self, app: ZtuiApp) -> None:
        self.kept: deque[Running] = deque()
        self._app = app

    @property
    def running(self) -> tuple[Running, ...]:
        """Give the runs that are under way."""
        return tuple(each for each in self.kept if not each.is_over)

    @property
    def newest(self) -> Running | None:
        """Give the run that was begun last, None if there was none."""
        return self.kept[-1] if self.kept else None

    def begin(self, session: Session, plan: Plan, *, after: Callable[[Run], None] | None = None) -> Running:
        """Write a plan; consent is the caller's.

        Args:
            session: The session that it was made in.
            plan: The plan.
            after: Told what came of it, once it has ended.
        """
        running = Running(session, plan)
        self.kept.append(running)
        ended = [each for each in self.kept if each.is_over]
        for each in ended[: max(len(ended) - _KEPT, 0)]:
            self.kept.remove(each)
        self._app.run_worker(self._work(running, after), group="runs", exit_on_error=False)
        self._speak()
        return running

    def told(self, _screen: HouseScreen) -> str:
        """Give what a screen says of them while they go on, "" when nothing is written."""
        under_way = self.running
        if not under_way:
            return ""
        done = sum(len(each.results) for each in under_way)
        total = sum(len(each.changes) for each in under_way)
        failed = sum(each.failed for each in under_way)
        unknown = sum(each.counts[Outcome.UNKNOWN] for each in under_way)
        word = "paused at" if all(each.pause.is_set() for each in under_way) else "writing"
        text = f"{word} {done:,} of {total:,}" if total > 1 else f"{word} {_title(under_way[0].changes)}"
        if any(each.looking for each in under_way):
            text = f"looking up what became of {counted(unknown)}"
        for count, name in ((failed, "failed"), (unknown, "unknown")):
            text += f", {count:,} {name}" if count and "looking" not in text else ""
        return text

    def stop(self) -> None:
        """Begin no other change of any run; those that are under way end."""
        for each in self.running:
            each.end_early()

    def look_again(self, running: Running) -> None:
        """Look up once more what became of the changes of which nothing is known."""
        self._app.run_worker(self._look_up(running, self._unknown(running)), group="runs", exit_on_error=False)

    async def _work(self, running: Running, after: Callable[[Run], None] | None) -> None:
        try:
            run = await apply(
                running.session, running.plan, on_result=lambda each: self._take(running, each), stop=running.stop,
                pause=running.pause,
            )  # fmt: skip
            await self._look_up(running, self._unknown(running))
            results = tuple(running.results[each.id] for each in running.changes)
            running.run = Run(run.plan, results, run.stopped)
        except ZtuiError as error:
            running.error = error
        except Exception as error:  # a defect must not end the app; the journal knows what was sent
            _LOG.exception("A run failed")
            said = f"ztui failed at this: {type(error).__name__}."
            running.error = ZtuiError(said, "The journal has what was sent; :log has the details.")
        finally:
            if not self._app.is_leaving:
                self._end(running, after)
        await self._app.update_quota()

    def _end(self, running: Running, after: Callable[[Run], None] | None) -> None:
        for message in messages_of(running.session, running.results.values()):
            self._app.post_message(message)
        if running.run is None and running.error is None:
            return  # broken off with the app
        running.tell()
        if running.run is not None and after is not None:
            after(running.run)
        self._say(running)

    def _say(self, running: Running) -> None:
        screen = self._app.house_screen
        if running.error is not None:
            screen.fail(running.error)
        elif running.run is not None:
            text, style = summary(running.run)
            if style == "bad":
                screen.fail(ZtuiError(text, "" if len(running.changes) == 1 else ":run has what went wrong."))
            else:
                screen.say(text, style)

    def _take(self, running: Running, result: Result) -> None:
        running.take(result)
        self._speak()

    @staticmethod
    def _unknown(running: Running) -> list[Result]:
        return [each for each in running.results.values() if each.outcome is Outcome.UNKNOWN and each.journal_id]

    async def _look_up(self, running: Running, unknown: list[Result]) -> None:
        """Look up what is not known, for which it may have to be waited; what cannot be looked up stays as it is."""
        journal = running.session.journal
        if not unknown or journal is None:
            return
        running.looking = {each.change.id for each in unknown}
        running.tell()
        self._speak()
        try:
            for each in unknown:
                try:
                    entry = await journal.entry(each.journal_id)
                    if entry is not None:
                        running.take(_merged(each, await look_up(running.session, entry)))
                except ZtuiError as error:
                    self._app.keep_message(f"{display(each.change.title)}: {error}", "bad", error)
                running.looking.discard(each.change.id)
        finally:
            running.looking = set()
            running.tell()
            if running.run is not None:
                results = tuple(running.results[each.id] for each in running.changes)
                running.run = Run(running.plan, results, running.run.stopped)
            self._speak()

    def _speak(self) -> None:
        if not self._app.is_leaving:
            self._app.house_screen.speak_again()


def _merged(before: Result, seen: Result) -> Result:
    """Give what a look showed as the result of the change that it is about."""
    from dataclasses import replace

    return replace(seen, change=before.change, tracking_id=seen.tracking_id or before.tracking_id)


def _title(changes: tuple[Change, ...]) -> str:
    return f"'{display(changes[0].title, longest=_TITLE)}'" if changes else "nothing"


def summary(run: Run) -> tuple[str, str]:
    """Say what came of a run in a sentence, with the style it is said in; only what is done looks like success."""
    if len(run.results) == 1:
        return _summary_of_one(run.results[0])
    counts = run.counts
    held = sum(each.outcome is Outcome.SKIPPED and each.exit_code > 0 for each in run.results)
    odd = sum(each.outcome is Outcome.DONE and not each.as_asked for each in run.results)
    pairs = (
        (counts[Outcome.DONE], "done"),
        (counts[Outcome.FAILED] + counts[Outcome.CONFLICT], "failed"),
        (counts[Outcome.UNKNOWN], "unknown"),
        (held, "not sent"),
        (counts[Outcome.SKIPPED] - held, "already so"),
        (odd, "not as asked"),
    )
    text = ", ".join(f"{count:,} {word}" for count, word in pairs if count) or "nothing was written"
    wrong = counts[Outcome.FAILED] + counts[Outcome.CONFLICT] + counts[Outcome.UNKNOWN] + held + odd
    return f"{counted(len(run.results))}: {text}.", "bad" if wrong else "good"


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
