"""The door to two calls beside each other: from two marked rows, or from one call and another that is picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.ui.widgets.menu import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Row
    from ztui.ui.screens.base import HouseScreen

__all__ = ["pick_other", "show_beside", "show_marked"]

_MARK_TWO = "Mark two calls, or one beside the one under the cursor."
_MOST = 12
_BY_ID = "by id"


def show_beside(screen: HouseScreen, keys: tuple[str, str], rows: tuple[Row, Row] = ({}, {})) -> None:
    """Show two calls beside each other."""
    from ztui.ui.screens.beside.screen import BesideScreen

    screen.house.go(BesideScreen(screen.session, keys, rows), screen)


def show_marked(screen: HouseScreen, marks: Sequence[str], here: str) -> None:
    """Show the two marked calls, or the marked one and the one under the cursor; or say what to mark.

    Args:
        screen: The list.
        marks: Keys of the marked calls.
        here: Key of the call under the cursor, "" for none.
    """
    keys = list(marks)
    if len(keys) == 1 and here and here != keys[0]:
        keys.append(here)
    if len(keys) != 2:
        mark = screen.house.keymap_in_use.get("mark") or "space"
        screen.fail(ZtuiError(_MARK_TWO, f"{mark} marks a call."))
        return
    show_beside(screen, (keys[0], keys[1]))


async def pick_other(screen: HouseScreen, key: str, row: Row) -> None:
    """Ask for the call to put beside this one: the other calls of its caller that are stored, or any by its id."""
    from ztui.resources.call_history import CALL_HISTORY
    from ztui.resources.rows import key_of
    from ztui.ui.modals.choose import ChooseOne

    calls = {key_of(CALL_HISTORY, each): each for each in await _same_caller(screen, row)}
    calls.pop(key, None)
    choices = [Choice("", "Other calls of this caller", is_heading=True)] if calls else []
    choices += [Choice(id, _told(screen, each)) for id, each in list(calls.items())[:_MOST]]
    dots = "..." if screen.house.ascii_only else "…"
    choices += [Choice("", "Any call", is_heading=True), Choice(_BY_ID, f"By its ID or call ID{dots}")]

    def picked(id: str | None) -> None:
        if id == _BY_ID:
            _ask_id(screen, key, row)
        elif id:
            show_beside(screen, (key, id), (row, calls[id]))

    screen.app.push_screen(ChooseOne("Beside which call?", choices), picked)


def _told(screen: HouseScreen, row: Row) -> str:
    """Give a call in a line: when, to whom, what became of it."""
    from ztui.core.times import moment, parse_instant
    from ztui.resources.call_history import CALL_HISTORY
    from ztui.resources.cells import cell

    viewer = screen.session.viewer(ascii=screen.house.ascii_only)
    began = parse_instant(row.get("start_time"))
    when = moment(began, viewer.zone, viewer.now) if began else ""
    columns = (CALL_HISTORY.column(each) for each in ("callee_name", "call_result"))
    return display("  ".join([f"{when:<12}", *(cell(each, row, viewer) for each in columns if each)]), longest=60)


async def _same_caller(screen: HouseScreen, row: Row) -> list[Row]:
    """Give the newest calls of the caller that are stored or in an open list, [] where it hides the number."""
    from ztui.services.calls.story import CallerStory, whose_of_call

    try:
        story = CallerStory(screen.session, whose_of_call(row))
    except ZtuiError:
        return []
    try:
        await story.look()
        return [each async for each in story.rows(_MOST + 1)]
    finally:
        story.close()


def _ask_id(screen: HouseScreen, key: str, row: Row) -> None:
    from ztui.ui.modals.ask import AskText

    async def find(text: str) -> None:
        from ztui.services.calls.finding import find_call

        show_beside(screen, (key, await find_call(screen.session, text)), (row, {}))

    def answered(text: str | None) -> None:
        if text:
            screen.start(find(text.strip()), "beside")

    about = "The ID of its history, or the call ID that recordings and tickets name."
    screen.app.push_screen(AskText("Beside which call?", "", about, lambda text: "" if text.strip() else "Type an ID."),
                           answered)  # fmt: skip
