"""A call record survives being taken apart, whatever Zoom sends."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.store.calls.keys import EPOCH, seconds_of, time_key, uuid_bytes, uuid_text
from ztui.store.calls.record import put_together, readable, take_apart

PLAIN = {
    "call_history_uuid": "20261121-4ccc4ae5-bb84-4659-9758-970f680118c8",
    "call_id": "7152435515374055465",
    "direction": "inbound",
    "international": False,
    "start_time": "2026-11-21T13:59:23Z",
    "answer_time": "2026-11-21T13:59:44Z",
    "end_time": "2026-11-21T13:59:53Z",
    "duration": 30,
    "call_result": "answered",
    "caller_name": "",
    "caller_did_number": "+14155550188",
    "callee_ext_number": "8200",
    "site_name": "Zürich",
}
FIELDS = [
    *PLAIN,
    "id",
    "spam",
    "hide_caller_id",
    "caller_email",
    "callee_country_code",
    "sbc_id",
    "department",
    "caller_device_type",
    "newly_added",
]
ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False),
    st.text(max_size=12),
    st.text(st.characters(categories=["Cs", "Cc", "Lo"]), max_size=4),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.sampled_from([
        "2026-11-21T13:59:23Z",
        "2026-11-21T13:59:23.500Z",
        "2026-11-21T14:59:23+01:00",
        "2026-W47-6T13:59:23Z",
        "1999-01-01T00:00:00Z",
        "2060-01-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "20261121-4CCC4AE5-bb84-4659-9758-970f680118c8",
        "20261121-4ccc4ae5-bb84-4659-9758-970f680118c8",
        "0042",
        "42",
        "9223372036854775808",
    ]),
)  # fmt: skip


def test_a_usual_record_needs_nothing_beside_the_columns() -> None:
    parts = take_apart(PLAIN)
    assert parts.extra is None
    assert put_together(parts) == PLAIN
    assert (parts.answer, parts.end) == (21, 30)
    assert seconds_of(parts.key) == parts.seconds
    assert EPOCH + parts.seconds == datetime(2026, 11, 21, 13, 59, 23, tzinfo=UTC).timestamp()


@given(st.dictionaries(st.sampled_from(FIELDS), ODD), st.sets(st.sampled_from(sorted(PLAIN))))
def test_every_record_comes_back_as_it_was(odd: dict[str, Any], missing: set[str]) -> None:
    row = {name: value for name, value in (PLAIN | odd).items() if name not in missing or name in odd}
    again = put_together(take_apart(row))
    wanted = readable(row)
    assert again == wanted
    assert json.dumps(again, sort_keys=True) == json.dumps(wanted, sort_keys=True)


def test_a_list_of_one_value_is_that_value() -> None:
    wrapped = {name: [value] if isinstance(value, str) else value for name, value in PLAIN.items()}
    assert put_together(take_apart(wrapped)) == PLAIN
    assert take_apart(wrapped).key == take_apart(PLAIN).key
    assert (take_apart(wrapped).is_mistyped, take_apart(PLAIN).is_mistyped) == (True, False)
    several = PLAIN | {"callee_name": ["Ann", "Bo"], "news": ["one"], "duration": "30"}
    assert put_together(take_apart(several)) == several
    assert take_apart(several).duration == 30


@pytest.mark.parametrize("odd", [{"duration": "30"}, {"international": "true"}, {"site_name": 7}, {"site_name": {}}])
def test_values_of_another_type_are_told(odd: dict[str, Any]) -> None:
    assert take_apart(PLAIN | odd).is_mistyped


@pytest.mark.parametrize("odd", [{"site_name": None}, {"site_name": "\0"}, {"call_id": "0042"}, {"news": ["one"]}])
def test_values_that_are_only_odd_are_not(odd: dict[str, Any]) -> None:
    assert not take_apart(PLAIN | odd).is_mistyped


def test_a_record_of_the_older_form_keeps_its_name_for_the_id() -> None:
    row = {"id": PLAIN["call_history_uuid"], "start_time": PLAIN["start_time"]}
    parts = take_apart(row)
    assert parts.uuid == take_apart(PLAIN).uuid
    assert put_together(parts) == row


def test_later_calls_have_lower_keys_and_a_date_is_a_range_of_keys() -> None:
    early, late = (take_apart(PLAIN | {"start_time": f"2026-11-{day}T00:00:00Z"}) for day in (20, 21))
    assert late.key < early.key
    assert time_key(late.seconds) <= late.key < time_key(late.seconds - 1)


@pytest.mark.parametrize("text", ["", "x" * 45, "20261121-4CCC4AE5-bb84-4659-9758-970f680118c8", "2026112a" + "-" * 37])
def test_other_ids_have_no_bytes(text: str) -> None:
    assert uuid_bytes(text) is None


@given(st.integers(0, 99_999_999), st.uuids())
def test_ids_are_kept_in_twenty_bytes(date: int, uuid: Any) -> None:
    text = f"{date:08d}-{uuid}"
    made = uuid_bytes(text)
    assert made is not None
    assert len(made) == 20
    assert uuid_text(made) == text


def test_what_a_record_calls_a_secret_is_not_kept() -> None:
    assert "hush" not in (take_apart(PLAIN | {"password": "hush"}).extra or "")
