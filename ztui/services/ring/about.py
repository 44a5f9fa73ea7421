"""What is told beside a tree: what leads here, who shows the number when they call, and the last calls through it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ZtuiError
from ztui.core.times import api_text
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts
from ztui.services.ring.stored import Stored
from ztui.services.ring.upward import Upward, leads_to

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ztui.resources.model import Row
    from ztui.services.inventory.known import Source
    from ztui.services.resolving import Match
    from ztui.services.ring.asking import Outside
    from ztui.services.ring.ring import Ring
    from ztui.services.session import Session

__all__ = ["About", "CallerIds", "LastCalls", "about", "about_outside", "caller_ids"]

_MOST = 3


@dataclass(frozen=True, slots=True)
class LastCalls:
    """The last stored calls of a number or an owner.

    Attributes:
        rows: Newest first.
        words: Which calls these are.
        since: From when on all calls are stored, up to `until`; None where none are.
        until: The end of that.
        why: Why none could be looked for, "" if some could.
    """

    rows: tuple[Row, ...] = ()
    words: str = ""
    since: datetime | None = None
    until: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class CallerIds:
    """Users who show a number to those they call: names, of how many users that is known, and of how many there are."""

    users: tuple[str, ...] = ()
    read: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class About:
    """All that is told beside a tree; what was not looked for is None."""

    upward: Upward | None = None
    calls: LastCalls = field(default_factory=LastCalls)
    callers: CallerIds | None = None

    def as_data(self) -> dict[str, Any]:
        """Give it for programs."""
        data: dict[str, Any] = {"last_calls": [dict(each) for each in self.calls.rows]}
        if self.calls.since is not None and self.calls.until is not None:
            data["calls_stored"] = {"from": api_text(self.calls.since), "to": api_text(self.calls.until)}
        if self.upward is not None:
            names = {"how": "how", "name": "name", "extension": "extension_number", "resource": "resource", "key": "id"}
            data["leads_here"] = [
                {told: value for name, told in names.items() if (value := getattr(each, name))}
                for each in self.upward.leads
            ]
            data["looked_through"] = [
                {"what": each.what, "read": each.read, "total": each.total} for each in self.upward.looked
            ]
        if self.callers is not None:
            data["caller_id_of"] = {
                "users": list(self.callers.users), "read": self.callers.read, "total": self.callers.total,
            }  # fmt: skip
        return data


async def about(session: Session, match: Match, read: Ring, *, callers: CallerIds | None = None) -> About:
    """Tell what leads to the start of a tree, and its last calls; nothing is asked of Zoom."""
    targets = read.start.targets
    first = read.graph.at(targets[0]) if targets else None
    target = first.target if first is not None else targets[0] if targets else None
    own = dicts(value_at(first.raw, "object.phone_numbers")) if first is not None else ()
    upward = await leads_to(Stored(session.inventory), target, own) if target is not None and target.key else None
    if upward is not None and target is not None and match.key != target.key:
        others = tuple(each for each in upward.leads if each.key != match.key)
        upward = replace(upward, leads=others, name=target.name or target.extension)
    return About(upward, await _last_calls(session, match.resource, match.row), callers)


async def about_outside(session: Session, outside: Outside) -> About:
    """Tell the last calls of a number that the account does not have."""
    return About(None, await _last_calls(session, "numbers", {"number": outside.number}))


async def caller_ids(
    session: Session, number: str, *, most: int = 0, tell: Callable[[int, int], None] | None = None
) -> CallerIds:
    """Find the users who show a number to those they call.

    Zoom tells it in the settings of each user, at one request a user.

    Args:
        session: In whose account.
        number: The number in E.164.
        most: So many users of whom it is not known are asked for; 0 asks for nobody.
        tell: Called with how many were asked for, of how many.

    Raises:
        ZtuiError: Zoom could not tell.
    """
    from ztui.services.inventory.reach import Reach

    stored: Source = Stored(session.inventory)
    reach = Reach(session.inventory)
    users = (await (reach if most and not session.offline else stored).rows("users")).rows
    found: list[str] = []
    read = asked = 0
    for row in users:
        path = {"userId": text_of(row.get("id"))}
        answer = await stored.answer("phoneUserSettings", path)
        if answer is None and asked < most and not session.offline:
            asked += 1
            answer = await reach.answer("phoneUserSettings", path)
            if tell is not None:
                tell(asked, min(most, len(users)))
        if answer is None:
            continue
        read += 1
        shown = [text_of(each.get("number")) for each in dicts(value_at(answer.data or {}, "outbound_caller_ids"))]
        if number in (text_of(value_at(answer.data or {}, "outbound_caller.number")), *shown):
            found.append(text_of(row.get("name")))
    return CallerIds(tuple(found), read, len(users))


async def _last_calls(session: Session, resource: str, row: Row) -> LastCalls:
    if not session.calls.path.exists():
        from ztui.services.calls.listed import keep_listed

        with suppress(ZtuiError):
            await keep_listed(session)  # the list of calls may have read some
    if not session.calls.path.exists():
        return LastCalls(why="no calls are stored")
    from ztui.services.calls.owned import calls_of
    from ztui.services.calls.windows import instant_of
    from ztui.services.filters import sort_order

    of = calls_of(resource, row, session.viewer())
    if of is None:
        return LastCalls(why="Zoom tells no calls of it")
    try:
        covered = await session.calls.covered()
        rows = await session.calls.first(of.direct, sort_order(["-start_time"], CALL_HISTORY), _MOST)
    except ZtuiError as error:
        return LastCalls(why=error.message)
    span = covered[-1] if covered else None
    since, until = (None, None) if span is None else (instant_of(span.first), instant_of(span.end))
    return LastCalls(tuple(rows), of.direct_words, since, until, "" if rows or covered else "no calls are stored")
