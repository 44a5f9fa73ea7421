"""An object and an input for every action, by `resource/action`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.unit.resources.edits.world import object_of

if TYPE_CHECKING:
    from tests.every_operation.state import State

__all__ = ["CASES", "Case"]

Case = tuple[Mapping[str, Any], Mapping[str, Any]]
"""The row, and what is given."""
CASES: dict[str, Callable[[State], Awaitable[Case]]] = {}


def case(*names: str) -> Callable[[Callable[[State], Awaitable[Case]]], Callable[[State], Awaitable[Case]]]:
    """Take a function for the cases of these names."""

    def keep(function: Callable[[State], Awaitable[Case]]) -> Callable[[State], Awaitable[Case]]:
        for name in names:
            assert name not in CASES, name
            CASES[name] = function
        return function

    return keep


def cases_of(names: tuple[str, ...], function: Callable[[State, str], Awaitable[Case]]) -> None:
    """Take a function that makes the case of each of these names."""
    for name in names:
        case(name)(lambda state, name=name: function(state, name))  # type: ignore[misc]


def resource_of(name: str) -> str:
    """Give the resource of a case."""
    return name.partition("/")[0]


def some(value: Any) -> bool:
    """Tell whether a value holds anything."""
    return bool(value)


HOLDERS = ("users", "call-queues", "auto-receptionists", "common-areas", "shared-line-groups", "rooms")


async def _free(state: State, count: int = 1) -> list[str]:
    """Give ids of numbers that nobody has."""
    rows = await state.rows("listPhoneNumbers", allocated_product="ZOOM_PHONE")
    ids = [row["id"] for row in rows if not row["assigned_list"] and row["status"] == "Normal"]
    assert len(ids) >= count
    return ids[:count]


async def _gives_numbers(state: State, name: str) -> Case:
    return await object_of(state, resource_of(name)), {"numbers": await _free(state, 2)}


async def _takes_number(state: State, name: str) -> Case:
    row = await object_of(state, resource_of(name), lambda row: some(row.get("phone_numbers")))
    return row, {"numbers": [row["phone_numbers"][0]["id"]]}


cases_of(tuple(f"{each}/add-numbers" for each in HOLDERS), _gives_numbers)
cases_of(tuple(f"{each}/remove-number" for each in HOLDERS), _takes_number)

BELOW = {
    "queue-numbers": ("call-queues", "callQueueId"),
    "auto-receptionist-numbers": ("auto-receptionists", "autoReceptionistId"),
    "common-area-numbers": ("common-areas", "commonAreaId"),
    "shared-line-group-numbers": ("shared-line-groups", "sharedLineGroupId"),
    "room-numbers": ("rooms", "roomId"),
}


async def _number_below(state: State, name: str) -> Case:
    above, parent = BELOW[resource_of(name)]
    owner = await object_of(state, above, lambda row: some(row.get("phone_numbers")))
    return await object_of(state, resource_of(name), parents={parent: owner["id"]}), {}


cases_of(tuple(f"{each}/delete" for each in BELOW), _number_below)

_OWNERS = {
    "user": "users",
    "queue": "call-queues",
    "auto-receptionist": "auto-receptionists",
    "common-area": "common-areas",
    "shared-line-group": "shared-line-groups",
    "room": "rooms",
}


async def _assigned(state: State, name: str) -> Case:
    row = await object_of(state, "numbers", lambda row: not row["assigned_list"] and row["status"] == "Normal")
    owner = await object_of(state, _OWNERS[name.partition("-to-")[2]])
    return row, {"owner": owner["id"]}


cases_of(tuple(f"numbers/assign-to-{each}" for each in _OWNERS), _assigned)


@case("numbers/unassign")
async def _owned(state: State) -> Case:
    return await object_of(
        state, "numbers", lambda row: any(e["assigned_to_type"] == "CallQueue" for e in row["assigned_list"])
    ), {}


def _unowned(row: Any) -> bool:
    return not row["assigned_list"] and row["status"] == "Normal"


@case("numbers/allocate")
async def _allocated(state: State) -> Case:
    return await object_of(state, "numbers", _unowned), {"product": "UNALLOCATED"}


@case("numbers/move-to-site")
async def _moved(state: State) -> Case:
    row = await object_of(state, "numbers", _unowned)
    site = await object_of(state, "sites", lambda site: site["id"] != row["site"]["site_id"])
    return row, {"site": site["id"]}


@case("numbers/delete")
async def _given_back(state: State) -> Case:
    return await object_of(state, "numbers", _unowned), {}


async def _joining(state: State, name: str) -> Case:
    row = await object_of(state, resource_of(name))
    inside = {each["id"] for kind in ("users", "common_areas") for each in row["members"].get(kind, ())}
    users = [each["id"] for each in await state.rows("listPhoneUsers") if each["id"] not in inside]
    areas = [each["id"] for each in await state.rows("listCommonAreas") if each["id"] not in inside]
    return row, {"users": users[:2], "common_areas": areas[:1]}


async def _leaving(state: State, name: str) -> Case:
    row = await object_of(state, resource_of(name))
    members = row["members"]
    areas = [each["id"] for each in members.get("common_areas", ())][:1]
    users = [each["id"] for each in members["users"] if each.get("level") != "manager"]
    return row, {"users": users[:1], "common_areas": areas}


for _group in ("call-queues", "shared-line-groups"):
    cases_of((f"{_group}/add-members",), _joining)
    cases_of((f"{_group}/remove-member",), _leaving)


@case("queue-members/delete")
async def _queue_member(state: State) -> Case:
    queue = await object_of(state, "call-queues")
    managers = {each["id"] for each in queue["members"]["users"] if each["level"] == "manager"}
    parents = {"callQueueId": queue["id"]}
    return await object_of(state, "queue-members", lambda row: row["id"] not in managers, parents), {}


@case("shared-line-group-members/delete")
async def _line_member(state: State) -> Case:
    group = await object_of(state, "shared-line-groups", lambda row: True)
    return await object_of(state, "shared-line-group-members", parents={"sharedLineGroupId": group["id"]}), {}


async def _extensions_outside(state: State, inside: set[str]) -> list[str]:
    return [each["extension_id"] for each in await state.rows("listPhoneUsers") if each["extension_id"] not in inside]


async def _pickup(state: State) -> tuple[dict[str, Any], list[str]]:
    group = await object_of(state, "pickup-groups")
    rows = await state.rows("listGCPMembers", {"groupId": group["id"]})
    return group, [each["extension_id"] for each in rows]


@case("pickup-groups/add-members")
async def _pickup_joining(state: State) -> Case:
    group, inside = await _pickup(state)
    return group, {"members": (await _extensions_outside(state, set(inside)))[:2]}


@case("pickup-groups/remove-member")
async def _pickup_leaving(state: State) -> Case:
    group, inside = await _pickup(state)
    return group, {"members": inside[:1]}


@case("pickup-group-members/delete")
async def _pickup_member(state: State) -> Case:
    group, _ = await _pickup(state)
    return await object_of(state, "pickup-group-members", parents={"groupId": group["id"]}), {}


async def _monitoring(state: State, kind: str) -> tuple[dict[str, Any], list[str]]:
    group = await object_of(state, "monitoring-groups", lambda row: row["type"] == 1)
    rows = await state.rows("listMembers", {"monitoringGroupId": group["id"]}, member_type=kind)
    return group, [each["extension_id"] for each in rows]


for _kind, _name in (("monitor", "monitors"), ("monitored", "monitored")):

    async def _watch(state: State, kind: str = _kind, name: str = _name) -> Case:
        group, inside = await _monitoring(state, kind)
        return group, {name: (await _extensions_outside(state, set(inside)))[:2]}

    async def _unwatch(state: State, kind: str = _kind, name: str = _name) -> Case:
        group, inside = await _monitoring(state, kind)
        return group, {name: inside[:1]}

    case(f"monitoring-groups/add-{_name}")(_watch)
    case(f"monitoring-groups/remove-{_kind}")(_unwatch)


@case("monitoring-group-members/delete")
async def _watched(state: State) -> Case:
    group, _ = await _monitoring(state, "monitored")
    parents = {"monitoringGroupId": group["id"], "member_type": "monitored"}
    return await object_of(state, "monitoring-group-members", parents=parents), {}


@case("roles/add-members")
async def _role_joining(state: State) -> Case:
    role = await object_of(state, "roles")
    inside = {each["user_id"] for each in await state.rows("ListRoleMembers", {"roleId": role["id"]})}
    users = [each["id"] for each in await state.rows("listPhoneUsers") if each["id"] not in inside]
    return role, {"users": users[:2]}


@case("roles/remove-member")
async def _role_leaving(state: State) -> Case:
    role = await object_of(state, "roles")
    return role, {"users": [await state.first("ListRoleMembers", "user_id", {"roleId": role["id"]})]}


@case("role-members/delete")
async def _role_member(state: State) -> Case:
    role = await object_of(state, "roles")
    return await object_of(state, "role-members", parents={"roleId": role["id"]}), {}


async def _own_role(state: State) -> dict[str, Any]:
    """Make a role of one's own: the given ones reach everything."""
    source = await object_of(state, "roles")
    made = await state.do("DuplicatePhoneRole", None, {"role_id": source["id"], "name": "Front desk"})
    return await object_of(state, "roles", lambda row: row["id"] == made["id"])


@case("roles/add-targets")
async def _reaching(state: State) -> Case:
    queue = await object_of(state, "call-queues")
    return await _own_role(state), {"call_queues": [queue["id"]]}


async def _reached(state: State) -> tuple[dict[str, Any], str]:
    role, queue = await _own_role(state), await object_of(state, "call-queues")
    body = {"targets": [{"target_type": "callQueue", "target_ids": [queue["id"]]}]}
    await state.do("AddPhoneRoleTargets", {"roleId": role["id"]}, body)
    return role, queue["id"]


@case("roles/remove-target")
async def _reaching_less(state: State) -> Case:
    role, queue = await _reached(state)
    return role, {"call_queues": [queue]}


@case("role-targets/delete")
async def _target(state: State) -> Case:
    role, queue = await _reached(state)
    return await object_of(state, "role-targets", lambda row: row["target_id"] == queue, {"roleId": role["id"]}), {}
