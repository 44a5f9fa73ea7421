"""Reports and the dashboard: they say what the calls, messages, faxes, users and phones of the world say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.unit.sim.asking import Asker
from ztui.contract.catalogue import operation
from ztui.sim.handling import Context

MONTH: dict[str, Any] = {"from": "2026-10-22", "to": "2026-11-21"}


@pytest.fixture(scope="module")
def asker() -> Asker:
    return Asker()


def test_calls_that_were_answered_are_charged(asker: Asker) -> None:
    calls = {row["id"]: row for row in asker.rows("accountCallLogs", MONTH)}
    charges = asker.rows("GetCallChargesUsageReport", MONTH)
    assert {row["call_log_id"] for row in charges} == {key for key, row in calls.items() if row["duration"]}
    for row in charges[:200]:
        assert row["duration"] == calls[row["call_log_id"]]["duration"]
        assert float(row["total_charge"]) == pytest.approx(float(row["rate"]) * -(-row["duration"] // 60))
    costly = asker.rows("GetCallChargesUsageReport", MONTH | {"show_charges_only": True})
    assert {row["call_log_id"] for row in costly} == {
        row["call_log_id"] for row in charges if float(row["total_charge"])
    }
    one = asker.rows("GetCallChargesUsageReport", MONTH | {"call_ids": charges[3]["call_log_id"]})
    assert one == [charges[3]]


def test_billing_accounts_share_the_charges_among_them(asker: Asker) -> None:
    total = len(asker.rows("GetCallChargesUsageReport", MONTH))
    parts = [
        len(asker.rows("GetCallChargesUsageReport", MONTH | {"billing_account_id": row["id"]}))
        for row in asker.rows("listBillingAccount")
    ]
    assert sum(parts) == total
    query = MONTH | {"billing_account_id": "none"}
    assert asker.refusal("GetCallChargesUsageReport", query=query) == (400, 400)


@pytest.mark.parametrize("name", ["GetCallChargesUsageReport", "GetSMSChargesUsageReport", "Getfaxchargesusagereport"])
def test_a_report_reaches_thirteen_months_and_covers_one(asker: Asker, name: str) -> None:
    asker.ask(name, query={"from": "2025-11-01", "to": "2025-11-20"})
    assert asker.refusal(name, query={"from": "2025-09-01", "to": "2025-09-20"}) == (400, 400)
    assert asker.refusal(name, query={"from": "2026-09-01", "to": "2026-11-01"}) == (400, 400)


def test_messages_are_charged_one_by_one(asker: Asker) -> None:
    rows = asker.rows("GetSMSChargesUsageReport", MONTH)
    sessions = {row["session_id"] for row in asker.rows("accountSmsSession", MONTH)}
    assert rows
    assert {row["session_id"] for row in rows} == sessions
    for row in rows:
        listed = asker.rows("smsSessionDetails", MONTH, {"sessionId": row["session_id"]})
        message = next(each for each in listed if each["message_id"] == row["message_id"])
        assert (row["sent_time"], row["from_number"]) == (message["date_time"], message["sender"]["phone_number"])
    costly = asker.rows("GetSMSChargesUsageReport", MONTH | {"show_charges_only": True})
    assert {row["total_charge"] == "0" for row in costly} == {False}


def test_faxes_that_were_sent_are_charged_by_the_page(asker: Asker) -> None:
    rows = asker.rows("Getfaxchargesusagereport", MONTH)
    sent = [
        row
        for row in asker.rows("GetAccount'sFaxLogs", MONTH)
        if row["direction"] == "outbound" and row["status"] != "failed"
    ]
    assert [row["fax_id"] for row in rows] == [row["fax_id"] for row in sent]
    assert [row["total_pages"] for row in rows] == [row["file_pages_count"] for row in sent]
    assert asker.rows("Getfaxchargesusagereport", MONTH | {"fax_id": rows[0]["fax_id"]}) == rows[:1]


def test_what_is_written_is_in_the_operation_logs() -> None:
    asker = Asker()
    query = {"from": "2026-11-16", "to": "2026-11-21"}
    before = asker.rows("getPSOperationLogs", query)
    assert [row["time"] for row in before] == sorted((row["time"] for row in before), reverse=True)
    known, path = operation("deleteGCP"), {"groupId": "g1"}
    asker.world.note(Context(asker.world, known, asker.account, path, {}, None, asker.now + timedelta(minutes=1)))
    after = asker.rows("getPSOperationLogs", query)
    assert after[1:] == before
    assert (after[0]["action"], after[0]["category_type"]) == ("DELETE", "Group Call Pickup")
    assert after[0]["operation_detail"].endswith("g1")
    kinds = {row["category_type"] for row in asker.rows("getPSOperationLogs", query | {"category_type": "user"})}
    assert kinds <= {"User"}
    assert Asker(account=next(iter(asker.world.accounts)).id).rows("getPSOperationLogs", query) != after


@pytest.mark.parametrize("name", ["listCallLogsMetrics", "listPastCallMetrics"])
def test_good_and_bad_calls_are_all_that_were_answered(asker: Asker, name: str) -> None:
    every = asker.rows(name, MONTH)
    good, bad = (asker.rows(name, MONTH | {"quality_type": kind}) for kind in ("good", "bad"))
    assert len(every) == len(good) + len(bad) == len(asker.rows("GetCallChargesUsageReport", MONTH))
    assert min(float(row["mos"]) for row in good) >= 3.5 > max(float(row["mos"]) for row in bad)
    asker.ask(name, query=MONTH)


def test_past_calls_are_filtered(asker: Asker) -> None:
    every = asker.rows("listPastCallMetrics", MONTH)
    inside = asker.rows("listPastCallMetrics", MONTH | {"directions": ["internal"]})
    assert inside == [row for row in every if row["direction"] == "internal"]
    short = asker.rows("listPastCallMetrics", MONTH | {"durations": [0]})
    assert short == [row for row in every if row["duration"] < 60]
    extension = next(row["caller"]["extension_number"] for row in every if "extension_number" in row["caller"])
    own = asker.rows("listPastCallMetrics", MONTH | {"extension_number": extension})
    assert own
    for row in own:
        assert extension in (row["caller"].get("extension_number"), row["callee"].get("extension_number"))


def test_the_quality_of_a_call_is_told_minute_by_minute(asker: Asker) -> None:
    row = max(asker.rows("listCallLogsMetrics", MONTH), key=lambda each: each["duration"])
    detail = asker.ask("getCallLogMetricsDetails", {"call_id": row["call_id"]})
    assert (detail["mos"], detail["duration"]) == (row["mos"], row["duration"])
    quality = asker.ask("getCallQoS", {"callId": row["call_id"]})
    sides = [quality[name] for name in ("caller_qos", "callee_qos") if name in quality]
    assert sides
    for side in sides:
        assert len(side["sending"]) == len(side["receiving"]) == min(row["duration"] // 60, 60)
    for name, parameter in (("getCallLogMetricsDetails", "call_id"), ("getCallQoS", "callId")):
        assert asker.refusal(name, {parameter: "1"}) == (404, 404)


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("listUserDefaultEmergencyAddress", ("set", "not_set")),
        ("listUserDetectablePersonalLocation", ("set", "not_set")),
        ("listUserNomadicEmergencyServices", ("enabled", "disabled")),
    ],
)
def test_every_active_user_has_one_status(asker: Asker, name: str, statuses: tuple[str, str]) -> None:
    users = [user.ext_id for user in asker.system.users if user.status == "activate"]
    found = [row["extension_id"] for status in statuses for row in asker.rows(name, {"status": status})]
    assert sorted(found) == sorted(users)
    for status in statuses:
        assert {row["status"] for row in asker.ask(name, query={"status": status})["records"]} <= {status}
    assert asker.refusal(name, query={"status": statuses[0], "site_id": "none"}) == (400, 8001)


def test_a_user_who_gets_an_address_is_among_those_who_have_one() -> None:
    asker = Asker()
    row = asker.rows("listUserDefaultEmergencyAddress", {"status": "not_set"})[0]
    address = {"address_line1": "1 St", "city": "Reno", "country": "US", "state_code": "NV", "zip": "89501"}
    asker.ask("addEmergencyAddress", body=address | {"user_id": row["email"], "is_default": True})
    having = asker.rows("listUserDefaultEmergencyAddress", {"status": "set", "keyword": row["email"]})
    assert [each["extension_id"] for each in having] == [row["extension_id"]]


def test_phones_are_where_a_location_is(asker: Asker) -> None:
    names = {row["name"]: row for row in asker.rows("listLocations")}
    found = []
    for kind in ("company", "personal", "unknown"):
        rows = asker.ask("listPhoneRealtimelocation", query={"location_type": kind})["records"]
        found += asker.rows("listPhoneRealtimelocation", {"location_type": kind})
        if kind == "company":
            assert rows
            for row in rows:
                assert names[row["location_name"]]["bssid"] == row["bssid"]
    assert len(found) == len(asker.system.devices)
    tracked = asker.ask("listTrackedLocations", query={"location_type": "company"})["location_tracking"]
    assert {row["type"] for row in tracked} == {"company"}
    assert {row["name"] for row in tracked} <= set(names)
    assert len(asker.rows("listTrackedLocations")) == len(found)


def test_users_are_at_one_place_each(asker: Asker) -> None:
    site = next(iter(asker.system.sites))
    found = [
        row["extension_id"]
        for kind in ("company", "personal", "unknown")
        for row in asker.rows("listUserRealtimeLocation", {"location_type": kind, "site_id": site.id})
    ]
    users = [user.ext_id for user in asker.system.users if user.status == "activate" and user.site_id == site.id]
    assert sorted(found) == sorted(users)
    rows = asker.ask("listUserLocationSharingPermission", query={"site_id": site.id})["user_permissions"]
    assert all(row["device_permissions"] for row in rows)
