"""Members of queues and shared line groups, and the numbers of queues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.entities import Kind, Member, Owner

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ztui.sim.world.system import PhoneSystem

__all__ = ["MOST_MEMBERS", "chosen_members", "grouped"]

MOST_MEMBERS = 50
"""Members of a queue, users and common areas together."""

_A_TIME = 10


def grouped(system: PhoneSystem, members: Iterable[Member], levels: bool) -> dict[str, list[Row]]:
    """Give members as two lists, users and common areas; with level and opt-in if asked for."""
    users: list[Row] = []
    areas: list[Row] = []
    for member in members:
        thing = system.thing(member.kind, member.id)
        if thing is None:
            continue
        row: Row = {"id": thing.id, "name": thing.name, "extension_id": thing.ext_id}
        if member.kind == Kind.COMMON_AREA:
            areas.append(row)
            continue
        if levels:
            row |= {"level": "manager" if member.manager else "user", "receive_call": member.receives}
        users.append(row)
    return {"users": users, "common_areas": areas}


def chosen_members(context: Context, asked: Mapping[str, Any], first_is_manager: bool = False) -> tuple[Member, ...]:
    """Give the members that a body names, users by id or e-mail; who comes again counts once.

    Raises:
        Refusal: 400/300 for more than ten of a kind, 404/1001 for one that does not exist.
    """
    system = find.system_of(context)
    users, areas = asked.get("users", []), asked.get("common_area_ids", [])
    if len(users) > _A_TIME or len(areas) > _A_TIME:
        raise Refusal(400, 300, "Exceeded the maximum number to add members per time.")
    members: list[Member] = []
    for each in users:
        user = system.user(each.get("id", "")) or system.user(each.get("email", ""))
        if user is None:
            raise Refusal(404, 1001, f"User not found: {each.get('id') or each.get('email')}.")
        if all(user.id != member.id for member in members):
            members.append(Member(Kind.USER, user.id, first_is_manager and not members, True))
    for key in dict.fromkeys(areas):
        if key not in system.common_areas:
            raise Refusal(404, 1001, f"User not found: {key}.")
        members.append(Member(Kind.COMMON_AREA, key, False, True))
    return tuple(members)


@handles("listCallQueueMembers")
def list_members(context: Context) -> Listed:
    """Answer the members of a queue."""
    system, queue = find.system_of(context), find.queue(context, 400, None)

    def row(member: Member) -> Row:
        thing = system.thing(member.kind, member.id)
        assert thing is not None
        level = "commonArea" if member.kind == Kind.COMMON_AREA else "user"
        return {
            "id": member.id,
            "level": level,
            "name": thing.name,
            "receive_call": member.receives,
            "extension_id": thing.ext_id,
        }

    return Listed(Rows((m for m in queue.members if system.thing(m.kind, m.id) is not None), row))


@handles("addMembersToCallQueue")
def add_members(context: Context) -> None:
    """Add members to a queue; those that are there already stay as they are."""
    system, queue = find.system_of(context), find.queue(context)
    asked = chosen_members(context, (context.body or {}).get("members", {}), first_is_manager=not queue.members)
    there = {member.id for member in queue.members}
    members = (*queue.members, *(member for member in asked if member.id not in there))
    if len(members) > max(MOST_MEMBERS, len(queue.members)):
        raise Refusal(400, 412, f"The maximum number of Call Queue members is up to {MOST_MEMBERS}.")
    system.put_extension(queue._replace(members=members))


@handles("unassignAllMembers")
def remove_all_members(context: Context) -> None:
    """Take all members out of a queue."""
    system, queue = find.system_of(context), find.queue(context)
    system.put_extension(queue._replace(members=()))


@handles("unassignMemberFromCallQueue")
def remove_member(context: Context) -> None:
    """Take one member out of a queue, by its id, extension id or e-mail."""
    system, queue = find.system_of(context), find.queue(context)
    key = context.path["memberId"]
    member = _member(system, queue.members, key)
    if member is None:
        raise Refusal(404, None, f"The member does not exist: {key}.")
    if member.manager and len(queue.members) > 1:
        raise Refusal(400, 400, "Unable to delete manager.")
    system.put_extension(queue._replace(members=tuple(each for each in queue.members if each is not member)))


def _member(system: PhoneSystem, members: Sequence[Member], key: str) -> Member | None:
    for member in members:
        thing = system.thing(member.kind, member.id)
        if thing is not None and key in (thing.id, thing.ext_id):
            return member
    return None


@handles("assignPhoneToCallQueue")
def add_numbers(context: Context) -> None:
    """Give a queue numbers, fifty at a time."""
    system = find.system_of(context)
    queue = find.queue(context, 400, None)
    asked = (context.body or {}).get("phone_numbers", [])
    if not asked:
        raise Refusal(400, 400, "Need to specify at least one phone number.")
    absent = Refusal(400, 400, "Phone number does not exist.")
    for number in find.numbers_in(context, asked, absent, Refusal(400, 409, "Phone number is already assigned.")):
        system.assign(number, Owner(Kind.QUEUE, queue.id))


@handles("unassignAPhoneNumCallQueue")
def remove_all_numbers(context: Context) -> None:
    """Take all numbers from a queue (in spite of its id, which says "a phone number")."""
    find.system_of(context).release_numbers(find.queue(context).id)


@handles("unAssignPhoneNumCallQueue")
def remove_number(context: Context) -> None:
    """Take one number from a queue."""
    system, queue = find.system_of(context), find.queue(context)
    number = system.numbers.get(context.path["phoneNumberId"])
    if number is None or number.owner != Owner(Kind.QUEUE, queue.id):
        raise Refusal(404, 404, "Phone number not belong to call queue.")
    system.assign(number, None)
