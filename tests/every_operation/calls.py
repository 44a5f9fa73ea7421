"""Needs of the operations on calls, recordings and voicemails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.every_operation.prepared import Given, prepares

if TYPE_CHECKING:
    from tests.every_operation.state import State


async def leg(state: State) -> tuple[str, str]:
    """Give a user and the id of a leg of one of the user's calls."""
    for user in await state.rows("listPhoneUsers"):
        rows = await state.rows("phoneUserCallHistory", {"userId": user["id"]})
        if rows:
            return user["id"], rows[0]["call_element_id"]
    raise AssertionError("Nobody has called.")


@prepares("getCallElement")
async def _a_leg(state: State) -> Given:
    return {"path": {"callElementId": (await leg(state))[1]}}


@prepares("addClientCodeToCallHistory", "addClientCodeToCallLog")
async def _log_of_a_user(state: State) -> Given:
    return {"path": {"callLogId": (await leg(state))[1]}, "body": {"client_code": "12345"}}


@prepares("getCallHistoryDetail")
async def _detail(state: State) -> Given:
    return {"path": {"callHistoryId": (await leg(state))[1]}}


@prepares("deleteCallLog", "deleteUserCallHistory")
async def _log_to_delete(state: State) -> Given:
    user, element = await leg(state)
    return {"path": {"userId": user, "callLogId": element}}


@prepares("getPhoneRecordingsByCallIdOrCallLogId")
async def _recorded_call(state: State) -> Given:
    return {"path": {"id": await state.first("getPhoneRecordings", "call_id")}}


@prepares("UpdateRecordingStatus")
async def _deleted_recording(state: State) -> Given:
    path = {"recordingId": await state.first("getPhoneRecordings", "id")}
    await state.do("deleteCallRecording", path)
    return {"path": path, "body": {"action": "recover"}}


@prepares("getVoicemailDetailsByCallIdOrCallLogId")
async def _voicemail_of_a_call(state: State) -> Given:
    for row in await state.rows("accountVoiceMails"):
        if row.get("owner", {}).get("type") == "user":
            return {"path": {"userId": row["owner"]["id"], "id": row["call_id"]}}
    raise AssertionError("No user has a voicemail.")


@prepares("phoneDownloadRecordingFile")
async def _file_of_recording(state: State) -> Given:
    return {"path": {"fileId": _file(await state.first("getPhoneRecordings", "download_url"))}}


@prepares("phoneDownloadVoicemailFile")
async def _file_of_voicemail(state: State) -> Given:
    return {"path": {"fileId": _file(await state.first("accountVoiceMails", "download_url"))}}


@prepares("phoneDownloadRecordingTranscript")
async def _transcript(state: State) -> Given:
    return {"path": {"recordingId": await state.first("getPhoneRecordings", "id", page_size=100)}}


@prepares("smsByMessageId")
async def _message(state: State) -> Given:
    path = {"sessionId": await state.first("accountSmsSession", "session_id")}
    return {"path": path | {"messageId": await state.first("smsSessionDetails", "message_id", path)}}


def _file(url: str) -> str:
    return url.rpartition("/")[2]
