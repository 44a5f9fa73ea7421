"""Changes to accounts, to the meeting audio of sub accounts, and to softphones."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.sim.asking import Asker


@pytest.fixture
def asker() -> Asker:
    return Asker()


def _account(asker: Asker, at: int = 0) -> dict[str, str]:
    return {"accountId": asker.rows("accounts")[at]["id"]}


def test_a_sub_account_is_created_owned_and_let_go(asker: Asker) -> None:
    body = {"first_name": "A", "last_name": "B", "email": "a@new.example", "password": "longenough1"}
    made = asker.ask("accountCreate", body=body)
    path = {"accountId": made["id"]}
    assert asker.ask("GetSubAccountDetails", path)["account_name"] == "A B"
    assert asker.refusal("accountCreate", body=body) == (409, 1005)
    user = next(iter(asker.world.system(made["id"]).users))
    asker.ask("UpdateTheAccountOwner", path, {"email": user.email})
    assert asker.ask("GetSubAccountDetails", path)["owner_email"] == user.email
    assert asker.refusal("UpdateTheAccountOwner", path, {"email": "not@there.example"}) == (400, 200)
    asker.ask("UpdateOptions", path, {"pay_mode": "sub"})
    assert asker.refusal("DisassociateASubAccount", path) == (404, 2000)
    asker.ask("UpdateOptions", path, {"pay_mode": "master"})
    asker.ask("DisassociateASubAccount", path)
    assert asker.refusal("GetSubAccountDetails", path) == (404, 2001)


def test_settings_and_locks_of_an_account_are_kept_apart(asker: Asker) -> None:
    path = _account(asker)
    asker.ask("accountSettingsUpdate", path, {"in_meeting": {"chat": True}})
    assert asker.ask("accountSettings", path)["in_meeting"]["chat"] is True
    asker.ask("UpdateLockedSettings", path, {"in_meeting": {"chat": False}})
    assert asker.ask("getAccountLockSettings", path)["in_meeting"]["chat"] is False
    assert asker.ask("accountSettings", path)["in_meeting"]["chat"] is True


def test_audio_trunks_of_the_master_are_given_to_a_sub_account(asker: Asker) -> None:
    path = _account(asker)
    pool = [row["id"] for row in asker.rows("listSIPTrunks", path={"accountId": "me"})]
    asker.ask("assignSIPTrunks", path, {"sip_trunks": [{"id": pool[-1], "dnis": "54321"}]})
    rows = {row["id"]: row for row in asker.rows("listSIPTrunks", path=path)}
    assert rows[pool[-1]]["dnis"] == "54321"
    asker.ask("deleteSIPTrunk", path | {"trunkId": pool[-1]})
    assert pool[-1] not in {row["id"] for row in asker.rows("listSIPTrunks", path=path)}
    assert asker.refusal("assignSIPTrunks", path, {"sip_trunks": [{"id": "none"}]}) == (400, 300)


def test_only_the_answer_of_a_create_tells_the_id_of_an_internal_number(asker: Asker) -> None:
    path = _account(asker)
    row: dict[str, Any] = {"number": "+4930999", "display_number": "+49 30 999", "country": "DE"}
    row |= {"type": 0, "labels": "x", "languages": "de-DE"}
    made = asker.ask("addInternalNumbers", path, {"internal_numbers": [row]})["internal_numbers"][0]
    listed = asker.rows("listInternalNumbers", path=path)
    assert "+4930999" in {each["number"] for each in listed}
    assert all("id" not in each for each in listed)
    assert asker.refusal("addInternalNumbers", path, {"internal_numbers": [row]}) == (400, 300)
    asker.ask("deleteInternalNumber", path | {"numberId": made["id"]})
    assert "+4930999" not in {each["number"] for each in asker.rows("listInternalNumbers", path=path)}


def test_call_out_countries_come_and_go(asker: Asker) -> None:
    path = _account(asker)
    asker.ask("addCalloutCountries", path, {"callout_countries": [{"id": "SG"}]})
    assert "SG" in {row["id"] for row in asker.rows("listInternalCalloutCountries", path=path)}
    asker.ask("deleteInternalCallOutCountry", path | {"countryId": "SG"})
    assert "SG" not in {row["id"] for row in asker.rows("listInternalCalloutCountries", path=path)}
    assert asker.refusal("addCalloutCountries", path, {"callout_countries": [{"id": "XX"}]}) == (400, 300)


def test_switching_meeting_audio_off_deletes_its_configuration(asker: Asker) -> None:
    path = _account(asker)
    asker.ask("assignSIPConfig", path, {"enable": False})
    assert asker.refusal("listSIPTrunks", path) == (400, 300)
    asker.ask("assignSIPConfig", path, {"enable": True})
    assert asker.rows("listSIPTrunks", path=path) == []
    assert asker.refusal("assignSIPConfig", _account(asker, -1), {"enable": True}) == (400, 2100)


def test_audio_numbers_of_a_sub_account_are_of_the_master(asker: Asker) -> None:
    path, pool = _account(asker), asker.rows("listSipTrunkNumbers")
    asker.ask("assignSipTrunkNumbers", path, {"phone_numbers": [pool[-1]["number"]]})
    assert pool[-1]["number"] in asker.world.audio(path["accountId"]).numbers
    assert asker.refusal("assignSipTrunkNumbers", path, {"phone_numbers": ["+1"]}) == (400, 400)
    asker.ask("deleteAllSipNumbers", path)
    assert not asker.world.audio(path["accountId"]).numbers


def test_a_sip_phone_is_enabled_changed_and_deleted(asker: Asker) -> None:
    there = {phone.email for phone in asker.system.sip_phones}
    user = next(user for user in asker.system.users if user.email not in there)
    names = ("domain", "register_server", "proxy_server", "user_name", "password", "authorization_name", "voice_mail")
    body = dict.fromkeys(names, "x") | {"user_email": user.email}
    asker.ask("createSIPPhone", body=body)
    row = next(row for row in asker.rows("listSipPhones") if row["user_email"] == user.email)
    assert asker.refusal("createSIPPhone", body=body) == (400, 300)
    assert asker.refusal("createSIPPhone", body=body | {"user_email": "no@one.example"}) == (404, 1001)
    asker.ask("updateSIPPhone", {"phoneId": row["id"]}, body | {"password": "y"})
    assert [row["password"] for row in asker.rows("listSipPhones", {"search_key": user.email})] == ["y"]
    asker.ask("deleteSIPPhone", {"phoneId": row["id"]})
    assert asker.refusal("deleteSIPPhone", {"phoneId": row["id"]}) == (300, 300)
