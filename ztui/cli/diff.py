"""`ztui diff`: what changed between two snapshots, or between one and now."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.journal_entry import house_of
from ztui.cli.jq import jq_option
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_object, print_rows
from ztui.cli.paging import paged
from ztui.cli.snapshot import taken
from ztui.cli.streams import is_unicode
from ztui.core.text import display
from ztui.services.snapshots.blaming import who_by_journal, who_by_log
from ztui.services.snapshots.differing import compare
from ztui.services.snapshots.files import read_snapshot
from ztui.services.snapshots.telling import DIFFERENCES, data_of, row_of, summary

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.snapshots.differing import Compared
    from ztui.services.snapshots.files import Snapshot

__all__ = ["diff"]

_DIFFERENT = 6
_LONG = 300


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", required=False, default="")
@click.option("--stored", is_flag=True, help="Compare with what is stored now; ask nothing.")
@click.option("--fresh", is_flag=True, help="Read everything anew, however young it is.")
@click.option("--log", is_flag=True, help="Ask Zoom's operation log who probably changed it, a heavy request.")
@form_options
@click.pass_context
@paged
@jq_option
def diff(ctx: click.Context, /, before: str, after: str, forms: Any, **given: Any) -> int:
    """Tell what changed from snapshot A to snapshot B, or to now.

    \b
    ztui diff monday.json
    ztui diff monday.json friday.json --json
    ztui diff monday.json --log

    Each difference is an object that came or went, or one field of an object, with names in the place of ids. Who
    changed it is told where this machine's journal knows. Exit code: 6 with differences, 0 without.
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    form = form_option(forms, runtime)
    first = read_snapshot(Path(before).expanduser())
    second = read_snapshot(Path(after).expanduser()) if after else None
    return asyncio.run(_diff(runtime, options, first, second, form, given))


async def _diff(
    runtime: Runtime,
    options: GlobalOptions,
    first: Snapshot,
    second: Snapshot | None,
    form: Form,
    given: Mapping[str, Any],
) -> int:
    if second is not None and not given["log"]:
        options = replace(options, offline=True)  # nothing is to be asked: two files need no credentials
    async with runtime.session(options) as session:
        if second is None:
            second = await taken(runtime, session, stored=given["stored"], fresh=given["fresh"])
        compared = await who_by_journal(session, compare(first, second))
        if given["log"]:
            compared = await who_by_log(session, compared)
        viewer = session.viewer(ascii=not is_unicode(runtime.stdout))
        width = shutil.get_terminal_size().columns if runtime.stdout.isatty() else 0
        if form is Form.JSON:
            print_object(data_of(compared), form, runtime.stdout)
        elif compared.differences or form is not Form.TABLE:
            columns = [each for each in DIFFERENCES.columns if form is not Form.TABLE or not each.hidden]
            await print_rows(
                _rows(compared, plain=form is not Form.TABLE), columns, form, runtime.stdout, viewer, width
            )
        _tell(runtime, compared)
    return _DIFFERENT if compared.differences else 0


async def _rows(compared: Compared, *, plain: bool) -> AsyncIterator[dict[str, Any]]:
    for each in compared.differences:
        yield row_of(each, plain=plain)


def _tell(runtime: Runtime, compared: Compared) -> None:
    runtime.stderr.write(f"ztui: {summary(compared)}.\n")
    for each in compared.lacks:
        runtime.stderr.write(f"ztui: not compared wholly: {display(each, longest=_LONG)}.\n")
