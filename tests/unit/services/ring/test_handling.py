"""Hours and routing as Zoom sends them, read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.services.ring.handling import Hours, read_handling
from ztui.services.ring.menus import read_menu
from ztui.services.ring.routes import Leads, Target, route

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
SYDNEY = ZoneInfo("Australia/Sydney")


def _hours(*days: dict[str, Any], type: int = 2) -> dict[str, Any]:
    return {"sub_setting_type": "custom_hours", "settings": {"type": type, "custom_hours_settings": list(days)}}


def _weekdays(begin: str, end: str) -> list[dict[str, Any]]:
    return [{"weekday": day, "type": 2, "from": begin, "to": end} for day in range(2, 7)]


def _rules(**settings: Any) -> dict[str, Any]:
    return {"sub_setting_type": "call_handling", "settings": settings}


def _holiday(id: str, begin: str, end: str, **settings: Any) -> dict[str, Any]:
    dates = {"sub_setting_type": "holiday", "settings": {"from": begin, "to": end, "name": id.title()}}
    return {"holiday_id": id, "details": [dates, _rules(**settings)]}


def _state(answer: dict[str, Any], instant: str, zone: ZoneInfo) -> tuple[Hours, str]:
    found = read_handling(answer).state_at(datetime.fromisoformat(instant).astimezone(UTC), zone)
    return found.hours, "" if found.holiday is None else found.holiday.name


def test_business_hours_are_those_of_the_owners_zone_on_both_sides_of_a_change_of_the_clock() -> None:
    answer = {"business_hours": [_hours(*_weekdays("09:00", "17:00"))]}
    assert _state(answer, "2026-10-30T16:00:00Z", LOS_ANGELES)[0] is Hours.BUSINESS  # Friday 09:00 PDT
    assert _state(answer, "2026-11-02T16:00:00Z", LOS_ANGELES)[0] is Hours.CLOSED  # Monday 08:00 PST
    assert _state(answer, "2026-11-02T17:00:00Z", LOS_ANGELES)[0] is Hours.BUSINESS
    assert _state(answer, "2026-11-03T01:00:00Z", LOS_ANGELES)[0] is Hours.CLOSED  # 17:00 is the end
    assert _state(answer, "2026-11-01T22:30:00Z", SYDNEY)[0] is Hours.BUSINESS  # Monday there already


def test_the_hour_that_comes_twice_counts_both_times_and_a_skipped_one_never() -> None:
    sunday = {"weekday": 1, "type": 2, "from": "01:30", "to": "02:30"}
    answer = {"business_hours": [_hours(sunday)]}
    autumn = ["2026-11-01T08:45:00Z", "2026-11-01T09:45:00Z"]  # 01:45 PDT, 01:45 PST
    assert [_state(answer, each, LOS_ANGELES)[0] for each in autumn] == [Hours.BUSINESS, Hours.BUSINESS]
    spring = ["2026-03-08T09:59:00Z", "2026-03-08T10:00:00Z"]  # 01:59 PST, 03:00 PDT
    assert [_state(answer, each, LOS_ANGELES)[0] for each in spring] == [Hours.BUSINESS, Hours.CLOSED]


def test_a_holiday_goes_before_hours_even_before_those_that_never_end() -> None:
    answer = {
        "business_hours": [_hours(type=1), _rules(routing={"action": 14})],
        "holiday_hours": [_holiday("eve", "2026-12-24T12:00:00Z", "2026-12-24T23:59:00Z", routing={"action": 11})],
    }
    assert _state(answer, "2026-12-24T19:59:00Z", LOS_ANGELES) == (Hours.BUSINESS, "")  # 11:59 there
    assert _state(answer, "2026-12-24T20:00:00Z", LOS_ANGELES) == (Hours.HOLIDAY, "Eve")
    assert _state(answer, "2026-12-25T07:59:59Z", LOS_ANGELES) == (Hours.HOLIDAY, "Eve")
    assert _state(answer, "2026-12-25T08:00:00Z", LOS_ANGELES) == (Hours.BUSINESS, "")
    handling = read_handling(answer)
    state = handling.state_at(datetime(2026, 12, 24, 21, tzinfo=UTC), LOS_ANGELES)
    assert (said := handling.rules_of(state).unanswered) is not None
    assert said.leads is Leads.END


def test_midnight_is_written_2359() -> None:
    answer = {"business_hours": [_hours({"weekday": 2, "type": 2, "from": "18:00", "to": "23:59"})]}
    assert _state(answer, "2026-11-23T23:59:30Z", ZoneInfo("UTC"))[0] is Hours.BUSINESS
    assert _state(answer, "2026-11-24T00:00:00Z", ZoneInfo("UTC"))[0] is Hours.CLOSED


def test_an_extension_without_hours_is_always_open() -> None:
    assert _state({}, "2026-11-21T03:00:00Z", LOS_ANGELES)[0] is Hours.BUSINESS


def test_days_that_cannot_be_read_count_as_closed_and_are_counted() -> None:
    days: list[Any] = [
        {"weekday": 7, "type": 2, "from": "soon", "to": "later"},
        {"weekday": 9, "type": 1},
        {"weekday": 7},
    ]
    handling = read_handling({"business_hours": [_hours(*days), 5, None]})
    assert handling.week is not None
    assert handling.week.unread == 3
    assert handling.unread == 2
    assert not handling.week.is_open(datetime(2026, 11, 21, 12))


def test_routing_limits_and_forwards_are_read() -> None:
    answer = {
        "business_hours": [
            _rules(
                max_wait_time=300,
                max_call_in_queue=10,
                wrap_up_time=15,
                call_distribution={"ring_mode": "longest_idle", "ring_duration": 20},
                greeting_prompt={"id": "0", "name": "Default"},
                routing={
                    "action": 7,
                    "forward_to": {"extension_id": "e1", "id": "q1", "display_name": "Front", "extension_number": 8000},
                },
                busy_routing={"action": 21},
            ),
            {
                "sub_setting_type": "call_forwarding",
                "settings": {
                    "require_press_1_before_connecting": True,
                    "call_forwarding_settings": [
                        {"id": "f1", "enable": True, "phone_number": "+14155550100", "description": "Mobile"},
                        {"id": "f2", "external_contact": {"name": "Jo", "phone_numbers": ["+14155550101"]}},
                    ],
                },
            },
        ]
    }
    rules = read_handling(answer).business
    assert (rules.ring_mode, rules.ring_seconds, rules.max_wait, rules.max_calls, rules.wrap_up) == (
        "longest_idle", 20, 300, 10, 15,
    )  # fmt: skip
    assert rules.unanswered is not None
    assert rules.unanswered.target == Target("call-queues", "q1", "e1", "Front", "8000")
    assert rules.busy is not None
    assert rules.busy.leads is Leads.WAIT
    assert [(each.name, each.number, each.enabled) for each in rules.forwards] == [
        ("Mobile", "+14155550100", True),
        ("Jo", "+14155550101", False),
    ]
    assert rules.press_1
    assert [(each.field, each.id) for each in rules.prompts] == [("greeting_prompt", "0")]


@pytest.mark.parametrize(
    ("code", "leads"),
    [
        (1, Leads.VOICEMAIL), (2, Leads.EXTENSION), (3, Leads.UNSEEN), (4, Leads.EXTENSION), (5, Leads.UNSEEN),
        (6, Leads.EXTENSION), (7, Leads.EXTENSION), (8, Leads.EXTENSION), (9, Leads.CONTACT), (10, Leads.NUMBER),
        (11, Leads.END), (12, Leads.END), (14, Leads.MENU), (15, Leads.UNSEEN), (18, Leads.UNSEEN),
        (19, Leads.UNSEEN), (24, Leads.UNKNOWN), ("7", Leads.EXTENSION), (True, Leads.UNKNOWN),
    ],
)  # fmt: skip
def test_every_code_leads_where_it_says_and_an_unknown_one_nowhere(code: object, leads: Leads) -> None:
    found = route({"action": code})
    assert found is not None
    assert found.leads is leads
    assert found.is_lost is (leads in (Leads.EXTENSION, Leads.CONTACT, Leads.NUMBER))


def test_keys_of_a_menu_stand_as_on_a_dial_and_disabled_ones_are_left_out() -> None:
    menu = read_menu(
        {
            "key_actions": [
                {"key": "#", "action": 22},
                {"key": "0", "action": 200, "target": {"extension_id": "e1", "display_name": "Ann"}},
                {"key": "9", "action": 10, "target": {"phone_number": "+14155550100"}},
                {"key": "1", "action": 100},
                {"key": "5", "action": -1},
            ],
            "caller_enters_no_action": {"action": -1, "audio_prompt_repeat": 3},
        }
    )
    assert [(each.key, each.route and each.route.leads) for each in menu.keys] == [
        ("1", Leads.VOICEMAIL), ("9", Leads.NUMBER), ("0", Leads.VOICEMAIL), ("#", Leads.ROOT),
    ]  # fmt: skip
    assert menu.keys[2].route is not None
    assert menu.keys[2].route.target == Target("users", "", "e1", "Ann")
    assert menu.silent is not None
    assert (menu.silent.leads, menu.repeats) == (Leads.END, 3)


_NAMES = (
    "business_hours", "closed_hours", "holiday_hours", "settings", "sub_setting_type", "details", "routing", "action",
    "forward_to", "extension_id", "custom_hours_settings", "weekday", "type", "from", "to", "key_actions", "key",
    "target", "caller_enters_no_action", "call_forwarding_settings", "external_contact", "phone_numbers", "operator",
    "voicemail_greeting",
)  # fmt: skip
_TEXTS = st.text(max_size=12) | st.sampled_from(["2026-12-25T00:00:00Z", "09:00"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=6),
    max_leaves=40,
)


@given(_JSON, st.datetimes(timezones=st.just(UTC)))
def test_whatever_comes_is_read(answer: object, instant: datetime) -> None:
    handling = read_handling(answer)
    for zone in (LOS_ANGELES, SYDNEY):
        handling.rules_of(handling.state_at(instant, zone))
    assert all(each.rules for each in handling.holidays)
    read_menu(answer)
