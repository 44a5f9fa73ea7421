"""What a create takes beyond its required fields, or in a form that no field tells: it depends on what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.every_edit.account import Account

__all__ = ["completing"]

_FIXED: dict[str, dict[str, Any]] = {
    "accounts": {"password": "Long-enough-1"},
    "routing-rules": {"type": "other_sites", "number_pattern": "+1", "translation": "+1"},
    "alert-settings": {
        "module": 1,
        "rule": 1,
        "target_type": 1,
        "rule_conditions": [{"rule_condition_type": 1, "rule_condition_value": "10"}],
        "time_frame_from": "00:00",
        "time_frame_to": "23:59",
    },
}


async def completing(account: Account, resource: str) -> dict[str, Any]:
    """Give values of fields of a new object, by their paths in the body."""
    match resource:
        case "sip-phones":
            used = {each["user_email"] for each in await account.rows("sip-phones")}
            emails = [each["email"] for each in await account.rows("users") if each["email"] not in used]
            return {"user_email": emails[0], "password": "hush-hush"}
        case "common-area-numbers":
            free = [each["id"] for each in await account.rows("numbers") if not each.get("assigned_list")]
            return {"phone_numbers": [{"id": free[0]}]}
        case "roles":
            return {"role_id": (await account.rows("roles"))[0]["id"]}
        case "role-targets":
            return {"targets": [{"target_type": "site", "target_ids": [(await account.rows("sites"))[0]["id"]]}]}
        case "monitoring-groups":
            return {"type": 1, "site_id": (await account.rows("sites"))[0]["id"]}
        case "private-directory":
            member = {"extension_id": (await account.rows("users"))[-1]["extension_id"]}
            return {"members": [member | {"searchable_on_web_portal": "nobody"}]}
        case _:
            return _FIXED.get(resource, {})
