from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.errors import UnknownName
from ztui.core.nearness import nearest

NAMES = (
    "call-queues",
    "queue-members",
    "call-history",
    "callQueueId",
    "users",
    "sites",
    "devices",
    "number_type",
    "site.name",
    "calling_plans[0].count",
)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("call-quees", "call-queues"),
        ("user", "users"),
        ("queue", "callQueueId"),
        ("MEMBERS", "queue-members"),
        ("si", "sites"),
        ("tpye", "number_type"),
        ("nmae", "site.name"),
        ("Stie", "site.name"),
        ("cuont", "calling_plans[0].count"),
    ],
)
def test_what_is_misspelt_cut_or_a_part_of_a_name_is_near_it(name: str, wanted: str) -> None:
    assert wanted in nearest(name, NAMES)


@pytest.mark.parametrize("name", ["", "ve", "xylophone"])
def test_what_tells_nothing_is_near_nothing(name: str) -> None:
    assert nearest(name, NAMES) == ()


@pytest.mark.parametrize(("name", "other"), [("nope", "no"), ("nonsense", "consents"), ("bogus", "hours")])
def test_what_shares_a_few_letters_is_not_near(name: str, other: str) -> None:
    assert nearest(name, [other]) == ()


@pytest.mark.parametrize(
    ("name", "meant"),
    [("usr", "user"), ("chek", "check"), ("nubmres", "numbers"), ("New York", "America/New_York"), ("CALLS", "calls")],
)
def test_a_slip_or_more_by_the_length_of_the_word_are_near(name: str, meant: str) -> None:
    assert nearest(name, [meant, "xylophone"]) == (meant,)


@given(st.text("abcdefghijklmnop", min_size=4, max_size=12), st.integers(0, 12), st.sampled_from("abcxyz"))
def test_a_name_with_a_letter_too_many_is_near(name: str, place: int, letter: str) -> None:
    assert nearest(name[:place] + letter + name[place:], [name]) == (name,)


def test_where_nothing_is_near_a_few_names_are_all_told() -> None:
    assert UnknownName("tab", "xyz", ("one", "two")).hint == "Known: one, two."
    assert UnknownName("tab", "tow", ("one", "two")).hint == "Did you mean two?"
    assert UnknownName("tab", "xyz", (f"name {number}" for number in range(7))).hint == ""
    assert UnknownName("tab", "xyz", map(str, range(7)), "'ztui list' has all.").hint == "'ztui list' has all."
    assert UnknownName("tab", "xyz", ("one", "two"), "'ztui list' has all.").hint == "Known: one, two."
