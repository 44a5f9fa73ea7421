"""`ztui check`: what is wrong or wasteful in the account, what mends it, what is to be ignored."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.filing import file_option
from ztui.cli.index import ReadingLine, refuse_both
from ztui.cli.journal_entry import house_of
from ztui.cli.jq import jq_option
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_object, print_rows, width_of
from ztui.cli.paging import paged
from ztui.cli.plans import print_plan
from ztui.cli.streams import is_unicode
from ztui.cli.writes import change, wanted_of, write_options
from ztui.core.amounts import counted
from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.core.times import age
from ztui.services.changes.naming import names_in
from ztui.services.checks.mending import plan_mending
from ztui.services.checks.model import AT_LEAST, Severity
from ztui.services.checks.report import FINDINGS
from ztui.services.checks.rules import RULES, rules_named
from ztui.services.checks.running import check as run_check
from ztui.services.checks.running import cost_of_check, finding_named, ignore, reread, stop_ignoring
from ztui.services.inventory.inventory import FRESH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.changes.model import Plan
    from ztui.services.checks.model import Finding, Rule
    from ztui.services.checks.report import Report
    from ztui.services.session import Session

__all__ = ["check"]

_SHOWN = ("severity", "name", "says", "site", "id")
_LONG = 300


@click.group("check", invoke_without_command=True)
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Only this rule; again for another one.")
@click.option("--severity", type=click.Choice([each.value for each in Severity]), default=Severity.NOTE.value,
              help="Only what is so bad, or worse.")  # fmt: skip
@click.option("--ignored", is_flag=True, help="Print what is ignored, too.")
@click.option("--stored", is_flag=True, help="Judge what is stored as it is; ask nothing.")
@click.option("--fresh", is_flag=True, help="Read everything anew, however young it is.")
@click.option("--fix-plan", "fixes", multiple=True, metavar="ID", help="Print the plan that mends a finding.")
@form_options
@click.pass_context
@file_option
@paged
@jq_option
def check(ctx: click.Context, /, forms: Any, rules: tuple[str, ...], severity: str, fixes: tuple[str, ...],
          **given: Any) -> int:  # fmt: skip
    """Look for what is wrong or wasteful in the account.

    \b
    ztui check
    ztui check --severity serious --json
    ztui check --rule queue-empty --rule routing-loop
    ztui check --fix-plan inactive-plan-3fa1c09b2e
    ztui check fix inactive-plan-3fa1c09b2e --yes --reason "left in May"
    ztui check ignore unassigned-numbers-8b04c9ef88 --reason "kept for growth"
    ztui check rules

    What is missing or older than 12 hours is read first; what that costs is told on stderr. Exit code: 6 with
    findings that are not ignored, 0 without, 1 where nothing could be judged. What a rule could not look at is told.
    """  # noqa: D301  (click reads the control character)
    if ctx.invoked_subcommand is not None:
        return 0
    runtime, options = house_of(ctx)
    form = form_option(forms, runtime)
    chosen = rules_named(rules, AT_LEAST[Severity(severity)])

    async def run() -> int:
        async with runtime.session(options) as session:
            report = await _report(runtime, session, chosen, given)
            if fixes:
                plan = await plan_mending(session, [finding_named(report, each) for each in fixes])
                print_plan(plan, form, runtime.stdout, await names_in(session, plan, ask=form is Form.TABLE))
                return 0
            await _print(runtime, session, report, form, ignored=given["ignored"])
        return report.exit_code

    return runtime.run(run())


async def _report(runtime: Runtime, session: Session, rules: Sequence[Rule], given: Mapping[str, Any]) -> Report:
    """Say what it costs, then check."""
    refuse_both(fresh=bool(given.get("fresh")), stored=bool(given.get("stored") or session.offline))
    fresh_for = FRESH if not given.get("fresh") else FRESH * 0
    ask = not given.get("stored") and not session.offline
    line = ReadingLine(runtime.stderr, session.clock, quiet=False)
    if ask:
        cost = await cost_of_check(session, rules, fresh_for=fresh_for)
        if cost.requests or cost.unknown:
            line.say(f"To be read first: {cost}.")
    try:
        return await run_check(session, rules, ask=ask, fresh_for=fresh_for, tell=line.show)
    finally:
        line.end()


async def _print(runtime: Runtime, session: Session, report: Report, form: Form, *, ignored: bool) -> None:
    if form is Form.JSON:
        print_object(report.data(), form, runtime.stdout)
        return
    viewer = session.viewer(ascii=not is_unicode(runtime.stdout))
    columns = [each for each in FINDINGS.columns if form is not Form.TABLE or each.path in _SHOWN]
    if ignored and form is Form.TABLE:
        columns.append(replace(next(each for each in FINDINGS.columns if each.path == "ignored"), hidden=False))
    rows = list(report.rows(ignored=ignored))
    if rows or form is not Form.TABLE:
        await print_rows(rows, columns, form, runtime.stdout, viewer, width_of(runtime.stdout))
    if form is Form.TABLE:
        _tell(runtime, session, report)


def _tell(runtime: Runtime, session: Session, report: Report) -> None:
    """Say on stderr how much was found and ignored, how old it is, and what was not judged."""
    found = len(report.findings)
    is_judged = any(each.is_judged for each in report.judged)
    nothing = "nothing found" if is_judged else "nothing could be judged"
    said = counted(found, "finding") if found else nothing
    if report.ignored:
        said += f", {report.ignored:,} ignored"
    if report.as_of is not None and is_judged:
        old = age((session.clock.now() - report.as_of).total_seconds())
        said += f"; what was looked at is {'just read' if old == 'now' else old}"
    runtime.stderr.write(f"ztui: {said}.\n")
    for each in report.judged:
        if each.lacks:
            how = "in part" if each.is_judged else "not"
            runtime.stderr.write(
                f"ztui: {each.rule.id}: {how} judged: {display('; '.join(each.lacks), longest=_LONG).rstrip('.')}.\n"
            )


@check.command("rules")
@form_options
@click.pass_context
def rules_of(ctx: click.Context, /, forms: Any) -> int:
    """Print the rules: what each finds, why that matters, and what it does not see.

    \b
    ztui check rules
    """  # noqa: D301  (click reads the control character)
    runtime, _ = house_of(ctx)
    form = form_option(forms, runtime)
    if form is not Form.TABLE:
        rows = [{"id": each.id, "severity": each.severity.value, "title": each.title, "why": each.why,
                 "reads": list(each.reads), "limits": each.limits} for each in RULES]  # fmt: skip
        print_object(rows, form, runtime.stdout)
        return 0
    for each in RULES:
        runtime.stdout.write(f"{each.id:<20}{each.severity.value:<9}{each.title}\n{'':<29}{each.why}\n")
        runtime.stdout.write(f"{'':<29}{each.limits}\n" if each.limits else "")
    return 0


@check.command("ignore")
@click.argument("id")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is right as it is.")
@click.pass_context
def ignore_one(ctx: click.Context, /, id: str, reason: str) -> int:
    """Tell a finding no more: it is counted as ignored, with the reason.

    \b
    ztui check ignore unassigned-numbers-8b04c9ef88 --reason "kept for growth"
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)

    async def run() -> int:
        async with runtime.session(options) as session:
            finding = finding_named(await run_check(session, RULES, ask=False), id)
            await asyncio.to_thread(ignore, session, finding, reason)
            runtime.stderr.write(f"ztui: {finding.id} is ignored: {display(finding.name, longest=60)}.\n")
        return 0

    return runtime.run(run())


@check.command("unignore")
@click.argument("id")
@click.pass_context
def unignore(ctx: click.Context, /, id: str) -> int:
    """Tell an ignored finding again.

    \b
    ztui check unignore unassigned-numbers-8b04c9ef88
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)

    async def run() -> int:
        async with runtime.session(options) as session:
            await asyncio.to_thread(stop_ignoring, session, id)
            runtime.stderr.write(f"ztui: {id} is told again.\n")
        return 0

    return runtime.run(run())


@check.command("fix")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@write_options
@click.pass_context
def fix(ctx: click.Context, /, ids: tuple[str, ...], **given: Any) -> int:
    """Mend findings: one plan, shown and confirmed like any other; what needs a decision is refused.

    \b
    ztui check fix inactive-plan-3fa1c09b2e --dry-run
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime
    options: GlobalOptions
    runtime, options = house_of(ctx)

    mended: list[Finding] = []

    async def make(session: Session) -> Plan:
        report = await run_check(session, RULES, ask=False)
        mended[:] = [finding_named(report, each) for each in ids]
        return await plan_mending(session, mended)

    wanted = wanted_of(given, runtime)
    code = change(runtime, options, wanted, make)
    if not wanted.dry_run and mended:
        runtime.run(_read_again(runtime, options, mended))
    return code


async def _read_again(runtime: Runtime, options: GlobalOptions, mended: Sequence[Finding]) -> None:
    """Let the next check see what was mended; where that cannot be read, it reads it when it is old."""
    async with runtime.session(options) as session:
        with suppress(ZtuiError):
            await reread(session, mended)
