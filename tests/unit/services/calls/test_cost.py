"""What a sync costs, in words."""

from __future__ import annotations

import pytest

from ztui.services.calls.cost import Cost, Progress, pages_of


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        (Cost(42, 12_500, 8.6, 29_000, 30_000), "42 heavy requests, 0.1 % of today's pot, about 9 s"),
        (Cost(1, 200, 0.1, 30_000, 30_000), "1 heavy request, under 0.1 % of today's pot, about 1 s"),
        (Cost(3_400, 1_000_000, 340, 15_000, 15_000), "3,400 heavy requests, 22.7 % of today's pot, about 5:40 min"),
        (Cost(40_000, 12_000_000, 4_000), "40,000 heavy requests, about 1:06:40 h"),
    ],
)
def test_a_cost_is_said_in_one_line(cost: Cost, said: str) -> None:
    assert str(cost) == said


def test_a_cost_is_too_much_when_the_pot_has_less() -> None:
    assert Cost(10, 0, 0, 9, 30_000).is_too_much
    assert not Cost(9, 0, 0, 9, 30_000).is_too_much
    assert not Cost(1_000_000, 0, 0).is_too_much
    assert Cost(1_000_000, 0, 0).percent == 0


def test_pages_are_counted_with_the_one_that_is_not_full() -> None:
    assert [pages_of(each) for each in (0, 1, 300, 301, 900)] == [1, 1, 1, 2, 3]


def test_progress_is_a_share_of_what_is_there_and_to_come() -> None:
    assert Progress(300, 1, Cost(3, 900, 1)).share == 0.25
    assert Progress(0, 1, Cost(0, 0, 0)).share == 1.0
