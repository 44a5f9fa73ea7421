"""What can be changed about peering numbers, and about the numbers of SMS campaigns and consents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted
from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import called, chunks, id_at, ids_in, pick, text_in
from ztui.resources.edits.fields import within
from ztui.resources.edits.model import Action, Among, Check, Edits, Expect, Given, Input, InputKind, Request, WriteField
from ztui.resources.edits.opting import OPT_STATUS
from ztui.resources.edits.pairs import Pair, adding, removing, taking
from ztui.resources.model import Confirm, Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["EDITS"]

_ADD, _REMOVE = "nm_assignCampaignPhoneNumbers", "nm_unassignCampaignPhoneNumber"
_LETTER = (
    Input("loa_authorizing_person", "Who authorizes it", help="As in the letter of authorization"),
    Input("contact_number", "That person's number", InputKind.PHONE),
    Input("title", "That person's title"),
    Input("contact_emails", "That person's e-mail", required=False),
)
_CAMPAIGN = "sms_campaign_id|id"
_NUMBERS = pick("numbers", "Numbers", "numbers", several=True)
_CAMPAIGNED = replace(
    _NUMBERS, among=Among("sms-campaign-numbers", (("smsCampaignId", _CAMPAIGN),), key="phone_number_id|id")
)
_CONSENTED = replace(
    _NUMBERS, among=Among("sms-consent-numbers", (("consentId", "consent_id"),), key="phone_number_id|id")
)
_NO_LETTER = "Zoom wants a letter of authorization to give a number to a campaign; add it again with one"


def _campaign(row: Row) -> dict[str, str]:
    return {"smsCampaignId": id_at(row, _CAMPAIGN, "campaign")}


def _numbers(given: Given) -> tuple[str, ...]:
    found = ids_in(given, "numbers", "number")
    if not found:
        raise ConfigError("No number was named.")
    return found


def _give(row: Row, given: Given) -> Sequence[Request]:
    letter = {each.name: text_in(given, each.name, each.title) for each in _LETTER if each.required}
    if given.get("contact_emails"):
        letter["contact_emails"] = text_in(given, "contact_emails", "e-mail")
    some = chunks(_numbers(given), _ADD, "phone_number_ids")
    return [Request(_ADD, _campaign(row), body={"phone_number_ids": each, **letter}) for each in some]


def _taken(path: Mapping[str, str], numbers: Sequence[str]) -> list[Request]:
    return [
        Request(_REMOVE, path, {"phone_number_ids": each}) for each in chunks(numbers, _REMOVE, "?phone_number_ids")
    ]


def _check(_: Row, request: Request) -> Check:
    given = request.operation_id == _ADD
    numbers = tuple((request.body if given else request.query)["phone_number_ids"])
    return Check(
        "nm_GetSMSCampaign",
        request.path,
        expect=Expect.THERE if given else Expect.GONE,
        match=(("phone_number_id", numbers[0] if len(numbers) == 1 else numbers),),
        rows="phone_numbers",
    )


def _campaign_actions() -> tuple[Action, ...]:
    name = "sms-campaigns"
    return (
        Action(
            "add-numbers",
            "Add numbers",
            name,
            _give,
            (_ADD,),
            (_NUMBERS, *_LETTER),
            _check,
            inverse=lambda _, request, __: _taken(request.path, request.body["phone_number_ids"])[0],
            says=lambda row, given: f"{called(row)} gets {counted(len(_numbers(given)), 'number')} more",
        ),
        Action(
            "remove-number",
            "Take a number away",
            name,
            lambda row, given: _taken(_campaign(row), _numbers(given)),
            (_REMOVE,),
            (_CAMPAIGNED,),
            _check,
            final=_NO_LETTER,
            confirm=Confirm.DANGER,
            says=lambda row, given: f"{called(row)} loses {counted(len(_numbers(given)), 'number')}",
        ),
    )


_CAMPAIGN_NUMBER = Action(
    "delete",
    "Take from the campaign",
    "sms-campaign-numbers",
    lambda row, _: _taken(
        {"smsCampaignId": id_at(row, "smsCampaignId", "campaign")}, [id_at(row, "phone_number_id|id", "number")]
    ),
    (_REMOVE,),
    check=_check,
    final=_NO_LETTER,
    confirm=Confirm.DANGER,
    says=lambda row, _: f"{called(row)} is taken from the campaign",
)
_CONSENT = Pair(
    "AssignPhoneNumbersToConsent",
    "UnassignPhoneNumbersFromConsent",
    "consentId",
    "ListConsentPhoneNumbers",
    "number",
    lambda ids: {"phone_number_ids": list(ids)},
    lambda body: list(body["phone_number_ids"]),
    field="phone_number_ids",
    same_body=True,
    match="phone_number_id",
    owner_path="consent_id",
)

_PEERING = (
    ("billing_ref_id", "Billing reference"),
    ("service_info", "Service"),
    ("sip_trunk_name", "SIP trunk"),
    ("status", "Active"),
    ("voice_msg_capacity", "For users or for more"),
    ("voice_direction", "Direction"),
    ("outbound_dialer_not_supported", "No outbound dialer"),
    ("outbound_cli_share_not_supported", "No shared caller ID"),
    ("message_capability", "Messages"),
)
_OF_ALL = ("carrier_code", "allocated_product")
"""Fields of the body itself; the others are of the number in it."""


def _peered(operation_id: str, number: str, body: Mapping[str, Any]) -> Request:
    given = {name: value for name, value in body.items() if name not in _OF_ALL}
    above = {name: body[name] for name in _OF_ALL if name in body}
    return Request(operation_id, body={**above, "phone_numbers": [{**given, "phone_number": number}]})


def _peering_back(row: Row, *_: Any) -> Request:
    kept = {name: row[name] for name, _ in _PEERING if row.get(name) not in (None, "")}
    product = {"allocated_product": row["allocated_product"]} if row.get("allocated_product") else {}
    return _peered("nm_addPeeringPhoneNumbers", id_at(row, "phone_number", "number"), {**product, **kept})


_PEERING_DELETE = Action(
    "delete",
    "Delete",
    "peering-numbers",
    lambda row, _: [
        Request("nm_deletePeeringPhoneNumbers", query={"phone_numbers": [id_at(row, "phone_number", "number")]})
    ],
    ("nm_deletePeeringPhoneNumbers",),
    check=lambda row, _: Check(
        "nm_listPeeringPhoneNumbers", expect=Expect.GONE, match=(("phone_number", row["phone_number"]),)
    ),
    inverse=_peering_back,
    differs="it can be added again as long as the carrier still has it",
    confirm=Confirm.SEVERE,
    says=lambda row, _: f"{called(row)} is no longer a peering number; calls to it end at the carrier",
    needs=lambda row: "Somebody has it; unassign it first" if row.get("assigned") is True else "",
)
_PEERING_FIELDS = (
    WriteField("phone_number", "phone_number", "Number", InputKind.PHONE, create_only=True, required=True),
    *within("nm_addPeeringPhoneNumbers", "phone_numbers", *(WriteField(name, name, title) for name, title in _PEERING)),
    WriteField("allocated_product", "allocated_product", "Product"),
    WriteField("", "carrier_code", "Carrier code", InputKind.NUMBER),
)

EDITS = (
    Edits("sms-campaigns", actions=(*_campaign_actions(), OPT_STATUS)),
    Edits("sms-campaign-numbers", actions=(_CAMPAIGN_NUMBER,)),
    Edits(
        "sms-consents",
        actions=(
            adding(_CONSENT, "sms-consents", "add-numbers", "Add numbers", _NUMBERS),
            removing(_CONSENT, "sms-consents", "remove-number", "Take a number away", _CONSENTED),
        ),
        create_check="consent_id",
    ),
    Edits(
        "sms-consent-numbers",
        actions=(taking(_CONSENT, "sms-consent-numbers", "consentId", "phone_number_id", "Take from the consent"),),
    ),
    Edits(
        "peering-numbers",
        _PEERING_FIELDS,
        (_PEERING_DELETE,),
        update=lambda row, body: _peered("nm_updatePeeringPhoneNumbers", id_at(row, "phone_number", "number"), body),
        create=lambda _, body: _peered("nm_addPeeringPhoneNumbers", id_at(body, "phone_number", "number"), body),
    ),
)
