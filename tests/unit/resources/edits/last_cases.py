"""Cases of places, of the numbers of campaigns and consents, of peering, and of directories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.unit.resources.edits.more_cases import CASES, Case, case, cases_of, resource_of
from tests.unit.resources.edits.world import object_of

if TYPE_CHECKING:
    from tests.every_operation.state import State

__all__ = ["CASES"]


@case("sites/sync-devices")
async def _sync(state: State) -> Case:
    return await object_of(state, "sites"), {}


@case("sites/delete")
async def _site(state: State) -> Case:
    sites = await state.rows("listPhoneSites")
    return await object_of(state, "sites", lambda row: row["id"] == sites[-1]["id"]), {"transfer_site": sites[0]["id"]}


@case("common-areas/set-pin")
async def _pin(state: State) -> Case:
    return await object_of(state, "common-areas"), {"pin_code": "2580"}


@case("common-areas/make-activation-code")
async def _activation(state: State) -> Case:
    coded = {each["common_area_id"] for each in await state.rows("listActivationCodes")}
    return await object_of(state, "common-areas", lambda row: row["id"] not in coded), {}


@case("common-areas/apply-template")
async def _area_template(state: State) -> Case:
    templates = await state.rows("listSettingTemplates")
    fits = next((each for each in templates if "ommon" in each["type"]), templates[0])
    return await object_of(state, "common-areas"), {"template": fits["id"]}


async def _area_phone(state: State, name: str) -> Case:
    area = await object_of(state, "common-areas")
    device = await state.where("listPhoneDevices", lambda row: not row.get("assignees"), type="unassigned")
    if not name.endswith("add-desk-phone"):
        path = {"commonAreaId": area["id"], "settingType": "desk_phone"}
        await state.do("AddCommonAreaSetting", path, {"device_id": device["id"]})
    if name.endswith("set-hot-desking"):
        return area, {"device": device["id"], "on": True}
    return area, {"devices": [device["id"]]}


cases_of(
    tuple(f"common-areas/{each}" for each in ("add-desk-phone", "remove-desk-phone", "set-hot-desking")), _area_phone
)


@case("common-areas/add-holiday")
async def _area_holiday(state: State) -> Case:
    day = {"name": "Christmas", "from": "2026-12-24T00:00:00Z", "to": "2026-12-24T23:59:00Z"}
    return await object_of(state, "common-areas"), day


@case("sms-campaigns/set-opt-status")
async def _opted(state: State) -> Case:
    row, _ = await _campaigned(state)
    number, *_ = row.get("phone_numbers") or await state.rows("listPhoneNumbers", allocated_product="ZOOM_PHONE")
    given = {"consumer": "+14155550123", "numbers": [number["number"]]}
    path = {"smsCampaignId": row["sms_campaign_id"]}
    body = {"consumer_phone_number": given["consumer"], "zoom_phone_user_numbers": given["numbers"]}
    await state.do("updateNumberCampaignOptStatus", path, {**body, "opt_status": "opt_in"})
    return row, {**given, "status": "opt_out"}


LETTER = {"loa_authorizing_person": "Ann Lee", "contact_number": "+14155550100", "title": "CIO"}


async def _of_user(state: State) -> str:
    row = await object_of(
        state, "numbers", lambda row: any(each["assigned_to_type"] == "User" for each in row["assigned_list"])
    )
    return str(row["id"])


@case("sms-campaigns/add-numbers")
async def _campaign(state: State) -> Case:
    return await object_of(state, "sms-campaigns"), {"numbers": [await _of_user(state)], **LETTER}


async def _campaigned(state: State) -> tuple[dict[str, Any], str]:
    row, given = await _campaign(state)
    path, number = {"smsCampaignId": row["sms_campaign_id"]}, given["numbers"][0]
    await state.do("nm_assignCampaignPhoneNumbers", path, {"phone_number_ids": [number], **LETTER})
    return dict(row), number


@case("sms-campaigns/remove-number")
async def _campaign_less(state: State) -> Case:
    row, number = await _campaigned(state)
    return row, {"numbers": [number]}


@case("sms-campaign-numbers/delete")
async def _campaign_number(state: State) -> Case:
    row, number = await _campaigned(state)
    parents = {"smsCampaignId": row["sms_campaign_id"]}
    return await object_of(
        state, "sms-campaign-numbers", lambda each: each.get("phone_number_id") == number, parents
    ), {}


async def _consented(state: State) -> tuple[dict[str, Any], list[str]]:
    row = await object_of(state, "sms-consents")
    rows = await state.rows("ListConsentPhoneNumbers", {"consentId": row["consent_id"]})
    return row, [each["phone_number_id"] for each in rows]


@case("sms-consents/add-numbers")
async def _consent(state: State) -> Case:
    row, inside = await _consented(state)
    number = await object_of(
        state,
        "numbers",
        lambda each: each["id"] not in inside and any(a["assigned_to_type"] == "User" for a in each["assigned_list"]),
    )
    return row, {"numbers": [number["id"]]}


@case("sms-consents/remove-number")
async def _consent_less(state: State) -> Case:
    row, inside = await _consented(state)
    return row, {"numbers": inside[:1]}


@case("sms-consent-numbers/delete")
async def _consent_number(state: State) -> Case:
    row, _ = await _consented(state)
    return await object_of(state, "sms-consent-numbers", parents={"consentId": row["consent_id"]}), {}


async def _chosen(state: State, name: str) -> Case:
    add, parent, listed = {
        "caller-id-numbers": ("addOutboundCallerNumbers", "", ""),
        "site-caller-id-numbers": ("addSiteOutboundCallerNumbers", "siteId", "listPhoneSites"),
        "user-caller-id-numbers": ("addUserOutboundCallerNumbers", "userId", "listPhoneUsers"),
    }[resource_of(name)]
    parents = {parent: await state.first(listed, "id")} if parent else {}
    await state.do(add, parents, {"phone_number_ids": [await _of_user(state)]})
    return await object_of(state, resource_of(name), parents=parents), {}


cases_of(
    ("caller-id-numbers/delete", "site-caller-id-numbers/delete", "user-caller-id-numbers/delete"),
    _chosen,
)


async def _found_by_name(state: State, name: str) -> Case:
    site = await state.first("listPhoneSites", "id")
    user = await state.where("listPhoneUsers", lambda row: row["site"]["id"] == site)
    await state.do("AddUsersToDirectory", None, {"site_id": site, "extension_ids": [user["extension_id"]]})
    parents = {"siteId" if name.startswith("site-") else "site_id": site}
    return await object_of(
        state, resource_of(name), lambda row: row["extension_id"] == user["extension_id"], parents
    ), {}


cases_of(("dial-by-name-directory/delete", "site-dial-by-name-directory/delete"), _found_by_name)


@case("peering-numbers/delete")
async def _peering(state: State) -> Case:
    return await object_of(state, "peering-numbers", lambda row: row["assigned"] is False), {}
