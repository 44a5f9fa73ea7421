"""What each rule finds and what it lets pass, on plain rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.services.checks.facts import EXTENSIONS, Facts, HoursMenu, Reading, TrunkCalls
from ztui.services.checks.lines import LEAST_CALLS
from ztui.services.checks.mending import command_of, why_no_plan
from ztui.services.checks.notes import Ignored
from ztui.services.checks.report import FOUND, judge
from ztui.services.checks.rules import RULES, rule_named
from ztui.services.ring.menus import read_menu

if TYPE_CHECKING:
    from ztui.services.checks.model import Edit

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
DENVER = {"id": "s1", "name": "Denver", "site_code": 800, "country": {"code": "US"}}
LONDON = {"id": "s2", "name": "London", "site_code": 801, "country": {"code": "GB"}}
AT_DENVER = {"site": {"id": "s1", "name": "Denver"}}


def found(rule: str, **known: Any) -> list[tuple[str, str]]:
    """Give key and words of what a rule finds, where all of its parts were read."""
    return [(each.key, each.says) for each in rule_named(rule).find(Facts(NOW, **known))]


def menu_of(answer: dict[str, Any], hours: str = "business_hours", holiday: str = "") -> HoursMenu:
    return HoursMenu(read_menu(answer), hours, holiday)


def queue(number: int, **more: Any) -> dict[str, Any]:
    row = {"id": f"q{number}", "extension_id": f"e{number}", "name": f"Queue {number}", "status": "active"}
    return {**row, "extension_number": 8000000 + number, **AT_DENVER, **more}


def user(number: int, status: str = "activate", **more: Any) -> dict[str, Any]:
    row = {"id": f"u{number}", "extension_id": f"x{number}", "name": f"User {number}", "status": status}
    return {**row, "extension_number": 8001000 + number, **AT_DENVER, **more}


def to(extension_id: str, **more: Any) -> dict[str, Any]:
    return {"action": 7, "forward_to": {"extension_id": extension_id, **more}}


def handling(
    overflow: dict[str, Any] | None = None,
    closed: dict[str, Any] | None = None,
    opens: tuple[str, str] = ("09:00", "17:00"),
    holidays: dict[str, dict[str, Any]] | None = None,
    **settings: Any,
) -> dict[str, Any]:
    """Give hours and routing as Zoom answers: open on weekdays."""
    days = [{"weekday": day, "type": 2, "from": opens[0], "to": opens[1]} for day in range(2, 7)]
    hours = {"sub_setting_type": "custom_hours", "settings": {"type": 2, "custom_hours_settings": days}}

    def routed(route: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
        return {"sub_setting_type": "call_handling", "settings": {"routing": route or {"action": 1}, **more}}

    free = [
        {
            "holiday_id": day,
            "details": [
                {
                    "sub_setting_type": "holiday",
                    "settings": {"name": day, "from": f"{day}T00:00", "to": f"{day}T23:59"},
                },
                routed(route),
            ],
        }
        for day, route in (holidays or {}).items()
    ]
    return {
        "business_hours": [hours, routed(overflow, **settings)],
        "closed_hours": [routed(closed)],
        "holiday_hours": free,
    }


def queues_with(*answers: dict[str, Any], zones: tuple[str, ...] = ()) -> dict[str, Any]:
    rows = tuple(queue(number) for number in range(1, len(answers) + 1))
    routing = {f"e{number}": answer for number, answer in enumerate(answers, 1)}
    objects = {f"q{number}": {"timezone": zone} for number, zone in enumerate(zones, 1)}
    return {"lists": {"call-queues": rows}, "routing": routing, "objects": {"call-queues": objects}}


# Holdings


def test_deactivated_users_hold_nothing() -> None:
    rows = (
        user(1, "deactivate", phone_numbers=[{"id": "n1", "number": "+13035550100"}], calling_plans=[]),
        user(2, "deactivate", calling_plans=[{"type": 200, "name": "US unlimited"}]),
        user(3, "activate", calling_plans=[{"type": 200}], phone_numbers=[{"id": "n2", "number": "+1"}]),
        user(4, "pending", calling_plans=[{"type": 200}]),
        user(5, "deactivate"),
    )
    assert [key for key, _ in found("inactive-number", lists={"users": rows})] == ["u1"]
    assert found("inactive-plan", lists={"users": rows}) == [
        ("u2", "is deactivated and still has a calling plan: US unlimited")
    ]


def test_unassigned_numbers_are_told_by_site_and_pending_ones_not() -> None:
    site = {"site": {"site_id": "s1", "name": "Denver"}}
    rows = (
        {"id": "1", "number": "+1", **site},
        {"id": "2", "number": "+2", "assigned_list": [{"assigned_to_id": "u1"}], **site},
        {"id": "3", "number": "+3", "status": "Pending", **site},
        {"id": "4", "number": "+4", "allocated_product": "ZOOM_CONTACT_CENTER", **site},
    )
    assert found("unassigned-numbers", lists={"numbers": rows}) == [("", "1 of 4 numbers are unassigned")]


# Queues


@pytest.mark.parametrize(
    ("members", "rules"),
    [
        ({}, {"queue-empty"}),
        ({"users": [{"id": "u1", "receive_call": True}]}, {"queue-single"}),
        ({"users": [{"id": "u1", "receive_call": False}]}, {"queue-single"}),
        ({"users": [{"id": "u1", "receive_call": False}, {"id": "u2", "receive_call": False}]}, {"queue-opted-out"}),
        ({"users": [{"id": "u1", "receive_call": False}], "common_areas": [{"id": "a"}]}, set()),
        ({"users": [{"id": "u1"}, {"id": "u2"}]}, set()),
    ],
)
def test_members_and_their_opt_in(members: dict[str, Any], rules: set[str]) -> None:
    known = {"lists": {"call-queues": (queue(1),)}, "objects": {"call-queues": {"q1": {"members": members}}}}
    names = ("queue-empty", "queue-single", "queue-opted-out")
    assert {each for each in names if found(each, **known)} == rules
    off = {**known, "lists": {"call-queues": (queue(1, status="inactive"),)}}
    assert not any(found(each, **off) for each in names)


# Routing


def test_routes_to_nobody_to_the_gone_and_to_the_deactivated_lead_nowhere() -> None:
    rows = (user(1), user(2, "deactivate"))
    answers = (
        handling(overflow=to("x1"), closed=to("gone")),
        handling(overflow=to("x2", display_name="User 2")),
        handling(overflow={"action": 7}),
        handling(overflow={"action": 11}, closed={"action": 12}),
        handling(overflow={"action": 10, "forward_to": {"phone_number": "+13035550100"}}),
        handling(holidays={"2026-12-25": to("gone", display_name="Old desk")}),
    )
    known = queues_with(*answers)
    known["lists"]["users"] = rows
    assert found("leads-nowhere", **known) == [
        ("q1", "closed hours lead to an extension that is gone"),
        ("q2", "business hours lead to User 2, who is deactivated"),
        ("q3", "business hours lead to nobody"),
        ("q6", "holiday 2026-12-25 leads to Old desk, which is gone"),
    ]


def test_a_key_that_leads_nowhere_is_named() -> None:
    menu = {"id": "a1", "extension_id": "ae", "name": "Main", **AT_DENVER}
    keys = [{"key": "1", "action": 400, "target": {}}, {"key": "2", "action": 7, "target": {"extension_id": "gone"}},
            {"key": "3", "action": 7, "target": {"extension_id": "e1"}}]  # fmt: skip
    lists = {"auto-receptionists": (menu,), "call-queues": (queue(1),)}
    says = found("key-nowhere", lists=lists, menus={"a1": (menu_of({"key_actions": keys}),)})
    assert says == [("a1", "key 2 leads to an extension that is gone")]


def edits_of(rule: str, **known: Any) -> list[Edit]:
    findings = rule_named(rule).find(Facts(NOW, **known))
    return [edit for each in findings if each.mend is not None for edit in each.mend.edits]


def test_a_key_is_led_elsewhere_in_its_form_of_its_hours() -> None:
    keys = [{"key": "1", "action": 7, "target": {"extension_id": "gone"}}, {"key": "2", "action": 7, "target": {}}]
    row = {"id": "a1", "extension_id": "ae", "name": "Main", **AT_DENVER}
    menus = (menu_of({"key_actions": keys[:1]}, "closed_hours"), menu_of({"key_actions": keys}, "holiday_hours", "h1"))
    edits = edits_of("key-nowhere", lists={"auto-receptionists": (row,)}, menus={"a1": menus})
    holiday = (("autoReceptionistId", "a1"), ("hours_type", "holiday_hours"), ("holiday_id", "h1"))
    assert [(each.resource, each.key, each.parents) for each in edits[:2]] == [
        ("ivr-keys", "closed_hours+++1", (("autoReceptionistId", "a1"),)),
        ("ivr-keys", "holiday_hours+h1++1", holiday),
    ]


def test_what_zoom_would_not_take_back_cannot_be_undone() -> None:
    known = queues_with(handling(closed=to("gone")), handling(overflow=to("x2")), handling(overflow={"action": 7}))
    known["lists"]["users"] = (user(2, "deactivate"),)
    finals = {edit.parents[0][1]: edit.final for edit in edits_of("leads-nowhere", **known)}
    assert finals == {"e1": "what it led to is gone", "e2": "", "e3": ""}
    lists = {"caller-id-numbers": ({"customize_id": "c1", "phone_number_id": "n9", "phone_number": "+19005550100"},)}
    (foreign,) = edits_of("caller-id", lists=lists)
    assert foreign.final == "Zoom takes only numbers of the account as caller IDs"


def test_a_circle_is_found_with_all_who_are_in_it() -> None:
    circle = queues_with(handling(to("e2")), handling(to("e3")), handling(to("e1")), handling(to("e1")))
    assert [key for key, _ in found("routing-loop", **circle)] == ["q1", "q2", "q3"]
    assert found("routing-loop", **circle)[0][1] == (
        "business hours: calls go round, Queue 1 > Queue 2 > Queue 3 > Queue 1"
    )


def test_hours_that_never_meet_make_no_circle() -> None:
    early, late = ("08:00", "12:00"), ("13:00", "17:00")
    apart = queues_with(handling(to("e2"), opens=early), handling(to("e1"), opens=late))
    assert found("routing-loop", **apart) == []
    zones = ("America/Denver", "Europe/London")
    meeting = queues_with(handling(to("e2"), opens=early), handling(to("e1"), opens=late), zones=zones)
    assert [key for key, _ in found("routing-loop", **meeting)] == ["q1", "q2"]
    mixed = queues_with(handling(closed=to("e2")), handling(overflow=to("e1"), opens=("00:00", "23:59")))
    assert {says.partition(":")[0] for _, says in found("routing-loop", **mixed)} == {"closed hours", "business hours"}


def test_a_circle_on_a_holiday_is_found() -> None:
    day = {"2026-12-25": to("e2")}
    known = queues_with(handling(holidays=day), handling(overflow=to("e1"), closed=to("e1")))
    assert [key for key, _ in found("routing-loop", **known)] == ["q1", "q2"]


# Extensions


def test_complete_extensions_clash_and_short_ones_do_not() -> None:
    lists = {
        "call-queues": (queue(1), queue(2, extension_number=8010001)),
        "users": (user(1, extension_number=8000001),),
    }
    assert [key for key, _ in found("extension-clash", lists=lists)] == ["u1", "q1"]


@pytest.mark.parametrize(
    ("site", "extension", "is_found"),
    [("s1", 800911, True), ("s1", 911, True), ("s2", 801911, False), ("s1", 8000911, False), ("s1", 800912, False)],
)
def test_n11_is_judged_within_the_site_in_north_america(site: str, extension: int, is_found: bool) -> None:
    row = queue(1, extension_number=extension, site={"id": site, "name": "x"})
    assert bool(found("extension-n11", lists={"sites": (DENVER, LONDON), "call-queues": (row,)})) is is_found


# Emergency


def test_a_site_without_an_address_is_told_where_somebody_relies_on_it() -> None:
    address = {
        "id": "a1",
        "is_default": True,
        "status": 4,
        "site": {"id": "s2", "name": "London"},
        "address_line1": "x",
    }
    own = {
        "id": "a2",
        "is_default": True,
        "status": 4,
        "owner": {"id": "u2"},
        "site": {"id": "s1"},
        "address_line1": "y",
    }
    lists = {"sites": (DENVER, LONDON), "users": (user(1), user(2)), "emergency-addresses": (address, own)}
    assert found("emergency-missing", lists=lists) == [
        ("s1", "has no emergency address, and 1 active user has none of their own")
    ]
    assert found("emergency-missing", lists={**lists, "users": (user(2),)}) == []


@pytest.mark.parametrize(("status", "is_found"), [(1, False), (2, True), (3, False), (4, False), (5, True), (6, True)])
def test_an_address_that_was_refused_needs_an_update(status: int, is_found: bool) -> None:
    row = {"id": "a", "address_line1": "1 Home St", "status": status, "owner": {"id": "u1", "name": "Ann"}}
    assert bool(found("emergency-update", lists={"emergency-addresses": (row,)})) is is_found


# Lines and equipment


def test_caller_ids_are_compared_by_their_digits() -> None:
    lists = {
        "numbers": ({"id": "n1", "number": "+1 303 555 0100"},),
        "caller-id-numbers": (
            {"customize_id": "c1", "phone_number": "+13035550100"},
            {"customize_id": "c2", "phone_number": "+13035550199"},
        ),
    }
    assert [key for key, _ in found("caller-id", lists=lists)] == ["c2"]


def test_a_group_has_a_trunk() -> None:
    rows = (
        {"sip_group_id": "g1", "display_name": "West", "sip_trunk": {"sip_trunk_id": "t"}},
        {"sip_group_id": "g2", "display_name": "Lost"},
    )
    assert found("group-no-trunk", lists={"sip-groups": rows}) == [("g2", "has no trunk")]


def test_a_trunk_fails_when_none_of_its_newest_calls_got_through() -> None:
    lists = {"sip-trunks": ({"sip_trunk_id": "t1", "name": "west"},)}
    for failed, is_found in ((LEAST_CALLS, True), (LEAST_CALLS - 1, False)):
        assert bool(found("trunk-failing", lists=lists, trunks={"west": TrunkCalls(failed, NOW)})) is is_found


def test_a_device_is_off_after_a_week_of_being_seen_so() -> None:
    row = {"id": "d1", "display_name": "Desk", "assignees": [{"id": "u1", "name": "Ann"}]}
    spare = {"id": "d2", "display_name": "Spare"}
    week = {"d1": NOW - timedelta(days=8), "d2": NOW - timedelta(days=8)}
    lists = {"devices": (row, spare)}
    assert found("device-offline", lists=lists, offline=week) == [
        ("d1", "was offline whenever it was looked at, for 8 days; it is Ann's")
    ]
    assert found("device-offline", lists=lists, offline={"d1": NOW - timedelta(days=6)}) == []


def test_a_greeting_is_gone_only_where_that_is_known() -> None:
    known = queues_with(handling(greeting_prompt={"id": "a1", "name": "Hello"}), handling())
    assert found("audio-gone", **known, audio={"a1": False}) == [("q1", "greeting prompt: the audio was deleted")]
    assert found("audio-gone", **known, audio={"a1": True}) == []
    assert found("audio-gone", **known) == []


# The report


def test_what_is_not_known_is_said_and_a_rule_that_looks_for_what_is_missing_is_not_judged() -> None:
    rule = rule_named("leads-nowhere")
    known = queues_with(handling(closed=to("gone")))
    complete = {name: Reading(name, 1, 0, True, NOW) for name in rule.reads}
    facts = Facts(NOW, **known, readings=complete)
    assert judge(facts, [rule], {}).exit_code == FOUND
    forbidden = {**complete, "rooms": Reading("Zoom Rooms", why="No scope.")}
    (judged,) = judge(replace(facts, readings=forbidden), [rule], {}).judged
    assert (judged.is_judged, judged.findings, judged.lacks) == (False, (), ("Zoom Rooms: No scope.",))
    part = {**complete, "queue-handling": Reading("Hours of queues", 1, 2, False, NOW)}
    (judged,) = judge(replace(facts, readings=part), [rule], {}).judged
    assert judged.is_judged
    assert judged.lacks == ("Hours of queues: 2 of 3 not read",)
    assert len(judged.findings) == 1


def test_an_ignored_finding_is_counted_and_does_not_end_in_an_error() -> None:
    rule = rule_named("inactive-plan")
    rows = (user(1, "deactivate", calling_plans=[{"type": 200}]),)
    facts = Facts(NOW, {"users": rows}, readings={"users": Reading("Users", 1, 0, True, NOW)})
    (one,) = judge(facts, [rule], {}).findings
    report = judge(facts, [rule], {one.id: Ignored(one.id, "on leave", one.name, "jo", NOW)})
    assert (report.exit_code, report.findings, report.ignored) == (0, (), 1)
    assert [each["ignored"] for each in report.rows(ignored=True)] == ["on leave"]


def test_every_rule_says_why_it_matters_and_reads_what_it_needs_whole() -> None:
    assert len({each.id for each in RULES}) == len(RULES) == 18
    for each in RULES:
        assert each.why.endswith(".")
        assert set(each.whole) <= set(each.reads)
        assert not each.limits or each.limits.endswith(".")
    assert set(EXTENSIONS) <= set(rule_named("leads-nowhere").whole)


def test_what_needs_a_decision_names_its_command() -> None:
    known: dict[str, Any] = {"lists": {"call-queues": (queue(1),)}, "objects": {"call-queues": {"q1": {}}}}
    (one,) = rule_named("queue-empty").find(Facts(NOW, **known))
    assert command_of(one) == "ztui act call-queues q1 add-members ..."
    assert "who takes its calls" in why_no_plan(one)


NAMES = (
    *("id", "name", "status", "extension_id", "extension_number", "site", "members", "assigned_list", "timezone"),
    *("calling_plans", "phone_numbers", "owner", "is_default", "site_code", "country", "sip_trunk", "assignees"),
)
PLAIN = st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "x", "deactivate", "Nowhere/Land", "e1"])
JSON = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
ROWS = st.lists(
    st.dictionaries(st.sampled_from(NAMES), JSON, max_size=6).map(lambda row: {**row, "id": "x"}), max_size=2
)


@given(st.data())
def test_no_rule_stumbles_over_what_zoom_may_send(data: st.DataObject) -> None:
    lists = {name: tuple(data.draw(ROWS)) for name in ("users", "call-queues", "numbers", "sites", "devices",
                                                       "emergency-addresses", "sip-groups")}  # fmt: skip
    row = data.draw(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=4))
    routing = {"x": data.draw(JSON), "e1": handling(closed=to("x"))}
    facts = Facts(NOW, lists, {"call-queues": {"x": row}, "sites": {"x": row}}, routing, offline={"x": NOW})
    for rule in RULES:
        assert all(each.id.startswith(rule.id) for each in rule.find(facts))
