"""Monitoring groups: who listens in on whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import invalid, refuse
from ztui.sim.world.dice import pick
from ztui.sim.world.entities import Kind
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.world.extensions import Held
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_MONITORED = {1: Kind.USER, 2: Kind.QUEUE, 3: Kind.SHARED_LINE, 4: Kind.COMMON_AREA}
"""Whom a group of a type listens in on; it is always users who listen."""

_NAMES = {
    Kind.USER: "user",
    Kind.QUEUE: "call_queue",
    Kind.SHARED_LINE: "shared_line_group",
    Kind.COMMON_AREA: "common_area_phone",
}
_MOST = 100
_MADE = 8
_PRIVILEGES = (("listen",), ("listen", "whisper"), ("listen", "whisper", "barge"), ("listen", "barge", "take_over"))


class _Group(NamedTuple):
    """A monitoring group; `monitor` and `monitored` are extension ids."""

    id: str
    name: str
    site_id: str
    type: int
    prompt: bool
    privileges: tuple[str, ...]
    monitor: tuple[str, ...]
    monitored: tuple[str, ...]


def _groups(system: PhoneSystem) -> Table[_Group]:
    return Table(lambda: _make(system))


def _make(system: PhoneSystem) -> Iterator[_Group]:
    """Make a group for each of the first sites: the types in turn, everybody monitored in one group at most."""
    dice, tables = system.dice("monitoring"), dict(system.tables())
    for index, site in enumerate(system.sites.initial[:_MADE]):
        words, kind = dice.words(index), 1 + index % len(_MONITORED)
        users = [user.ext_id for user in system.staff.users[index][:7]]
        there = [each.ext_id for each in tables[_MONITORED[kind]].initial if each.site_id == site.id]
        chosen = users[2:] if kind == 1 else there[:5]
        yield _Group(
            id=dice.id(index),
            name=f"{site.city} {_NAMES[_MONITORED[kind]].replace('_', ' ')} monitors",
            site_id=site.id,
            type=kind,
            prompt=words[0] % 2 == 0,
            privileges=pick(words[1], _PRIVILEGES),
            monitor=tuple(users[:2]),
            monitored=tuple(chosen),
        )


def _group(context: Context) -> _Group:
    found = find.system_of(context).part(_groups).get(context.path["monitoringGroupId"])
    if found is None:
        raise refuse(context, 400 if context.operation.id == "addMembers" else 404, "The group does not exist.")
    return found


def _put(context: Context, group: _Group) -> None:
    find.system_of(context).part(_groups).put(group)


def _living(system: PhoneSystem, keys: tuple[str, ...]) -> list[Held]:
    held = (system.extension(key) for key in keys)
    return [each for each in held if each is not None]


def _row(system: PhoneSystem, group: _Group) -> Row:
    site = site_ref(system, group.site_id)
    return {
        "id": group.id,
        "monitor_members_count": len(_living(system, group.monitor)),
        "monitored_members_count": len(_living(system, group.monitored)),
        "monitoring_privileges": list(group.privileges),
        "name": group.name,
        "prompt": group.prompt,
        "type": group.type,
    } | ({} if site is None else {"site": site})


@handles("listMonitoringGroup")
def list_groups(context: Context) -> Listed:
    """Answer the monitoring groups."""
    system, query = find.system_of(context), context.query
    found = (
        group
        for group in system.part(_groups)
        if query.get("type") in (None, group.type)
        and (not query.get("site_id") or site_ref(system, group.site_id) == site_ref(system, query["site_id"]))
    )
    return Listed(Rows(found, lambda group: _row(system, group)))


@handles("getMonitoringGroupById")
def get_group(context: Context) -> Row:
    """Answer one monitoring group."""
    return _row(find.system_of(context), _group(context))


@handles("createMonitoringGroup")
def create_group(context: Context) -> Row:
    """Create a monitoring group without members."""
    system, body = find.system_of(context), context.body or {}
    for field, text in (("name", "Name is required."), ("type", "Type is required."), ("site_id", "Site is required.")):
        if not body.get(field):
            raise invalid(field, text)
    group = _Group(
        id=system.new_id(),
        name=body["name"],
        site_id=find.site_of(context, body["site_id"]).id,
        type=body["type"],
        prompt=body.get("prompt", False),
        privileges=tuple(dict.fromkeys(body.get("monitoring_privileges", ["listen"]))),
        monitor=(),
        monitored=(),
    )
    _put(context, group)
    return {"id": group.id, "name": group.name}


@handles("updateMonitoringGroup")
def update_group(context: Context) -> None:
    """Change name, prompt, site and privileges; the type stays."""
    group, body = _group(context), context.body or {}
    _put(
        context,
        group._replace(
            name=body.get("name", group.name),
            prompt=body.get("prompt", group.prompt),
            privileges=tuple(dict.fromkeys(body.get("monitoring_privileges", group.privileges))),
            site_id=find.site_of(context, body["site_id"]).id if body.get("site_id") else group.site_id,
        ),
    )


@handles("deleteMonitoringGroup")
def delete_group(context: Context) -> None:
    """Delete a monitoring group."""
    find.system_of(context).part(_groups).remove(_group(context).id)


@handles("listMembers")
def list_members(context: Context) -> Listed:
    """Answer those who listen, or those who are listened to."""
    system, group = find.system_of(context), _group(context)

    def row(held: Held) -> Row:
        return {
            "display_name": held.thing.name,
            "extension_id": held.thing.ext_id,
            "extension_number": held.thing.extension,
            "extension_type": _NAMES[held.kind],
        }

    return Listed(Rows(_living(system, getattr(group, context.query["member_type"])), row))


@handles("addMembers")
def add_members(context: Context) -> Row:
    """Add members by extension id; one side of a group holds a hundred, and nobody is monitored in two groups."""
    system, group, side = find.system_of(context), _group(context), context.query["member_type"]
    there: tuple[str, ...] = getattr(group, side)
    kind = Kind.USER if side == "monitor" else _MONITORED[group.type]
    for key in context.body:
        held = system.extension(key)
        if held is None or held.kind != kind:
            raise Refusal(400, 400, f"Extension does not exist: {key}.")
    if set(there) & set(context.body):
        raise Refusal(400, 409, f"{side} member(s) already exist(s) in current monitoring group.")
    others = {key for each in system.part(_groups) if each.id != group.id for key in each.monitored}
    if side == "monitored" and others & set(context.body):
        raise Refusal(400, 409, f"{side} member(s) already exist(s) in other monitoring group.")
    members = tuple(dict.fromkeys((*there, *context.body)))
    if len(members) > _MOST:
        raise Refusal(400, 400, f"The maximum number of {side} members is {_MOST}.")
    changes: dict[str, Any] = {side: members}
    _put(context, group._replace(**changes))
    return {}


@handles("removeMembers")
def remove_all_members(context: Context) -> None:
    """Take all members of one side out of a group."""
    changes: dict[str, Any] = {context.query["member_type"]: ()}
    _put(context, _group(context)._replace(**changes))


@handles("removeMember")
def remove_member(context: Context) -> None:
    """Take a member out of a group, from the side that is named or from both."""
    group, key = _group(context), context.path["memberExtensionId"]
    sides = [context.query["member_type"]] if context.query.get("member_type") else ["monitor", "monitored"]
    if not any(key in getattr(group, side) for side in sides):
        raise Refusal(400, 404, f"Member does not exist: {key}.")
    kept: dict[str, Any] = {side: tuple(each for each in getattr(group, side) if each != key) for side in sides}
    _put(context, group._replace(**kept))
