"""Two calls beside each other: both ladders whole, nothing wider than there is room, and what differs told as it is."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.call_legs import CALLS
from tests.unit.services.calls.test_ladder import LEGS
from ztui.resources.cells import Viewer
from ztui.services.calls.beside import BESIDE, beside_lines, compared, difference_lines
from ztui.services.calls.ladder import ladder_of
from ztui.services.calls.quality import Heard, Quality

if TYPE_CHECKING:
    from ztui.services.calls.drawing import Line

ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 11, 21, 14, tzinfo=UTC)
UNICODE, PLAIN = Viewer(ZONE, NOW), Viewer(ZONE, NOW, ascii=True)


def text(lines: list[Line]) -> list[str]:
    return ["".join(span.text for span in line) for line in lines]


def told(one: str, other: str) -> dict[str, tuple[str, str]]:
    found = compared(ladder_of(CALLS[one]), ladder_of(CALLS[other]), UNICODE)
    return {each.label: (each.one, each.other) for each in found}


def test_path_times_result_and_trunk_are_compared() -> None:
    found = told("to-voicemail", "second-member")
    assert found["path"] == ("Main menu → Support → Front desk", "Support → Cleo Marsh")
    assert found["result"] == ("voicemail", "answered")
    assert found["trunk"] == ("", "west-byoc-1")
    assert found["lasted"] == ("1:56", "3:17")
    assert found["talk"] == ("", "2:23")
    assert found["voicemails"] == ("1", "")
    assert all(one == other for one, other in told("transfer", "transfer").values())


def test_who_only_rang_beside_others_is_no_part_of_the_path() -> None:
    assert "Bo Lind" not in told("second-member", "second-member")["path"][0]
    assert told("outbound", "outbound")["path"][0] == "+39 06 6981 2345"


def test_quality_is_compared_where_it_was_asked_for() -> None:
    ladder = ladder_of(CALLS["transfer"])
    good, bad = (Quality({"caller": Heard(mos=mos, worst_mos=mos)}, "", {}) for mos in (4.2, 2.1))
    found = compared(ladder, ladder, UNICODE, (good, bad))
    heard = next(each for each in found if each.label == "heard")
    assert (heard.one, heard.other) == ("caller MOS 4.2 (min 4.2)", "caller MOS 2.1 (min 2.1)")
    assert "heard" not in {each.label for each in compared(ladder, ladder, UNICODE)}


def test_what_is_the_same_stands_in_one_sentence_below() -> None:
    found = compared(ladder_of(CALLS["transfer"]), ladder_of(CALLS["outbound"]), UNICODE)
    lines = text(difference_lines(found, 80))
    assert any(line.startswith("The same: ") and "site Main Site" in " ".join(lines) for line in lines)
    assert not any(line.startswith("site") for line in lines)


def test_a_call_without_legs_says_so_beside_one_that_has_some() -> None:
    bare = ladder_of({name: value for name, value in CALLS["transfer"].items() if name != "call_elements"})
    lines = text(beside_lines(bare, ladder_of(CALLS["outbound"]), 120, UNICODE))
    assert "Zoom tells no legs of this call." in lines[1]
    assert "call ended" in lines[-1]


@pytest.mark.parametrize("viewer", [UNICODE, PLAIN], ids=["unicode", "plain"])
@pytest.mark.parametrize("width", [20, 80, BESIDE, 120, 200])
def test_every_pair_of_calls_is_whole_and_fits(viewer: Viewer, width: int) -> None:
    names = list(CALLS)
    for one, other in zip(names, names[1:] + names[:1], strict=True):
        first, second = ladder_of(CALLS[one]), ladder_of(CALLS[other])
        lines = text(beside_lines(first, second, width, viewer))
        both = [len(each.events) + 3 for each in (first, second)]
        assert len(lines) == (max(both) if width >= BESIDE else sum(both) + 1)
        differences = text(difference_lines(compared(first, second, viewer), width, ascii=viewer.ascii))
        assert max(map(cell_len, lines)) <= width
        assert max(map(cell_len, differences)) <= max(width, 50)


@given(LEGS, LEGS, st.integers(40, 160), st.booleans())
def test_any_two_calls_fit_any_width_without_control_characters(
    one: list[dict[str, Any]], other: list[dict[str, Any]], width: int, plain: bool
) -> None:
    viewer = PLAIN if plain else UNICODE
    first, second = ladder_of({"call_elements": one}), ladder_of({"call_elements": other})
    lines = text(beside_lines(first, second, width, viewer))
    lines += text(difference_lines(compared(first, second, viewer), width, ascii=plain))
    assert all(cell_len(line) <= width for line in lines)
    assert not {char for line in lines for char in line if unicodedata.category(char) in {"Cc", "Cs", "Zl"}}
