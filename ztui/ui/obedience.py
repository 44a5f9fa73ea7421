"""What a typed command does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError
from ztui.ui.commands import tools
from ztui.ui.commands.grammar import Command, parse
from ztui.ui.commands.named import act_in, show_named
from ztui.ui.commands.offers import COMMANDS, command_named
from ztui.ui.keys import action

if TYPE_CHECKING:
    from ztui.ui.app import ZtuiApp

__all__ = ["obey"]


async def obey(app: ZtuiApp, text: str) -> None:
    """Do what a line says.

    Args:
        app: The app to do it in.
        text: The line, without its colon.

    Raises:
        UnknownName: No resource, command, account or action is called that.
        ConfigError: The command lacks something or cannot be done here.
    """
    command = parse(text)
    if not command.name:
        return
    known = command_named(command.name)
    if known is not None and known.name in ("find", "index"):
        await tools.find(app, known.name, text.strip(": ").partition(" ")[2].strip())
    elif known is not None:
        await _do(app, known.name, command)
    else:
        await show_named(app, command)


async def _do(app: ZtuiApp, name: str, command: Command) -> None:
    if command.rest and not next(each.takes for each in COMMANDS if each.name == name):
        raise ConfigError(f":{name} takes nothing behind it, so '{command.rest}' is not understood.", f"Write :{name}.")
    match name:
        case "quit":
            app.end(at_once=command.name.endswith("!"))
        case "account":
            await act_in(app, command.rest or command.account or "")
        case "do":
            await _act(app, command.rest)
        case "profile":
            await _change_profile(app, command.rest)
        case "view" | "views":
            from ztui.ui.screens.views.show import do_view

            do_view(app, command.rest)
        case "window" | "sync" | "follow":
            await tools.take_window(app, name, command)
        case "callbacks" | "story":
            await tools.open_stored(app, name, command)
        case _:
            tools.open_tool(app, name, command)


async def _act(app: ZtuiApp, id: str) -> None:
    """Do what the key of an action does."""
    screen, wanted = app.house_screen, action(id)
    if wanted.id not in {each.id for each in screen.known_actions()}:
        raise ConfigError(f"'{wanted.title}' is not for this screen.", "? shows what is.")
    await app.run_action(wanted.method, screen.first_focus() if "rows" in wanted.places else screen)


async def _change_profile(app: ZtuiApp, name: str) -> None:
    if not name:
        from ztui.services.profiles.naming import which_profile

        raise which_profile(app.session.folders.config_file)
    await app.change_profile(name)
