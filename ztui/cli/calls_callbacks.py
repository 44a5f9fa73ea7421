"""`ztui calls callbacks`: who was missed and not called back, of the calls that are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.conditions import view_of
from ztui.cli.filing import file_option
from ztui.cli.journal_entry import house_of
from ztui.cli.jq import jq_option
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_rows, width_of
from ztui.cli.paging import paged
from ztui.cli.streams import is_unicode
from ztui.cli.unstored import say_no_calls
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.core.json_text import json_text
from ztui.core.moments import read_window
from ztui.core.times import api_text, stamp, zone_name
from ztui.resources.call_history import CALL_HISTORY
from ztui.services.calls.callbacks import CALLBACKS, ORDERS, SINCE, Asked, Callbacks
from ztui.services.calls.summing import callers_words
from ztui.services.calls.windows import edge, instant_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.model import Row
    from ztui.services.calls.windows import Span
    from ztui.services.session import Session

__all__ = ["callbacks", "say_missing"]

_TABLE = ("last_try", "number", "name", "tries", "voicemails", "called", "last_result", "first_try")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for; times and filter as typed."""

    since: str
    until: str
    sort: str
    where: Sequence[str]
    match: str
    limit: int | None
    form: Form


@click.command("callbacks")
@click.option("--since", default=SINCE, show_default=True, metavar="TIME", help="Calls that were missed since then.")
@click.option("--until", default="", metavar="TIME", help="Calls that were missed until then; now if it is left out.")
@click.option("--sort", type=click.Choice(tuple(ORDERS)), default="last", show_default=True,
              help="By the last try, the most tries, who waits longest (first), the most voicemails.")  # fmt: skip
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Only missed calls with this in a column.")
@click.option("--match", default="", metavar="TEXT", help="Only missed calls that / would show in the list of calls.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N callers.")
@form_options
@click.pass_context
@file_option
@paged
@jq_option
def callbacks(ctx: click.Context, /, forms: tuple[Form, ...], **given: Any) -> int:
    """Print who was missed and not called back since. Nothing is sent: stored calls are looked at.

    \b
    ztui calls callbacks --since "yesterday 18:00"
    ztui calls callbacks --since -7d --sort tries --csv
    ztui calls callbacks --match "to:support result:voicemail"

    A missed call is done with once a later call went out to the caller's number, or a later one from it was answered,
    by whomever. Callers who hide their number cannot be told apart and are counted alone; so are calls from your own
    extensions. If not all calls since then are stored, that is said: run 'ztui calls sync' before.
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    return runtime.run(_run(runtime, options, Wanted(form=form_option(forms, runtime), **given)))


async def _run(runtime: Runtime, options: GlobalOptions, wanted: Wanted) -> int:
    view, _ = view_of(CALL_HISTORY, wanted.where, wanted.match, None)
    if view.query:
        name = view.query[0][0]
        raise ConfigError(f"{name} is a filter of Zoom's, and stored calls are looked at.", "Name a column instead.")
    async with runtime.session(options) as session:
        since, until = read_window(wanted.since, wanted.until, session.clock.now(), session.zone)
        if not session.calls.path.exists():
            return say_no_calls(runtime, options)
        if wanted.form is Form.TABLE:
            await session.learn_sites(ask=False)
        asked = Asked(since, until if wanted.until.strip() else None, view.filter, wanted.sort)
        work = Callbacks(session, asked)
        try:
            await work.look()
            await _print(runtime, session, work, wanted)
        finally:
            work.close()
        say_missing(runtime, session, work.missing, "Some may have been called back, others be missing.")
    return 0


async def _print(runtime: Runtime, session: Session, work: Callbacks, wanted: Wanted) -> None:
    out = runtime.stdout
    viewer = session.viewer(ascii=not is_unicode(out))
    columns = [each for each in CALLBACKS.columns if wanted.form is not Form.TABLE or each.path in _TABLE]
    if wanted.form is Form.JSON:
        out.write(f'{json_text(_facts(work), ascii=not is_unicode(out))[:-1]}, "rows": ')
    await print_rows(_rows(work, wanted.limit), columns, wanted.form, out, viewer, width_of(out))
    if wanted.form is Form.JSON:
        out.write("}\n")
    elif wanted.form is Form.TABLE:
        out.write(f"\n{callers_words(work.found, ascii=viewer.ascii)}\n")


async def _rows(work: Callbacks, limit: int | None) -> AsyncIterator[Row]:
    left = limit
    async for each in work.rows():
        if left is not None and left <= 0:
            return
        yield each
        left = None if left is None else left - 1


def _facts(work: Callbacks) -> dict[str, Any]:
    found, (first, end) = work.found, work.span
    return {
        "since": _told(first),
        "until": _told(end - 1),
        "complete": not work.missing,
        "missing": [{"from": _told(begin), "to": _told(stop - 1)} for begin, stop in reversed(work.missing)],
        "callers": found.count,
        "tries": found.tries,
        "done": found.done,
        "withheld": found.withheld,
        "inside": found.inside,
    }


def _told(second: int) -> str:
    return api_text(instant_of(second))


def say_missing(runtime: Runtime, session: Session, missing: Sequence[Span], why: str) -> None:
    """Say of which time calls are not stored, what that means, and how they are got; nothing where all are stored."""
    if not missing:
        return
    zone = session.zone
    spans = [
        " to ".join(f"{stamp(each, zone)} {zone_name(each, zone)}" for each in (instant_of(first), instant_of(end - 1)))
        for first, end in reversed(missing)
    ]
    more = f" and {len(spans) - 3} other spans" if len(spans) > 3 else ""
    runtime.stderr.write(
        f"ztui: Not all calls of that time are stored: {', '.join(spans[:3])}{more} missing. {why}"
        f" {way_to_rest(session, missing)}\n"
    )


def way_to_rest(session: Session, missing: Sequence[Span]) -> str:
    """Say how calls are got that are not stored (spans, newest first), as far as Zoom still has them."""
    oldest = edge(session.clock.now())
    gone = f"Zoom has no calls from before {stamp(instant_of(oldest), session.zone)} any more."
    if missing[0][1] <= oldest:
        return gone
    fetch = f"'ztui calls sync --from {_told(max(missing[-1][0], oldest))}' fetches the rest."
    return f"{fetch} {gone}" if missing[-1][0] < oldest else fetch
