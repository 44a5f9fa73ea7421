"""What somebody outside has agreed to: opt statuses towards the numbers of an SMS campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted
from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import called, id_at, ids_in, pick, text_in
from ztui.resources.edits.model import Action, Check, Expect, Given, Input, InputKind, Request
from ztui.resources.model import Confirm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Row

__all__ = ["OPT_STATUS"]

_READ, _WRITE = "getNumberCampaignOptStatus", "updateNumberCampaignOptStatus"
_NUMBERS, _CONSUMER = "zoom_phone_user_numbers", "consumer_phone_number"
_STATUSES = (("opt_in", "opted in"), ("opt_out", "opted out"))
_MOST = 10


def _campaign(row: Row) -> dict[str, str]:
    return {"smsCampaignId": id_at(row, "sms_campaign_id|id", "campaign")}


def _asked(given: Given) -> tuple[str, list[str]]:
    numbers = list(ids_in(given, "numbers", "number"))
    if not 0 < len(numbers) <= _MOST:
        raise ConfigError(f"Name 1 to {_MOST} numbers of the campaign.")
    return text_in(given, "consumer", "number outside"), numbers


def _make(row: Row, given: Given) -> Sequence[Request]:
    consumer, numbers = _asked(given)
    status = text_in(given, "status", "status")
    return [
        Request(_WRITE, _campaign(row), body={_CONSUMER: consumer, _NUMBERS: [each], "opt_status": status})
        for each in numbers
    ]


def _query(body: Any) -> dict[str, Any]:
    return {_CONSUMER: body[_CONSUMER], _NUMBERS: body[_NUMBERS]}


def _check(row: Row, request: Request) -> Check:
    number, status = request.body[_NUMBERS][0], request.body["opt_status"]
    match = (("zoom_phone_user_number", number), ("opt_status", status))
    return Check(_READ, _campaign(row), _query(request.body), Expect.THERE, match)


def _before(row: Row, request: Request, _: Any) -> Request | None:
    """Write the status from before; one that nobody had given yet cannot be written."""
    told, number = row.get(_READ), request.body[_NUMBERS][0]
    rows = next((each for each in told.values() if isinstance(each, list)), []) if isinstance(told, dict) else []
    before = next((each.get("opt_status") for each in rows if each.get("zoom_phone_user_number") == number), None)
    if before not in dict(_STATUSES):
        return None
    return Request(_WRITE, request.path, body={**request.body, "opt_status": before})


def _reads(row: Row, given: Given) -> Request:
    consumer, numbers = _asked(given)
    return Request(_READ, _campaign(row), {_CONSUMER: consumer, _NUMBERS: numbers})


OPT_STATUS = Action(
    "set-opt-status",
    "Opt somebody in or out",
    "sms-campaigns",
    _make,
    (_WRITE,),
    (
        Input("consumer", "Number outside", InputKind.PHONE, help="Whose wish it is"),
        pick("numbers", "Numbers of the campaign", "numbers", several=True, path="number"),
        Input("status", "Status", InputKind.CHOICE, choices=_STATUSES),
    ),
    _check,
    inverse=_before,
    final="the status from before was that of nobody's answer, which cannot be written",
    confirm=Confirm.DANGER,
    says=lambda row, given: (
        f"{given.get('consumer', '')} is {dict(_STATUSES).get(given.get('status', ''), 'changed')} "
        f"for {counted(len(ids_in(given, 'numbers', 'number')), 'number')} of {called(row)}; "
        "it has to be that person's wish"
    ),
    reads=_reads,
)
