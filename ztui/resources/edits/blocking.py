"""What can be changed about blocked callers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.resources.edits.asking import called, id_at, segment
from ztui.resources.edits.model import Action, Check, Edits, Expect, Request
from ztui.resources.rows import value_at

if TYPE_CHECKING:
    from ztui.resources.model import Row

__all__ = ["EDITS", "blocked_number", "unblocking"]

_ANEW = "it gets a new ID"
_NUMBER = "blocked_number|phone_number"


def blocked_number(number: str, comment: str = "", *, threat: bool = False) -> Request:
    """Make the request of a rule that blocks a caller for the account."""
    body = {
        "match_type": "phoneNumber",
        "blocked_number": segment(number, "caller"),
        "type": "block_as_threat" if threat else "block_for_other_reasons",
        "status": "active",
    }
    return Request("AddAccountLevelInboundBlockRules", body=body | ({"comment": comment} if comment else {}))


def unblocking(_: Row, request: Request, answer: Any) -> Request | None:
    """Make what takes a rule back, which only the answer that made it names."""
    del request
    made = answer.get("id") if isinstance(answer, dict) else None
    return (
        Request("DeleteAccountLevelInboundBlockRules", query={"blocked_rule_id": segment(made, "rule")})
        if made
        else None
    )


def _ruled(row: Row, _: Request) -> Check:
    match = ((_NUMBER, value_at(row, _NUMBER)),)
    return Check("ListAccountLevelInboundBlockRules", expect=Expect.THERE, match=match)


_FOR_ALL = Action(
    "block-for-all",
    "Block for all extensions",
    "blocked-statistics",
    lambda row, _: [
        Request(
            "MarkPhoneNumberAsBlockedForAllExtensions",
            body={"blocked_statistic_id": id_at(row, "id", "blocked number")},
        )
    ],
    ("MarkPhoneNumberAsBlockedForAllExtensions",),
    check=_ruled,
    final="Zoom does not name the rule that it makes; delete it among the inbound block rules",
    says=lambda row, _: f"{called(row)} can no longer call this account",
)

EDITS = (
    Edits("blocked-list", create_check="id", recreate=_ANEW),
    Edits("inbound-block-rules", create_check="id", recreate=_ANEW),
    Edits("extension-block-rules", create_check="id", recreate=_ANEW),
    Edits("blocked-statistics", actions=(_FOR_ALL,)),
)
