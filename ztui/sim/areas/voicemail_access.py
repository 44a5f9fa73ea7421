"""Who may listen to the voicemail of a queue, a shared line group or an auto receptionist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.handling import Context, Refusal, handles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.sim.areas.rows import Row

__all__ = ["access_members"]

_FIELD = "voicemail_access_members"
_MOST = 50
_NAMES = ("access_user_id", "access_user_type", "allow_download", "allow_delete", "allow_sharing", "download", "delete")


def access_members(context: Context, key: str) -> list[Row]:
    """Give those who were given access to the voicemail of an object; the list is the one that is kept."""
    settings = find.system_of(context).settings.setdefault(("settings", key), {})
    members: list[Row] = settings.setdefault(_FIELD, [])
    return members


def _add(context: Context, key: str, asked: list[Mapping[str, Any]]) -> list[Row]:
    system, members = find.system_of(context), access_members(context, key)
    if len(members) + len(asked) > _MOST:
        raise Refusal(400, 429, f"You can only add up to {_MOST} users to access your voicemail.")
    made: list[Row] = []
    for each in asked:
        who = str(each.get("access_user_id", ""))
        if who not in system.users and who not in system.common_areas:
            raise Refusal(400, 300, "Validation Failed.", [("access_user_id", f"User does not exist: {who}")])
        made.append({name: each[name] for name in _NAMES if name in each} | {"shared_id": system.new_id()})
    members += made
    return made


def _change(context: Context, key: str, asked: list[Mapping[str, Any]]) -> None:
    by_id = {row["shared_id"]: row for row in access_members(context, key)}
    if any(each.get("shared_id") not in by_id for each in asked):
        raise Refusal(400, 300, "Validation Failed.", [("shared_id", "It does not exist.")])
    for each in asked:
        by_id[each["shared_id"]] |= {name: each[name] for name in _NAMES if name in each}


def _remove(context: Context, key: str) -> None:
    gone, members = set(context.query["shared_ids"]), access_members(context, key)
    if not gone <= {row["shared_id"] for row in members}:
        raise Refusal(400, 300, "Validation Failed.", [("shared_ids", "It does not exist.")])
    members[:] = [row for row in members if row["shared_id"] not in gone]


def _owner(context: Context) -> str:
    """Give the id of the object in the path; the policy must be the voicemail's."""
    policy = context.path["policyType"]
    if "callQueueId" in context.path:
        key = find.queue(context, 404, 13000).id
        if policy not in ("voice_mail", "voicemail"):
            raise Refusal(404, 13001, f"Invalid value for parameter {policy}.")
        return key
    key = find.shared_line(context).id if "slgId" in context.path else find.receptionist(context, 400, 300).id
    if policy not in ("voice_mail", "voicemail"):
        raise Refusal(400, 300, "Validation Failed.", [("policyType", "Invalid value.")])
    return key


@handles("addCQPolicySubSetting", "addSLGPolicySubSetting")
def add_members(context: Context) -> Row:
    """Give access to people."""
    return {_FIELD: _add(context, _owner(context), (context.body or {}).get(_FIELD, []))}


@handles("updateCQPolicySubSetting", "updateSLGPolicySubSetting")
def change_members(context: Context) -> None:
    """Change what people may do."""
    _change(context, _owner(context), (context.body or {}).get(_FIELD, []))


@handles("removeCQPolicySubSetting", "removeSLGPolicySubSetting", "DeletePolicy")
def remove_members(context: Context) -> None:
    """Take access away."""
    _remove(context, _owner(context))


@handles("AddPolicy")
def add_to_receptionist(context: Context) -> Row:
    """Give one person access to an auto receptionist's voicemail."""
    asked = (context.body or {}).get("voicemail_access_member", {})
    return {"voicemail_access_member": _add(context, _owner(context), [asked])[0]}


@handles("updatePolicy")
def change_of_receptionist(context: Context) -> None:
    """Change what one person may do with an auto receptionist's voicemail."""
    _change(context, _owner(context), [(context.body or {}).get("voicemail_access_member", {})])
