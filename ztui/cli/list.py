"""`ztui list RESOURCE`: the rows of a resource, as the list screen shows them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.completing import complete_columns, complete_resources, complete_sorts, complete_values
from ztui.cli.conditions import columns_of, view_of
from ztui.cli.jq import jq_option
from ztui.cli.list_printing import print_list, tell_of_list
from ztui.cli.output import Form
from ztui.cli.pace import watch_option
from ztui.cli.paging import paged
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, UnknownName
from ztui.resources.registry import resource as find_resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.cli.exporting import Target
    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.model import Column, Resource
    from ztui.services.listing import Listing
    from ztui.services.session import Session
    from ztui.services.view import View

__all__ = ["Conditions", "form_option", "form_options", "list_rows"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks of a list."""

    resource: Resource
    view: View
    columns: tuple[Column, ...]
    limit: int | None
    form: Form
    start: str
    end: str
    to: Target | None = None
    by: str = ""
    """What rows are counted by, "" to print them."""
    window: str = ""
    owner: tuple[str, bool] = ("", False)
    """Whose calls, "" for all, and whether those through it are meant."""
    watch: float | None = None
    """Seconds between two looks, None for a single one."""
    refresh: bool = False
    """Calls that are stored are asked for again; all else is anyway."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is asked of a list, as it is typed; `window` is that of a saved view, "" for none."""

    resource: str
    where: tuple[str, ...]
    match: str
    sort: str | None
    columns: str | None
    window: str = ""


def form_option(given: Sequence[Form], runtime: Runtime) -> Form:
    """Take the form asked for, else a table on a terminal and JSON in a pipe."""
    if len(set(given)) > 1:
        raise ConfigError("Only one of --json, --ndjson, --csv and --table can be asked for.")
    if given:
        return given[0]
    return Form.TABLE if runtime.conversation is not None or runtime.stdout.isatty() else Form.JSON


def form_options(function: Any) -> Any:
    """Add the options for the form of the output."""
    for form, text in (
        (Form.TABLE, "Print a table (the default on a terminal)."),
        (Form.CSV, "Print CSV."),
        (Form.NDJSON, "Print one JSON object a line."),
        (Form.JSON, "Print JSON (the default in a pipe)."),
    ):
        function = click.option(f"--{form}", "forms", flag_value=form, multiple=True, type=Form, help=text)(function)
    return function


def _listed(name: str) -> Resource:
    """Find what is listed.

    Raises:
        ConfigError: There is no such list; settings are named where they are meant.
    """
    try:
        return find_resource(name)
    except UnknownName:
        from ztui.resources.settings.registry import find_settings

        if find_settings(name) is None:
            raise
        raise ConfigError(f"'{name}' is a tree of settings, no list.", f"Print it with 'ztui get {name}'.") from None


@click.command("list")
@click.argument("name", metavar="[RESOURCE]", default="", shell_complete=complete_resources)
@click.option("--view", default="", metavar="NAME", help="Print a saved view; 'ztui views' lists them.")
@click.option(
    "--where",
    multiple=True,
    metavar="FIELD=VALUE",
    shell_complete=complete_values,
    help="Filter by a parameter of the API or a column.",
)
@click.option("--match", default="", metavar="TEXT", help="Filter as / does on the screen.")
@click.option(
    "--columns", metavar="A,B", shell_complete=complete_columns, help="Columns of table and CSV; all: every one."
)
@click.option(
    "--sort", metavar="A,-B", shell_complete=complete_sorts, help="Sort by columns, - before a descending one."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Print at most N rows.")
@click.option(
    "--count-by", default="", metavar="COLUMN", help="Count the rows by a column, or by hour, weekday or day."
)
@click.option("--of", default="", metavar="OWNER", help="Calls of a queue, user, site, number: those that name it.")
@click.option("--through", is_flag=True, help="With --of: all calls that passed it, as Zoom finds them.")
@click.option("--from", "start", default="", metavar="TIME", help="Begin of the window; 24 hours before its end.")
@click.option("--to", "end", default="", metavar="TIME", help="End of the window; now if it is left out.")
@click.option("--refresh", is_flag=True, help="Ask Zoom again for calls that are stored; for all else it is anyway.")
@click.option("-o", "--output", default="", metavar="FILE", help="Write to a private .csv, .json or .ndjson file.")
@click.option("--clobber", is_flag=True, help="Replace a file that is there.")
@watch_option
@form_options
@click.pass_context
@paged
@jq_option
def list_rows(ctx: click.Context, /, name: str, forms: tuple[Form, ...], limit: int | None, **given: Any) -> int:
    """Print the rows of RESOURCE.

    \b
    ztui list call-queues
    ztui list numbers --where type=toll --csv
    ztui list call-history --limit 20 --columns start_time,caller_name,call_result
    ztui list call-history --from yesterday --to yesterday
    ztui list numbers --count-by status
    ztui list call-history --from "2026-11-20 18:00" --to "2026-11-21 06:00"
    ztui list call-history --from -30d --match outcome:missed --columns all -o missed.csv --clobber
    ztui list call-history --where outcome=missed --where queue=801-8006 --columns time,from,outcome
    ztui list call-history --of queue:801-8006 --from -7d
    ztui list --view "missed today"

    Times are those of your zone (--tz) unless they name one: an ISO date or time, now, today, yesterday,
    "yesterday 18:00", or back from now as -90min -24h -7d -2weeks -6months. A date is a whole day.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    form = form_option(forms, runtime)
    asked = _asked(runtime, options, name, given)
    resource = _listed(asked.resource)
    columns = columns_of(resource, asked.columns)
    to = _target(given["output"], form if forms else None, clobber=given["clobber"])
    view, ends = view_of(resource, asked.where, asked.match, asked.sort)
    start, end = given["start"] or ends.get("from", ""), given["end"] or ends.get("to", "")
    by = _counted_by(resource, given["count_by"], to)
    if given["through"] and not given["of"]:
        raise ConfigError("--through says which calls of an owner are meant.", "Name the owner with --of.")
    owner = (given["of"], given["through"])
    if to is not None and given["watch"]:
        raise ConfigError("--watch prints what changes.", "Leave --output out, and send it to a file with >.")
    if given["refresh"] and options.offline:
        raise ConfigError("--refresh asks Zoom, and --offline does not.", "Leave one of the two out.")
    window, watch, refresh = asked.window, given["watch"], given["refresh"]
    wanted = Wanted(resource, view, columns, limit, form, start, end, to, by, window, owner, watch, refresh)
    return runtime.run(_run(runtime, options, wanted))


def _asked(runtime: Runtime, options: GlobalOptions, name: str, given: dict[str, Any]) -> Conditions:
    """Give what is typed, together with what a saved view says."""
    if given["view"]:
        from ztui.cli.views import conditions_of

        return conditions_of(runtime, options, given["view"], name, given)
    if not name:
        raise ConfigError("What is to be listed?", "Name a RESOURCE, or a saved view with --view NAME.")
    return Conditions(name, given["where"], given["match"], given["sort"], given["columns"])


def _counted_by(resource: Resource, name: str, to: Target | None) -> str:
    """Understand what rows are counted by."""
    if not name:
        return ""
    if to is not None:
        raise ConfigError("Counts are printed.", "Leave --output out, and send them to a file with >.")
    from ztui.services.counting import way_named

    return way_named(resource, name).name


async def _run(runtime: Runtime, options: GlobalOptions, wanted: Wanted) -> int:
    async with runtime.session(options, running=wanted.watch is not None, keeping=False) as session:
        if wanted.owner[0]:
            from ztui.cli.owned import owned_view

            text, through = wanted.owner
            wanted = replace(wanted, view=await owned_view(runtime, session, wanted.view, text, through=through))
        if wanted.view.parents:
            from ztui.cli.named import parents_named

            parents = await parents_named(session, wanted.resource, wanted.view.parents)
            wanted = replace(wanted, view=replace(wanted.view, parents=parents))

        async def look() -> int:
            return await _look(runtime, session, wanted, offline=options.offline)

        if wanted.watch is None:
            return await look()
        from ztui.cli.watching import Watch, watched

        return await watched(runtime, session, Watch(wanted.watch, f"list {wanted.resource.name}", wanted.form), look)


async def _look(runtime: Runtime, session: Session, wanted: Wanted, *, offline: bool) -> int:
    """Read the list and print it."""
    view = replace(wanted.view, query=wanted.view.query + _window(session, wanted))
    listing = session.listings.open(view, _enough(wanted), stored=not wanted.refresh)
    try:
        await listing.load()
        if not offline:
            await listing.refresh()
        _fail_without_rows(listing, wanted)
        if not offline:
            _fail_with_part(listing, view)
        await print_list(runtime, session, listing, wanted, offline=offline)
        return tell_of_list(runtime, listing, wanted.resource, offline=offline)
    finally:
        await listing.close()


def _fail_with_part(listing: Listing, view: View) -> None:
    """Refuse a long window of calls that are not all stored: another command says what it costs to fetch them."""
    if listing.unstored is None:
        return
    ends = dict(view.query)
    command = f"ztui calls sync --from {ends['from']}" + (f" --to {ends['to']}" if "to" in ends else "")
    raise ConfigError(
        f"The calls of that window: {listing.stored_words}.",
        f"'{command}' fetches the calls, and says what that costs; --offline prints what is there.",
    )


def _window(session: Session, wanted: Wanted) -> tuple[tuple[str, str], ...]:
    """Give the window that is typed, else that of a saved view."""
    if not wanted.window and not wanted.start and not wanted.end:
        return ()
    now, zone = session.clock.now(), session.zone
    if not wanted.window or wanted.start or wanted.end:
        from ztui.cli.window import window_query
        from ztui.services.calls.views import can_be_stored

        stored = not wanted.refresh and can_be_stored(wanted.resource, wanted.view)
        return window_query(wanted.resource, wanted.start, wanted.end, now, zone, stored=stored)
    from ztui.contract import limits
    from ztui.contract.catalogue import operation
    from ztui.services.saved.relative import query_of

    rules = limits.window(operation(wanted.resource.operations.list))
    return query_of(wanted.window, now, zone, dates=rules is not None and rules.dates_only)


def _enough(wanted: Wanted) -> Any:
    """Make the callback that stops a list when Zoom gave as many rows as are wanted, which are then the first."""
    plain = not wanted.by and not wanted.view.filter and not wanted.view.sort and not wanted.resource.sort

    def on_change(listing: Listing) -> None:
        if plain and wanted.limit and listing.status.loading and listing.status.read >= wanted.limit:
            listing.stop(first=True)

    return on_change


def _fail_without_rows(listing: Listing, wanted: Wanted) -> None:
    if listing.status.error is not None and not listing.status.shown:
        raise listing.status.error


def _target(output: str, form: Form | None, *, clobber: bool) -> Target | None:
    """Understand where to; None is stdout, which `-` means as well."""
    if output in {"", "-"}:
        return None
    from ztui.cli.exporting import target

    return target(output, form, clobber=clobber)
