"""Answers as trees of settings: nothing crashes, nothing is lost, everything in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.contract.catalogue import operation
from ztui.core.text import display
from ztui.resources.cells import Viewer
from ztui.resources.settings.nodes import Lock, Node, NodeKind, Takes, all_nodes, without_secrets
from ztui.resources.settings.outline import first_open, outline, state_of, value_of_node
from ztui.resources.settings.registry import all_settings, settings
from ztui.resources.settings.tree import tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator

VIEWER = Viewer(zone=UTC, now=datetime(2026, 11, 21, tzinfo=UTC))
NAMES = st.sampled_from(
    [
        *("enable", "enabled", "locked", "locked_by", "modified", "name", "weekday", "type", "items", "pin_code"),
        *("policy", "voicemail", "auto_call_recording", "sms", "custom_hours", "password", "", "\x1b[31m", "🙂"),
    ]
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8), st.just("08:00")
)
ANSWERS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=40,
)


def leaves(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict) and value:
        for name, each in value.items():
            yield from leaves(each, (*at, name))
    elif isinstance(value, list) and value:
        for place, each in enumerate(value):
            yield from leaves(each, (*at, place))
    else:
        yield at


def find(nodes: tuple[Node, ...], path: str) -> Node:
    return next(node for node in all_nodes(nodes) if node.path == path)


@given(ANSWERS, st.sampled_from([each for each in all_settings() if not each.inside]), st.booleans())
def test_every_leaf_of_any_answer_stands_in_exactly_one_line(answer: Any, of: Any, missing: bool) -> None:
    nodes = tree_of(of, answer, missing=missing)
    shown = [leaf for node in all_nodes(nodes) for leaf in node.stands_for]
    expected = [] if answer in ({}, []) or answer is None else list(leaves(answer))
    assert sorted(shown, key=repr) == sorted(expected, key=repr)


@given(ANSWERS, st.sampled_from(all_settings()), ANSWERS, st.text(max_size=5))
def test_any_answer_has_lines_that_are_safe_to_show(answer: Any, of: Any, locks: Any, search: str) -> None:
    nodes = tree_of(of, answer, locks=locks, missing=True)
    keys = [node.key for node in all_nodes(nodes)]
    assert len(keys) == len(set(keys))
    for line in outline(nodes, keys, VIEWER, search=search):
        value = value_of_node(line.node, VIEWER)
        assert value == display(value)
        assert state_of(line.node) == display(state_of(line.node))
    first_open(nodes)


@given(ANSWERS)
def test_all_lines_are_there_when_all_is_unfolded(answer: Any) -> None:
    nodes = tree_of(settings("user-settings"), answer)
    every = [node.key for node in all_nodes(nodes)]
    assert [line.node.key for line in outline(nodes, every, VIEWER)] == every


def test_a_deep_answer_ends_in_one_line() -> None:
    answer: Any = "the bottom"
    for _ in range(300):
        answer = {"in": answer}
    nodes = tree_of(settings("phone-settings"), answer)
    assert [leaf for node in all_nodes(nodes) for leaf in node.stands_for] == list(leaves(answer))


def test_an_object_with_enable_is_one_switch_with_its_state() -> None:
    answer = {
        "voicemail": {
            "enable": True,
            "locked": True,
            "locked_by": "user_group",
            "modified": True,
            "allow_download": False,
        }
    }
    (switch,) = tree_of(settings("group-settings"), answer)
    assert (switch.title, switch.kind, switch.path) == ("Voicemail", NodeKind.SWITCH, "voicemail.enable")
    assert (switch.lock, switch.modified) == (Lock("group"), True)
    assert (value_of_node(switch, VIEWER), state_of(switch)) == ("on", "locked by group, changed here")
    (below,) = switch.children
    assert (below.title, value_of_node(below, VIEWER)) == ("Allow download", "off")


@pytest.mark.parametrize(
    ("by", "said"),
    [("account", "locked by account"), ("site", "locked by site"), ("invalid", "locked"), (None, "locked")],
)
def test_a_lock_says_who_set_it(by: str | None, said: str) -> None:
    state = {"locked": True, **({"locked_by": by} if by else {})}
    (node,) = tree_of(settings("queue-policies"), {"sms": {"enable": False, **state}})
    assert state_of(node) == said


def test_what_is_not_locked_says_nothing() -> None:
    (node,) = tree_of(settings("queue-policies"), {"sms": {"enable": False, "locked": False, "locked_by": "invalid"}})
    assert state_of(node) == ""


def test_locks_of_another_answer_are_laid_over_the_settings() -> None:
    answer = {"in_meeting": {"annotation": True, "chat": True, "whiteboard": {"enable": True}}}
    locks = {"in_meeting": {"annotation": True, "chat": False, "whiteboard": True}}
    nodes = tree_of(settings("sub-account-settings"), answer, locks=locks)
    states = {node.path: state_of(node) for node in all_nodes(nodes) if node.kind is NodeKind.SWITCH}
    assert states == {
        "in_meeting.annotation": "locked",
        "in_meeting.chat": "",
        "in_meeting.whiteboard.enable": "locked",
    }


def test_hours_and_codes_are_told_in_words() -> None:
    answer = {
        "business_hours": {
            "custom_hour_type": 2,
            "custom_hours": [
                {"from": "08:00", "to": "17:30", "type": 2, "weekday": 2},
                {"type": 0, "weekday": 1},
            ],
        }
    }
    nodes = tree_of(settings("site-settings"), answer)
    monday, sunday = find(nodes, "business_hours.custom_hours").children
    assert (monday.title, sunday.title) == ("Monday", "Sunday")
    assert value_of_node(monday, VIEWER) == "08:00, 17:30, open at set hours"
    assert value_of_node(sunday, VIEWER) == "closed"
    assert find(nodes, "business_hours.custom_hours[0].from").kind is NodeKind.TIME


def test_a_group_tells_what_is_below_it_in_a_few_words() -> None:
    many = {"chat": {f"allow_{at}": at < 2 for at in range(6)}}
    few = {"email_notification": {"recording_available": True, "jbh": False}}
    (chat,) = tree_of(settings("sub-account-settings"), many)
    (mail,) = tree_of(settings("sub-account-settings"), few)
    assert value_of_node(chat, VIEWER) == "2 of 6 on"
    assert value_of_node(mail, VIEWER) == "recording available"


def test_codes_that_the_contract_only_lists_have_words() -> None:
    routing = {"business_hours": [{"sub_setting_type": "call_handling", "settings": {"busy_routing": {"action": 21}}}]}
    nodes = tree_of(settings("routing-settings"), routing)
    assert find(nodes, "business_hours[0]").title == "Call handling"
    assert value_of_node(find(nodes, "business_hours[0].settings.busy_routing.action"), VIEWER) == "call waiting"
    moves = {"call_transferring": {"enable": True, "call_transferring_type": 1}}
    nodes = tree_of(settings("account-settings"), moves)
    assert value_of_node(find(nodes, "call_transferring.call_transferring_type"), VIEWER) == "anywhere"
    moves = {"call_overflow": {"enable": True, "call_overflow_type": 77}}
    nodes = tree_of(settings("account-settings"), moves)
    assert value_of_node(find(nodes, "call_overflow.call_overflow_type"), VIEWER) == "77"


def test_a_unit_and_the_choices_stand_with_a_number() -> None:
    tone = {"auto_call_recording": {"enable": True, "play_recording_beep_tone": {"play_beep_volume": 40}}}
    nodes = tree_of(settings("account-settings"), tone)
    volume = find(nodes, "auto_call_recording.play_recording_beep_tone.play_beep_volume")
    assert value_of_node(volume, VIEWER) == "40%"
    assert [raw for raw, _words in volume.choices] == [0, 20, 40, 60, 80, 100]


def test_times_are_the_viewers_and_lists_are_joined() -> None:
    holidays = {"holiday_hours": {"holidays": [{"name": "Labor Day", "from": "2026-09-07T07:00:00Z"}]}}
    nodes = tree_of(settings("site-settings"), holidays)
    assert find(nodes, "holiday_hours.holidays[0]").title == "Labor Day"
    assert value_of_node(find(nodes, "holiday_hours.holidays[0].from"), VIEWER) == "2026-09-07 07:00:00 UTC"
    nodes = tree_of(settings("site-settings"), {"security": {"device_types": ["Poly", "Yealink"]}})
    assert value_of_node(find(nodes, "security.device_types"), VIEWER) == "Poly, Yealink"


def test_secrets_are_dots_and_leave_the_answer() -> None:
    answer = {"desk_phone": {"pin_code": "123456", "phone_screen_lock": True}}
    nodes = tree_of(settings("user-settings"), answer)
    pin = find(nodes, "desk_phone.pin_code")
    assert (pin.kind, value_of_node(pin, VIEWER)) == (NodeKind.SECRET, "••••••")
    assert without_secrets(answer, nodes) == {"desk_phone": {"phone_screen_lock": True}}
    lengths = tree_of(settings("sub-account-settings"), {"security": {"password_requirement": {"length": 9}}})
    assert find(lengths, "security.password_requirement.length").kind is NodeKind.NUMBER


def test_a_field_knows_how_it_is_written() -> None:
    answer = {"area_code": "212", "country": {"code": "US"}, "outbound_caller": {"number": "+12125550100"}}
    nodes = tree_of(settings("user-settings"), {**answer, "company_number": "+12125550111"})
    written = {node.path: node.takes for node in all_nodes(nodes)}
    assert written["area_code"] == Takes("updateUserSettings", ("area_code",))
    assert written["country.code"] == Takes("updateUserSettings", ("country_iso_code",))
    assert written["outbound_caller.number"] == Takes("updateUserSettings", ("outbound_caller_id",))
    assert written["company_number"] is None


def test_a_switch_is_not_written_where_an_object_is_taken() -> None:
    nodes = tree_of(settings("phone-settings"), {"multiple_sites": {"enabled": True, "site_code": True}})
    assert find(nodes, "multiple_sites.site_code").takes == Takes(
        "updatePhoneSettings", ("multiple_sites", "site_code", "enable")
    )
    (queue,) = tree_of(settings("queue-policies"), {"sms": True})
    assert queue.takes is None


def test_a_part_of_an_object_is_written_with_the_name_of_the_part() -> None:
    answer = {"id": "u1", "policy": {"sms": {"enable": True}}}
    (node,) = tree_of(settings("user-features"), answer)
    assert node.at == ("policy", "sms", "enable")
    assert node.takes == Takes("updateUserProfile", ("policy", "sms", "enable"))


def test_what_the_answer_lacks_is_shown_on_request_only() -> None:
    answer = {"byoc": {"enable": True}}
    assert [node.title for node in tree_of(settings("phone-settings"), answer)] == ["BYOC"]
    nodes = tree_of(settings("phone-settings"), answer, missing=True)
    country = find(nodes, "country.code")
    assert (country.is_set, value_of_node(country, VIEWER)) == (False, "not set")


def test_fields_that_the_contract_does_not_know_are_kept() -> None:
    (node,) = tree_of(settings("phone-settings"), {"holo_call_v2": {"enable": False}})
    assert (node.title, node.schema, value_of_node(node, VIEWER)) == ("Holo call v2", None, "off")


def test_many_switches_stand_under_topics() -> None:
    schema = operation("listZoomPhoneAccountSettings").detail().response_schema
    assert schema is not None
    answer = {name: {"enable": True} for name in schema["properties"]}
    nodes = tree_of(settings("account-settings"), answer)
    assert all(node.is_topic for node in nodes)
    assert sum(len(node.children) for node in nodes) == len(answer)
    opened = first_open(nodes)
    assert len(outline(nodes, opened, VIEWER)) == len(nodes) + len(answer)


def test_a_search_keeps_what_is_above_and_finds_values_and_states() -> None:
    answer = {
        "voicemail": {"enable": True, "allow_download": True},
        "sms": {"enable": True, "locked": True, "locked_by": "account", "international_sms": False},
        "fax": {"enable": False},
    }
    nodes = tree_of(settings("account-settings"), answer)

    def found(search: str) -> list[str]:
        return [line.node.title for line in outline(nodes, (), VIEWER, search=search)]

    assert found("download") == ["Voicemail", "Allow download"]
    assert found("LOCKED account") == ["SMS"]
    assert found("sms international") == ["SMS", "International SMS"]
    assert found("off") == ["SMS", "International SMS", "Fax"]
    assert found("nothing of it") == []
