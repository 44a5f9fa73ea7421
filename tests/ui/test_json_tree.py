"""A JSON value as lines that fold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE_NAMES
from ztui.core.text import display
from ztui.ui.widgets.json_tree import GROUP, JsonTree, TreePath, found_in, path_text

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
)


def lines(tree: JsonTree) -> list[str]:
    return ["".join(part.text for part in tree.line(at, 80)[0]).rstrip() for at in range(tree.count)]


def value_at(value: Any, path: TreePath) -> Any:
    for each in path:
        value = value[each]
    return value


def test_what_is_small_is_unfolded_and_rows_have_a_glance() -> None:
    tree = JsonTree({"users": [{"name": "Ann", "id": "u1", "site": {"id": "s1"}}], "total_records": 1})
    assert lines(tree)[0].endswith("users 1 element")
    assert "    name Ann" in "\n".join(lines(tree))
    at = tree.reveal(("users", 0))
    tree.toggle(at)
    assert lines(tree)[at].endswith("0 Ann · u1")


def test_many_elements_are_grouped_so_that_unfolding_is_bounded() -> None:
    tree = JsonTree({"rows": [{"n": at} for at in range(2_500_000)]})
    assert tree.count == 4
    tree.unfold(1)
    assert tree.count == 4 + GROUP
    position = tree.reveal(("rows", 1_234_567, "n"))
    assert lines(tree)[position].endswith("n 1234567")
    assert tree.count < 4 * GROUP


def test_folding_goes_to_what_holds_the_line() -> None:
    tree = JsonTree({"a": {"b": {"c": 1}}, "d": 2})
    deepest = tree.reveal(("a", "b", "c"))
    above = tree.fold(deepest)
    assert above == tree.reveal(("a", "b"))
    assert lines(tree)[above].split()[1] == "b"
    assert tree.fold(above) == above
    assert tree.count == 3


@given(VALUES)
def test_every_leaf_is_found_and_can_be_revealed(value: Any) -> None:
    for path, leaf in found_in(value, "", most=50):
        assert value_at(value, path) == leaf
        tree = JsonTree(value)
        position = tree.reveal(path)
        assert tree.value_at(position) == leaf


@given(VALUES, st.lists(st.integers(0, 60), max_size=20))
def test_folding_and_unfolding_leaves_a_tree(value: Any, moves: list[int]) -> None:
    tree = JsonTree(value)
    for move in moves:
        tree.toggle(move % tree.count)
    paths = [path for path, _ in found_in(value, "", most=50)]
    for path in paths:
        tree.reveal(path)
    places = [tree.reveal(path) for path in paths]
    assert places == sorted(set(places))
    assert [tree.value_at(at) for at in places] == [value_at(value, path) for path in paths]


def test_words_are_looked_for_in_paths_and_values() -> None:
    value = {"users": [{"name": "Ann Brück"}, {"name": "Bo"}], "other": "ann"}
    assert [path for path, _leaf in found_in(value, "ann bruck", most=9)] == [("users", 0, "name")]
    assert [path_text(path) for path, _leaf in found_in(value, "name !ann", most=9)] == ["users[1].name"]
    assert len(found_in(value, "", most=2)) == 2
    assert found_in({"rows": list(range(9_000))}, "8999", most=9, stopped=lambda: True) == []


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_foreign_text_is_harmless(name: str) -> None:
    tree = JsonTree({name: name, "rows": [{"name": name}]})
    text = "".join(lines(tree))
    assert text == display(text, longest=100_000)


def test_a_value_that_holds_nothing_is_one_line() -> None:
    values: tuple[Any, ...] = (None, 1, "x", [], {}, True)
    for value in values:
        assert JsonTree(value).count == 1
