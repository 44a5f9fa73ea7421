from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.contract.catalogue import operation
from ztui.core.errors import Invalid
from ztui.zoom.query import check_query, query_string

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def test_arrays_repeat_their_key_or_are_joined_by_one_switch() -> None:
    values = {"ids": ["a", "b"], "x": 1}
    assert query_string(values) == "ids=a&ids=b&x=1"
    assert query_string(values, "comma") == "ids=a%2Cb&x=1"


def test_a_plus_stays_a_plus() -> None:
    assert query_string({"phone_number": "+1 206"}) == "phone_number=%2B1%20206"


def test_booleans_are_lower_case_and_what_is_none_or_an_empty_array_is_left_out() -> None:
    assert query_string({"a": True, "b": False, "c": None, "d": [], "e": ""}) == "a=true&b=false&e="
    assert query_string({"d": []}, "comma") == ""


@given(st.dictionaries(TEXT.filter(bool), st.lists(TEXT, min_size=1)))
def test_every_query_is_read_back_as_it_was_meant(values: dict[str, list[str]]) -> None:
    pairs = [(name, text) for name, texts in values.items() for text in texts]
    assert parse_qsl(query_string(values), keep_blank_values=True) == pairs


@pytest.mark.parametrize("value", [None, "", " ", [], [""], ["e1", ""]])
def test_a_removal_without_the_parameter_that_bounds_it_is_refused(value: object) -> None:
    with pytest.raises(Invalid, match="extension_ids"):
        check_query(operation("DeleteUsersFromDirectory"), {"extension_ids": value})


def test_a_removal_that_says_what_it_takes_may_go() -> None:
    check_query(operation("DeleteNumbers"), {"numbers": ["n1"]})
    with pytest.raises(Invalid, match="numbers"):
        check_query(operation("DeleteNumbers"), {})


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("deleteUserSetting", {"shared_id": "s1"}),
        ("deleteCallHandling", {"holiday_id": "h1"}),
        ("deleteSiteSetting", {"holiday_id": "h1"}),
        ("deleteCommonAreaSetting", {"device_id": "d1"}),
    ],
)
def test_the_removal_of_one_setting_of_a_kind_must_say_which(name: str, query: dict[str, str]) -> None:
    check_query(operation(name), query)
    for missing in ({}, dict.fromkeys(query, ""), {"elsewhere": "x"}):
        with pytest.raises(Invalid, match=next(iter(query))):
            check_query(operation(name), missing)


def test_a_calling_plan_is_named_by_the_path_alone() -> None:
    check_query(operation("unassignCallingPlan"), {})
