"""Who changed it: for certain where our own journal has it, probably where Zoom's operation log names the object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError
from ztui.core.text import fold
from ztui.core.times import api_window, parse_instant, stamp, zone_name
from ztui.resources.rows import text_of
from ztui.services.snapshots.authors import author_of, ids_in
from ztui.services.view import View
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ztui.resources.model import Row
    from ztui.services.session import Session
    from ztui.services.snapshots.differing import Compared, Difference
    from ztui.store.journal import JournalEntry

__all__ = ["who_by_journal", "who_by_log"]

_ENTRIES = 50
"""So many changes of one object are looked at."""
_SHORTEST = 4
"""Shorter names are in too many sentences to tell anything."""
_MONTH = 30
"""Days of the operation log that one request may ask for."""


def _when(session: Session, at: datetime) -> str:
    return f"{stamp(at, session.zone)} {zone_name(at, session.zone)}"


async def who_by_journal(session: Session, compared: Compared) -> Compared:
    """Add who made a difference with ztui on this machine: whoever wrote this field, with this value, between the two.

    What somebody changed elsewhere afterwards is nobody's here.
    """
    if session.journal is None or not session.journal.path.exists():
        return compared
    begin, end = compared.span
    known: dict[tuple[str, ...], list[JournalEntry]] = {}
    who: dict[str, str] = {}
    owners = _owners(compared)
    for each in compared.differences:
        ids, named = _ids(compared, each), ids_in(each.was) | ids_in(each.now)
        named |= {owners[id] for id in named if id in owners}
        keys = tuple(sorted(ids | named))
        if keys not in known:
            found = await session.journal.touching(keys, session.account.id, _ENTRIES)
            known[keys] = [entry for entry in found if entry.outcome is Outcome.DONE and begin <= entry.made_at <= end]
        entry = author_of(each, ids, named, known[keys])
        if entry is not None:
            reason = entry.about.reason
            said = f"{entry.about.who}, {_when(session, entry.made_at)}"
            who[each.id] = f"{said}: {reason}" if reason else said
    return compared.with_who(who)


def _owners(compared: Compared) -> dict[str, str]:
    """Give whose extension an id is."""
    return {
        text_of(row.get("extension_id")): key
        for side in (compared.before, compared.after)
        for objects in side.objects.values()
        for key, row in objects.items()
        if row.get("extension_id")
    }


def _ids(compared: Compared, each: Difference) -> frozenset[str]:
    """Give the ids of a difference's object: its key, and that of its extension."""
    rows = [side.objects.get(each.resource, {}).get(each.key, {}) for side in (compared.before, compared.after)]
    return frozenset((each.key, *(text_of(row.get("extension_id")) for row in rows))) - {""}


async def who_by_log(session: Session, compared: Compared) -> Compared:
    """Add who probably changed what the journal does not know: the operation log is asked, a heavy request.

    Its sentences are free text without ids: whoever is named in one that names the object, between the two snapshots,
    has probably changed it.

    Raises:
        ConfigError: More than a month lies between the two.
        ZtuiError: The log cannot be read.
    """
    begin, end = compared.span
    if (end - begin).days > _MONTH:
        raise ConfigError("The operation log tells a month at most.", "Compare with a younger snapshot, or without it.")
    view = View("operation-logs", query=api_window(begin, end, dates=True))
    async with session.listings.opened(view, ask=True) as listing:
        if listing.status.error is not None:
            raise listing.status.error
        rows = [each.row for each in await listing.all_rows()]
    told = [(fold(text_of(row.get("operation_detail"))), row) for row in rows if _is_between(row, begin, end)]
    who: dict[str, str] = {}
    for each in compared.differences:
        if each.who:
            continue
        row = _named_in(told, (each.key, each.name, text_of(each.before), text_of(each.after)))
        if row is not None:
            at = parse_instant(row.get("time"))
            when = f", {_when(session, at)}" if at is not None else ""
            who[each.id] = f"probably {text_of(row.get('operator'))}{when}"
    return compared.with_who(who)


def _is_between(row: Row, begin: datetime, end: datetime) -> bool:
    at = parse_instant(row.get("time"))
    return at is not None and begin <= at <= end


def _named_in(told: Iterable[tuple[str, Row]], names: tuple[str, ...]) -> Row | None:
    wanted = [fold(each) for each in names if len(each) >= _SHORTEST]
    return next((row for text, row in told if any(each in text for each in wanted)), None)
