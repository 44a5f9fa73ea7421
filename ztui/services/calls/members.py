"""The users who took part in a call, and what Zoom's AI wrote of it for one of them.

A leg names users by the id of their extension; what is theirs alone (their own history, summaries) is asked for by the
id of the user. The id of a summary stands in the changes of a user's history only (GET
/phone/users/{userId}/call_history/sync).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import NotFound
from ztui.core.text import display
from ztui.resources.rows import text_of
from ztui.services.view import View

if TYPE_CHECKING:
    from ztui.core.text import Display
    from ztui.resources.model import Row
    from ztui.services.calls.ladder import Ladder
    from ztui.services.calls.parties import Party
    from ztui.services.session import Session

__all__ = ["Member", "members_of", "summary_lines", "summary_of", "user_of"]

_NEWEST = "100"
"""So many legs of a user the first answer of the changes tells, at most."""
_SIDES = ("caller", "callee", "operator")


@dataclass(frozen=True, slots=True)
class Member:
    """A user in a leg: the party, the leg's id and the leg."""

    party: Party
    leg_id: str
    leg: Row


def members_of(ladder: Ladder, place: int | None = None) -> tuple[Member, ...]:
    """Give the users of a leg, each once; of a leg without any, and of the call (None), those of the legs taken."""
    mine = _named(ladder, [place]) if place is not None else ()
    return mine or _named(ladder, [at for at, leg in enumerate(ladder.legs) if leg.is_taken])


def _named(ladder: Ladder, places: list[int]) -> tuple[Member, ...]:
    found: dict[str, Member] = {}
    for at in places:
        leg = ladder.legs[at]
        id = text_of(leg.row.get("call_element_id") or leg.row.get("call_path_id") or leg.row.get("id"))
        for side in _SIDES if id else ():
            party = getattr(leg, side)
            who = None if party is None else ladder.parties[party]
            if who is not None and who.kind == "user" and who.id:
                found.setdefault(who.id, Member(who, id, leg.row))
    return tuple(found.values())


async def user_of(session: Session, party: Party) -> str:
    """Give the id of a user by its extension, from the list of users; Zoom is asked where the store does not know.

    Raises:
        NotFound: No user has that extension (any more).
        ZtuiError: The list cannot be read.
    """
    key = await _user_with(session, party.id, ask=False)
    if not key and not session.offline:
        key = await _user_with(session, party.id, ask=True)
    if key:
        return key
    raise NotFound(f"No user has the extension of {display(party.label, longest=60)} (any more).", "It may be deleted.")


async def _user_with(session: Session, extension: str, *, ask: bool) -> str:
    """Give the id of the user with an extension, "" for none."""
    async with session.listings.opened(View("users"), ask=ask) as listing:
        rows = await listing.all_rows()
        key = next((each.key for each in rows if text_of(each.row.get("extension_id")) == extension), "")
        if not key and listing.status.error is not None and (ask or session.offline):
            raise listing.status.error
        return key


async def summary_of(session: Session, ladder: Ladder, member: Member) -> Row:
    """Read what Zoom's AI wrote of a call for one user.

    Raises:
        NotFound: There is no summary of the call, or of a call so old the history no longer tells.
        ZtuiError: It cannot be read.
    """
    user = await user_of(session, member.party)
    id = text_of(member.leg.get("ai_call_summary_id")) or await _summary_id(session, ladder, user)
    if not id:
        raise NotFound(
            f"Zoom tells no AI summary of this call for {display(member.party.label, longest=60)}.",
            "There is one of answered calls where the account has AI Companion, of a user's newest 100 legs.",
        )
    data = (await session.client.request("getUserAICallSummary", {"userId": user, "aiCallSummaryId": id})).data
    return data if isinstance(data, dict) else {}


async def _summary_id(session: Session, ladder: Ladder, user: str) -> str:
    key = text_of(ladder.record.get("call_history_uuid") or ladder.record.get("id"))
    ids = {text_of(leg.row.get("call_element_id") or leg.row.get("call_path_id")) for leg in ladder.legs} - {""}
    view = View("user-call-changes", (("userId", user),), query=(("count", _NEWEST),))
    async with session.listings.opened(view, ask=not session.offline) as listing:
        for each in await listing.all_rows():
            same = text_of(each.row.get("call_history_uuid")) == key or each.key in ids
            if same and (found := text_of(each.row.get("ai_call_summary_id"))):
                return found
        if listing.status.error is not None:
            raise listing.status.error
    return ""


def summary_lines(summary: Row) -> list[tuple[Display, Display]]:
    """Give a summary as labels and values; what it does not say is left out."""
    names = (
        ("summary", "call_summary"),
        ("in detail", "detailed_summary"),
        ("next steps", "next_steps"),
        ("language", "transcript_language"),
        ("written", "created_time"),
    )
    told = [(display(label), display(text_of(summary.get(name)))) for label, name in names if summary.get(name)]
    told += [(display("edited"), display("by somebody, after the AI"))] if summary.get("edited") is True else []
    return told or [(display("summary"), display("none: Zoom's answer has no text"))]
