"""Needs of the operations on audio libraries, summaries of calls and templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.every_operation.prepared import Given, prepares

if TYPE_CHECKING:
    from tests.every_operation.state import State

_SILENCE = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA="


@prepares("GetAudioItem", "UpdateAudioItem", "DeleteAudioItem")
async def _audio(state: State) -> Given:
    user = await state.first("listPhoneUsers", "id")
    made = await state.do("AddAnAudio", {"userId": user}, {"audio_name": "Away", "text": "Back on Monday."})
    return {"path": {"audioId": made["audio_id"]}}


@prepares("AddAudioItem")
async def _file(_: State) -> Given:
    return {"body": {"attachments": [{"audio_type": "audio/wav", "name": "Silence", "base64_encoding": _SILENCE}]}}


@prepares("getUserAICallSummary")
async def _summary(state: State) -> Given:
    system = state.engine.world.system(state.engine.world.master_id)
    calls = await state.rows("accountCallHistory")
    for call in calls:
        ends = (call.get("caller_ext_id", ""), call.get("callee_ext_id", ""))
        users = [user for user in system.users if user.ext_id in ends]
        if users and call["call_result"] == "answered":
            return {"path": {"userId": users[0].id, "aiCallSummaryId": call["call_history_uuid"]}}
    raise AssertionError("nobody answered a call")


@prepares("addSettingTemplate")
async def _kind(_: State) -> Given:
    return {"body": {"name": "Night shift", "type": "user"}}
