"""Presets of the list of calls: a letter narrows it, the breadcrumb says so, and `:calls` takes the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.resources.call_history import CALL_HISTORY
from ztui.services.filters_chips import chips_in, named_chips, toggled

if TYPE_CHECKING:
    from collections.abc import Callable

Opened = Any
CHIPS = {each.names[0]: each for each in CALL_HISTORY.chips}


def boxes(lines: list[str]) -> list[str]:
    """Give the titles of what has its box on."""
    found = [each.partition("[x] ")[2] for each in lines if "[x] " in each]
    return [each[3:30].split("  ")[0].strip() for each in found]


async def test_letters_put_chips_in_and_take_them_out_and_the_breadcrumb_says_which(
    house: Callable[..., Opened],
) -> None:
    async with house() as on:
        everything = on.screen.pane.count
        await on.press("m", "m")
        assert on.lines()[2].startswith(" Calls ▸ last 24 hours ▸ /outcome=missed ")
        missed = on.screen.pane.count
        assert 0 < missed < everything
        await on.press("m", "v")
        assert on.screen.pane.view.filter == "outcome=missed result=voicemail"
        assert 0 < on.screen.pane.count < missed
        await on.press("m")
        assert boxes(on.lines()) == ["Last 24 hours", "Missed", "Went to voicemail"]
        await on.press("a")
        assert on.screen.pane.view.filter == "result=voicemail outcome=answered"
        await on.press("m", "a", "m", "v")
        assert on.screen.pane.view.filter == ""
        assert on.screen.pane.count == everything


async def test_space_switches_and_the_box_stays(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await on.press("m", *("down",) * 5, "space", "down", "space", "down", "space")
        assert boxes(on.lines()) == ["Last 24 hours", "Outbound", "Missed"]
        await on.press("escape")
        assert on.screen.pane.view.filter == "dir=out outcome=missed"
        assert on.screen.pane.count == 0


async def test_what_else_is_typed_stays_and_a_filter_that_cannot_be_read_is_not_lost(
    house: Callable[..., Opened],
) -> None:
    async with house() as on:
        await on.type("/ann dur>10")
        await on.press("enter", "m", "i")
        assert on.screen.pane.view.filter == "ann dur>10 dir=in"
        await on.press("escape")
        assert on.screen.pane.view.filter == ""


async def test_windows_are_a_letter_away(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await on.press("m", "m")
        await on.press("m", "1")
        assert on.lines()[2].startswith(" Calls ▸ today ▸ /outcome=missed")
        await on.press("m", "3")
        assert on.lines()[2].startswith(" Calls ▸ last 7 days ▸ /outcome=missed")
        await on.press("m")
        assert boxes(on.lines()) == ["Last 7 days", "Missed"]
        await on.press("5")
        assert any("Window of calls" in each for each in on.lines())


async def test_only_lists_with_presets_have_the_key(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        before = on.lines()
        await on.press("m")
        assert on.lines() == before


WORDS = {
    "calls today missed in": "Calls ▸ today ▸ /outcome=missed dir=in",
    "calls missed": "Calls ▸ last 24 hours ▸ /outcome=missed",
    "calls last 7d missed /dur>5": "Calls ▸ last 7 days ▸ /outcome=missed dur>5",
    "calls out yesterday": "Calls ▸ yesterday ▸ /dir=out",
}


async def test_calls_are_opened_with_words_and_a_word_that_is_none_is_told(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        for typed, crumbs in WORDS.items():
            await on.type(f":{typed}")
            await on.press("enter")
            assert on.lines()[2].startswith(f" {crumbs} ")
        for typed in ("calls mised", "calls last 7d mised", "numbers missed", "calls today mised"):
            await on.type(f":{typed}")
            await on.press("enter")
            assert f"{typed.split()[-1]}' is not understood" in on.screen.spoken
            await on.press("escape")


TERMS = [
    "outcome:missed",
    "outcome=answered",
    "result:overflowed",
    "dur>60",
    "dur>1:00",
    "from:+1415*",
    "to:*0188",
    "queue:support",
    "after:2026-11-01",
    "before:yesterday",
    "after:-7d",
    "ext:8200",
    "ext=8200",
    "number:0188",
    "site:main",
]


BAD = {
    "outcome>missed": "asks for a number",
    "after:soon": "no time",
    "after:": "no value",
    "before>yesterday": "compares already",
    "time:-7d": "one moment",
    "dur>long": "no number",
    "dur:6*": "no number",
    "number:": "no value",
    "queue>3": "asks for a number",
    "outcme:missed": "outcome",
}


async def test_a_term_that_cannot_be_read_is_marked_and_the_last_good_filter_stays(
    house: Callable[..., Opened],
) -> None:
    good = " ".join(TERMS)
    async with house() as on:
        await on.type(f"/{good}")
        assert on.screen.spoken == ""
        line = on.screen.filter_line
        for term, says in BAD.items():
            on.screen.filter_by(f"{good} {term}")
            await on.settle()
            assert says in on.screen.spoken
            assert on.screen.pane.view.filter == good
            assert line._bad.span == (len(good) + 1, len(good) + 1 + len(term))
            on.screen.filter_by(good)
            await on.settle()
            assert on.screen.spoken == ""
            assert line._bad.span is None


async def test_a_filter_that_asks_for_earlier_calls_than_there_are_is_told_the_way(
    house: Callable[..., Opened],
) -> None:
    async with house() as on:
        await on.type("/after:-7d")
        assert on.screen.spoken == ("The list begins 20 Nov 06:05, after what the filter asks for; f widens it.")
        await on.press(*("backspace",) * 3, *"-2h")
        assert on.screen.spoken == ""


def test_a_chip_takes_the_place_of_its_group_and_keeps_the_rest() -> None:
    text = toggled('ann "x  y" OUTCOME=missed', CHIPS["answered"], CALL_HISTORY)
    assert text == 'ann "x  y" outcome=answered'
    assert [each.term for each in chips_in(text, CALL_HISTORY)] == ["outcome=answered"]
    assert toggled(text, CHIPS["answered"], CALL_HISTORY) == 'ann "x  y"'
    assert toggled('"open', CHIPS["missed"], CALL_HISTORY) == '"open outcome=missed'


def test_words_name_chips_and_the_last_of_a_group_counts() -> None:
    assert named_chips(("today", "in", "Missed", "out"), CALL_HISTORY) == ("dir=out outcome=missed", ("today",))
    assert named_chips((), CALL_HISTORY) == ("", ())


def test_every_chip_has_a_letter_and_names_of_its_own() -> None:
    letters = [each.key for each in CALL_HISTORY.chips]
    names = [name for each in CALL_HISTORY.chips for name in each.names]
    assert len(set(letters)) == len(letters)
    assert not set(letters) & set("jkgG12345")
    assert len(set(names)) == len(names)
