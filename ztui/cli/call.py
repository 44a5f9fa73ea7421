"""`ztui call ID`: what happened in one call, as a ladder of its legs."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, fact_line, print_object
from ztui.cli.streams import is_unicode
from ztui.core.errors import ConfigError, ZtuiError
from ztui.core.text import display
from ztui.services.calls.drawing import draw
from ztui.services.calls.finding import find_call
from ztui.services.calls.spoken import spoken_events
from ztui.services.calls.telling import details_of_call, details_of_leg, events_as_data, parties_as_data
from ztui.services.calls.whole import read_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.core.text import Display
    from ztui.resources.cells import Viewer
    from ztui.services.calls.ladder import Ladder
    from ztui.services.calls.quality import Quality
    from ztui.services.session import Session

__all__ = ["WIDTH", "call", "data_of", "sounded"]

WIDTH = 100
"""Cells of a ladder that is not printed on a terminal."""


@click.command("call")
@click.argument("id")
@click.option("--beside", default="", metavar="ID", help="Print another call beside it, and in what they differ.")
@click.option("--search", is_flag=True, help="Look at Zoom for a call ID that is not stored (a heavy request a month).")
@click.option("--quality", is_flag=True, help="Ask how it sounded, too: MOS, jitter, loss, codec (two requests).")
@form_options
@click.pass_context
def call(ctx: click.Context, /, id: str, beside: str, forms: tuple[Form, ...], *, search: bool, quality: bool) -> int:
    """Print what happened in the call ID: its way as a ladder, and each leg.

    \b
    ztui call 20261121-4ccc4ae5-bb84-4659-9758-970f680118c8
    ztui call 20261121-4ccc                 a stored call, by the beginning of its ID
    ztui call 7152435515374055465           by its call ID, among the stored calls
    ztui call 7152435515374055465 --search   looked for at Zoom, month by month
    ztui call 7152435515374055465 --json     the record, parties, legs and events
    ztui call 20261121-4ccc --beside 20261120-79c8   both ladders, and in what they differ
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    plain = options.ascii
    form = form_option(forms, runtime)
    if form is Form.CSV:
        raise ConfigError("A ladder has no form as CSV.", "'ztui list call-elements --where ...' prints legs as CSV.")
    if not id.strip():
        raise ConfigError("ID is empty.", "Name the call: 'ztui list call-history' prints the ids.")
    if beside.strip():
        from ztui.cli.call_beside import print_beside

        manners = {"plain": plain, "quality": quality, "search": search}
        return runtime.run(print_beside(runtime, options, (id, beside), form, **manners))
    return runtime.run(_run(runtime, options, id, form, plain=plain, quality=quality, search=search))


async def _run(
    runtime: Runtime, options: GlobalOptions, id: str, form: Form, *, plain: bool, quality: bool, search: bool
) -> int:
    async with runtime.session(options) as session:
        if form is Form.TABLE:
            await session.learn_sites(ask=not options.offline)
        ladder = await read_whole(session, await find_call(session, id, search=search))
        quality_of, problem = await sounded(session, ladder) if quality else (None, None)
        if form is Form.TABLE:
            viewer = session.viewer(ascii=plain or not is_unicode(runtime.stdout))
            _print(runtime, ladder, viewer, quality_of)
        else:
            print_object(data_of(ladder, quality_of), form, runtime.stdout)
    if problem is not None:
        raise problem
    return 0


async def sounded(session: Session, ladder: Ladder) -> tuple[Quality | None, ZtuiError | None]:
    """Ask for the quality; what goes wrong is told when the ladder is printed."""
    from ztui.services.calls.quality import read_quality

    id = display(ladder.record.get("call_id"))
    if not id:
        return None, ZtuiError("The call has no call ID, by which its quality is asked for.")
    try:
        return await read_quality(session.client, id), None
    except ZtuiError as error:
        return None, error


def data_of(ladder: Ladder, quality: Quality | None) -> dict[str, Any]:
    """Give everything for programs: the record with its legs as Zoom sent it, and what the ladder makes of it."""
    totals = ladder.totals
    data: dict[str, Any] = {
        "call": ladder.record,
        "parties": parties_as_data(ladder),
        "events": events_as_data(ladder),
        "totals": {
            "duration": totals.duration,
            "wait": totals.wait,
            "talk": totals.talk,
            "hold": totals.hold,
        },
    }
    if quality is not None:
        from dataclasses import asdict

        data["quality"] = asdict(quality)
    return data


def _print(runtime: Runtime, ladder: Ladder, viewer: Viewer, quality: Quality | None) -> None:
    out = runtime.stdout
    width = shutil.get_terminal_size().columns if out.isatty() else WIDTH
    _details(runtime, viewer, "", details_of_call(ladder, viewer))
    if ladder.legs and viewer.plain:
        out.writelines(f"{each}\n" for each in ("", "What happened", *spoken_events(ladder, viewer)))
    elif ladder.legs:
        out.write(f"\n{draw(ladder, width, viewer).text}\n")
    else:
        out.write("\nZoom tells no legs of this call.\n")
    for at in range(len(ladder.legs)):
        _details(runtime, viewer, f"Leg {at + 1} of {len(ladder.legs)}", details_of_leg(ladder, at, viewer))
    if quality is not None:
        from ztui.services.calls.quality import quality_lines

        _details(runtime, viewer, "Quality", quality_lines(quality, ascii=viewer.ascii))


def _details(runtime: Runtime, viewer: Viewer, title: str, told: Sequence[tuple[Display, Display]]) -> None:
    if title:
        runtime.stdout.write(f"\n{title}\n")
    widest = max((len(label) for label, _ in told), default=0)
    for label, value in told:
        line = fact_line(label, value, widest, viewer)
        runtime.stdout.write(line if viewer.plain else f"  {line}")
