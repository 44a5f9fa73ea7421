"""`ztui journal`: what was written, by whom and why; undoing it; looking up what was cut."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.journal_entry import describe
from ztui.cli.journal_query import query_given
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_object, print_rows
from ztui.cli.plans import run_data, say_result
from ztui.cli.streams import is_unicode
from ztui.cli.writes import change, wanted_of, write_options
from ztui.core.errors import ConfigError, NotFound, ZtuiError
from ztui.resources.registry import resource as find_resource
from ztui.services.changes.history import has_journal
from ztui.services.changes.journal_list import EXPORTED, JOURNAL, JournalList, entry_data
from ztui.services.changes.last import plan_undo_last
from ztui.services.changes.model import Plan, Run
from ztui.services.changes.recovery import look_up, unfinished
from ztui.services.changes.settling import settle
from ztui.services.changes.undoing import plan_undo
from ztui.store.journal import OPEN, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.changes.model import Result
    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry

__all__ = ["journal"]

_LIMIT = 50
_LAST = "last"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the options ask of the journal."""

    given: Mapping[str, Any]
    form: Form
    output: str
    limit: int | None


def _forms(function: Any) -> Any:
    for option in (
        click.option("--table", "forms", flag_value=Form.TABLE, multiple=True, type=Form, help="Print text lines."),
        click.option("--json", "forms", flag_value=Form.JSON, multiple=True, type=Form, help="Print JSON."),
    ):
        function = option(function)
    return function


@click.group("journal", invoke_without_command=True)
@click.option("--match", default="", metavar="TEXT", help="Filter as / does on the screen: outcome:failed who:jo.")
@click.option("--text", default="", metavar="WORDS", help="Only those in which each of these words stands.")
@click.option("--outcome", "outcomes", multiple=True, type=click.Choice([*(each.value for each in Outcome), OPEN]),
              help="Only those with this outcome; again for another one.")  # fmt: skip
@click.option("--resource", default="", metavar="RESOURCE", help="Only those of one resource.")
@click.option("--object", "--key", "key", default="", metavar="KEY", help="Only what is about one object.")
@click.option("--who", default="", metavar="NAME", help="Only those of one user of this machine.")
@click.option("--plan", "plan_id", default="", metavar="ID", help="Only those of one plan.")
@click.option("--since", default="", metavar="TIME", help="Only those from this time on.")
@click.option("--until", default="", metavar="TIME", help="Only those up to this time.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=f"At most N; {_LIMIT}, with -o all of them.")
@click.option("-o", "--output", default="", metavar="FILE", help="Write all to a private .csv, .json or .ndjson file.")
@click.option("--clobber", is_flag=True, help="Replace a file that is there.")
@form_options
@click.pass_context
def journal(ctx: click.Context, /, forms: Any, limit: int | None, output: str, **given: Any) -> int:
    """List what was written with this profile, newest first.

    \b
    ztui journal --limit 20
    ztui journal --outcome unknown --outcome open --json
    ztui journal --object 8f71O6rWT8KFUGQmJIFAdQ --since -7d
    ztui journal --match "outcome:failed who:jo ticket" --csv
    ztui journal --since yesterday -o changes.csv
    ztui journal show 3f2a91c0
    ztui journal undo last --dry-run
    ztui journal resume

    Every write is in it before its first byte leaves. An id may be cut short as long as it is the only one.
    """  # noqa: D301  (click reads the control character)
    if ctx.invoked_subcommand is not None:
        return 0
    runtime, options = _house_of(ctx)
    given["resource"] = find_resource(given["resource"]).name if given["resource"] else ""
    wanted = _Wanted(given, form_option(forms, runtime), output, limit)
    return asyncio.run(_list(runtime, options, wanted, is_form_given=bool(forms)))


async def _list(runtime: Runtime, options: GlobalOptions, wanted: _Wanted, *, is_form_given: bool) -> int:
    async with runtime.session(options) as session:
        entries = JournalList(session)
        entries.narrowed(query_given(session, wanted.given))
        await entries.look()
        if wanted.output:
            return await _export(runtime, entries, wanted, is_form_given=is_form_given)
        most = wanted.limit or _LIMIT
        viewer = session.viewer(ascii=not is_unicode(runtime.stdout))
        width = shutil.get_terminal_size().columns if runtime.stdout.isatty() else 0
        columns = [each for each in JOURNAL.columns if wanted.form is not Form.TABLE or not each.hidden]
        if wanted.form is Form.CSV:
            columns = [replace(JOURNAL.columns[0], path=each, show=None) for each in EXPORTED]
        if wanted.form is Form.JSON:
            print_object([each async for each in entries.rows(most)], wanted.form, runtime.stdout)
        else:
            await print_rows(entries.rows(most), columns, wanted.form, runtime.stdout, viewer, width)
        if wanted.form is Form.TABLE and entries.count > most:
            runtime.stderr.write(f"ztui: {most:,} of {entries.count:,} entries; --limit N prints more.\n")
    return 0


async def _export(runtime: Runtime, entries: JournalList, wanted: _Wanted, *, is_form_given: bool) -> int:
    """Write to a file of the user's own; its form is the one that was asked for, else the one of its ending."""
    from pathlib import Path

    from ztui.services.exports import ExportForm, export_rows, form_of

    path = Path(wanted.output).expanduser()  # noqa: ASYNC240  (expands a name)
    if is_form_given and wanted.form is Form.TABLE:
        raise ConfigError("A table cannot be written with -o.", "Ask for --csv, --json or --ndjson.")
    form = ExportForm(wanted.form.value) if is_form_given else form_of(path)
    rows = entries.rows(wanted.limit)
    try:
        count = await export_rows(path, rows, EXPORTED, form, replace=wanted.given["clobber"])
    except OSError as error:
        raise ZtuiError(f"{path} cannot be written: {error.strerror or error}.", "Name another file.") from None
    runtime.stderr.write(f"ztui: {count:,} entries written to {path}.\n")
    return 0


@journal.command("show")
@click.argument("id")
@_forms
@click.pass_context
def show(ctx: click.Context, /, id: str, forms: Any) -> int:
    """Print one entry with all that is known of it: request, before, after, what was read, how it can be undone."""
    runtime, options = _house_of(ctx)
    form = form_option(forms, runtime)

    async def run() -> int:
        async with runtime.session(options) as session:
            found = await _found(session, id)
            assert session.journal is not None
            earlier = await session.journal.earlier(found.id)
            if form is Form.TABLE:
                await describe(session, found, earlier, runtime.stdout)
            else:
                before = [
                    {"outcome": each.outcome.value, "detail": each.detail, "at": each.at and each.at.isoformat()}
                    for each in earlier
                ]
                print_object({**entry_data(session, found), "earlier": before}, form, runtime.stdout)
        return 0

    return asyncio.run(run())


@journal.command("undo")
@click.argument("id", metavar="ID|last")
@write_options
@click.pass_context
def undo(ctx: click.Context, /, id: str, **given: Any) -> int:
    """Undo an entry, or the last change: a plan like any other, refused where the object was changed since.

    \b
    ztui journal undo 3f2a91c0 --dry-run
    ztui journal undo last --yes --reason "wrong queue"

    "last" is what you wrote last in this account, all of its plan, unless it was undone already.
    """  # noqa: D301  (click reads the control character)
    runtime, options = _house_of(ctx)

    async def make(session: Session) -> Plan:
        if id.casefold() == _LAST:
            return await plan_undo_last(session)
        return await plan_undo(session, (await _found(session, id)).id)

    return change(runtime, options, wanted_of(given, runtime), make)


@journal.command("resume")
@_forms
@click.pass_context
def resume(ctx: click.Context, /, forms: Any) -> int:
    """Look what became of writes that were cut or got no answer; nothing is sent again.

    It waits until a write would have to show, and says done, not applied, or still unknown.
    """
    runtime, options = _house_of(ctx)
    form = form_option(forms, runtime)

    async def run() -> int:
        async with runtime.session(options) as session:
            results: list[Result] = []
            for each in await unfinished(session):
                result = await look_up(session, each)
                result = replace(result, change=replace(result.change, id=str(len(results) + 1)))
                results.append(result)
                if form is Form.TABLE:
                    say_result(result, runtime.stdout)
            empty = Plan("", session.profile.name, session.account.id, session.clock.now())
            if form is not Form.TABLE:
                print_object(run_data(Run(empty, tuple(results))), form, runtime.stdout)
            elif not results:
                runtime.stdout.write("Nothing is unfinished.\n")
        return 5 if any(each.outcome is Outcome.UNKNOWN for each in results) else 0

    return asyncio.run(run())


@journal.command("settle")
@click.argument("id")
@click.argument("outcome", type=click.Choice(["done", "failed"]))
@click.option("--reason", required=True, metavar="TEXT", help="How you know.")
@click.option("--made", default="", metavar="KEY", help="Key of the object that it made.")
@_forms
@click.pass_context
def settle_entry(ctx: click.Context, /, id: str, outcome: str, reason: str, made: str, forms: Any) -> int:
    """Say what became of a change, where no reading tells; it is noted with your name, and nothing is sent.

    \b
    ztui journal settle 3f2a91c0 done --reason "seen in Zoom's portal"
    ztui journal settle 3f2a91c0 failed --reason "the queue is not there"
    """  # noqa: D301  (click reads the control character)
    runtime, options = _house_of(ctx)
    form = form_option(forms, runtime)

    async def run() -> int:
        async with runtime.session(options) as session:
            entry = await settle(session, await _found(session, id), Outcome(outcome), reason, made)
            if form is Form.TABLE:
                await describe(session, entry, (), runtime.stdout)
            else:
                print_object(entry_data(session, entry), form, runtime.stdout)
        return 0

    return asyncio.run(run())


def _house_of(ctx: click.Context) -> tuple[Runtime, GlobalOptions]:
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    return runtime, options


async def _found(session: Session, id: str) -> JournalEntry:
    """Give an entry by its id, or by how it begins.

    Raises:
        NotFound: There is none, or several begin so.
    """
    found = await session.journal.entry(id) if session.journal is not None and has_journal(session) else None
    if found is None:
        raise NotFound(f"The journal has no entry '{id}'.", "'ztui journal' lists what it has.")
    return found
