"""Settings of the account and of user groups, and the policies that account, group and user have one above the other.

Zoom API: a lower level has what the one above it has until it is `modified`; `reset` ends that, and stands alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.sim.areas import find
from ztui.sim.areas.billing import billing_account, billing_accounts
from ztui.sim.areas.policies import merge, merge_settings, settings_of
from ztui.sim.areas.user_groups import group, group_of
from ztui.sim.fit import laid
from ztui.sim.handling import Context, Refusal, handles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.sim.areas.rows import Row

__all__: list[str] = []

_ALWAYS_ON = ("block_list_for_inbound_calls_and_messaging", "block_calls_as_threat")
"""Policies that no operation can turn on, and without which block rules would be refused."""

_EMERGENCY = "allow_emergency_calls"
_FIRST = {
    "enable": True,
    "locked": False,
    "locked_by": "invalid",
    "modified": False,
    "allow_emergency_calls_from_clients": True,
    "allow_emergency_calls_from_deskphones": True,
}


@handles("listZoomPhoneAccountSettings")
def account_settings(context: Context) -> Row:
    """Answer the settings of the account, all or those asked for."""
    return _asked(context, _of_account(context))


@handles("getGroupPhoneSettings")
def group_settings(context: Context) -> Row:
    """Answer the settings of a user group: what the account has, with the group's own policies."""
    key = group(context)
    properties = (context.operation.detail().response_schema or {}).get("properties", {})
    made, above = settings_of(context, "account settings"), _of_account(context)
    row: Row = {}
    for name, part in properties.items():
        value = laid(part, made.get(name, {}), above.get(name, {}))
        row[name] = laid(part, value, {"modified": False, "locked_by": "account" if value.get("locked") else "invalid"})
    row[_EMERGENCY] = laid(properties[_EMERGENCY], {}, _policy(context, [key]))
    return _asked(context, row)


@handles("GetAccountPolicyDetails")
def account_policy(context: Context) -> Row:
    """Answer a policy of the account."""
    return _shown(context, _policy(context, []))


@handles("GetGroupPolicyDetails")
def group_policy(context: Context) -> Row:
    """Answer a policy of a user group."""
    return _shown(context, _policy(context, [group(context)]))


@handles("GetUserPolicyDetails")
def user_policy(context: Context) -> Row:
    """Answer a policy of a user."""
    user = find.user(context)
    return _shown(context, _policy(context, [group_of(context, user), user.id]))


@handles("updateAccountPolicy")
def update_account_policy(context: Context) -> None:
    """Change a policy of the account."""
    _change(context, "")


@handles("updateGroupPolicy")
def update_group_policy(context: Context) -> None:
    """Change a policy of a user group."""
    _change(context, group(context))


@handles("updateUserPolicy")
def update_user_policy(context: Context) -> None:
    """Change a policy of a user."""
    _change(context, find.user(context).id)


@handles("phoneSetting")
def phone_setting(context: Context) -> Row:
    """Answer what the account's phone system is made of."""
    system = find.system_of(context)
    site = next(iter(system.sites))
    billing = billing_accounts(system)[0]
    row: Row = {
        "byoc": {"enable": len(system.trunks) > 0},
        "country": {"code": site.country, "name": site.country_name},
        "multiple_sites": {"enabled": True, "site_code": True},
        "show_device_ip_for_call_log": {"enable": True},
        "multiple_party_conference": {"enable": True},
        "billing_account": billing,
    }
    return merge(row, system.settings.get(("settings", "phone"), {}))


@handles("updatePhoneSettings")
def update_phone_setting(context: Context) -> None:
    """Change them; several sites stay as long as there is more than one."""
    system, body = find.system_of(context), dict(context.body or {})
    sites = dict(body.get("multiple_sites", {}))
    if sites.get("enabled") is False and len(system.sites) > 1:
        raise Refusal(412, 412, "Disable multiple sites after deleting other sites.")
    if "site_code" in sites:
        sites["site_code"] = bool(sites["site_code"].get("enable"))
    if sites:
        body["multiple_sites"] = sites
    if "billing_account" in body:
        key = body["billing_account"].get("id", "")
        body["billing_account"] = billing_account(context, key, Refusal(412, None, "Billing account does not exist."))
    merge_settings(context, "phone", body)


def _of_account(context: Context) -> Row:
    """Give all settings of the account, whatever was asked for."""
    row = settings_of(replace(context, operation=operation("listZoomPhoneAccountSettings")), "account settings")
    for value in row.values():
        value["locked_by"] = "account" if value.get("locked") else "invalid"
    for name in _ALWAYS_ON:
        row[name]["enable"] = True
    return row


def _asked(context: Context, row: Row) -> Row:
    """Give the settings that the query names, all without any.

    Raises:
        Refusal: 400/400 for a setting that there is not.
    """
    names = [each.strip() for each in context.query.get("setting_types", "").split(",") if each.strip()]
    properties = (context.operation.detail().response_schema or {}).get("properties", {})
    wrong = [each for each in names if each not in properties]
    if wrong:
        text = f"Setting type(s) {','.join(wrong)} supplied in query parameter setting_types is invalid."
        raise Refusal(400, 400, text)
    return {name: value for name, value in row.items() if not names or name in names}


def _policy(context: Context, below: Sequence[str]) -> Row:
    """Give the policy as the last of some levels below the account has it."""
    kept = find.system_of(context).settings
    value: Row = {**_FIRST, **kept.get((_EMERGENCY, ""), {})}
    value["locked_by"] = "account" if value["locked"] else "invalid"
    for level in below:
        own = kept.get((_EMERGENCY, level), {})
        value |= own | {"modified": bool(own)}
        if own.get("locked"):
            value["locked_by"] = "user_group"
    return value


def _shown(context: Context, value: Mapping[str, Any]) -> Row:
    schema = (context.operation.detail().response_schema or {})["oneOf"][0]
    return {_EMERGENCY: laid(schema["properties"][_EMERGENCY], {}, value)}


def _change(context: Context, level: str) -> None:
    """Keep what was written to the policy of a level, "" being the account."""
    kept = find.system_of(context).settings
    asked: Row = dict((context.body or {}).get(_EMERGENCY, {}))
    reset = asked.pop("reset", None)
    if reset is not None and not level:
        raise Refusal(400, 400, "The 'reset' field is not allowed at the account level.")
    if reset and "locked" in asked:
        raise Refusal(400, 400, "Lock and reset operations cannot be performed simultaneously.")
    if reset and asked:
        raise Refusal(400, 400, "Reset cannot be combined with other operations.")
    if reset:
        kept.pop((_EMERGENCY, level), None)
    elif asked:
        kept[_EMERGENCY, level] = {**kept.get((_EMERGENCY, level), {}), **asked}
