"""Who may pick up calls of others, and who may listen to whom: members of pickup groups and of monitoring groups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.resources.edits.asking import pick
from ztui.resources.edits.model import Action, Among, Edits
from ztui.resources.edits.pairs import Pair, adding, deleting, removing, taking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Row

__all__ = ["EDITS"]


def _extensions(ids: Sequence[str]) -> dict[str, Any]:
    return {"member_extension_ids": list(ids)}


_PICKUP = Pair(
    "addGCPMembers",
    "removeGCPMembers",
    "groupId",
    "listGCPMembers",
    "member",
    _extensions,
    lambda body: list(body["member_extension_ids"]),
    item="extensionId",
    match="extension_id",
)


def _monitoring(kind: str) -> Pair:
    return Pair(
        "addMembers",
        "removeMember",
        "monitoringGroupId",
        "listMembers",
        "member",
        list,
        list,
        item="memberExtensionId",
        match="extension_id",
        fixed=(("member_type", kind),),
    )


_MONITORS, _MONITORED = _monitoring("monitor"), _monitoring("monitored")


def _in_extensions(name: str, title: str, *resources: str) -> Any:
    return pick(name, title, *resources, several=True, path="extension_id")


_SUPERVISED = ("users", "call-queues", "shared-line-groups")
_PICKED = _in_extensions("members", "Members", "users")
_PICKED_UP = replace(
    _PICKED,
    among=Among(
        "pickup-group-members", (("groupId", "id"),), fits=lambda row: row.get("extension_type") in (None, "user")
    ),
)


def _monitoring_actions() -> tuple[Action, ...]:
    name = "monitoring-groups"
    monitors = _in_extensions("monitors", "Monitors", "users")
    monitored = _in_extensions("monitored", "Monitored", *_SUPERVISED)
    return (
        adding(_MONITORS, name, "add-monitors", "Add who may listen", monitors),
        removing(_MONITORS, name, "remove-monitor", "Remove who may listen", monitors),
        adding(_MONITORED, name, "add-monitored", "Add who is monitored", monitored),
        removing(_MONITORED, name, "remove-monitored", "Remove who is monitored", monitored),
    )


def _is_monitored(row: Row) -> bool:
    return row.get("member_type") == "monitored"


def _watched_delete() -> Action:
    """Make what removes a member of a monitoring group: as which of the two, its list alone does not tell."""
    action = deleting(
        (_is_monitored, _MONITORED),
        (lambda row: row.get("member_type") == "monitor", _MONITORS),
        resource="monitoring-group-members",
        parent="monitoringGroupId",
        key="extension_id",
        title="Remove",
    )
    return replace(
        action,
        needs=lambda row: (
            ""
            if row.get("member_type") in ("monitor", "monitored")
            else "The list does not tell whether it listens or is listened to; remove it at the group"
        ),
    )


EDITS = (
    Edits(
        "pickup-groups",
        actions=(
            adding(_PICKUP, "pickup-groups", "add-members", "Add members", _PICKED),
            removing(_PICKUP, "pickup-groups", "remove-member", "Remove a member", _PICKED_UP),
        ),
    ),
    Edits(
        "pickup-group-members",
        actions=(taking(_PICKUP, "pickup-group-members", "groupId", "extension_id", "Remove"),),
    ),
    Edits("monitoring-groups", actions=_monitoring_actions()),
    Edits(
        "monitoring-group-members",
        actions=(_watched_delete(),),
    ),
)
