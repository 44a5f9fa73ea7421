from __future__ import annotations

import pytest

from ztui.core.errors import UnknownName, nearest

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


def test_where_nothing_is_near_a_few_names_are_all_told() -> None:
    assert UnknownName("tab", "xyz", ("one", "two")).hint == "Known: one, two."
    assert UnknownName("tab", "tow", ("one", "two")).hint == "Did you mean two?"
    assert UnknownName("tab", "xyz", (f"name {number}" for number in range(7))).hint == ""
