"""Puts together what the rules look at: from what is stored, and of Zoom only what has to be asked one by one."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ztui.core.amounts import few
from ztui.core.errors import ZtuiError
from ztui.core.times import parse_instant
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.rows import text_of
from ztui.resources.shows import dicts
from ztui.services.calls.windows import second_of
from ztui.services.checks.equipment import LONG, audio_ids
from ztui.services.checks.facts import EXTENSIONS, NAMES, Facts, HoursMenu, Reading, TrunkCalls
from ztui.services.checks.lines import LEAST_CALLS
from ztui.services.filters import parse
from ztui.services.inventory.parts import Answers, Objects, part_named
from ztui.services.ring.menus import read_menu

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ztui.resources.model import Row
    from ztui.services.checks.model import Rule
    from ztui.services.checks.notes import Notes
    from ztui.services.inventory.inventory import Inventory
    from ztui.services.inventory.reach import Reach
    from ztui.services.session import Session
    from ztui.services.view import Pairs

__all__ = ["FAILED", "HOURS", "MENUS", "SITE_IDS", "SITE_QUERY", "gather", "parts_of"]

HOURS = 24
"""So far back the calls of trunks are looked at."""

FAILED = ("call_failed", "unconnected")
"""Results of a call that did not get through on the line; busy and not answered got through."""

NOTHING: Mapping[str, str] = {}
_OWN = frozenset(NAMES)
_HANDLING = "getCallHandling"
MENUS = "getAutoReceptionistIVR"
SITE_QUERY: Mapping[str, str] = {"page_size": "300"}
SITE_IDS = "listSiteCustomizeOutboundCallerNumbers"
"""Operations of answers."""


def parts_of(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Give the parts of the index that some rules look at."""
    names = dict.fromkeys(name for rule in rules for name in rule.reads)
    more = ("caller-id-lists", "site-caller-ids") if "caller-ids" in names else ()
    return (*(each for each in names if each not in _OWN), *more)


async def gather(
    session: Session,
    rules: Sequence[Rule],
    notes: Notes,
    *,
    reach: Reach | None = None,
    failed: Mapping[str, str] = NOTHING,
) -> Facts:
    """Read what some rules look at.

    Args:
        session: In whose account.
        rules: The rules.
        notes: What is kept between checks; that of devices is brought up to date.
        reach: Asks Zoom for greetings and music that are not known, one request each; None asks nothing.
        failed: Why parts could not be read just now, by name.

    Raises:
        StoreError: The store cannot be used.
    """
    inventory = session.inventory
    names = parts_of(rules)
    wanted = {name for rule in rules for name in rule.reads}
    readings = await _readings(inventory, names, failed)
    lists = {name: (await inventory.rows(name)).rows for name in _lists(names)}
    facts = Facts(
        now=session.clock.now(),
        lists=lists,
        objects=await _objects(inventory, names, lists),
        routing=await _routing(inventory, names, lists),
        menus=await _menus(inventory, lists) if "ivr" in names else {},
        readings=readings,
    )
    if "caller-ids" in wanted:
        facts = await _caller_ids(inventory, facts)
    if "calls" in wanted:
        facts = await _trunks(session, facts)
    if "watch" in wanted:
        facts = await _watched(facts, notes)
    return await _audio(inventory, facts, reach) if "audio" in wanted else facts


def _lists(names: Sequence[str]) -> tuple[str, ...]:
    """Give the lists that parts are, or go through."""
    return tuple(dict.fromkeys(part_named(each).resource for each in names))


async def _readings(inventory: Inventory, names: Sequence[str], failed: Mapping[str, str]) -> dict[str, Reading]:
    ages = {each.part: each for each in await inventory.ages()}
    return {
        name: Reading(age.title, age.count, age.missing, age.complete, age.as_of, failed.get(name, ""))
        for name, age in ages.items()
        if name in names
    }


async def _objects(
    inventory: Inventory, names: Sequence[str], lists: Mapping[str, tuple[Row, ...]]
) -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = {}
    for part in map(part_named, names):
        if isinstance(part, Objects):
            keys = [text_of(row.get("id")) for row in lists[part.resource]]
            known = [await inventory.object(part.resource, key) for key in keys if key]
            found[part.resource] = {each.key: each.row for each in known if each is not None and each.complete}
    return found


async def _routing(inventory: Inventory, names: Sequence[str], lists: Mapping[str, tuple[Row, ...]]) -> dict[str, Any]:
    """Read hours and routing; of people, too, where they are stored."""
    if not any(isinstance(part, Answers) and part.operation == _HANDLING for part in map(part_named, names)):
        return {}
    found: dict[str, Any] = {}
    for resource in EXTENSIONS:
        for row in lists.get(resource, ()):
            key = text_of(row.get("extension_id"))
            known = await inventory.answer(_HANDLING, {"extensionId": key}) if key else None
            if known is not None and known.data is not None:
                found[key] = known.data
    return found


async def _menus(inventory: Inventory, lists: Mapping[str, tuple[Row, ...]]) -> dict[str, tuple[HoursMenu, ...]]:
    part = part_named("ivr")
    assert isinstance(part, Answers)
    found: dict[str, tuple[HoursMenu, ...]] = {}
    for row in lists.get("auto-receptionists", ()):
        menus: list[HoursMenu] = []
        for each in part.wanted(row):
            known = await inventory.answer(MENUS, each.path, each.query)
            if known is not None and known.data is not None:
                hours, holiday = each.query.get("hours_type", ""), each.query.get("holiday_id", "")
                menus.append(HoursMenu(read_menu(known.data), hours, holiday))
        found[text_of(row.get("id"))] = tuple(menus)
    return found


async def _caller_ids(inventory: Inventory, facts: Facts) -> Facts:
    found: list[tuple[Pairs, Row]] = []
    for row in facts.lists.get("sites", ()):
        key = text_of(row.get("id"))
        known = await inventory.answer(SITE_IDS, {"siteId": key}, SITE_QUERY) if key else None
        if known is not None and isinstance(known.data, dict):
            found += [((("siteId", key),), each) for each in dicts(known.data.get("customize_numbers"))]
    both = [facts.readings[name] for name in ("caller-id-lists", "site-caller-ids")]
    complete = all(each.complete for each in both)
    times = [each.as_of for each in both if each.as_of is not None]
    reading = Reading(
        NAMES["caller-ids"], sum(each.known for each in both), sum(each.missing for each in both), complete,
        min(times, default=None),
    )  # fmt: skip
    return replace(facts, site_caller_ids=tuple(found), readings={**facts.readings, "caller-ids": reading})


async def _trunks(session: Session, facts: Facts) -> Facts:
    """Count the stored calls of the last hours by trunk, where all of them are stored."""
    span = (second_of(facts.now - timedelta(hours=HOURS)), second_of(facts.now))
    title = NAMES["calls"]
    if not session.has_calls:
        reading = Reading(title, why=f"none; {_FETCHED}")
        return replace(facts, readings={**facts.readings, "calls": reading})
    gaps = await session.calls.gaps(span)
    missing = sum(end - begin for begin, end in gaps)
    whole = span[1] - span[0]
    if missing > _LAG:
        why = f"{(whole - missing) // 60} of the last {whole // 60} min; {_FETCHED}"
        reading = Reading(title, why=why)
        return replace(facts, readings={**facts.readings, "calls": reading})
    names = dict.fromkeys(name for _, name, _ in facts.rows("sip-trunks"))
    trunks = {name: await _newest(session, name, span) for name in names}
    few = [
        f"{name} ({each.failed} failed)" if each.failed else f"{name} (no calls)"
        for name, each in trunks.items()
        if each.failed < LEAST_CALLS and not each.is_through
    ]
    told = f"too few in a day to tell: {_listed(few)}" if few else ""
    readings = {
        "calls": Reading(title, await session.calls.count(), 0, True, facts.now),
        "trunk-calls": Reading(NAMES["trunk-calls"], len(trunks) - len(few), 0, not few, facts.now, told=told),
    }
    return replace(facts, trunks=trunks, readings={**facts.readings, **readings})


def _listed(names: Sequence[str]) -> str:
    return few(names, _NAMED)


_NAMED = 3


_FETCHED = "':sync 1d' or 'ztui calls sync --from -24h' fetches them"


async def _newest(session: Session, trunk: str, span: tuple[int, int]) -> TrunkCalls:
    """Count the newest calls of a trunk that failed, up to the first that got through."""
    named = trunk.replace("\\", "\\\\").replace('"', '\\"')
    wanted = parse(f'sbc_name="{named}"', CALL_HISTORY, session.viewer())
    failed, since = 0, None
    for call in await session.calls.first(wanted, most=_MOST, span=span):
        if call.get("call_result") not in FAILED:
            return TrunkCalls(failed, since, is_through=True)
        failed, since = failed + 1, parse_instant(call.get("start_time"))
    return TrunkCalls(failed, since)


_MOST = 200
"""So many calls of a trunk are looked at at most."""

_LAG = 15 * 60
"""Calls that began in the last minutes may not be stored."""


async def _watched(facts: Facts, notes: Notes) -> Facts:
    """Note which devices are online, and read since when those that are not were not."""
    devices = facts.readings["devices"]
    seen = {key: row.get("status") == "online" for key, _, row in facts.rows("devices")}
    if devices.complete and devices.as_of is not None:
        since, offline = await asyncio.to_thread(notes.watch, seen, devices.as_of)
    else:
        begun, offline = await asyncio.to_thread(notes.offline)
        since = begun or facts.now
    days = (facts.now - since).days
    enough = facts.now - since >= LONG
    why = "" if enough else f"for {days} of {LONG.days} days; check again later"
    reading = Reading(NAMES["watch"], len(seen) if enough else 0, 0, enough, since, why)
    return replace(facts, offline=offline, readings={**facts.readings, "watch": reading})


async def _audio(inventory: Inventory, facts: Facts, reach: Reach | None) -> Facts:
    """Learn which of the greetings and music in use are there; the first refusal ends the asking."""
    found: dict[str, bool] = {}
    ids, why, times = sorted(audio_ids(facts)), "", []
    for id in ids:
        path = {"audioId": id}
        known = await inventory.answer("GetAudioItem", path)
        if known is None and reach is not None and not why:
            try:
                known = await reach.answer("GetAudioItem", path)
            except ZtuiError as error:
                why = error.message.rstrip(".")
        if known is not None:
            found[id] = known.data is not None
            times.append(known.as_of)
    missing = len(ids) - len(found)
    as_of = min(times, default=facts.now if not missing else None)
    reading = Reading(NAMES["audio"], len(found), missing, not missing, as_of, why)
    return replace(facts, audio=found, readings={**facts.readings, "audio": reading})
