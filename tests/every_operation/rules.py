"""Needs of the operations on rules, roles, directories, exchanges with carriers, and consents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.every_operation.prepared import Given, prepares

if TYPE_CHECKING:
    from tests.every_operation.state import State

NEW_NUMBER = "+14155550187"
BLOCKED = {"match_type": "phoneNumber", "blocked_number": NEW_NUMBER, "type": "block_for_other_reasons"}


@prepares("DeleteAccountLevelInboundBlockRules")
async def _rule_of_account(state: State) -> Given:
    made = await state.do("AddAccountLevelInboundBlockRules", body=BLOCKED | {"status": "active"})
    return {"query": {"blocked_rule_id": made["id"]}}


@prepares("DeleteExtensiontLevelInboundBlockRules")
async def _rule_of_extension(state: State) -> Given:
    path = {"extensionId": await state.first("listPhoneUsers", "extension_id")}
    made = await state.do("AddExtensiontLevelInboundBlockRules", path, BLOCKED)
    return {"path": path, "query": {"blocked_rule_id": made["id"]}}


@prepares("DeleteAccountLevelInboundBlockedStatistics")
async def _statistic(state: State) -> Given:
    return {"query": {"blocked_statistic_id": await state.first("ListAccountLevelInboundBlockedStatistics", "id")}}


@prepares("MarkPhoneNumberAsBlockedForAllExtensions")
async def _statistic_to_block(state: State) -> Given:
    return {"body": {"blocked_statistic_id": await state.first("ListAccountLevelInboundBlockedStatistics", "id")}}


@prepares(
    "deleteCommonAreaOutboundCallingExceptionRule",
    "UpdateCommonAreaOutboundCallingExceptionRule",
)
async def _exception_of_area(state: State) -> Given:
    path = {"commonAreaId": await state.first("listCommonAreas", "id")}
    return await _exception(state, "AddCommonAreaOutboundCallingExceptionRule", path)


@prepares("deleteUserOutboundCallingExceptionRule", "UpdateUserOutboundCallingExceptionRule")
async def _exception_of_user(state: State) -> Given:
    path = {"userId": await state.first("listPhoneUsers", "id")}
    return await _exception(state, "AddUserOutboundCallingExceptionRule", path)


@prepares("deleteSiteOutboundCallingExceptionRule", "UpdateSiteOutboundCallingExceptionRule")
async def _exception_of_site(state: State) -> Given:
    path = {"siteId": await state.first("listPhoneSites", "id")}
    return await _exception(state, "AddSiteOutboundCallingExceptionRule", path)


@prepares("deleteAccountOutboundCallingExceptionRule", "UpdateAccountOutboundCallingExceptionRule")
async def _exception_of_account(state: State) -> Given:
    return await _exception(state, "AddAccountOutboundCallingExceptionRule", {})


async def _exception(state: State, add: str, path: dict[str, str]) -> Given:
    rule = {"match_type": "phoneNumber", "prefix_number": NEW_NUMBER, "status": "active", "country": "US"}
    made = await state.do(add, path, {"exception_rule": rule})
    return {"path": path | {"exceptionRuleId": made["exception_rule_id"]}}


async def _own_role(state: State) -> dict[str, str]:
    """Copy a role, for those that Zoom brings cannot be changed."""
    role = await state.first("ListPhoneRoles", "id")
    made = await state.do("DuplicatePhoneRole", body={"role_id": role, "name": "Night shift"})
    return {"roleId": made["id"]}


@prepares("DeletePhoneRole", "UpdatePhoneRole")
async def _role(state: State) -> Given:
    return {"path": await _own_role(state)}


@prepares("DuplicatePhoneRole")
async def _role_to_copy(state: State) -> Given:
    return {"body": {"role_id": await state.first("ListPhoneRoles", "id"), "name": "Night shift"}}


@prepares("AddRoleMembers")
async def _members(state: State) -> Given:
    users = await state.rows("listPhoneUsers")
    return {"path": await _own_role(state), "body": {"user_ids": [users[0]["id"]]}}


@prepares("DelRoleMembers")
async def _members_gone(state: State) -> Given:
    given = await _members(state)
    await state.do("AddRoleMembers", given["path"], given["body"])
    return {"path": given["path"], "query": {"user_ids": given["body"]["user_ids"][0]}}


@prepares("AddPhoneRoleTargets")
async def _targets(state: State) -> Given:
    given = await _members(state)
    await state.do("AddRoleMembers", given["path"], given["body"])
    target = {"target_type": "site", "target_ids": [await state.first("listPhoneSites", "id")]}
    return {"path": given["path"], "body": {"user_id": given["body"]["user_ids"][0], "targets": [target]}}


@prepares("DeletePhoneRoleTargets")
async def _targets_gone(state: State) -> Given:
    given = await _targets(state)
    await state.do("AddPhoneRoleTargets", given["path"], given["body"])
    return given


@prepares("addMembersToAPrivateDirectory")
async def _directory(state: State) -> Given:
    extension = await state.first("listPhoneUsers", "extension_id")
    return {"body": {"members": [{"extension_id": extension, "searchable_on_web_portal": "everybody"}]}}


@prepares("removeAMemberFromAPrivateDirectory", "updateAPrivateDirectoryMember")
async def _member_of_directory(state: State) -> Given:
    given = await _directory(state)
    await state.do("addMembersToAPrivateDirectory", body=given["body"])
    return {"path": {"extensionId": given["body"]["members"][0]["extension_id"]}}


def _peering(status: object) -> dict[str, Any]:
    """Give a body that adds a number; its status is an integer in one family and true or false in the other."""
    return {"phone_numbers": [{"phone_number": NEW_NUMBER, "sip_trunk_name": "west", "status": status}]}


CHANGED = {"phone_numbers": [{"phone_number": NEW_NUMBER}]}


@prepares("addPeeringPhoneNumbers")
async def _old_peering(_: State) -> Given:
    return {"body": _peering(1)}


@prepares("updatePeeringPhoneNumbers")
async def _old_peering_there(state: State) -> Given:
    await state.do("addPeeringPhoneNumbers", body=_peering(1))
    return {"body": CHANGED}


@prepares("deletePeeringPhoneNumbers")
async def _old_peering_gone(state: State) -> Given:
    await state.do("addPeeringPhoneNumbers", body=_peering(1))
    return {"query": {"phone_numbers": [NEW_NUMBER]}}


@prepares("nm_addPeeringPhoneNumbers")
async def _peering_new(_: State) -> Given:
    return {"body": _peering(True)}


@prepares("nm_updatePeeringPhoneNumbers")
async def _peering_there(state: State) -> Given:
    await state.do("nm_addPeeringPhoneNumbers", body=_peering(True))
    return {"body": CHANGED}


@prepares("nm_deletePeeringPhoneNumbers")
async def _peering_gone(state: State) -> Given:
    await state.do("nm_addPeeringPhoneNumbers", body=_peering(True))
    return {"query": {"phone_numbers": [NEW_NUMBER]}}


@prepares("createCRPhoneNumbers")
async def _resold(_: State) -> Given:
    return {"body": [{"phone_number": NEW_NUMBER, "status": "inactive"}]}


@prepares("activeCRPhoneNumbers")
async def _resold_inactive(state: State) -> Given:
    await state.do("createCRPhoneNumbers", body=[{"phone_number": NEW_NUMBER, "status": "inactive"}])
    return {"body": [NEW_NUMBER]}


@prepares("deleteCRPhoneNumber")
async def _resold_gone(state: State) -> Given:
    await state.do("createCRPhoneNumbers", body=[{"phone_number": NEW_NUMBER, "status": "inactive"}])
    return {"path": {"number": NEW_NUMBER}}


@prepares("DeleteSMSConsents")
async def _consents(state: State) -> Given:
    return {"body": {"consent_ids": [await state.first("ListSMSConsents", "consent_id")]}}


@prepares("UnassignPhoneNumbersFromConsent")
async def _numbers_of_consent(state: State) -> Given:
    path = {"consentId": await state.first("ListSMSConsents", "consent_id")}
    number = await state.where("listAccountPhoneNumbers", lambda row: row.get("assignee"))
    body = {"phone_number_ids": [number["id"]]}
    await state.do("AssignPhoneNumbersToConsent", path, body)
    return {"path": path, "body": body}


@prepares("AssignPhoneNumbersToConsent")
async def _numbers_for_consent(state: State) -> Given:
    number = await state.where("listAccountPhoneNumbers", lambda row: row.get("assignee"))
    return {"body": {"phone_number_ids": [number["id"]]}}


@prepares("createMonitoringGroup")
async def _monitoring(state: State) -> Given:
    return {"body": {"name": "Night watch", "type": 1, "site_id": await state.first("listPhoneSites", "id")}}


@prepares("addMembers")
async def _monitored(state: State) -> Given:
    users = await state.rows("listPhoneUsers")
    return {"query": {"member_type": "monitor"}, "body": [users[-1]["extension_id"]]}


@prepares("addZoomRoom")
async def _room(state: State) -> Given:
    return {"body": {"id": await state.first("listUnassignedZoomRooms", "id")}}


@prepares("assignCallingPlanToRoom")
async def _plan_of_room(_: State) -> Given:
    return {"body": {"calling_plans": [{"type": 200}]}}


@prepares("BatchUpdateLineKeySetting")
async def _line_keys(state: State) -> Given:
    path = {"extensionId": await state.first("listPhoneUsers", "extension_id")}
    key = await state.first("listLineKeySetting", "line_key_id", path)
    return {"path": path, "body": {"line_keys": [{"line_key_id": key, "alias": "Front door"}]}}


@prepares("updateLocation")
async def _location(_: State) -> Given:
    return {"body": {"name": "Third floor"}}


async def _new_location(state: State) -> dict[str, str]:
    address = (await state.rows("listEmergencyAddresses"))[0]
    return {"emergency_address_id": address["id"], "name": "Third floor", "site_id": address["site"]["id"]}


@prepares("addLocation")
async def _location_new(state: State) -> Given:
    return {"body": await _new_location(state)}


@prepares("deleteLocation")
async def _location_gone(state: State) -> Given:
    made = await state.do("addLocation", body=await _new_location(state))
    return {"path": {"locationId": made["id"]}}


@prepares("addRoutingRule")
async def _rule(state: State) -> Given:
    group = await state.first("listSipGroups", "id")
    rule = {"name": "Abroad", "number_pattern": "^00", "type": "sip_group", "sip_group_id": group}
    return {"body": rule | {"site_id": await state.first("listPhoneSites", "id")}}


@prepares("AddFirmwareRule", "UpdateFirmwareRule")
async def _firmware(state: State) -> Given:
    row = (await state.rows("ListFirmwares"))[-1]
    kind = {name: row[name] for name in ("device_type", "device_model")}
    return {"body": kind | {"version": row["versions"][0]["version"]}}


@prepares("deleteEmergencyAddress")
async def _address(state: State) -> Given:
    place = {
        "address_line1": "1 Night St",
        "city": "San Francisco",
        "country": "US",
        "state_code": "CA",
        "zip": "94105",
    }
    site = await state.first("listPhoneSites", "id")
    made = await state.do("addEmergencyAddress", body=place | {"site_id": site})
    return {"path": {"emergencyAddressId": made["id"]}}


@prepares("getNumberConsentOptStatus")
async def _opted_in(state: State) -> Given:
    given = await _numbers_of_consent(state)
    number = await state.where("listAccountPhoneNumbers", lambda row: row.get("assignee"))
    query = {"consumer_phone_number": NEW_NUMBER, "zoom_phone_user_numbers": number["number"]}
    return {"path": given["path"], "query": query}


@prepares("updateProvisionTemplateToDevice")
async def _template(state: State) -> Given:
    return {"body": {"provision_template_id": await state.first("listAccountProvisionTemplate", "id")}}
