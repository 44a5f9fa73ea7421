"""What can be done with a tree: copies of it, and who shows the number to those they call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.json_text import json_text
from ztui.core.shell import joined
from ztui.core.text import Display, display
from ztui.services.ring.data import tree_as_data
from ztui.ui.keys import shown_key
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.modals.copy import Copy, ask_and_copy, program

if TYPE_CHECKING:
    from ztui.services.ring.model import Node, RingTree
    from ztui.ui.screens.ring.screen import RingScreen

__all__ = ["CALLERS", "copy_ring", "show_actions"]

CALLERS = "callers"
"""Name of the work that reads users' settings."""
_STEP = 200
"""Users whose settings are read at once."""


def copy_ring(screen: RingScreen, tree: RingTree, node: Node) -> None:
    """Ask what to send to the clipboard, send it, and say what became of it."""
    offered = _copies(screen, tree, node)

    ask_and_copy(screen, offered)


def _copies(screen: RingScreen, tree: RingTree, node: Node) -> list[Copy]:
    source = screen.source
    lines = [each.text for each in source.lines] if source is not None else []
    found = [Copy("i", "ID", node.key, "the id")] if node.key else []
    found += [Copy("e", "Extension", display(node.extension), "the extension")] if node.extension else []
    found += [Copy("n", "Number", display(node.number), "the number")] if node.number else []
    found.append(Copy("t", "The tree as it stands here", "\n".join(lines), "the tree"))
    found.append(Copy("J", "The tree as JSON", json_text(tree_as_data(tree), indent=2), "the JSON"))
    words = [*program(screen.session.account.id, demo=screen.house.demo), "ring", screen.match.key]
    words += ["--at", screen.moment] if screen.moment else []
    command = Display(joined(str(display(word)) for word in words))
    return [*found, Copy("c", "Command", command, "the command")]


def show_actions(screen: RingScreen) -> None:
    """Show what can be done; who shows the number costs a request for each user, so it is done on request."""
    keymap = screen.house.keymap_in_use
    is_number = screen.match.resource == "numbers"
    refused = "" if is_number else "Only a number is shown to those who are called."
    offline = "Offline: only what is stored is known." if screen.session.offline and is_number else ""
    choices = [
        Choice("stored", "Who shows the number when calling", "of what is stored", refused=refused),
        Choice("more", f"The same, and read {_STEP} more users", "a light request each", refused=refused or offline),
        Choice("", "Keys", is_heading=True),
        Choice("another_time", "Where it rings at another moment", shown_key("another-time", keymap)),
        Choice("ring", "Begin a tree at the line under the cursor", shown_key("ring", keymap)),
        Choice("refresh", "Read everything anew", shown_key("refresh", keymap)),
        Choice("copy", "Copy the line, the tree, its JSON or its command", shown_key("copy", keymap)),
        Choice("raw", "What Zoom answered of the line", shown_key("raw", keymap)),
    ]

    def picked(id: str | None) -> None:
        if id in {"stored", "more"}:
            screen.start(screen.look_for_callers(_STEP if id == "more" else 0), CALLERS)
        elif id:
            getattr(screen, f"action_{id}")()

    screen.app.push_screen(ChooseOne("Actions", choices), picked)
