"""What can be sent to the clipboard of a tree of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.json_text import json_text
from ztui.core.shell import joined
from ztui.core.text import Display, display
from ztui.resources.settings.nodes import NodeKind, part_of
from ztui.resources.settings.outline import value_of_node
from ztui.ui.commands.printing import where_words
from ztui.ui.modals.copy import Copy, ask_and_copy, program

if TYPE_CHECKING:
    from ztui.resources.cells import Viewer
    from ztui.resources.settings.nodes import Node
    from ztui.services.settings.reader import SettingsState, SettingsView
    from ztui.ui.screens.base import HouseScreen

__all__ = ["copy_setting", "setting_copies", "settings_words"]


def setting_copies(
    state: SettingsState, node: Node | None, viewer: Viewer, account: str = "", *, demo: bool = False
) -> tuple[Copy, ...]:
    """List what can be sent: of the line its path, value and JSON, of all the JSON and the command that prints it.

    Args:
        state: What was read.
        node: The line under the cursor, None for none.
        viewer: For whom values are made.
        account: The sub account that is acted for, "" for the own.
        demo: It is the built-in Zoom that is shown.
    """
    found: list[Copy] = []
    if node is not None and node.at and node.is_set:
        found.append(Copy("p", "Path", display(node.path), "the path"))
        found.append(Copy("v", "Value", value_of_node(node, viewer), "the value"))
        if node.kind is not NodeKind.SECRET:
            found.append(Copy("j", "JSON of the line", json_text(part_of(state.plain, node), indent=2), "the JSON"))
    found.append(Copy("J", "JSON of all", json_text(state.plain, indent=2), "the JSON of all"))
    found.append(Copy("c", "Command", _command_for_settings(state.view, account, demo=demo), "the command"))
    return tuple(found)


def _command_for_settings(view: SettingsView, account: str = "", *, demo: bool = False) -> Display:
    """Give the command that prints the same settings, quoted for a shell."""
    words = [*program(account, demo=demo), *settings_words(view)]
    return display(joined(str(display(word)) for word in words))


def settings_words(view: SettingsView) -> list[str]:
    """Give its words, behind the program's name."""
    from ztui.resources.settings.registry import settings

    of = settings(view.name)
    words = ["get", view.name]
    path = dict(view.path)
    key = of.parameters[0] if of.parameters else ""
    words += [path.pop(key)] if key in path else []
    choice = of.choice
    named = [*path.items(), *([(choice.parameter, view.choice)] if choice and view.choice else []), *view.also]
    return [*words, *where_words(named)]


def copy_setting(screen: HouseScreen, state: SettingsState, node: Node | None) -> None:
    """Ask what to send, send it, and say what became of it."""
    viewer = screen.session.viewer(ascii=screen.house.ascii_only)
    offered = setting_copies(state, node, viewer, screen.session.account.id, demo=screen.house.demo)

    ask_and_copy(screen, offered)
