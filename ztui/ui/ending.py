"""Why ztui is not left at once: something is filled in, or under way, that would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ztui.core.errors import ZtuiError
from ztui.core.text import display

if TYPE_CHECKING:
    from ztui.ui.app import ZtuiApp

__all__ = ["why_stay"]

_TITLE: Final = 26
"""Characters of an operation's title in a sentence."""


def why_stay(app: ZtuiApp) -> ZtuiError | None:
    """Give what would be lost, and that `:q!` leaves anyway; None if nothing would."""
    unsent = [title for desk in app.desks.values() for title in desk.unsent]
    unsent += [each.unsent for each in app.seen_screens if each.unsent]
    if unsent:
        more = f" and {len(unsent) - 1} more" if len(unsent) > 1 else ""
        title = f"'{display(unsent[0], longest=_TITLE)}'"
        return ZtuiError(f"{title}{more} {'were' if more else 'was'} not sent. :q! quits anyway.")
    if app.is_writing:
        hint = ":q! leaves after what has been sent; the journal knows what was."
        return ZtuiError(f"A plan is being written ({app.runs_told(app.house_screen)}).", hint)
    if app.exports.running:
        return ZtuiError("A list is being exported.", ":q! leaves ztui and keeps nothing of it.")
    if app.saves.running:
        return ZtuiError("A file is being saved.", ":q! leaves ztui and keeps what came of it.")
    return None
