"""Values as they stand in lists and details, for every kind, whatever was sent."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE_NAMES
from ztui.resources.cells import Viewer, cell, field_text, head, is_right_aligned, status_style
from ztui.resources.extensions import SiteForm, site_forms
from ztui.resources.model import Column, Field, Kind
from ztui.resources.registry import resource, resources
from ztui.resources.shows import Named

NOW = datetime(2026, 11, 21, 22, 5, tzinfo=UTC)
VIEWER = Viewer(ZoneInfo("America/Los_Angeles"), NOW)
PLAIN = Viewer(ZoneInfo("America/Los_Angeles"), NOW, ascii=True)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def shown(kind: Kind, value: object, viewer: Viewer = VIEWER, **more: Any) -> str:
    return cell(Column("x", kind=kind, **more), {"x": value}, viewer)


def in_detail(kind: Kind, value: object, **more: Any) -> str:
    return field_text(Field("x", kind=kind, **more), {"x": value}, VIEWER)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.TEXT, "Ann Brück", "Ann Brück"),
        (Kind.TEXT, True, "yes"),
        (Kind.TEXT, ["a", None, "b"], "a, b"),
        (Kind.TEXT, {"name": "West"}, "West"),
        (Kind.TEXT, {"a": 1}, '{"a":1}'),
        (Kind.TEXT, [{"a": ["b"]}, "c"], '{"a":["b"]}, c'),
        (Kind.EXTENSION, ["8200"], "8200"),
        (Kind.NUMBER, ["+14155550188"], "+14155550188"),
        (Kind.DURATION, True, "yes"),
        (Kind.CLOCK, ["2026-11-21T07:59:59Z"], "2026-11-21T07:59:59Z"),
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


@pytest.mark.parametrize(
    ("value", "text"),
    [("2026-11-21T22:01:22Z", "14:01:22"), ("2026-11-21T00:41:00Z", "20 Nov 16:41"), ("2025-11-20", "19 Nov 2025")],
)
def test_a_clock_has_its_date_where_no_line_of_the_day_stands_above_it(value: str, text: str) -> None:
    assert shown(Kind.CLOCK, value, replace(VIEWER, dated=True)) == text


def test_values_of_a_wrong_type_are_written_for_people_in_made_cells_too() -> None:
    call = resource("call-history").column("from")
    assert call is not None
    assert cell(call, {"caller_name": ["TOLL FREE CALL"]}, VIEWER) == "TOLL FREE CALL"
    assert cell(call, {"caller_name": {"a": 1}, "caller_ext_number": ["8200"]}, VIEWER) == '{"a":1}  8200'
    assert cell(call, {"caller_did_number": ["+14155550188"]}, VIEWER) == "+1 415 555 0188"


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


def test_names_with_extensions_follow_the_forms_of_the_sites() -> None:
    sites: list[dict[str, Any]] = [
        {"id": "s1", "site_code": 800, "short_extension": {"length": 4}},
        {"id": "s2"},
        {"site_code": 5},
    ]
    viewer = Viewer(UTC, NOW, sites=site_forms(sites))
    assert viewer.sites == {"s1": SiteForm("800", 4)}
    show = Column("x", show=lambda row: Named("Support", "8008200"))
    assert cell(show, {}, viewer) == "Support  8200"
    assert cell(show, {}, VIEWER) == "Support  8008200"
    assert field_text(Field("x", show=lambda row: Named("Support", "8200")), {}, viewer) == "Support  8200"
    assert Named("", "8200") == "8200"


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
