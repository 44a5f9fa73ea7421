"""Blocked numbers of the account and of extensions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.sim.asking import Asker

RULE = {"match_type": "phoneNumber", "blocked_number": "+14155550188", "type": "block_for_other_reasons"}


@pytest.fixture
def asker() -> Asker:
    return Asker()


def numbers(asker: Asker, name: str, path: dict[str, str] | None = None, **query: str) -> list[str]:
    return [row["blocked_number"] for row in asker.rows(name, query, path)]


def test_a_rule_of_the_account_is_added_changed_found_and_deleted(asker: Asker) -> None:
    listed, body = "ListAccountLevelInboundBlockRules", RULE | {"status": "active", "comment": "Robot"}
    before = numbers(asker, listed)
    key = asker.ask("AddAccountLevelInboundBlockRules", body=body)["id"]
    assert numbers(asker, listed) == [*before, "+14155550188"]
    assert numbers(asker, listed, keyword="robot") == ["+14155550188"]
    changed = body | {"blocked_number": "+14155550189", "status": "inactive"}
    asker.ask("UpdateAccountLevelInboundBlockRule", {"blockedRuleId": key}, changed)
    row = next(row for row in asker.rows(listed) if row["id"] == key)
    assert (row["phone_number"], row["blocked_number"], row["status"]) == ("+14155550189", "+14155550189", "inactive")
    assert "+14155550189" not in numbers(asker, listed, status="active")
    asker.ask("DeleteAccountLevelInboundBlockRules", query={"blocked_rule_id": key})
    assert numbers(asker, listed) == before
    assert asker.refusal("DeleteAccountLevelInboundBlockRules", query={"blocked_rule_id": key}) == (404, 404)


def test_rules_of_an_extension_are_its_own(asker: Asker) -> None:
    one, other = ({"extensionId": user.ext_id} for user in list(asker.system.users)[:2])
    listed = "ListExtensionLevelInboundBlockRules"
    before = numbers(asker, listed, other)
    key = asker.ask("AddExtensiontLevelInboundBlockRules", one, RULE)["id"]
    assert numbers(asker, listed, one)[-1] == "+14155550188"
    assert numbers(asker, listed, other) == before
    assert "+14155550188" not in numbers(asker, "ListAccountLevelInboundBlockRules")
    asker.ask("DeleteExtensiontLevelInboundBlockRules", one, query={"blocked_rule_id": key})
    assert "+14155550188" not in numbers(asker, listed, one)
    assert asker.refusal(listed, {"extensionId": "nobody"}) == (404, 404)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"blocked_number": "call me"}, 7015),
        ({"country": "usa"}, 400),
        ({"country": "DE"}, 13604),
        ({"match_type": "prefix", "type": "block_as_threat"}, 13606),
    ],
)
def test_a_rule_that_cannot_be_is_refused(asker: Asker, change: dict[str, Any], code: int) -> None:
    path = {"extensionId": next(iter(asker.system.users)).ext_id}
    assert asker.refusal("AddExtensiontLevelInboundBlockRules", path, RULE | change) == (400, code)


def test_a_number_is_blocked_once(asker: Asker) -> None:
    body = RULE | {"status": "active"}
    asker.ask("AddAccountLevelInboundBlockRules", body=body)
    assert asker.refusal("AddAccountLevelInboundBlockRules", body=body) == (400, 13601)


def test_what_extensions_block_can_be_blocked_for_all_and_forgotten(asker: Asker) -> None:
    listed = "ListAccountLevelInboundBlockedStatistics"
    row = asker.rows(listed)[0]
    assert row["block_count"] + row["threat_count"] > 0
    for _ in range(2):
        asker.ask("MarkPhoneNumberAsBlockedForAllExtensions", body={"blocked_statistic_id": row["id"]})
    blocked = numbers(asker, "ListAccountLevelInboundBlockRules", status="active")
    assert blocked.count(row["blocked_number"]) == 1
    asker.ask("DeleteAccountLevelInboundBlockedStatistics", query={"blocked_statistic_id": row["id"]})
    assert row["id"] not in {each["id"] for each in asker.rows(listed)}
    body = {"blocked_statistic_id": row["id"]}
    assert asker.refusal("MarkPhoneNumberAsBlockedForAllExtensions", body=body) == (404, 404)


def test_the_old_list_refuses_a_number_twice_in_one_direction(asker: Asker) -> None:
    body = {"block_type": "inbound", "phone_number": "+14155550188", "match_type": "phoneNumber"}
    asker.ask("addAnumberToBlockedList", body=body)
    assert asker.refusal("addAnumberToBlockedList", body=body) == (409, None)
    key = asker.ask("addAnumberToBlockedList", body=body | {"block_type": "outbound"})["id"]
    assert asker.ask("getABlockedList", {"blockedListId": key})["block_type"] == "outbound"
    assert asker.refusal("updateBlockedList", {"blockedListId": key}, {"block_type": "inbound"}) == (409, None)
    asker.ask("updateBlockedList", {"blockedListId": key}, {"comment": "Costly"})
    asker.ask("deleteABlockedList", {"blockedListId": key})
    assert key not in {row["id"] for row in asker.rows("listBlockedList")}
    assert asker.refusal("getABlockedList", {"blockedListId": key}) == (400, 400)
    assert asker.refusal("updateBlockedList", {"blockedListId": key}, {"comment": "x"}) == (400, 300)
    assert asker.refusal("addAnumberToBlockedList", body=body | {"country": "usa"}) == (400, 300)
