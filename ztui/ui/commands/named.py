"""What the `:` line shows by its name: a list, a tree of settings, and the account in whose name that is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.contract import limits
from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError, UnknownName
from ztui.core.text import fold
from ztui.resources.registry import names, resource
from ztui.services.filters_chips import named_chips
from ztui.services.listing import View
from ztui.ui.accounts import find_account
from ztui.ui.commands.grammar import Command, parse, window_of
from ztui.ui.commands.offers import COMMANDS, command_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from ztui.resources.model import Resource
    from ztui.resources.settings.model import Settings
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen

__all__ = ["account_of", "act_in", "screen_shown", "show_named"]

OWN = frozenset({"", "own", "-"})
_ALL = "A : and the arrow keys go through all there are."
_FEW = 3
"""So many commands that have a word in what they do are named."""


async def show_named(app: ZtuiApp, command: Command) -> None:
    """Show the list or the settings that a line names, in the account that it names.

    Raises:
        UnknownName: No resource, command or account is called that.
        ConfigError: It lacks something, or is not understood.
    """
    from ztui.resources.settings.registry import find_settings, settings_names

    tree = find_settings(command.name)
    if tree is not None:
        await _show_settings(app, tree, command)
        return
    try:
        found = resource(command.name)
    except UnknownName:
        known = (*names(), *(each.name for each in COMMANDS), *settings_names())
        error = UnknownName("command or resource", command.name, known)
        if error.nearest:
            raise error from None
        about = [f":{each.name}" for each in COMMANDS if fold(command.name) in fold(each.help).split()]
        hint = f"Did you mean {' or '.join(about)}?" if 0 < len(about) <= _FEW else _ALL
        raise ConfigError(error.message, hint) from None
    if found.parents:
        app.open_view(View(found.name, _above(found, command)))
        return
    view = _view_of(app.session, found, command)
    if command.account is None:
        app.open_view(view)
    else:
        await act_in(app, command.account, lambda: app.screen_of(view))


async def _show_settings(app: ZtuiApp, tree: Settings, command: Command) -> None:
    from ztui.services.settings.asking import view_of

    view, search = view_of(tree, command.words), command.filter or ""
    if command.account is None:
        app.open_settings(view, search=search)
    else:
        await act_in(app, command.account, lambda: app.settings_screen(view, search))


async def act_in(app: ZtuiApp, wanted: str, first: Callable[[], HouseScreen] | None = None) -> None:
    """Act in an account from now on.

    Args:
        app: The app.
        wanted: Id or name of a sub account, or a word for the profile's own.
        first: Makes the screen to begin with there, in the account's session; None for the area that is shown.

    Raises:
        UnknownName: There is no such account, or more than one.
    """
    if fold(wanted) in OWN:
        await app.act_in("", "", first)
    else:
        await app.act_in(*await find_account(await app.home.acting_for("", ""), wanted), first)


def account_of(text: str) -> str:
    """Give the sub account that a line leads to, as it was typed; "" where it leads to none.

    Raises:
        UnknownName: No resource is called that.
    """
    from ztui.resources.settings.registry import find_settings

    command = parse(text)
    known = command_named(command.name) if command.name else None
    account = command.account or ""
    if known is not None:
        account = (command.rest or account) if known.name == "account" else ""
    elif not command.name or (find_settings(command.name) is None and resource(command.name).parents):
        account = ""
    return "" if fold(account) in OWN else account


def _view_of(session: Session, found: Resource, command: Command) -> View:
    """Make the view of a list that stands by itself, with the window and the filter that were typed.

    Raises:
        ConfigError: The words behind the name are not understood, or the list is none of a time.
    """
    chips, words = named_chips(command.words, found)
    window = _window_words(found, command.last, " ".join(words))
    if words and (command.last or not window):
        raise ConfigError(f"'{' '.join(words)}' is not understood.", f"Write :{found.name} /{command.rest} to filter.")
    view = View(found.name)
    if window:
        from ztui.ui.screens.windows.show import range_view

        view = range_view(session, window)
    elif command.last:
        if not found.window:
            raise ConfigError(f"{found.title} are no list of a time.", "Leave 'last' away.")
        rules = limits.window(operation(found.operations.list))
        dates = rules is not None and rules.dates_only
        view = replace(view, query=window_of(command.last, session.clock.now(), dates=dates))
    if chips or command.filter:
        view = replace(view, filter=" ".join(filter(None, (chips, command.filter))))
    return view


def screen_shown(app: ZtuiApp, text: str) -> HouseScreen | None:
    """Make the list or the settings that a line shows, so that the app can begin with it instead of going there.

    Args:
        app: The app, which has no screen yet.
        text: The line, without its colon.

    Returns:
        The screen; None where the line does something else, or does more.

    Raises:
        ZtuiError: It is wrong.
    """
    from ztui.resources.settings.registry import find_settings
    from ztui.services.settings.asking import view_of
    from ztui.ui.screens.views.show import saved_screen, views_of

    command = parse(text)
    known = command_named(command.name) if command.name else None
    if known is not None and known.name == "view" and command.rest:
        return saved_screen(app.session, views_of(app.session).find(command.rest))
    if known is not None or not command.name or command.account is not None:
        return None
    tree = find_settings(command.name)
    if tree is not None:
        return app.settings_screen(view_of(tree, command.words), command.filter or "")
    found = resource(command.name)
    return None if found.parents else app.screen_of(_view_of(app.session, found, command))


def _window_words(found: Resource, last: str, rest: str) -> str:
    """Give what is typed behind `calls` if it is a window, "" for none."""
    if found.name != "call-history":
        return ""
    from ztui.services.calls.ranges import is_range

    return last or (rest if is_range(rest) else "")


def _above(found: Resource, command: Command) -> tuple[tuple[str, str], ...]:
    """Give what a list is below, as it was typed behind its name.

    Raises:
        ConfigError: Something of it is missing, or is none of it.
    """
    asked = [name for name in found.parents if name not in operation(found.operations.list).path_params]
    given = dict(word.partition("=")[::2] for word in command.words)
    if not asked and not given:
        raise ConfigError(f"{found.title} belong to an object.", "Open it first: its tabs show them.")
    missing = [name for name in found.parents if not given.get(name)]
    if missing or len(given) > len(found.parents):
        every = " ".join(f"{name}=..." for name in found.parents)
        lacking = f"{found.title} need {', '.join(missing or found.parents)}."
        raise ConfigError(lacking, f"Write :{found.name} {every}")
    return tuple((name, given[name]) for name in found.parents)
