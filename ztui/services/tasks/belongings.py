"""What belongs to a user in a phone system, and what leads to them: read once, with few requests."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.resources.model import Row
    from ztui.services.tasks.reads import Reads

__all__ = ["ACTION_OF", "Belongings", "Forward", "belongings_of", "handled"]

ACTION_OF = {
    "users": 2,
    "common-areas": 4,
    "auto-receptionists": 6,
    "call-queues": 7,
    "shared-line-groups": 8,
}
"""Resource -> code of the routing action that sends calls to one of its objects."""

_LEADS = (
    ("settings.routing.forward_to.extension_id", "settings.forward_to_extension_id"),
    ("settings.routing.operator.extension_id", "settings.operator_extension_id"),
    ("settings.busy_routing.forward_to.extension_id", "settings.busy_forward_to_extension_id"),
)
"""Where hours name an extension that calls go to: path in the answer, path in the body."""

_TAKES_CALLS = ("call-queues", "auto-receptionists", "shared-line-groups")


@dataclass(frozen=True, slots=True)
class Forward:
    """A place where calls of somebody else go to the user.

    Attributes:
        owner: Whose calls they are.
        resource: The owner's resource.
        row: The row of its hours, or the key of its menu.
        write: Path in the body that names the extension, "" for a key of a menu.
    """

    owner: Row
    resource: str
    row: Row
    write: str


@dataclass(frozen=True, slots=True)
class Belongings:
    """All that was found of a user.

    Attributes:
        user: The user.
        hours: Hours and routing of the user.
        devices: Desk phones that ring for the user.
        queues: Call queues that the user is a member of.
        lines: Shared line groups, the same.
        pickups: Call pickup groups, the same.
        monitors: Monitoring groups in which the user listens.
        monitored: Monitoring groups in which the user is listened to.
        roles: Roles that the user has.
        readers: Who hears the user's voicemail, as its settings tell.
        hears: Queues and shared line groups whose voicemail the user hears: (resource, row).
        forwards: Where calls of others go to the user.
        bosses: Executives whose calls the user answers, and assistants of the user, by name.
        unread: What could not be read.
    """

    user: Row
    hours: tuple[Row, ...] = ()
    devices: tuple[Row, ...] = ()
    queues: tuple[Row, ...] = ()
    lines: tuple[Row, ...] = ()
    pickups: tuple[Row, ...] = ()
    monitors: tuple[Row, ...] = ()
    monitored: tuple[Row, ...] = ()
    roles: tuple[Row, ...] = ()
    readers: tuple[Row, ...] = ()
    hears: tuple[tuple[str, Row], ...] = ()
    forwards: tuple[Forward, ...] = ()
    bosses: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def extension(self) -> str:
        """Give the id of the user's extension."""
        return text_of(self.user.get("extension_id"))


async def belongings_of(reads: Reads, key: str, *, leads: bool = True) -> Belongings:
    """Find all of a user.

    Args:
        reads: What it is read with.
        key: Id of the user.
        leads: Also look who forwards to the user: one request for each queue, auto receptionist and shared line group.

    Raises:
        ZtuiError: The user cannot be read; what else cannot be read is in `unread`.
    """
    user = await reads.get("users", key)
    extension = text_of(user.get("extension_id"))
    settings = await reads.maybe(reads.answer("phoneUserSettings", {"userId": key}), "The user's phone settings") or {}
    queues, menus, groups = await asyncio.gather(*(_all(reads, name) for name in _TAKES_CALLS))
    inside = await reads.each(queues, lambda row: reads.get("call-queues", text_of(row.get("id"))))
    shared = await reads.each(groups, lambda row: reads.get("shared-line-groups", text_of(row.get("id"))))
    full_queues, full_lines = [row for _, row in inside], [row for _, row in shared]
    pickups, watching, roles = await asyncio.gather(
        _with_members(reads, "pickup-groups", "pickup-group-members", "groupId", "member_count"),
        _with_members(reads, "monitoring-groups", "monitoring-group-members", "monitoringGroupId", ""),
        _with_members(reads, "roles", "role-members", "roleId", "total_members"),
    )
    found = []
    if leads and extension:
        for name, rows in (("call-queues", queues), ("auto-receptionists", menus), ("shared-line-groups", groups)):
            found += await _leads_to(reads, name, rows, extension)
        found += await _keys_to(reads, menus, extension)
    hears = [("call-queues", row) for row in full_queues] + [("shared-line-groups", row) for row in full_lines]
    return Belongings(
        user=user,
        hours=tuple(await reads.maybe(handled(reads, extension), "The user's hours") or ()) if extension else (),
        devices=dicts(value_at(settings, "desk_phone.devices")),
        queues=_holding(full_queues, key),
        lines=_holding(full_lines, key),
        pickups=_among(pickups, lambda each: each.get("extension_id") == extension),
        monitors=_among(watching, lambda each: _listens(each, extension, "monitor")),
        monitored=_among(watching, lambda each: _listens(each, extension, "monitored")),
        roles=_among(roles, lambda each: each.get("user_id") == key),
        readers=dicts(value_at(user, "policy.voicemail_access_members")),
        hears=tuple((name, row) for name, row in hears if _hears(row, key)),
        forwards=tuple(found),
        bosses=_bosses(settings),
        unread=tuple(reads.failed),
    )


async def handled(reads: Reads, extension: str) -> list[Row]:
    """Read the hours and routing of an extension, a row for each setting; raises ZtuiError."""
    return await reads.rows("call-handling", (("extensionId", extension),))


async def _all(reads: Reads, resource: str) -> list[Row]:
    return await reads.maybe(reads.rows(resource), f"The list of {resource.replace('-', ' ')}") or []


async def _with_members(
    reads: Reads, resource: str, members: str, parent: str, count: str
) -> list[tuple[Row, Sequence[Row]]]:
    """Read groups with their members; those that say that they have none are not asked."""
    groups = [each for each in await _all(reads, resource) if not count or each.get(count) != 0]
    return await reads.each(groups, lambda row: reads.rows(members, ((parent, text_of(row.get("id"))),)))


def _among(groups: Sequence[tuple[Row, Sequence[Row]]], fits: Callable[[Row], bool]) -> tuple[Row, ...]:
    return tuple(group for group, members in groups if any(fits(each) for each in members))


def _listens(member: Row, extension: str, kind: str) -> bool:
    return member.get("extension_id") == extension and member.get("member_type") == kind


def _holding(groups: Sequence[Row], key: str) -> tuple[Row, ...]:
    return tuple(row for row in groups if any(each.get("id") == key for each in dicts(value_at(row, "members.users"))))


def _hears(row: Row, key: str) -> bool:
    members = dicts(value_at(row, "policy.voicemail_access_members"))
    return any(each.get("access_user_id") == key for each in members)


async def _leads_to(reads: Reads, resource: str, owners: Sequence[Row], extension: str) -> list[Forward]:
    with_hours = [each for each in owners if each.get("extension_id")]
    read = await reads.each(with_hours, lambda row: handled(reads, text_of(row.get("extension_id"))))
    return [
        Forward(owner, resource, row, write)
        for owner, rows in read
        for row in rows
        for path, write in _LEADS
        if value_at(row, path) == extension
    ]


async def _keys_to(reads: Reads, menus: Sequence[Row], extension: str) -> list[Forward]:
    read = await reads.each(menus, lambda row: reads.rows("ivr-keys", (("autoReceptionistId", text_of(row["id"])),)))
    paths = ("target.extension_id", "forward_to.extension_id")
    return [
        Forward(menu, "auto-receptionists", row, "")
        for menu, rows in read
        for row in rows
        if any(value_at(row, path) == extension for path in paths)
    ]


def _bosses(settings: Row) -> tuple[str, ...]:
    lines = dicts(value_at(settings, "shared_lines_call_setting.shared_line_appearances.executives"))
    helped = dicts(value_at(settings, "delegation.assistants"))
    return (
        *(f"answers calls for {text_of(each.get('display_name'))}" for each in lines),
        *(f"{text_of(each.get('display_name'))} answers their calls" for each in helped),
    )
