"""Takes a snapshot: from what is stored, after it was brought up to date."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ZtuiError
from ztui.resources.registry import resource as find_resource
from ztui.resources.rows import key_of, text_of
from ztui.resources.settings.registry import settings as settings_named
from ztui.services.inventory.inventory import FRESH
from ztui.services.inventory.parts import Answers, Listed, Objects, part_named
from ztui.services.settings.reader import SettingsView
from ztui.services.snapshots.differing import SETTINGS
from ztui.services.snapshots.files import Part, Snapshot
from ztui.services.snapshots.shaping import shaped
from ztui.store.answers import Asked
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from ztui.services.inventory.cost import Cost, Progress
    from ztui.services.inventory.inventory import Inventory
    from ztui.services.inventory.known import Age
    from ztui.services.session import Session

__all__ = ["PARTS", "account_of", "cost_of_snapshot", "take", "written_since"]

PARTS = (
    "sites",
    "users",
    "numbers",
    "call-queues",
    "auto-receptionists",
    "shared-line-groups",
    "common-areas",
    "devices",
    "rooms",
    "pickup-groups",
    "sip-trunks",
    "sip-groups",
    "external-contacts",
    "sip-phones",
    "emergency-addresses",
    "caller-id-lists",
    "site-details",
    "queue-members",
    "menu-details",
    "group-members",
    "queue-handling",
    "menu-handling",
    "group-handling",
    "ivr",
)
"""Parts of the index that a snapshot has."""

_ACCOUNT = ("phone-settings",)
"""Settings of the account that are read with one request each."""

_UNDER = {"getCallHandling": "hours_and_routing", "getAutoReceptionistIVR": "menu"}
"""Under which member of its object an answer stands."""


def _silent(progress: Progress) -> None:
    """Take note of how far it is, where nobody wants to know."""


async def cost_of_snapshot(session: Session, *, fresh_for: timedelta = FRESH) -> Cost:
    """Give what bringing up to date costs, before anything is sent; settings of the account cost a request more."""
    return await session.inventory.plan(PARTS, fresh_for=await _since_last_write(session, fresh_for))


def account_of(session: Session) -> str:
    """Give the ID of the account that is acted in, "" where only Zoom knows whose the token is."""
    return session.account.id or session.profile.account_id


async def written_since(session: Session, snapshot: Snapshot) -> bool:
    """Tell whether this profile wrote something since the oldest of a snapshot was read."""
    written = await _last_write(session)
    return written is not None and written > snapshot.as_of


async def _last_write(session: Session) -> datetime | None:
    """Give when the last write of this profile in the account ended, None for none."""
    if session.journal is None or not session.journal.path.exists():
        return None
    entries = await session.journal.entries(1, session.account.id, outcome=Outcome.DONE)
    return next((each.ended_at or each.made_at for each in entries), None)


async def _since_last_write(session: Session, fresh_for: timedelta) -> timedelta:
    """Let nothing pass that was read before the last write: it changes more than the object that it names."""
    written = await _last_write(session)
    return fresh_for if written is None else min(fresh_for, max(session.clock.now() - written, timedelta()))


async def take(
    session: Session,
    *,
    ask: bool = True,
    fresh_for: timedelta = FRESH,
    tell: Callable[[Progress], None] = _silent,
) -> Snapshot:
    """Take a snapshot.

    Args:
        session: Of whose account.
        ask: Read first what is missing or too old; else, or offline, what is stored is taken as it is.
        fresh_for: What is younger is not read again, unless this profile wrote something since.
        tell: Told how far the reading is.

    Returns:
        The snapshot; what could not be read is told in its parts.

    Raises:
        ZtuiError: Zoom cannot be asked at all, or the store cannot be used.
    """
    ask = ask and not session.offline
    failed: Mapping[str, ZtuiError] = {}
    if ask:
        since = await _since_last_write(session, fresh_for)
        failed = (await session.inventory.sync(PARTS, fresh_for=since, tell=tell)).failed
    inventory = session.inventory
    ages = {each.part: each for each in await inventory.ages()}
    objects = {part.resource: await _objects(inventory, part.resource) for part in map(part_named, PARTS)}
    parts: dict[str, Part] = {}
    for name in PARTS:
        resource = part_named(name).resource
        why = failed[name].message.rstrip(".") if name in failed else ""
        parts[resource] = _together(parts.get(resource), _part(ages[name], why))
    objects[SETTINGS], parts[SETTINGS] = await _settings(session, ask=ask)
    return Snapshot(session.clock.now(), session.profile.name, account_of(session), parts, objects)


def _part(age: Age, why: str) -> Part:
    as_of = age.as_of.isoformat() if age.as_of is not None else ""
    if age.complete:
        return Part(as_of, complete=True)
    missing = (
        f"{age.missing:,} not read" if age.missing else "never read" if age.as_of is None else "not read to the end"
    )
    return Part(as_of, lacks=f"{age.title}: {missing}{f' ({why})' if why else ''}")


def _together(one: Part | None, other: Part) -> Part:
    if one is None:
        return other
    times = [each.as_of for each in (one, other) if each.as_of]
    lacks = "; ".join(each.lacks for each in (one, other) if each.lacks)
    return Part(min(times, default=""), one.complete and other.complete, lacks)


async def _objects(inventory: Inventory, resource: str) -> dict[str, dict[str, Any]]:
    """Give the objects of a list with what hangs on them."""
    declared = find_resource(resource)
    parts = [part for part in map(part_named, PARTS) if part.resource == resource]
    found: dict[str, dict[str, Any]] = {}
    for row in (await inventory.rows(resource)).rows:
        key = key_of(declared, row)
        if not key:
            continue
        whole: dict[str, Any] = dict(row)
        for part in parts:
            if isinstance(part, Objects):
                known = await inventory.object(resource, key)
                whole = {**whole, **known.row} if known is not None else whole
            elif isinstance(part, Answers):
                whole |= await _answers(inventory, part, row)
            else:
                assert isinstance(part, Listed)
        found[key] = shaped(resource, whole)
    return found


async def _answers(inventory: Inventory, part: Answers, row: Mapping[str, Any]) -> dict[str, Any]:
    under = _UNDER[part.operation]
    found: dict[str, Any] = {}
    for each in part.wanted(row):
        known = await inventory.answer(part.operation, each.path, each.query)
        if known is None or known.data is None:
            continue
        if not each.query:
            return {under: known.data}
        found[" ".join(text_of(value) for value in each.query.values())] = known.data
    return {under: found} if found else {}


async def _settings(session: Session, *, ask: bool) -> tuple[dict[str, dict[str, Any]], Part]:
    """Read settings of the account, and store them beside the index; or give what is stored of them."""
    found: dict[str, dict[str, Any]] = {}
    times: list[str] = []
    lacks: list[str] = []
    for name in _ACCOUNT:
        asked = Asked.of(settings_named(name).get, {}, {})
        if ask:
            try:
                plain = (await session.settings.read(SettingsView(name))).plain
            except ZtuiError as error:
                lacks.append(f"{name}: {error.message.rstrip('.')}")
                continue
            await session.inventory.answers.put(asked, plain)
        stored = await session.inventory.answers.get(asked)
        if stored is None:
            lacks.append(f"{name}: never read")
            continue
        times.append(stored.read_at.isoformat())
        found[name] = shaped(SETTINGS, stored.data if isinstance(stored.data, dict) else {"value": stored.data})
    return found, Part(min(times, default=""), not lacks, "; ".join(lacks))
