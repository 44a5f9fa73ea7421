"""What the store tells of an object's surroundings: calls that reach it, what leads to it, who has what; with ages.

Nothing is sent. What is not stored is not known, and every answer says of how much it is true. Calls are those whose
callee is the object itself: those that menus and overflows bring are not told apart in the account's history.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.times import age, stamp
from ztui.resources.edits.extensions import EXTENSIONS
from ztui.resources.edits.holders import HOLDERS
from ztui.resources.edits.pairs import LISTED
from ztui.resources.registry import resource as resource_named
from ztui.resources.rows import label_of, text_of, value_at
from ztui.resources.shows import dicts
from ztui.services.filters import parse
from ztui.services.view import View
from ztui.store.listings import ListKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ztui.resources.model import Row
    from ztui.services.session import Session
    from ztui.services.view import ListStatus

__all__ = [
    "called_by",
    "caller_id_of",
    "leads_here",
    "memberships",
    "named_extension",
    "numbers_become",
    "numbers_left",
    "of_site",
]

_DAYS = 7
_FEW = 3
_ROUTES = (
    "settings.routing.forward_to.extension_id",
    "settings.busy_routing.forward_to.extension_id",
    "settings.routing.operator.extension_id",
)
_KEYS = ("target.extension_id", "forward_to.extension_id")
_OWNERS: Mapping[str, str] = {each.kind: each.resource for each in HOLDERS if each.kind}


async def called_by(session: Session, row: Row) -> str:
    """Say how many calls reach an object directly, by the stored calls of seven days, and since when those are.

    Args:
        session: In whose account.
        row: A number, or an object with an extension.
    """
    number, extension = row.get("number"), text_of(row.get("extension_number"))
    term = f'callee_did_number="{number}"' if number else f'callee_ext_number="{extension}"' if extension else ""
    if not term:
        return ""
    history, now, viewer = resource_named("call-history"), session.clock.now(), session.viewer()
    shape, key = session.listings.shape(history), ListKey.of(history.name)
    week = f'start_time>="{(now - timedelta(days=_DAYS)).astimezone(session.zone):%Y-%m-%d}"'
    whole = await session.cache.tally(key, shape, parse(week, history, viewer), "start_time")
    if not whole.count:
        return f"how many calls reach it is not known: none of the last {_DAYS} days are stored"
    mine = await session.cache.tally(key, shape, parse(f"{week} {term}", history, viewer), "start_time")
    first = datetime.fromisoformat(whole.first).replace(tzinfo=UTC)
    whole_week = now - first > timedelta(days=_DAYS - 1)
    span = f"of the last {_DAYS} days" if whole_week else f"since {stamp(first, session.zone, seconds=False)}"
    told = f"{whole.count:,} stored calls {span}"
    if not mine.count:
        return f"none of the {told} went to it directly"
    verb = "reaches" if mine.count == 1 else "reach"
    return f"{_rate(mine.count, now - first)} {verb} it directly ({mine.count:,} of {told})"


def _rate(count: int, over: timedelta) -> str:
    hours = max(over.total_seconds() / 3600, 1)
    for word, size in (("an hour", 1.0), ("a day", 24.0)):
        if count / hours * size >= 1 and hours >= size:
            return f"at least {counted(round(count / hours * size), 'call')} {word}"
    return f"at least {counted(count, 'call')}"


async def leads_here(session: Session, row: Row) -> list[str]:
    """Say which routings and menus send calls to an object, as far as they are stored."""
    extension = text_of(row.get("extension_id"))
    if not extension:
        return []
    routings = await session.cache.everywhere("call-handling")
    owners = {text_of(dict(each.parents).get("extensionId")) for each in routings}
    from_routings = [
        text_of(dict(each.parents).get("extensionId"))
        for each in routings
        if any(value_at(each.row, path) == extension for path in _ROUTES)
    ]
    menus = await session.cache.everywhere("ivr-keys")
    menu_ids = {text_of(dict(each.parents).get("autoReceptionistId")) for each in menus}
    from_menus = [
        text_of(dict(each.parents).get("autoReceptionistId"))
        for each in menus
        if any(value_at(each.row, path) == extension for path in _KEYS)
    ]
    read = f"routing of {counted(len(owners), 'extension')} and {counted(len(menu_ids), 'menu')} read"
    if not owners and not menu_ids:
        return ["what leads to it is not known: no routing and no menu is stored"]
    said = [*await _routed(session, dict.fromkeys(from_routings)), *await _in_menus(session, dict.fromkeys(from_menus))]
    return [f"{each} ({read})" for each in said] or [f"nothing that is stored leads to it ({read})"]


async def _routed(session: Session, extensions: Iterable[str]) -> list[str]:
    by_kind: dict[str, list[str]] = {}
    for each in extensions:
        kind, name = await _extension(session, each)
        by_kind.setdefault(kind or "extension", []).append(name)
    return [
        f"overflow of {_listed(names, kind.removeprefix('call '))} lead{'s' if len(names) == 1 else ''} here"
        for kind, names in by_kind.items()
    ]


async def _in_menus(session: Session, keys: Iterable[str]) -> list[str]:
    names = [await _name(session, "auto-receptionists", each) for each in keys]
    return [f"keys of {_listed(names, 'menu')} lead here"] if names else []


def _listed(names: Sequence[str], noun: str) -> str:
    known = [each for each in names if each][:_FEW]
    more = len(names) - len(known)
    told = ", ".join(known) + (f" and {more} more" if more and known else "")
    return counted(len(names), noun) + (f" ({told})" if told else "")


async def named_extension(session: Session, extension_id: str) -> str:
    """Give what has an extension, "call queue Sales", from the stored lists; "" if none has it."""
    kind, name = await _extension(session, extension_id) if extension_id else ("", "")
    return f"{kind} {name}".strip() if kind else ""


async def _extension(session: Session, extension_id: str) -> tuple[str, str]:
    for name in EXTENSIONS:
        rows, _ = await _listed_rows(session, name, f'extension_id="{extension_id}"')
        for row in rows:
            if row.get("extension_id") == extension_id:
                known = resource_named(name)
                return known.singular, label_of(known, row)
    return "", ""


async def _name(session: Session, resource: str, key: str) -> str:
    state = await session.objects.cached(resource, key)
    return "" if state is None else label_of(resource_named(resource), state.row)


async def numbers_left(session: Session, row: Row) -> list[str]:
    """Say how many numbers are left to the owners of a number when it is taken away."""
    said: list[str] = []
    for owner in dicts(row.get("assigned_list")) or dicts([row.get("assignee")]):
        kind = text_of(owner.get("assigned_to_type") or owner.get("type"))
        kind = kind[:1].upper() + kind[1:]
        key = text_of(owner.get("assigned_to_id") or owner.get("id"))
        name = text_of(owner.get("assgined_to_name") or owner.get("assigned_to_name") or owner.get("name"))
        if kind not in _OWNERS:
            continue
        state = await session.objects.cached(_OWNERS[kind], key)
        if state is None or not _lists(state.row, row):
            said.append(f"how many numbers {name or 'its owner'} has is not known")
            continue
        old = age((session.clock.now() - state.as_of).total_seconds())
        said.append(f"{numbers_become(name, state.row, 1)} ({old})")
    return list(dict.fromkeys(said))


def _lists(owner: Row, number: Row) -> bool:
    """Tell whether what is stored of an owner has a number: where it has not, it is older than the number's owner."""
    held = dicts(owner.get("phone_numbers"))
    wanted = {text_of(number.get("id")), text_of(number.get("number"))} - {""}
    return len(held) >= LISTED or any(wanted & {text_of(each.get("id")), text_of(each.get("number"))} for each in held)


def numbers_become(name: str, row: Row, fewer: int) -> str:
    """Say how many numbers an object keeps: "Support keeps 1 of its 2 numbers"."""
    count = len(dicts(row.get("phone_numbers")))
    left = max(count - fewer, 0)
    if count >= LISTED:  # no answer lists more of them
        return f"{name} keeps at least {counted(left, 'number')}"
    if left:
        return f"{name} keeps {left} of its {counted(count, 'number')}"
    extension = text_of(row.get("extension_number"))
    return f"{name} has no number left" + (f", only its extension {extension}" if extension else "")


async def caller_id_of(session: Session, row: Row) -> str:
    """Say for how many users a number is among the caller IDs, as far as their lists are stored."""
    lists = await session.cache.everywhere("user-caller-id-numbers")
    read = {dict(each.parents).get("userId") for each in lists}
    if not read:
        return "whose caller ID it is, is not known"
    wanted = {text_of(row.get("id")), text_of(row.get("number"))} - {""}
    users = {
        dict(each.parents).get("userId")
        for each in lists
        if wanted & {text_of(each.row.get("phone_number_id")), text_of(each.row.get("phone_number"))}
    }
    _, status = await _listed_rows(session, "users", "", most=0)
    of = f"{len(read):,} of {status.loaded:,} read" if status.loaded >= len(read) else f"{len(read):,} read"
    return f"caller ID of at least {counted(len(users), 'user')} ({of})" if users else f"caller ID of no user ({of})"


async def memberships(session: Session, key: str) -> str:
    """Say in how many queues a user is, as far as members are stored."""
    queues = {each.key: each.row for each in await session.cache.everywhere("call-queues")}
    members = await session.cache.everywhere("queue-members")
    listed = {dict(each.parents).get("callQueueId"): False for each in members}
    listed |= {dict(each.parents).get("callQueueId"): True for each in members if each.key == key}
    for queue, row in queues.items():
        if isinstance(row.get("members"), Mapping):
            users = dicts(value_at(row, "members.users"))
            listed[queue] = listed.get(queue, False) or any(each.get("id") == key for each in users)
    if not listed:
        return "of which queues it is a member is not known"
    names = [text_of(queues.get(text_of(queue), {}).get("name")) for queue, is_in in listed.items() if is_in]
    read = f"members of {len(listed):,} of {max(len(queues), len(listed)):,} queues read"
    return f"member of {_listed(names, 'queue')} ({read})" if names else f"member of no queue ({read})"


async def of_site(session: Session, name: str) -> str:
    """Say what belongs to a site, by the stored lists."""
    known, unknown = [], []
    for resource in ("users", "call-queues", "auto-receptionists", "common-areas", "numbers", "devices"):
        title = resource_named(resource).title.lower()
        _, status = await _listed_rows(session, resource, "", most=0)
        if status.as_of is None:
            unknown.append(title)
            continue
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        _, mine = await _listed_rows(session, resource, f'site.name="{quoted}"', most=0)
        part = "" if status.complete else "at least "
        if mine.shown:
            known.append(f"{part}{mine.shown:,} {title}")
    told = ", ".join(known) or ("" if unknown else "nothing")
    parts = [f"{told} as stored" if told else "", f"{', '.join(unknown)} not read" if unknown else ""]
    return "; ".join(filter(None, parts))


async def _listed_rows(session: Session, resource: str, filter: str, most: int = 50) -> tuple[list[Row], ListStatus]:
    listing = session.listings.open(View(resource, filter=filter))
    try:
        await listing.load()
        rows = [each.row for each in await listing.rows(0, most)] if most else []
        return rows, listing.status
    finally:
        await listing.close()
