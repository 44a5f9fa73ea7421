"""`ztui journal`: what was written, by whom and why; undoing it; looking up what was cut."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.list import form_option
from ztui.cli.output import Form, print_object
from ztui.cli.plans import run_data, say_result
from ztui.cli.writes import change, wanted_of, write_options
from ztui.core.errors import NotFound
from ztui.core.json_text import json_text
from ztui.core.text import display
from ztui.core.times import stamp, zone_name
from ztui.resources.registry import resource as find_resource
from ztui.services.changes.model import Plan, Run
from ztui.services.changes.recovery import look_up, unfinished
from ztui.services.changes.undoing import plan_undo, why_final
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from datetime import datetime
    from typing import TextIO
    from zoneinfo import ZoneInfo

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.changes.model import Result
    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry

__all__ = ["journal"]

_LIMIT = 50
_ID = 8


def _forms(function: Any) -> Any:
    for option in (
        click.option("--table", "forms", flag_value=Form.TABLE, multiple=True, type=Form, help="Print text lines."),
        click.option("--json", "forms", flag_value=Form.JSON, multiple=True, type=Form, help="Print JSON."),
    ):
        function = option(function)
    return function


@click.group("journal", invoke_without_command=True)
@click.option("--limit", type=click.IntRange(min=1), default=_LIMIT, show_default=True, metavar="N", help="At most N.")
@click.option("--match", "text", default="", metavar="TEXT", help="Only those in which each of these words stands.")
@click.option("--outcome", type=click.Choice([each.value for each in Outcome]), help="Only those with this outcome.")
@click.option("--resource", "name", default="", metavar="RESOURCE", help="Only those of one resource.")
@click.option("--key", default="", metavar="KEY", help="Only those of one object.")
@_forms
@click.pass_context
def journal(ctx: click.Context, /, limit: int, text: str, outcome: str | None, name: str, key: str, forms: Any) -> int:
    """List what was written with this profile, newest first.

    \b
    ztui journal --limit 20
    ztui journal --outcome unknown --json
    ztui journal show 3f2a91c0
    ztui journal undo 3f2a91c0 --dry-run
    ztui journal resume

    Every write is in it before its first byte leaves. An id may be cut short as long as it is the only one.
    """  # noqa: D301  (click reads the control character)
    if ctx.invoked_subcommand is not None:
        return 0
    runtime, options = _house_of(ctx)
    resource = find_resource(name).name if name else ""
    form = form_option(forms, runtime)

    async def run() -> int:
        async with runtime.session(options) as session:
            found = await _entries(session, limit, outcome, resource, key, text)
            if form is Form.TABLE:
                for each in found:
                    _line(each, session.zone, runtime.stdout)
            else:
                print_object([each.as_data() for each in found], form, runtime.stdout)
        return 0

    return asyncio.run(run())


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
            found = await session.journal.entry(id) if _there(session) and session.journal else None
            if found is None:
                raise NotFound(f"The journal has no entry '{id}'.", "'ztui journal' lists what it has.")
            if form is Form.TABLE:
                _describe(found, session.zone, runtime.stdout)
            else:
                print_object(found.as_data(), form, runtime.stdout)
        return 0

    return asyncio.run(run())


@journal.command("undo")
@click.argument("id")
@write_options
@click.pass_context
def undo(ctx: click.Context, /, id: str, **given: Any) -> int:
    """Undo an entry: a plan like any other, refused where the object was changed since."""
    runtime, options = _house_of(ctx)

    async def make(session: Session) -> Plan:
        if not _there(session):
            raise NotFound(f"The journal has no entry '{id}'.", "Nothing was written with this profile.")
        return await plan_undo(session, id)

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


def _house_of(ctx: click.Context) -> tuple[Runtime, GlobalOptions]:
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    return runtime, options


def _there(session: Session) -> bool:
    """Tell whether there is a journal; one that has nothing is not made by looking."""
    return session.journal is not None and session.journal.path.exists()


async def _entries(
    session: Session, limit: int, outcome: str | None, resource: str, key: str, text: str
) -> list[JournalEntry]:
    if not _there(session) or session.journal is None:
        return []
    wanted = Outcome(outcome) if outcome else None
    account = session.account.id
    return await session.journal.entries(limit, account, outcome=wanted, resource=resource, key=key, text=text)


def _line(entry: JournalEntry, zone: ZoneInfo, out: TextIO) -> None:
    outcome = entry.outcome.value if entry.outcome else "open"
    undone = " (undone)" if entry.undone_by else ""
    said = f": {display(entry.detail, longest=200)}" if entry.detail and entry.outcome is not Outcome.DONE else ""
    title = display(entry.about.title or entry.intent.operation_id)
    out.write(f"{entry.id[:_ID]}  {_when(entry.made_at, zone)}  {outcome:<8} {title}{undone}{said}\n")


def _describe(entry: JournalEntry, zone: ZoneInfo, out: TextIO) -> None:
    """Print an entry for people."""
    about = entry.about
    pairs = [
        ("Id", entry.id),
        ("Planned", _when(entry.made_at, zone)),
        ("By", about.who),
        ("Reason", about.reason or entry.plan.get("reason", "")),
        ("What", about.title or entry.intent.operation_id),
        ("Object", f"{about.resource} {about.object}".strip()),
        ("Operation", entry.intent.operation_id),
        ("Sent", _when(entry.sent_at, zone) if entry.sent_at else "never"),
        ("Outcome", entry.outcome.value if entry.outcome else "open"),
        ("Said", entry.detail),
        ("Tracking id", entry.tracking_id),
        ("Undoes", about.undoes),
        ("Undone by", entry.undone_by),
        ("Undo", why_final(entry) or f"ztui journal undo {entry.id[:_ID]}"),
    ]
    for title, value in pairs:
        if value:
            out.write(f"{title:<12} {display(value, longest=500)}\n")
    for each in entry.plan.get("fields") or ():
        values = "(secret)" if each.get("hidden") else f"{_text(each.get('before'))} -> {_text(each.get('after'))}"
        out.write(f"  {display(each['title'])}: {values}\n")
    for title, asked, found in entry.verified or ():
        out.write(f"  Read after it, {display(title)}: asked {_text(asked)}, found {_text(found)}\n")


def _when(instant: datetime, zone: ZoneInfo) -> str:
    return f"{stamp(instant, zone)} {zone_name(instant, zone)}"


def _text(value: Any) -> str:
    return "(empty)" if value is None or value == "" else display(json_text(value), longest=200)
