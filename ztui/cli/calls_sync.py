"""`ztui calls sync`: what it costs, agreement to it, how far it is, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from ztui.cli.asking import can_ask, is_yes
from ztui.cli.output import Form, print_object
from ztui.cli.passing_line import PassingLine
from ztui.cli.start import say
from ztui.cli.streams import is_unicode
from ztui.core.amounts import counted
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, RateLimited, ZtuiError
from ztui.core.moments import read_window
from ztui.core.text import display
from ztui.core.times import api_text, rough_duration, stamp, zone_name
from ztui.services.calls.keeping import forget_old, kept_span
from ztui.services.calls.sync import Sync
from ztui.services.calls.windows import edge, instant_of

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.core.ports import Clock
    from ztui.services.calls.cost import Cost, Progress
    from ztui.services.calls.sync import Report
    from ztui.services.calls.turns import Busy
    from ztui.services.calls.windows import Span
    from ztui.services.session import Session

__all__ = ["Wanted", "carry_out"]

_BAR = 20
_STOPPED = "What came is stored; the same command goes on from there."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for: the span as typed, agreement, manners, form."""

    start: str
    end: str
    yes: bool
    wait: bool
    quiet: bool
    form: Form


def carry_out(runtime: Runtime, options: GlobalOptions, wanted: Wanted) -> int:
    """Sync, and give the exit code."""
    try:
        return runtime.run(_run(runtime, options, wanted))
    except KeyboardInterrupt:
        say(runtime, "Stopped.", _STOPPED, 0)
        raise


async def _run(runtime: Runtime, options: GlobalOptions, wanted: Wanted) -> int:
    async with runtime.session(options) as session:
        span = _span(session, wanted)
        bar = Bar(runtime.stderr, session.clock, quiet=wanted.quiet)
        work = Sync(session.client, session.calls, session.clock, span, bar.show, when_busy=bar.say_busy)
        failed: ZtuiError | None = None
        try:
            await _sync(runtime, session, work, wanted, bar)
        except ZtuiError as error:
            if isinstance(error, ConfigError):
                raise
            failed = error
        finally:
            bar.end()
            await work.close()
        gone = await forget_old(session.calls, session.profile, session.clock.now())
        if not wanted.quiet:
            await _tell(runtime, session, work, wanted.form, span, gone, failed)
        if failed is not None:
            return say(runtime, display(failed.message), f"{display(failed.hint)} {_STOPPED}", failed.exit_code)
        return _say_odd(runtime, work.report, quiet=wanted.quiet)


def _say_odd(runtime: Runtime, report: Report, *, quiet: bool) -> int:
    """Say what Zoom sent otherwise than documented, and give the exit code."""
    if report.added.odd and not quiet:
        runtime.stderr.write(
            f"ztui: {report.added.odd:,} calls had values of another type than the API documents. They are stored as"
            " what they mean, as far as that is plain.\n"
        )
    if not report.untimed:
        return 0
    told = f"{report.untimed:,} calls came without a begin that can be read: the time around them is not complete."
    return say(runtime, told, "They are stored; the same command asks for them once more.", 1)


def _span(session: Session, wanted: Wanted) -> Span:
    """Read the span; it begins where Zoom's history does, or with what is kept, if no begin is named."""
    now = session.clock.now()
    start = wanted.start or api_text(instant_of(edge(now)))
    return kept_span(*read_window(start, wanted.end, now, session.zone), session.profile, now)


async def _sync(runtime: Runtime, session: Session, work: Sync, wanted: Wanted, bar: Bar) -> None:
    """Look, say what the rest costs, fetch it; with `--wait` go on when the pot is full again."""
    is_agreed = wanted.yes
    while True:
        try:
            cost = await work.look()
            if cost.requests:
                bar.say(_cost(cost))
                is_agreed = is_agreed or _agrees(runtime, session, cost)
                await work.run()
        except RateLimited as error:
            if not wanted.wait or error.until is None:
                raise
            bar.say(f"{display(error.message)} It goes on at {_when(error.until, session)}.")
            await session.clock.sleep(max((error.until - session.clock.now()).total_seconds(), 1.0))
        else:
            return


def _cost(cost: Cost) -> str:
    short = f" The pot has {cost.left:,} left today: the rest has to wait." if cost.is_too_much else ""
    return f"{cost.calls:,} calls: {cost}.{short}"


def _agrees(runtime: Runtime, session: Session, cost: Cost) -> bool:
    """Ask, where it costs more than the profile lets pass.

    Raises:
        ConfigError: There is nobody to ask, or the answer is no.
    """
    most = session.profile.sync_ask_percent
    if cost.percent <= most:
        return True
    why = f"That is more than {most} % of the day's pot (sync_ask_percent)."
    if not can_ask(runtime):
        raise ConfigError(f"{_cost(cost)} {why}", "To do it, add --yes.")
    if not is_yes(runtime, f"{why} Fetch them?"):
        raise ConfigError("Nothing more was fetched.", "A later --from costs less.")
    return True


def _when(instant: datetime, session: Session) -> str:
    return f"{stamp(instant, session.zone)} {zone_name(instant, session.zone)}"


async def _tell(
    runtime: Runtime, session: Session, work: Sync, form: Form, span: Span, gone: int, failed: ZtuiError | None
) -> None:
    """Print what became of it."""
    report = work.report
    until = failed.until if isinstance(failed, RateLimited) else None
    facts: dict[str, Any] = {
        "from": api_text(instant_of(span[0])),
        "to": api_text(instant_of(span[1] - 1)),
        "complete": failed is None and not report.untimed,
        "new": report.added.new,
        "changed": report.added.changed,
        "same": report.added.same,
        "odd": report.added.odd,
        "pruned": gone,
        "calls": await session.calls.count(),
        "requests": report.requests,
        "seconds": round(report.seconds, 1),
    }
    if until is not None:
        facts["goes_on_at"] = api_text(until)
    if form is Form.JSON:
        print_object(facts, form, runtime.stdout)
        return
    pruned = f", {counted(gone, 'older one')} forgotten" if gone else ""
    runtime.stdout.write(
        f"{counted(report.added.new, 'new call')}, {report.added.changed:,} changed{pruned}; {facts['calls']:,} stored;"
        f" {counted(report.requests, 'request')} in {rough_duration(report.seconds)}.\n"
    )


class Bar:
    """A line on a terminal's stderr that tells how far it is; elsewhere, and if quiet, nothing."""

    def __init__(self, err: TextIO, clock: Clock, *, quiet: bool) -> None:
        """Take where to write and the clock."""
        self._err = err
        self._quiet = quiet
        self._passing = PassingLine(err, clock, quiet=quiet)
        self._full, self._empty = ("█", "░") if is_unicode(err) else ("#", "-")

    def show(self, progress: Progress) -> None:
        """Paint how far it is."""
        if self._passing.is_due():
            self._passing.paint(self._line(progress))

    def _line(self, progress: Progress) -> str:
        done = round(progress.share * _BAR)
        rest = progress.rest
        whole = progress.calls + rest.calls
        parts = [f"{progress.calls:,} of {counted(whole, 'call')}", counted(progress.requests, "request")]
        if rest.left is not None:
            parts.append(f"pot {rest.left:,}")
        parts.append(f"{rough_duration(rest.seconds)} left")
        if progress.one_by_one:
            parts.append("one by one")
        return f"{self._full * done}{self._empty * (_BAR - done)} {', '.join(parts)}"

    def say(self, text: str) -> None:
        """Say a sentence on a line of its own."""
        if not self._quiet:
            self._passing.clear()
            self._err.write(f"ztui: {text}\n")
            self._err.flush()

    def say_busy(self, busy: Busy) -> None:
        """Say that another sync has to end first."""
        self.say(f"{busy.message} This one waits, and fetches what is missing then.")

    def end(self) -> None:
        """Take the line away."""
        self._passing.end()
