"""`ztui calls`: the calls that are stored: which, how many, how old; fetching them, and forgetting old ones."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.calls_callbacks import callbacks
from ztui.cli.calls_stats import stats
from ztui.cli.calls_story import story
from ztui.cli.journal_entry import form_of_one, house_of
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, fact_line, print_object
from ztui.core.amounts import counted, size
from ztui.core.errors import ConfigError
from ztui.core.moments import read_moment
from ztui.core.times import age, api_text, parse_instant, stamp, zone_name
from ztui.services.calls.callbacks import missing_of
from ztui.services.calls.windows import edge, instant_of, second_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.calls.windows import Span
    from ztui.services.session import Session
    from ztui.store.calls.coverage import Covered

__all__ = ["calls"]


@click.group("calls", invoke_without_command=True)
@form_of_one
@click.pass_context
def calls(ctx: click.Context, /, forms: Any) -> int:
    """Tell which calls are stored on this machine, how many they are, and how old that is.

    \b
    ztui calls
    ztui calls sync --from -30d
    ztui calls sync --quiet --yes        for cron
    ztui calls follow
    ztui calls prune --before -90d
    ztui calls stats --by queue --from -7d
    ztui calls callbacks --since "yesterday 18:00"
    ztui calls story "+1 415 555 0188"

    Nothing is sent but by sync and follow.
    """  # noqa: D301  (click reads the control character)
    if ctx.invoked_subcommand is not None:
        return 0
    runtime, options = house_of(ctx)
    form = form_option(forms, runtime)
    return runtime.run(_status(runtime, options, form))


async def _status(runtime: Runtime, options: GlobalOptions, form: Form) -> int:
    async with runtime.session(options) as session:
        facts = await _facts(session)
        if form is Form.JSON:
            print_object(facts, form, runtime.stdout)
        else:
            for title, value in _lines(facts, session):
                runtime.stdout.write(fact_line(title, value, 8, session.viewer()))
    return 0


async def _facts(session: Session) -> dict[str, Any]:
    now = session.clock.now()
    path = session.calls.path
    covered: tuple[Covered, ...] = ()
    count = 0
    if path.exists():  # a question makes no file
        covered, count = await session.calls.covered(), await session.calls.count()
    days = session.profile.retention_days
    oldest = max(edge(now), second_of(now - timedelta(days=days))) if days else edge(now)
    missing = await missing_of(session, (oldest, second_of(now) + 1))
    return {
        "calls": count,
        "covered": [_span((each.first, each.end)) | {"read_at": api_text(each.read_at)} for each in covered],
        "missing": [_span(each) for each in reversed(missing)],
        "retention_days": days,
        "file": str(path),
        "bytes": path.stat().st_size if path.exists() else 0,
    }


def _span(span: Span) -> dict[str, str]:
    first, end = span
    return {"from": api_text(instant_of(first)), "to": api_text(instant_of(end - 1))}


def _lines(facts: Mapping[str, Any], session: Session) -> Iterator[tuple[str, str]]:
    yield "stored", f"{counted(facts['calls'], 'call')}, {size(facts['bytes'])}"
    for number, each in enumerate(facts["covered"]):
        read_at = parse_instant(each["read_at"])
        old = age((session.clock.now() - read_at).total_seconds()) if read_at else ""
        yield "" if number else "covered", f"{_between(each, session.zone)}, {old}"
    if not facts["covered"]:
        yield "covered", "nothing yet; 'ztui calls sync' fetches calls"
    for number, each in enumerate(facts["missing"]):
        yield "" if number else "to fetch", _between(each, session.zone)
    days = facts["retention_days"]
    yield "kept", f"{counted(days, 'day')} (retention_days)" if days else "until pruned (retention_days)"
    yield "file", facts["file"]


def _between(span: Mapping[str, str], zone: ZoneInfo) -> str:
    ends = [instant for name in ("from", "to") if (instant := parse_instant(span[name]))]
    return " to ".join(f"{stamp(each, zone)} {zone_name(each, zone)}" for each in ends)


@calls.command("sync")
@click.option("--from", "start", default="", metavar="TIME", help="Begin; without it as far back as Zoom gives calls.")
@click.option("--to", "end", default="", metavar="TIME", help="End; now if it is left out.")
@click.option("--yes", is_flag=True, help="Agree to the cost.")
@click.option("--wait", is_flag=True, help="When the day's pot is empty, go on when it is full again.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but what goes wrong.")
@form_of_one
@click.pass_context
def sync(ctx: click.Context, /, start: str, end: str, forms: Any, *, yes: bool, wait: bool, quiet: bool) -> int:
    """Fetch the calls that are missing, newest first; what is stored is not fetched again but for the last hours.

    \b
    ztui calls sync
    ztui calls sync --from -6months --yes
    ztui calls sync --from 2026-10-01 --to 2026-10-31 --json
    */15 * * * *  ztui calls sync --from -7d --yes --quiet

    What it costs is said first. Above the share of the day's pot that sync_ask_percent of the profile names, it is
    asked, or --yes is needed. It can be cut at any time: the same command goes on. The exit code is 3 when the day's
    pot is empty or Zoom cannot be reached.
    """  # noqa: D301  (click reads the control character)
    from ztui.cli.calls_sync import Wanted, carry_out

    runtime, options = house_of(ctx)
    if options.offline:
        raise ConfigError("Calls cannot be fetched offline.", "Leave --offline out.")
    wanted = Wanted(start, end, yes=yes, wait=wait, quiet=quiet, form=form_option(forms, runtime))
    return carry_out(runtime, options, wanted)


@calls.command("follow")
@click.option("--every", type=float, default=10, show_default=True, metavar="SECONDS", help="Time between two looks.")
@click.option("--match", default="", metavar="TEXT", help="Only calls that pass, as / filters on the screen.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="End after N calls.")
@click.option("-q", "--quiet", is_flag=True, help="Do not say what it costs.")
@form_options
@click.pass_context
def follow(ctx: click.Context, /, every: float, match: str, limit: int | None, forms: Any, *, quiet: bool) -> int:
    """Print new calls as they come, until ctrl+c; in a pipe one JSON object a line.

    \b
    ztui calls follow
    ztui calls follow --every 30 --match "outcome:missed queue:support"
    ztui calls follow --ndjson | jq -r .call_result

    A call is listed once it is over. It begins with the calls of the last minutes. Each look is a heavy request; what
    that makes of the day's pot is said first. It ends by itself (exit code 3) when under a tenth of the pot is left.
    """  # noqa: D301  (click reads the control character)
    from ztui.cli.calls_follow import FollowWanted
    from ztui.cli.calls_follow import follow as carry_out

    runtime, options = house_of(ctx)
    form = form_option(forms, runtime)
    wanted = FollowWanted(every, match, Form.NDJSON if form is Form.JSON else form, quiet, limit)
    return carry_out(runtime, options, wanted)


@calls.command("prune")
@click.option("--before", required=True, metavar="TIME", help="Calls that began before it are forgotten.")
@form_of_one
@click.pass_context
def prune(ctx: click.Context, /, before: str, forms: Sequence[Form]) -> int:
    """Forget the stored calls that began before a time. Zoom keeps them; a sync can fetch them again.

    \b
    ztui calls prune --before -90d
    ztui calls prune --before 2026-09-01
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    form = form_option(forms, runtime)
    return runtime.run(_prune(runtime, options, before, form))


async def _prune(runtime: Runtime, options: GlobalOptions, before: str, form: Form) -> int:
    async with runtime.session(options) as session:
        now = session.clock.now()
        instant = read_moment(before, now, session.zone)
        if instant > now + timedelta(seconds=1):
            raise ConfigError(f"'{before}' is in the future.", "Write a time that has been.")
        there = session.calls.path.exists()
        gone = await session.calls.prune(second_of(instant)) if there else 0
        left = await session.calls.count() if there else 0
        if form is Form.JSON:
            print_object({"pruned": gone, "calls": left}, form, runtime.stdout)
        else:
            runtime.stdout.write(f"{gone:,} calls forgotten, {left:,} left.\n")
    return 0


calls.add_command(callbacks)
calls.add_command(stats)
calls.add_command(story)
