"""Calls that lists have read already are kept in the call store, so that nobody pays for them twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ztui.services.calls.callbacks import LATE
from ztui.services.calls.keeping import forget_old
from ztui.services.calls.views import can_be_stored, span_of
from ztui.services.calls.windows import second_of
from ztui.services.view import View

if TYPE_CHECKING:
    from ztui.services.feed import FeedState
    from ztui.services.session import Session

__all__ = ["keep_listed"]

_CALLS: Final = View("call-history")
_PAGE: Final = 2_000
_MOST: Final = 50_000
"""Calls of one list that are kept: a month of a large account is for a sync."""


async def keep_listed(session: Session) -> None:
    """Store the calls of the last 24 hours and of all open lists of calls, as far as they were read; nobody is asked.

    A list that was just read to its end, and that no filter of Zoom's narrows, makes its window stored. Of others only
    the calls are, since what else its window had is not known, or not known by now.

    Raises:
        StoreError: A store cannot be used.
    """
    views = {each.query: each for each in (_CALLS, *session.listings.views(_CALLS.resource)) if not each.parents}
    for view in views.values():
        await _keep(session, view)


async def _keep(session: Session, view: View) -> None:
    feed = session.listings.feed(view)
    if feed.state.listing is None and not feed.state.loading:
        await feed.load()
    state = feed.state
    if state.listing is None or not state.loaded:
        return
    span = _span(session, view, state)
    if span is not None and session.calls.path.exists() and not await session.calls.gaps(span):
        return
    for start in range(0, min(state.loaded, _MOST), _PAGE):
        found = await session.cache.window(state.listing, None, start, _PAGE)
        await session.calls.add([each[1] for each in found if each is not None])
    if span is not None:
        await session.calls.cover(span)
    await forget_old(session.calls, session.profile, session.clock.now())


def _span(session: Session, view: View, state: FeedState) -> tuple[int, int] | None:
    """Give the window of a list that holds all calls of it, None where that cannot be said."""
    if not state.complete or state.loading or state.as_of is None or state.loaded > _MOST:
        return None
    is_old = (session.clock.now() - state.as_of).total_seconds() > LATE
    if is_old or not can_be_stored(session.listings.find(view.resource), view):
        return None
    span = span_of("accountCallHistory", view.query, state.as_of)
    return None if span is None else (span[0], min(span[1], second_of(state.as_of) + 1))
