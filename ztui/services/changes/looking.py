"""Seeing by reading whether a change was carried out: the object itself rather than a list, and its row is stored."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.core.dataclass import dataclass
from ztui.core.errors import NotFound, ZtuiError
from ztui.resources.edits.model import Check, Expect
from ztui.resources.rows import key_of, value_at
from ztui.services.changes.likeness import is_as_asked, resembles, telling
from ztui.services.changes.lists import Cut, Lists, fits, read_of, rows_of
from ztui.services.changes.losing import lost_with
from ztui.services.changes.places import with_parents
from ztui.services.changes.planning import found
from ztui.services.changes.values import same

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ztui.services.changes.model import Change, FieldChange, Found
    from ztui.services.session import Session

__all__ = ["LAG", "NOT_READ", "NOT_THERE", "WAITS", "Seen", "is_told", "look", "look_each", "look_until", "standing"]

LAG = 15.0
"""Seconds after which a write that cannot be seen is taken for one that was not carried out. Zoom states no figure."""

WAITS = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each look for what was written just now, which may show late."""
NOT_THERE = "what it is about is not there"
NOT_READ = "it could not be looked up"
"""How a reason begins that an error gave, when something was read."""
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look showed.

    Attributes:
        holds: Whether the change shows; None where that cannot be told, and `why` says why.
        found: Title, asked and found of each field.
        why: What stands in the way, or what was found in place of it.
        candidates: Keys of objects that may be what was made.
        resembling: Keys of others that are called like what was to be made, and differ from it otherwise.
        untouched: Whether it shows that all is as before.
        lost: Titles of fields that had a value before, and have none since; they stand in `found`, too.
        error: What kept it from being read.
    """

    holds: bool | None
    found: tuple[Found, ...] = ()
    why: str = ""
    candidates: tuple[str, ...] = ()
    resembling: tuple[str, ...] = ()
    untouched: bool = False
    lost: tuple[str, ...] = ()
    error: ZtuiError | None = None


async def look(
    session: Session, change: Change, *, key: str = "", twins: Collection[str] = (), lists: Lists | None = None
) -> Seen:
    """Look once whether a change was carried out.

    Args:
        session: In whose profile and account.
        change: The change.
        key: Key of the object that it made, if the answer said so.
        twins: Keys of objects like the one that it makes, which were there before.
        lists: What was read a moment ago, and keeps what is read now; None to read anew.
    """
    try:
        if change.removes and change.check is None:
            return await _is_gone(session, change)
        if change.key or key:
            if _readable(change) or not change.key:
                seen = await _has_fields(session, change, key or change.key)
                listed = not change.key and change.check is not None
                if seen.found or not listed or found(session, change.resource).operations.get:
                    return seen
                return await _is_made(session, change, twins)  # its list does not tell the key that the answer gave
        elif change.check is not None:
            return await _is_made(session, change, twins)
        if change.check is None:
            return Seen(None, why=change.unverified or "no read tells")
        seen = await _holds(session, change.check, lists)
    except ZtuiError as error:
        return Seen(None, why=f"{NOT_READ}: {error.message}", error=error)
    return seen


async def look_until(session: Session, change: Change, *, key: str = "", twins: Collection[str] = ()) -> Seen:
    """Look a few times, as what was written may show late, until the change shows; once where no read tells."""
    seen = Seen(None)
    for wait in WAITS:
        if wait:
            await session.clock.sleep(wait)
        seen = await look(session, change, key=key, twins=twins)
        if seen.holds or not is_told(change, key):
            break
    return seen


def is_told(change: Change, key: str = "") -> bool:
    """Tell whether a read could show the change; of a new object perhaps by its `key`."""
    if change.check is not None or change.removes:
        return True
    return bool(_readable(change)) if change.key else bool(change.fields and key)


def _readable(change: Change) -> list[FieldChange]:
    return [each for each in change.fields if each.live is not None and not each.secret]


async def look_each(session: Session, changes: Sequence[Change]) -> list[Seen]:
    """Look once at each of several changes whose request is sent as one; those that the same read tells share it."""
    shared: dict[str, list[Check]] = {}
    for each in changes:
        if each.check is not None and each.check.expect is not Expect.EQUAL:
            shared.setdefault(read_of(each.check), []).append(each.check)
    told = {name: await _told_by_one(session, checks) for name, checks in shared.items() if len(checks) > 1}
    gate = asyncio.Semaphore(_AT_ONCE)

    async def seen(change: Change) -> Seen:
        one = change.check and told.get(read_of(change.check), {}).get(change.check.match)
        if one:
            return one
        async with gate:
            return await look(session, change)

    return list(await asyncio.gather(*map(seen, changes)))


async def _told_by_one(session: Session, checks: Sequence[Check]) -> dict[tuple[tuple[str, Any], ...], Seen]:
    """Carry out checks that differ only in what they look for, by one read."""
    first, wanted = checks[0], list(dict.fromkeys(each.match for each in checks if _is_single(each)))
    if not (first.rows or operation(first.operation_id).items_key is not None):
        return {}
    there: set[int] = set()
    try:
        async for row in rows_of(session, first):
            there.update(place for place, match in enumerate(wanted) if place not in there and fits(row, match))
    except Cut as cut:
        apart = {each.match: each.apart for each in checks}
        lacking = [match for place, match in enumerate(wanted) if place not in there]
        seen = dict(zip(lacking, await _told_apart(session, cut, [apart[each] for each in lacking]), strict=True))
        so = Seen(first.expect is Expect.THERE, untouched=first.expect is Expect.GONE)
        return {match: seen.get(match, so) for match in wanted}
    except NotFound:
        return {match: Seen(None, why=NOT_THERE) for match in wanted}
    except ZtuiError as error:
        return {match: Seen(None, why=f"{NOT_READ}: {error.message}") for match in wanted}
    met = [(place in there) is (first.expect is Expect.THERE) for place in range(len(wanted))]
    return {match: Seen(so, untouched=not so) for match, so in zip(wanted, met, strict=True)}


async def _told_apart(session: Session, cut: Cut, checks: Sequence[Check | None]) -> list[Seen]:
    """Look at the things themselves where the list that should have them is cut."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(check: Check | None) -> Seen:
        if check is None:
            return Seen(None, why=f"it cannot be looked up: {cut.message}")
        async with gate:
            try:
                return await _holds(session, check)
            except ZtuiError as error:
                return Seen(None, why=f"{NOT_READ}: {error.message}")

    return list(await asyncio.gather(*map(one, checks)))


def _is_single(check: Check) -> bool:
    return not any(isinstance(value, list | tuple | dict) for _, value in check.match)


async def standing(session: Session, check: Check) -> bool | None:
    """Tell whether what a check expects is so already; None where that cannot be told."""
    return (await _holds(session, check)).holds


async def _is_gone(session: Session, change: Change) -> Seen:
    try:
        await session.objects.read(change.resource, change.key, change.parents)
    except NotFound:
        return Seen(True)
    return Seen(False, why="it is still there", untouched=True)


async def _has_fields(session: Session, change: Change, key: str) -> Seen:
    """Compare the object's fields with what was asked for."""
    try:
        state = await session.objects.read(change.resource, key, change.parents)
    except NotFound:
        return Seen(False, why="the object is not there")
    row = with_parents(state.answer, change.parents)
    shown = [(each, each.live(row)) for each in _readable(change) if each.live is not None]
    rows = tuple((each.title, each.after, value) for each, value in shown)
    wrong = [each.title for each, value in shown if not same(value, each.after)]
    untouched = all(same(value, each.before) for each, value in shown)
    lost = lost_with(found(session, change.resource), change, row)
    return Seen(not wrong, (*rows, *lost), f"{', '.join(wrong)} as read is not what was asked for" if wrong else "",
                untouched=untouched, lost=tuple(title for title, _, _ in lost))  # fmt: skip


async def _is_made(session: Session, change: Change, twins: Collection[str]) -> Seen:
    """Look in the list for an object that was not there before.

    That it is not there is proved only where nothing new is even called so: Zoom may write otherwise what it was sent.
    """
    assert change.check is not None
    resource, match = found(session, change.resource), change.check.match
    if any(path.endswith("extension_number") for path, _ in match) and not session.site_forms:
        await session.learn_sites()
    forms = tuple(session.site_forms.values())
    keys, near = [], []
    async for row in rows_of(session, change.check):
        key = key_of(resource, row)
        if key and key not in twins:
            if is_as_asked(row, match, forms):
                keys.append(key)
            elif resembles(resource, row, match):
                near.append(key)
    if len(keys) > 1:
        return Seen(None, why="several objects may be the one that was made", candidates=tuple(keys),
                    resembling=tuple(near))  # fmt: skip
    if keys:
        return Seen(True, candidates=tuple(keys), resembling=tuple(near))
    if near:
        return Seen(None, why="what is there now is called so, and is not in all what was asked for",
                    resembling=tuple(near))  # fmt: skip
    if not telling(resource, match):
        return Seen(None, why="the list does not tell what names it")
    return Seen(False, untouched=True)


async def _holds(session: Session, check: Check, lists: Lists | None = None) -> Seen:
    """Carry out a check."""
    expected = check.expect is not Expect.GONE
    known = operation(check.operation_id)
    listed = bool(check.rows) or known.items_key is not None
    try:
        if check.expect is Expect.EQUAL or not listed:
            reply = await session.client.request(check.operation_id, check.path, check.query)
            row = reply.data if isinstance(reply.data, Mapping) else {}
            if check.expect is Expect.EQUAL:
                found_ = tuple((path, value, value_at(row, path)) for path, value in check.match)
                so = [same(asked, got) for _, asked, got in found_]
                return Seen(all(so), found_, untouched=not any(so))
            met = fits(row, check.match) is expected
            return Seen(met, why="" if met else "it is still there" if check.expect is Expect.GONE else "",
                        untouched=not met)  # fmt: skip
        return await _among(session, check, lists)
    except NotFound:
        if check.match:
            return Seen(None, why=NOT_THERE)
        return Seen(not expected, untouched=expected)


async def _among(session: Session, check: Check, lists: Lists | None) -> Seen:
    """Look for rows in a list: for one, or for as many as a value of the check has ids."""
    wanted = [check.match]
    for place, (path, value) in enumerate(check.match):
        if isinstance(value, list | tuple):
            wanted = [(*check.match[:place], (path, each), *check.match[place + 1 :]) for each in value]
            break
    rows, cut = await (lists or Lists()).rows(session, check)
    there = {place for row in rows for place, match in enumerate(wanted) if fits(row, match)}
    if cut is not None and len(there) < len(wanted):
        return (await _told_apart(session, cut, [check.apart]))[0]
    met = len(there) if check.expect is Expect.THERE else len(wanted) - len(there)
    why = f"{met} of {len(wanted)} show" if 0 < met < len(wanted) else ""
    return Seen(met == len(wanted), why=why, untouched=met == 0)
