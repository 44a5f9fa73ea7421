"""Calls that are fetched into the store beside whatever screen is shown: agreed to, told of, stopped, gone on with."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ztui.core.amounts import counted
from ztui.core.errors import RateLimited, ZtuiError
from ztui.core.times import rough_duration, stamp, zone_name
from ztui.ui.failing import failure_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.worker import Worker

    from ztui.services.calls.cost import Cost, Progress
    from ztui.services.calls.sync import Report, Sync
    from ztui.services.calls.turns import Busy
    from ztui.services.calls.windows import Span
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen

__all__ = ["Syncs", "ask_sync"]

_LOG = logging.getLogger(__name__)
_OFTEN: Final = 0.5
"""Seconds between two paints of the lists that show stored calls."""
_REST: Final = 5
"""Painting a list of many calls takes long: so many times as long it is let be."""
_SILENT: Final = 5.0
"""Seconds without a page after which no time is told any more."""
_GOES_ON: Final = "What came is stored; :sync goes on from there."


def ask_sync(app: ZtuiApp, session: Session, span: Span) -> None:
    """Fetch what is missing of the calls of a span, in the background and newest first.

    What it costs is said first, and asked for above the profile's `sync_ask_percent`. How far it is stands on the
    speaking line; esc stops it on the screen where it was asked for. What comes shows at once in open lists of calls.
    A span is its first second and the one after the last; see `services.calls.keeping.kept_span`.
    """
    app.house_screen.say("")  # what was said before gives way to how far it is
    app.syncs.ask(session, span)


@dataclass(slots=True, eq=False)
class _Job:
    """A span that somebody asked for on a screen; `work` is there once it was looked at."""

    session: Session
    span: Span
    begun_at: HouseScreen
    work: Sync | None = None


class Syncs:
    """Fetches the calls of one span after another."""

    def __init__(self, app: ZtuiApp) -> None:
        self._app = app
        self._waiting: deque[_Job] = deque()
        self._now: _Job | None = None
        self._asked: _Job | None = None
        self._worker: Worker[None] | None = None
        self._far = ""
        self._waits = ""  # in the place of `_far` once nothing has come for a while
        self._told_at = float("-inf")

    @property
    def running(self) -> bool:
        """Tell whether calls are being fetched."""
        return self._worker is not None

    def ask(self, session: Session, span: Span) -> None:
        """Fetch a span after those that were asked for before; one that is on its way is not asked for twice."""
        span = _kept(session, span)
        if span[0] >= span[1]:
            days = session.profile.retention_days
            self._app.house_screen.say(f"Calls of that time are not kept: retention_days is {days}.", "warn")
            return
        job = _Job(session, span, self._app.house_screen)
        for each in filter(None, (self._now, self._asked, *self._waiting)):
            if each.session is session and each.span[0] <= span[0] and span[1] <= each.span[1]:
                return
        self._waiting.append(job)
        self._begin()

    def _begin(self) -> None:
        if self._worker is None:
            self._worker = self._app.run_worker(self._work, group="syncs", exit_on_error=False)
        self._speak()

    def told(self, screen: HouseScreen) -> str:
        """Give what a screen says of it while it goes on, "" when nothing is fetched."""
        job = self._now
        if job is None or not self._far:
            return ""
        from ztui.ui.keys import shown_key

        stops = f" ({shown_key('back', self._app.keymap_in_use)} stops)" if screen is job.begun_at else ""
        return f"{self._far}{stops}"

    def stop_at(self, screen: HouseScreen) -> bool:
        """Stop it if it was asked for on this screen; tells whether it was."""
        return self._now is not None and self._now.begun_at is screen and self.stop()

    def stop(self) -> bool:
        """Stop all of it; what came is kept. Tells whether there was anything."""
        if self._worker is None:
            return False
        self._waiting.clear()
        if self._now is None:
            self._worker = None
        else:
            self._worker.cancel()
        return True

    async def _work(self) -> None:
        try:
            while self._waiting:
                self._now = self._waiting.popleft()
                await self._guarded(self._now)
        except asyncio.CancelledError:
            if self._app.is_leaving:
                raise
            self._app.house_screen.say(f"Stopped. {_GOES_ON}", "warn")
        finally:
            self._now = self._worker = None
            self._far = ""
            if not self._app.is_leaving:
                self._speak()
        await self._app.update_quota()

    async def _guarded(self, job: _Job) -> None:
        try:
            await self._fetch(job)
        except RateLimited as error:
            if error.until is not None:
                zone = job.session.zone
                error.hint = f"It can go on at {stamp(error.until, zone)} {zone_name(error.until, zone)}."
            self._fail(error)
        except Exception as error:  # must not end the app
            self._fail(failure_of(error))

    async def _fetch(self, job: _Job) -> None:
        session, work = job.session, job.work
        is_looked_at = work is not None
        if work is None:
            from ztui.services.calls.sync import Sync

            work = Sync(session.client, session.calls, session.clock, job.span, self._tell, when_busy=self._tell_busy)
        try:
            async with self._showing(session):
                if not is_looked_at and not await self._look(job, work):
                    return
                await work.run()
        finally:
            if job.work is None or is_looked_at:
                await self._end(job, work)
        self._say_done(work.report)

    async def _look(self, job: _Job, work: Sync) -> bool:
        self._show("looking how many calls there are")
        cost = await work.look()
        said = _told(cost)
        if cost.requests:
            self._app.keep_message(said, "")
        if cost.percent > job.session.profile.sync_ask_percent:
            job.work = work
            await work.pause()
            await job.session.listings.look_at_calls()  # what looking brought stands behind the question
            self._question(job, said)
            return False
        self._show(said)
        return True

    async def _end(self, job: _Job, work: Sync) -> None:
        from ztui.services.calls.keeping import forget_old

        session = job.session
        await work.close()
        if not self._app.is_leaving:
            with suppress(ZtuiError):
                await forget_old(session.calls, session.profile, session.clock.now())
            await session.listings.look_at_calls()

    def _question(self, job: _Job, said: str) -> None:
        from ztui.resources.model import Confirm
        from ztui.ui.modals.confirm import Question, confirmation

        most = job.session.profile.sync_ask_percent
        why = f"That is more than {most} % of the day's pot (sync_ask_percent)."
        question = Question(Confirm.REVIEW, "Fetch calls", "Fetch them?", (said, why))
        self._asked = job

        def answered(answer: bool | None) -> None:
            self._asked = None
            if answer is True:
                self._app.house_screen.say("")
                self._waiting.appendleft(job)
                self._begin()
            else:
                self._app.work(self._let_be(job))

        self._app.push_screen(confirmation(question, job.session.clock.monotonic), answered)

    async def _let_be(self, job: _Job) -> None:
        if job.work is not None:
            await self._end(job, job.work)
        self._app.house_screen.say("Nothing more was fetched; a shorter window costs less.", "warn")

    @asynccontextmanager
    async def _showing(self, session: Session) -> AsyncIterator[None]:
        """Show in open lists what is stored meanwhile."""
        showing = asyncio.create_task(self._keep_showing(session))
        try:
            yield
        finally:
            showing.cancel()
            with suppress(asyncio.CancelledError):
                await showing
            if not self._app.is_leaving:
                await session.listings.look_at_calls()

    async def _keep_showing(self, session: Session) -> None:
        pause = _OFTEN
        while True:
            await asyncio.sleep(pause)
            began = session.clock.monotonic()
            self._tell_silence(began)
            with suppress(ZtuiError):
                await session.listings.look_at_calls()
            pause = max(_OFTEN, _REST * (session.clock.monotonic() - began))

    def _tell(self, progress: Progress) -> None:
        rest, self._waits = progress.rest, ""
        if not rest.requests:
            return
        parts = [f"calls {progress.calls:,} of {progress.calls + rest.calls:,}", counted(progress.requests, "request")]
        if rest.left is not None:
            parts.append(f"pot {rest.left:,}")
        pace = ", one by one" if progress.one_by_one else ""
        self._show(f"{', '.join(parts)}, {rough_duration(rest.seconds)} left{pace}")
        self._waits = f"{', '.join(parts)}, waiting for Zoom"
        if self._now is not None:
            self._told_at = self._now.session.clock.monotonic()

    def _tell_silence(self, now: float) -> None:
        if self._waits and now - self._told_at > _SILENT:
            self._show(self._waits)

    def _tell_busy(self, busy: Busy) -> None:
        self._app.keep_message(busy.message, "warn")
        self._show(f"waiting: {busy.message}")

    def _show(self, far: str) -> None:
        self._waits = ""
        if far != self._far:
            self._far = far
            self._speak()

    def _speak(self) -> None:
        self._app.house_screen.speak_again()

    def _fail(self, error: ZtuiError) -> None:
        self._far = ""
        error.hint = f"{error.hint} {_GOES_ON}".strip()
        self._app.house_screen.fail(error)

    def _say_done(self, report: Report) -> None:
        self._far = ""
        if report.requests > 1:
            new = report.added.new
            said = f"{counted(new, 'new call')} stored, {counted(report.requests, 'request')}."
            self._app.house_screen.say(said, "good")


def _kept(session: Session, span: Span) -> Span:
    """Leave out what would be forgotten at once."""
    if not session.profile.retention_days:
        return span
    from ztui.services.calls.keeping import kept_from
    from ztui.services.calls.windows import second_of

    kept = kept_from(session.profile, session.clock.now())
    return span if kept is None else (max(span[0], second_of(kept)), span[1])


def _told(cost: Cost) -> str:
    short = f" The pot has {cost.left:,} left today: the rest has to wait." if cost.is_too_much else ""
    return f"{counted(cost.calls, 'call')}: {cost}.{short}"
