"""How snapshots are compared, on plain data."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.errors import ConfigError
from ztui.services.snapshots.differing import ADDED, CHANGED, GONE, compare
from ztui.services.snapshots.files import Part, Snapshot, read_snapshot, write_snapshot
from ztui.services.snapshots.shaping import shaped
from ztui.services.snapshots.telling import summary

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
WHOLE = Part("2026-11-21T14:05:00+00:00", complete=True)
PLAIN = st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=5)
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "name", "type", "settings", "weekday", "from"]), inner, max_size=3)
    ),
    max_leaves=6,
)
ROW = st.dictionaries(st.sampled_from(["name", "x", "y"]), VALUES, max_size=3)
ROWS = st.dictionaries(st.sampled_from(["q", "r"]), ROW, max_size=2)


def snapshot(objects: dict[str, dict[str, Any]], part: Part = WHOLE, resource: str = "call-queues") -> Snapshot:
    return Snapshot(AT, "acme", "", {resource: part}, {resource: objects})


def told(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, Any, Any]]:
    found = compare(snapshot({"q": before}), snapshot({"q": after}))
    return [(each.kind, each.field, each.before, each.after) for each in found.differences]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, [(CHANGED, "a", 1, 2)]),
        ({}, {"a": 2}, [(ADDED, "a", None, 2)]),
        ({"a_b": {"c": "x"}}, {"a_b": {}}, [(GONE, "a b > c", "x", None)]),
        ({"m": [{"id": "1"}, {"id": "2"}]}, {"m": [{"id": "2"}, {"id": "1"}]}, []),
        ({"m": [{"id": "1"}]}, {"m": [{"id": "1"}, {"id": "2", "level": "x"}]},
         [(ADDED, "m > 2", None, {"id": "2", "level": "x"})]),
        ({"m": [{"id": "1", "lev": "x"}]}, {"m": [{"id": "1", "lev": "y"}]}, [(CHANGED, "m > 1 > lev", "x", "y")]),
        ({"m": [1, 1]}, {"m": [1]}, [(GONE, "m", 1, None)]),
        ({"m": ["a", "b"]}, {"m": ["b", "c"]}, [(GONE, "m", "a", None), (ADDED, "m", None, "c")]),
        ({"m": [{"weekday": 2, "from": "08:00"}]}, {"m": [{"weekday": 2, "from": "09:00"}]},
         [(CHANGED, "m > Mon > from", "08:00", "09:00")]),
        ({"m": ["a"]}, {"m": "a"}, [(CHANGED, "m", ["a"], "a")]),
    ],
)  # fmt: skip
def test_fields_are_compared_by_what_tells_them_apart(
    before: dict[str, Any], after: dict[str, Any], found: list[tuple[str, str, Any, Any]]
) -> None:
    assert sorted(told(before, after), key=repr) == sorted(found, key=repr)


def test_what_one_side_has_not_read_is_not_gone() -> None:
    part = Part("", lacks="Call queues: never read")
    before = snapshot({"q": {"name": "One", "members": [1]}, "r": {"name": "Two"}})
    after = snapshot({"q": {"name": "Uno"}}, part)
    found = compare(before, after)
    assert [(each.field, each.kind) for each in found.differences] == [("name", CHANGED)]
    assert found.lacks == ("Call queues, in the second: never read",)


def test_ids_are_told_by_name() -> None:
    users = {"u1": {"name": "Ann", "extension_id": "e1"}}
    queues = {"q": {"name": "Support", "operator": "e1"}}
    parts = {"users": WHOLE, "call-queues": WHOLE}
    before = Snapshot(AT, "acme", "", parts, {"users": users, "call-queues": {"q": {"name": "Support"}}})
    after = Snapshot(AT, "acme", "", parts, {"users": users, "call-queues": queues})
    (one,) = compare(before, after).differences
    assert (one.field, one.after) == ("operator", "Ann")


@given(ROWS, ROWS)
def test_a_snapshot_is_equal_to_itself_and_differences_go_both_ways(
    one: dict[str, dict[str, Any]], other: dict[str, dict[str, Any]]
) -> None:
    first = snapshot({key: shaped("call-queues", row) for key, row in one.items()})
    second = snapshot({key: shaped("call-queues", row) for key, row in other.items()})
    assert compare(first, first).differences == ()
    there, back = compare(first, second).differences, compare(second, first).differences
    assert len(there) == len(back)
    assert bool(there) == (first.objects != second.objects)


@given(ROW)
def test_shaping_twice_is_shaping_once(row: dict[str, Any]) -> None:
    once = shaped("call-queues", row)
    assert shaped("call-queues", once) == once


def test_a_file_gives_back_what_was_written(tmp_path: Path) -> None:
    made = snapshot({"q": {"name": "Größe \u2028", "n": 1}})
    write_snapshot(tmp_path / "s.json", made)
    assert read_snapshot(tmp_path / "s.json") == made


def test_a_reference_keeps_its_id_alone_and_what_lives_is_left_out() -> None:
    row = {
        "name": "Support",
        "site": {"id": "s1", "name": "Denver"},
        "phone_numbers": [{"id": "n", "number": "+1"}],
        "members": {"users": [{"id": "u2", "name": "Bo", "receive_call": True, "level": "user"}, {"id": "u1"}]},
        "empty": "",
    }
    assert shaped("call-queues", row) == {
        "members": {"users": [{"id": "u1"}, {"id": "u2", "level": "user"}]},
        "name": "Support",
        "site": {"id": "s1"},
    }


def test_where_nothing_is_there_on_both_sides_it_says_so() -> None:
    part = Part("", lacks="Call queues: never read")
    found = compare(snapshot({}, part), snapshot({}, part))
    assert (found.is_empty, summary(found)) == (True, "nothing could be compared")
    assert found.lacks == ("Call queues, in both: never read",)
    some = compare(snapshot({"q": {"name": "One"}}, part), snapshot({"q": {"name": "One"}}))
    assert summary(some) == "no difference in what could be compared"
    assert summary(compare(snapshot({}), snapshot({}))) == "no difference"


def test_objects_of_which_no_part_tells_are_not_the_same_in_silence() -> None:
    strange = Snapshot(AT, "acme", "", {}, {"holograms": {"h": {"name": "One"}}})
    assert compare(strange, strange).lacks == ("holograms, in both: it does not say whether it has all of them",)


def test_snapshots_of_two_accounts_are_refused() -> None:
    with pytest.raises(ConfigError, match="two accounts"):
        compare(Snapshot(AT, "acme", "one"), Snapshot(AT, "acme", "other"))
    assert compare(Snapshot(AT, "acme", ""), Snapshot(AT, "acme", "other")).differences == ()
