"""Needs of the operations on numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.every_operation.prepared import Given, prepares

if TYPE_CHECKING:
    from tests.every_operation.state import State


async def _given_to(state: State, assign: str, path: dict[str, str]) -> Given:
    """Give a free number to an object, and the path of its removal."""
    number = (await state.free_numbers())[0]
    await state.do(assign, path, {"phone_numbers": [number]})
    return {"path": path | {"phoneNumberId": number["id"]}}


@prepares("addOutboundCallerNumbers", "addSiteOutboundCallerNumbers", "addUserOutboundCallerNumbers")
async def _caller_numbers(state: State) -> Given:
    number = await state.where("listAccountPhoneNumbers", lambda row: row.get("assignee"), page_size=100)
    return {"body": {"phone_number_ids": [number["id"]]}}


@prepares("unassignAPhoneNumAutoReceptionist")
async def _number_of_menu(state: State) -> Given:
    path = {"autoReceptionistId": await state.first("listAutoReceptionists", "id")}
    return await _given_to(state, "assignPhoneNumbersAutoReceptionist", path)


@prepares("unAssignPhoneNumCallQueue")
async def _number_of_queue(state: State) -> Given:
    path = {"callQueueId": await state.first("listCallQueues", "id")}
    return await _given_to(state, "assignPhoneToCallQueue", path)


@prepares("unassignPhoneNumbersFromCommonArea")
async def _number_of_area(state: State) -> Given:
    path = {"commonAreaId": await state.first("listCommonAreas", "id")}
    return await _given_to(state, "assignPhoneNumbersToCommonArea", path)


@prepares("UnassignPhoneNumber")
async def _number_of_user(state: State) -> Given:
    return await _given_to(state, "assignPhoneNumber", {"userId": await state.first("listPhoneUsers", "id")})


@prepares("deleteAPhoneNumberSLG")
async def _number_of_lines(state: State) -> Given:
    path = {"slgId": await state.first("listSharedLineGroups", "id")}
    number = (await state.free_numbers())[0]
    await state.do("assignPhoneNumbersSLG", path, {"phone_numbers": [number]})
    return {"path": path | {"phoneNumberId": number["id"]}}


@prepares("UnassignPhoneNumberFromZoomRoom")
async def _number_of_room(state: State) -> Given:
    return await _given_to(state, "assignPhoneNumberToZoomRoom", {"roomId": await state.first("listZoomRooms", "id")})


@prepares("updatePhoneNumberDetails")
async def _old_detail(state: State) -> Given:
    return {"body": {"display_name": "Front door", "capability": ["incoming"]}}


@prepares("AddBYOCPhoneNumber")
async def _new_numbers(state: State) -> Given:
    site = await state.first("listPhoneSites", "id")
    return {"body": {"allocated_product": "ZOOM_PHONE", "site_id": site, "phone_numbers": ["+14155550187"]}}


@prepares("addBYOCNumber")
async def _old_new_numbers(state: State) -> Given:
    site = await state.first("listPhoneSites", "id")
    return {"body": {"site_id": site, "carrier": "Acme Telecom", "phone_numbers": ["+14155550187"]}}


@prepares("unassignCampaignPhoneNumber")
async def _number_of_campaign(state: State) -> Given:
    path = {"smsCampaignId": await state.first("listAccountSMSCampaigns", "id")}
    number = await state.where("listAccountPhoneNumbers", lambda row: row.get("assignee"))
    letter = {"loa_authorizing_person": "Ann Lee", "contact_number": "+14155550100", "title": "CIO"}
    await state.do("assignCampaignPhoneNumbers", path, letter | {"phone_numbers": [{"id": number["id"]}]})
    return {"path": path | {"phoneNumberId": number["id"]}}


async def _chosen(state: State, add: str, listed: str, path: dict[str, str]) -> Given:
    """Choose a number as a caller id, and give what chooses it no longer."""
    await state.do(add, path, (await _caller_numbers(state))["body"])
    return {"path": path, "query": {"customize_ids": [await state.first(listed, "customize_id", path)]}}


@prepares("deleteOutboundCallerNumbers")
async def _chosen_by_account(state: State) -> Given:
    return await _chosen(state, "addOutboundCallerNumbers", "listCustomizeOutboundCallerNumbers", {})


@prepares("deleteSiteOutboundCallerNumbers")
async def _chosen_by_site(state: State) -> Given:
    path = {"siteId": await state.first("listPhoneSites", "id")}
    return await _chosen(state, "addSiteOutboundCallerNumbers", "listSiteCustomizeOutboundCallerNumbers", path)


@prepares("deleteUserOutboundCallerNumbers")
async def _chosen_by_user(state: State) -> Given:
    path = {"userId": await state.first("listPhoneUsers", "id")}
    return await _chosen(state, "addUserOutboundCallerNumbers", "listUserCustomizeOutboundCallerNumbers", path)
