"""`ztui calls stats`: stored calls counted by any column, by hour, day and weekday, or weekday by hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

import click

from ztui.cli.calls_callbacks import way_to_rest
from ztui.cli.conditions import view_of
from ztui.cli.counted import facts_of, figures_of, print_counts, sentence_of
from ztui.cli.filing import file_option
from ztui.cli.journal_entry import house_of
from ztui.cli.jq import jq_option
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_object, print_rows
from ztui.cli.paging import paged
from ztui.cli.streams import is_unicode
from ztui.cli.unstored import say_no_calls
from ztui.core.bars import scaled, shade
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.core.moments import read_window
from ztui.core.times import api_text
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.model import Column, Kind
from ztui.services.calls.totals import WEEKDAYS, heat
from ztui.services.calls.windows import instant_of, second_of
from ztui.services.counters import StoredCalls
from ztui.services.counting import counted, way_named
from ztui.services.filters import parse
from ztui.store.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.calls.windows import Span
    from ztui.services.session import Session
    from ztui.store.terms import LocalFilter

__all__ = ["stats"]

_MOST = 1000
_LATE = 300
"""Seconds that may be missing of a span that is told to be stored."""
_HEAT = "heat"
_HOURS = 24
_DIGITS = 3
"""Of the figures of a heat map."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for; times and filter as typed; `by` is `heat` for weekday by hour."""

    by: str
    where: Sequence[str]
    match: str
    start: str
    end: str
    limit: int | None
    form: Form


@click.command("stats")
@click.option("--by", default="", metavar="COLUMN", help="What to count by: see below, or any column.")
@click.option("--heat", is_flag=True, help="Count by weekday and hour of the day, as a heat map.")
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Filter by a column.")
@click.option("--match", default="", metavar="TEXT", help="Filter as / does on the screen.")
@click.option("--from", "start", default="", metavar="TIME", help="Begin; the oldest stored call if it is left out.")
@click.option("--to", "end", default="", metavar="TIME", help="End; now if it is left out.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the N largest groups; 1,000 else.")
@form_options
@click.pass_context
@file_option
@paged
@jq_option
def stats(ctx: click.Context, /, forms: tuple[Form, ...], by: str, *, heat: bool, **given: Any) -> int:
    """Count stored calls: how many, answered, missed, how long. Nothing is sent.

    \b
    ztui calls stats --by hour --from -30d
    ztui calls stats --by queue --from -7d --match "result:overflowed" --csv
    ztui calls stats --by caller --where direction=inbound --limit 20 --json
    ztui calls stats --heat --from -30d --match "outcome:missed"

    By hour, weekday or day (of your zone, --tz), queue, caller, callee, result, outcome, direction, site, trunk, or any
    other column of the list of calls. Missed is a call that came in with a result such as no answer, abandoned, busy or
    voicemail. By queue counts calls to the queue itself.
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    if heat == bool(by):
        raise ConfigError("Name one thing to count by.", "Give --by COLUMN or --heat.")
    if heat and given["limit"]:
        raise ConfigError("A heat map has all hours of the week.", "Leave --limit out, or count with --by.")
    return runtime.run(_run(runtime, options, Wanted(_HEAT if heat else by, form=form_option(forms, runtime), **given)))


async def _run(runtime: Runtime, options: GlobalOptions, wanted: Wanted) -> int:
    view, ends = view_of(CALL_HISTORY, wanted.where, wanted.match, None)
    if view.query:
        name = view.query[0][0]
        raise ConfigError(f"{name} is a filter of Zoom's, and stored calls are counted.", "Name a column instead.")
    if wanted.by != _HEAT:
        way_named(CALL_HISTORY, wanted.by)
    async with runtime.session(options) as session:
        if not session.calls.path.exists():
            return say_no_calls(runtime, options)
        if wanted.form is Form.TABLE:
            await session.learn_sites(ask=False)
        local = parse(view.filter, CALL_HISTORY, session.viewer())
        span = _span(session, wanted.start or ends.get("from", ""), wanted.end or ends.get("to", ""))
        missing = await _missing(session, span)
        about = _about(wanted, span, complete=not missing)
        await (_count_heat if wanted.by == _HEAT else _count)(runtime, session, wanted, local, span, about)
        if missing:
            runtime.stderr.write(f"ztui: Not all calls of that time are stored. {way_to_rest(session, missing)}\n")
    return 0


async def _count(
    runtime: Runtime, session: Session, wanted: Wanted, local: LocalFilter, span: Span | None, about: dict[str, Any]
) -> None:
    way = way_named(CALL_HISTORY, wanted.by)
    counter = StoredCalls(session.calls, span)
    try:
        counts = await counted(counter, local, way, session.zone, wanted.limit or _MOST)
    except KeyError:
        raise ConfigError(
            f"Stored calls are not counted by {wanted.by}.", "Count by hour, weekday or day of their beginning."
        ) from None
    if wanted.form is Form.JSON:
        print_object(about | facts_of(counts, session.viewer()), wanted.form, runtime.stdout)
    else:
        await print_counts(runtime, session, counts, wanted.form)


async def _count_heat(
    runtime: Runtime, session: Session, wanted: Wanted, local: LocalFilter, span: Span | None, about: dict[str, Any]
) -> None:
    counter, out = StoredCalls(session.calls, span), runtime.stdout
    cells = heat(await counter.quarters(local, "start_time"), session.zone)
    totals = await counter.totals(local)
    rows = [
        {"weekday": name, "hour": hour} | figures_of(cells.get((weekday, hour), Figures()))
        for weekday, name in enumerate(WEEKDAYS)
        for hour in range(_HOURS)
    ]
    if wanted.form is Form.JSON:
        print_object(about | {"totals": figures_of(totals), "groups": len(rows), "rows": rows}, wanted.form, out)
    elif wanted.form is Form.TABLE:
        _print_heat(cells, out)
        out.write(f"\n{sentence_of(totals)}\n")
    else:
        numbers = ("hour", "calls", "answered", "missed", "answered_percent", "average_seconds", "seconds")
        columns = (Column("weekday"), *(Column(each, kind=Kind.COUNT) for each in numbers))
        await print_rows(rows, columns, wanted.form, out, session.viewer(), 0)


def _print_heat(cells: dict[tuple[int, int], Figures], out: TextIO) -> None:
    """Print a line of shades and one of figures for each weekday."""
    ascii, counts = not is_unicode(out), [each.calls for each in cells.values()]
    most, unit = max(counts, default=0), scaled(counts, _DIGITS)
    out.write(f"{'':9}{''.join(f'{hour:02}'.rjust(_DIGITS + 1) for hour in range(_HOURS))}\n")
    for weekday, name in enumerate(WEEKDAYS):
        calls = [cells.get((weekday, hour), Figures()).calls for hour in range(_HOURS)]
        shades = "".join(f" {shade(each, most, ascii=ascii) * _DIGITS}" for each in calls)
        figures = "".join((str(round(each / unit)) if each else "").rjust(_DIGITS + 1) for each in calls)
        out.writelines(each.rstrip() + "\n" for each in (f"{name:<9}{shades}", f"{'':9}{figures}"))
    if unit > 1:
        out.write(f"\nFigures are calls in units of {unit:,}.\n")


def _about(wanted: Wanted, span: Span | None, *, complete: bool) -> dict[str, Any]:
    """Tell as JSON does what was counted."""
    first, end = (None, None) if span is None else (instant_of(span[0]), instant_of(span[1] - 1))
    return {
        "by": wanted.by,
        "from": None if first is None else api_text(first),
        "to": None if end is None else api_text(end),
        "complete": complete,
    }


def _span(session: Session, start: str, end: str) -> Span | None:
    """Read the ends; None is all that is stored."""
    if not start and not end:
        return None
    since, until = read_window(start or "2015-01-01T00:00:00Z", end, session.clock.now(), session.zone)
    return max(second_of(since), 0), second_of(until) + 1


async def _missing(session: Session, span: Span | None) -> Sequence[Span]:
    """Give the parts of the span whose calls may not be stored, newest first, but for those of the last minutes."""
    gaps = () if span is None else await session.calls.gaps(span)
    return gaps if any(end - first > _LATE for first, end in gaps) else ()
