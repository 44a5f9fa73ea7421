"""Bodies of answers that are JSON, nearly JSON, or meant to do harm."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ztui.zoom.parsing import TOO_DEEP, parse

LEAVES = (
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False, allow_infinity=False) | some.text()
)
VALUES = some.recursive(LEAVES, lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner), max_leaves=20)


@given(VALUES)
def test_what_is_json_is_read_as_it_is(value: object) -> None:
    assert parse(json.dumps(value).encode()) == (value, ())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": NaN, "b": 1}', {"a": None, "b": 1}),
        ('{"a": -Infinity, "b": 1}', {"a": None, "b": 1}),
        ('{"a": 1e999, "b": 1.5}', {"a": None, "b": 1.5}),
        ('{"a": -1e999, "b": [2]}', {"a": None, "b": [2]}),
        ('{"a": %s, "b": 12, "c": 2.5}' % ("9" * 5000), {"a": None, "b": 12, "c": 2.5}),
        ('{"a": -%s}' % ("9" * 100_000), {"a": None}),
    ],
)
def test_a_number_that_no_machine_has_costs_its_value_and_is_told(text: str, value: object) -> None:
    read, odd = parse(text.encode())
    assert read == value
    assert len(odd) == 1
    assert "read as null" in odd[0]


def test_a_number_beyond_64_bits_is_kept_as_it_was_sent() -> None:
    assert parse(b'{"id": 18446744073709551616}') == ({"id": 18446744073709551616}, ())


def test_of_two_values_of_one_name_the_last_is_taken() -> None:
    assert parse(b'{"id": "1", "id": "2"}') == ({"id": "2"}, ())


def test_a_mark_before_the_text_is_no_part_of_it() -> None:
    assert parse(b'\xef\xbb\xbf{"a": 1}') == ({"a": 1}, ())


def test_bytes_that_are_no_utf_8_cost_themselves_and_are_told() -> None:
    value, odd = parse(b'{"name": "Zo\xeb", "id": "1"}')
    assert value == {"name": "Zo\ufffd", "id": "1"}
    assert len(odd) == 1


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_what_is_nested_too_deeply_is_refused_and_kills_nothing(opening: str) -> None:
    with pytest.raises(ValueError, match=TOO_DEEP):
        parse(opening.encode() * 200_000)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"a": 1', b'{"a": 1} {"b": 2}', b"\xff\xfe", b'{"a": %s' % (b"9" * 5000)]
)
def test_what_is_no_json_is_said(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (of which kind is the reader's own matter)
        parse(body)
