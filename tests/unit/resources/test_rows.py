"""Paths, keys and labels of rows, and reading rows that are not as they should be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.resources.decode import decode
from ztui.resources.registry import resource, resources
from ztui.resources.rows import key_of, label_of, value_at, value_of

ROW: dict[str, Any] = {
    "id": "a",
    "site": {"name": "Main", "id": ""},
    "phone_numbers": [{"number": "+1"}, {"number": "+2"}],
    "zero": 0,
    "odd name": {"x-y": 1},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", "a"),
        ("site.name", "Main"),
        ("phone_numbers[1].number", "+2"),
        ("phone_numbers[2].number", None),
        ("site[0]", None),
        ("id.name", None),
        ("id[0]", None),
        ("zero", 0),
        ("site.id|id", "a"),
        ("nothing|site.nothing", None),
    ],
)
def test_a_path_leads_to_its_value_or_nowhere(path: str, value: object) -> None:
    assert value_at(ROW, path) == value


def test_a_column_reads_its_other_paths_where_the_first_has_nothing() -> None:
    column = resource("numbers").column("owner")
    assert column is not None
    assert value_of(column, {"assigned_list": [{"assigned_to_name": "Ann"}]}) == "Ann"
    assert value_of(column, {"assigned_list": [{"assgined_to_name": "Bo", "assigned_to_name": "Ann"}]}) == "Bo"


@pytest.mark.parametrize(
    ("name", "row", "key"),
    [
        ("call-queues", {"id": "q1"}, "q1"),
        ("call-history", {"call_history_uuid": "u", "id": "i"}, "u"),
        ("call-history", {"id": "i"}, "i"),
        ("sip-trunks", {"id": 268}, "268"),
        (
            "call-handling",
            {"hours": "business_hours", "sub_setting_type": "custom_hours"},
            "business_hours+custom_hours+",
        ),
        ("call-queues", {}, ""),
        ("call-handling", {"settings": {}}, ""),
    ],
)
def test_the_key_of_a_row_is_its_domain_id(name: str, row: dict[str, Any], key: str) -> None:
    assert key_of(resource(name), row) == key


@pytest.mark.parametrize(
    ("name", "row", "label"),
    [
        ("call-queues", {"id": "q", "name": "Support"}, "Support"),
        ("users", {"id": "u", "email": "ann@example.com"}, "ann@example.com"),
        ("numbers", {"id": "n", "number": "+14155550100"}, "+14155550100"),
        ("call-queues", {"id": "q"}, "q"),
    ],
)
def test_an_object_is_called_by_its_name_else_by_its_id(name: str, row: dict[str, Any], label: str) -> None:
    assert label_of(resource(name), row) == label


def test_a_row_as_the_contract_has_it_is_not_odd() -> None:
    raw = {
        "id": "q",
        "name": "Support",
        "extension_number": 8200,
        "status": "active",
        "site": {"id": "s", "name": "Main"},
    }
    decoded = decode(resource("call-queues"), raw)
    assert decoded.row is raw
    assert decoded.key == "q"
    assert decoded.oddities == ()


def test_what_is_odd_is_counted_and_kept() -> None:
    raw = {"id": "q", "name": ["Support"], "extension_number": 8200.0, "phone_numbers": "none", "surprise": 1}
    decoded = decode(resource("call-queues"), raw)
    assert decoded.row == raw
    assert sorted(decoded.oddities) == ["name: string_type", "phone_numbers: list_type"]


def test_an_oddity_never_tells_the_value() -> None:
    decoded = decode(resource("sip-phones"), {"id": "p", "domain": {"password": "hunter2"}})
    assert decoded.oddities
    assert "hunter2" not in "".join(decoded.oddities)


def test_a_row_that_is_no_object_is_wrapped() -> None:
    assert decode(resource("numbers"), "+1").row == {"value": "+1"}
    assert decode(resource("numbers"), None).oddities == (": null instead of an object",)


def test_a_missing_key_is_odd() -> None:
    assert decode(resource("sites"), {"name": "Main"}).oddities == ("id: missing",)


@given(JSON, st.sampled_from(resources()))
def test_no_row_is_ever_lost(raw: Any, each: Any) -> None:
    decoded = decode(each, raw)
    assert decoded.row is raw or decoded.row["value"] is raw
    for column in each.columns:
        value_at(decoded.row, column.path)


def test_every_model_takes_a_row_of_wrong_types() -> None:
    for each in resources():
        raw = {column.path.partition(".")[0].partition("[")[0]: ["?"] for column in each.columns}
        assert decode(each, raw).row == raw


@pytest.mark.parametrize(
    ("name", "answer", "keys"),
    [
        ("queue-numbers", {"phone_numbers": [{"id": "n1"}, "odd", {"id": "n2"}]}, ["n1", "n2"]),
        ("queue-numbers", {"phone_numbers": None}, []),
        ("call-elements", {"call_elements": [{"call_element_id": "e"}], "call_path": [{"id": "old"}]}, ["e"]),
        ("call-elements", {"call_path": [{"id": "old"}]}, ["old"]),
        (
            "call-handling",
            {
                "business_hours": [{"sub_setting_type": "custom_hours"}],
                "closed_hours": [{"sub_setting_type": "call_handling"}],
                "holiday_hours": [
                    {"holiday_id": "h1", "details": [{"sub_setting_type": "holiday", "settings": {"name": "Xmas"}}]}
                ],
            },
            ["business_hours+custom_hours+", "closed_hours+call_handling+", "holiday_hours+holiday+h1"],
        ),
    ],
)
def test_rows_are_taken_out_of_an_object(name: str, answer: dict[str, Any], keys: list[str]) -> None:
    each = resource(name)
    assert each.unfold is not None
    assert [key_of(each, row) for row in each.unfold(answer)] == keys
