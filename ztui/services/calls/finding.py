"""One call by what people have of it: the id of its history, or the id that recordings, webhooks and tickets name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import NotFound
from ztui.services.calls.windows import asked, cut, edge, second_of
from ztui.services.view import View

if TYPE_CHECKING:
    from ztui.services.objects import ObjectState
    from ztui.services.session import Session

__all__ = ["CALLS", "aged_out", "find_call", "read_call"]

CALLS = "call-history"
_SHORTEST = 8
"""Digits of a telephony id, at least."""


async def find_call(session: Session, text: str) -> str:
    """Give the id of a call's history.

    Args:
        session: Whose calls.
        text: That id, or the call's telephony id (`call_id`, digits alone), which is looked for in the lists that are
            stored and then at Zoom, the newest month first: at most seven requests of GET /phone/call_history.

    Raises:
        NotFound: No call of the last six months has that telephony id.
        ZtuiError: The list cannot be read.
    """
    text = text.strip()
    if not (text.isascii() and text.isdecimal() and len(text) >= _SHORTEST):
        return text
    found = await _listed(session, View(CALLS, filter=f"call_id={text}"), ask=False)
    if found:
        return found
    if session.offline:
        raise _not_stored(text)
    now = session.clock.now()
    for window in cut((edge(now), second_of(now))):
        query = (*asked(window, now).items(), ("call_ids", text))
        found = await _listed(session, View(CALLS, query=query), ask=True)
        if found:
            return found
    raise aged_out(text)


async def _listed(session: Session, view: View, *, ask: bool) -> str:
    """Give the key of the first row of a view, "" where it has none."""
    listing = session.listings.open(view)
    try:
        await listing.load()
        if ask:
            await listing.refresh()
        rows = await listing.rows(0, 1)
        if not rows and listing.status.error is not None:
            raise listing.status.error
        return rows[0].key if rows else ""
    finally:
        await listing.close()


async def read_call(session: Session, key: str) -> ObjectState:
    """Read a call with its legs, or give what is stored of it in a session that is offline.

    Raises:
        NotFound: Zoom does not have it (any more), or nothing is stored.
        ZtuiError: What else went wrong.
    """
    if session.offline:
        state = await session.objects.cached(CALLS, key)
        if state is None:
            raise _not_stored(key)
        return state
    try:
        return await session.objects.read(CALLS, key)
    except NotFound as error:
        raise aged_out(key, error) from error


def _not_stored(id: str) -> NotFound:
    return NotFound(f"No call {id} is stored.", "Leave --offline out to ask Zoom.")


def aged_out(id: str, error: NotFound | None = None) -> NotFound:
    """Make the error for a call that is not there: of one that is too old Zoom says the same (HTTP 404)."""
    return NotFound(
        f"Zoom has no call {id} (any more).",
        "Calls are kept for six months, or for as long as the account says. Is the ID whole, and of this account?",
        http=error.http if error is not None else 0,
        code=error.code if error is not None else None,
        tracking_id=error.tracking_id if error is not None else "",
        operation_id=error.operation_id if error is not None else "",
    )
