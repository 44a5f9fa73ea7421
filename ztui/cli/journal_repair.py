"""`ztui journal repair`: keep what can be read of a damaged journal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from ztui.cli.journal_entry import house_of
from ztui.core.amounts import counted
from ztui.core.text import display

if TYPE_CHECKING:
    from ztui.store.journalrepair import Repaired

__all__ = ["repair"]


@click.command("repair")
@click.pass_context
def repair(ctx: click.Context, /) -> int:
    """Keep what can be read of a damaged journal, and set the damaged file aside; a whole one is left as it is.

    \b
    ztui journal repair

    Nothing is removed: the damaged file stays beside the new one. End other ztui programs of the profile first.
    """  # noqa: D301  (click reads the control character)
    from ztui.store.journalrepair import repair as repaired

    runtime, options = house_of(ctx)
    path = runtime.folders(options).journal_file(runtime.profile(options).name)
    done = repaired(path, datetime.now(UTC))
    runtime.stdout.write(f"{_told(done)}\n")
    return 0


def _told(done: Repaired) -> str:
    if done.aside is None:
        return f"The journal is whole: {counted(done.kept, 'entry')}. Nothing was changed."
    kept = f"{counted(done.kept, 'entry')} kept"
    if done.last is not None:
        kept = f"{kept}, the newest of {done.last.astimezone():%Y-%m-%d %H:%M %Z}"
    lost = f" {counted(done.lost, 'entry')} could not be read." if done.lost else ""
    return (
        f"The journal was damaged: {kept}.{lost}\n"
        f"What was written after that, if anything, is told by the objects alone.\n"
        f"The damaged file is {display(str(done.aside))}. 'ztui journal resume' looks up what is open."
    )
