"""Needs of the operations on menus, queues, shared lines, pickup groups, sites and common areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.every_operation.prepared import Given, prepares

if TYPE_CHECKING:
    from tests.every_operation.state import State

VOICEMAIL = "voice_mail"


async def _access(state: State) -> dict[str, Any]:
    return {"access_user_id": await state.first("listPhoneUsers", "id"), "access_user_type": "user"}


async def _policy(state: State, name: str, listed: str) -> dict[str, str]:
    return {name: await state.first(listed, "id"), "policyType": VOICEMAIL}


@prepares("deleteAutoReceptionist")
async def _menu_of_no_site(state: State) -> Given:
    site = await state.first("listPhoneSites", "id")
    made = await state.do("addAutoReceptionist", body={"name": "Night menu", "site_id": site})
    return {"path": {"autoReceptionistId": made["id"]}}


@prepares("AddPolicy")
async def _menu_policy(state: State) -> Given:
    path = await _policy(state, "autoReceptionistId", "listAutoReceptionists")
    return {"path": path, "body": {"voicemail_access_member": await _access(state)}}


@prepares("updatePolicy")
async def _menu_policy_there(state: State) -> Given:
    given = await _menu_policy(state)
    made = await state.do("AddPolicy", given["path"], given["body"])
    member = {"shared_id": made["voicemail_access_member"]["shared_id"]}
    return {"path": given["path"], "body": {"voicemail_access_member": member | await _access(state)}}


@prepares("DeletePolicy")
async def _menu_policy_gone(state: State) -> Given:
    given = await _menu_policy(state)
    made = await state.do("AddPolicy", given["path"], given["body"])
    return {"path": given["path"], "query": {"shared_ids": [made["voicemail_access_member"]["shared_id"]]}}


@prepares("addCQPolicySubSetting")
async def _queue_policy(state: State) -> Given:
    path = await _policy(state, "callQueueId", "listCallQueues")
    return {"path": path, "body": {"voicemail_access_members": [await _access(state)]}}


@prepares("addSLGPolicySubSetting")
async def _lines_policy(state: State) -> Given:
    path = await _policy(state, "slgId", "listSharedLineGroups")
    return {"path": path, "body": {"voicemail_access_members": [await _access(state)]}}


@prepares("updateCQPolicySubSetting")
async def _queue_policy_there(state: State) -> Given:
    return await _there(state, "addCQPolicySubSetting", await _queue_policy(state))


@prepares("updateSLGPolicySubSetting")
async def _lines_policy_there(state: State) -> Given:
    return await _there(state, "addSLGPolicySubSetting", await _lines_policy(state))


@prepares("removeCQPolicySubSetting")
async def _queue_policy_gone(state: State) -> Given:
    return await _gone(state, "addCQPolicySubSetting", await _queue_policy(state))


@prepares("removeSLGPolicySubSetting")
async def _lines_policy_gone(state: State) -> Given:
    return await _gone(state, "addSLGPolicySubSetting", await _lines_policy(state))


async def _there(state: State, add: str, given: Given) -> Given:
    made = await state.do(add, given["path"], given["body"])
    member = {"shared_id": made["voicemail_access_members"][0]["shared_id"]} | await _access(state)
    return {"path": given["path"], "body": {"voicemail_access_members": [member]}}


async def _gone(state: State, add: str, given: Given) -> Given:
    made = await state.do(add, given["path"], given["body"])
    return {"path": given["path"], "query": {"shared_ids": [made["voicemail_access_members"][0]["shared_id"]]}}


@prepares("unassignMemberFromCallQueue")
async def _second_member(state: State) -> Given:
    queue = await state.first("listCallQueues", "id")
    members = await state.rows("listCallQueueMembers", {"callQueueId": queue})
    user = await state.where("listPhoneUsers", lambda row: row["id"] not in {each["id"] for each in members})
    path = {"callQueueId": queue}
    await state.do("addMembersToCallQueue", path, {"members": {"users": [{"id": user["id"]}]}})
    return {"path": path | {"memberId": user["id"]}}


@prepares("deleteAMemberSLG")
async def _member_of_lines(state: State) -> Given:
    path = {"slgId": await state.first("listSharedLineGroups", "id")}
    group = await state.do("getASharedLineGroup", {"sharedLineGroupId": path["slgId"]})
    members = group["members"]
    return {"path": path | {"memberId": [*members.get("users", []), *members.get("common_areas", [])][0]["id"]}}


@prepares("removeGCPMembers")
async def _member_of_pickup(state: State) -> Given:
    path = {"groupId": await state.first("listGCP", "id")}
    return {"path": path | {"extensionId": await state.first("listGCPMembers", "extension_id", path)}}


@prepares("deleteCallHandling")
async def _holiday(state: State) -> Given:
    path = {"extensionId": await state.first("listCallQueues", "extension_id"), "settingType": "holiday_hours"}
    settings = {"name": "Christmas", "from": "2026-12-24T00:00:00Z", "to": "2026-12-26T23:59:59Z"}
    made = await state.do("addCallHandling", path, {"sub_setting_type": "holiday", "settings": settings})
    return {"path": path, "query": {"holiday_id": made["holiday_id"]}}


@prepares("updateCallHandling")
async def _hours(state: State) -> Given:
    path = {"extensionId": await state.first("listCallQueues", "extension_id"), "settingType": "business_hours"}
    return {"path": path, "body": {"sub_setting_type": "custom_hours", "settings": {"type": 1}}}


@prepares("addCallHandling")
async def _new_holiday(state: State) -> Given:
    path = {"extensionId": await state.first("listCallQueues", "extension_id"), "settingType": "holiday_hours"}
    settings = {"name": "Christmas", "from": "2026-12-24T00:00:00Z", "to": "2026-12-26T23:59:59Z"}
    return {"path": path, "body": {"sub_setting_type": "holiday", "settings": settings}}


HOLIDAY = {"name": "Christmas", "from": "2026-12-24T00:00:00Z", "to": "2026-12-26T23:59:59Z"}


@prepares("addSiteSetting")
async def _site_holiday(state: State) -> Given:
    path = {"siteId": await state.first("listPhoneSites", "id"), "settingType": "holiday_hours"}
    return {"path": path, "body": {"holidays": [HOLIDAY]}}


@prepares("deleteSiteSetting")
async def _site_holiday_gone(state: State) -> Given:
    given = await _site_holiday(state)
    made = await state.do("addSiteSetting", given["path"], given["body"])
    return {"path": given["path"], "query": {"holiday_id": made["holidays"][0]["holiday_id"]}}


@prepares("AddCommonAreaSetting")
async def _area_holiday(state: State) -> Given:
    path = {"commonAreaId": await state.first("listCommonAreas", "id"), "settingType": "holiday_hours"}
    return {"path": path, "body": {"holiday_hours": {"holidays": [HOLIDAY]}}}


@prepares("deleteCommonAreaSetting")
async def _area_holiday_gone(state: State) -> Given:
    given = await _area_holiday(state)
    made = await state.do("AddCommonAreaSetting", given["path"], given["body"])
    return {"path": given["path"], "query": {"holiday_hour_id": made["holiday_hours"]["holidays"][0]["holiday_id"]}}


@prepares("UpdateCommonAreaSetting")
async def _area_holiday_there(state: State) -> Given:
    given = await _area_holiday(state)
    made = await state.do("AddCommonAreaSetting", given["path"], given["body"])
    holiday = HOLIDAY | {"holiday_id": made["holiday_hours"]["holidays"][0]["holiday_id"], "name": "New Year"}
    return {"path": given["path"], "body": {"holiday_hours": {"holidays": [holiday]}}}


@prepares("UpdateCommonAreaPinCode")
async def _pin(_: State) -> Given:
    return {"body": {"pin_code": "482915"}}


@prepares("ApplyTemplatetoCommonAreas")
async def _template(state: State) -> Given:
    area = (await state.rows("listCommonAreas"))[0]
    template = {"name": "Lobby", "type": "commonArea", "site_id": area["site"]["id"]}
    made = await state.do("addSettingTemplate", body=template)
    return {"path": {"templateId": made["id"]}, "body": {"common_area_ids": [area["id"]]}}


@prepares("AddUsersToDirectoryBySite")
async def _names_of_site(state: State) -> Given:
    user = (await state.rows("listPhoneUsers"))[0]
    return {"path": {"siteId": user["site"]["id"]}, "body": {"extension_ids": [user["extension_id"]]}}


@prepares("AddUsersToDirectory")
async def _names(state: State) -> Given:
    user = (await state.rows("listPhoneUsers"))[0]
    return {"body": {"site_id": user["site"]["id"], "extension_ids": [user["extension_id"]]}}


@prepares("GetGroupPolicyDetails", "updateGroupPolicy", "getGroupPhoneSettings")
async def _group(state: State) -> Given:
    site = await state.first("listPhoneSites", "name")
    return {"path": {"groupId": f"{site} users"}}


@prepares("DeleteUsersFromDirectory")
async def _names_gone(state: State) -> Given:
    given = await _names(state)
    await state.do("AddUsersToDirectory", body=given["body"])
    return {"query": given["body"]}


@prepares("DeleteUsersFromDirectoryBySite")
async def _names_of_site_gone(state: State) -> Given:
    given = await _names_of_site(state)
    await state.do("AddUsersToDirectoryBySite", given["path"], given["body"])
    return {"path": given["path"], "query": given["body"]}


@prepares("deletePhoneSite")
async def _site_beside_the_main_one(state: State) -> Given:
    main, *others = [row["id"] for row in await state.rows("listPhoneSites")]
    return {"path": {"siteId": others[-1]}, "query": {"transfer_site_id": main}}
