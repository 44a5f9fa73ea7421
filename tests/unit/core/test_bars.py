"""What is drawn of numbers has the length that they ask for, and nothing that is there is drawn as nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ztui.core.bars import SHADES, bar, parts_of, scaled, shade, sparks

NUMBERS = st.integers(0, 10**7)
CELLS = st.integers(0, 120)


@given(NUMBERS, NUMBERS, CELLS, st.booleans())
def test_a_bar_fills_its_share_and_no_more(value: int, most: int, cells: int, ascii: bool) -> None:
    drawn = bar(value, most, cells, ascii=ascii)
    assert len(drawn) <= cells
    assert bool(drawn) == (min(value, most, cells) > 0)
    assert drawn.isascii() or not ascii
    if drawn and value >= most:
        assert drawn == ("#" if ascii else "█") * cells


@given(st.lists(NUMBERS, min_size=1, max_size=5), st.integers(1, 10**8), CELLS)
def test_the_parts_of_a_bar_make_up_the_whole(values: list[int], most: int, cells: int) -> None:
    found = parts_of(values, most, cells)
    whole = sum(values)
    assert len(found) == len(values)
    assert min(found) >= 0
    assert sum(found) <= cells
    assert (sum(found) > 0) == (whole > 0 and cells > 0)
    for value, length in zip(values, found, strict=True):
        assert value or not length
        assert not whole or abs(length - sum(found) * value / whole) <= 1


@given(st.lists(st.integers(0, 1000), max_size=30), st.booleans())
def test_sparks_have_the_order_of_the_values(values: list[int], ascii: bool) -> None:
    drawn = sparks(values, ascii=ascii)
    order = "_.:-=+*%#" if ascii else "·▁▂▃▄▅▆▇█"
    heights = [order.index(each) for each in drawn]
    assert len(drawn) == len(values)
    for value, height in zip(values, heights, strict=True):
        assert (height == 0) == (value == 0)
        assert all(other_height >= height for other, other_height in zip(values, heights, strict=True) if other > value)


@given(st.integers(1, 10**6), st.booleans())
def test_shades_go_from_nothing_to_the_greatest(most: int, ascii: bool) -> None:
    drawn = [shade(value, most, ascii=ascii) for value in (0, 1, most)]
    assert drawn[0] == SHADES[ascii][0]
    assert drawn[1] != SHADES[ascii][0]
    assert drawn[2] == SHADES[ascii][4]


@given(st.lists(NUMBERS, max_size=9), st.integers(1, 4))
def test_numbers_in_units_fit(values: list[int], digits: int) -> None:
    unit = scaled(values, digits)
    assert all(len(str(round(each / unit))) <= digits for each in values)
    assert unit == 1 or round(max(values) / (unit // 10)) >= 10**digits
