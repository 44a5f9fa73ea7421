"""What can be changed about the hours and the routing of an extension.

Answers nest what the body has flat: `routing.forward_to.extension_id` is written as `forward_to_extension_id`. Each
row of the list is one setting of business, closed or holiday hours, and has the fields of its kind alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.codes import name_of
from ztui.contract.schemas import schema_at
from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import id_at, segment, text_in
from ztui.resources.edits.extensions import EXTENSIONS
from ztui.resources.edits.holidays import HOLIDAYS, holiday_there
from ztui.resources.edits.model import Action, Check, Edits, Expect, Given, InputKind, Request, WriteField
from ztui.resources.model import Confirm, Row
from ztui.resources.rows import value_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["EDITS"]

_S = "settings."


def _of(kind: str) -> Callable[[Row], bool]:
    """Tell rows of a kind; of holidays only the days, for no body says of which holiday a routing is."""
    return lambda row: row.get("sub_setting_type") == kind and (kind == "holiday" or row.get("hours") != HOLIDAYS)


_HANDLING, _CUSTOM, _FORWARDING, _HOLIDAY = map(_of, ("call_handling", "custom_hours", "call_forwarding", "holiday"))


def _field(
    read: str,
    write: str,
    title: str,
    kind: InputKind = InputKind.TEXT,
    applies: Callable[[Row], bool] = _HANDLING,
    **more: Any,
) -> WriteField:
    paths = "|".join(_S + each for each in read.split("|"))
    return WriteField(paths, _S + write, title, kind, applies=applies, **more)


def _extension(read: str, write: str, title: str) -> WriteField:
    return _field(read, write, title, InputKind.PICK, picks=EXTENSIONS, pick_path="extension_id")


def _audio(name: str, title: str) -> WriteField:
    """Give a field of an audio, which is shown by its name and written by its id."""
    called = f"{_S}{name}.name"
    return _field(f"{name}.id", f"{name}_id", title, called=called, help="Named as it is now; another by its audio ID")


def _actions(table: str) -> tuple[tuple[int, str], ...]:
    """Give where calls may go on, as the body allows it, with the words of the code table."""
    name = "busy_on_another_call_action" if table == "busy_action" else "call_not_answer_action"
    schema = schema_at(operation("updateCallHandling").detail().request_schema, _S + name) or {}
    return tuple((each, name_of(table, each)) for each in schema.get("enum", ()))


_SWITCH, _CHOICE, _DURATION = InputKind.SWITCH, InputKind.CHOICE, InputKind.DURATION

_WAITING = (
    _field("call_distribution.ring_mode", "call_distribution.ring_mode", "Distribution", _CHOICE),
    _field("call_distribution.ring_duration", "call_distribution.ring_duration", "Rings each for", _DURATION),
    _field(
        "call_distribution.handle_multiple_calls",
        "call_distribution.handle_multiple_calls",
        "Several calls at once",
        _SWITCH,
    ),
    _field(
        "call_distribution.skip_offline_device_phone_number",
        "call_distribution.skip_offline_device_phone_number",
        "Skip devices that are off",
        _SWITCH,
    ),
    _field("ring_mode", "ring_mode", "Rings", _CHOICE),
    _field("max_wait_time", "max_wait_time", "Longest wait", _DURATION),
    _field("max_call_in_queue", "max_call_in_queue", "Most calls waiting", InputKind.NUMBER),
    _field("wrap_up_time", "wrap_up_time", "Wrap-up", _DURATION),
    _field("receive_call", "receive_call", "Receives calls", _SWITCH),
    _audio("greeting_prompt", "Greeting"),
    _audio("music_on_hold", "Music on hold"),
    _audio("audio_while_connecting", "Audio while connecting"),
)
_UNANSWERED = (
    _field("routing.action", "call_not_answer_action", "Not answered", _CHOICE, choices=_actions("action")),
    _extension("routing.forward_to.extension_id", "forward_to_extension_id", "Not answered, to extension"),
    _field("routing.forward_to.phone_number", "phone_number", "Not answered, to number", InputKind.PHONE),
    _field("routing.forward_to.description", "description", "Words for that number"),
    _field("routing.forward_to.zcc_phone_number", "forward_to_zcc_phone_number", "To a number of Contact Center"),
    _field(
        "routing.forward_to.partner_contact_center_id", "forward_to_partner_contact_center_id", "To a partner's center"
    ),
    _field("routing.forward_to.teams_app_id", "forward_to_teams_id", "To Teams"),
    _field(
        "routing.require_press_1_before_connecting", "un_answered_require_press_1_before_connecting",
        "Not answered, press 1 first", _SWITCH,
    ),
    _field("routing.voicemail_greeting.id|routing.forward_to.voicemail_greeting.id", "voicemail_greeting_id",
        "Voicemail greeting"),
    _field("routing.voicemail_leaving_instruction.id", "voicemail_leaving_instruction_id", "Voicemail instruction"),
    _field("routing.message_greeting.id", "message_greeting_id", "Message"),
    _field("routing.play_callee_voicemail_greeting", "play_callee_voicemail_greeting", "Play the callee's greeting",
        _SWITCH),
    _field("routing.overflow_play_callee_voicemail_greeting", "overflow_play_callee_voicemail_greeting",
        "Overflow plays the callee's greeting", _SWITCH),
    _field("routing.connect_to_operator|connect_to_operator", "connect_to_operator", "Offer the operator", _SWITCH),
    _extension("routing.operator.extension_id", "operator_extension_id", "Operator"),
    _field("routing.allow_callers_check_voicemail|allow_callers_check_voicemail", "allow_callers_check_voicemail",
        "Callers may check voicemail", _SWITCH),
)  # fmt: skip
_BUSY = (
    _field("busy_routing.action", "busy_on_another_call_action", "Busy", _CHOICE, choices=_actions("busy_action")),
    _extension("busy_routing.forward_to.extension_id", "busy_forward_to_extension_id", "Busy, to extension"),
    _field("busy_routing.forward_to.phone_number", "busy_phone_number", "Busy, to number", InputKind.PHONE),
    _field("busy_routing.forward_to.description", "busy_description", "Words for that number"),
    _field("busy_routing.require_press_1_before_connecting", "busy_require_press_1_before_connecting",
        "Busy, press 1 first", _SWITCH),
    _field("busy_routing.busy_play_callee_voicemail_greeting", "busy_play_callee_voicemail_greeting",
        "Busy plays the callee's greeting", _SWITCH),
)  # fmt: skip


def _forwarding(value: Any) -> Any:
    """Make the numbers of the body from the ones read: of a contact only its id is written."""
    if not isinstance(value, list):
        return value
    kept = ("id", "description", "enable", "phone_number")
    made = [{name: each[name] for name in kept if name in each} for each in value]
    for each, before in zip(made, value, strict=True):
        contact = value_at(before, "external_contact.external_contact_id")
        if contact:
            each["external_contact"] = {"external_contact_id": contact}
    return made


_FIELDS = (
    _field("custom_hours_settings", "custom_hours_settings", "Hours", InputKind.HOURS, _CUSTOM),
    _field("type", "type", "Which hours", _CHOICE, _CUSTOM, choices=((1, "all day, every day"), (2, "own hours"))),
    _field("allow_members_to_reset", "allow_members_to_reset", "Members may reset", _SWITCH, _CUSTOM),
    *_WAITING,
    *_UNANSWERED,
    *_BUSY,
    _field(
        "call_forwarding_settings",
        "call_forwarding_settings",
        "Forwarded to",
        InputKind.JSON,
        _FORWARDING,
        to_write=_forwarding,
    ),
    _field(
        "require_press_1_before_connecting",
        "require_press_1_before_connecting",
        "Press 1 before connecting",
        _SWITCH,
        _FORWARDING,
    ),
    _field("name", "name", "Name", applies=_HOLIDAY, required=True),
    _field("from", "from", "From", applies=_HOLIDAY, required=True),
    _field("to", "to", "To", applies=_HOLIDAY, required=True),
)


def _update(row: Row, body: Mapping[str, Any]) -> Request:
    """Make the request of an update: which hours and which setting follow from the row."""
    hours = text_in(row, "hours", "kind of hours")
    settings = dict(body.get("settings", {}))
    if hours == HOLIDAYS:
        settings["holiday_id"] = id_at(row, "holiday_id", "holiday")
    path = {"extensionId": id_at(row, "extensionId", "extension"), "settingType": hours}
    written = {"sub_setting_type": text_in(row, "sub_setting_type", "setting"), "settings": settings}
    return Request("updateCallHandling", path, body=written)


def _create(row: Row, body: Mapping[str, Any]) -> Request:
    """Make the request of a create, which adds a holiday."""
    path = {"extensionId": id_at(row, "extensionId", "extension"), "settingType": HOLIDAYS}
    return Request("addCallHandling", path, body={"sub_setting_type": "holiday", **body})


def _delete(row: Row, given: Given) -> Sequence[Request]:
    del given
    if row.get("hours") != HOLIDAYS:
        raise ConfigError("Only holidays can be deleted; business and closed hours are always there.")
    path = {"extensionId": id_at(row, "extensionId", "extension"), "settingType": HOLIDAYS}
    return [Request("deleteCallHandling", path, {"holiday_id": id_at(row, "holiday_id", "holiday")})]


def _deleted(_: Row, request: Request) -> Check:
    match = (("holiday_id", request.query["holiday_id"]),)
    path = {"extensionId": request.path["extensionId"]}
    return Check("getCallHandling", path, expect=Expect.GONE, match=match, rows=HOLIDAYS)


def _again(row: Row, request: Request, _: Any) -> Request | None:
    """Add the holiday again, where the row is the one with its days."""
    if row.get("sub_setting_type") != "holiday":
        return None
    settings = {name: segment(value_at(row, _S + name), name) for name in ("name", "from", "to")}
    return Request("addCallHandling", request.path, body={"sub_setting_type": "holiday", "settings": settings})


_DELETE = Action(
    "delete",
    "Delete the holiday",
    "call-handling",
    _delete,
    ("deleteCallHandling",),
    check=_deleted,
    inverse=_again,
    undone=holiday_there,
    differs="the holiday gets a new ID, and its routing is Zoom's default",
    confirm=Confirm.DANGER,
    says=lambda row, _: f"The holiday {row.get('holiday_name') or ''} is deleted, with where its calls go",
    needs=lambda row: "" if row.get("hours") == HOLIDAYS else "Only holidays can be deleted",
)

EDITS = (Edits("call-handling", _FIELDS, (_DELETE,), "holiday_id", update=_update, create=_create),)
