"""What confirms a write, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from textual.app import App
from textual.events import Paste

from ztui.resources.model import Confirm
from ztui.ui.modals.confirm import Question, confirmation
from ztui.ui.sheets import style_sheets
from ztui.ui.theme import DEFAULT, THEMES
from ztui.ui.widgets.paint import UNICODE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

QUESTION = Question(
    Confirm.DANGER, "Delete [bold]queue[/]", "Send DELETE /phone/call_queues/1 to acme?", ("[/nope] \x1b[2J goes.",)
)


class Asking(App[None]):
    CSS_PATH: ClassVar = style_sheets("tokens", "layout")
    signs = UNICODE

    def __init__(self, question: Question) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DEFAULT
        self.question = question
        self.seconds = 10.0
        self.answers: list[bool | None] = []

    def on_mount(self) -> None:
        self.push_screen(confirmation(self.question, lambda: self.seconds), self.answers.append)

    def text(self) -> str:
        shown: Any = self.screen
        return "\n".join("".join(segment.text for segment in strip) for strip in shown._compositor.render_strips())


@pytest.fixture
async def asked(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Asking, Pilot[None]]]:
    app = Asking(request.param)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield app, pilot


def of(level: Confirm, phrase: str = "") -> Question:
    return Question(level, QUESTION.title, QUESTION.asks, QUESTION.says, phrase)


async def press(asked: tuple[Asking, Pilot[None]], *keys: str, after: float = 1.0) -> list[bool | None]:
    app, pilot = asked
    app.seconds += after
    await pilot.press(*keys)
    await pilot.pause()
    return app.answers


@pytest.mark.parametrize("asked", [of(Confirm.REVIEW)], indirect=True, ids=["review"])
async def test_a_review_is_confirmed_by_y_alone(asked: tuple[Asking, Pilot[None]]) -> None:
    assert QUESTION.asks in asked[0].text()
    assert "[/nope] \ufffd[2J goes." in asked[0].text()
    assert await press(asked, "y", after=0.05) == []
    assert await press(asked, "enter", "w", "space") == []
    asked[0].screen.post_message(Paste("y\n"))
    assert await press(asked) == []
    assert await press(asked, "y") == [True]


@pytest.mark.parametrize("asked", [of(Confirm.REVIEW)], indirect=True, ids=["review"])
async def test_a_review_is_left_by_n(asked: tuple[Asking, Pilot[None]]) -> None:
    assert await press(asked, "n") == [False]


@pytest.mark.parametrize("asked", [of(Confirm.DANGER)], indirect=True, ids=["danger"])
async def test_danger_listens_to_no_key_at_first(asked: tuple[Asking, Pilot[None]]) -> None:
    assert "Delete [bold]queue[/]" in asked[0].text()
    assert await press(asked, "y", "enter", "escape", "n", after=0.29) == []
    assert await press(asked, "y", after=0.31) == [True]


@pytest.mark.parametrize("asked", [of(Confirm.REVIEW), of(Confirm.DANGER)], indirect=True, ids=["review", "danger"])
async def test_keys_that_come_one_upon_the_other_confirm_nothing(asked: tuple[Asking, Pilot[None]]) -> None:
    for _ in range(12):
        assert await press(asked, "y", after=0.09) == []
    assert await press(asked, "y", after=0.5) == [True]


@pytest.mark.parametrize("asked", [of(Confirm.DANGER)], indirect=True, ids=["danger"])
@pytest.mark.parametrize("key", ["enter", "escape", "n"])
async def test_danger_is_left_by_the_key_that_has_the_focus(asked: tuple[Asking, Pilot[None]], key: str) -> None:
    assert asked[0].focused is not None
    assert asked[0].focused.id == "cancel"
    assert await press(asked, key) == [False]


@pytest.mark.parametrize("asked", [of(Confirm.SEVERE, "14")], indirect=True, ids=["severe"])
async def test_severe_wants_the_phrase_and_then_another_key(asked: tuple[Asking, Pilot[None]]) -> None:
    assert "Type 14, then ctrl+y" in asked[0].text()
    assert await press(asked, "y", "enter", "ctrl+y") == []
    assert "not what has to be typed" in asked[0].text()
    assert await press(asked, "backspace", *"14", "enter") == []
    assert await press(asked, "space", "ctrl+y") == []
    assert "not what has to be typed" in asked[0].text()
    assert await press(asked, "backspace", "ctrl+y") == [True]


@pytest.mark.parametrize("asked", [of(Confirm.SEVERE, "14")], indirect=True, ids=["severe"])
async def test_a_pasted_phrase_does_not_count(asked: tuple[Asking, Pilot[None]]) -> None:
    app = asked[0]
    assert app.focused is not None
    app.focused.post_message(Paste("14"))
    assert await press(asked, "ctrl+y") == []
    assert await press(asked, "tab", "enter") == [False]


@pytest.mark.parametrize("asked", [of(Confirm.SEVERE, "14")], indirect=True, ids=["severe"])
async def test_severe_is_deaf_at_first_too(asked: tuple[Asking, Pilot[None]]) -> None:
    assert await press(asked, *"14", "ctrl+y", after=0.2) == []
    assert await press(asked, "ctrl+y") == [True]


@pytest.mark.parametrize("asked", [of(Confirm.SEVERE)], indirect=True, ids=["severe"])
async def test_severe_is_never_confirmed_by_nothing(asked: tuple[Asking, Pilot[None]]) -> None:
    assert await press(asked, "ctrl+y") == []
    assert await press(asked, *"yes", "ctrl+y") == [True]


LONG = Question(Confirm.DANGER, "Remove 9", QUESTION.asks, tuple(f"Member {each} leaves." for each in range(9)))


@pytest.mark.parametrize("asked", [LONG], indirect=True, ids=["danger"])
async def test_nothing_is_confirmed_before_all_that_it_says_was_in_sight(asked: tuple[Asking, Pilot[None]]) -> None:
    app, pilot = asked
    await pilot.resize_terminal(40, 10)
    box: Any = app.screen
    box.is_read = False  # as it opens in a terminal of this size
    box.fit()
    await pilot.pause()
    assert "▼ 9 more" in app.text()
    assert "do it" not in app.text()
    assert await press(asked, "y") == []
    for _ in range(9):
        await press(asked, "pagedown")
    assert "more" not in app.text()
    assert await press(asked, "y") == [True]


@pytest.mark.parametrize("asked", [of(Confirm.SEVERE, "14")], indirect=True, ids=["severe"])
async def test_enter_says_that_it_does_nothing_where_a_phrase_is_typed(asked: tuple[Asking, Pilot[None]]) -> None:
    assert await press(asked, "enter") == []
    assert "Enter does nothing here" in asked[0].text()
