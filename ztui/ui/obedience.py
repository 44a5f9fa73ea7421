"""What a typed command does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.contract import limits
from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError, UnknownName, ZtuiError
from ztui.core.text import fold
from ztui.resources.registry import names, resource
from ztui.services.filters_chips import named_chips
from ztui.services.listing import View
from ztui.ui.accounts import find_account
from ztui.ui.commands.grammar import Command, parse, window_of
from ztui.ui.commands.offers import COMMANDS, command_named
from ztui.ui.keys import action

if TYPE_CHECKING:
    from ztui.resources.model import Resource
    from ztui.resources.settings.model import Settings
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen

__all__ = ["first_screen", "obey"]

OWN = frozenset({"", "own", "-"})


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
        await _find(app, known.name, text.strip(": ").partition(" ")[2].strip())
    elif known is not None:
        await _do(app, known.name, command)
    else:
        await _open(app, command)


async def _do(app: ZtuiApp, name: str, command: Command) -> None:
    if command.rest and not next(each.takes for each in COMMANDS if each.name == name):
        raise ConfigError(f":{name} takes nothing behind it, so '{command.rest}' is not understood.", f"Write :{name}.")
    match name:
        case "quit":
            app.end(at_once=command.name.endswith("!"))
        case "account":
            await _act_in(app, command.rest or command.account or "")
        case "do":
            screen = app.house_screen
            wanted = action(command.rest)
            if wanted.id not in {each.id for each in screen.known_actions()}:
                raise ConfigError(f"'{wanted.title}' is not for this screen.", "? shows what is.")
            await app.run_action(wanted.method, screen.first_focus() if "rows" in wanted.places else screen)
        case "profile":
            if not command.rest:
                from ztui.services.profiles.naming import which_profile

                raise which_profile(app.session.folders.config_file)
            await app.change_profile(command.rest)
        case "operations" | "bulk" | "task" | "view" | "views":
            opens = {"operations": _open_operations, "bulk": _open_bulk, "task": _open_task}
            opens.get(name, _open_view)(app, command)
        case "window" | "sync" | "follow":
            await _take_window(app, name, command)
        case "callbacks" | "story":
            await _open_stored(app, name, command)
        case "journal" | "check" | "diff" | "snapshot" | "ring":
            _open_found(app, name, command)
        case _:
            _open_tool(app, name, command.rest)


async def _find(app: ZtuiApp, name: str, rest: str) -> None:
    """Find a text, whatever signs it has, or show the index in which it is looked for."""
    from ztui.ui.screens.find.show import show_find, show_index

    if name == "find":
        await show_find(app, rest)
    else:
        show_index(app, rest)


def _open_found(app: ZtuiApp, name: str, command: Command) -> None:
    """Show what was written, is wrong, changed since a snapshot, or where something rings; or take a snapshot."""
    if name == "ring":
        from ztui.ui.screens.ring.show import ring_text

        ring_text(app, f"{command.rest} @{command.account}" if command.account else command.rest)
    elif name == "journal":
        from ztui.ui.screens.journal.show import show_journal

        show_journal(app, command.filter or command.rest)
    elif name in ("diff", "snapshot"):
        from ztui.ui.screens.snapshots.show import show_diff, take_snapshot

        # A path may begin with what is a filter's sign elsewhere.
        path = f"{command.rest} /{command.filter}" if command.filter is not None else command.rest
        (show_diff if name == "diff" else take_snapshot)(app, path.strip())
    else:
        from ztui.ui.screens.checks.show import show_checks

        show_checks(app, command.rest)


async def _take_window(app: ZtuiApp, name: str, command: Command) -> None:
    """Show another window of calls, follow it, or fetch the calls of one."""
    from ztui.ui.screens.windows.follow import follow_calls
    from ztui.ui.screens.windows.show import show_window, sync_range

    text = command.last or command.rest
    if name == "follow":
        await follow_calls(app, text)
    elif name == "sync":
        sync_range(app, text)
    else:
        await show_window(app, text)


async def _open_stored(app: ZtuiApp, name: str, command: Command) -> None:
    """Show who is to be called back, or all calls of whom a text names."""
    from ztui.ui.screens.story.show import show_callbacks, show_story

    if name == "callbacks":
        show_callbacks(app, f"-{command.last}" if command.last else command.rest, command.filter or "")
        return
    if not command.rest:
        raise ConfigError("Whose story?", "Write :story and a number or an extension.")
    from ztui.services.calls.story import whose_is

    here = app.house_screen
    show_story(here, await whose_is(here.session, command.rest))


def _open_bulk(app: ZtuiApp, command: Command) -> None:
    """Change many objects: of a file, whose path may begin with what is a filter's sign elsewhere, or a pasted list."""
    from ztui.ui.screens.bulk.show import show_bulk, show_bulk_file

    here = app.house_screen
    pane = getattr(here, "pane", None)
    listed = "" if pane is None else pane.resource.name
    path = f"{command.rest} /{command.filter}".strip() if command.filter is not None else command.rest
    if path:
        show_bulk_file(app, here.session, listed, path)
    else:
        show_bulk(app, here.session, listed)


def _open_task(app: ZtuiApp, command: Command) -> None:
    """Open the form of a guided task, or the list of all."""
    from ztui.ui.screens.tasks.show import show_task, show_tasks

    session = app.house_screen.session
    if command.rest:
        show_task(app, session, command.rest)
    else:
        show_tasks(app, session)


def _open_view(app: ZtuiApp, command: Command) -> None:
    """Show a saved view, save what is shown, or show all that are saved."""
    from ztui.ui.screens.views.show import do_view

    do_view(app, command.rest)


def _open_operations(app: ZtuiApp, command: Command) -> None:
    """Open the list of operations, filtered, or the sheet of the one that is named by its id."""
    from ztui.contract.catalogue import operation
    from ztui.ui.screens.console.operations import OperationsScreen
    from ztui.ui.screens.console.sheet import OperationScreen

    if command.rest:
        app.go(OperationScreen(app.session, operation(command.rest)), app.house_screen)
    else:
        app.go(OperationsScreen(app.session, command.filter or ""), app.house_screen)


def _open_tool(app: ZtuiApp, name: str, rest: str = "") -> None:
    """Open help, runs, requests, quota, log, messages or the set-up; their modules are imported when first wanted."""
    here = app.house_screen
    match name:
        case "help":
            from ztui.services.topics.topics import topic_named
            from ztui.ui.screens.help import HelpScreen, TopicScreen

            app.go(TopicScreen(app.session, topic_named(rest)) if rest else HelpScreen(app.session, here), here)
        case "requests":
            from ztui.ui.screens.console.history import RequestsScreen

            app.go(RequestsScreen(app.session), here)
        case "run":
            from ztui.ui.screens.plan.show import show_run

            show_run(app)
        case "quota":
            from ztui.ui.screens.quota import QuotaScreen

            app.go(QuotaScreen(app.session), here)
        case "setup":
            from ztui.ui.screens.setup.wanted import SetupScreen

            app.go(SetupScreen(app.session), here)
        case "log":
            from ztui.ui.screens.log import LogScreen

            app.go(LogScreen(app.session), here)
        case "unfinished":
            from ztui.ui.screens.journal.show import show_unfinished

            show_unfinished(app)
        case "messages":
            from ztui.ui.screens.messages import MessagesScreen

            app.go(MessagesScreen(app.session), here)


async def _open(app: ZtuiApp, command: Command) -> None:
    from ztui.resources.settings.registry import find_settings, settings_names

    tree = find_settings(command.name)
    if tree is not None:
        await _open_settings(app, tree, command)
        return
    try:
        found = resource(command.name)
    except UnknownName:
        known = (*names(), *(each.name for each in COMMANDS), *settings_names())
        error = UnknownName("command or resource", command.name, known)
        if error.nearest:
            raise error from None
        raise ConfigError(error.message, "A : and the arrow keys go through all there are.") from None
    if found.parents:
        app.open_view(View(found.name, _above(found, command)))
        return
    view = _view_of(app.session, found, command)
    if command.account is not None:
        await _act_in(app, command.account)
    app.open_view(view)


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


def first_screen(app: ZtuiApp, text: str) -> HouseScreen | None:
    """Make the list that a line shows, so that the app can begin with it instead of going there.

    Args:
        app: The app, which has no screen yet.
        text: The line, without its colon.

    Returns:
        The screen; None where the line does something else, does more, or is wrong: obeying it tells.
    """
    from ztui.resources.settings.registry import find_settings
    from ztui.ui.screens.views.show import saved_screen, views_of

    try:
        command = parse(text)
        known = command_named(command.name) if command.name else None
        if known is not None and known.name == "view" and command.rest:
            return saved_screen(app.session, views_of(app.session).find(command.rest))
        if known is not None or not command.name or find_settings(command.name) is not None:
            return None
        found = resource(command.name)
        if found.parents or command.account is not None:
            return None
        return app.screen_of(_view_of(app.session, found, command))
    except ZtuiError:
        return None


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


async def _open_settings(app: ZtuiApp, tree: Settings, command: Command) -> None:
    from ztui.services.settings.asking import view_of

    if command.account is not None:
        await _act_in(app, command.account)
    app.open_settings(view_of(tree, command.words), search=command.filter or "")


async def _act_in(app: ZtuiApp, wanted: str) -> None:
    if fold(wanted) in OWN:
        await app.act_in("", "")
    else:
        await app.act_in(*await find_account(await app.home.acting_for("", ""), wanted))
