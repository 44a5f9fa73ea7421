"""SMS campaigns and consents: their numbers, and who wants to be written to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.sim.asking import Asker
from ztui.sim.world.messaging import CAPACITY

if TYPE_CHECKING:
    from ztui.sim.world.entities import Number

LETTER = {"loa_authorizing_person": "Ann", "contact_number": "+14155550100", "title": "CIO"}
TEXTS = {
    "opt_in_message": {"prompt": "Text YES", "keywords": ["YES"], "confirmation_message": "Thanks"},
    "opt_out_message": {"message": "Bye", "keywords": ["STOP"]},
    "help_message": {"message": "Call us", "keywords": ["HELP"]},
    "disclaimer": {"message": "Rates apply", "enable": True},
}


@pytest.fixture
def asker() -> Asker:
    return Asker()


def _active(asker: Asker) -> dict[str, str]:
    row = next(row for row in asker.rows("listAccountSMSCampaigns") if row["status"] == "active")
    return {"smsCampaignId": row["id"]}


def _fit(asker: Asker) -> list[Number]:
    """Give numbers that could join a campaign."""
    return [
        number
        for number in asker.system.numbers
        if number.source.startswith("Zoom")
        and number.type != "TollFree"
        and number.status == "Normal"
        and not number.messaging
    ]


def _capability(asker: Asker, key: str) -> list[str]:
    return list(asker.ask("getPhoneNumber", {"phoneNumberId": key})["capability"])


def test_both_families_show_the_same_campaigns(asker: Asker) -> None:
    old = {(row["id"], row["status"]) for row in asker.ask("listAccountSMSCampaigns")["sms_campaigns"]}
    new = {(row["sms_campaign_id"], row["status"]) for row in asker.ask("nm_listAccountSMSCampaigns")["sms_campaigns"]}
    assert old == new
    path = _active(asker)
    numbers = [each["id"] for each in asker.ask("GetSMSCampaign", path)["phone_numbers"]]
    assert [each["phone_number_id"] for each in asker.ask("nm_GetSMSCampaign", path)["phone_numbers"]] == numbers


def test_a_number_of_a_campaign_can_send_messages(asker: Asker) -> None:
    path, number = _active(asker), _fit(asker)[0]
    made = asker.ask("assignCampaignPhoneNumbers", path, LETTER | {"phone_numbers": [{"number": number.number}]})
    assert made["phone_numbers"] == [{"id": number.id, "number": number.number}]
    assert "Messaging" in _capability(asker, number.id)
    shown = asker.ask("nm_GetSMSCampaign", path)["phone_numbers"]
    assert shown[-1] == {"phone_number_id": number.id, "number": number.number}
    asker.ask("unassignCampaignPhoneNumber", path | {"phoneNumberId": number.id})
    assert "Messaging" not in _capability(asker, number.id)
    assert asker.refusal("unassignCampaignPhoneNumber", path | {"phoneNumberId": number.id}) == (400, 400)
    body = LETTER | {"phone_number_ids": [number.id]}
    asker.ask("nm_assignCampaignPhoneNumbers", path, body)
    asker.ask("nm_unassignCampaignPhoneNumber", path, query={"phone_number_ids": [number.id]})
    gone = {"phone_number_ids": [number.id]}
    assert asker.refusal("nm_unassignCampaignPhoneNumber", path, query=gone) == (404, None)


def test_a_number_that_left_the_account_is_in_no_campaign(asker: Asker) -> None:
    path, number = _active(asker), next(number for number in _fit(asker) if number.owner is None)
    asker.ask("assignCampaignPhoneNumbers", path, LETTER | {"phone_numbers": [{"id": number.id}]})
    asker.ask("DeleteNumbers", query={"numbers": [number.id]})
    assert number.id not in {each["id"] for each in asker.ask("GetSMSCampaign", path)["phone_numbers"]}


@pytest.mark.parametrize("kind", ["none", "BYOC", "TollFree", "Pending", "other"])
def test_numbers_that_cannot_send_are_refused_and_none_joins(asker: Asker, kind: str) -> None:
    path, fit = _active(asker), _fit(asker)[0]
    paths = [{"smsCampaignId": row["id"]} for row in asker.rows("listAccountSMSCampaigns") if row["status"] == "active"]
    taken = asker.ask("GetSMSCampaign", paths[1])["phone_numbers"][0]["id"]
    asker.system.put_number(asker.system.numbers.initial[0]._replace(type="TollFree", source="Zoom", status="Normal"))
    asker.system.put_number(asker.system.numbers.initial[1]._replace(type="Toll", source="Zoom", status="Pending"))
    wrong = {
        "none": "none",
        "BYOC": next(number.id for number in asker.system.numbers if number.source == "BYOCCloud"),
        "TollFree": asker.system.numbers.initial[0].id,
        "Pending": asker.system.numbers.initial[1].id,
        "other": taken,
    }[kind]
    body = LETTER | {"phone_numbers": [{"id": fit.id}, {"id": wrong}]}
    assert asker.refusal("assignCampaignPhoneNumbers", path, body) == (400, 400)
    assert fit.id not in {each["id"] for each in asker.ask("GetSMSCampaign", path)["phone_numbers"]}


def test_a_campaign_is_full_inactive_or_not_there(asker: Asker) -> None:
    path = _active(asker)
    there = len(asker.ask("GetSMSCampaign", path)["phone_numbers"])
    numbers = [number.id for number in _fit(asker)[: CAPACITY - there + 1]]
    assert len(numbers) == CAPACITY - there + 1
    body: dict[str, Any] = LETTER | {"phone_number_ids": numbers}
    assert asker.refusal("nm_assignCampaignPhoneNumbers", path, body) == (400, 1003004)
    asker.ask("nm_assignCampaignPhoneNumbers", path, LETTER | {"phone_number_ids": numbers[1:]})
    idle = next(row for row in asker.rows("listAccountSMSCampaigns") if row["status"] == "expired")
    one = LETTER | {"phone_numbers": [{"id": numbers[0]}]}
    assert asker.refusal("assignCampaignPhoneNumbers", {"smsCampaignId": idle["id"]}, one) == (400, 400)
    absent = {"smsCampaignId": "none"}
    assert asker.refusal("assignCampaignPhoneNumbers", absent, one) == (400, 400)
    assert asker.refusal("nm_GetSMSCampaign", absent) == (404, None)
    assert asker.refusal("nm_assignCampaignPhoneNumbers", path, LETTER | {"phone_number_ids": ["none"]}) == (404, None)


def test_what_people_want_is_kept_by_campaign(asker: Asker) -> None:
    path, user = _active(asker), next(user for user in asker.system.users if asker.system.numbers_of(user.id))
    number = asker.ask("GetSMSCampaign", path)["phone_numbers"][0]["number"]
    body = {"consumer_phone_number": "+12065550100", "zoom_phone_user_numbers": [number], "opt_status": "opt_out"}
    query = {"consumer_phone_number": "+12065550100", "zoom_phone_user_numbers": [number]}
    before = asker.ask("getNumberCampaignOptStatus", path, query=query)["phone_number_campaign_opt_statuses"]
    asker.ask("updateNumberCampaignOptStatus", path, body)
    after = asker.ask("getNumberCampaignOptStatus", path, query=query)["phone_number_campaign_opt_statuses"]
    assert [row["opt_status"] for row in [*before, *after]] == ["pending", "opt_out"]
    asked = {"consumer_phone_numbers": ["+12065550100", "+12065550101"], "zoom_phone_user_numbers": [number]}
    rows = asker.ask("getUserNumberCampaignOptStatus", {"userId": user.id}, query=asked)
    assert [row["opt_status"] for row in rows["phone_number_campaign_opt_statuses"]] == ["opt_out", "pending"]
    assert asker.refusal("getUserNumberCampaignOptStatus", {"userId": "none"}, query=asked) == (404, 404)
    assert asker.refusal("updateNumberCampaignOptStatus", {"smsCampaignId": "none"}, body) == (404, 404)
    many = query | {"zoom_phone_user_numbers": [f"+1415555{at:04d}" for at in range(11)]}
    assert asker.refusal("getNumberCampaignOptStatus", path, query=many) == (400, 400)


def test_a_consent_is_made_changed_and_deleted(asker: Asker) -> None:
    made = asker.ask("CreateSMSConsent", body={"consent_name": "Lab", "in_out_bound": TEXTS, "status": True})
    path = {"consentId": made["consent_id"]}
    asker.ask("UpdateSMSConsent", path, {"status": False, "in_out_bound": {"help_message": {"message": "Ask us"}}})
    row = asker.ask("GetSMSConsent", path)
    assert (row["consent_name"], row["status"]) == ("Lab", False)
    assert row["in_out_bound"]["help_message"] == {"message": "Ask us", "keywords": ["HELP"]}
    assert made["consent_id"] in {row["consent_id"] for row in asker.rows("ListSMSConsents")}
    assert asker.refusal("DeleteSMSConsents", body={"consent_ids": [made["consent_id"], "none"]}) == (400, 999)
    asker.ask("DeleteSMSConsents", body={"consent_ids": [made["consent_id"]]})
    for name in ("GetSMSConsent", "UpdateSMSConsent", "ListConsentPhoneNumbers"):
        assert asker.refusal(name, path) == (404, 1002013)


def test_the_numbers_of_a_consent_come_and_go(asker: Asker) -> None:
    consent = asker.rows("ListSMSConsents")[0]
    path, number = {"consentId": consent["consent_id"]}, _fit(asker)[0]
    asker.ask("AssignPhoneNumbersToConsent", path, {"phone_number_ids": [number.id]})
    rows = asker.ask("ListConsentPhoneNumbers", path)["sms_consent_number"]
    assert number.number in {row["phone_number"] for row in rows}
    assert asker.ask("GetSMSConsent", path)["used_number"] == len(rows) == consent["used_number"] + 1
    assert asker.refusal("AssignPhoneNumbersToConsent", path, {"phone_number_ids": ["none"]}) == (404, 1002013)
    asker.ask("UnassignPhoneNumbersFromConsent", path, {"phone_number_ids": [number.id]})
    gone = {"phone_number_ids": [number.id]}
    assert asker.refusal("UnassignPhoneNumbersFromConsent", path, gone) == (404, 1002013)


def test_only_numbers_of_a_consent_have_an_answer(asker: Asker) -> None:
    path = {"consentId": asker.rows("ListSMSConsents")[0]["consent_id"]}
    number = _fit(asker)[0].number
    query = {"consumer_phone_number": "+12065550100", "zoom_phone_user_numbers": [number]}
    rows = asker.ask("getNumberConsentOptStatus", path, query=query)["phone_number_consent_opt_statuses"]
    assert [row["opt_status"] for row in rows] == ["pending"]
    assert asker.refusal("getNumberConsentOptStatus", {"consentId": "none"}, query=query) == (404, 404)
