"""What can be done with an entry of the journal: undo it, look it up, say what became of it, copy of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.json_text import json_text
from ztui.core.shell import joined
from ztui.core.text import display
from ztui.services.changes.history import title_of
from ztui.services.changes.undoing import why_final
from ztui.store.journal import Outcome
from ztui.ui.keys import shown_key
from ztui.ui.modals.choose import Choice
from ztui.ui.modals.copy import Copy, ask_and_copy, program

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.store.journal import JournalEntry
    from ztui.ui.screens.base import HouseScreen

__all__ = ["act", "acts_on", "copy_entry", "open_object", "open_undo", "open_undo_of", "say_what"]

LOOK_UP, DONE, NOT_DONE, UNDO, OBJECT = "look up", "done", "not done", "undo", "object"
_UNDOING = "undo"
_KNOWN = (Outcome.DONE, Outcome.FAILED, Outcome.SKIPPED)
_SHORT = 8


def _is_open(entry: JournalEntry) -> bool:
    """Tell whether nobody knows what became of an entry."""
    return entry.outcome in (None, Outcome.UNKNOWN)


def acts_on(screen: HouseScreen, entry: JournalEntry) -> list[Choice]:
    """Give what can be done with an entry, and why not what cannot."""
    title = display(title_of(entry), longest=60)
    choices = [Choice("", title, is_heading=True)]
    if _is_open(entry):
        choices += [
            Choice(LOOK_UP, "Look it up: read what became of it"),
            Choice(DONE, "Say that it was done"),
            Choice(NOT_DONE, "Say that it was not done"),
        ]
    else:
        key = shown_key("undo", screen.house.keymap_in_use)
        choices.append(Choice(UNDO, "Undo it: shows the plan", key, refused=why_final(entry)))
    if entry.about.resource and entry.about.object:
        choices.append(Choice(OBJECT, "Go to its object"))
    return choices


def act(screen: HouseScreen, entry: JournalEntry, id: str, changed: Callable[[], None]) -> None:
    """Do what was picked of `acts_on`; `changed` is told when more is known of the entry."""
    match id:
        case "look up":
            screen.start(_look_up(screen, entry, changed), LOOK_UP)
        case "done":
            say_what(screen, entry, Outcome.DONE, changed)
        case "not done":
            say_what(screen, entry, Outcome.FAILED, changed)
        case "undo":
            open_undo(screen, entry)
        case "object":
            open_object(screen, entry)


def open_object(screen: HouseScreen, entry: JournalEntry) -> None:
    """Show the object that an entry is about."""
    parents = tuple((str(each[0]), str(each[1])) for each in entry.plan.get("parents") or ())
    screen.house.open_object(entry.about.resource, entry.about.object, parents, screen)


def open_undo(screen: HouseScreen, entry: JournalEntry) -> None:
    """Make the plan that undoes an entry beside the screen, and show it; what cannot be undone is said."""
    if not screen.busy(_UNDOING):
        screen.start(_undo(screen, entry), _UNDOING)


def open_undo_of(screen: HouseScreen, ids: Sequence[str]) -> None:
    """Make the plan that undoes several entries beside the screen, and show it."""
    if not screen.busy(_UNDOING):
        screen.start(_undo_some(screen, ids), _UNDOING)


async def _undo_some(screen: HouseScreen, ids: Sequence[str]) -> None:
    from ztui.services.changes.undoing_all import plan_undo_some
    from ztui.ui.screens.plan.show import show_plan

    session = screen.session

    def told(done: int, total: int) -> None:
        screen.show_progress(f"looking how they can be undone: {done:,} of {total:,}")

    try:
        plan = await plan_undo_some(session, ids, on_read=told)
    finally:
        screen.show_progress("")
    if screen.house.house_screen is screen:
        show_plan(screen.house, session, plan, remake=lambda: plan_undo_some(session, ids))


async def _undo(screen: HouseScreen, entry: JournalEntry) -> None:
    from ztui.services.changes.undoing import plan_undo
    from ztui.ui.screens.plan.show import show_plan

    session = screen.session
    screen.show_progress("looking how it can be undone")
    try:
        plan = await plan_undo(session, entry.id)
    finally:
        screen.show_progress("")
    if screen.house.house_screen is screen:
        show_plan(screen.house, session, plan, remake=lambda: plan_undo(session, entry.id))


async def _look_up(screen: HouseScreen, entry: JournalEntry, changed: Callable[[], None]) -> None:
    """Read what became of an entry, which may take as long as a write may need to show, and say it."""
    from ztui.services.changes.recovery import look_up

    key = shown_key("back", screen.house.keymap_in_use)
    screen.show_progress(f"looking what became of it ({key} stops)")
    try:
        result = await look_up(screen.session, entry)
    finally:
        screen.show_progress("")
    said = f": {result.said}" if result.said else ""
    maybe = (
        f" It may be {', '.join(result.candidates)}." if result.outcome is Outcome.UNKNOWN and result.candidates else ""
    )
    screen.say(f"{result.outcome.value.capitalize()}{said}.{maybe}", "good" if result.outcome in _KNOWN else "warn")
    changed()


def say_what(
    screen: HouseScreen, entry: JournalEntry, outcome: Outcome, changed: Callable[[], None], key: str = ""
) -> None:
    """Ask how somebody knows what became of an entry, then note it."""
    from ztui.ui.modals.ask import AskText

    title = "It was done: how do you know?" if outcome is Outcome.DONE else "It was not done: how do you know?"

    def answered(text: str | None) -> None:
        if text is not None:
            screen.start(_settle(screen, entry, outcome, text, key, changed), LOOK_UP)

    about = "It stands in the journal with your name; nothing is sent."
    screen.app.push_screen(AskText(title, "", about, _refuse), answered)


def _refuse(text: str) -> str:
    return "" if text.strip() else "Say how it is known, such as: seen in Zoom's portal."


async def _settle(
    screen: HouseScreen, entry: JournalEntry, outcome: Outcome, reason: str, key: str, changed: Callable[[], None]
) -> None:
    from ztui.services.changes.settling import settle

    await settle(screen.session, entry, outcome, reason, key)
    screen.say("Noted. Its object can be written to again.", "good")
    changed()


def copy_entry(screen: HouseScreen, entry: JournalEntry) -> None:
    """Ask what to send of an entry, send it, and say what became of it."""
    words = [*program(screen.session.account.id, demo=screen.house.demo), "journal", "show", entry.id[:_SHORT]]
    offered = [
        Copy("i", "ID of the entry", entry.id, "the ID"),
        Copy("t", "Zoom's tracking ID", display(entry.tracking_id), "the tracking ID"),
        Copy("o", "ID of the object", display(entry.about.object), "the ID"),
        Copy("p", "ID of the plan", entry.about.plan_id, "the ID"),
        Copy("c", "Command", display(joined(words)), "the command"),
        Copy("j", "JSON", json_text(entry.as_data(), indent=2), "the JSON"),
    ]
    offered = [each for each in offered if each.text]

    ask_and_copy(screen, offered)
