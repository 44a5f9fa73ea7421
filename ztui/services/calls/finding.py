"""One call by what people have of it: an id of its history, or the id that recordings, webhooks and tickets name.

What is stored is looked at first, for the beginning of an id as well. To look at Zoom costs a heavy request a month,
and has to be meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ztui.core.errors import ConfigError, NotFound
from ztui.core.text import display
from ztui.services.calls.cost import share_of
from ztui.services.calls.windows import asked, cut, edge, second_of
from ztui.services.view import View
from ztui.store.calls.keys import uuid_bytes
from ztui.store.terms import FieldTerm, LocalFilter, Match

if TYPE_CHECKING:
    from ztui.services.objects import ObjectState
    from ztui.services.session import Session

__all__ = ["CALLS", "SearchNeeded", "aged_out", "find_call", "read_call"]

CALLS = "call-history"
_SHORTEST: Final = 8
"""Digits of a telephony id that are looked for, at least."""
_DAY: Final = 8
"""Digits of the day."""
_MOST: Final = 50
_BEGIN = re.compile(r"\d{8}-[0-9a-f-]*", re.ASCII | re.IGNORECASE)
"""The beginning of an id of the history: the day, and what follows."""
_OLD = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
"""An id without a day, as older answers have them."""
_ID = re.compile(r"(?=.*\d)[\w+/=.-]{8,}", re.ASCII)
"""What may be an id of any form."""


class SearchNeeded(ConfigError):
    """The call is not stored, and to look for it at Zoom was not asked for."""


async def find_call(session: Session, text: str, *, search: bool = False) -> str:
    """Give the id of a call's history.

    Args:
        session: Whose calls.
        text: That id or the beginning of it, as far as it is stored, or the call's telephony id (`call_id`, digits
            alone) or the beginning of it.
        search: A whole telephony id that is not stored is looked for at Zoom, the newest month first: at most seven
            heavy requests of GET /phone/call_history.

    Raises:
        NotFound: No call has that id.
        SearchNeeded: It is not stored, and `search` is not set.
        ConfigError: Several stored calls begin like that, or it can be no id.
        ZtuiError: The list cannot be read.
    """
    text = text.strip()
    if not _ID.fullmatch(text):
        raise ConfigError(
            f"'{display(text, longest=60)}' can be no ID of a call.", "Write its ID, or the first 8 characters or more."
        )
    is_number = text.isascii() and text.isdecimal() and len(text) >= _SHORTEST
    is_whole = uuid_bytes(text.lower()) is not None or bool(_OLD.fullmatch(text))
    is_begin = bool(_BEGIN.fullmatch(text)) and not is_whole
    if not is_number and not is_begin:
        return text
    found = await _stored(session, text.lower(), is_number=is_number)
    if not found and len(text) == _DAY and is_number:
        found = await _stored(session, text, is_number=False)  # a day, with which ids of the history begin
    if found:
        return found
    if is_begin:
        if session.calls.path.exists():
            raise NotFound(f"No stored call has an ID that begins with {text}.", "Write the whole ID to ask Zoom.")
        return text
    found = await _listed(session, View(CALLS, filter=f"call_id={text}"), ask=False)
    if found:
        return found
    if session.offline:
        raise _not_stored(text)
    now = session.clock.now()
    windows = cut((edge(now), second_of(now)))
    if not search:
        raise await _search_needed(session, text, len(windows))
    for window in windows:
        query = (*asked(window, now).items(), ("call_ids", text))
        found = await _listed(session, View(CALLS, query=query), ask=True)
        if found:
            return found
    raise aged_out(text)


async def _search_needed(session: Session, text: str, requests: int) -> SearchNeeded:
    cost = await share_of(session.client, requests)
    return SearchNeeded(
        f"The call {text} is not stored. To look for it at Zoom costs up to {cost}.",
        "Add --search to do it, or fetch calls with 'ztui calls sync'.",
    )


async def _stored(session: Session, text: str, *, is_number: bool) -> str:
    """Give the id of the stored call that has this id or begins with it, "" for none.

    Raises:
        ConfigError: There are several.
    """
    if not session.calls.path.exists():
        return ""
    path = "call_id" if is_number else "call_history_uuid"
    rows = await session.calls.first(LocalFilter((FieldTerm(path, Match.HAS, text),)), most=_MOST)
    keys = {str(row.get(path)): str(row.get("call_history_uuid") or row.get("id") or "") for row in rows}
    begin = {known: key for known, key in keys.items() if known.startswith(text) and key}
    if text in begin:
        return begin[text]
    if len(begin) > 1:
        raise ConfigError(f"The IDs of {len(begin)} or more stored calls begin with {text}.", "Write more of it.")
    return next(iter(begin.values()), "")


async def _listed(session: Session, view: View, *, ask: bool) -> str:
    """Give the key of the first row of a view, "" where it has none."""
    async with session.listings.opened(view, ask=ask) as listing:
        rows = await listing.rows(0, 1)
        if not rows and listing.status.error is not None:
            raise listing.status.error
        return rows[0].key if rows else ""


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
