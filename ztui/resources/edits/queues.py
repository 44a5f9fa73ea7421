"""What can be changed about call queues and their numbers; hours and routing are in `call_handling`."""

from __future__ import annotations

from typing import Any

from ztui.resources.edits.holders import number_actions, number_delete
from ztui.resources.edits.holidays import add_holiday
from ztui.resources.edits.members import QUEUE, member_actions
from ztui.resources.edits.model import Edits, InputKind, WriteField
from ztui.resources.edits.policies import policy_action
from ztui.resources.edits.voicemail import QUEUE_ACCESS, access_actions

__all__ = ["EDITS"]


def _members(name: str, title: str, resource: str, **more: Any) -> WriteField:
    """Give what a new queue takes as its first members."""
    return WriteField(
        "", f"members.{name}", title, InputKind.PICK, picks=(resource,), several=True, create_only=True, **more
    )


_FIELDS = (
    WriteField("name", "name", "Name", required=True),
    WriteField("extension_number", "extension_number", "Extension", InputKind.EXTENSION, short_extension=True),
    WriteField("site.id", "site_id", "Site", InputKind.PICK, picks=("sites",), required=True),
    WriteField("timezone", "timezone", "Time zone", InputKind.TIMEZONE),
    WriteField("status", "status", "Status"),
    WriteField("department", "department", "Department"),
    WriteField("cost_center", "cost_center", "Cost center"),
    WriteField("audio_prompt_language", "audio_prompt_language", "Language of prompts"),
    WriteField("default_transcription_language", "default_transcription_language", "Language of transcripts"),
    WriteField("recording_storage_location", "recording_storage_location", "Recordings in"),
    WriteField("", "description", "Description", help="No answer has it."),
    _members("users", "Users", "users", element="id"),
    _members("common_area_ids", "Common areas", "common-areas"),
)

_POLICIES = (
    ("auto_call_recording.enable", "Record calls by themselves"),
    ("auto_call_recording.recording_calls", "Which calls are recorded"),
    ("auto_call_recording.recording_transcription", "Write out recordings"),
    ("ad_hoc_call_recording_for_members.enable", "Members may record"),
    ("voicemail_transcription.enable", "Write out voicemail"),
    ("voicemail_notification_by_email.enable", "Tell of voicemail by mail"),
    ("sms.enable", "SMS"),
    ("online_fax.enable", "Fax"),
    ("call_queue_pickup_code.enable", "Pickup code"),
)

EDITS = (
    Edits(
        "call-queues",
        _FIELDS,
        (
            *member_actions("call-queues", "queue-members", "callQueueId", QUEUE),
            *number_actions("call-queues"),
            add_holiday("call-queues"),
            policy_action("call-queues", "updateCallQueuePolicy", "callQueueId", "getCallQueuePolicy", _POLICIES),
            *access_actions(QUEUE_ACCESS, "call-queues"),
        ),
        create_check="id",
    ),
    Edits("queue-numbers", actions=(number_delete("queue-numbers"),)),
)
