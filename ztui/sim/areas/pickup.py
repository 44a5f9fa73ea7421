"""Call pickup groups: list, detail, create, change, delete, members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.extensions import changed_fields, full_extension
from ztui.sim.areas.rows import KIND_CAMEL, Row, Rows, known, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import invalid, missing, refuse
from ztui.sim.world.entities import Kind
from ztui.sim.world.rooms import Pickup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.sim.world.extensions import Held
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_KINDS = (Kind.USER, Kind.COMMON_AREA)
_MOST_MEMBERS = 100
_FIRST_EXTENSION = 6900
_SHORTEST_NAME = 3


def _group(context: Context) -> Pickup:
    found = find.system_of(context).pickups.get(context.path["groupId"])
    if found is None:
        text = "Group call pickup does not exist."
        raise missing(context, text) if context.operation.is_read else refuse(context, 404, text)
    return found


def _members(system: PhoneSystem, group: Pickup) -> list[Held]:
    """Give the members that still exist."""
    held = (system.extension(key) for key in group.members)
    return [each for each in held if each is not None]


def _row(system: PhoneSystem, group: Pickup) -> Row:
    return known(
        id=group.id,
        display_name=group.name,
        extension_id=group.ext_id,
        extension_number=group.extension,
        member_count=len(_members(system, group)),
        description=group.description,
        delay=group.delay,
        cost_center=group.cost_center,
        department=group.department,
        site=site_ref(system, group.site_id),
        directed_call_pickup=group.directed,
    )


def _sound(asked: Row, before: tuple[bool, str, int]) -> tuple[bool, str, int]:
    enable, tone, seconds = before
    return asked.get("enable", enable), asked.get("ring_tone", tone), asked.get("duration", seconds)


def _chosen(context: Context, asked: Sequence[str], there: Sequence[str] = ()) -> tuple[str, ...]:
    """Give the members with those that a body names by extension id.

    Raises:
        Refusal: 400/300 for one that is neither a user nor a common area, and for more than a hundred.
    """
    system = find.system_of(context)
    for key in asked:
        held = system.extension(key)
        if held is None or held.kind not in _KINDS:
            raise invalid("member_extension_ids", f"Extension does not exist: {key}.")
    members = tuple(dict.fromkeys((*there, *asked)))
    if len(members) > _MOST_MEMBERS:
        raise invalid("member_extension_ids", f"At most {_MOST_MEMBERS} members.")
    return members


@handles("listGCP")
def list_groups(context: Context) -> Listed:
    """Answer the call pickup groups."""
    system, site = find.system_of(context), context.query.get("site_id")
    found = (group for group in system.pickups if site in (None, "", group.site_id))
    return Listed(Rows(found, lambda group: _row(system, group)))


@handles("GetGCP")
def get_group(context: Context) -> Row:
    """Answer one call pickup group."""
    group = _group(context)
    enable, tone, seconds = group.sound
    sound = {"enable": enable, "ring_tone": tone, "duration": seconds}
    return _row(find.system_of(context), group) | {"play_incoming_calls_sound": sound}


@handles("addGCP")
def add_group(context: Context) -> Row:
    """Create a call pickup group; the extension is the short one."""
    system, body = find.system_of(context), context.body
    site = find.site_of(context, body["site_id"])
    extension = system.free_extension(site, _FIRST_EXTENSION)
    if "extension_number" in body:
        extension = full_extension(system, site, body["extension_number"], "", 300)
    members = _chosen(context, body.get("member_extension_ids", []))
    group = Pickup(
        id=system.new_id(),
        ext_id=system.new_id(),
        name=body["display_name"],
        extension=extension,
        site_id=site.id,
        department="",
        cost_center="",
        description=body.get("description", ""),
        delay=body.get("delay", 0),
        directed=body.get("directed_call_pickup", False),
        sound=_sound(body.get("play_incoming_calls_sound", {}), (False, "ringtone_1", 0)),
        members=members,
    )
    system.put_extension(group)
    return {"id": group.id, "display_name": group.name}


@handles("updateGCP")
def update_group(context: Context) -> None:
    """Change a call pickup group; the extension is the short one."""
    group, body = _group(context), context.body or {}
    if len(body.get("display_name", group.name)) < _SHORTEST_NAME:
        raise invalid("display_name", "Display name must be in the range of 3 to 200.")
    names = {"display_name": "name", "directed_call_pickup": "directed"} | {
        name: name for name in ("description", "delay", "cost_center", "department")
    }
    changes = changed_fields(context, group, names, 300)
    if "play_incoming_calls_sound" in body:
        changes["sound"] = _sound(body["play_incoming_calls_sound"], group.sound)
    find.system_of(context).put_extension(group._replace(**changes))


@handles("deleteGCP")
def delete_group(context: Context) -> None:
    """Delete a call pickup group."""
    find.system_of(context).remove_extension(_group(context))


@handles("listGCPMembers")
def list_members(context: Context) -> Listed:
    """Answer the members of a call pickup group."""
    system, query = find.system_of(context), context.query
    wanted = (query.get("site_id"), query.get("extension_type"))
    found = [
        held
        for held in _members(system, _group(context))
        if wanted[0] in (None, "", held.thing.site_id) and wanted[1] in (None, "", KIND_CAMEL[held.kind])
    ]

    def row(held: Held) -> Row:
        return {
            "id": held.thing.id,
            "display_name": held.thing.name,
            "extension_id": held.thing.ext_id,
            "extension_type": KIND_CAMEL[held.kind],
            "extension_number": held.thing.extension,
        }

    return Listed(Rows(found, row))


@handles("addGCPMembers")
def add_members(context: Context) -> None:
    """Add members to a call pickup group; those that are there already stay."""
    group = _group(context)
    members = _chosen(context, (context.body or {}).get("member_extension_ids", []), group.members)
    find.system_of(context).put_extension(group._replace(members=members))


@handles("removeGCPMembers")
def remove_member(context: Context) -> None:
    """Take a member out of a call pickup group."""
    group, key = _group(context), context.path["extensionId"]
    if key not in group.members:
        raise Refusal(400, 404, "Member does not exist.")
    members = tuple(each for each in group.members if each != key)
    find.system_of(context).put_extension(group._replace(members=members))
