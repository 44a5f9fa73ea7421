"""What the commands of the `:` line show that are no lists: tools, files, forms, stored calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError

if TYPE_CHECKING:
    from ztui.ui.app import ZtuiApp
    from ztui.ui.commands.grammar import Command

__all__ = ["find", "open_stored", "open_tool", "take_window"]


async def find(app: ZtuiApp, name: str, rest: str) -> None:
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


async def take_window(app: ZtuiApp, name: str, command: Command) -> None:
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


async def open_stored(app: ZtuiApp, name: str, command: Command) -> None:
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


def _open_operations(app: ZtuiApp, command: Command) -> None:
    """Open the list of operations, filtered, or the sheet of the one that is named by its id."""
    from ztui.contract.catalogue import operation
    from ztui.ui.screens.console.operations import OperationsScreen
    from ztui.ui.screens.console.sheet import OperationScreen

    if command.rest:
        app.go(OperationScreen(app.session, operation(command.rest)), app.house_screen)
    else:
        app.go(OperationsScreen(app.session, command.filter or ""), app.house_screen)


def open_tool(app: ZtuiApp, name: str, command: Command) -> None:
    """Open what stands by itself, on a screen of its own."""
    match name:
        case "operations":
            _open_operations(app, command)
        case "bulk":
            _open_bulk(app, command)
        case "task":
            _open_task(app, command)
        case "journal" | "check" | "diff" | "snapshot" | "ring":
            _open_found(app, name, command)
        case _:
            _open_screen(app, name, command.rest)


def _open_screen(app: ZtuiApp, name: str, rest: str) -> None:
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
