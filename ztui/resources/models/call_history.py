"""Calls and their legs (GET /phone/call_history, GET /phone/call_history/{callHistoryUuid})."""

from __future__ import annotations

from datetime import datetime

from ztui.resources.models.lenient import Digits, Lenient

__all__ = ["Call", "CallElement", "Parties"]


class Parties(Lenient):
    """What a call and a leg have in common."""

    call_id: Digits | None = None
    direction: str | None = None
    call_type: str | None = None
    connect_type: str | None = None
    hide_caller_id: bool | None = None
    caller_ext_id: str | None = None
    caller_name: str | None = None
    caller_email: str | None = None
    caller_did_number: Digits | None = None
    caller_ext_number: Digits | None = None
    caller_ext_type: str | None = None
    caller_number_type: str | None = None
    callee_ext_id: str | None = None
    callee_name: str | None = None
    callee_email: str | None = None
    callee_did_number: Digits | None = None
    callee_ext_number: Digits | None = None
    callee_ext_type: str | None = None
    callee_number_type: str | None = None
    site_id: str | None = None
    site_name: str | None = None
    start_time: datetime | None = None
    answer_time: datetime | None = None
    end_time: datetime | None = None


class Call(Parties):
    """A whole call; `duration` is in seconds; `id` stands for `call_history_uuid` in older answers."""

    call_history_uuid: str | None = None
    id: str | None = None
    call_result: str | None = None
    duration: int | None = None
    international: bool | None = None
    sbc_id: Digits | None = None
    sbc_name: str | None = None
    sip_group_id: Digits | None = None
    sip_group_name: str | None = None
    recording_status: str | None = None


class CallElement(Parties):
    """A leg; `waiting_time` and `hold_time` are in seconds; `id` stands for `call_element_id` in older answers."""

    call_element_id: str | None = None
    id: str | None = None
    event: str | None = None
    result: str | None = None
    result_reason: str | None = None
    press_key: Digits | None = None
    operator_name: str | None = None
    waiting_time: int | None = None
    hold_time: int | None = None
    recording_id: str | None = None
    voicemail_id: str | None = None
