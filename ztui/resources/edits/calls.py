"""What can be changed about calls of the past: a client code on a user's leg, and who may call again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import id_at, text_in
from ztui.resources.edits.blocking import blocked_number, unblocking
from ztui.resources.edits.model import Action, Check, Edits, Expect, Given, Input, InputKind, Request
from ztui.resources.rows import text_of, value_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.resources.model import Row

__all__ = ["EDITS"]

_LEG = "call_element_id|call_path_id"
_SHORTEST, _LONGEST = 3, 16


def _coded(row: Row, code: str) -> Request:
    return Request("addClientCodeToCallHistory", {"callLogId": id_at(row, _LEG, "leg")}, body={"client_code": code})


def _code(row: Row, given: Given) -> Sequence[Request]:
    code = text_in(given, "code", "client code")
    if not (code.isascii() and code.isdecimal() and _SHORTEST <= len(code) <= _LONGEST):
        raise ConfigError("A client code is 3 to 16 digits.")
    return [_coded(row, code)]


def _code_before(row: Row, *_: Any) -> Request | None:
    code = text_of(row.get("client_code"))
    return _coded(row, code) if code else None


def _client_code(resource: str) -> Action:
    return Action(
        "set-client-code",
        "Set the client code",
        resource,
        _code,
        ("addClientCodeToCallHistory",),
        (Input("code", "Client code", longest=_LONGEST, help="3 to 16 digits"),),
        lambda row, request: Check(
            "getCallElement",
            {"callElementId": id_at(row, _LEG, "leg")},
            match=(("client_code", request.body["client_code"]),),
        ),
        inverse=_code_before,
        final="there was no code before, and a code is only replaced, not removed",
        says=lambda _, given: f"The call gets the client code {given.get('code', '')}",
        needs=lambda row: (
            "" if value_at(row, _LEG) else "Only a user's leg takes a code, not the call of the account's history"
        ),
    )


def _block_caller(resource: str, number: str) -> Action:
    def make(row: Row, given: Given) -> Sequence[Request]:
        threat = given.get("threat") is True
        return [blocked_number(id_at(row, number, "caller"), text_of(given.get("comment")), threat=threat)]

    def check(_: Row, request: Request) -> Check:
        match = (("blocked_number|phone_number", request.body["blocked_number"]),)
        return Check("ListAccountLevelInboundBlockRules", expect=Expect.THERE, match=match)

    return Action(
        "block-caller",
        "Block the caller",
        resource,
        make,
        ("AddAccountLevelInboundBlockRules",),
        (
            Input("comment", "Comment", required=False, longest=50),
            Input("threat", "Is a threat", InputKind.SWITCH, required=False),
        ),
        check,
        inverse=unblocking,
        says=lambda row, _: f"{text_of(value_at(row, number))} can no longer call this account",
        needs=_blockable(number),
    )


def _blockable(path: str) -> Callable[[Row], str]:
    def needs(row: Row) -> str:
        if row.get("direction") == "outbound":
            return "It went out; there is no caller to block"
        number = text_of(value_at(row, path))
        return "" if number.startswith("+") else "The caller has no public number"

    return needs


_CALLER = "caller_did_number|caller_number"
EDITS = (
    Edits("call-history", actions=(_block_caller("call-history", _CALLER),)),
    Edits("call-elements", actions=(_client_code("call-elements"),)),
    Edits(
        "user-call-history", actions=(_client_code("user-call-history"), _block_caller("user-call-history", _CALLER))
    ),
)
