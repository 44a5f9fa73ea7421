"""Values as they stand in lists and details, for every kind, whatever was sent."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE_NAMES
from ztui.resources.cells import SiteForm, Viewer, cell, field_text, head, is_right_aligned, status_style
from ztui.resources.model import Column, Field, Kind, Row
from ztui.resources.registry import resource, resources

NOW = datetime(2026, 11, 21, 22, 5, tzinfo=UTC)
VIEWER = Viewer(ZoneInfo("America/Los_Angeles"), NOW)
PLAIN = Viewer(ZoneInfo("America/Los_Angeles"), NOW, ascii=True)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
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


def shown(kind: Kind, value: object, viewer: Viewer = VIEWER, **more: Any) -> str:
    return cell(Column("x", kind=kind, **more), {"x": value}, viewer)


def in_detail(kind: Kind, value: object, **more: Any) -> str:
    return field_text(Field("x", kind=kind, **more), {"x": value}, VIEWER)


def column_of(name: str, column: str) -> Column:
    found = resource(name).column(column)
    assert found is not None
    return found


def cell_of(name: str, column: str, row: Row, viewer: Viewer = VIEWER) -> str:
    return cell(column_of(name, column), row, viewer)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.TEXT, "Ann Brück", "Ann Brück"),
        (Kind.TEXT, True, "yes"),
        (Kind.TEXT, ["a", None, "b"], "a, b"),
        (Kind.TEXT, {"name": "West"}, "West"),
        (Kind.TEXT, {"a": 1}, '{"a": 1}'),
        (Kind.TEXT, None, ""),
        (Kind.NUMBER, "+14155550188", "+1 415 555 0188"),
        (Kind.NUMBER, "911", "911"),
        (Kind.NUMBER, "*86", "*86"),
        (Kind.NUMBER, 911, "911"),
        (Kind.EXTENSION, 8200, "8200"),
        (Kind.EXTENSION, 8200.0, "8200"),
        (Kind.EXTENSION, "08200", "08200"),
        (Kind.TIME, "2026-11-21T22:01:22Z", "14:01:22"),
        (Kind.TIME, "2026-11-21T07:59:59Z", "20 Nov 23:59"),
        (Kind.TIME, "soon", "soon"),
        (Kind.CLOCK, "2026-11-21T07:59:59Z", "23:59:59"),
        (Kind.CLOCK, 7, "7"),
        (Kind.DATE, "2026-11-20", "20 Nov"),
        (Kind.DATE, "2026-11-21T07:00:00Z", "20 Nov"),
        (Kind.DATE, "never", "never"),
        (Kind.DURATION, 41, "0:41"),
        (Kind.DURATION, "72", "1:12"),
        (Kind.DURATION, "long", "long"),
        (Kind.DURATION, True, "True"),
        (Kind.COUNT, 12480, "12,480"),
        (Kind.COUNT, 3.0, "3"),
        (Kind.COUNT, ["a", "b"], "2"),
        (Kind.COUNT, "many", "many"),
        (Kind.STATUS, "ready_to_go", "ready to go"),
        (Kind.FLAG, True, "yes"),
        (Kind.FLAG, 0, "no"),
        (Kind.FLAG, "true", "yes"),
        (Kind.FLAG, "on", "on"),
        (Kind.FLAG, 3, "3"),
        (Kind.SECRET, "hunter2", "••••••"),
        (Kind.ID, 4711.0, "4711"),
    ],
)
def test_each_kind_has_its_short_form(kind: Kind, value: object, text: str) -> None:
    assert shown(kind, value) == text


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.NUMBER, "+14155550188", "+1 415 555 0188 (+14155550188)"),
        (Kind.NUMBER, "911", "911"),
        (Kind.TIME, "2026-11-21T14:05:00Z", "Sat 21 Nov 2026 06:05:00 PST (14:05:00 UTC)"),
        (Kind.CLOCK, "2026-11-21T14:05:00Z", "Sat 21 Nov 2026 06:05:00 PST (14:05:00 UTC)"),
        (Kind.DATE, "2026-11-20", "2026-11-20"),
        (Kind.DURATION, 41, "0:41"),
        (Kind.SECRET, None, "••••••"),
    ],
)
def test_a_detail_tells_more_than_a_list(kind: Kind, value: object, text: str) -> None:
    assert in_detail(kind, value) == text


def test_a_unit_stands_behind_the_value_and_never_alone() -> None:
    assert in_detail(Kind.TEXT, 60, unit="min") == "60 min"
    assert in_detail(Kind.TEXT, None, unit="min") == ""


def test_codes_become_words_and_unknown_ones_say_so() -> None:
    assert shown(Kind.CODE, 7, table="action") == "call queue"
    assert shown(Kind.CODE, 24, table="action") == "action 24 (unknown)"
    assert shown(Kind.CODE, [1], table="action") == "1"


def test_an_extension_is_short_in_lists_and_has_its_site_code_in_details() -> None:
    viewer = Viewer(UTC, NOW, sites={"s1": SiteForm("800", 4), "s2": SiteForm("44")})
    row = {"ext": 8008200, "site": {"id": "s1"}}
    assert cell(Column("ext", kind=Kind.EXTENSION), row, viewer) == "8200"
    assert field_text(Field("ext", kind=Kind.EXTENSION), row, viewer) == "800-8200"
    assert cell(Column("ext", kind=Kind.EXTENSION), {"ext": "8001", "site_id": "s1"}, viewer) == "8001"
    assert cell(Column("ext", kind=Kind.EXTENSION), {"ext": "448100", "site_id": "s2"}, viewer) == "8100"
    assert cell(Column("ext", kind=Kind.EXTENSION), {"ext": "4410", "site_id": "s2"}, viewer) == "4410"


def test_the_head_of_times_names_the_zone() -> None:
    assert head(Column("start_time", title="Time", kind=Kind.CLOCK), VIEWER) == "Time PST"
    assert head(Column("cost_center"), VIEWER) == "Cost center"
    assert is_right_aligned(Column("duration", kind=Kind.DURATION))


@pytest.mark.parametrize(
    ("word", "style"),
    [
        ("active", "good"),
        ("Pending", "warn"),
        ("no_answer", "bad"),
        ("unassigned", "dim"),
        ("miss", "bad"),
        ("else", ""),
    ],
)
def test_status_words_have_a_meaning(word: str, style: str) -> None:
    assert status_style(word) == style


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


@given(JSON)
def test_no_value_breaks_any_cell_or_field_and_all_is_safe_to_show(value: Any) -> None:
    for each in resources():
        row = _everywhere(each.columns, value)
        texts = [cell(column, row, VIEWER) for column in each.columns]
        texts += [field_text(part, row, PLAIN) for group in each.groups for part in group.fields]
        assert all(unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"} for text in texts for char in text)


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=lambda name: ascii(name)[:30])
def test_a_hostile_name_is_harmless_in_every_column(name: str) -> None:
    for each in resources():
        row = _everywhere(each.columns, name)
        for column in each.columns:
            assert cell(column, row, VIEWER).isprintable() or "\u200d" in name


def _everywhere(columns: tuple[Column, ...], value: object) -> dict[str, Any]:
    """Build a row that has the value at every column's path; where one path lies within another, the first wins."""
    row: dict[str, Any] = {}
    for column in columns:
        _put(row, column.path.split("."), value)
    return row


def _put(place: dict[str, Any], steps: list[str], value: object) -> None:
    name = steps[0].removesuffix("[0]")
    if len(steps) == 1:
        place.setdefault(name, value)
        return
    inner = place.setdefault(name, [{}] if name != steps[0] else {})
    if isinstance(inner, list) and inner:
        inner = inner[0]
    if isinstance(inner, dict):
        _put(inner, steps[1:], value)
