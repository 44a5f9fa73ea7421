"""`ztui snapshot`: the whole configuration of the account as one file."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ztui.cli.index import ReadingLine, refuse_both
from ztui.cli.journal_entry import house_of
from ztui.core.amounts import counted
from ztui.core.text import display
from ztui.services.inventory.inventory import FRESH
from ztui.services.snapshots.files import Snapshot, check_snapshot_target, write_snapshot
from ztui.services.snapshots.taking import cost_of_snapshot, take
from ztui.services.snapshots.telling import read_before

if TYPE_CHECKING:
    from ztui.cli.runtime import Runtime
    from ztui.services.session import Session

__all__ = ["snapshot", "taken"]

_LONG = 300


@click.command("snapshot")
@click.argument("file", metavar="FILE")
@click.option("--stored", is_flag=True, help="Take what is stored as it is; ask nothing.")
@click.option("--fresh", is_flag=True, help="Read everything anew, however young it is.")
@click.option("--clobber", is_flag=True, help="Replace a file that is there.")
@click.pass_context
def snapshot(ctx: click.Context, /, file: str, stored: bool, fresh: bool, clobber: bool) -> int:
    """Write the configuration of the account to FILE (- for stdout): one JSON, sorted, without secrets.

    \b
    ztui snapshot before.json
    ztui diff before.json
    ztui snapshot "$(date +%F).json" --fresh

    Users, numbers, queues with members, menus, hours and routing, devices, sites, trunks and the rest of the index,
    and the phone settings of the account. What changes by itself (devices online, members opted in) is left out.
    What is missing or older than 12 hours, or than the last write with this profile, is read first; what that costs
    and how old the oldest is, is told on stderr. Exit code: 7 where a part is not whole, which the file says too.
    """  # noqa: D301  (click reads the control character)
    runtime, options = house_of(ctx)
    path = None if file == "-" else Path(file).expanduser()
    if path is not None:
        check_snapshot_target(path, replace=clobber)
    refuse_both(fresh=fresh, stored=stored or options.offline)

    async def run() -> int:
        async with runtime.session(options) as session:
            made = await taken(runtime, session, stored=stored, fresh=fresh)
            if path is not None:
                await asyncio.to_thread(write_snapshot, path, made)
        if path is None:
            runtime.stdout.write(made.text())
        old = read_before(made)
        where = f" to {path}" if path is not None else ""
        read = f", the oldest of them read {old} ago" if old else ""
        runtime.stderr.write(f"ztui: {counted(made.count, 'object')} written{where}{read}.\n")
        lacks = [part.lacks or name for name, part in made.parts.items() if not part.complete]
        for each in lacks:
            runtime.stderr.write(f"ztui: not whole: {display(each, longest=_LONG)}.\n")
        return 7 if lacks else 0

    return runtime.run(run())


async def taken(runtime: Runtime, session: Session, *, stored: bool, fresh: bool) -> Snapshot:
    """Say what it costs, then take a snapshot."""
    fresh_for = FRESH * 0 if fresh else FRESH
    ask = not stored and not session.offline
    line = ReadingLine(runtime.stderr, session.clock, quiet=False)
    if ask:
        cost = await cost_of_snapshot(session, fresh_for=fresh_for)
        if cost.requests or cost.unknown:
            line.say(f"To be read first: {cost}.")
    try:
        return await take(session, ask=ask, fresh_for=fresh_for, tell=line.show)
    finally:
        line.end()
