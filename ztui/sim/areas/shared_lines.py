"""Shared line groups: list, detail, create, change, delete, members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.extensions import changed_fields, full_extension
from ztui.sim.areas.members import chosen_members, grouped
from ztui.sim.areas.policies import merge_settings, settings_of
from ztui.sim.areas.rows import Row, Rows, known, number_refs, site_ref
from ztui.sim.areas.voicemail_access import access_members
from ztui.sim.handling import Context, Listed, handles
from ztui.sim.refusals import missing
from ztui.sim.world.entities import SharedLine
from ztui.sim.world.words import LANGUAGES

if TYPE_CHECKING:
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []


def _row(system: PhoneSystem, group: SharedLine) -> Row:
    return known(
        display_name=group.name,
        extension_id=group.ext_id,
        extension_number=group.extension,
        id=group.id,
        site=site_ref(system, group.site_id),
        status=group.status,
    )


@handles("listSharedLineGroups")
def list_groups(context: Context) -> Listed:
    """Answer the shared line groups."""
    system = find.system_of(context)

    def row(group: SharedLine) -> Row:
        numbers = [
            {"id": n.id, "number": n.number, "status": "pending" if n.status == "Pending" else "available"}
            for n in system.numbers_of(group.id)
        ]
        return _row(system, group) | {"phone_numbers": numbers}

    return Listed(Rows(system.shared_lines, row))


@handles("getASharedLineGroup")
def get_group(context: Context) -> Row:
    """Answer one shared line group."""
    system, group = find.system_of(context), find.shared_line(context)
    numbers = number_refs(system.numbers_of(group.id))
    return _row(system, group) | known(
        members=grouped(system, group.members, levels=False),
        phone_numbers=numbers,
        primary_number=group.primary or (numbers[0]["number"] if numbers else ""),
        timezone=group.timezone,
        policy={"voicemail_access_members": access_members(context, group.id)},
        cost_center=group.cost_center,
        department=group.department,
        audio_prompt_language=group.language,
        default_transcription_language=group.language,
        allow_privacy=False,
    )


@handles("createASharedLineGroup")
def create_group(context: Context) -> Row:
    """Create a shared line group; the extension is the short one."""
    system, body = find.system_of(context), context.body
    site = find.site_of(context, body["site_id"]) if body.get("site_id") else next(iter(system.sites))
    extension = system.free_extension(site, 6000)
    if "extension_number" in body:
        extension = full_extension(system, site, body["extension_number"], "")
    group = SharedLine(
        id=system.new_id(),
        ext_id=system.new_id(),
        name=body["display_name"],
        extension=extension,
        site_id=site.id,
        status="active",
        department="",
        cost_center="",
        timezone=site.timezone,
        language=LANGUAGES.get(site.country, "en-US"),
        members=(),
        primary="",
    )
    system.put_extension(group)
    return {"id": group.id, "display_name": group.name}


@handles("updateASharedLineGroup")
def update_group(context: Context) -> None:
    """Change a shared line group; the extension is the short one."""
    group = find.shared_line(context)
    names = {
        "timezone": "timezone",
        "display_name": "name",
        "primary_number": "primary",
        "status": "status",
        "cost_center": "cost_center",
        "department": "department",
        "audio_prompt_language": "language",
    }
    changes = changed_fields(context, group, names)
    find.system_of(context).put_extension(group._replace(**changes))


@handles("deleteASharedLineGroup")
def delete_group(context: Context) -> None:
    """Delete a shared line group; its numbers become unassigned."""
    find.system_of(context).remove_extension(find.shared_line(context))


@handles("addMembersToSharedLineGroup")
def add_members(context: Context) -> None:
    """Add members."""
    system, group = find.system_of(context), find.shared_line(context)
    asked = chosen_members(context, (context.body or {}).get("members", {}))
    there = {member.id for member in group.members}
    added = tuple(member for member in asked if member.id not in there)
    system.put_extension(group._replace(members=(*group.members, *added)))


@handles("deleteMembersOfSLG")
def remove_members(context: Context) -> None:
    """Take all members out."""
    system, group = find.system_of(context), find.shared_line(context)
    system.put_extension(group._replace(members=()))


@handles("deleteAMemberSLG")
def remove_member(context: Context) -> None:
    """Take one member out, by its id or extension id."""
    system, group, key = find.system_of(context), find.shared_line(context), context.path["memberId"]
    held = system.extension(key)
    wanted = held.thing.id if held is not None else key
    rest = tuple(member for member in group.members if member.id != wanted)
    if len(rest) == len(group.members):
        raise missing(context, f"The member does not exist: {key}.")
    system.put_extension(group._replace(members=rest))


@handles("getSharedLineGroupPolicy")
def get_policy(context: Context) -> Row:
    """Answer the policies of a shared line group."""
    return settings_of(context, find.shared_line(context).id)


@handles("updateSharedLineGroupPolicy")
def update_policy(context: Context) -> None:
    """Change the policies of a shared line group."""
    merge_settings(context, find.shared_line(context).id, context.body or {})
