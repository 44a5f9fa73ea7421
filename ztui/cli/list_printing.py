"""What a list that was read comes to: its rows on stdout or in a file, and on stderr what the rows do not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.cli.output import Form, print_rows
from ztui.cli.streams import is_unicode
from ztui.core.text import display
from ztui.core.times import api_text

if TYPE_CHECKING:
    from ztui.cli.list import Wanted
    from ztui.cli.runtime import Runtime
    from ztui.resources.model import Resource
    from ztui.services.listing import Listing
    from ztui.services.session import Session

__all__ = ["print_list", "tell_of_list"]


async def print_list(runtime: Runtime, session: Session, listing: Listing, wanted: Wanted, *, offline: bool) -> None:
    """Print the rows as they are now, or write them to a file, a window at a time."""
    if wanted.to is None and wanted.form is Form.TABLE:
        await session.learn_sites(ask=not offline)
    if wanted.by:
        from ztui.cli.list_counts import print_list_counts

        await print_list_counts(runtime, session, listing, wanted)
        return
    async with listing.frozen() as found:
        rows = found.rows(wanted.limit)
        if wanted.to is not None:
            from ztui.cli.exporting import Expected, export

            expected = Expected(min(wanted.limit or found.count, found.count), "rows")
            await export(runtime, session, wanted.to, rows, wanted.columns, expected)
            return
        viewer = session.viewer(ascii=not is_unicode(runtime.stdout))
        width = _columns() if runtime.stdout.isatty() else 0
        await print_rows(rows, wanted.columns, wanted.form, runtime.stdout, viewer, width)


def _columns() -> int:
    """Give the cells of a line of the terminal."""
    from shutil import get_terminal_size

    return get_terminal_size().columns


def tell_of_list(runtime: Runtime, listing: Listing, resource: Resource, *, offline: bool) -> int:
    """Say on stderr what the rows do not tell, and give the exit code."""
    status = listing.status
    if status.note:
        runtime.stderr.write(f"ztui: {display(status.note)}\n")
    if status.oddities:
        runtime.stderr.write(f"ztui: {status.oddities} values were not as the API documents them.\n")
    if offline and listing.unstored is not None:
        from ztui.services.calls.windows import instant_of

        first, _ = listing.unstored
        runtime.stderr.write(
            f"ztui: The calls of that window: {listing.stored_words}. The list is not complete;"
            f" 'ztui calls sync --from {api_text(instant_of(first))}' fetches the rest.\n"
        )
        return 1
    if offline and status.as_of is None:
        runtime.stderr.write(f"ztui: Nothing of {resource.title} is stored yet. Leave --offline out to ask Zoom.\n")
        return 1
    if status.error is not None:
        runtime.stderr.write(f"ztui: {display(status.error)} The list is not complete.\n")
        return status.error.exit_code
    return 0
