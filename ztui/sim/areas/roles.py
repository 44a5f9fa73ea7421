"""Phone roles: those that every account has and copies of them, with members and what they may administer.

Zoom API: a role is made by duplicating another. Targets are of seven types, 10 ids in each of at most 500 targets, and
are those of a member (`user_id`) or, with `is_default`, of everybody who becomes one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, contains, known, site_ref
from ztui.sim.areas.user_groups import groups
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.pairs import Collection
from ztui.sim.world.entities import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ztui.sim.world.entities import User
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_FIRST = (
    ("Phone Super Admin", "Manages the whole phone system", 2),
    ("Phone Site Admin", "Manages the sites that are assigned", 4),
    ("Phone Help Desk", "Looks into users and devices", 5),
)
_KINDS = {
    "callQueue": Kind.QUEUE,
    "autoReceptionist": Kind.RECEPTIONIST,
    "user": Kind.USER,
    "sharedLineGroup": Kind.SHARED_LINE,
    "commonArea": Kind.COMMON_AREA,
}


@handles("ListPhoneRoles")
def list_roles(context: Context) -> Listed:
    """Answer the roles."""
    roles = _roles(context)
    return Listed([_shown(roles, row) for row in roles.rows()])


@handles("getRoleInformation")
def get_role(context: Context) -> Row:
    """Answer one role."""
    roles = _roles(context)
    key = roles.need(context.path["roleId"])
    return _shown(roles, roles.get(key) or {})


@handles("DuplicatePhoneRole")
def duplicate(context: Context) -> Row:
    """Make a role like another one, without its members."""
    roles, body = _roles(context), context.body
    pattern = roles.get(body["role_id"])
    if pattern is None:
        raise Refusal(400, 300, "Validation Failed.", [("role_id", "The role does not exist.")])
    name = body.get("name") or f"Copy of {pattern['name']}"
    _check_name(roles, name, "")
    facts = {"name": name, "description": body.get("description", pattern["description"]), "is_default": False}
    return {"id": roles.create(facts), "name": name}


@handles("UpdatePhoneRole")
def update(context: Context) -> None:
    """Name or describe a role anew."""
    roles, body = _roles(context), context.body or {}
    key = _role(roles, context)
    _check_name(roles, body.get("name", ""), key)
    roles.update(key, body)


@handles("DeletePhoneRole")
def delete(context: Context) -> None:
    """Delete a role that is not one of Zoom's own."""
    roles = _roles(context)
    key = _role(roles, context)
    if (roles.get(key) or {}).get("is_default"):
        raise Refusal(400, 300, "Validation Failed.", [("roleId", "A default role cannot be deleted.")])
    roles.remove(key)


@handles("ListRoleMembers")
def list_members(context: Context) -> Listed:
    """Answer the members of a role, or with `in_role=false` the users who are none."""
    system, roles = find.system_of(context), _roles(context)
    members = {row["user_id"] for row in _members(roles, _role(roles, context)).rows()}
    inside = context.query.get("in_role", True)
    return Listed([_member(system, user) for user in system.users if (user.id in members) is inside])


@handles("AddRoleMembers")
def add_members(context: Context) -> None:
    """Give users a role, or those of another role with what they may administer."""
    system, roles, body = find.system_of(context), _roles(context), context.body or {}
    key = _role(roles, context)
    asked = _users(context, body.get("user_ids", []))
    pattern = body.get("role_id", "")
    if pattern and roles.get(pattern) is None:
        raise Refusal(400, 300, "Validation Failed.", [("role_id", "The role does not exist.")])
    if pattern and body.get("copy_all_members"):
        asked += [str(row["user_id"]) for row in _members(roles, pattern).rows()]
    members = _members(roles, key)
    for user_id in dict.fromkeys(asked):
        user = system.users.get(user_id)
        if user is not None and members.get(user_id) is None:
            members.create(_member(system, user), user_id)
        if pattern and body.get("copy_targets"):
            for row in _targets(context, pattern, user_id).rows():
                _targets(context, key, user_id).create(row, row["target_id"])


@handles("DelRoleMembers")
def remove_members(context: Context) -> None:
    """Take a role from users."""
    roles = _roles(context)
    members = _members(roles, _role(roles, context))
    for user_id in _users(context, context.query["user_ids"]):
        members.remove(user_id)


@handles("ListPhoneRoleTargets")
def list_targets(context: Context) -> Listed:
    """Answer what a role may administer, or with `selected=false` what it could in addition."""
    query, roles = context.query, _roles(context)
    chosen = _chosen(context, _role(roles, context), query.get("user_id", ""), query.get("is_default", False))
    rows = _now(find.system_of(context), chosen.rows())
    if query.get("selected") is False:
        taken = {row["target_id"] for row in rows}
        kinds = [query["target_type"]] if "target_type" in query else ["site", "group", *_KINDS]
        system = find.system_of(context)
        rows = [row for kind in kinds for row in _possible(system, kind) if row["target_id"] not in taken]
    return Listed(
        [
            row
            for row in rows
            if query.get("target_type") in (None, row["target_type"])
            and query.get("site_id") in (None, row.get("site_id"), row["target_id"])
            and contains(query.get("keyword", ""), row["target_name"])
        ]
    )


@handles("AddPhoneRoleTargets")
def add_targets(context: Context) -> Row:
    """Let a role administer more; what it administers already is passed over."""
    roles, body, system = _roles(context), context.body, find.system_of(context)
    chosen = _chosen(context, _role(roles, context), body.get("user_id", ""), body.get("is_default", False))
    rows = []
    for asked in body["targets"]:
        kind = asked.get("target_type", "user")
        possible = {row["target_id"]: row for row in _possible(system, kind)}
        wrong = [each for each in asked["target_ids"] if each not in possible]
        if wrong:
            raise Refusal(400, 400, f"There are invalid target ids: {', '.join(wrong)}.")
        rows += [possible[each] for each in asked["target_ids"]]
    for row in rows:
        if chosen.get(row["target_id"]) is None:
            chosen.create(row, row["target_id"])
    return {name: body[name] for name in ("is_default", "user_id", "targets") if name in body}


@handles("DeletePhoneRoleTargets")
def remove_targets(context: Context) -> None:
    """Let a role no longer administer something."""
    roles, body = _roles(context), context.body or {}
    chosen = _chosen(context, _role(roles, context), body.get("user_id", ""), body.get("is_default", False))
    keys = [each for asked in body.get("targets", []) for each in asked["target_ids"]]
    wrong = [("targets", f"{each} is no target of the role.") for each in keys if chosen.get(each) is None]
    if wrong:
        raise Refusal(400, 300, "Validation Failed.", wrong)
    for key in keys:
        chosen.remove(key)


def _roles(context: Context) -> Collection:
    dice = find.system_of(context).dice("role")
    return Collection(
        context,
        "ListPhoneRoles",
        [],
        base=lambda: (
            {"id": dice.id(at), "name": name, "description": about, "is_default": True}
            for at, (name, about, _) in enumerate(_FIRST)
        ),
    )


def _role(roles: Collection, context: Context) -> str:
    """Give the id of the role of the path.

    Raises:
        Refusal: The operation's code for a role that there is not, 400/300 where it has none.
    """
    key = context.path["roleId"]
    if roles.get(key) is None:
        documented = {(each.http, each.code) for each in context.operation.detail().errors}
        http, code = (404, 404) if (404, 404) in documented else (400, 300)
        raise Refusal(http, code, f"Phone role does not exist for role id: {key}.")
    return key


def _shown(roles: Collection, row: Row) -> Row:
    users = find.system_of(roles.context).users
    return row | {"total_members": sum(each["user_id"] in users for each in _members(roles, row["id"]).rows())}


def _check_name(roles: Collection, name: str, besides: str) -> None:
    if any(row["name"] == name and row["id"] != besides for row in roles.rows()):
        raise Refusal(400, 300, "Validation Failed.", [("name", "The name is already used.")])


def _members(roles: Collection, role: str) -> Collection:
    """Give the members of a role; users who are gone are none."""
    context, system = roles.context, find.system_of(roles.context)

    def base() -> Iterator[Row]:
        first = [row["id"] for row in _roles(context).first_rows()]
        if role in first:
            at, people = first.index(role), system.users.initial
            for user in people[at * 7 : at * 7 + _FIRST[at][2]]:
                if user.id in system.users:
                    yield _member(system, user)

    return roles.below(role, "ListRoleMembers", base=base)


def _member(system: PhoneSystem, user: User) -> Row:
    return known(
        user_id=user.id,
        display_name=user.name,
        email=user.email,
        extension_number=user.extension,
        site=site_ref(system, user.site_id),
    )


def _users(context: Context, keys: Sequence[str]) -> list[str]:
    """Give the ids of users named by id or e-mail."""
    system = find.system_of(context)
    wrong = [key for key in keys if system.user(key) is None]
    if wrong:
        raise Refusal(400, 400, f"There are invalid user ids: {', '.join(wrong)}.")
    return [user.id for key in keys if (user := system.user(key)) is not None]


def _chosen(context: Context, role: str, user_id: str, default: bool) -> Collection:
    """Give the targets of a member, of everybody by default, or of the role."""
    if user_id and find.system_of(context).user(user_id) is None:
        raise Refusal(404, 1001, f"User does not exist for user id: {user_id}.")
    return _targets(context, role, user_id or ("default" if default else ""))


def _targets(context: Context, role: str, whose: str) -> Collection:
    sites = find.system_of(context).sites
    first = [row["id"] for row in _roles(context).first_rows()]

    def base() -> Iterator[Row]:
        if role in first and not whose:
            possible = _possible(find.system_of(context), "site")
            yield from (row for row in possible if row["target_id"] in sites)

    return Collection(context, "ListPhoneRoleTargets", [f"{role} {whose}".strip()], base=base)


def _now(system: PhoneSystem, rows: Sequence[Row]) -> list[Row]:
    """Give targets as they are now, without those that are gone."""
    kinds = {row["target_type"] for row in rows}
    possible = {kind: {row["target_id"]: row for row in _possible(system, kind)} for kind in kinds}
    found = (possible[row["target_type"]].get(row["target_id"]) for row in rows)
    return [row for row in found if row is not None]


def _possible(system: PhoneSystem, kind: str) -> Iterator[Row]:
    """Give everything of a type that a role could administer."""
    if kind == "site":
        for site in system.sites:
            yield {"target_id": site.id, "target_type": kind, "target_name": site.name}
    elif kind == "group":
        for key, name in groups(system).items():
            yield {"target_id": key, "target_type": kind, "target_name": name}
    else:
        for thing in dict(system.tables())[_KINDS[kind]]:
            place = system.sites.get(thing.site_id)
            yield known(
                target_id=thing.id,
                target_type=kind,
                target_name=thing.name,
                extension_number=thing.extension,
                site_id=thing.site_id,
                site_name=place.name if place is not None else "",
            )
