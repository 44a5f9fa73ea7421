"""Raw JSON and long texts: whole, and only what is in sight is made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App

from ztui.core.json_text import json_text
from ztui.core.text import Display, display
from ztui.ui.screens.raw import PIECE, RawLines
from ztui.ui.widgets.paint import Part
from ztui.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from textual.app import ComposeResult

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def text_of(lines: RawLines) -> str:
    return "\n".join("".join(part.text for part in line) for line in lines)


@given(st.dictionaries(st.text(max_size=8), VALUES, max_size=5))
def test_raw_lines_are_the_json_made_safe(row: dict[str, Any]) -> None:
    assert text_of(RawLines(row)) == "\n".join(map(display, json_text(row, indent=2).split("\n")))


def test_a_long_text_is_whole_in_pieces_that_are_taken_for_no_members() -> None:
    name = '"x": ' * PIECE
    lines = RawLines({"name": name})
    assert all(len("".join(part.text for part in line)) <= PIECE for line in lines)
    assert "".join("".join(part.text for part in line) for line in list(lines)[1:-1]).endswith(json.dumps(name))
    assert sum(len(line) > 1 for line in lines) == 1


def test_what_is_long_is_written_when_it_is_looked_at() -> None:
    lines = RawLines({"name": "x" * 200_000}, {"site": "Main"})
    heavy = [lines.is_heavy]
    lines.write()
    assert [*heavy, lines.is_heavy] == [True, False]
    assert lines[-2] == (Part(Display("  ")), Part(Display('"site": '), "label"), Part(Display('"Main"')))
    assert not RawLines({"name": "x" * 2_000}).is_heavy


class Counted(list[tuple[Part, ...]]):
    """Lines that count how many were asked for."""

    asked = 0

    def __getitem__(self, at: Any) -> Any:
        self.asked += 1
        return super().__getitem__(at)


class Reading(App[None]):
    """A reader alone."""

    def compose(self) -> ComposeResult:
        yield Reader()


async def test_of_a_million_lines_those_in_sight_are_wrapped_also_at_the_end_and_on_the_way_back() -> None:
    app = Reading()
    async with app.run_test(size=(20, 10)) as pilot:
        reader = app.query_one(Reader)
        lines = Counted([(Part(Display(f"{number} {'word ' * 5}")),) for number in range(3)] * 300_000)
        reader.show(lines)
        reader.focus()
        await pilot.press("G", "up", "pageup", "pagedown", "pagedown")
        assert reader.render_line(9).text.split() == ["word", "word"]
        await pilot.press("g", "down")
        assert reader.render_line(0).text.split()[0] == "word"
        assert lines.asked < 200
        await pilot.resize_terminal(40, 10)
        assert reader.render_line(0).text.startswith(("0 word", "1 word"))
        assert lines.asked < 300


async def test_the_place_in_a_text_is_kept_where_it_is_there_and_the_end_fills_the_height() -> None:
    app = Reading()
    async with app.run_test(size=(20, 10)) as pilot:
        reader = app.query_one(Reader)
        reader.show([(Part(Display(str(number))),) for number in range(30)])
        reader.focus()
        await pilot.press("G")
        assert (reader.top, reader.below) == (20, 0)
        reader.show([(Part(Display(str(number))),) for number in range(12)], keep=True)
        assert (reader.top, reader.below) == (2, 0)
        await pilot.press("g")
        assert (reader.top, reader.below) == (0, 2)
