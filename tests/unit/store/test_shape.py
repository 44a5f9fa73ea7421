from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.store.samples import SHAPE, THINGS, rows, thing
from ztui.store.secrets import is_secret_name, without_secrets
from ztui.store.shape import Shape
from ztui.store.texts import number_of, ordered, searchable

ODD_NUMBERS = st.one_of(
    st.integers(-(10**25), 10**25), st.floats(-1e9, 1e9).map(lambda each: round(each, 5)), st.integers(-20, 20)
)


@given(ODD_NUMBERS, ODD_NUMBERS)
def test_ordered_texts_have_the_order_of_their_numbers(one: float, other: float) -> None:
    assert (ordered(one) < ordered(other)) == (one < other)


@given(ODD_NUMBERS, st.text(min_size=1))
def test_what_is_no_number_comes_after_every_number_and_nothing_before(number: float, text: str) -> None:
    if not number_of(text):
        assert "" < ordered(number) < ordered(text)


@pytest.mark.parametrize("written", ["+1 (415) 555-0188", "1.415.555.0188", 14155550188, 14155550188.0, "014155550188"])
def test_a_number_is_the_same_in_any_format(written: object) -> None:
    assert ordered(written) == ordered("+14155550188")


@given(rows)
def test_what_zoom_sent_is_kept_unchanged(found: list[dict[str, Any]]) -> None:
    for row in found:
        assert json.loads(SHAPE.stored(row).json) == row


def test_text_that_is_none_is_kept_as_escapes_and_counted() -> None:
    row = thing(1, name="half a pair \ud800", note=float("nan"))
    stored = SHAPE.stored(row)
    assert json.loads(stored.json)["name"] == "half a pair \ud800"
    assert json.loads(SHAPE.stored(thing(1, note=float("nan"))).json)["note"] == "nan"
    assert SHAPE.stored(thing(1, note=float("inf"))).odd == 1
    assert stored.odd == 1
    for text in (stored.json, stored.seen, stored.rest, SHAPE.stored({"id": "\ud800"}).key):
        text.encode()


def test_secrets_are_dropped_at_any_depth_and_nothing_else_is() -> None:
    row = thing(
        1,
        pin="1234",
        sip={"code": "hush", "user": "u"},
        provision={"sip_accounts": [{"password": "hush", "user_name": "ann"}]},
        clientSecret="hush",
        Authorization="Bearer hush",
        compass="north",
    )
    stored = SHAPE.stored(row)
    assert "hush" not in stored.json + stored.seen + stored.rest
    assert "1234" not in stored.json + stored.seen + stored.rest
    kept = json.loads(stored.json)
    assert kept["provision"] == {"sip_accounts": [{"user_name": "ann"}]}
    assert kept["sip"] == {"user": "u"}
    assert kept["compass"] == "north"


@pytest.mark.parametrize(
    "name", ["password", "sip_password", "Passwd", "client_secret", "authorization", "oldPassword", "pin_code"]
)
def test_names_of_secrets_are_known(name: str) -> None:
    assert is_secret_name(name)


def test_a_row_without_secrets_is_not_copied() -> None:
    row = thing(1, site={"name": "Main"}, list=[1, [2], {"a": 3}])
    assert without_secrets(row, frozenset({"sip.code"})) is row


def test_secret_paths_with_indexes_mean_all_elements() -> None:
    row = {"accounts": [{"key": "a"}, {"key": "b", "user": "u"}]}
    assert without_secrets(row, frozenset({"accounts[0].key"})) == {"accounts": [{}, {"user": "u"}]}


def test_foreign_text_cannot_forge_the_marks_that_part_slots() -> None:
    forged = SHAPE.stored(thing(1, name="\ue001active\ue0ff\x00"))
    assert forged.seen.count("\ue001") == 1
    assert searchable("\ue001x\x07") == " x "


def test_the_signature_changes_with_the_columns_only() -> None:
    from dataclasses import replace

    assert Shape(replace(THINGS, help="another")).signature == SHAPE.signature
    assert Shape(replace(THINGS, columns=THINGS.columns[:-1])).signature != SHAPE.signature


def test_a_show_function_that_fails_costs_the_cell_and_not_the_row() -> None:
    assert SHAPE.stored(thing(1, numbers=[])).key == "k1"
    assert SHAPE.stored(thing(1, numbers=7)).key == "k1"


def test_a_row_nested_deeper_than_python_follows_is_kept_as_far_as_it_goes() -> None:
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    stored = SHAPE.stored(thing(1, name="Deep", site=deep))
    assert (stored.key, stored.odd) == ("k1", 1)
    assert json.loads(stored.json)["name"] == "Deep"


def test_secret_columns_have_no_slot() -> None:
    with pytest.raises(KeyError):
        SHAPE.sorted("pin")
