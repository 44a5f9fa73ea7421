"""Ladders as lines of text: they fit any width, show every leg, and hold nothing that a terminal obeys."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.call_legs import CALLER, CALLS, QUEUE, call, leg, party
from tests.hostile import HOSTILE_NAMES
from tests.unit.services.calls.test_ladder import LEGS
from ztui.core.text import display
from ztui.resources.cells import Viewer
from ztui.services.calls.drawing import Drawing, draw
from ztui.services.calls.ladder import ladder_of
from ztui.services.calls.steps import Step
from ztui.services.calls.telling import details_of_call, details_of_leg, events_as_data

ZONE = ZoneInfo("America/Los_Angeles")
UNICODE = Viewer(ZONE, datetime(2026, 11, 21, 14, tzinfo=UTC))
PLAIN = Viewer(ZONE, datetime(2026, 11, 21, 14, tzinfo=UTC), ascii=True)
WIDTHS = (0, 1, 7, 20, 40, 60, 76, 100, 116, 250)


def lines_of(drawing: Drawing) -> list[str]:
    return ["".join(span.text for span in line) for line in (*drawing.heads, *drawing.lines)]


def test_a_ladder_has_columns_and_words_on_its_arrows() -> None:
    drawn = draw(ladder_of(CALLS["second-member"]), 76, UNICODE).text.splitlines()
    assert drawn[0].split() == ["TIME", "PST", "Ann", "Smith", "Support", "Bo", "Lind", "Cleo", "Marsh"]
    assert drawn[1].split()[-3:] == ["8200", "8111", "8112"]
    assert drawn[2] == "13:36:55         │──incoming──▶│             │             │"
    assert drawn[4] == "13:37:30         │             │◀─no answer──│             │            20 s"
    assert drawn[-1].split("  ")[0:2] == ["13:40:12", "call ended"]
    assert drawn[-1].endswith("wait 0:54  talk 2:23  hold 0:25")


def test_plain_signs_are_ascii() -> None:
    assert draw(ladder_of(CALLS["to-voicemail"]), 60, PLAIN).text.isascii()
    assert (
        draw(ladder_of(CALLS["second-member"]), 76, PLAIN)
        .text.splitlines()[2]
        .endswith("|--incoming-->|             |             |")
    )


def test_narrow_columns_have_numbers_and_the_words_beside_them() -> None:
    drawn = draw(ladder_of(CALLS["to-voicemail"]), 76, UNICODE).text.splitlines()
    assert drawn[0].split() == ["TIME", "PST", "1", "2", "3", "4", "5", "6"]
    assert any("overflow → Front desk" in line and line.endswith("1:00") for line in drawn)


def test_where_no_columns_fit_both_parties_are_named() -> None:
    drawn = draw(ladder_of(CALLS["to-voicemail"]), 50, UNICODE).text
    assert "│" not in drawn
    assert "ring  Support → Bo Lind" in drawn


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("viewer", [UNICODE, PLAIN], ids=["unicode", "plain"])
def test_every_kind_of_call_fits_any_width_and_shows_every_leg(name: str, viewer: Viewer) -> None:
    ladder = ladder_of(CALLS[name])
    for width in WIDTHS:
        drawing = draw(ladder, width, viewer)
        assert len(drawing.lines) == len(ladder.events)
        assert all(cell_len(line) <= width for line in lines_of(drawing)), width
    assert {each.leg for each in ladder.events} == {None, *range(len(ladder.legs))}


@given(LEGS, st.integers(0, 130), st.booleans())
def test_any_legs_fit_any_width_without_control_characters(legs: list[dict[str, Any]], width: int, plain: bool) -> None:
    ladder = ladder_of({"call_elements": legs})
    viewer = PLAIN if plain else UNICODE
    lines = lines_of(draw(ladder, width, viewer))
    assert all(cell_len(line) <= width for line in lines)
    assert len(lines) == len(ladder.events) + 2
    begun = [each.leg for each in ladder.events if each.step is Step.BEGINS]
    assert sorted(each for each in begun if each is not None) == list(range(len(ladder.legs)))
    told = [text for each in range(len(ladder.legs)) for pair in details_of_leg(ladder, each, viewer) for text in pair]
    told += [text for pair in details_of_call(ladder, viewer) for text in pair]
    assert not {char for line in (*lines, *told) for char in line if unicodedata.category(char) in {"Cc", "Cs", "Zl"}}


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def test_a_hostile_name_is_shown_harmless_and_keeps_its_place(name: str) -> None:
    legs = [leg(1, "incoming", name, "10:00:00", "10:00:10", {**CALLER, "name": name}, QUEUE, press_key=name)]
    ladder = ladder_of(call("hostile", "inbound", "10:00:00", "10:00:10", legs))
    for width in (40, 76):
        for line in lines_of(draw(ladder, width, UNICODE)):
            assert line == display(line)
            assert cell_len(line) <= width


def test_sixty_legs_of_sixty_parties_are_all_there() -> None:
    legs = [
        leg(at, "ring_to_member", "no_answer", f"10:{at:02}:00", f"10:{at:02}:20", CALLER, party(f"M{at}", f"9{at:02}"))
        for at in range(60)
    ]
    drawing = draw(ladder_of(call("many", "inbound", "10:00:00", "10:59:20", legs)), 76, UNICODE)
    text = drawing.text
    assert all(f" M{at} " in f"{text.replace(chr(10), ' ')} " for at in range(60))
    assert len(drawing.lines) == 121


def test_events_as_data_tell_time_text_and_places_from_one() -> None:
    events = events_as_data(ladder_of(CALLS["second-member"]))
    assert events[2] == {
        "time": "2026-11-20T21:37:30Z", "event": "result", "text": "no answer", "leg": 2, "from": 3, "to": 2,
        "seconds": 20,
    }  # fmt: skip
    assert events[-1]["event"] == Step.CALL_ENDED
    assert events[-1]["leg"] is None
