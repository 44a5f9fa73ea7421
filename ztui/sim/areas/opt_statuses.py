"""Who wants to be written to: opt statuses of numbers outside towards numbers of the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.campaigns import campaign_in
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.messaging import Messaging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.sim.areas.rows import Row

__all__: list[str] = []

_MOST = 10
_PENDING = "pending"
_CONSENTED = (_PENDING, "opt_in", "opt_out")


def _digits(number: str) -> str:
    return number.strip().lstrip("+")


def _limited(numbers: Sequence[str]) -> list[str]:
    """Give the different numbers, ten at most."""
    found = list(dict.fromkeys(numbers))
    if len(found) > _MOST:
        raise Refusal(400, 400, f"Size of unique receiver phone numbers cannot exceed {_MOST}.")
    return found


def _row(consumer: str, number: str, status: str) -> Row:
    return {"consumer_phone_number": consumer, "zoom_phone_user_number": number, "opt_status": status}


@handles("getNumberCampaignOptStatus")
def of_campaign(context: Context) -> Listed:
    """Answer the statuses of one number outside towards numbers of a campaign."""
    campaign, query = campaign_in(context), context.query
    opted, consumer = find.system_of(context).part(Messaging.of).opted, query["consumer_phone_number"]
    return Listed(
        [
            _row(consumer, number, opted.get((campaign.id, _digits(consumer), _digits(number)), _PENDING))
            for number in _limited(query["zoom_phone_user_numbers"])
        ]
    )


@handles("updateNumberCampaignOptStatus")
def update_campaign(context: Context) -> None:
    """Write the status of one number outside towards numbers of a campaign."""
    campaign, body = campaign_in(context), context.body
    opted, consumer = find.system_of(context).part(Messaging.of).opted, _digits(body["consumer_phone_number"])
    for number in body["zoom_phone_user_numbers"]:
        opted[campaign.id, consumer, _digits(number)] = body["opt_status"]


@handles("getUserNumberCampaignOptStatus")
def of_user(context: Context) -> Listed:
    """Answer the statuses of numbers outside towards numbers of a user, by the campaign that each belongs to."""
    system, key, query = find.system_of(context), context.path["userId"], context.query
    if system.user(key) is None:
        raise Refusal(404, 404, f"User does not exist:{key}.")
    messaging = system.part(Messaging.of)
    rows: list[Row] = []
    for number in _limited(query["zoom_phone_user_numbers"]):
        held = system.number_by_e164(number)
        campaign = messaging.campaign_of(held.id) if held is not None else None
        for consumer in _limited(query["consumer_phone_numbers"]):
            place = (campaign.id if campaign else "", _digits(consumer), _digits(number))
            rows.append(_row(consumer, number, messaging.opted.get(place, _PENDING)))
    return Listed(rows)


@handles("getNumberConsentOptStatus")
def of_consent(context: Context) -> Listed:
    """Answer the statuses of one number outside towards numbers of a consent; pending for others than its own."""
    system, query = find.system_of(context), context.query
    consent = system.part(Messaging.of).consents.get(context.path["consentId"])
    if consent is None:
        raise Refusal(404, 404, "The consent does not exist.")
    consumer = query["consumer_phone_number"]
    rows: list[Row] = []
    for number in _limited(query["zoom_phone_user_numbers"]):
        held, status = system.number_by_e164(number), _PENDING
        if held is not None and held.id in consent.numbers:
            word = system.dice("opt", consent.id, _digits(consumer)).word(int(_digits(held.number)))
            status = _CONSENTED[word % len(_CONSENTED)]
        rows.append(_row(consumer, number, status))
    return Listed(rows)
