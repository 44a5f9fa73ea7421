"""What the columns and fields of each resource say of rows as Zoom sends them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from ztui.resources.cells import Viewer, cell, field_text
from ztui.resources.registry import resource

if TYPE_CHECKING:
    from ztui.resources.model import Column, Row

NOW = datetime(2026, 11, 21, 22, 5, tzinfo=UTC)
VIEWER = Viewer(ZoneInfo("America/Los_Angeles"), NOW)
PLAIN = Viewer(ZoneInfo("America/Los_Angeles"), NOW, ascii=True)
CALL: dict[str, Any] = {
    "call_history_uuid": "20261121-x",
    "start_time": "2026-11-21T22:01:22Z",
    "direction": "inbound",
    "caller_did_number": "+14155550188",
    "callee_name": "Support",
    "callee_ext_number": "8200",
    "call_result": "no_answer",
    "duration": 41,
}


def column_of(name: str, column: str) -> Column:
    found = resource(name).column(column)
    assert found is not None
    return found


def cell_of(name: str, column: str, row: Row, viewer: Viewer = VIEWER) -> str:
    return cell(column_of(name, column), row, viewer)


def test_a_call_reads_as_in_a_call_list() -> None:
    columns = [column for column in resource("calls").columns if not (column.hidden or column.wide_only)]
    row = CALL | {"recording_status": "recorded", "spam": "spam"}
    texts = [cell(column, row, VIEWER) for column in columns]
    assert texts == ["14:01:22", "in", "+1 415 555 0188", "Support  8200", "miss", "0:41", "▪s"]
    assert cell(columns[-1], row, PLAIN) == "*s"


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({}, "+1 415 555 0188"),
        ({"caller_name": "Ann Brück", "caller_ext_number": "8104"}, "Ann Brück  8104"),
        ({"caller_name": "山田 太郎"}, "山田 太郎"),
        ({"caller_number_type": "anonymous_number"}, "withheld"),
        ({"hide_caller_id": True, "caller_name": "secret"}, "withheld"),
        ({"hide_caller_id": True, "caller_name": "Ann", "caller_ext_number": 8104}, "Ann  8104"),
    ],
)
def test_the_caller_is_named_as_far_as_the_caller_allows(more: dict[str, object], text: str) -> None:
    assert cell_of("calls", "from", CALL | more) == text


@pytest.mark.parametrize(
    ("result", "short", "long"),
    [("answered", "ans", "answered"), ("ring_timeout", "miss", "rang out"), ("voicemail", "vm", "voicemail"),
     ("brand_new", "result brand_new (unknown)", "result brand_new (unknown)")],
)  # fmt: skip
def test_results_have_fixed_short_forms_and_words_in_details(result: str, short: str, long: str) -> None:
    assert cell_of("calls", "result", CALL | {"call_result": result}) == short
    [field] = [part for group in resource("calls").groups for part in group.fields if part.path == "call_result"]
    assert field_text(field, CALL | {"call_result": result}, VIEWER) == long


def test_an_emergency_call_and_a_voicemail_are_marked() -> None:
    assert cell_of("calls", "marks", CALL | {"call_result": "voicemail", "call_type": "emergency"}) == "v!"


@pytest.mark.parametrize(
    ("row", "owner", "kind"),
    [
        ({"assigned_list": [{"assgined_to_name": "Ann", "assigned_to_type": "User"}]}, "Ann", "user"),
        ({"assigned_list": [{"assigned_to_name": "Support", "assigned_to_type": "CallQueue"}]}, "Support", "queue"),
        ({"assigned_list": [{"assigned_to_type": "EmergencyNumberPool"}]}, "emergency number pool", "em. pool"),
        ({"assigned_list": [{"assigned_to_name": "Ann"}, {"assigned_to_name": "Bo"}]}, "Ann, Bo", ""),
        ({"assignee": {"name": "Old", "type": "autoReceptionist"}}, "Old", "auto receptionist"),
        ({"assigned_list": []}, "unassigned", ""),
        ({"assigned_list": "?"}, "unassigned", ""),
    ],
)
def test_a_number_names_its_owner_in_every_form_of_the_answer(row: Row, owner: str, kind: str) -> None:
    assert cell_of("numbers", "owner", row) == owner
    assert cell_of("numbers", "kind", row) == kind


def test_a_member_is_opted_in_or_out_and_a_common_area_always_takes_calls() -> None:
    assert cell_of("queue-members", "takes", {"receive_call": True, "level": "user"}) == "opted in"
    assert cell_of("queue-members", "takes", {"receive_call": False, "level": "manager"}) == "opted out"
    assert cell_of("queue-members", "takes", {"level": "commonArea", "receive_call": False}) == "always"
    assert cell_of("queue-members", "takes", {"level": "user"}) == ""


def test_a_queue_tells_its_members_once_they_were_read() -> None:
    members = {"users": [{"receive_call": True}, {"receive_call": False}], "common_areas": [{}]}
    assert cell_of("call-queues", "members", {"name": "Support"}) == "…"
    assert cell_of("call-queues", "members", {"name": "Support"}, PLAIN) == "..."
    assert cell_of("call-queues", "members", {"members": members}) == "3"
    [field] = [part for group in resource("cq").groups for part in group.fields if part.path == "members"]
    assert field_text(field, {"members": members}, VIEWER) == "3 · 1 opted in"


def test_several_numbers_are_counted() -> None:
    row = {"phone_numbers": [{"number": "+14155550100"}, {"number": "+14155550101"}]}
    assert cell_of("call-queues", "numbers", row) == "+1 415 555 0100 +1"
    assert cell_of("call-queues", "numbers", {"phone_numbers": []}) == ""


def in_field(name: str, path: str, row: Row) -> str:
    [field] = [part for group in resource(name).groups for part in group.fields if part.path == path]
    return field_text(field, row, VIEWER)


def test_the_detail_of_a_number_tells_owners_by_channel_place_and_address() -> None:
    row = {
        "assigned_list": [
            {"assgined_to_name": "Ann", "assigned_to_type": "User", "source_channel": "Voice"},
            {"assgined_to_name": "Bo", "assigned_to_type": "User", "source_channel": "SMS"},
        ],
        "location": {"city": "San Jose", "state": "CA", "country": "US"},
        "emergency_address": {"address_line1": "1 Main St", "city": "San Jose", "zip": "95113"},
        "capability": ["Incoming", "EmergencyCalls"],
    }
    assert in_field("numbers", "assigned_list", row) == "Voice: Ann, SMS: Bo"
    assert in_field("numbers", "assigned_list[0].assigned_to_type", row) == "user"
    assert in_field("numbers", "assigned_list[0].assigned_to_type", {}) == "unassigned"
    assert in_field("numbers", "location", row) == "San Jose, CA, US"
    assert in_field("numbers", "location", {"location": "San Jose"}) == "San Jose"
    assert in_field("numbers", "emergency_address", row) == "1 Main St, San Jose, 95113"
    assert in_field("numbers", "capability", row) == "incoming, emergency calls"


def test_a_desk_phone_names_its_users_and_its_accounts_without_passwords() -> None:
    row = {
        "assignees": [{"name": "Ann", "extension_number": 8104}, {"name": "Bo"}],
        "provision": {"sip_accounts": [{"user_name": "101", "sip_domain": "sip.example", "password": "hunter2"}]},
    }
    assert cell_of("devices", "user", row) == "Ann, Bo"
    assert in_field("devices", "assignees", row) == "Ann  8104, Bo"
    assert cell_of("devices", "user", {"assignee": {"name": "Old"}}) == "Old"
    assert cell_of("devices", "user", {}) == "unassigned"
    assert in_field("devices", "provision.sip_accounts", row) == "101@sip.example"
    assert in_field("devices", "provision.sip_accounts[0].password", row) == "••••••"


def test_a_user_is_active_or_not_and_has_plans() -> None:
    assert cell_of("users", "status", {"status": "deactivate"}) == "inactive"
    assert in_field("users", "status", {"status": "activate"}) == "active"
    assert (
        in_field("users", "calling_plans", {"calling_plans": [{"name": "US/CA"}, {"type": 200}]})
        == "US/CA, US/CA unlimited"
    )


def test_a_site_names_its_main_menu() -> None:
    row = {"main_auto_receptionist": {"name": "Main menu", "extension_number": 8000}, "short_extension": {"length": 4}}
    assert cell_of("sites", "menu", row) == "Main menu  8000"
    assert in_field("sites", "short_extension.length", row) == "4 digits"
