"""What can be changed about auto receptionists and shared line groups."""

from __future__ import annotations

from ztui.resources.edits.holders import number_actions, number_delete
from ztui.resources.edits.holidays import add_holiday
from ztui.resources.edits.members import SHARED_LINES, member_actions
from ztui.resources.edits.model import Edits, InputKind, WriteField
from ztui.resources.edits.policies import policy_action
from ztui.resources.edits.voicemail import MENU_ACCESS, SHARED_LINE_ACCESS, access_actions

__all__ = ["EDITS"]

_MENU_POLICIES = (
    ("voicemail_transcription.enable", "Write out voicemail"),
    ("voicemail_notification_by_email.enable", "Tell of voicemail by mail"),
    ("sms.enable", "SMS"),
)


def _fields(name: str) -> tuple[WriteField, ...]:
    return (
        WriteField(name, name, "Name", required=True),
        WriteField("extension_number", "extension_number", "Extension", InputKind.EXTENSION, short_extension=True),
        WriteField("timezone", "timezone", "Time zone", InputKind.TIMEZONE),
        WriteField("department", "department", "Department"),
        WriteField("cost_center", "cost_center", "Cost center"),
    )


EDITS = (
    Edits(
        "auto-receptionists",
        _fields("name"),
        (
            *number_actions("auto-receptionists"),
            add_holiday("auto-receptionists"),
            policy_action(
                "auto-receptionists",
                "updateAutoReceptionistPolicy",
                "autoReceptionistId",
                "getAutoReceptionistsPolicy",
                _MENU_POLICIES,
            ),
            *access_actions(MENU_ACCESS, "auto-receptionists"),
        ),
        create_check="id",
    ),
    Edits("auto-receptionist-numbers", actions=(number_delete("auto-receptionist-numbers"),)),
    Edits(
        "shared-line-groups",
        (*_fields("display_name"), WriteField("primary_number", "primary_number", "Primary number")),
        (
            *member_actions("shared-line-groups", "shared-line-group-members", "sharedLineGroupId", SHARED_LINES),
            *number_actions("shared-line-groups"),
            add_holiday("shared-line-groups"),
            policy_action(
                "shared-line-groups",
                "updateSharedLineGroupPolicy",
                "sharedLineGroupId",
                "getSharedLineGroupPolicy",
                (("check_voicemails_over_phone.enable", "Hear voicemail over the phone"),),
            ),
            *access_actions(SHARED_LINE_ACCESS, "shared-line-groups"),
        ),
        create_check="id",
    ),
    Edits("shared-line-group-numbers", actions=(number_delete("shared-line-group-numbers"),)),
)
