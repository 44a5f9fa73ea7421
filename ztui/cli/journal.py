"""`ztui journal`: what was written, by whom and why; undoing it; looking up what was cut."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.exporting import Expected, export, target
from ztui.cli.journal_entry import describe, form_of_one, found_entry, house_of
from ztui.cli.journal_query import query_given
from ztui.cli.journal_repair import repair
from ztui.cli.journal_unfinished import leave_run, resume, settle_entry
from ztui.cli.jq import jq_option
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_object, print_rows, width_of
from ztui.cli.paging import paged
from ztui.cli.streams import is_unicode
from ztui.cli.unstored import explained, say_why_unstored
from ztui.cli.writes import change, wanted_of, write_options
from ztui.core.dataclass import dataclass
from ztui.resources.registry import resource as find_resource
from ztui.services.changes.journal_list import EXPORTED_COLUMNS, JOURNAL, JournalList, entry_data
from ztui.services.changes.last import plan_undo_last
from ztui.services.changes.undoing import plan_undo
from ztui.store.journal import OPEN, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.model import Show
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session

__all__ = ["journal"]

_LIMIT = 50
_LAST = "last"
_ID = 8


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the options ask of the journal."""

    given: Mapping[str, Any]
    form: Form
    output: str
    limit: int | None


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
@paged
@jq_option
def journal(ctx: click.Context, /, forms: Any, limit: int | None, output: str, **given: Any) -> int:
    """List what was written with this profile, newest first.

    \b
    ztui journal --limit 20
    ztui journal --outcome unknown --outcome open --json
    ztui journal --object nhAvzB2H25jzFXIvq7Pt6g --since -7d
    ztui journal --match "outcome:failed who:jo ticket" --csv
    ztui journal --since yesterday -o written.csv
    ztui journal show 3f2a91c0
    ztui journal undo last --dry-run
    ztui journal resume

    Every write is in it before its first byte leaves. An id may be cut short as long as it is the only one.
    """  # noqa: D301  (click reads the control character)
    if ctx.invoked_subcommand is not None:
        return 0
    runtime, options = house_of(ctx)
    given["resource"] = find_resource(given["resource"]).name if given["resource"] else ""
    wanted = _Wanted(given, form_option(forms, runtime), output, limit)
    return runtime.run(_list(runtime, options, wanted, is_form_given=bool(forms)))


_OUTCOME: dict[str, Show] = {
    "outcome": lambda row: "undone" if row.get("undone") == "yes" else row.get("outcome") or OPEN
}
"""How the outcome stands in a table: what was undone says so, and what is not finished, as on the screen."""


async def _list(runtime: Runtime, options: GlobalOptions, wanted: _Wanted, *, is_form_given: bool) -> int:
    async with runtime.session(options) as session:
        entries = JournalList(session)
        entries.narrowed(query_given(session, wanted.given))
        await entries.look()
        if wanted.output:
            return await _export(runtime, entries, wanted, is_form_given=is_form_given)
        most = wanted.limit or _LIMIT
        viewer = session.viewer(ascii=not is_unicode(runtime.stdout))
        width = width_of(runtime.stdout)
        columns = list(JOURNAL.columns)
        if wanted.form is Form.TABLE:
            columns = [replace(each, show=_OUTCOME.get(each.path, each.show)) for each in columns if not each.hidden]
        if wanted.form is Form.CSV:
            columns = list(EXPORTED_COLUMNS)
        if wanted.form is Form.JSON:
            print_object([each async for each in entries.rows(most)], wanted.form, runtime.stdout)
        else:
            await print_rows(entries.rows(most), columns, wanted.form, runtime.stdout, viewer, width)
        if wanted.form is Form.TABLE and entries.count > most:
            runtime.stderr.write(f"ztui: {most:,} of {entries.count:,} entries; --limit N prints more.\n")
        if not entries.count:
            say_why_unstored(runtime, options)
    return 0


async def _export(runtime: Runtime, entries: JournalList, wanted: _Wanted, *, is_form_given: bool) -> int:
    to = target(wanted.output, wanted.form if is_form_given else None, clobber=wanted.given["clobber"])
    rows, count = entries.rows(wanted.limit), min(wanted.limit or entries.count, entries.count)
    return await export(runtime, entries.session, to, rows, EXPORTED_COLUMNS, Expected(count, "entries"))


@journal.command("show")
@click.argument("id")
@form_of_one
@click.pass_context
def show(ctx: click.Context, /, id: str, forms: Any) -> int:
    """Print one entry with all that is known of it: request, before, after, what was read, how it can be undone.

    \b
    ztui journal show 3f2a91c0
    ztui journal show 3f2a91c0 --json
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    form = form_option(forms, runtime)

    async def run() -> int:
        async with runtime.session(options) as session:
            with explained(runtime, options):
                found = await found_entry(session, id)
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

    return runtime.run(run())


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
    runtime, options = house_of(ctx)

    async def make(session: Session) -> Plan:
        with explained(runtime, options):
            if id.casefold() == _LAST:
                return await plan_undo_last(session)
            return await plan_undo(session, (await found_entry(session, id)).id)

    return change(runtime, options, wanted_of(given, runtime), make)


for _command in (resume, leave_run, settle_entry, repair):
    journal.add_command(_command)
