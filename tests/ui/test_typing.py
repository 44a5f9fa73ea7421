"""The lines at `:` and `/`: what was typed before, and what a begun word can become."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.resources.registry import resource
from ztui.ui.commands.completing import Known, filter_words, line_words
from ztui.ui.widgets.recall import Recall

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]

KNOWN = Known(("West Region", "Wholesale"), lambda name: ("acme", "lab") if name == "profile" else ())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("numbers", ()),
        ("numbers /sta", ("numbers /status:",)),
        ("numbers /a status:nor", ("numbers /a status:Normal",)),
        ("numbers /0205 @w", ("numbers /0205 @West Region", "numbers /0205 @Wholesale")),
        ("cq @wes", ("cq @West Region",)),
        ("profile l", ("profile lab",)),
        ("calls last 3", ("calls last 30d",)),
        ("calls miss", ("calls missed",)),
        ("nothing /x", ()),
    ],
)
def test_a_begun_line_is_completed(text: str, wanted: tuple[str, ...]) -> None:
    assert line_words(text, KNOWN) == wanted


def test_a_begun_filter_is_completed_with_fields_and_their_values() -> None:
    calls = resource("call-history")
    assert "outcome:" in filter_words("out", calls)
    assert filter_words("a !outcome:mis", calls) == ("!outcome:missed",)
    assert filter_words("direction:in", calls) == ("direction:inbound", "direction:in")


@given(st.text(max_size=30))
def test_any_filter_can_be_completed(text: str) -> None:
    word = text.rpartition(" ")[2]
    assert all(isinstance(each, str) for each in filter_words(text, resource("numbers")))
    assert all(each.startswith("!") for each in filter_words(text, resource("numbers")) if word.startswith("!"))


def test_what_was_typed_is_walked_through_by_how_it_begins() -> None:
    recall = Recall(("users", "numbers /1", "numbers /2"))
    assert recall.step(-1, "nu") == "numbers /2"
    recall.typed("numbers /2")
    assert recall.step(-1, "numbers /2") == "numbers /1"
    assert recall.step(-1, "numbers /1") == "numbers /1"
    assert recall.step(1, "numbers /1") == "numbers /2"
    assert recall.step(1, "numbers /2") == "nu"
    assert not recall.is_on
    assert Recall(()).step(-1, "") is None


async def test_lines_are_brought_back_and_completed(house: Houses) -> None:
    async with house(start="numbers") as on:
        await on.press("slash", *"zzz", "escape", "escape")
        await on.press("slash", "up")
        assert on.screen.pane.view.filter == "zzz"
        await on.press("down")
        assert not on.screen.pane.view.filter
        await on.press(*"stat", "tab")
        await on.press(*"nor", "tab", "enter")
        assert on.screen.pane.view.filter == "status:Normal"
        await on.press("colon", *"users /a", "enter")
        await on.press("colon", "up")
        await on.press("enter")
        assert on.screen.pane.view.filter == "a"
    async with house(start="sites") as again:
        await again.press("colon", *"us", "up", "enter")
        assert again.screen.pane.resource.name == "users"
        assert again.screen.pane.view.filter == "a"


async def test_hints_lead_to_rows_and_tabs(house: Houses) -> None:
    async with house(start="call-queues") as on:
        await on.press("apostrophe", "d")
        assert on.screen.table.cursor == 2
        await on.press("apostrophe", "S")
        assert type(on.screen).__name__ == "DetailScreen"
        await on.press("apostrophe", "s")
        assert "[Numbers" in "\n".join(on.lines())
        await on.press("apostrophe", "exclamation_mark")
        assert not on.app.screen.is_modal
