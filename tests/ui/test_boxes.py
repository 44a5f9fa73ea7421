"""Texts and boxes as they are laid out."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ztui.core.text import Display, display
from ztui.resources.cells import Viewer
from ztui.resources.registry import resource
from ztui.ui.screens.anatomy import heading_of
from ztui.ui.widgets.boxes import Boxed, Entry, frame_of, laid_out
from ztui.ui.widgets.paint import ASCII, UNICODE, Part, width_of
from ztui.ui.widgets.reader import wrapped

FRAME = frame_of(UNICODE)
SAFE = st.text(max_size=60).map(display)
BOXES = st.lists(
    st.builds(Boxed, SAFE, st.lists(st.builds(Entry, SAFE, SAFE), max_size=6).map(tuple)), min_size=1, max_size=5
)


def cells(line: tuple[Part, ...]) -> int:
    return sum(width_of(part.text) for part in line)


@example([" \u2e80"], 2)
@given(st.lists(SAFE, min_size=1, max_size=4), st.integers(2, 60))
def test_no_wrapped_line_is_wider_than_the_width_and_nothing_but_spaces_is_lost(texts: list[str], width: int) -> None:
    line = [Part(display(text)) for text in texts]
    rows = wrapped(line, width)
    assert rows
    assert all(cells(row) <= width for row in rows)
    before = "".join(part.text for part in line).replace(" ", "")
    after = "".join(part.text for row in rows for part in row).replace(" ", "")
    assert before == after


def test_a_text_breaks_between_words_and_what_follows_a_label_stands_below_its_value() -> None:
    rows = wrapped((Part(Display("Key  ")), Part(Display("opens the row under the cursor"))), 20)
    assert ["".join(part.text for part in row) for row in rows] == [
        "Key  opens the row",
        "     under the",
        "     cursor",
    ]


@given(BOXES, st.integers(20, 140))
def test_all_lines_of_boxes_are_as_wide_as_the_room(boxes: list[Boxed], width: int) -> None:
    assert all(cells(line) == width for line in laid_out(boxes, width, frame_of(UNICODE)))


def test_boxes_stand_side_by_side_from_76_cells_on() -> None:
    boxes = [Boxed(Display(name), (Entry(Display("A"), Display("b")),)) for name in ("One", "Two")]
    assert len(laid_out(boxes, 75, frame_of(UNICODE))) == 6
    assert len(laid_out(boxes, 76, frame_of(UNICODE))) == 3


def test_in_ascii_boxes_are_drawn_with_ascii() -> None:
    boxes = [Boxed(Display("One"), (Entry(Display("A"), Display("b" * 500)),))]
    text = "".join(part.text for line in laid_out(boxes, 40, frame_of(ASCII)) for part in line)
    assert text.isascii()


def test_a_value_of_thousands_takes_six_lines_at_most() -> None:
    boxes = [Boxed(Display("One"), (Entry(Display("A"), display("x" * 10_000)),))]
    assert len(laid_out(boxes, 40, frame_of(UNICODE))) == 8


def test_a_list_breaks_behind_its_commas_and_labels_between_their_words() -> None:
    entries = (
        Entry(Display("Extension ID"), Display("vWs8Q0lUU5orSKv-VzBSyw")),
        Entry(Display("Numbers"), Display("+1 415 555 0100, +44 20 7946 0102")),
    )
    lines = ["".join(part.text for part in line) for line in laid_out([Boxed(Display("Ids"), entries)], 37, FRAME)]
    assert lines[1:-1] == [
        "│ Extension  vWs8Q0lUU5orSKv-VzBSyw │",
        "│ ID                                │",
        "│ Numbers    +1 415 555 0100,       │",
        "│            +44 20 7946 0102       │",
    ]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"id": "u1", "name": "Ann", "extension_number": 101}, "Ann"),
        ({"id": "u1", "name": "", "email": "ann@acme.example", "extension_number": 101}, "ann@acme.example"),
        ({"id": "u1", "name": "", "extension_number": 101}, "(no name)"),
        ({"id": "u1", "name": "  ", "email": "ann@acme.example", "extension_number": 101}, "(no name)"),
        ({"id": "u1"}, "u1"),
    ],
)
def test_a_title_is_never_blank(row: dict[str, object], name: str) -> None:
    viewer = Viewer(ZoneInfo("UTC"), datetime(2026, 11, 21, tzinfo=UTC))
    assert heading_of(resource("users"), row, viewer).name == name
