"""`ztui calls stats`: stored calls counted by hour, day, queue, caller and the like."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.conditions import view_of
from ztui.cli.journal_entry import house_of
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_object, print_rows
from ztui.cli.streams import is_unicode
from ztui.core.errors import ConfigError
from ztui.core.moments import read_window
from ztui.core.times import duration
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.model import Column, Kind
from ztui.services.calls.totals import BY, COLUMNS, statistics
from ztui.services.calls.windows import instant_of, second_of
from ztui.services.filters import parse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.model import Row
    from ztui.services.calls.totals import Statistics
    from ztui.services.calls.windows import Span
    from ztui.services.session import Session
    from ztui.store.figures import Figures

__all__ = ["stats"]

_MOST = 1000
_LATE = 300
"""Seconds that may be missing of a span that is told to be stored."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for; times and filter as typed."""

    by: str
    where: Sequence[str]
    match: str
    start: str
    end: str
    limit: int | None
    form: Form


@click.command("stats")
@click.option("--by", required=True, type=click.Choice(BY), help="What to count by.")
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Filter by a column.")
@click.option("--match", default="", metavar="TEXT", help="Filter as / does on the screen.")
@click.option("--from", "start", default="", metavar="TIME", help="Begin; the oldest stored call if it is left out.")
@click.option("--to", "end", default="", metavar="TIME", help="End; now if it is left out.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the N largest groups; 1,000 else.")
@form_options
@click.pass_context
def stats(ctx: click.Context, /, forms: tuple[Form, ...], **given: Any) -> int:
    """Count stored calls: how many, answered, missed, how long. Nothing is sent.

    \b
    ztui calls stats --by hour --from -30d
    ztui calls stats --by queue --from -7d --match "result:overflowed" --csv
    ztui calls stats --by caller --where direction=inbound --limit 20 --json

    Hours, weekdays and days are those of your zone (--tz). Missed is a call that came in with a result such as no
    answer, abandoned, busy or voicemail. By queue counts calls to the queue itself.
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    return asyncio.run(_run(runtime, options, Wanted(form=form_option(forms, runtime), **given)))


async def _run(runtime: Runtime, options: GlobalOptions, wanted: Wanted) -> int:
    view, ends = view_of(CALL_HISTORY, wanted.where, wanted.match, None)
    if view.query:
        name = view.query[0][0]
        raise ConfigError(f"{name} is a filter of Zoom's, and stored calls are counted.", "Name a column instead.")
    async with runtime.session(options) as session:
        if not session.calls.path.exists():
            runtime.stderr.write("ztui: No calls are stored yet. 'ztui calls sync' fetches them.\n")
            return 1
        if wanted.form is Form.TABLE:
            await session.learn_sites(ask=False)
        local = parse(view.filter, CALL_HISTORY, session.viewer())
        span = _span(session, wanted.start or ends.get("from", ""), wanted.end or ends.get("to", ""))
        found = await statistics(session.calls, wanted.by, local, session.zone, span=span, most=wanted.limit or _MOST)
        missing = await _missing(session, span)
        if wanted.form is Form.JSON:
            print_object(_facts(wanted, found, span, complete=not missing), wanted.form, runtime.stdout)
        else:
            await _print(runtime, session, wanted, found)
        if missing:
            runtime.stderr.write("ztui: Not all calls of that time are stored. 'ztui calls sync' fetches the rest.\n")
    return 0


def _span(session: Session, start: str, end: str) -> Span | None:
    """Read the ends; None is all that is stored."""
    if not start and not end:
        return None
    since, until = read_window(start or "2015-01-01T00:00:00Z", end, session.clock.now(), session.zone)
    return max(second_of(since), 0), second_of(until) + 1


async def _missing(session: Session, span: Span | None) -> bool:
    """Tell whether calls of the span may not be stored, but for those of the last minutes."""
    gaps = () if span is None else await session.calls.gaps(span)
    return any(end - first > _LATE for first, end in gaps)


def _facts(wanted: Wanted, found: Statistics, span: Span | None, *, complete: bool) -> dict[str, Any]:
    first, end = (None, None) if span is None else (instant_of(span[0]), instant_of(span[1] - 1))
    return {
        "by": wanted.by,
        "from": None if first is None else f"{first:%Y-%m-%dT%H:%M:%SZ}",
        "to": None if end is None else f"{end:%Y-%m-%dT%H:%M:%SZ}",
        "complete": complete,
        "totals": _figures(found.totals),
        "groups": found.values,
        "rows": [each.row | _figures(each.figures) for each in found.groups],
    }


def _figures(each: Figures) -> dict[str, Any]:
    return {
        "calls": each.calls,
        "answered": each.answered,
        "missed": each.missed,
        "answered_percent": None if each.share is None else round(100 * each.share, 1),
        "seconds": each.seconds,
        "average_seconds": None if each.average is None else round(each.average, 1),
    }


async def _print(runtime: Runtime, session: Session, wanted: Wanted, found: Statistics) -> None:
    out = runtime.stdout
    width = shutil.get_terminal_size().columns if out.isatty() else 0
    viewer = session.viewer(ascii=not is_unicode(out))
    await print_rows(_rows(found), _columns(wanted), wanted.form, out, viewer, width)
    if wanted.form is not Form.TABLE:
        return
    each = found.totals
    share = "" if each.share is None else f", {each.answered:,} answered ({100 * each.share:.1f} %)"
    average = "" if each.average is None else f", {duration(each.average)} on average"
    shown = f"; {len(found.groups):,} of {found.values:,} shown" if len(found.groups) < found.values else ""
    total = duration(each.seconds)
    out.write(f"\n{each.calls:,} calls{share}, {each.missed:,} missed{average}, {total} in all{shown}\n")


async def _rows(found: Statistics) -> AsyncIterator[Row]:
    for each in found.groups:
        yield each.row | _figures(each.figures)


def _columns(wanted: Wanted) -> tuple[Column, ...]:
    return (
        *_labels(wanted.by, wanted.form),
        Column("calls", 9, kind=Kind.COUNT),
        Column("answered", 9, kind=Kind.COUNT),
        Column("answered_percent", 5, title="%", kind=Kind.COUNT),
        Column("missed", 9, kind=Kind.COUNT),
        Column("average_seconds", 8, title="Average", kind=Kind.DURATION),
        Column("seconds", 9, title="Total", kind=Kind.DURATION),
    )


def _labels(by: str, form: Form) -> tuple[Column, ...]:
    """Give the columns that tell a group: of a party also its number, since several may share name and extension."""
    path = COLUMNS.get(by, by)
    if by == "hour":
        return (Column("hour", 5, show=lambda row: f"{row.get('hour'):02}:00"),)
    known = CALL_HISTORY.column(path)
    if known is None or by in ("result", "direction"):
        return (Column(path, 20, title=by.capitalize(), kind=Kind.STATUS if known else Kind.TEXT),)
    side = path.removesuffix("_name")
    if side not in ("caller", "callee"):
        return (known,)
    number = Column(f"{side}_did_number", 17, title="Number", kind=Kind.NUMBER)
    if form is Form.TABLE:
        return known, number
    hidden = (Column("hide_caller_id", 5, kind=Kind.FLAG),) if side == "caller" else ()
    return known, Column(f"{side}_ext_number", 9, kind=Kind.EXTENSION), number, *hidden
