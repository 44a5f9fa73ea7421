"""SMS consents of Number Management and the numbers that they hold for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.policies import merge
from ztui.sim.areas.rows import Row, Rows
from ztui.sim.clock import zulu
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.messaging import CAPACITY, Consent, Messaging

if TYPE_CHECKING:
    from ztui.sim.world.entities import Number
    from ztui.sim.world.table import Table

__all__: list[str] = []


def _consents(context: Context) -> Table[Consent]:
    return find.system_of(context).part(Messaging.of).consents


def _consent(context: Context) -> Consent:
    found = _consents(context).get(context.path["consentId"])
    if found is None:
        raise Refusal(404, 1002013, "The consent does not exist.")
    return found


def _numbers(context: Context, consent: Consent) -> list[Number]:
    found = (find.system_of(context).numbers.get(key) for key in consent.numbers)
    return [number for number in found if number is not None]


def _row(context: Context, consent: Consent) -> Row:
    return {
        "consent_id": consent.id,
        "consent_name": consent.name,
        "description": consent.description,
        "account_id": context.account,
        "in_out_bound": consent.texts,
        "status": consent.status,
        "create_time": consent.created,
        "modify_time": consent.modified,
        "used_number": len(_numbers(context, consent)),
    }


def _detail(context: Context, consent: Consent) -> Row:
    account = context.world.account(context.account)
    owner = {} if account is None else {"user_id": account.owner_id}
    return _row(context, consent) | {"capacity": CAPACITY} | owner


@handles("ListSMSConsents")
def list_consents(context: Context) -> Listed:
    """Answer the consents."""
    return Listed(Rows(_consents(context), lambda consent: _row(context, consent)))


@handles("GetSMSConsent")
def get_consent(context: Context) -> Row:
    """Answer one consent."""
    return _detail(context, _consent(context))


@handles("CreateSMSConsent")
def create_consent(context: Context) -> Row:
    """Create a consent; no number has it yet."""
    body, now = context.body, zulu(context.now)
    consent = Consent(
        id=find.system_of(context).new_id(),
        name=body["consent_name"],
        description=body.get("description", ""),
        status=body["status"],
        texts=body["in_out_bound"],
        created=now,
        modified=now,
        numbers=(),
    )
    _consents(context).put(consent)
    return _detail(context, consent)


@handles("UpdateSMSConsent")
def update_consent(context: Context) -> None:
    """Change a consent; of its messages, those that are sent."""
    consent, body = _consent(context), context.body or {}
    _consents(context).put(
        consent._replace(
            name=body.get("consent_name", consent.name),
            description=body.get("description", consent.description),
            status=body.get("status", consent.status),
            texts=merge(dict(consent.texts), body.get("in_out_bound", {})),
            modified=zulu(context.now),
        )
    )


@handles("DeleteSMSConsents")
def delete_consents(context: Context) -> None:
    """Delete consents, all that are named or none."""
    table = _consents(context)
    for key in context.body["consent_ids"]:
        if key not in table:
            raise Refusal(400, 999, f"Invalid field: the consent does not exist: {key}.")
    for key in context.body["consent_ids"]:
        table.remove(key)


@handles("ListConsentPhoneNumbers")
def list_numbers(context: Context) -> Listed:
    """Answer the numbers of a consent."""

    def row(number: Number) -> Row:
        return {"phone_number_id": number.id, "phone_number": number.number, "account_id": context.account}

    return Listed(Rows(_numbers(context, _consent(context)), row))


@handles("AssignPhoneNumbersToConsent")
def add_numbers(context: Context) -> None:
    """Add numbers to a consent, all or none."""
    system, consent, asked = find.system_of(context), _consent(context), context.body["phone_number_ids"]
    for key in asked:
        if key not in system.numbers:
            raise Refusal(404, 1002013, f"The phone number does not exist: {key}.")
    numbers = tuple(dict.fromkeys((*consent.numbers, *asked)))
    _consents(context).put(consent._replace(numbers=numbers))


@handles("UnassignPhoneNumbersFromConsent")
def remove_numbers(context: Context) -> None:
    """Take numbers out of a consent, all that are named or none."""
    consent, gone = _consent(context), set(context.body["phone_number_ids"])
    if not gone <= set(consent.numbers):
        raise Refusal(404, 1002013, "The consent does not have the phone number.")
    kept = tuple(key for key in consent.numbers if key not in gone)
    _consents(context).put(consent._replace(numbers=kept))
