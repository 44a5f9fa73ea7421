"""SMS campaigns, in both families of the API: list, detail, and the numbers that send for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.rows import Row, Rows
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import missing
from ztui.sim.world.messaging import CAPACITY, Campaign, Messaging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.sim.world.entities import Number
    from ztui.sim.world.system import PhoneSystem

__all__ = ["campaign_in"]

_MISSING = {
    "assignCampaignPhoneNumbers": (400, 400, "The campaign does not exist."),
    "unassignCampaignPhoneNumber": (400, 400, "The campaign does not exist."),
    "nm_GetSMSCampaign": (404, None, "Invalid campaign ID."),
    "nm_assignCampaignPhoneNumbers": (404, None, "Invalid campaign ID."),
    "nm_unassignCampaignPhoneNumber": (404, None, "Invalid campaign ID."),
}
"""How operations refuse a campaign that does not exist, where they do not do so with code 404."""

_SAMPLES = ("Your appointment is tomorrow at 9.", "Your parcel is on its way.")


def campaign_in(context: Context) -> Campaign:
    """Give the campaign of the path, or refuse with what the operation documents."""
    found = find.system_of(context).part(Messaging.of).campaigns.get(context.path["smsCampaignId"])
    if found is not None:
        return found
    if context.operation.id in _MISSING:
        raise Refusal(*_MISSING[context.operation.id])
    raise missing(context, "Path variable smsCampaignId not found.")


def _numbers(system: PhoneSystem, campaign: Campaign) -> list[Number]:
    """Give the numbers of a campaign that the account still has."""
    found = (system.numbers.get(key) for key in campaign.numbers)
    return [number for number in found if number is not None]


@handles("listAccountSMSCampaigns")
def list_old(context: Context) -> Listed:
    """Answer the campaigns in the older form."""
    return Listed(Rows(find.system_of(context).part(Messaging.of).campaigns, _old_row))


def _old_row(campaign: Campaign) -> Row:
    return {
        "id": campaign.id,
        "display_name": campaign.name,
        "status": campaign.status,
        "brand": {"id": campaign.brand_id, "name": campaign.brand},
    }


@handles("GetSMSCampaign")
def get_old(context: Context) -> Row:
    """Answer one campaign in the older form."""
    campaign = campaign_in(context)
    row = _old_row(campaign) | {
        "service_type": "zoomPhone",
        "phone_numbers": [
            {"id": each.id, "number": each.number} for each in _numbers(find.system_of(context), campaign)
        ],
        "auto_renew": campaign.status == "active",
        "create_time": campaign.created,
        "use_case": "lowVolumeMixed",
        "categories_fit": True,
        "content_type": ["phoneNumber"],
    }
    return row | {f"sample_message_{turn}": text for turn, text in enumerate(_SAMPLES, 1)}


def _row(campaign: Campaign) -> Row:
    return {
        "sms_campaign_id": campaign.id,
        "display_name": campaign.name,
        "status": campaign.status,
        "brand": {"brand_id": campaign.brand_id, "name": campaign.brand},
    }


@handles("nm_listAccountSMSCampaigns")
def list_campaigns(context: Context) -> Listed:
    """Answer the campaigns in the form of Number Management."""
    return Listed(Rows(find.system_of(context).part(Messaging.of).campaigns, _row))


@handles("nm_GetSMSCampaign")
def get_campaign(context: Context) -> Row:
    """Answer one campaign in the form of Number Management."""
    campaign = campaign_in(context)
    numbers = _numbers(find.system_of(context), campaign)
    return _row(campaign) | {
        "service_type": "zoomPhone",
        "phone_numbers": [{"phone_number_id": each.id, "number": each.number} for each in numbers],
        "response_to_opt_in": "You will hear from us.",
        "response_to_opt_out": "You will not hear from us again.",
        "response_to_help": "Call us, or text STOP to end.",
    }


def _keep(context: Context, campaign: Campaign, numbers: Sequence[Number], messaging: bool) -> None:
    """Keep the numbers of a campaign; with it a number can send messages, without one it cannot."""
    system = find.system_of(context)
    system.part(Messaging.of).campaigns.put(campaign)
    for number in numbers:
        system.put_number(number._replace(messaging=messaging))


def _refused(system: PhoneSystem, number: Number, campaign: Campaign) -> str:
    """Tell why a number cannot join a campaign, "" when it can."""
    if number.status == "Pending":
        return f"Can not assign campaign to pending number: {number.number}"
    if number.type == "TollFree":
        return f"Can not assign campaign to toll free number: {number.number}"
    if number.source.startswith("BYOC"):
        return f"Can not enable sms for BYOC number: {number.number}"
    other = system.part(Messaging.of).campaign_of(number.id)
    return "" if other in (None, campaign) else "Can not assign campaign to pending campaign number"


def _join(context: Context, campaign: Campaign, numbers: Sequence[Number], crowded: Refusal, unfit: int | None) -> None:
    """Add numbers to a campaign, all or none."""
    system = find.system_of(context)
    if campaign.status != "active":
        raise Refusal(400, unfit, "The campaign is not active.")
    for number in numbers:
        if text := _refused(system, number, campaign):
            raise Refusal(400, unfit, text)
    held = tuple(dict.fromkeys([*(each.id for each in _numbers(system, campaign)), *(each.id for each in numbers)]))
    if len(held) > CAPACITY:
        raise crowded
    _keep(context, campaign._replace(numbers=held), numbers, messaging=True)


@handles("assignCampaignPhoneNumbers")
def add_old(context: Context) -> Row:
    """Add numbers to a campaign, given as `{id, number}` of which either will do."""
    system, campaign = find.system_of(context), campaign_in(context)
    numbers: list[Number] = []
    for each in context.body["phone_numbers"]:
        number = system.numbers.get(each.get("id", "")) or system.number_by_e164(each.get("number", ""))
        if number is None:
            raise Refusal(400, 400, "Numbers both not available.")
        if number not in numbers:
            numbers.append(number)
    crowded = Refusal(400, 400, "The selected number size exceeds campaign capacity.")
    _join(context, campaign, numbers, crowded, 400)
    return {"phone_numbers": [{"id": number.id, "number": number.number} for number in numbers]}


@handles("nm_assignCampaignPhoneNumbers")
def add_numbers(context: Context) -> None:
    """Add numbers to a campaign, given by their ids."""
    system, campaign = find.system_of(context), campaign_in(context)
    asked = [system.numbers.get(key) for key in context.body["phone_number_ids"]]
    numbers = [number for number in asked if number is not None]
    if len(numbers) != len(asked):
        raise Refusal(404, None, "Invalid phone number ID.")
    _join(context, campaign, numbers, Refusal(400, 1003004, "Insufficient campaign capacity."), None)


@handles("unassignCampaignPhoneNumber")
def remove_old(context: Context) -> None:
    """Take a number out of a campaign."""
    campaign = campaign_in(context)
    _leave(context, campaign, [context.path["phoneNumberId"]], 400, 400)


@handles("nm_unassignCampaignPhoneNumber")
def remove_numbers(context: Context) -> None:
    """Take numbers out of a campaign."""
    _leave(context, campaign_in(context), context.query["phone_number_ids"], 404, None)


def _leave(context: Context, campaign: Campaign, keys: Sequence[str], http: int, code: int | None) -> None:
    gone = set(keys)
    if not gone <= set(campaign.numbers):
        raise Refusal(http, code, "The campaign does not have the number.")
    numbers = [number for number in _numbers(find.system_of(context), campaign) if number.id in gone]
    kept = tuple(key for key in campaign.numbers if key not in gone)
    _keep(context, campaign._replace(numbers=kept), numbers, messaging=False)
