"""`ztui journal resume`, `leave` and `settle`: what to do about changes that were cut or got no answer."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.journal_entry import describe, form_of_one, found_entry, house_of
from ztui.cli.list import form_option
from ztui.cli.output import Form, print_object
from ztui.cli.plans import say_result
from ztui.cli.writes import change, wanted_of, write_options
from ztui.core.errors import NotFound
from ztui.core.text import display
from ztui.services.changes.journal_list import entry_data
from ztui.services.changes.lists import Lists
from ztui.services.changes.model import Plan, Run
from ztui.services.changes.recovery import look_up, unfinished
from ztui.services.changes.reporting import run_data
from ztui.services.changes.settling import settle
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.bulk.cut import CutRun
    from ztui.services.changes.model import Result

__all__ = ["leave_run", "resume", "settle_entry"]

_ID = 8


@click.command("resume")
@click.argument("run_id", metavar="[RUN]", required=False, default="")
@write_options
@click.pass_context
def resume(ctx: click.Context, /, run_id: str, **given: Any) -> int:
    """Look what became of writes that were cut or got no answer; nothing is sent again.

    It waits until a write would have to show, and says done, not applied, or still unknown. Runs that were cut before
    all was sent are listed; with the id of one, what it never sent is planned anew, and written like any other plan.

    \b
    ztui journal resume
    ztui journal resume 3f2a91c0 --dry-run
    ztui journal resume 3f2a91c0 --yes
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    if run_id:
        from ztui.services.bulk.cut import resume_plan

        return change(runtime, options, wanted_of(given, runtime), lambda session: resume_plan(session, run_id))
    return runtime.run(_look_up_all(runtime, options, form_option(given["forms"], runtime)))


async def _look_up_all(runtime: Runtime, options: GlobalOptions, form: Form) -> int:
    from ztui.services.bulk.cut import cut_runs

    async with runtime.session(options) as session:
        results: list[Result] = []
        lists = Lists()
        for each in await unfinished(session):
            result = await look_up(session, each, lists)
            result = replace(result, change=replace(result.change, id=str(len(results) + 1)))
            results.append(result)
            if form is Form.TABLE:
                say_result(result, runtime.stdout)
        runs = await cut_runs(session)
        empty = Plan("", session.profile.name, session.account.id, session.clock.now())
        if form is not Form.TABLE:
            told = [{**asdict(each), "made_at": each.made_at.isoformat()} for each in runs]
            print_object({**run_data(Run(empty, tuple(results))), "runs": told}, form, runtime.stdout)
        elif not results and not runs:
            runtime.stdout.write("Nothing is unfinished.\n")
        if form is Form.TABLE:
            for run in runs:
                runtime.stdout.write(f"cut      {_told(run)}\n")
    return 5 if any(each.outcome is Outcome.UNKNOWN for each in results) else 0


@click.command("leave")
@click.argument("run_id", metavar="RUN")
@click.pass_context
def leave_run(ctx: click.Context, /, run_id: str) -> int:
    """Forget what a cut run never sent; what it sent stays in the journal.

    \b
    ztui journal leave 3f2a91c0
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)

    async def run() -> int:
        from ztui.services.bulk.cut import cut_runs, leave

        async with runtime.session(options) as session:
            found = [each for each in await cut_runs(session) if run_id and each.id.startswith(run_id)]
            if len(found) != 1:
                raise NotFound(f"There is no run '{run_id}' that was cut.", "'ztui journal resume' lists them.")
            await leave(session, found[0].id)
            runtime.stderr.write(f"ztui: {found[0].left:,} changes that were never sent are forgotten.\n")
        return 0

    return runtime.run(run())


@click.command("settle")
@click.argument("id")
@click.argument("outcome", type=click.Choice(["done", "failed"]))
@click.option("--reason", required=True, metavar="TEXT", help="How you know.")
@click.option("--made", default="", metavar="KEY", help="Key of the object that it made.")
@form_of_one
@click.pass_context
def settle_entry(ctx: click.Context, /, id: str, outcome: str, reason: str, made: str, forms: Any) -> int:
    """Say what became of a change, where no reading tells; it is noted with your name, and nothing is sent.

    \b
    ztui journal settle 3f2a91c0 done --reason "seen in Zoom's portal"
    ztui journal settle 3f2a91c0 failed --reason "the queue is not there"
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    form = form_option(forms, runtime)

    async def run() -> int:
        async with runtime.session(options) as session:
            entry = await settle(session, await found_entry(session, id), Outcome(outcome), reason, made)
            if form is Form.TABLE:
                await describe(session, entry, (), runtime.stdout)
            else:
                print_object(entry_data(session, entry), form, runtime.stdout)
        return 0

    return runtime.run(run())


def _told(run: CutRun) -> str:
    id = run.id[:_ID]
    ways = f"'ztui journal resume {id}' plans them, 'ztui journal leave {id}' forgets them"
    return f"{display(run.title)}: {run.left:,} of {run.total:,} were never sent; {ways}"
