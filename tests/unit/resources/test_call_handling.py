"""Hours and routing said in a line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ztui.resources.cells import Viewer, cell
from ztui.resources.registry import resource

VIEWER = Viewer(UTC, datetime(2026, 11, 21, tzinfo=UTC))


def says(row: dict[str, Any], column: str = "what") -> str:
    found = resource("call-handling").column(column)
    assert found is not None
    return cell(found, row, VIEWER)


def week(*days: dict[str, Any]) -> dict[str, Any]:
    return {"sub_setting_type": "custom_hours", "settings": {"type": 2, "custom_hours_settings": list(days)}}


def routing(**settings: Any) -> dict[str, Any]:
    return {"sub_setting_type": "call_handling", "settings": settings}


def test_a_week_begins_on_monday_and_days_with_the_same_hours_are_one() -> None:
    days: list[dict[str, Any]] = [{"weekday": 1, "type": 0}, {"weekday": 7, "type": 0}]
    days += [{"weekday": number, "type": 2, "from": "08:00", "to": "18:00"} for number in range(2, 7)]
    assert says(week(*days)) == "Mon-Fri 08:00-18:00, Sat-Sun closed"


def test_a_day_alone_and_a_whole_day_are_named() -> None:
    assert says(week({"weekday": 4, "type": 1})) == "Wed all day"
    assert says({"sub_setting_type": "custom_hours", "settings": {"type": 1}}) == "all day, every day"


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        (
            {
                "call_distribution": {"ring_mode": "longest_idle"},
                "max_wait_time": 300,
                "routing": {"action": 2, "forward_to": {"display_name": "Front desk", "extension_number": 8000}},
            },
            "longest idle, waits 5:00, else ▸ Front desk  8000",
        ),
        ({"routing": {"action": 1}}, "else voicemail"),
        ({"routing": {"action": 10, "forward_to": {"phone_number": "+14155550100"}}}, "else ▸ +1 415 555 0100"),
        ({"routing": {"action": 24}}, "else action 24 (unknown)"),
        ({"ring_mode": "simultaneous"}, "simultaneous"),
        ({}, ""),
    ],
)
def test_routing_says_who_rings_how_long_and_what_then(settings: dict[str, Any], text: str) -> None:
    assert says(routing(**settings)) == text


def test_forwarding_names_its_targets_and_which_are_off() -> None:
    targets = [{"description": "Mobile", "enable": True}, {"phone_number": "+14155550100", "enable": False}]
    row = {"sub_setting_type": "call_forwarding", "settings": {"call_forwarding_settings": targets}}
    assert says(row) == "Mobile, +1 415 555 0100 (off)"


def test_a_holiday_tells_its_name_and_span() -> None:
    span = {"name": "Xmas", "from": "2026-12-24T00:00:00Z", "to": "2026-12-26T00:00:00Z"}
    holiday = {"holiday_id": "h", "details": [{"sub_setting_type": "holiday", "settings": span}]}
    unfold = resource("call-handling").unfold
    assert unfold is not None
    [row] = unfold({"holiday_hours": [holiday]})
    assert says(dict(row), "when") == "holiday Xmas"
    assert says(dict(row), "setting") == "holiday"
    assert says(dict(row)) == "2026-12-24 00:00 to 2026-12-26 00:00"


def test_business_and_closed_hours_are_told_apart() -> None:
    assert says({"hours": "business_hours"}, "when") == "business hours"
    assert says({"hours": "closed_hours"}, "when") == "closed hours"
    assert says({"sub_setting_type": "call_handling"}, "setting") == "routing"


def test_a_holiday_of_one_day_names_the_day_once() -> None:
    span = {"from": "2026-11-26T00:00:00Z", "to": "2026-11-26T23:59:00Z"}
    assert says({"sub_setting_type": "holiday", "settings": span}) == "2026-11-26 00:00 to 23:59"
