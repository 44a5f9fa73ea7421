"""Needs of the operations on faxes and text messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.every_operation.prepared import Given, prepares

if TYPE_CHECKING:
    from tests.every_operation.state import State


@prepares("UpdateFaxLogReadStatus")
async def _read(state: State) -> Given:
    fax = await state.where("GetAccount'sFaxLogs", lambda row: row["direction"] == "inbound")
    return {"path": {"faxLogId": fax["fax_log_id"]}, "query": {"read_status": "read"}}


@prepares("Downloadfaxfile")
async def _page_of_fax(state: State) -> Given:
    fax = await state.where("GetAccount'sFaxLogs", lambda row: row.get("file_id"))
    return {"path": {"faxLogId": fax["fax_log_id"], "fileId": fax["file_id"]}}


@prepares("postSmsMessage")
async def _message(state: State) -> Given:
    for session in await state.rows("accountSmsSession"):
        for each in session["participants"]:
            if each.get("owner", {}).get("type") == "user":
                to = [{"phone_number": "+14155550187"}]
                return {"body": {"sender": {"phone_number": each["phone_number"]}, "to_members": to, "message": "Hi"}}
    raise AssertionError("No user has written.")


LETTER = {"loa_authorizing_person": "Ann Lee", "contact_number": "+14155550100", "title": "CIO"}


async def _able(state: State) -> str:
    """Give the id of a number that could send for a campaign: one of Zoom's, not toll free."""
    number = await state.where(
        "listPhoneNumbers",
        lambda row: (
            row["source"] == "Zoom"
            and row["number_type"] != "TollFree"
            and row["status"] == "Normal"
            and "Messaging" not in row["capability"]
        ),
        page_size=100,
    )
    return str(number["id"])


@prepares("assignCampaignPhoneNumbers")
async def _for_campaign(state: State) -> Given:
    return {"body": LETTER | {"phone_numbers": [{"id": await _able(state)}]}}


@prepares("nm_assignCampaignPhoneNumbers")
async def _for_campaign_by_id(state: State) -> Given:
    return {"body": LETTER | {"phone_number_ids": [await _able(state)]}}


@prepares("nm_unassignCampaignPhoneNumber")
async def _of_campaign(state: State) -> Given:
    path = {"smsCampaignId": await state.first("listAccountSMSCampaigns", "id")}
    numbers = (await state.do("GetSMSCampaign", path))["phone_numbers"]
    return {"path": path, "query": {"phone_number_ids": [numbers[0]["id"]]}}
