"""Who was missed and not called back: callers from outside, of the calls that are stored.

A missed call counts until a later call to that number, or a later one from it that somebody took (`outcomes` says what
is missed and what is taken). Who hides the number matches nobody and is counted apart; so are calls between our own
extensions. Of time that is not stored nothing is known: neither calls that were missed nor that somebody called back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ztui.core.dataclass import dataclass
from ztui.core.times import api_text
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.calls import MISSED, RESULTS
from ztui.resources.model import Column, Kind, Operations, Resource
from ztui.services.calls.paged import Paged
from ztui.services.calls.windows import instant_of, second_of
from ztui.services.filters import parse
from ztui.store.calls.callbacks import ORDERS, Callers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime

    from ztui.services.calls.windows import Span
    from ztui.services.session import Session
    from ztui.store.calls.callbacks import Caller
    from ztui.store.calls.calls import CallRank
    from ztui.store.terms import LocalFilter

__all__ = ["CALLBACKS", "LATE", "ORDERS", "SINCE", "Asked", "Callbacks", "missing_of"]

SINCE: Final = "yesterday 18:00"
"""Since when calls are looked at where nobody says it: since the office closed."""
LATE: Final = 300
"""Seconds at the new end that may be missing of time that is told to be stored."""

CALLBACKS = Resource(
    name="callbacks",
    title="To be called back",
    singular="caller",
    key="number",
    help="Callers who were missed and whom nobody has called back, or taken a call of, since.",
    operations=Operations(list=""),
    columns=(
        Column("last_try", 12, title="Last try", kind=Kind.TIME),
        Column("number", 17, kind=Kind.NUMBER),
        Column("name", 18),
        Column("tries", 5, kind=Kind.COUNT),
        Column("voicemails", 2, title="VM", kind=Kind.COUNT, about="Voicemails left, as far as results tell"),
        Column("called", 18, show=lambda row: whom(row)),
        Column("last_result", 6, title="Result", kind=Kind.STATUS, table="call_result", short=RESULTS, words=MISSED),
        Column("first_try", 13, title="First try", kind=Kind.TIME, wide_only=True),
        Column("called_extension", 9, title="Extension", kind=Kind.EXTENSION, hidden=True),
        Column("called_more", 5, title="More", kind=Kind.COUNT, hidden=True),
        Column("country", 7, hidden=True),
        Column("site_name", 14, title="Site", wide_only=True),
        Column("last_call", 45, title="Last call", kind=Kind.ID, hidden=True),
    ),
)
"""What a caller is called as a row; it is no list of Zoom's."""


def whom(row: Mapping[str, Any]) -> str:
    """Give whom a caller tried to reach: the last one, and how many others."""
    name = row.get("called") or row.get("called_extension") or row.get("called_number") or ""
    more = row.get("called_more") or 0
    return f"{name} +{more}" if more else str(name)


def _caller_data(each: Caller) -> dict[str, Any]:
    """Give a caller as it is listed, printed and exported; what is not known is None."""
    name, extension, number = each.called[0] if each.called else ("", "", "")
    last = each.last
    return {
        "number": last.get("caller_did_number"),
        "name": each.name or None,
        "country": last.get("caller_country_iso_code"),
        "tries": each.tries,
        "voicemails": each.voicemails,
        "first_try": api_text(instant_of(each.first)),
        "last_try": last.get("start_time"),
        "last_result": last.get("call_result"),
        "called": name or None,
        "called_extension": extension or None,
        "called_number": number or None,
        "called_more": max(len(each.called) - 1, 0) + each.others,
        "called_names": [each[0] or each[1] or each[2] for each in each.called],
        "site_name": last.get("site_name"),
        "spam": last.get("spam"),
        "last_call": last.get("call_history_uuid") or last.get("id"),
    }


async def missing_of(session: Session, span: Span) -> tuple[Span, ...]:
    """Give the parts of a span of which calls are not stored, newest first, but for the last minutes."""
    if not session.calls.path.exists():
        return (span,)
    now = second_of(session.clock.now())
    return tuple(
        (first, end)
        for first, end in await session.calls.gaps(span)
        if end - first > LATE or end < min(span[1], now - LATE)
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: since when, until when (None is now), the filter as typed, the order."""

    since: datetime
    until: datetime | None = None
    filter: str = ""
    order: str = "last"


class Callbacks:
    """The callers to be called back, newest look.

    Args:
        session: Whose calls.
        asked: What is asked.
        wanted: Told that a page of rows is to be fetched.

    Attributes:
        asked: What is asked now.
        found: What was found.
        missing: Parts of the time from `since` to now of which calls are not stored, newest first.
    """

    def __init__(self, session: Session, asked: Asked, wanted: Callable[[], None] | None = None) -> None:
        self.session = session
        self.asked = asked
        self.found = Callers()
        self.missing: tuple[Span, ...] = ()
        self._is_kept = False
        self.pages: Paged[dict[str, Any]] = Paged(self._read, session.calls.drop_callers, wanted)

    @property
    def span(self) -> Span:
        """Give the span in which missed calls began."""
        now = self.session.clock.now()
        first = max(second_of(self.asked.since), 0)
        return first, max(second_of(self.asked.until or now) + 1, first)

    @property
    def looked_at(self) -> Span:
        """Give the span whose calls decide: those that came until now may have been calls back."""
        return self.span[0], max(second_of(self.session.clock.now()) + 1, self.span[1])

    def understood(self, text: str) -> LocalFilter:
        """Read a filter in the language of the list of calls.

        Raises:
            FilterError: It cannot be read.
        """
        return parse(text, CALL_HISTORY, self.session.viewer())

    async def look(self, asked: Asked | None = None) -> None:
        """Look who there is now, with what lists have read already; a question that fails leaves what was there.

        Raises:
            FilterError: The filter cannot be read.
            StoreError: The store cannot be read.
        """
        wanted = asked or self.asked
        local = self.understood(wanted.filter)
        self.asked = wanted
        if not self._is_kept:
            from ztui.services.calls.listed import keep_listed

            await keep_listed(self.session)
            self._is_kept = True
        self.missing = await missing_of(self.session, self.looked_at)
        if not self.session.calls.path.exists():
            return
        calls = self.session.calls
        rank, found = await calls.callers(local, self.span, wanted.order, beside=self.pages.rank)
        await self.pages.take(rank)
        self.found = found

    async def rows(self) -> AsyncIterator[Mapping[str, Any]]:
        """Give all callers, as they are exported."""
        async for each in self.pages.rows():
            yield each

    async def _read(self, rank: CallRank, start: int, count: int) -> Sequence[dict[str, Any] | None]:
        found = await self.session.calls.callers_at(rank, start, count)
        return [None if each is None else _caller_data(each) for each in found]

    def close(self) -> None:
        """Let go of what was found."""
        self.pages.close()
