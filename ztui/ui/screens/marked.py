"""What is done with all marked rows of a list at once: reading them, and sending them to the clipboard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.json_text import json_text
from ztui.services.listing import ListedRow
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.modals.copy import copies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.ui.modals.copy import Copy
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.screens.pane import Pane

__all__ = ["copy_marked", "marked_rows"]

AT_ONCE = 1_000
"""Rows looked through at once for those that are marked."""
_NAMES = {
    "i": ("ID", "IDs"),
    "n": ("number", "numbers"),
    "e": ("extension", "extensions"),
    "r": ("row", "rows"),
    "j": ("row as JSON", "rows as one JSON array"),
    "c": ("command", "commands"),
}
"""What the parts are called, one and many, by the letter that chooses them."""


async def marked_rows(pane: Pane) -> list[ListedRow]:
    """Give the marked rows in the order of the list, then those that its filter hides."""
    wanted, found = set(pane.marks), []
    for start in range(0, pane.count, AT_ONCE):
        if not wanted:
            break
        some = [each for each in await pane.listing.rows(start, AT_ONCE) if each.key in wanted]
        found += some
        wanted.difference_update(each.key for each in some)
    for key in sorted(wanted):
        hidden = await pane.session.objects.cached(pane.resource.name, key, pane.view.parents)
        if hidden is not None:
            found.append(ListedRow(key, hidden.row))
    return found


async def copy_marked(screen: HouseScreen, pane: Pane) -> None:
    """Ask what to send of the marked rows, send it, and say what became of it.

    IDs, numbers, extensions, rows and commands are sent one a line, JSON as one array.

    Args:
        screen: The screen that shows the list.
        pane: The list.
    """
    viewer, account = screen.session.viewer(ascii=screen.house.ascii_only), screen.session.account.id
    rows = await marked_rows(pane)
    offered: dict[str, list[Copy]] = {}
    for each in rows:
        for copy in copies(
            pane.resource, each.key, each.row, viewer, pane.view.parents, account, demo=screen.house.demo
        ):
            offered.setdefault(copy.key, []).append(copy)

    async def send(letter: str) -> None:
        sent = await screen.house.send_to_clipboard(_joined(letter, offered[letter]), _called(letter, offered[letter]))
        screen.say(sent.said, "good" if sent.file is None else "warn")

    def chosen(letter: str | None) -> None:
        if letter in offered:
            screen.start(send(letter), "copy")

    choices = [Choice(letter, _called(letter, parts), key=letter) for letter, parts in offered.items()]
    screen.app.push_screen(ChooseOne(f"Send of the {len(rows):,} marked to the clipboard", choices), chosen)


def _called(letter: str, parts: Sequence[Copy]) -> str:
    one, many = _NAMES.get(letter, ("part", "parts"))
    return counted(len(parts), one, many)


def _joined(letter: str, parts: Sequence[Copy]) -> str:
    if letter == "j":
        return json_text([json.loads(each.text) for each in parts], indent=2)
    return "\n".join(each.text for each in parts)
