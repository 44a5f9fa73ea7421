"""`ztui calls follow`: new calls as they come, like `tail -f`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import set_cell_size

from ztui.cli.output import Form, print_object
from ztui.cli.start import say
from ztui.cli.streams import is_unicode
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.cells import cell, head
from ztui.resources.rows import key_of
from ztui.services.calls.follow import Follow
from ztui.services.filters import parse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.cells import Viewer
    from ztui.resources.model import Column
    from ztui.services.session import Session
    from ztui.store.terms import LocalFilter

__all__ = ["FollowWanted", "follow"]

_MOST = 10_000
"""New calls of one look that are filtered."""


@dataclass(frozen=True, slots=True)
class FollowWanted:
    """What the command line asks for: pace, local filter, form, silence about the cost, how many calls to print."""

    every: float
    match: str
    form: Form
    quiet: bool
    limit: int | None


def follow(runtime: Runtime, options: GlobalOptions, wanted: FollowWanted) -> int:
    """Print new calls until ctrl+c, which is its usual end; gives the exit code.

    Raises:
        ConfigError: The session is offline, or the pace or the form cannot be.
        ZtuiError: Zoom refuses, or little is left of the day's pot.
    """
    if options.offline:
        raise ConfigError("Calls cannot be followed offline.", "Leave --offline out.")
    if wanted.form is Form.CSV:
        raise ConfigError("Following has no end, and so no CSV.", "Ask for --ndjson.")
    try:
        return runtime.run(_run(runtime, options, wanted))
    except KeyboardInterrupt:
        runtime.stdout.flush()
        return 0


async def _run(runtime: Runtime, options: GlobalOptions, wanted: FollowWanted) -> int:
    async with runtime.session(options, running=True) as session:
        if wanted.form is Form.TABLE:
            await session.learn_sites()
        local = parse(wanted.match, CALL_HISTORY, session.viewer())
        work = Follow(session.client, session.calls, session.clock, wanted.every)
        if not wanted.quiet:
            say(runtime, f"Following every {work.every:g} s: {await work.cost()}.", "ctrl+c ends it.", 0)
        printed = 0
        async for calls in work.looks():
            for each in await _passing(session, calls, local):
                _print(runtime, each, wanted.form, session.viewer(ascii=not is_unicode(runtime.stdout)), printed)
                printed += 1
                if printed == wanted.limit:
                    return 0
            runtime.stdout.flush()
    return 0


async def _passing(
    session: Session, calls: Sequence[Mapping[str, Any]], local: LocalFilter
) -> Sequence[Mapping[str, Any]]:
    """Give the calls that pass the filter, which the store judges as it does in lists."""
    if not local or not calls:
        return calls
    rank = await session.calls.rank(local)
    try:
        keys = [key_of(CALL_HISTORY, each) for each in calls[:_MOST]]
        there = [await session.calls.position(rank, key) is not None for key in keys]
    finally:
        session.calls.drop(rank)
    return [each for each, passes in zip(calls, there, strict=False) if passes]


def _print(runtime: Runtime, row: Mapping[str, Any], form: Form, viewer: Viewer, number: int) -> None:
    if form is not Form.TABLE:
        print_object(dict(row), Form.NDJSON, runtime.stdout)
        return
    columns = [each for each in CALL_HISTORY.columns if not each.hidden and not each.wide_only]
    if not number:
        runtime.stdout.write(_line([head(each, viewer).upper() for each in columns], columns))
    runtime.stdout.write(_line([cell(each, row, viewer) for each in columns], columns))


def _line(cells: Sequence[str], columns: Sequence[Column]) -> str:
    """Put cells side by side in the widths that the list screen has."""
    fitted = [set_cell_size(text, each.width) for text, each in zip(cells, columns, strict=True)]
    return "  ".join(fitted).rstrip() + "\n"
