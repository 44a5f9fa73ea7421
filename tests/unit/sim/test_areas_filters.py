"""Filters of lists keep what they name: users, numbers, devices, queues, a user's own calls, voicemails, analytics."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.sim.asking import Asker
from ztui.sim.handling import Refusal

MONTH: dict[str, Any] = {"from": "2026-10-25", "to": "2026-11-21"}


@pytest.fixture(scope="module")
def asker() -> Asker:
    return Asker()


@pytest.fixture(scope="module")
def member(asker: Asker) -> dict[str, str]:
    """Give the user who took part in most legs."""
    legs: dict[str, int] = {}
    history = asker.system.history
    for serial in range(3_000, 4_000):
        for leg in history.call(serial).legs:
            if leg.callee.kind == "user":
                legs[leg.callee.id] = legs.get(leg.callee.id, 0) + 1
    return {"userId": max(legs, key=lambda key: legs[key])}


def test_users_are_found_by_name_number_status_and_plan(asker: Asker) -> None:
    user = next(user for user in asker.system.users if asker.system.numbers_of(user.id) and user.plans)
    number = asker.system.numbers_of(user.id)[0].number
    for keyword in (user.email, user.name, number[-7:], str(user.extension)):
        assert user.id in {row["id"] for row in asker.rows("listPhoneUsers", {"keyword": keyword})}
    for row in asker.rows("listPhoneUsers", {"calling_type": user.plans[0], "status": "activate"}):
        assert user.plans[0] in {plan["type"] for plan in row["calling_plans"]}
        assert row["status"] == "activate"
    assert asker.refusal("listPhoneUsers", query={"site_id": "none"}) == (400, 124)
    with pytest.raises(Refusal, match="The site none does not exist"):
        asker.rows("listPhoneUsers", {"site_id": "none"})


@pytest.mark.parametrize(
    ("query", "test"),
    [
        ({"number_type": "TollFree"}, lambda row: row["number_type"] == "TollFree"),
        ({"number_source": "BYOCCloud"}, lambda row: row["source"] == "BYOCCloud"),
        ({"number_status": "Pending"}, lambda row: row["status"] == "Pending"),
        (
            {"assigned_to_type": "CallQueue"},
            lambda row: any(each["assigned_to_type"] == "CallQueue" for each in row["assigned_list"]),
        ),
        (
            {"assigned_to_type": "PhoneUnassigned"},
            lambda row: not row["assigned_list"] and row["allocated_product"] == "ZOOM_PHONE",
        ),
        (
            {"assigned_to_type": "ContactCenterUnassigned"},
            lambda row: not row["assigned_list"] and row["allocated_product"] == "ZOOM_CONTACT_CENTER",
        ),
    ],
)
def test_numbers_are_filtered(asker: Asker, query: dict[str, Any], test: Any) -> None:
    every = asker.rows("listPhoneNumbers")
    assert asker.rows("listPhoneNumbers", query) == [row for row in every if test(row)]


def test_numbers_are_found_in_any_format_and_by_their_owner(asker: Asker) -> None:
    number = next(n for n in asker.system.numbers if n.number.startswith("+1") and n.owner)
    digits = number.number[2:]
    for keyword in (number.number, f"({digits[:3]}) {digits[3:6]}-{digits[6:]}", digits):
        assert number.id in {row["id"] for row in asker.rows("listPhoneNumbers", {"keyword": keyword})}
    assert asker.refusal("listPhoneNumbers", query={"site_id": "none"}) == (400, 1002010)


@pytest.mark.parametrize(
    "query",
    [
        {"type": "assigned"},
        {"type": "unassigned"},
        {"type": "byoc"},
        {"extension_type": "user"},
        {"number_type": "tollfree"},
        {"pending_numbers": True},
    ],
)
def test_the_older_list_of_numbers_has_its_own_filters(asker: Asker, query: dict[str, Any]) -> None:
    every = [row["id"] for row in asker.rows("listAccountPhoneNumbers")]
    found = [row["id"] for row in asker.rows("listAccountPhoneNumbers", query)]
    assert len(found) < len(every)
    assert set(found) <= set(every)


def test_queues_are_filtered_by_site_and_department(asker: Asker) -> None:
    queue = next(iter(asker.system.queues))
    for name in ("site_id", "department", "cost_center"):
        found = {row["id"] for row in asker.rows("listCallQueues", {name: getattr(queue, name)})}
        wanted = {each.id for each in asker.system.queues if getattr(each, name) == getattr(queue, name)}
        assert found == wanted


@pytest.mark.parametrize(
    "query", [{"assignee_type": "commonArea"}, {"device_type": "yealink"}, {"keyword": "80-5e"}, {"keyword": "Lobby"}]
)
def test_devices_are_filtered(asker: Asker, query: dict[str, Any]) -> None:
    found = asker.rows("listPhoneDevices", {"type": "assigned"} | query)
    assert len(found) <= len(asker.rows("listPhoneDevices", {"type": "assigned"}))
    if "assignee_type" in query:
        assert {row["assignee"]["extension_type"] for row in found} == {"commonArea"}
    if "device_type" in query:
        assert all(row["device_type"].startswith("Yealink") for row in found)


@pytest.mark.parametrize(
    ("query", "test"),
    [
        ({"directions": ["inbound"]}, lambda row: row["direction"] == "inbound"),
        ({"call_types": ["general"]}, lambda row: row["call_type"] == "general"),
        ({"call_results": ["answered"]}, lambda row: row["result"] == "answered"),
        (
            {"call_results": ["no_answer", "voicemail"]},
            lambda row: row["result"] in ("voicemail", "no_answer", "ring_timeout", "busy", "rejected", "canceled"),
        ),
        ({"recording_status": "recorded"}, lambda row: "recording_id" in row),
        ({"with_voicemail": True}, lambda row: "voicemail_id" in row),
    ],
)
def test_a_users_own_calls_are_filtered_by_leg(
    asker: Asker, member: dict[str, str], query: dict[str, Any], test: Any
) -> None:
    every = asker.rows("phoneUserCallHistory", MONTH, member)
    assert asker.rows("phoneUserCallHistory", MONTH | query, member) == [row for row in every if test(row)]


def test_a_keyword_in_a_users_own_calls_names_the_other_side(asker: Asker, member: dict[str, str]) -> None:
    every = asker.rows("phoneUserCallHistory", MONTH, member)
    number = next(row["caller_did_number"] for row in every if row.get("caller_number_type") == "external_pstn")
    found = asker.rows("phoneUserCallHistory", MONTH | {"keyword": number}, member)
    assert found
    assert all(number in (row.get("caller_did_number"), row.get("callee_did_number")) for row in found)


@pytest.mark.parametrize("name", ["site_ids", "group_ids"])
def test_calls_of_a_site_are_those_whose_row_names_it(asker: Asker, name: str) -> None:
    site = asker.rows("accountCallHistory", MONTH)[0]
    field = {"site_ids": "site_id", "group_ids": "group_id"}[name]
    found = asker.rows("accountCallHistory", MONTH | {name: [site[field]]})
    assert {row[field] for row in found} == {site[field]}


@pytest.mark.parametrize(
    ("name", "value"),
    [("number_types", "byoc"), ("extension_types", "call_queue"), ("number_types", "anonymous_number")],
)
def test_calls_are_filtered_by_the_kind_of_either_side(asker: Asker, name: str, value: str) -> None:
    field = {"number_types": "number_type", "extension_types": "ext_type"}[name]
    found = asker.rows("accountCallHistory", MONTH | {name: [value]})
    assert found
    assert all(value in (row.get(f"caller_{field}"), row.get(f"callee_{field}")) for row in found)


def test_calls_are_found_by_their_end(asker: Asker) -> None:
    span = {"from": "2026-11-18T15:00:00Z", "to": "2026-11-18T18:00:00Z"}
    found = asker.rows("accountCallHistory", span | {"time_type": "end_time"})
    every = asker.rows("accountCallHistory", MONTH)
    wanted = [row for row in every if span["from"] <= row["end_time"] <= span["to"]]
    assert found == wanted


def test_missed_calls_of_the_older_logs_were_not_answered(asker: Asker, member: dict[str, str]) -> None:
    every = asker.rows("accountCallLogs", MONTH)
    missed = asker.rows("accountCallLogs", MONTH | {"type": "missed"})
    assert missed == [row for row in every if row["result"] != "Call connected"]
    assert asker.rows("phoneUserCallLogs", MONTH, member)


def test_voicemails_are_filtered_by_status_site_and_owner(asker: Asker) -> None:
    every = asker.rows("accountVoiceMails", MONTH)
    queues = asker.rows("accountVoiceMails", MONTH | {"owner_type": "callQueue"})
    assert queues == [row for row in every if row["owner"]["type"] == "callQueue"]
    read, unread = (asker.rows("accountVoiceMails", MONTH | {"status": status}) for status in ("read", "unread"))
    assert len(read) + len(unread) == len(every)
    owner = next(row["owner"] for row in every if row["owner"]["type"] == "user")
    own = asker.rows("phoneUserVoiceMails", MONTH, {"userId": owner["id"]})
    assert {row["id"] for row in own} == {row["id"] for row in every if row["owner"]["id"] == owner["id"]}
    assert asker.rows("accountVoiceMails", MONTH | {"trashed": True}) == []


def test_a_voicemail_is_found_by_its_call(asker: Asker) -> None:
    row = next(row for row in asker.rows("accountVoiceMails", MONTH) if row["owner"]["type"] == "user")
    path = {"userId": row["owner"]["id"], "id": row["call_id"]}
    assert asker.ask("getVoicemailDetailsByCallIdOrCallLogId", path)["id"] == row["id"]
    assert asker.refusal("getVoicemailDetailsByCallIdOrCallLogId", path | {"id": "none"}) == (404, 404)


def test_recordings_of_users_and_queues_are_among_the_accounts(asker: Asker) -> None:
    every = {row["id"]: row for row in asker.rows("getPhoneRecordings", MONTH)}
    automatic = asker.rows("getPhoneRecordings", MONTH | {"recording_type": "Automatic"})
    assert {row["recording_type"] for row in automatic} == {"Automatic"}
    for queue in asker.system.queues:
        assert {row["id"] for row in asker.rows("getCallQueueRecordings", MONTH, {"callQueueId": queue.id})} <= set(
            every
        )
    owner = next(iter(every.values()))["owner"]
    assert asker.rows("phoneUserRecordings", MONTH, {"userId": owner["id"]})


def test_analytics_of_a_queue_are_its_calls(asker: Asker) -> None:
    queue = max(asker.system.queues, key=lambda each: len(each.members))
    row = asker.rows("callqueueanalytics", MONTH | {"call_queue_ext_ids": [queue.ext_id]})[0]
    parts = row["completed_calls"] + row["abandoned_calls"] + row["overflowed_calls"]
    assert 0 < parts <= row["inbound_calls"]
    assert row["max_in_queue_wait_time"] >= row["avg_in_queue_wait_time"]
