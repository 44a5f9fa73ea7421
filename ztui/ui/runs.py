"""Plans that are being written: beside whatever screen is shown, which says how far they are."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.services.changes.applying import apply
from ztui.services.changes.lists import Lists
from ztui.services.changes.recovery import look_up
from ztui.services.changes.relisting import relist
from ztui.services.changes.wording import undo_words
from ztui.store.journal import Outcome
from ztui.ui.failing import failure_of
from ztui.ui.keys import shown_key
from ztui.ui.running import Running, summary, title_of
from ztui.ui.written import messages_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ztui.services.changes.model import Change, Plan, Result, Run
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen

__all__ = ["Running", "Runs", "summary"]

_LOG = logging.getLogger(__name__)
_KEPT = 20
"""So many runs that have ended are kept to be looked at."""


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
        text = f"{word} {done:,} of {total:,}" if total > 1 else f"{word} {title_of(under_way[0].changes)}"
        if any(each.looking for each in under_way):
            text = f"looking up what became of {counted(unknown, 'change')}"
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
            running.run = replace(run, results=results)
        except Exception as error:  # must not end the app
            first = error.exceptions[0] if isinstance(error, ExceptionGroup) else error
            running.error = failure_of(first, "The journal has what was sent; :log has the details.")
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
            try:
                after(running.run)
            except Exception:  # what is done afterwards must not hide what came of it
                _LOG.exception("What was to be done after a run failed")
        self._say(running)

    def _say(self, running: Running) -> None:
        screen = self._app.house_screen
        if running.error is not None:
            screen.fail(running.error)
        elif running.run is not None:
            text, style = summary(running.run)
            if style == "good" and any(map(_can_undo, running.changes)):
                what = "it" if len(running.changes) == 1 else "them"
                text += f" {shown_key('undo', self._app.keymap_in_use)} undoes {what}."
            if rest := len(running.run.postponed):
                text += f" {counted(rest, 'change')} not sent: :unfinished resumes the run."
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
        lists = Lists()
        try:
            for each in unknown:
                try:
                    entry = await journal.entry(each.journal_id)
                    if entry is not None:
                        running.take(_merged(each, await look_up(running.session, entry, lists)))
                except ZtuiError as error:
                    self._app.keep_message(f"{display(each.change.title)}: {error}", "bad", error)
                running.looking.discard(each.change.id)
            await relist(running.session, [running.results[each.change.id] for each in unknown])
        finally:
            running.looking = set()
            running.tell()
            if running.run is not None:
                results = tuple(running.results[each.id] for each in running.changes)
                running.run = replace(running.run, results=results)
            self._speak()

    def _speak(self) -> None:
        if not self._app.is_leaving:
            self._app.house_screen.speak_again()


def _merged(before: Result, seen: Result) -> Result:
    """Give what a look showed as the result of the change that it is about."""
    return replace(seen, change=before.change, tracking_id=seen.tracking_id or before.tracking_id)


def _can_undo(change: Change) -> bool:
    return undo_words(change)[1] and not change.undoes
