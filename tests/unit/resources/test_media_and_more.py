"""What the columns and fields of recordings, voicemails, messages, charges and the like say, and where they lead."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ztui.resources.cells import Viewer, cell, field_text
from ztui.resources.registry import resource

if TYPE_CHECKING:
    from ztui.resources.model import Related, Row

VIEWER = Viewer(UTC, datetime(2026, 11, 21, tzinfo=UTC))


def says(name: str, column: str, row: Row) -> str:
    found = resource(name).column(column)
    assert found is not None
    return cell(found, row, VIEWER)


def tells(name: str, path: str, row: Row) -> str:
    [field] = [part for group in resource(name).groups for part in group.fields if part.path == path]
    return field_text(field, row, VIEWER)


def links(name: str, title: str) -> list[Related]:
    return [link for link in resource(name).related if link.title == title]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"caller_name": "Ann", "caller_number": "8104", "caller_number_type": 1}, "Ann  8104"),
        ({"caller_name": "Ann", "caller_number": "8104", "caller_number_type": "1"}, "Ann  8104"),
        ({"caller_name": "Acme", "caller_number": "+14155550123", "caller_number_type": 2}, "Acme"),
        ({"caller_number": "+14155550123", "caller_number_type": 2}, "+1 415 555 0123"),
        ({"caller_name": None, "caller_number": None}, ""),
        ({"caller_name": 7, "caller_number_type": []}, "7"),
        ({}, ""),
    ],
)
def test_who_was_recorded_has_a_name_or_a_number_and_of_ours_the_extension(row: Row, text: str) -> None:
    for name in ("recordings", "user-recordings", "queue-recordings", "voicemails", "user-voicemails"):
        assert says(name, "from", row) == text


def test_a_voicemail_says_who_owns_it_and_what_was_said() -> None:
    row = {
        "owner": {"name": "Support", "extension_number": 8200, "type": "callQueue"},
        "transcription": {"content": "Hi"},
    }
    assert says("voicemails", "owner", row) == "Support  8200"
    assert tells("voicemails", "owner.type", row) == "call queue"
    assert tells("voicemails", "transcription.content", row) == "Hi"
    assert says("voicemails", "owner", {"owner": "?"}) == ""


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("user", "users"),
        ("callQueue", "call-queues"),
        ("commonArea", "common-areas"),
        ("sharedLineGroup", "shared-line-groups"),
        ("autoReceptionist", "auto-receptionists"),
        ("else", ""),
        (None, ""),
    ],
)
def test_recordings_and_voicemails_lead_to_their_owner(kind: object, target: str) -> None:
    for name in ("recordings", "voicemails"):
        [link] = links(name, "Owner")
        assert link.choose is not None
        assert link.choose({"owner": {"type": kind, "id": "o1"}}) == target


def test_a_voicemail_leads_to_its_call_by_key_once_it_is_known_and_by_call_id_before() -> None:
    [by_key], [by_list] = links("voicemails", "Call"), links("voicemails", "Call (in the list)")
    assert by_key.key == "call_history_id"
    assert by_list.choose is not None
    assert by_list.choose({"call_id": "1"}) == "call-history"
    assert by_list.choose({"call_id": "1", "call_history_id": "h"}) == ""


@pytest.mark.parametrize(
    ("status", "level", "words"),
    [
        (4, 0, ["verified", "account"]),
        (5, 1, ["rejected", "personal"]),
        (9, 8, ["status 9 (unknown)", "level 8 (unknown)"]),
    ],
)
def test_an_emergency_address_says_in_words_how_far_it_is_and_whose(status: int, level: int, words: list[str]) -> None:
    row = {"status": status, "level": level}
    assert [says("emergency-addresses", each, row) for each in ("status", "level")] == words


def test_only_a_personal_address_leads_to_a_user() -> None:
    [link] = links("emergency-addresses", "Owner")
    assert link.choose is not None
    assert [link.choose({"level": level}) for level in (0, 1, 2, None)] == ["", "users", "", ""]


def test_a_location_is_recognised_by_switches_with_ports_or_ranges() -> None:
    switches = [
        {"mac_address": "00:11", "port": "3"},
        {"mac_address": "00:22", "port_prefix": "Gi1/"},
        {"mac_address": "00:33", "port_range_from": "1", "port_range_to": "24"},
        "odd",
    ]
    assert tells("emergency-locations", "network_switches", {"network_switches": switches}) == (
        "00:11 3, 00:22 Gi1/, 00:33 1-24"
    )
    assert tells("emergency-locations", "network_switches", {}) == ""
    assert tells("emergency-locations", "elin", {"elin": {"phone_number": "+14155550123"}}).startswith(
        "+1 415 555 0123"
    )
    assert tells("emergency-locations", "elin", {}) == ""


def test_a_session_names_its_owner_and_those_with_whom_it_is() -> None:
    row = {
        "participants": [
            {"display_name": "Ann", "phone_number": "+14155550100", "is_session_owner": True},
            {"phone_number": "+14155550123"},
            {"display_name": "Bo", "is_session_owner": False},
            None,
        ],
        "session_type": "call_queue",
    }
    assert [says("sms-sessions", each, row) for each in ("owner", "with", "kind")] == [
        "Ann", "+1 415 555 0123, Bo", "call queue",
    ]  # fmt: skip
    assert says("sms-sessions", "with", {"participants": "?"}) == ""


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"message": "Hi\n  there"}, "Hi there"),
        ({"message": "", "attachments": [{"name": "a.png", "type": "PNG"}, {"type": "GIF"}]}, "[a.png] [GIF]"),
        ({"message": None, "attachments": "?"}, ""),
        ({}, ""),
    ],
)
def test_a_message_is_one_line_with_what_is_attached(row: Row, text: str) -> None:
    assert says("sms-messages", "message", row) == text


@pytest.mark.parametrize(("said", "short"), [("Inbound", "in"), ("in", "in"), ("out", "out"), ("x", "x"), (None, "")])
def test_the_direction_of_a_message_is_short(said: object, short: str) -> None:
    assert says("sms-messages", "dir", {"direction": said}) == short


def test_a_consent_is_in_force_or_not() -> None:
    assert [says("sms-consents", "status", {"status": each}) for each in (True, False, None)] == [
        "active",
        "inactive",
        "",
    ]


def test_a_port_order_counts_its_numbers_and_hides_its_pin() -> None:
    row = {
        "numbers": ["+14155550100", "+14155550101"],
        "replacing_numbers": [{"source_number": "+14155550100", "target_number": "+14155550199"}],
        "status": "Not_Submitted",
        "original_billing_info": {"pin": "1234", "address": {"house_number": "1", "street_name": "Main", "zip": 95113}},
    }
    assert says("ported-orders", "numbers", row) == "+1 415 555 0100 +1"
    assert tells("ported-orders", "numbers", row) == "+1 415 555 0100, +1 415 555 0101"
    assert tells("ported-orders", "replacing_numbers", row) == "+1 415 555 0100 → +1 415 555 0199"
    assert says("ported-orders", "status", row) == "not submitted"
    assert tells("ported-orders", "original_billing_info.pin", row) == "••••••"
    assert tells("ported-orders", "original_billing_info.address", row) == "1 Main 95113"
    assert [
        tells("ported-orders", path, {"numbers": "?"}) for path in ("numbers", "original_billing_info.address")
    ] == ["", ""]


def test_a_contact_shows_its_first_number_and_how_many_there_are() -> None:
    assert says("external-contacts", "numbers", {"phone_numbers": ["+14155550100"]}) == "+1 415 555 0100"
    assert says("external-contacts", "numbers", {"phone_numbers": []}) == ""
    assert says("external-contacts", "numbers", {"phone_numbers": "?"}) == ""


def test_a_rule_is_read_by_the_newer_and_the_older_name_of_its_number() -> None:
    for row in ({"blocked_number": "+14155550100"}, {"phone_number": "+14155550100"}):
        assert says("inbound-block-rules", "number", row) == "+1 415 555 0100"
    assert says("inbound-block-rules", "why", {"type": "block_as_threat"}) == "threat"


def test_peering_numbers_are_read_in_both_forms_of_the_answer() -> None:
    for row in ({"assigned": True, "billing_ref_id": "b"}, {"assigned": 1, "billing_reference_id": "b"}):
        assert [says("peering-numbers", each, row) for each in ("assigned", "billing")] == ["yes", "b"]


def test_a_fax_names_extensions_and_formats_numbers() -> None:
    row = {"sender_name": "Ann", "sender_extension_number": "8104", "receiver_number": "+14155550123"}
    assert [says("fax-logs", each, row) for each in ("from", "to")] == ["Ann  8104", "+1 415 555 0123"]


@pytest.mark.parametrize(
    ("assignment", "text"),
    [
        ({"display_name": "Ann", "extension_number": "8104"}, "Ann  8104"),
        ({"display_name": "Taxi", "speed_dial_number": "+14155550123"}, "Taxi  +1 415 555 0123"),
        ({"retrieval_code": "*86"}, "*86"),
        (None, ""),
        ("?", ""),
    ],
)
def test_a_line_key_says_for_whom_it_is(assignment: object, text: str) -> None:
    assert says("line-keys", "for", {"key_assignment": assignment}) == text


@pytest.mark.parametrize(
    ("kind", "by_extension", "by_key"),
    [("site", "", "sites"), ("callQueue", "call-queues", ""), ("user", "users", ""), ("group", "", ""), (None, "", "")],
)
def test_a_target_of_a_role_is_a_site_or_has_an_extension(kind: object, by_extension: str, by_key: str) -> None:
    row = {"target_type": kind, "target_id": "t", "extension_number": 8200}
    found = [link.choose(row) for link in links("role-targets", "Target") if link.choose is not None]
    assert found == [by_extension, by_key]


def test_a_common_area_says_which_of_its_phones_are_offline() -> None:
    row = {"desk_phones": [{"display_name": "A", "status": "online"}, {"display_name": "B", "status": "offline"}]}
    assert says("common-areas", "phones", row) == "A, B (offline)"


@pytest.mark.parametrize(
    "name",
    [
        "recordings",
        "voicemails",
        "sms-sessions",
        "sms-messages",
        "ported-orders",
        "fax-logs",
        "line-keys",
        "device-line-keys",
        "common-areas",
        "emergency-locations",
        "roles",
    ],
)
@pytest.mark.parametrize("value", [None, "?", 7, [], [None], {"": 1}, True])
def test_no_row_of_any_shape_breaks_a_list_or_a_detail(name: str, value: object) -> None:
    of = resource(name)
    heads = {column.path.partition(".")[0].partition("[")[0] for column in of.columns}
    row = dict.fromkeys(heads, value)
    assert all(isinstance(cell(column, row, VIEWER), str) for column in of.columns)
    assert all(isinstance(field_text(field, row, VIEWER), str) for group in of.groups for field in group.fields)
