"""What the terminal shows is the same whether it gets what Textual sends or what differs: frames made at random."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.unit.terminal.updates import Terminals, is_sure, piece, strip, update, width
from ztui.ui.terminal.driver.capabilities import Capabilities

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

COLUMNS, ROWS = 24, 9
CODES = (
    "",
    "1",
    "31",
    "1;4;38;5;11",
    "38;5;9;48;5;17",
    "48;5;17",
    "7",
    "4",
    "9;48;2;1;2;3",
    "3;38;2;9;8;7",
    "2;1",
    "100",
)
SURE = ("a", "word", " ", "    ", "            ", "漢字", "ü", "│─┌┐", "█▆", "…•▌", "Ω", "カ")
DOUBTFUL = ("e\u0301", "👍", "👩\u200d💻", "☎\ufe0f", "🇩🇪", "한\u0301", "⚠", "→", "x\u0302\u0303")

Row = list[tuple[str, str]]
capabilities = st.builds(Capabilities, **{each.name: st.booleans() for each in fields(Capabilities)})


@st.composite
def rows(draw: DrawFn, columns: int, words: tuple[str, ...] = SURE) -> Row:
    """Give a row of segments that is full."""
    found: Row = []
    left = columns
    for codes, text in draw(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(words)), max_size=8)):
        if width(text) <= left:
            found.append((codes, text))
            left -= width(text)
    if left:
        found.append((draw(st.sampled_from(CODES)), " " * left))
    return found


def layout(shown: list[Row]) -> str:
    return update(piece(y, 0, strip(*row)) for y, row in enumerate(shown))


def is_sure_row(row: Row) -> bool:
    return all(is_sure(text) for _, text in row)


def scrolled(draw: DrawFn, shown: list[Row], columns: int) -> list[Row]:
    """Scroll a part of the screen, and let the bar of the cursor stay where it was."""
    top = draw(st.integers(0, len(shown) - 3))
    bottom = draw(st.integers(top + 2, len(shown) - 1))
    by = draw(st.integers(1, bottom - top))
    come = [draw(rows(columns)) for _ in range(by)]
    part = shown[top : bottom + 1]
    part = part[by:] + come if draw(st.booleans()) else come + part[:-by]
    at = draw(st.integers(0, len(part) - 1))
    part[at] = [(f"{codes};48;5;60".lstrip(";"), text) for codes, text in part[at]]
    return [*shown[:top], *part, *shown[bottom + 1 :]]


def inserted(draw: DrawFn, row: Row, columns: int) -> Row:
    """Put words of other lengths into a row, before what stands in it."""
    words = draw(rows(draw(st.integers(1, 6))))
    found: Row = []
    left = columns
    for codes, text in [*words, *row]:
        if width(text) > left:
            break
        found.append((codes, text))
        left -= width(text)
    return [*found, ("", " " * left)] if left else found


@st.composite
def stories(draw: DrawFn) -> list[tuple[tuple[int, int], list[Row], str]]:
    """Give what is shown one after the other, and the update that shows it: all of it, or what differs of it."""
    size = (COLUMNS, ROWS)
    shown = [draw(rows(size[0])) for _ in range(size[1])]
    story = [(size, shown, layout(shown))]
    for kind in draw(
        st.lists(st.sampled_from(("row", "word", "doubtful", "scroll", "box", "page", "resize", "again")), max_size=8)
    ):
        before = shown
        shown = list(shown)
        match kind:
            case "row":
                shown[draw(st.integers(0, size[1] - 1))] = draw(rows(size[0]))
            case "doubtful":
                shown[draw(st.integers(0, size[1] - 1))] = draw(rows(size[0], SURE + DOUBTFUL))
            case "scroll":
                shown = scrolled(draw, shown, size[0])
            case "word":
                at = draw(st.integers(0, size[1] - 1))
                shown[at] = inserted(draw, shown[at], size[0])
            case "page":
                shown = [draw(rows(size[0])) for _ in range(size[1])]
            case "resize":
                size = draw(st.sampled_from([(COLUMNS, ROWS), (17, 5), (40, 12), (COLUMNS, 5)]))
                shown = [draw(rows(size[0])) for _ in range(size[1])]
        if kind == "box":
            story.append((size, shown, ""))
        elif kind in ("resize", "again") or draw(st.booleans()):
            story.append((size, shown, layout(shown)))
        else:
            pieces = [piece(y, 0, strip(*row)) for y, row in enumerate(shown) if row != before[y]]
            story.append((size, shown, update(pieces) if pieces else layout(shown)))
    return story


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(story=stories(), can=capabilities, colored=st.booleans(), data=st.data())
def test_differences_show_what_the_whole_shows(story: Any, can: Capabilities, colored: bool, data: Any) -> None:
    terminals = Terminals.of((COLUMNS, ROWS), can, erases_colored=colored or can.erase_colored)
    for size, shown, sent in story:
        if size != terminals.size:
            terminals.resize(size)
        if sent:
            terminals.show(sent)
        else:
            box(terminals, data)
            continue
        sure = [y for y, row in enumerate(shown) if is_sure_row(row)]
        assert terminals.differences(sure) == []


def box(terminals: Terminals, data: Any) -> None:
    """Lay a box over the middle and take nothing away: pieces that begin and end within rows, also in wide letters."""
    columns, lines = terminals.size
    left = data.draw(st.integers(0, columns - 4))
    right = data.draw(st.integers(left + 2, columns))
    top = data.draw(st.integers(0, lines - 1))
    inside = right - left - 2
    texts = [strip(("35", "┌" + "─" * inside + "┐")), strip(("", "│"), ("48;5;20", " " * inside), ("", "│"))]
    pieces = [piece(y, left, text) for y, text in enumerate(texts, top) if y < lines]
    before = [terminals.own.row(y) for y in range(lines)]
    terminals.show(update(pieces))
    sure = [y for y, text in enumerate(before) if is_sure(text)]
    assert terminals.differences(sure) == []
