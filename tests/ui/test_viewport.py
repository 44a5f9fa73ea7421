"""How rows and the lines of their days are laid out."""

from __future__ import annotations

import pytest

from ztui.core.text import Display
from ztui.ui.widgets.source import PaintedRow, RowPages
from ztui.ui.widgets.viewport import DAY, NOTHING, Viewport


class Days:
    """Rows that are told apart by their day alone."""

    generation = 0

    def __init__(self, days: str) -> None:
        self.days = days
        self.count = len(days)

    def window(self, start: int, count: int) -> list[tuple[int, str]]:
        return list(enumerate(self.days))[start : start + count]

    def paint(self, item: tuple[int, str], columns: object) -> PaintedRow:
        return PaintedRow(str(item[0]), (), Display(item[1]))


@pytest.mark.parametrize(
    ("room", "lines"),
    [
        (6, [DAY, 0, 1, DAY, 2, 3]),
        (5, [DAY, 0, 1, DAY, 2]),
        (4, [DAY, 0, 1, NOTHING]),  # the next row would stand under the day of others
        (3, [DAY, 0, 1]),
        (1, [0]),
    ],
)
def test_no_row_stands_under_another_day(room: int, lines: list[int]) -> None:
    view = Viewport(RowPages(Days("aabb")), room)
    view.settle()
    assert view.lines == lines


@pytest.mark.parametrize("cursor", range(6))
@pytest.mark.parametrize("room", range(1, 9))
def test_the_cursor_is_always_seen(room: int, cursor: int) -> None:
    view = Viewport(RowPages(Days("abbccc")), room, 0, cursor)
    view.settle()
    assert cursor in view.lines
    assert len(view.lines) == room
