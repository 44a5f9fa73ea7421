"""`ztui list RESOURCE`: the rows of a resource, as the list screen shows them."""

from __future__ import annotations

import asyncio
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.output import Form, print_rows
from ztui.cli.streams import is_unicode
from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError, UnknownName
from ztui.core.text import display
from ztui.resources.registry import resource as find_resource
from ztui.services.listing import Listing, View

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.model import Column, Resource, Row
    from ztui.services.session import Session

__all__ = ["form_option", "form_options", "list_rows", "view_of"]

_WHERE = re.compile(r"^(?P<field>[\w.\[\]-]+)(?P<operator>!=|=|~|<|>)(?P<value>.*)$", re.DOTALL)
_WINDOW = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks of a list."""

    resource: Resource
    view: View
    columns: tuple[Column, ...]
    limit: int | None
    form: Form


def form_option(given: Sequence[Form], runtime: Runtime) -> Form:
    """Take the form asked for, else a table on a terminal and JSON in a pipe."""
    if len(set(given)) > 1:
        raise ConfigError("Only one of --json, --ndjson, --csv and --table can be asked for.")
    if given:
        return given[0]
    return Form.TABLE if runtime.stdout.isatty() else Form.JSON


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


@click.command("list")
@click.argument("name", metavar="RESOURCE")
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Filter by a parameter of the API or a column.")
@click.option("--match", default="", metavar="TEXT", help="Filter as / does on the screen.")
@click.option("--columns", default="", metavar="A,B", help="Columns of table and CSV.")
@click.option("--sort", default="", metavar="A,-B", help="Sort by columns, - before a descending one.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Print at most N rows.")
@click.option("--from", "start", default="", metavar="TIME", help="Begin of the window, ISO date or time.")
@click.option("--to", "end", default="", metavar="TIME", help="End of the window, ISO date or time.")
@form_options
@click.pass_context
def list_rows(ctx: click.Context, /, name: str, forms: tuple[Form, ...], limit: int | None, **given: Any) -> int:
    r"""Print the rows of RESOURCE.

    \b
    ztui list call-queues
    ztui list numbers --where type=toll --csv
    ztui list call-history --limit 20 --columns start_time,caller_name,call_result
    """
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    form = form_option(forms, runtime)
    resource = find_resource(name)
    columns = _columns(resource, given["columns"])
    wanted = Wanted(
        resource,
        view_of(resource, **{k: given[k] for k in ("where", "match", "sort", "start", "end")}),
        columns,
        limit,
        form,
    )
    return asyncio.run(_run(runtime, options, wanted))


def view_of(resource: Resource, where: Sequence[str], match: str, sort: str, start: str, end: str) -> View:
    """Make the view that the options describe.

    Raises:
        ConfigError: A field is neither a parameter of the list operation nor a column, or a term cannot be read.
    """
    detail = operation(resource.operations.list).detail()
    parameters = {parameter.name for parameter in detail.parameters} | set(resource.parents)
    query: list[tuple[str, str]] = []
    parents: list[tuple[str, str]] = []
    terms = [match] if match else []
    for text in where:
        found = _WHERE.match(text)
        if not found:
            raise ConfigError(f"--where {text} is no condition.", "Write it as FIELD=VALUE.")
        field, sign, value = found["field"], found["operator"], found["value"]
        if field in resource.parents:
            parents.append((field, value))
        elif sign == "=" and field in parameters:
            query.append((field, value))
        elif (column := resource.column(field)) is not None:
            terms.append(_term(column, sign, value))
        else:
            raise UnknownName("parameter or column", field, [*parameters, *(each.path for each in resource.columns)])
    for name, value in (("from", start), ("to", end)):
        if value and name not in parameters:
            raise ConfigError(f"{resource.title} has no window of time.", f"Leave --{name} out.")
        if value:
            query.append((name, value))
    return View(resource.name, tuple(parents), tuple(query), " ".join(terms), _sort(resource, sort))


def _term(column: Column, sign: str, value: str) -> str:
    """Write a condition in the language of the local filter."""
    quoted = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if sign == "!=":
        return f"!{column.path}={quoted}"
    return f"{column.path}{':' if sign == '~' else sign}{quoted}"


def _sort(resource: Resource, text: str) -> tuple[str, ...]:
    keys = []
    for word in filter(None, (part.strip() for part in text.split(","))):
        column = resource.column(word.removeprefix("-"))
        if column is None:
            raise UnknownName("column", word.removeprefix("-"), (each.path for each in resource.columns))
        keys.append("-" * word.startswith("-") + column.path)
    return tuple(keys)


def _columns(resource: Resource, text: str) -> tuple[Column, ...]:
    words = [part.strip() for part in text.split(",") if part.strip()]
    if not words:
        return tuple(column for column in resource.columns if not column.hidden)
    chosen = []
    for word in words:
        column = resource.column(word)
        if column is None:
            raise UnknownName("column", word, (each.path for each in resource.columns))
        chosen.append(column)
    return tuple(chosen)


async def _run(runtime: Runtime, options: GlobalOptions, wanted: Wanted) -> int:
    async with runtime.session(options) as session:
        listing = session.listings.open(wanted.view, _enough(wanted))
        try:
            await listing.load()
            if not options.offline:
                await listing.refresh()
            _fail_without_rows(listing, wanted)
            await _print(runtime, session, listing, wanted, offline=options.offline)
            return _talk(runtime, listing, wanted.resource, offline=options.offline)
        finally:
            await listing.close()


def _enough(wanted: Wanted) -> Any:
    """Make the callback that stops a list when Zoom gave as many rows as are wanted, which are then the first."""
    plain = not wanted.view.filter and not wanted.view.sort and not wanted.resource.sort

    def on_change(listing: Listing) -> None:
        if plain and wanted.limit and listing.status.loading and listing.status.read >= wanted.limit:
            listing.stop(first=True)

    return on_change


def _fail_without_rows(listing: Listing, wanted: Wanted) -> None:
    if listing.status.error is not None and not listing.status.shown:
        raise listing.status.error


async def _print(runtime: Runtime, session: Session, listing: Listing, wanted: Wanted, *, offline: bool) -> None:
    if wanted.form is Form.TABLE:
        await session.learn_sites(ask=not offline)
    viewer = session.viewer(ascii=not is_unicode(runtime.stdout))
    width = shutil.get_terminal_size().columns if runtime.stdout.isatty() else 0
    await print_rows(_rows(listing, wanted.limit), wanted.columns, wanted.form, runtime.stdout, viewer, width)


async def _rows(listing: Listing, limit: int | None) -> AsyncIterator[Row]:
    count = listing.status.shown if limit is None else min(limit, listing.status.shown)
    for start in range(0, count, _WINDOW):
        for listed in await listing.rows(start, min(_WINDOW, count - start)):
            yield listed.row


def _talk(runtime: Runtime, listing: Listing, resource: Resource, *, offline: bool) -> int:
    """Say on stderr what the rows do not tell, and give the exit code."""
    status = listing.status
    if status.note:
        runtime.stderr.write(f"ztui: {display(status.note)}\n")
    if status.oddities:
        runtime.stderr.write(f"ztui: {status.oddities} values were not as the API documents them.\n")
    if offline and status.as_of is None:
        runtime.stderr.write(f"ztui: Nothing of {resource.title} is stored yet. Leave --offline out to ask Zoom.\n")
        return 1
    if status.error is not None:
        runtime.stderr.write(f"ztui: {display(status.error)} The list is not complete.\n")
        return status.error.exit_code
    return 0
