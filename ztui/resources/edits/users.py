"""What can be changed about users: profile, calling plans, activation, how they show, and who hears their voicemail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import called, id_at, id_in
from ztui.resources.edits.holders import number_actions
from ztui.resources.edits.holidays import add_holiday
from ztui.resources.edits.model import Action, Check, Edits, Expect, Given, InputKind, Request, WriteField
from ztui.resources.edits.plans import PLAN, plan_actions, plan_input, plan_number
from ztui.resources.edits.policies import policy_action
from ztui.resources.edits.voicemail import USER_ACCESS, access_actions
from ztui.resources.model import Confirm, Row
from ztui.resources.rows import value_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["EDITS"]

_STATES = {"activate": "active", "deactivate": "inactive"}


def _batch(row: Row, status: object) -> Request:
    body = {"batch_type": "activate", "user_ids": [id_at(row, "id", "user")], "activation_status": status}
    return Request("updateUsersPropertiesInBatch", body=body)


def _activation(name: str, title: str, says: str, confirm: Confirm) -> Action:
    other = next(each for each in _STATES if each != name)

    def check(row: Row, request: Request) -> Check:
        match = (("status", request.body["activation_status"]),)
        return Check("phoneUser", {"userId": id_at(row, "id", "user")}, match=match)

    return Action(
        name,
        title,
        "users",
        lambda row, _: [_batch(row, name)],
        ("updateUsersPropertiesInBatch",),
        check=check,
        inverse=lambda row, *_: _batch(row, other),
        confirm=confirm,
        says=lambda row, _: f"{called(row)} {says}",
        needs=lambda row: f"It is {_STATES[name]} already" if row.get("status") == name else "",
    )


def _replaced(row: Row, source: object, target: object) -> Request:
    body = {"source_type": plan_number(source), "target_type": plan_number(target)}
    return Request("updateCallingPlan", {"userId": id_at(row, "id", "user")}, body=body)


def _plan_there(row: Row, request: Request) -> Check:
    match = (("type", request.body["target_type"]),)
    return Check("phoneUser", {"userId": id_at(row, "id", "user")}, {}, Expect.THERE, match, "calling_plans")


def _replace(row: Row, given: Given) -> Sequence[Request]:
    source, target = id_in(given, "source", "calling plan"), id_in(given, "target", "calling plan")
    if source == target:
        raise ConfigError("That is the plan it has.", "Name another one.")
    return [_replaced(row, source, target)]


_REPLACE = Action(
    "replace-calling-plan",
    "Replace a calling plan",
    "users",
    _replace,
    ("updateCallingPlan",),
    (plan_input("source", "Plan it has"), plan_input("target", "Plan it gets")),
    _plan_there,
    inverse=lambda row, request, _: _replaced(row, request.body["target_type"], request.body["source_type"]),
    says=lambda row, _: f"{called(row)} gets another calling plan for one that it has",
    needs=lambda row: "" if value_at(row, "calling_plans[0].type") else "It has no calling plan",
)

_SETTINGS = (
    ("outbound_caller_id", "Shows as caller", "outbound_caller.number"),
    ("area_code", "Area code", "area_code"),
    ("audio_prompt_language", "Language of prompts", "audio_prompt_language"),
    ("default_transcription_language", "Language of transcripts", "default_transcription_language"),
    ("country_iso_code", "Country", "country.code"),
    ("music_on_hold_id", "Music on hold", "music_on_hold_id"),
)

_FIELDS = (
    WriteField(
        "extension_number", "extension_number", "Extension", InputKind.EXTENSION, update_only=True, long_extension=True
    ),
    WriteField("site_id|site.id", "site_id", "Site", InputKind.PICK, picks=("sites",), update_only=True),
    WriteField("emergency_address.id", "emergency_address_id", "Emergency address", update_only=True),
    WriteField("", "template_id", "Settings from template", update_only=True),
    WriteField("email", "email", "E-mail", create_only=True, required=True, help="A user of this Zoom account."),
    WriteField("", "first_name", "First name", create_only=True),
    WriteField("", "last_name", "Last name", create_only=True),
    WriteField("", "calling_plans", "Calling plans", create_only=True, required=True, several=True),
    WriteField("", "site_code", "Site code", create_only=True),
    WriteField("", "site_name", "Site name", create_only=True),
    WriteField("", "template_name", "Template", create_only=True),
    WriteField("", "phone_numbers", "Numbers", InputKind.PHONE, create_only=True, several=True),
    WriteField("", "outbound_caller_id", "Shows as caller", InputKind.PHONE, create_only=True),
    WriteField("", "select_outbound_caller_id", "May choose how it shows", InputKind.SWITCH, create_only=True),
    WriteField("", "sms", "SMS", InputKind.SWITCH, create_only=True),
    WriteField("", "desk_phones", "Desk phones", InputKind.JSON, create_only=True),
    WriteField(
        "",
        "extension_number",
        "Extension",
        InputKind.EXTENSION,
        create_only=True,
        required=True,
        short_extension=True,
        help="Within the site.",
    ),
)


def _create(_: Row, body: Mapping[str, Any]) -> Request:
    """Make the request that gives Zoom Phone to a user of the account."""
    return Request("batchAddUsers", body={"users": [dict(body)]})


EDITS = (
    Edits(
        "users",
        _FIELDS,
        (
            *number_actions("users"),
            *plan_actions("users", "userId", *PLAN["users"]),
            _REPLACE,
            add_holiday("users"),
            policy_action(
                "users",
                "updateUserSettings",
                "userId",
                "phoneUserSettings",
                _SETTINGS,
                "set-phone-settings",
                "settings",
            ),
            *access_actions(USER_ACCESS, "users"),
            _activation("activate", "Activate", "can call and be called again", Confirm.REVIEW),
            _activation("deactivate", "Deactivate", "can no longer call or be called", Confirm.DANGER),
        ),
        create=_create,
        create_check="[0].id",
    ),
)
