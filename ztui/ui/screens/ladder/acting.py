"""What can be done about a call from its ladder: its leg, what it keeps, the histories of its users, other calls."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ztui.core.text import display
from ztui.resources.registry import resource
from ztui.resources.rows import text_of
from ztui.services.calls.media import cost_of
from ztui.services.calls.members import members_of, user_of
from ztui.services.offering import write_refusal
from ztui.ui.actions import Entry, heading, object_entries
from ztui.ui.editing import Target, remove_rows
from ztui.ui.screens.ladder.media import kept_by
from ztui.ui.screens.story.show import story_entries
from ztui.ui.widgets.menu import Choice

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ztui.services.calls.members import Member
    from ztui.ui.screens.ladder.media import Read
    from ztui.ui.screens.ladder.screen import LadderScreen

__all__ = ["call_entries"]

_LONG = 30


def call_entries(screen: LadderScreen, place: int | None, taken: frozenset[str]) -> list[Entry]:
    """Give what can be done from a ladder beside what any object has.

    Args:
        screen: The call's screen.
        place: Place of the leg under the cursor, None for the call as a whole.
        taken: Letters that the rest of the menu has.
    """
    return [
        *_leg_entries(screen, place, taken),
        *_kept_entries(screen),
        *_member_entries(screen, place),
        *story_entries(screen, screen.row),
        Entry(
            Choice("link beside", "Beside another call", screen.key_of("beside")),
            screen.action_beside,
        ),
    ]


def _leg_entries(screen: LadderScreen, place: int | None, taken: frozenset[str]) -> list[Entry]:
    """Give what can be done to the leg under the cursor: its client code."""
    if place is None:
        return []
    row = screen.ladder.legs[place].row
    id = text_of(row.get("call_element_id") or row.get("call_path_id") or row.get("id"))
    if not id:
        return []
    target = Target(resource("call-elements"), (id,), (("callHistoryUuid", screen.key),), row, is_whole=True)
    entries = object_entries(screen, target, taken=taken)
    return [heading(f"Leg {place + 1}"), *entries[1:]] if entries else []


def _kept_entries(screen: LadderScreen) -> list[Entry]:
    """Give the ways to the recordings and voicemails of the call."""
    dots = "..." if screen.house.ascii_only else "…"
    made: list[Entry] = []
    for name, read in kept_by(screen.ladder):
        known = resource(name)
        cost = cost_of(name, screen.ladder)
        offline = screen.house.offline_words if screen.session.offline else ""
        refused = write_refusal(screen.session, (known.operations.delete,))
        made += [
            Entry(
                Choice(f"link kept {name}", f"Show the {known.singular}", cost, refused=offline),
                partial(_begin, screen, partial(_show, screen, name, read)),
            ),
            Entry(
                Choice(f"link delete {name}", f"Delete the {known.singular}{dots}", cost, refused=offline or refused),
                partial(_begin, screen, partial(_delete, screen, name, read)),
            ),
        ]
    return [heading("What the call keeps"), *made] if made else []


def _member_entries(screen: LadderScreen, place: int | None) -> list[Entry]:
    """Give what is a user's alone: the entry in the own history, and what Zoom's AI wrote."""
    dots = "..." if screen.house.ascii_only else "…"
    made: list[Entry] = []
    for at, each in enumerate(members_of(screen.ladder, place)):
        called = display(each.party.label, longest=_LONG)
        offline = screen.house.offline_words if screen.session.offline else ""
        refused = write_refusal(screen.session, ("deleteUserCallHistory",))
        forget = f"Delete from the history of {called}{dots}"  # noqa: S608 - words of a menu
        note = "2 MEDIUM requests" if not each.leg.get("ai_call_summary_id") else "1 MEDIUM request"
        made += [
            Entry(
                Choice(f"link summary {at}", f"AI summary for {called}", note, refused=offline),
                partial(screen.ask_summary, each),
            ),
            Entry(
                Choice(f"link forget {at}", forget, refused=offline or refused),
                partial(_begin, screen, partial(_forget, screen, each)),
            ),
        ]
    return [heading("Users"), *made] if made else []


def _begin(screen: LadderScreen, work: Callable[[], Awaitable[None]]) -> None:
    """Do something that asks Zoom first, unless that is going on already."""
    if screen.busy("kept"):
        return

    async def run() -> None:
        screen.show_progress(f"asking Zoom ({screen.key_of('back')} stops)")
        try:
            await work()
        finally:
            screen.show_progress("")

    screen.say("")
    screen.start(run(), "kept")


async def _show(screen: LadderScreen, name: str, read: Read) -> None:
    first = (await read(screen.session, screen.ladder))[0]
    screen.house.open_object(name, first.key, (), screen, first.row)


async def _delete(screen: LadderScreen, name: str, read: Read) -> None:
    found = await read(screen.session, screen.ladder)
    row = found[0].row if len(found) == 1 else None
    remove_rows(screen, Target(resource(name), tuple(each.key for each in found), (), row))


async def _forget(screen: LadderScreen, member: Member) -> None:
    user = await user_of(screen.session, member.party)
    target = Target(resource("user-call-history"), (member.leg_id,), (("userId", user),), member.leg)
    remove_rows(screen, target)
