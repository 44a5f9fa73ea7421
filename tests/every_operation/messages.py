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
