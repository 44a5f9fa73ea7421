"""Needs of the operations on users, rooms and devices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.every_operation.prepared import Given, prepares

if TYPE_CHECKING:
    from tests.every_operation.state import State


async def _user(state: State) -> dict[str, Any]:
    """Give a user with a plan."""
    found: dict[str, Any] = await state.where("listPhoneUsers", lambda row: row.get("calling_plans"))
    return found


async def _other_plan(state: State, user: dict[str, Any]) -> int:
    taken = {plan["type"] for plan in user["calling_plans"]}
    return next(type for type in (400, 300, 201, 200) if type not in taken)


@prepares("updateUsersPropertiesInBatch")
async def _move(state: State) -> Given:
    users, sites = await state.rows("listPhoneUsers"), await state.rows("listPhoneSites")
    return {"body": {"batch_type": "move_site", "user_ids": [users[0]["id"]], "site_id": sites[1]["id"]}}


@prepares("batchAddUsers")
async def _new_user(state: State) -> Given:
    new = {"email": "new.person@acme.example", "calling_plans": ["200"], "extension_number": "4711"}
    return {"body": {"users": [new]}}


@prepares("updateUserProfile")
async def _profile(state: State) -> Given:
    user = await _user(state)
    site = await state.do("getASite", {"siteId": user["site"]["id"]})
    length = site["short_extension"]["length"]
    return {"path": {"userId": user["id"]}, "body": {"extension_number": f"{site['site_code']}{'4711'.zfill(length)}"}}


@prepares("updateCallingPlan")
async def _change_of_plan(state: State) -> Given:
    user = await _user(state)
    body = {"source_type": user["calling_plans"][0]["type"], "target_type": await _other_plan(state, user)}
    return {"path": {"userId": user["id"]}, "body": body}


@prepares("assignCallingPlan")
async def _more_plans(state: State) -> Given:
    user = await _user(state)
    return {"path": {"userId": user["id"]}, "body": {"calling_plans": [{"type": await _other_plan(state, user)}]}}


@prepares("unassignCallingPlan")
async def _fewer_plans(state: State) -> Given:
    user = await _user(state)
    return {"path": {"userId": user["id"], "planType": str(user["calling_plans"][0]["type"])}}


@prepares("unassignCallingPlansFromCommonArea")
async def _fewer_plans_of_area(state: State) -> Given:
    path = {"commonAreaId": await state.first("listCommonAreas", "id")}
    await state.do("assignCallingPlansToCommonArea", path, {"calling_plans": [{"type": 200}]})
    return {"path": path | {"type": "200"}}


@prepares("unassignCallingPlanFromRoom")
async def _fewer_plans_of_room(state: State) -> Given:
    path = {"roomId": await state.first("listZoomRooms", "id")}
    await state.do("assignCallingPlanToRoom", path, {"calling_plans": [{"type": 200}]})
    return {"path": path | {"type": "200"}}


@prepares("deleteExtensionFromADevice")
async def _user_of_device(state: State) -> Given:
    extension = await state.first("listPhoneUsers", "extension_id")
    path = {"deviceId": await state.first("listPhoneDevices", "id", type="unassigned")}
    await state.do("addExtensionsToADevice", path, {"assignee_extension_ids": [extension]})
    return {"path": path | {"extensionId": extension}}


@prepares("deleteUserSetting")
async def _shared_voicemail(state: State) -> Given:
    users = await state.rows("listPhoneUsers")
    path = {"userId": users[0]["id"], "settingType": "voice_mail"}
    access = {"access_user_id": users[1]["id"], "access_user_type": "user", "allow_download": True}
    made = await state.do("addUserSetting", path, {"voicemail_access_members": [access]})
    return {"path": path, "query": {"shared_id": made["voicemail_access_members"][0]["shared_id"]}}


@prepares("addUserSetting")
async def _voicemail_setting(state: State) -> Given:
    users = await state.rows("listPhoneUsers")
    access = {"access_user_id": users[1]["id"], "access_user_type": "user", "allow_download": True}
    body = {"voicemail_access_members": [access]}
    return {"path": {"userId": users[0]["id"], "settingType": "voice_mail"}, "body": body}


@prepares("updateUserSetting")
async def _voicemail_setting_there(state: State) -> Given:
    given = await _voicemail_setting(state)
    made = await state.do("addUserSetting", given["path"], given["body"])
    member = {"shared_id": made["voicemail_access_members"][0]["shared_id"], "allow_download": False}
    return {"path": given["path"], "body": {"voicemail_access_members": [member]}}


@prepares("updateUserPolicy", "updateAccountPolicy")
async def _emergency_calls(_: State) -> Given:
    return {"body": {"allow_emergency_calls": {"enable": True}}}


@prepares("createSIPPhone")
async def _softphone(state: State) -> Given:
    taken = {row["user_email"] for row in await state.rows("listSipPhones")}
    user = await state.where("listPhoneUsers", lambda row: row["email"] not in taken)
    texts = ("domain", "register_server", "proxy_server", "user_name", "password", "authorization_name", "voice_mail")
    return {"body": dict.fromkeys(texts, "12345678") | {"user_email": user["email"]}}
