"""One entry of the journal: found by how its id begins, and printed for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.output import Form, fact_line
from ztui.core.errors import NotFound
from ztui.core.text import display
from ztui.core.times import stamp, zone_name
from ztui.resources.rows import text_of
from ztui.services.changes.history import changed_by, has_journal, learn_names, outcome_of, title_of
from ztui.services.changes.undoing import why_final
from ztui.services.changes.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from typing import TextIO
    from zoneinfo import ZoneInfo

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.session import Session
    from ztui.store.journal import Earlier, JournalEntry

__all__ = ["describe", "form_of_one", "found_entry", "house_of"]

_ID = 8
_LONG = 500


async def describe(session: Session, entry: JournalEntry, earlier: Sequence[Earlier], out: TextIO) -> None:
    """Print an entry: who, when, why, what became of it, and each field before and after."""
    words = Words()
    await learn_names(session, [entry], words)
    for title, value in _facts(session, entry, earlier):
        if value:
            out.write(fact_line(title, display(value, longest=_LONG), 11, session.viewer()))
    for each in words.lines(changed_by(entry)):
        if each.sign:
            out.write(f"  {each.title or ' '}: {each.sign} {each.after}\n")
        else:
            out.write(f"  {each.title}: {each.before} -> {each.after}\n" if each.before
                      else f"  {each.title}: {each.after}\n")  # fmt: skip
    for title, asked, found in entry.verified or ():
        out.write(f"  Read after it, {display(title)}: asked {_text(asked)}, found {_text(found)}\n")


def _facts(session: Session, entry: JournalEntry, earlier: Sequence[Earlier]) -> Iterator[tuple[str, Any]]:
    about, zone, request = entry.about, session.zone, entry.request or {}
    yield "Id", entry.id
    yield "Planned", _when(entry.made_at, zone)
    yield "By", f"{about.who or 'nobody known'}, profile {session.profile.name}"
    yield "Account", entry.intent.account
    yield "Reason", about.reason or entry.plan.get("reason", "")
    yield "What", title_of(entry)
    yield "Object", f"{about.resource} {about.object}".strip()
    yield "Operation", entry.intent.operation_id
    yield "Request", f"{request.get('method', '')} {request.get('path', '')}".strip()
    yield "Sent", _when(entry.sent_at, zone) if entry.sent_at else "never"
    yield "Outcome", outcome_of(entry)
    yield "Said", entry.detail
    for each in earlier:
        yield "Before", f"{each.outcome.value} {_when(each.at, zone) if each.at else ''}: {each.detail}"
    yield "Tracking id", entry.tracking_id
    yield "Plan", about.plan_id
    yield "Undoes", about.undoes
    yield "Undone by", entry.undone_by
    yield "Undo", why_final(entry) or f"ztui journal undo {entry.id[:_ID]}"


def _when(instant: datetime, zone: ZoneInfo) -> str:
    return f"{stamp(instant, zone)} {zone_name(instant, zone)}"


def _text(value: Any) -> str:
    return display(text_of(value), longest=200) or "(empty)"


def house_of(ctx: click.Context) -> tuple[Runtime, GlobalOptions]:
    """Give what every command is called with."""
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    return runtime, options


async def found_entry(session: Session, id: str) -> JournalEntry:
    """Give an entry by its id, or by how it begins.

    Raises:
        NotFound: There is none, or several begin so.
    """
    found = await session.journal.entry(id) if session.journal is not None and has_journal(session) else None
    if found is None:
        raise NotFound(f"The journal has no entry '{id}'.", "'ztui journal' lists what it has.")
    return found


def form_of_one(function: Any) -> Any:
    """Add the options for the form of one entry."""
    for option in (
        click.option("--table", "forms", flag_value=Form.TABLE, multiple=True, type=Form, help="Print text lines."),
        click.option("--json", "forms", flag_value=Form.JSON, multiple=True, type=Form, help="Print JSON."),
    ):
        function = option(function)
    return function
