"""Keys, holidays and numbers of auto receptionists, and members and numbers of shared lines, out of one answer each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from ztui.resources.cells import Viewer, cell
from ztui.resources.registry import resource
from ztui.resources.rows import key_of, value_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Row

VIEWER = Viewer(UTC, datetime(2026, 11, 21, tzinfo=UTC))
MENU: dict[str, Any] = {
    "audio_prompt": {"id": "p1", "name": "Welcome"},
    "caller_enters_no_action": {
        "action": 6,
        "audio_prompt_repeat": 3,
        "forward_to": {"id": "m2", "display_name": "Night", "extension_number": "9001"},
    },
    "key_actions": [
        {"key": "1", "action": 7, "target": {"id": "q1", "display_name": "Support", "extension_number": "8200"}},
        {"key": "2", "action": 10, "target": {"phone_number": "+14155550123"}},
        {"key": "3", "action": 200, "target": {"id": "u1", "display_name": "Ann"}},
        {"key": "4", "action": 24},
        {"key": "*", "action": 21},
    ],
}


def unfolded(name: str, answer: Row) -> Sequence[Row]:
    found = resource(name).unfold
    assert found is not None
    return found(answer)


def says(name: str, row: Row, *columns: str) -> list[str]:
    found = [resource(name).column(each) for each in columns]
    return [cell(each, row, VIEWER) for each in found if each is not None]


def test_a_menu_is_its_keys_and_what_happens_without_one() -> None:
    rows = unfolded("ivr-keys", MENU)
    assert [says("ivr-keys", row, "key", "action", "target") for row in rows] == [
        ["1", "call queue", "Support  8200"],
        ["2", "phone number", "+1 415 555 0123"],
        ["3", "voicemail of a user", "Ann"],
        ["4", "action 24 (unknown)", ""],
        ["*", "repeat the menu", ""],
        ["no key", "auto receptionist", "Night  9001"],
    ]
    assert {value_at(row, "audio_prompt.name") for row in rows} == {"Welcome"}


def test_without_a_key_the_same_code_means_another_thing() -> None:
    key, silent = unfolded(
        "ivr-keys", {"key_actions": [{"key": "1", "action": -1}], "caller_enters_no_action": {"action": -1}}
    )
    assert says("ivr-keys", key, "action") == ["disabled"]
    assert says("ivr-keys", silent, "action") == ["disconnect"]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"key_actions": None, "caller_enters_no_action": None},
        {"key_actions": "?", "caller_enters_no_action": []},
        {"key_actions": [1, "x", None]},
    ],
)
def test_a_menu_of_another_shape_has_no_keys(answer: Row) -> None:
    assert list(unfolded("ivr-keys", answer)) == []


@pytest.mark.parametrize(
    "row",
    [{}, {"key": 1, "action": [], "target": "?"}, {"key": None, "action": None, "target": None, "forward_to": 3}],
)
def test_a_key_of_another_shape_is_shown_as_far_as_it_goes(row: Row) -> None:
    assert says("ivr-keys", row, "action", "target") == ["", ""]


def test_a_key_is_known_by_the_hours_and_the_holiday_that_were_asked_for() -> None:
    of = resource("ivr-keys")
    assert key_of(of, {"hours_type": "business_hours", "key": "1"}) == "business_hours+++1"
    assert key_of(of, {"hours_type": "holiday_hours", "holiday_id": "h1", "key": "1"}) == "holiday_hours+h1++1"
    assert says("ivr-keys", {"hours_type": "closed_hours"}, "hours") == ["closed"]


@pytest.mark.parametrize(
    ("row", "target", "key"),
    [
        ({"action": 7, "target": {"id": "q1"}}, "call-queues", "q1"),
        ({"action": 2, "target": {"id": "u1"}}, "users", "u1"),
        ({"action": 500, "target": {"id": "g1"}}, "shared-line-groups", "g1"),
        ({"action": 6, "forward_to": {"id": "m1"}}, "auto-receptionists", "m1"),
        ({"action": 10, "target": {"phone_number": "+1"}}, "", None),
        ({"action": "7"}, "", None),
        ({}, "", None),
    ],
)
def test_a_key_leads_to_its_target(row: dict[str, Any], target: str, key: object) -> None:
    [link] = resource("ivr-keys").related
    assert link.choose is not None
    assert link.choose(row) == target
    assert value_at(row, link.key) == key


def test_a_holiday_leads_to_the_keys_of_its_own_menu() -> None:
    [holiday] = unfolded(
        "auto-receptionist-holidays",
        {"holiday_hours": [{"id": "h1", "name": "Noël", "from": "2026-12-25T00:00:00Z", "to": "2026-12-25T23:59:00Z"}]},
    )
    assert says("auto-receptionist-holidays", holiday, "name", "from") == ["Noël", "2026-12-25 00:00 to 23:59"]
    [child] = resource("auto-receptionist-holidays").children
    told = {"autoReceptionistId": "m1", **holiday}
    assert {name: value_at(told, path) for name, path in child.bind} == {
        "autoReceptionistId": "m1",
        "hours_type": "holiday_hours",
        "holiday_id": "h1",
    }


@pytest.mark.parametrize("answer", [{}, {"holiday_hours": None}, {"holiday_hours": ["x", 1]}])
def test_a_menu_without_holidays_has_none(answer: Row) -> None:
    assert list(unfolded("auto-receptionist-holidays", answer)) == []


def test_members_of_a_shared_line_say_what_they_are() -> None:
    answer = {"members": {"users": [{"id": "u1", "name": "Ann"}], "common_areas": [{"id": "a1", "name": "Lobby"}]}}
    rows = unfolded("shared-line-group-members", answer)
    assert [says("shared-line-group-members", row, "name", "kind") for row in rows] == [
        ["Ann", "user"],
        ["Lobby", "common area"],
    ]
    assert list(unfolded("shared-line-group-members", {"members": {"users": "?"}})) == []
    assert list(unfolded("shared-line-group-members", {})) == []


def test_a_shared_line_has_one_primary_number_if_it_says_so() -> None:
    numbers = [{"id": "n1", "number": "+14155550100"}, {"id": "n2", "number": "+14155550101"}]
    rows = unfolded("shared-line-group-numbers", {"primary_number": "+14155550101", "phone_numbers": numbers})
    assert [says("shared-line-group-numbers", row, "primary") for row in rows] == [["no"], ["yes"]]
    rows = unfolded("shared-line-group-numbers", {"phone_numbers": numbers})
    assert [says("shared-line-group-numbers", row, "primary") for row in rows] == [[""], [""]]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("auto-receptionist-numbers", "phone_numbers"),
        ("common-area-numbers", "phone_numbers"),
        ("room-numbers", "phone_numbers"),
        ("sms-campaign-numbers", "phone_numbers"),
        ("device-line-keys", "positions"),
    ],
)
def test_what_lies_in_one_answer_is_taken_out_as_it_came(name: str, path: str) -> None:
    rows = [{"id": "a", "number": "+1", "new": 1}, {"id": "b"}]
    assert list(unfolded(name, {path: [*rows, "odd", None]})) == rows
    assert list(unfolded(name, {path: None})) == []
    assert list(unfolded(name, {})) == []
