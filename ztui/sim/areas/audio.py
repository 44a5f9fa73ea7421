"""SIP Connected Audio of sub accounts: trunks, numbers, internal numbers, call-out countries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas.rows import Row, Rows, known
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.equipment import CALLING_CODES
from ztui.sim.world.meetings import AudioTrunk, CalloutCountry, InternalNumber
from ztui.sim.world.places import COUNTRY_NAMES

if TYPE_CHECKING:
    from ztui.sim.world.audio import Audio

__all__: list[str] = []

MOST_INTERNAL = 500
"""Internal numbers that an account may have."""


def _audio(context: Context, plan_code: int | None = None) -> Audio:
    """Give the setup of the account in the path.

    Raises:
        Refusal: 404/2001 for an unknown account; for one without audio 400/300, or 400 with `plan_code`.
    """
    key = context.path.get("accountId", context.account)
    audio = context.world.audio(key)
    if not audio.enabled and plan_code is not None:
        raise Refusal(400, plan_code, "This sub account has no sip trunk plan.")
    if not audio.enabled:
        raise Refusal(400, 300, "Request failed because this account is not enrolled in SIP Connected Audio.")
    return audio


def _trunk(trunk: AudioTrunk) -> Row:
    return {
        "id": trunk.id,
        "name": trunk.name,
        "sip_server_address": trunk.server,
        "dnis": trunk.dnis,
        "number_prefix": trunk.prefix,
        "outbound_caller_id": trunk.caller_id,
    }


def _country(country: CalloutCountry) -> Row:
    return {"id": country.id, "name": country.name, "code": country.code}


def _internal(number: InternalNumber) -> Row:
    """Give the row of a list, in which the id is not among the documented fields."""
    return {
        "number": number.number,
        "display_number": number.display,
        "country": number.country,
        "visible": number.visible,
        "allow_join": number.allow_join,
        "type": number.type,
        "labels": number.labels,
        "languages": number.languages,
        "allow_for_external_meetings": number.external,
    }


@handles("listSIPTrunks")
def list_trunks(context: Context) -> Listed:
    """Answer the audio trunks of an account."""
    return Listed(Rows(_audio(context).trunks, _trunk))


@handles("assignSIPTrunks")
def assign_trunks(context: Context) -> Row:
    """Give an account trunks of the master's, with a DNIS and caller id of its own."""
    audio, pool = _audio(context), context.world.audio("me")
    made: list[AudioTrunk] = []
    for each in context.body["sip_trunks"]:
        trunk = pool.trunks.get(str(each.get("id", "")))
        if trunk is None:
            raise Refusal(400, 300, "Invalid parameter: sip_trunks.")
        dnis = each.get("dnis", trunk.dnis)
        made.append(trunk._replace(dnis=dnis, caller_id=each.get("outbound_caller_id", trunk.caller_id)))
    for trunk in made:
        audio.trunks.put(trunk)
    rows = [_trunk(trunk) for trunk in made]
    return {"sip_trunks": [{name: row[name] for name in row if name != "outbound_caller_id"} for row in rows]}


@handles("deleteSIPTrunk")
def delete_trunk(context: Context) -> None:
    """Take a trunk from an account."""
    if _audio(context).trunks.remove(context.path["trunkId"]) is None:
        raise Refusal(400, 300, "Your account does not have the permission to make updates on this account.")


@handles("listInternalCalloutCountries")
def list_countries(context: Context) -> Listed:
    """Answer the call-out countries."""
    return Listed(Rows(_audio(context).countries, _country))


@handles("addCalloutCountries")
def add_countries(context: Context) -> Row:
    """Allow call-out to countries; their ids are ISO codes."""
    audio = _audio(context)
    asked = [each["id"] for each in context.body["callout_countries"]]
    if any(code not in CALLING_CODES for code in asked):
        raise Refusal(400, 300, "Invalid parameter: callout_countries.")
    made = [CalloutCountry(code, COUNTRY_NAMES[code], CALLING_CODES[code]) for code in asked]
    for country in made:
        audio.countries.put(country)
    return {"callout_countries": [_country(country) for country in made]}


@handles("deleteInternalCallOutCountry")
def delete_country(context: Context) -> None:
    """End call-out to a country."""
    if _audio(context).countries.remove(context.path["countryId"]) is None:
        raise Refusal(400, 300, "Your account does not have the permission to make updates on this account.")


@handles("listInternalNumbers")
def list_internal(context: Context) -> Listed:
    """Answer the internal numbers, without their ids as the contract has it."""
    return Listed(Rows(_audio(context).internal, _internal))


@handles("addInternalNumbers")
def add_internal(context: Context) -> Row:
    """Add internal numbers; only this answer tells their ids."""
    audio, asked = _audio(context), context.body["internal_numbers"]
    there = {number.number for number in audio.internal}
    if len(audio.internal) + len(asked) > MOST_INTERNAL:
        raise Refusal(400, 300, f"You can only assign a maximum of {MOST_INTERNAL} phone numbers to this account.")
    texts = [each["number"] for each in asked]
    if any(text in there for text in texts) or len(set(texts)) != len(texts):
        raise Refusal(400, 300, "The value you provided for the number field has already been used.")
    system = context.world.system(context.path.get("accountId", context.account))
    made = [_new_internal(system.new_id(), each) for each in asked]
    for number in made:
        audio.internal.put(number)
    return {"internal_numbers": [_internal(number) | {"id": number.id} for number in made]}


def _new_internal(key: str, asked: dict[str, Any]) -> InternalNumber:
    return InternalNumber(
        id=key,
        number=asked["number"],
        display=asked["display_number"],
        country=asked["country"],
        visible=asked.get("visible", True),
        allow_join=asked.get("allow_join", True),
        external=asked.get("allow_for_external_meetings", False),
        type=asked["type"],
        labels=asked["labels"],
        languages=asked["languages"],
    )


@handles("deleteInternalNumber")
def delete_internal(context: Context) -> None:
    """Delete an internal number by id, or by the number itself."""
    audio, key = _audio(context), context.path["numberId"]
    found = audio.internal.get(key) or next((each for each in audio.internal if each.number == key), None)
    if found is None:
        raise Refusal(400, 300, "Your account does not have the permission to make updates on this account.")
    audio.internal.remove(found.id)


@handles("listSipTrunkNumbers")
def list_numbers(context: Context) -> Listed:
    """Answer the numbers that the master account has for audio."""
    numbers = context.world.audio(context.account).numbers
    return Listed(Rows(numbers.items(), lambda pair: known(number=pair[0], country=pair[1])))


@handles("assignSipTrunkNumbers")
def assign_numbers(context: Context) -> None:
    """Give a sub account numbers of the master's pool."""
    audio, pool = _audio(context, 2100), context.world.audio("me").numbers
    asked = (context.body or {}).get("phone_numbers", [])
    if any(number not in pool for number in asked):
        raise Refusal(400, 400, "This number does not belong to master account.")
    for number in asked:
        audio.numbers[number] = pool[number]


@handles("deleteAllSipNumbers")
def delete_numbers(context: Context) -> None:
    """Take all numbers from a sub account."""
    _audio(context, 2100).numbers.clear()


@handles("assignSIPConfig")
def change_settings(context: Context) -> None:
    """Change the setup; `enable: false` deletes all of it, `show_*: 2` deletes Zoom's own entries."""
    key = context.path.get("accountId", context.account)
    account, audio, body = context.world.account(key), context.world.audio(key), context.body or {}
    if account is None or not account.audio_plan:
        raise Refusal(400, 2100, "This sub account has no sip trunk plan.")
    audio.settings |= body
    if body.get("show_zoom_provided_callout_countries") == 2:
        for country in list(audio.countries):
            audio.countries.remove(country.id)
    if "enable" in body:
        audio.enabled = body["enable"]
    if not audio.enabled:
        audio.clear()
