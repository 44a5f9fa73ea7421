"""Every answer of the five areas fits the contract, and answers agree with one another."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.sim.asking import Asker
from ztui.contract.catalogue import operations
from ztui.sim.areas import register
from ztui.sim.handling import HANDLERS

MONTH: dict[str, Any] = {"from": "2026-10-25", "to": "2026-11-21"}
LISTS: list[tuple[str, dict[str, str]]] = [
    ("accounts", {}),
    ("listPhoneSites", {}),
    ("listPhoneUsers", {}),
    ("listCallQueues", {}),
    ("listAutoReceptionists", {}),
    ("listCommonAreas", {}),
    ("listSharedLineGroups", {}),
    ("listPhoneDevices", {"type": "assigned"}),
    ("listPhoneDevices", {"type": "unassigned"}),
    ("listPhoneNumbers", {"allocated_product": "ZOOM_PHONE"}),
    ("listPhoneNumbers", {"assigned_to_type": "PhoneUnassigned"}),
    ("listAccountPhoneNumbers", {"type": "byoc"}),
    ("ListBYOCSIPtrunks", {"allocated_product": "ZOOM_PHONE"}),
    ("ListSIPgroups", {"allocated_product": "ZOOM_CONTACT_CENTER"}),
    ("listBYOCSIPTrunk", {}),
    ("listSipGroups", {}),
    ("listSipPhones", {}),
    ("listSipTrunkNumbers", {}),
    ("accountCallHistory", MONTH),
    ("accountCallLogs", MONTH),
    ("accountVoiceMails", MONTH),
    ("getPhoneRecordings", MONTH),
    ("callqueueanalytics", MONTH),
]


@pytest.fixture(scope="module")
def asker() -> Asker:
    return Asker()


@pytest.mark.parametrize(("name", "query"), LISTS)
def test_a_list_has_rows_that_fit_the_contract(asker: Asker, name: str, query: dict[str, str]) -> None:
    answer = asker.ask(name, query=query)
    assert answer[str(operations()[name].items_key)]


@pytest.mark.parametrize(
    ("listing", "query", "key", "detail", "parameter"),
    [
        ("listPhoneSites", {}, "id", "getASite", "siteId"),
        ("listPhoneUsers", {}, "id", "phoneUser", "userId"),
        ("listCallQueues", {}, "id", "getACallQueue", "callQueueId"),
        ("listCallQueues", {}, "id", "getCallQueuePolicy", "callQueueId"),
        ("listCallQueues", {}, "id", "listCallQueueMembers", "callQueueId"),
        ("listCallQueues", {}, "extension_id", "getCallHandling", "extensionId"),
        ("listPhoneUsers", {}, "extension_id", "getCallHandling", "extensionId"),
        ("listAutoReceptionists", {}, "extension_id", "getCallHandling", "extensionId"),
        ("listAutoReceptionists", {}, "id", "getAutoReceptionistDetail", "autoReceptionistId"),
        ("listAutoReceptionists", {}, "id", "getAutoReceptionistIVR", "autoReceptionistId"),
        ("listAutoReceptionists", {}, "id", "getAutoReceptionistsPolicy", "autoReceptionistId"),
        ("listCommonAreas", {}, "id", "getACommonArea", "commonAreaId"),
        ("listSharedLineGroups", {}, "id", "getASharedLineGroup", "sharedLineGroupId"),
        ("listSharedLineGroups", {}, "id", "getSharedLineGroupPolicy", "sharedLineGroupId"),
        ("listPhoneDevices", {"type": "assigned"}, "id", "getADevice", "deviceId"),
        ("listPhoneNumbers", {}, "id", "getPhoneNumber", "phoneNumberId"),
        ("listAccountPhoneNumbers", {}, "id", "getPhoneNumberDetails", "phoneNumberId"),
        ("accountCallHistory", MONTH, "call_history_uuid", "getCallPath", "callHistoryUuid"),
        ("accountCallLogs", MONTH, "id", "getCallLogDetails", "callLogId"),
        ("accountVoiceMails", MONTH, "id", "getVoicemailDetails", "voicemailId"),
        ("getPhoneRecordings", MONTH, "call_id", "getPhoneRecordingsByCallIdOrCallLogId", "id"),
        ("accounts", {}, "id", "GetSubAccountDetails", "accountId"),
        ("accounts", {}, "id", "accountManagedDomain", "accountId"),
        ("accounts", {}, "id", "accountTrustedDomain", "accountId"),
        ("accounts", {}, "id", "accountSettings", "accountId"),
        ("accounts", {}, "id", "getAccountLockSettings", "accountId"),
    ],
)
def test_every_row_of_a_list_has_a_detail_that_fits(
    asker: Asker, listing: str, query: dict[str, str], key: str, detail: str, parameter: str
) -> None:
    rows = asker.rows(listing, query)[:25]
    assert rows
    for row in rows:
        asker.ask(detail, {parameter: row[key]})


@pytest.mark.parametrize("name", ["listSIPTrunks", "listInternalNumbers", "listInternalCalloutCountries"])
def test_sub_accounts_have_meeting_audio_but_for_the_one_without_a_plan(asker: Asker, name: str) -> None:
    accounts = [row["id"] for row in asker.rows("accounts")]
    for account in accounts[:-1]:
        assert asker.rows(name, path={"accountId": account})
    assert asker.refusal(name, {"accountId": accounts[-1]}) == (400, 300)
    assert asker.refusal(name, {"accountId": "nobody"}) == (404, 2001)
    asker.ask(name, {"accountId": "me"})


def test_every_handler_belongs_to_an_operation_and_every_area_is_covered() -> None:
    register.load()
    assert set(HANDLERS) <= set(operations())
    covered = ("accounts", "sip_connected_audio", "sip_phone")
    assert {each.id for each in operations().values() if each.api in covered} <= set(HANDLERS)


def test_a_row_of_the_account_agrees_with_its_legs(asker: Asker) -> None:
    for row in asker.rows("accountCallHistory", MONTH)[:150]:
        path = asker.ask("getCallPath", {"callHistoryUuid": row["call_history_uuid"]})
        shared = set(row) & set(path) - {"call_elements"}
        assert {name: row[name] for name in shared} == {name: path[name] for name in shared}
        legs = path["call_elements"]
        assert min(leg["start_time"] for leg in legs) == row["start_time"]
        assert max(leg["end_time"] for leg in legs) == row["end_time"]
        answered = [leg["answer_time"] for leg in legs if "answer_time" in leg]
        assert row.get("answer_time") == (min(answered) if answered else None)
        for leg in legs:
            assert leg["call_id"] == row["call_id"]
            alone = asker.ask("getCallElement", {"callElementId": leg["call_element_id"]})
            assert alone == leg | {"call_history_uuid": row["call_history_uuid"]}


def test_a_user_sees_the_legs_that_the_account_has(asker: Asker) -> None:
    user = asker.system.queues.initial[0].members[0].id
    legs = asker.rows("phoneUserCallHistory", MONTH, {"userId": user})
    assert legs
    for leg in legs[:40]:
        path = asker.ask("getCallPath", {"callHistoryUuid": leg["call_history_uuid"]})
        assert leg["call_element_id"] in {each["call_element_id"] for each in path["call_elements"]}
    asker.ask("phoneUserCallHistory", {"userId": user}, query=MONTH)
    asker.ask("syncUserCallHistory", {"userId": user}, query={"sync_type": "FSync"})


@pytest.mark.parametrize(
    ("query", "name", "allowed"),
    [
        ({"directions": ["inbound"]}, "direction", {"inbound"}),
        ({"connect_types": ["internal"]}, "connect_type", {"internal"}),
        ({"call_results": ["voicemail", "busy"]}, "call_result", {"voicemail", "busy"}),
        ({"recording_status": "recorded"}, "recording_status", {"recorded"}),
        ({"department": "Sales"}, "department", {"Sales"}),
        ({"cost_center": "CC-2000"}, "cost_center", {"CC-2000"}),
    ],
)
def test_a_filter_of_call_history_keeps_exactly_what_it_names(
    asker: Asker, query: dict[str, Any], name: str, allowed: set[str]
) -> None:
    every = asker.rows("accountCallHistory", MONTH)
    assert asker.rows("accountCallHistory", MONTH | query) == [row for row in every if row.get(name) in allowed]


def test_a_keyword_finds_any_call_that_passes_through(asker: Asker) -> None:
    queue = max(asker.system.queues, key=lambda each: len(each.members))
    found = asker.rows("accountCallHistory", MONTH | {"keyword": str(queue.extension)})
    assert found
    for row in found:
        legs = asker.ask("getCallPath", {"callHistoryUuid": row["call_history_uuid"]})["call_elements"]
        sides = {leg.get(f"{side}_ext_number") for leg in legs for side in ("caller", "callee")}
        assert str(queue.extension) in sides


def test_call_ids_find_their_calls(asker: Asker) -> None:
    wanted = [row["call_id"] for row in asker.rows("accountCallHistory", MONTH)[3:6]]
    found = asker.rows("accountCallHistory", MONTH | {"call_ids": wanted})
    assert [row["call_id"] for row in found] == wanted


def test_a_withheld_caller_shows_no_number(asker: Asker) -> None:
    hidden = [
        row for row in asker.rows("accountCallHistory", MONTH | {"directions": ["inbound"]}) if row["hide_caller_id"]
    ]
    assert hidden
    assert all("caller_did_number" not in row for row in hidden)


def test_voicemails_and_recordings_name_their_calls(asker: Asker) -> None:
    calls = {row["call_id"]: row for row in asker.rows("accountCallHistory", MONTH)}
    for row in asker.rows("getPhoneRecordings", MONTH):
        assert calls[row["call_id"]]["recording_status"] == "recorded"
    with_mail = asker.rows("accountCallHistory", MONTH | {"with_voicemail": True})
    mails = {row["call_id"] for row in asker.rows("accountVoiceMails", MONTH)}
    assert mails == {row["call_id"] for row in with_mail}


def test_recordings_are_found_by_the_kind_of_their_owner(asker: Asker) -> None:
    owners = [row["owner"]["type"] for row in asker.rows("getPhoneRecordings", MONTH)]
    for kind in ("user", "commonArea", "callQueue"):
        found = asker.rows("getPhoneRecordings", MONTH | {"owner_type": kind})
        assert [row["owner"]["type"] for row in found] == [kind] * owners.count(kind)
    assert len(asker.rows("getPhoneRecordings", MONTH | {"owner_type": "all"})) == len(owners)


def test_without_dates_the_last_24_hours_are_answered() -> None:
    asker = Asker()
    answer = asker.ask("accountCallHistory")
    assert (answer["from"], answer["to"]) == ("2026-11-20T14:05:00Z", "2026-11-21T14:05:00Z")
    assert all(row["start_time"] >= "2026-11-20T14:05:00Z" for row in asker.rows("accountCallHistory"))


def test_more_than_a_month_or_half_a_year_ago_is_refused(asker: Asker) -> None:
    for start, end in (("2026-09-01", "2026-10-20"), ("2026-04-01", "2026-04-20"), ("2026-11-03", "2026-11-01")):
        assert asker.refusal("accountCallHistory", query={"from": start, "to": end}) == (400, 300)


def test_acting_for_a_sub_account_shows_its_own_phone_system(asker: Asker) -> None:
    account = asker.rows("accounts")[0]["id"]
    sub = Asker(account=account)
    for name in ("listPhoneUsers", "listCallQueues", "listPhoneNumbers"):
        ours, theirs = ({row["id"] for row in each.rows(name)} for each in (asker, sub))
        assert theirs
        assert not ours & theirs
    assert sub.rows("accountCallHistory", MONTH)
