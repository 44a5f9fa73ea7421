"""`ztui diff`: what changed between two snapshots, or between one and now."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.index import refuse_both
from ztui.cli.journal_entry import house_of
from ztui.cli.jq import jq_option
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_object, print_rows, width_of
from ztui.cli.paging import paged
from ztui.cli.snapshot import taken
from ztui.cli.streams import is_unicode
from ztui.core.errors import ConfigError
from ztui.core.text import display
from ztui.services.snapshots.blaming import who_by_journal, who_by_log
from ztui.services.snapshots.differing import check_same_account, compare
from ztui.services.snapshots.files import read_snapshot, snapshot_from
from ztui.services.snapshots.taking import account_of, written_since
from ztui.services.snapshots.telling import DIFFERENCES, data_of, read_before, row_of, summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.snapshots.differing import Compared
    from ztui.services.snapshots.files import Snapshot

__all__ = ["diff"]

_DIFFERENT, _NOT_WHOLE = 6, 7
_STDIN = "-"
_LONG = 300


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", required=False, default="")
@click.option("--stored", is_flag=True, help="Compare with what is stored, however old; ask nothing.")
@click.option("--fresh", is_flag=True, hidden=True, help="Read everything anew, as without it.")
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

    Now is read anew; what that costs is told on stderr first. A or B is - for stdin. Each difference is an object that
    came or went, or one field of an object, with names in the place of ids. Who changed it is told where this
    machine's journal knows. Exit code: 6 with differences, 0 without, 7 without where not all could be compared.
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    form = form_option(forms, runtime)
    refuse_both(fresh=given["fresh"], stored=given["stored"] or options.offline)
    if before == after == _STDIN:
        raise ConfigError("Both snapshots cannot come from stdin.", "Name a file for one of them.")
    first = _read(before)
    second = _read(after) if after else None
    return runtime.run(_diff(runtime, options, first, second, form, given))


def _read(name: str) -> Snapshot:
    if name == _STDIN:
        return snapshot_from(sys.stdin.buffer.read(), "stdin")
    return read_snapshot(Path(name).expanduser())


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
    unseen = False
    async with runtime.session(options) as session:
        if second is None:
            check_same_account(first, account_of(session))
            second = await taken(runtime, session, stored=given["stored"], fresh=not given["stored"])
            unseen = await written_since(session, second)
        compared = await who_by_journal(session, compare(first, second))
        if given["log"]:
            compared = await who_by_log(session, compared)
        viewer = session.viewer(ascii=not is_unicode(runtime.stdout))
        width = width_of(runtime.stdout)
        if form is Form.JSON:
            print_object(data_of(compared), form, runtime.stdout)
        elif compared.differences or form is not Form.TABLE:
            columns = [each for each in DIFFERENCES.columns if form is not Form.TABLE or not each.hidden]
            await print_rows(
                (row_of(each, plain=form is not Form.TABLE) for each in compared.differences),
                columns,
                form,
                runtime.stdout,
                viewer,
                width,
            )
        _tell(runtime, compared, unseen=unseen)
        if compared.lacks and given["stored"] and not options.offline:
            runtime.stderr.write("ztui: without --stored what is missing is read.\n")
    if compared.differences:
        return _DIFFERENT
    return _NOT_WHOLE if compared.lacks else 0


def _tell(runtime: Runtime, compared: Compared, *, unseen: bool) -> None:
    runtime.stderr.write(f"ztui: {summary(compared)}.\n")
    for which, snapshot in (("the first", compared.before), ("the second", compared.after)):
        old = read_before(snapshot)
        if old:
            runtime.stderr.write(f"ztui: {which} has what was read up to {old} before it was taken.\n")
    if unseen:
        runtime.stderr.write("ztui: ztui wrote something since; without --stored it is read.\n")
    for each in compared.lacks:
        runtime.stderr.write(f"ztui: not compared wholly: {display(each, longest=_LONG).rstrip('.')}.\n")
