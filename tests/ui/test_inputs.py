"""Inputs take the keys of a burst in their order, as a line of text with a cursor would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App
from textual.events import Key

from ztui.ui.widgets.command_line import QuietInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

KEYS = ("left", "right", "home", "end", "backspace", "delete", "ctrl+u", "ctrl+k", "ctrl+a", "ctrl+e", "ctrl+d")
BURSTS = st.lists(st.sampled_from(["a", "b", "space", *KEYS]), max_size=30)


class Edited(App[None]):
    """An input and nothing else."""

    def compose(self) -> ComposeResult:
        yield QuietInput("begun")


def as_typed(text: str, keys: list[str]) -> str:
    """Give what a plain line editor makes of the keys, the cursor at the end of the text at first."""
    before, after = text, ""
    for key in keys:
        match key:
            case "left":
                before, after = before[:-1], before[-1:] + after
            case "right":
                before, after = before + after[:1], after[1:]
            case "home" | "ctrl+a":
                before, after = "", before + after
            case "end" | "ctrl+e":
                before, after = before + after, ""
            case "backspace":
                before = before[:-1]
            case "delete" | "ctrl+d":
                after = after[1:]
            case "ctrl+u":
                before = ""
            case "ctrl+k":
                after = ""
            case "space":
                before += " "
            case _:
                before += key
    return before + after


@settings(max_examples=12)
@given(st.lists(BURSTS, min_size=8, max_size=8))
async def test_keys_of_a_burst_edit_in_their_order(bursts: list[list[str]]) -> None:
    app = Edited()
    async with app.run_test() as pilot:
        edited = app.query_one(QuietInput)
        for burst in bursts:
            edited.value = "begun"
            edited.cursor_position = 5
            await pilot.pause()
            for key in burst:
                app.post_message(Key(key, " " if key == "space" else key if len(key) == 1 else None))
            await pilot.pause()
            assert edited.value == as_typed("begun", burst), burst
