"""Takes a snapshot: from what is stored, after it was brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ZtuiError
from ztui.resources.registry import resource as find_resource
from ztui.resources.rows import key_of, text_of
from ztui.services.inventory.inventory import FRESH
from ztui.services.inventory.parts import Answers, Listed, Objects, part_named
from ztui.services.settings.reader import SettingsView
from ztui.services.snapshots.differing import SETTINGS
from ztui.services.snapshots.files import Part, Snapshot
from ztui.services.snapshots.shaping import shaped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import timedelta

    from ztui.services.inventory.cost import Cost, Progress
    from ztui.services.inventory.inventory import Inventory
    from ztui.services.inventory.known import Age
    from ztui.services.session import Session

__all__ = ["PARTS", "cost_of_snapshot", "take"]

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
    return await session.inventory.plan(PARTS, fresh_for=fresh_for)


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
        fresh_for: What is younger is not read again.
        tell: Told how far the reading is.

    Returns:
        The snapshot; what could not be read is told in its parts.

    Raises:
        ZtuiError: Zoom cannot be asked at all, or the store cannot be used.
    """
    ask = ask and not session.offline
    failed: Mapping[str, ZtuiError] = {}
    if ask:
        failed = (await session.inventory.sync(PARTS, fresh_for=fresh_for, tell=tell)).failed
    inventory = session.inventory
    ages = {each.part: each for each in await inventory.ages()}
    objects = {part.resource: await _objects(inventory, part.resource) for part in map(part_named, PARTS)}
    parts: dict[str, Part] = {}
    for name in PARTS:
        resource = part_named(name).resource
        why = failed[name].message if name in failed else ""
        parts[resource] = _together(parts.get(resource), _part(ages[name], why))
    settings, part = await _settings(session, ask=ask)
    if part is not None:
        parts[SETTINGS], objects[SETTINGS] = part, settings
    return Snapshot(session.clock.now(), session.profile.name, session.account.id, parts, objects)


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


async def _settings(session: Session, *, ask: bool) -> tuple[dict[str, dict[str, Any]], Part | None]:
    """Read settings of the account, which no store has: offline there are none."""
    if not ask:
        return {}, None
    found: dict[str, dict[str, Any]] = {}
    lacks: list[str] = []
    for name in _ACCOUNT:
        try:
            state = await session.settings.read(SettingsView(name))
        except ZtuiError as error:
            lacks.append(f"{name}: {error.message}")
        else:
            plain = state.plain
            found[name] = shaped(SETTINGS, plain if isinstance(plain, dict) else {"value": plain})
    return found, Part(session.clock.now().isoformat(), not lacks, "; ".join(lacks))
