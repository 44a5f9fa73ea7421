"""Who is to be called back, and a caller's whole story: found, filtered, opened, exported; what is missing is said."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.hostile import HOSTILE_NAMES
from ztui.services.calls.sync import Sync
from ztui.services.calls.windows import span_between
from ztui.ui.screens.callbacks.screen import CallbacksScreen
from ztui.ui.screens.ladder.screen import LadderScreen
from ztui.ui.screens.story.screen import StoryScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    import pytest

    from tests.ui.house import House
    from ztui.services.session import Session

    Opened = AbstractAsyncContextManager[House]


async def store_calls(session: Session, days: int) -> None:
    """Fetch the calls of some days into the store."""
    now = session.clock.now()
    work = Sync(session.client, session.calls, session.clock, span_between(now - timedelta(days=days), now, now))
    await work.look()
    await work.run()
    await work.close()


def text(on: House) -> str:
    return "\n".join(on.lines())


async def test_callers_are_shown_filtered_sorted_and_lead_to_their_story_and_the_call(
    house: Callable[..., Opened],
) -> None:
    async with house() as on:
        await store_calls(on.app.session, 9)
        on.app.obey("callbacks -7d")
        await on.settle()
        assert isinstance(on.screen, CallbacksScreen)
        screen = on.screen
        count = screen.source.found.count
        assert count > 5
        assert f"{count} to be called back" in text(on)
        assert "Not stored" not in text(on)
        await on.press("/")
        await on.type("result:voicemail")
        await on.press("enter")
        assert 0 < screen.source.found.count < count
        first: Any = screen.row
        assert first["voicemails"]
        await on.press("escape")
        assert screen.source.found.count == count
        await on.press("space", "down", "space")
        assert "2 marked" in screen.spoken
        await on.press("c")
        await on.press("n")
        assert "2 numbers" in screen.spoken
        await on.press("V", "down", "down", "V")
        assert len(screen.table.marks) == 5
        await on.press("escape")
        assert not screen.table.marks
        await on.press("g")
        await on.press("s", "down", "enter")
        assert screen.source.asked.order == "tries"
        top: Any = screen.row
        number = top["number"]
        await on.press("enter")
        story: Any = on.app.house_screen
        assert isinstance(story, StoryScreen)
        assert story.source.whose.number == number
        assert story.source.story.calls == story.source.pages.count >= 1
        assert "not read" in text(on)
        await on.press("a", "k")
        assert "not read" not in text(on)
        await on.press("enter")
        assert isinstance(on.app.house_screen, LadderScreen)
        await on.press("escape", "escape")
        assert on.screen is screen


async def test_what_is_not_stored_is_named_and_fetched_by_key(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await store_calls(on.app.session, 1)
        on.app.obey("callbacks last 5d")
        await on.settle()
        assert "Not stored: " in text(on)
        assert "r fetch" in on.lines()[-1]
        before = on.screen.source.found
        await on.press("r")
        await on.settle()
        assert not on.screen.source.missing
        assert on.screen.source.found.count > before.count
        assert "Not stored" not in text(on)


async def test_time_before_the_history_is_said_to_be_none_that_can_be_fetched(house: Callable[..., Opened]) -> None:
    async with house() as on:
        on.app.obey("callbacks -9months")
        await on.settle()
        assert "Not stored: " in text(on)
        await on.press("r")
        assert on.screen.problem is not None
        assert not on.app.syncs.running


async def test_hostile_names_are_text(house: Callable[..., Opened]) -> None:
    async with house() as on:
        rows = [
            {
                "call_history_uuid": f"20261121-{at:08x}-5555-4444-8888-{at:012x}",
                "start_time": f"2026-11-21T13:00:{at:02}Z",
                "direction": "inbound",
                "call_result": "voicemail",
                "caller_did_number": f"+1415555{at:04}",
                "caller_name": name,
                "callee_name": name,
                "callee_ext_number": "8200",
            }
            for at, name in enumerate(HOSTILE_NAMES)
        ]
        await on.app.session.calls.add(rows)
        on.app.obey("callbacks -70m")
        await on.settle()
        assert on.screen.source.found.count == len(rows)
        shown = text(on)
        await on.press("enter")
        shown += text(on)
        await on.press("escape", "down", "a")
        shown += text(on)
        assert not {char for char in shown if unicodedata.category(char) in {"Cc", "Cs"}} - {"\n"}


async def test_without_stored_calls_the_key_that_gets_them_is_named(house: Callable[..., Opened]) -> None:
    async with house(offline=True) as on:
        on.app.obey("callbacks")
        await on.settle()
        assert "Nobody, as far as calls are stored." in text(on)
        assert not on.app.session.calls.path.exists()


async def test_a_word_of_what_a_command_does_leads_to_it(house: Callable[..., Opened]) -> None:
    async with house() as on:
        on.app.obey("missed")
        await on.settle()
        assert "Did you mean :callbacks?" in text(on)
        on.app.obey("gibberish")
        await on.settle()
        assert "go through all there are" in " ".join(text(on).split())


async def test_the_list_of_calls_leads_to_who_was_not_called_back(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        await on.press("a", "/")
        await on.type("called back")
        await on.press("enter")
        assert isinstance(on.screen, CallbacksScreen)


async def test_a_call_leads_to_the_story_of_its_outside_party_and_of_both_by_the_menu(
    house: Callable[..., Opened],
) -> None:
    async with house(start="calls") as on:
        await store_calls(on.app.session, 1)
        await on.press("/")
        await on.type("direction:inbound caller_ext_number=")
        await on.press("enter")
        row = on.screen.row.row
        await on.press("i")
        if row.get("hide_caller_id"):
            assert "hides the number" in on.screen.spoken
            return
        assert on.screen.source.whose.number == row["caller_did_number"]
        await on.press("escape", "a")
        menu: Any = on.app.screen
        stories = [each for each in menu.choices if "story" in each.id and not each.is_heading]
        assert [each.title for each in stories][:2] == ["All calls of the caller", "All calls of the callee"]
        await on.press("/", *"callee", "enter")
        assert on.screen.source.whose.subject.extension == row["callee_ext_number"]


async def test_a_withheld_caller_has_no_story_and_says_why(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        on.app.obey("calls last 30d /from:withheld")
        await on.settle()
        await on.press("i")
        assert "hides the number: there is no story" in on.screen.spoken
        assert not isinstance(on.screen, StoryScreen)
        on.app.obey("story withheld")
        await on.settle()
        assert "hides the number" in on.screen.spoken


async def test_callers_are_exported_and_blocked_through_a_plan(
    house: Callable[..., Opened], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with house() as on:
        await store_calls(on.app.session, 2)
        on.app.obey("callbacks -2d")
        await on.settle()
        count, number = on.screen.source.found.count, on.screen.row["number"]
        await on.press("x", "enter")
        written = next(tmp_path.glob("ztui-callbacks-*.csv")).read_text()
        assert len(written.splitlines()) == count + 1
        assert f"Exported {count} rows" in on.screen.spoken
        await on.press("a", "b")
        assert "Block a number" in text(on)
        assert number in text(on)


async def test_a_story_is_typed_for_any_form_of_a_number(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await store_calls(on.app.session, 2)
        on.app.obey("callbacks -2d")
        await on.settle()
        number = on.screen.row["number"]
        on.app.obey(f"story {number[:3]} {number[3:]}")
        await on.settle()
        assert on.screen.source.whose.number == number
        assert "fetch older" in on.lines()[-1]
        on.app.obey("story")
        await on.settle()
        assert "Whose story?" in on.screen.spoken


async def test_what_the_list_has_read_is_stored_for_the_story_and_for_who_is_to_be_called_back(
    house: Callable[..., Opened],
) -> None:
    async with house() as on:
        session = on.app.session
        assert on.screen.pane.count
        assert not session.calls.path.exists()
        sent = sum(session.client.requests.by_label.values())
        await on.press("i")
        story: Any = on.app.house_screen
        assert isinstance(story, StoryScreen)
        assert story.source.story.calls >= 1
        assert "No call of it is stored" not in text(on)
        await on.press("escape")
        on.app.obey("callbacks -23h")
        await on.settle()
        assert isinstance(on.screen, CallbacksScreen)
        assert on.screen.source.found.count
        assert not on.screen.source.missing
        assert sum(session.client.requests.by_label.values()) == sent
