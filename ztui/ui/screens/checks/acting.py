"""What can be done about a finding: see the object, mend it, ignore it."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError
from ztui.core.shell import joined
from ztui.core.text import display
from ztui.resources.registry import resource as find_resource
from ztui.services.checks.mending import plan_mending, why_no_plan, without_undo
from ztui.services.checks.running import ignore, reread, stop_ignoring
from ztui.services.view import View
from ztui.ui.editing import Target, act_on, edit_object
from ztui.ui.keys import shown_key
from ztui.ui.modals.ask import AskText
from ztui.ui.modals.choose import Choice
from ztui.ui.modals.copy import Copy, ask_and_copy, program

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ztui.services.changes.model import Run
    from ztui.services.checks.model import Edit, Finding
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.screens.checks.rows import CheckedRow

__all__ = ["ask_ignore", "choices_of", "copy_finding", "mend", "open_finding", "tell_again"]

_BUSY = "mend"


def open_finding(screen: HouseScreen, finding: Finding) -> None:
    """Show the object of a finding, or the list of what it is about."""
    if finding.key:
        screen.house.open_object(finding.resource, finding.key, finding.parents, screen)
    else:
        screen.house.open_view(View(finding.resource, filter=finding.filter), screen)


def mend(screen: HouseScreen, finding: Finding, after: Callable[[], None]) -> None:
    """Show the plan that mends a finding, or the form in which somebody decides how; say why there is neither."""
    if finding.mend is None:
        screen.fail(ZtuiError(f"{display(finding.name, longest=60)}: {why_no_plan(finding)}"))
    elif finding.mend.wants:
        _open_form(screen, finding.mend.edits[0])
    elif not screen.busy(_BUSY):
        screen.start(_plan(screen, finding, after), _BUSY)


def _open_form(screen: HouseScreen, edit: Edit) -> None:
    target = Target(find_resource(edit.resource), (edit.key,), edit.parents)
    if not edit.action:
        edit_object(screen, target, change=partial(without_undo, edit=edit))
        return
    from ztui.resources.edits.registry import action

    act_on(screen, target, action(edit.resource, edit.action))


async def _plan(screen: HouseScreen, finding: Finding, after: Callable[[], None]) -> None:
    from ztui.ui.screens.plan.show import show_plan

    session = screen.session
    screen.show_progress("reading what is to be mended")
    try:
        plan = await plan_mending(session, [finding])
    finally:
        screen.show_progress("")

    async def look() -> None:
        await reread(session, [finding])
        after()

    def written(_: Run) -> None:
        screen.start(look(), _BUSY)

    if screen.house.house_screen is screen:
        show_plan(screen.house, session, plan, remake=lambda: plan_mending(session, [finding]), after=written)


def ask_ignore(screen: HouseScreen, finding: Finding, after: Callable[[], None]) -> None:
    """Ask why a finding is right as it is, then tell it no more."""

    def answered(text: str | None) -> None:
        if text is not None:
            screen.start(_ignore(screen, finding, text, after), _BUSY)

    about = "It is counted as ignored, and stands below with the reason."
    name = display(finding.name, longest=40)
    screen.app.push_screen(AskText(f"Why is {name} right as it is?", "", about, _refuse), answered)


def _refuse(text: str) -> str:
    return "" if text.strip() else "Give a reason: who reads it next year should understand."


async def _ignore(screen: HouseScreen, finding: Finding, reason: str, after: Callable[[], None]) -> None:
    await asyncio.to_thread(ignore, screen.session, finding, reason)
    screen.say(f"{display(finding.name, longest=40)} is ignored.", "good")
    after()


def tell_again(screen: HouseScreen, finding: Finding, after: Callable[[], None]) -> None:
    """Ignore a finding no longer."""

    async def work() -> None:
        await asyncio.to_thread(stop_ignoring, screen.session, finding.id)
        screen.say(f"{display(finding.name, longest=40)} is told again.", "good")
        after()

    screen.start(work(), _BUSY)


def choices_of(row: CheckedRow | None, keymap: Mapping[str, str], *, shows_ignored: bool) -> list[Choice]:
    """Give what can be done about the finding of a line, and with all of them."""
    choices: list[Choice] = []
    if row is not None and row.finding is not None:
        finding = row.finding
        mended = finding.mend.title if finding.mend is not None else "Mend it"
        refused = "" if finding.mend is not None else why_no_plan(finding)
        hushed = "Tell it again" if row.reason else "Ignore it, with a reason"
        choices = [
            Choice("", display(finding.name, longest=60), is_heading=True),
            Choice("open", "Open the object", shown_key("open", keymap)),
            Choice("edit", mended, shown_key("edit", keymap), refused=refused),
            Choice("ignore", hushed, shown_key("ignore", keymap)),
        ]
    return [
        *choices,
        Choice("", "All findings", is_heading=True),
        Choice("ignored", "Hide what is ignored" if shows_ignored else "Show what is ignored"),
        Choice("refresh", "Read and look again", shown_key("refresh", keymap)),
        Choice("export", "Export", shown_key("export", keymap)),
    ]


def copy_finding(screen: HouseScreen, finding: Finding) -> None:
    """Ask what to send of a finding, and send it: its id, its object's, the command that plans what mends it."""
    own = program(screen.session.account.id, demo=screen.house.demo)
    offered = [
        Copy("i", "ID of the finding", finding.id, "the ID"),
        Copy("o", "ID of the object", display(finding.key), "the ID"),
        Copy("c", "Command", display(joined([*own, "check", "--fix-plan", finding.id])), "the command"),
    ]
    offered = [each for each in offered if each.text]

    ask_and_copy(screen, offered)
