"""`ztui calls story`: all stored calls from and to a number or an extension, and what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.calls_callbacks import say_missing
from ztui.cli.conditions import columns_of
from ztui.cli.filing import file_option
from ztui.cli.journal_entry import house_of
from ztui.cli.jq import jq_option
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, fact_line, print_rows, width_of
from ztui.cli.paging import paged
from ztui.cli.streams import is_unicode
from ztui.cli.unstored import say_no_calls
from ztui.core.json_text import json_text
from ztui.core.text import display
from ztui.core.times import api_text
from ztui.resources.call_history import CALL_HISTORY
from ztui.services.calls.story import CallerStory, whose_is
from ztui.services.calls.summing import story_lines
from ztui.services.calls.windows import instant_of

if TYPE_CHECKING:
    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.session import Session

__all__ = ["story"]


@click.command("story")
@click.argument("number")
@click.option("--match", default="", metavar="TEXT", help="Only calls that / would show in the list of calls.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the newest N calls.")
@form_options
@click.pass_context
@file_option
@paged
@jq_option
def story(ctx: click.Context, /, number: str, match: str, limit: int | None, forms: tuple[Form, ...]) -> int:
    """Print all stored calls from and to NUMBER, newest first, and what they come to.

    \b
    ztui calls story "+1 415 555 0188"
    ztui calls story "+1 617 802 1722" --match "result:voicemail"
    ztui calls story 801-8006 --csv
    ztui calls story "ext 801-8006" --json

    NUMBER is one from outside in any form, or an extension or a name of the account; an extension comes first.
    The first caller and the first callee of a call count: who was rung on its way is told by 'ztui call ID'.
    Callers who hide their number have no story, since nobody can tell them apart.
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    return runtime.run(_run(runtime, options, number, match, limit, form_option(forms, runtime)))


async def _run(runtime: Runtime, options: GlobalOptions, number: str, match: str, limit: int | None, form: Form) -> int:
    async with runtime.session(options) as session:
        if not session.calls.path.exists():
            return say_no_calls(runtime, options)
        await session.learn_sites(ask=False)
        work = CallerStory(session, await whose_is(session, number))
        try:
            await work.look(match)
            await work.learn()
            await _print(runtime, session, work, limit, form)
        finally:
            work.close()
        say_missing(runtime, session, work.missing, "The story may be longer.")
    return 0


async def _print(runtime: Runtime, session: Session, work: CallerStory, limit: int | None, form: Form) -> None:
    out = runtime.stdout
    is_plain = not is_unicode(out)
    width = width_of(out)
    viewer = session.viewer(ascii=is_plain)
    if form is Form.TABLE:
        for label, text in story_lines(work, viewer):
            out.write(fact_line(label, text, 9, viewer))
        out.write("\n")
    elif form is Form.JSON:
        out.write(f'{json_text(_facts(work), ascii=is_plain)[:-1]}, "rows": ')
    await print_rows(work.rows(limit), columns_of(CALL_HISTORY, None), form, out, viewer, width)
    if form is Form.JSON:
        out.write("}\n")


def _facts(work: CallerStory) -> dict[str, Any]:
    found, subject = work.story, work.whose.subject
    return {
        "number": work.whose.number or None,
        "extension": subject.extension or None,
        "names": list(work.names),
        "calls": found.calls,
        "shown": found.count,
        "from_it": found.begun,
        "to_it": found.got,
        "answered": found.answered,
        "missed": found.missed,
        "voicemails": found.voicemails,
        "recorded": found.recorded,
        "seconds": found.seconds,
        "first": _told(found.first),
        "last": _told(found.last),
        "with": [
            {"name": name or None, "extension": extension or None, "number": number or None, "calls": calls}
            for name, extension, number, calls in found.others
        ],
        "known": [{"as": label, "text": display(text)} for label, text in work.known],
    }


def _told(second: int | None) -> str | None:
    return None if second is None else api_text(instant_of(second))
