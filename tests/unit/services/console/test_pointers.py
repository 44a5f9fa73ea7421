from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.services.console.pointers import field_of, steps_of

names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,5}", fullmatch=True)


@pytest.mark.parametrize(
    ("field", "steps"),
    [
        ("", ()),
        ("name", ("name",)),
        ("members.users[0].id", ("members", "users", 0, "id")),
        ("members.users.0.id", ("members", "users", 0, "id")),
        ("members['users'][0]", ("members", "users", 0)),
        ("[2].number", (2, "number")),
        ("ids[]", ("ids",)),
        ("..a..", ("a",)),
    ],
)
def test_a_field_is_read_however_it_is_written(field: str, steps: tuple[str | int, ...]) -> None:
    assert steps_of(field) == steps


@given(st.tuples(names, st.lists(st.one_of(names, st.integers(0, 999)), max_size=5)))
def test_what_is_written_is_read_back(parts: tuple[str, list[str | int]]) -> None:
    steps = (parts[0], *parts[1])
    assert steps_of(field_of(steps)) == steps


@given(st.text(max_size=40))
def test_no_text_crashes(field: str) -> None:
    assert all(isinstance(each, int) or each for each in steps_of(field))
