"""`ztui index`: how old the index is, and reading what is missing of it; made for cron."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TextIO

import click

from ztui.cli.journal_entry import house_of
from ztui.cli.output import Form, print_object
from ztui.cli.passing_line import PassingLine
from ztui.cli.start import say
from ztui.core.amounts import counted
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, ZtuiError
from ztui.core.text import display
from ztui.core.times import age, api_text, rough_duration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.core.ports import Clock
    from ztui.services.inventory.cost import Progress
    from ztui.services.inventory.known import Age
    from ztui.services.inventory.sync import Report
    from ztui.services.session import Session

__all__ = ["ReadingLine", "index", "refuse_both"]

_SPANS: Mapping[str, timedelta] = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
_REST = (
    " To that come, once the lists are read, about two requests for each queue and shared line group,"
    " four for each auto receptionist, one for each site."
)
_STALE = 1
"""The exit code when something is missing, failed, or older than wished."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    what: str
    parts: tuple[str, ...] | None
    fresh_for: timedelta
    quiet: bool
    json: bool


@click.command("index")
@click.argument("what", type=click.Choice(("status", "sync")), default="status")
@click.option("--part", "parts", multiple=True, metavar="NAME", help="Only this part; 'status' names all.")
@click.option(
    "--max-age", default="12h", metavar="AGE", help="What is younger is fresh: 30min, 12h, 2d; 0 for nothing."
)
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", is_flag=True, help="Print JSON.")
@click.pass_context
def index(ctx: click.Context, /, what: str, parts: tuple[str, ...], max_age: str, **given: Any) -> int:
    """Show how old the index of the account is, or read what is missing of it.

    \b
    ztui index                              parts, how much is stored, how old it is; what a sync costs
    ztui index sync                         read what is missing or older than 12 hours
    ztui index sync --max-age 0 --quiet     read all anew, say nothing: for cron
    ztui index sync --part user-handling    a part that is not read unless it is named

    What comes is stored at once: after a cut, the same command goes on. Not more of the rate of requests is used than
    index_percent of the profile says. Exit code 1 means that something is missing, failed, or older than wished.
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    wanted = Wanted(what, parts or None, _span(max_age), **given)
    try:
        return runtime.run(_run(runtime, options, wanted))
    except KeyboardInterrupt:
        say(runtime, "Stopped.", "What came is stored; the same command goes on from there.", 0)
        raise


def _span(text: str) -> timedelta:
    """Read an age.

    Raises:
        ConfigError: It is none.
    """
    found = re.fullmatch(r"(\d{1,5})\s*(min|h|d)", text.strip().casefold())
    if found is not None:
        return int(found[1]) * _SPANS[found[2]]
    if text.strip() == "0":
        return timedelta(0)
    raise ConfigError(f"'{text}' is no age.", "Write 30min, 12h, 2d or 0.")


async def _run(runtime: Runtime, options: GlobalOptions, wanted: Wanted) -> int:
    from ztui.services.inventory.parts import parts_named

    chosen = {each.name for each in parts_named(wanted.parts)}
    async with runtime.session(options) as session:
        if wanted.what == "sync":
            return await _sync(runtime, session, wanted)
        return await _status(runtime, session, wanted, chosen)


async def _status(runtime: Runtime, session: Session, wanted: Wanted, chosen: set[str]) -> int:
    ages = await session.inventory.ages()
    now = session.clock.now()
    stale = [
        each
        for each in ages
        if each.part in chosen
        and (not each.complete or (each.as_of is not None and wanted.fresh_for and now - each.as_of > wanted.fresh_for))
    ]
    if wanted.json:
        cost = await session.inventory.plan(wanted.parts, fresh_for=wanted.fresh_for)
        told = {"parts": [_fact(each) for each in ages], "stale": [each.part for each in stale]}
        told["cost"] = {"requests": cost.requests, "labels": dict(cost.labels), "seconds": round(cost.seconds, 1)}
        print_object(told, Form.JSON, runtime.stdout)
    elif not wanted.quiet:
        for line in _lines(ages, session):
            runtime.stdout.write(line + "\n")
        cost = await session.inventory.plan(wanted.parts, fresh_for=wanted.fresh_for)
        rest = _REST if cost.unknown else ""
        runtime.stderr.write(f"ztui: 'ztui index sync' now costs: {cost}.{rest}\n")
    return _STALE if stale else 0


def _fact(each: Age) -> dict[str, Any]:
    return {
        "part": each.part,
        "resource": each.resource,
        "count": each.count,
        "as_of": None if each.as_of is None else api_text(each.as_of),
        "complete": each.complete,
        "missing": each.missing,
        "default": each.is_default,
    }


def _lines(ages: Sequence[Age], session: Session) -> list[str]:
    now = session.clock.now()
    lines = [f"{'PART':<20}  {'WHAT':<40}  {'STORED':>8}  AGE"]
    for each in ages:
        old = "never read" if each.as_of is None else age((now - each.as_of).total_seconds())
        lacking = f", {each.missing:,} missing" if each.missing and each.as_of is not None else ""
        part = "" if each.complete or each.as_of is None or lacking else ", in part"
        named = "" if each.is_default else ", read when named"
        lines.append(f"{each.part:<20}  {each.title:<40}  {each.count:>8,}  {old}{lacking}{part}{named}")
    return lines


async def _sync(runtime: Runtime, session: Session, wanted: Wanted) -> int:
    from ztui.services.finding.finder import Finder

    if session.offline:
        raise ConfigError("This session is offline: nothing can be read.", "Leave --offline out.")
    line = ReadingLine(runtime.stderr, session.clock, quiet=wanted.quiet)
    cost = await session.inventory.plan(wanted.parts, fresh_for=wanted.fresh_for)
    rest = _REST if cost.unknown else ""
    line.say(f"{cost}.{rest}")
    try:
        report = await session.inventory.sync(wanted.parts, fresh_for=wanted.fresh_for, tell=line.show)
        await Finder(session).renew()
    except ZtuiError as error:
        line.end()
        hint = f"{display(error.hint)} What came is stored; the same command goes on from there."
        return say(runtime, display(error.message), hint.strip(), error.exit_code)
    line.end()
    _told(runtime, report, wanted)
    return _STALE if report.failed else 0


def _told(runtime: Runtime, report: Report, wanted: Wanted) -> None:
    for name, error in report.failed.items():
        runtime.stderr.write(f"ztui: {name}: {display(str(error))}\n")
    if wanted.json:
        facts = {
            "requests": report.requests,
            "labels": {str(label): count for label, count in report.sent.items()},
            "seconds": round(report.seconds, 1),
            "read": list(report.read),
            "fresh": list(report.fresh),
            "failed": {name: error.message for name, error in report.failed.items()},
        }
        print_object(facts, Form.JSON, runtime.stdout)
    elif not wanted.quiet:
        parts, requests = len(report.read), report.requests
        runtime.stdout.write(
            f"{counted(parts, 'part')} read, {len(report.fresh):,} fresh;"
            f" {counted(requests, 'request')} in {rough_duration(report.seconds)}.\n"
        )


def refuse_both(*, fresh: bool, stored: bool) -> None:
    """Refuse to read anew and to ask nothing in one breath.

    Raises:
        ConfigError: Both were asked for.
    """
    if fresh and stored:
        raise ConfigError("--fresh asks Zoom, and what is stored was asked for.", "Leave one of the two out.")


class ReadingLine:
    """A line on a terminal's stderr that tells how far it is; elsewhere, and if quiet, nothing."""

    def __init__(self, err: TextIO, clock: Clock, *, quiet: bool) -> None:
        self._err = err
        self._quiet = quiet
        self._passing = PassingLine(err, clock, quiet=quiet)
        self._counted = False

    def show(self, progress: Progress) -> None:
        """Paint how far it is."""
        if progress.is_counted and not self._counted and progress.left.requests:
            self._counted = True
            self.say(f"The lists are read. Left: {progress.left}.")
        if not self._passing.is_due():
            return
        left = progress.left
        text = f"{progress.sent:,} of {progress.sent + left.requests:,} requests"
        text += f", {rough_duration(left.seconds)} left" if left.limited and left.requests else ""
        self._passing.paint(f"{text}, {progress.part}")

    def say(self, text: str) -> None:
        """Say a sentence on a line of its own."""
        if not self._quiet:
            self.end()
            self._err.write(f"ztui: {text}\n")
            self._err.flush()

    def end(self) -> None:
        """Take the line away."""
        self._passing.end()
