"""What the keys of an auto receptionist do, and what happens when a caller presses none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.codes import table
from ztui.resources.edits.asking import id_at, text_in
from ztui.resources.edits.extensions import EXTENSIONS
from ztui.resources.edits.model import Edits, InputKind, Request, WriteField
from ztui.resources.ivr_keys import NO_KEY
from ztui.resources.rows import value_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.resources.model import Row

__all__ = ["EDITS"]


def _is_key(row: Row) -> bool:
    return row.get("key") != NO_KEY


def _is_silence(row: Row) -> bool:
    return row.get("key") == NO_KEY


def _choices(name: str) -> tuple[tuple[int | str, str], ...]:
    return tuple(table(name).items())


_ID = "extension_id"
_CHOICE, _PICK = InputKind.CHOICE, InputKind.PICK
_FIELDS = (
    WriteField("action", "action", "Does", _CHOICE, choices=_choices("ivr_action"), applies=_is_key),
    WriteField(
        "target.extension_id", "target.extension_id", "To", _PICK, picks=EXTENSIONS, pick_path=_ID, applies=_is_key
    ),
    WriteField("target.phone_number", "target.phone_number", "To number", InputKind.PHONE, applies=_is_key),
    WriteField("voicemail_greeting.id", "voicemail_greeting_id", "Voicemail greeting", applies=_is_key),
    WriteField("action", "silence.action", "Does", _CHOICE, choices=_choices("ivr_no_action"), applies=_is_silence),
    WriteField(
        "audio_prompt_repeat",
        "silence.audio_prompt_repeat",
        "Prompt is repeated",
        _CHOICE,
        choices=((1, "once"), (2, "twice"), (3, "three times")),
        applies=_is_silence,
    ),
    WriteField(
        "forward_to.extension_id",
        "silence.forward_to_extension_id",
        "To",
        _PICK,
        picks=EXTENSIONS,
        pick_path=_ID,
        applies=_is_silence,
    ),
    WriteField("audio_prompt.id", "audio_prompt_id", "Prompt of the menu"),
)


def _there(pairs: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in pairs.items() if value is not None and value != ""}


def _key(row: Row, body: Mapping[str, Any]) -> dict[str, Any]:
    """Make a key of the body: Zoom replaces all of it, so what stays goes along; a target only with its own action."""
    made = {"key": text_in(row, "key", "key"), **_there({"action": row.get("action")})}
    if "action" not in body:
        target = {name: value_at(row, f"target.{name}") for name in ("extension_id", "phone_number")}
        greeting = value_at(row, "voicemail_greeting.id")
        made |= _there({"target": _there(target) or None, "voicemail_greeting_id": greeting})
    return made | dict(body)


def _silence(row: Row, body: Mapping[str, Any]) -> dict[str, Any]:
    """Make what happens without a key, all of it."""
    made = _there({name: row.get(name) for name in ("action", "audio_prompt_repeat")})
    if "action" not in body:
        made |= _there({"forward_to_extension_id": value_at(row, "forward_to.extension_id")})
    return made | dict(body)


def _update(row: Row, body: Mapping[str, Any]) -> Request:
    """Make the request that changes one key, or what happens without one, of business, closed or holiday hours."""
    written = _there({name: row.get(name) for name in ("hours_type", "holiday_id")})
    of_key = {name: value for name, value in body.items() if name not in ("audio_prompt_id", "silence")}
    if of_key:
        written["key_action"] = _key(row, of_key)
    if "silence" in body:
        written["caller_enters_no_action"] = _silence(row, body["silence"])
    if "audio_prompt_id" in body:
        written["audio_prompt_id"] = body["audio_prompt_id"]
    path = {"autoReceptionistId": id_at(row, "autoReceptionistId", "auto receptionist")}
    return Request("updateAutoReceptionistIVR", path, body=written)


EDITS = (Edits("ivr-keys", _FIELDS, update=_update),)
