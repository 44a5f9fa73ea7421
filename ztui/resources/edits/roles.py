"""Who has a role of the phone system, and over what it reaches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted
from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import called, chunks, id_at, ids_in, pick, segment
from ztui.resources.edits.model import Action, Among, Check, Edits, Expect, Given, Request
from ztui.resources.edits.pairs import Pair, adding, removing, taking
from ztui.resources.model import Confirm, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["EDITS"]

_MEMBERS = Pair(
    "AddRoleMembers",
    "DelRoleMembers",
    "roleId",
    "ListRoleMembers",
    "member",
    lambda ids: {"user_ids": list(ids)},
    lambda body: list(body["user_ids"]),
    query="user_ids",
    match="user_id",
)
_USERS = pick("users", "Users", "users", several=True)
_HELD = replace(_USERS, among=Among("role-members", (("roleId", "id"),), key="user_id"))

_TARGETS = {
    "sites": ("site", "Sites"),
    "call-queues": ("callQueue", "Call queues"),
    "auto-receptionists": ("autoReceptionist", "Auto receptionists"),
    "users": ("user", "Users"),
    "shared-line-groups": ("sharedLineGroup", "Shared line groups"),
    "common-areas": ("commonArea", "Common areas"),
}
"""Resource -> kind of target as Zoom writes it, and title."""
_ADD, _REMOVE = "AddPhoneRoleTargets", "DeletePhoneRoleTargets"


def _reach(operation_id: str, role: str, kind: str, ids: Sequence[str]) -> Request:
    body = {"targets": [{"target_type": kind, "target_ids": list(ids)}]}
    return Request(operation_id, {"roleId": segment(role, "role")}, body=body)


def _named(name: str) -> str:
    return name.replace("-", "_")


def _targets(given: Given) -> list[tuple[str, list[str]]]:
    """Give kind and ids of what was named, as many as a request takes."""
    found = [
        (kind, some)
        for resource, (kind, _) in _TARGETS.items()
        for some in chunks(ids_in(given, _named(resource), "target"), _ADD, "targets.target_ids")
    ]
    if not found:
        raise ConfigError("No target was named.")
    return found


def _check(_: Row, request: Request) -> Check:
    target = request.body["targets"][0]
    ids = tuple(target["target_ids"])
    expect = Expect.THERE if request.operation_id == _ADD else Expect.GONE
    match = (("target_id", ids[0] if len(ids) == 1 else ids),)
    return Check("ListPhoneRoleTargets", request.path, {"target_type": target["target_type"]}, expect, match)


def _undo(_: Row, request: Request, __: Any) -> Request:
    other = _REMOVE if request.operation_id == _ADD else _ADD
    return Request(other, request.path, body=request.body)


def _over(name: str, title: str, operation_id: str, words: str) -> Action:
    """Make the action that adds or removes targets."""
    return Action(
        name,
        title,
        "roles",
        lambda row, given: [_reach(operation_id, id_at(row, "id", "role"), kind, ids) for kind, ids in _targets(given)],
        (operation_id,),
        tuple(
            pick(_named(resource), title_of, resource, several=True, required=False)
            for resource, (_, title_of) in _TARGETS.items()
        ),
        _check,
        inverse=_undo,
        confirm=Confirm.DANGER if operation_id == _REMOVE else Confirm.REVIEW,
        says=lambda row, given: (
            f"{called(row)} reaches {words} {counted(sum(len(ids) for _, ids in _targets(given)), 'target')}"
        ),
    )


_TARGET_DELETE = Action(
    "delete",
    "Remove",
    "role-targets",
    lambda row, _: [
        _reach(
            _REMOVE,
            id_at(row, "roleId", "role"),
            segment(row.get("target_type"), "kind of target"),
            [id_at(row, "target_id", "target")],
        )
    ],
    (_REMOVE,),
    check=_check,
    inverse=_undo,
    confirm=Confirm.DANGER,
    says=lambda row, _: f"The role no longer reaches {row.get('target_name') or called(row)}",
)

EDITS = (
    Edits(
        "roles",
        actions=(
            adding(_MEMBERS, "roles", "add-members", "Add members", _USERS),
            removing(_MEMBERS, "roles", "remove-member", "Remove a member", _HELD),
            _over("add-targets", "Let it reach more", _ADD, "another"),
            _over("remove-target", "Let it reach less", _REMOVE, "no longer"),
        ),
        create_check="id",
    ),
    Edits("role-members", actions=(taking(_MEMBERS, "role-members", "roleId", "user_id", "Remove"),)),
    Edits("role-targets", actions=(_TARGET_DELETE,)),
)
