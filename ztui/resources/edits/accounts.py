"""What can be changed about sub accounts: options, owner, and which settings are locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError, UnknownName
from ztui.resources.edits.asking import called, flag_in, id_at, text_in
from ztui.resources.edits.fields import leaves
from ztui.resources.edits.model import Action, Check, Edits, Given, Input, InputKind, Request, WriteField
from ztui.resources.edits.policies import nested
from ztui.resources.edits.sip import AUDIO_SETTINGS
from ztui.resources.model import Confirm, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["EDITS"]

_WORDS = (
    ("pay_mode", "Paid by"),
    ("billing_auto_renew", "Renews by itself"),
    ("share_mc", "Shares meeting connectors"),
    ("share_rc", "Shares room connectors"),
    ("meeting_connector_list", "Meeting connectors"),
    ("room_connector_list", "Room connectors"),
    ("resource_share_mc", "Shares its meeting connectors"),
    ("resource_share_mh", "Shares its hybrid meetings"),
    ("resource_meeting_connector_list", "Its meeting connectors"),
    ("resource_meeting_hybrid_list", "Its hybrid meetings"),
)
_FIELDS = (
    WriteField("", "account_name", "Name", create_only=True),
    WriteField("", "email", "Owner's e-mail", create_only=True, required=True),
    WriteField("", "first_name", "Owner's first name", create_only=True, required=True),
    WriteField("", "last_name", "Owner's last name", create_only=True, required=True),
    WriteField("", "password", "Owner's password", InputKind.SECRET, create_only=True, required=True),
    *(WriteField(f"options.{name}", name, title, update_only=True) for name, title in _WORDS),
)


def _path(row: Row) -> dict[str, str]:
    return {"accountId": id_at(row, "id", "account")}


def _owned(row: Row, email: str) -> Request:
    return Request("UpdateTheAccountOwner", _path(row), body={"email": email})


def _owner_before(row: Row, *_: Any) -> Request | None:
    email = row.get("owner_email")
    return _owned(row, email) if isinstance(email, str) and email else None


_OWNER = Action(
    "set-owner",
    "Make another user its owner",
    "accounts",
    lambda row, given: [_owned(row, text_in(given, "email", "e-mail"))],
    ("UpdateTheAccountOwner",),
    (Input("email", "New owner's e-mail", help="A user of that account."),),
    lambda row, request: Check("GetSubAccountDetails", _path(row), match=(("owner_email", request.body["email"]),)),
    inverse=_owner_before,
    differs="the owner from before has the rights again, as long as it is still a user of the account",
    confirm=Confirm.SEVERE,
    says=lambda row, given: f"{called(row)} will belong to {given.get('email', 'somebody else')}",
)


def _lockable() -> dict[str, Any]:
    schema = operation("UpdateLockedSettings").detail().request_schema
    return {path: each for path, each in leaves(schema).items() if each.get("type") == "boolean"}


def _locked(row: Row, setting: str, locked: bool) -> Request:
    return Request("UpdateLockedSettings", _path(row), body=nested([(setting, locked)]))


def _lock(row: Row, given: Given) -> Sequence[Request]:
    setting = text_in(given, "setting", "setting")
    if setting not in _lockable():
        raise UnknownName("setting that can be locked", setting, _lockable())
    return [_locked(row, setting, flag_in(given, "locked", "lock"))]


def _flag(body: Any) -> tuple[str, bool]:
    """Give path and value of the one setting in a body."""
    path, value = "", body
    while isinstance(value, dict):
        if len(value) != 1:
            raise ConfigError("One setting is locked at a time.")
        name, value = next(iter(value.items()))
        path = f"{path}.{name}" if path else name
    return path, bool(value)


def _unlocked(row: Row, request: Request, _: Any) -> Request:
    setting, locked = _flag(request.body)
    return _locked(row, setting, not locked)


_LOCK = Action(
    "lock-setting",
    "Lock or unlock a setting",
    "accounts",
    _lock,
    ("UpdateLockedSettings",),
    (
        Input("setting", "Setting", help="Its path: in_meeting.auto_answer"),
        Input("locked", "Locked", InputKind.SWITCH),
    ),
    lambda row, request: Check("getAccountLockSettings", _path(row), match=(_flag(request.body),)),
    inverse=_unlocked,
    differs="it is turned round, also if it was so before",
    says=lambda row, given: (
        f"{called(row)}: {given.get('setting', 'a setting')} "
        f"{'can no longer be changed by its admins and users' if given.get('locked') else 'can be changed again'}"
    ),
)

EDITS = (Edits("accounts", _FIELDS, (_OWNER, _LOCK, AUDIO_SETTINGS), create_check="id"),)
