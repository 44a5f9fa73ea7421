"""Help, quota, requests and messages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.ui.house import SMALL
from ztui.core.config import Profile
from ztui.core.errors import ZtuiError
from ztui.ui.commands.offers import complete, offers
from ztui.ui.keys import KEYS
from ztui.ui.modals.problem import ProblemDetails
from ztui.ui.screens.detail import DetailScreen
from ztui.ui.screens.help import HelpScreen, TopicScreen, sign_lines
from ztui.ui.screens.list import ListScreen
from ztui.ui.widgets.paint import ASCII
from ztui.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

Opened = Any


def text_of(on: Any) -> str:
    text: str = on.screen.query_one(Reader).text
    return text


async def test_help_lists_the_keys_of_the_screen_and_of_everywhere(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        known = on.screen.known_actions()
        await on.press("question_mark")
        assert isinstance(on.screen, HelpScreen)
        text = text_of(on)
        for each in known:
            if not each.id.startswith("area-"):
                assert each.help in text
        assert "Here: moving in a list" in text
        assert "Everywhere" in text
        assert "1 to 9" in text
        assert "Numbers are bought in the Zoom portal." in text
        await on.press("escape")
        assert isinstance(on.screen, ListScreen)


async def test_help_explains_signs_short_forms_commands_and_the_filter(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await on.press("f1")
        text = text_of(on)
        for part in ("aband", "ovfl", "recording", ":profile", "site:main"):
            assert part in text
        assert on.lines()[2] == " Help ▸ Calls"


async def test_a_topic_is_the_text_that_a_shell_prints(house: Callable[..., Opened]) -> None:
    async with house() as on:
        on.app.obey("help exit-codes")
        await on.settle()
        assert isinstance(on.screen, TopicScreen)
        assert on.lines()[2] == " Help ▸ exit-codes"
        assert "unreachable or rate limited" in text_of(on)
        await on.press("escape")
        on.app.obey("help quotas")
        await on.settle()
        assert any("Did you mean quota" in line for line in on.lines())


async def test_help_lists_the_topics_and_the_line_completes_them(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await on.press("question_mark")
        assert "anything in the account by a piece of it" in text_of(on)
    assert [each.command for each in complete("help ex", offers((), ()))] == ["help exit-codes"]


async def test_help_of_a_detail_leaves_out_what_it_cannot_do(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("enter")
        assert isinstance(on.screen, DetailScreen)
        await on.press("question_mark")
        text = text_of(on)
        assert "Show the object as Zoom sent it" in text
        assert "Filter what is loaded" not in text
        assert "Act in the name of this sub account" not in text


async def test_help_names_the_keys_that_the_user_chose(house: Callable[..., Opened]) -> None:
    profile = Profile("acme", plan="none", keys={"filter": "f7"})
    async with house(profile=profile) as on:
        await on.press("question_mark")
        line = next(line for line in text_of(on).splitlines() if "Filter what is loaded" in line)
        assert line.split()[0] == "f7"


def test_in_ascii_all_signs_are_ascii_but_the_one_that_stands_for_bad_characters() -> None:
    text = "".join(part.text for line in sign_lines(ASCII) for part in line)
    assert text.replace("\ufffd", "").isascii()


def test_every_action_has_a_line_of_help() -> None:
    assert all(each.help for each in KEYS)


async def test_the_quota_screen_shows_pots_labels_and_what_was_denied(house: Callable[..., Opened]) -> None:
    options = replace(SMALL, plan="business", scopes=("phone:read:list_call_logs:admin",))
    async with house(options=options, profile=Profile("acme", plan="business")) as on:
        await on.press("2")
        on.app.obey("quota")
        await on.settle()
        text = text_of(on)
        assert "phone heavy" in text
        assert "% left" in text
        assert "LIGHT" in text
        assert "phone 40/s" in text
        assert "listCallQueues" in text
        assert "needs phone:read" in text


async def test_without_limits_the_quota_screen_says_so(house: Callable[..., Opened]) -> None:
    async with house() as on:
        on.app.obey("quota")
        await on.settle()
        assert "none: this plan sets no limit" in text_of(on)
        assert "nothing was refused" in text_of(on)


async def test_the_log_shows_requests_newest_first_without_ids(house: Callable[..., Opened]) -> None:
    async with house(size=(120, 40), start="call-queues") as on:
        await on.press("enter")
        on.app.obey("log")
        await on.settle()
        lines = on.lines()
        assert lines[2].startswith(" Requests")
        assert lines[2].endswith("sent")
        assert any("GET" in line and "/phone/call_queues/{callQueueId}" in line and "200" in line for line in lines)
        assert any("POST" in line and "/oauth/token" in line for line in lines)
        await on.press("enter")
        assert any("Asked for at" in line for line in on.lines())
        await on.press("enter", "escape")
        assert isinstance(on.screen, DetailScreen)


async def test_messages_are_kept_and_an_error_opens(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        on.app.obey("messages")
        await on.settle()
        assert any("Nothing has been said yet." in line for line in on.lines())
        await on.press("escape")
        on.line.cut = True
        await on.press("r")
        on.app.obey("messages")
        await on.settle()
        assert any("error  Cannot reach" in line for line in on.lines())
        await on.press("enter")
        assert isinstance(on.app.screen, ProblemDetails)


async def test_a_help_longer_than_the_screen_scrolls(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await on.press("question_mark")
        first = on.lines()[3:22]
        await on.press("pagedown")
        assert on.lines()[3:22] != first
        await on.press("g")
        assert on.lines()[3:22] == first


async def test_a_sentence_that_is_too_long_has_two_lines_and_then_ends_with_the_way_to_the_rest(
    house: Callable[..., Opened],
) -> None:
    async with house(start="call-queues") as on:
        on.screen.fail(
            ZtuiError("Something went wrong with a queue.", "Did you mean Acme Retail or Acme Logistics West?")
        )
        await on.settle()
        assert on.lines()[-2:] == [
            " Something went wrong with a queue. Did you mean Acme Retail or Acme Logistics",
            " West?",
        ]
        await on.press("j")
        assert on.lines()[-2] == " Something went wrong with a queue. Did you mean Acme Retail or Acme … :messages"
        assert on.lines()[-1].endswith("? more")
        on.screen.fail(ZtuiError("Something went wrong with a queue.", "It is a long story, and it goes on. " * 6))
        await on.settle()
        assert on.lines()[-1].endswith("… :messages")
        on.screen.fail(ZtuiError("Something went wrong.", "Try again."))
        await on.settle()
        assert on.lines()[-2] == " Something went wrong. Try again."


async def test_a_missing_scope_is_named_whole_where_rows_would_be(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues", options=replace(SMALL, scopes=("phone:read:list_numbers:admin",))) as on:
        text = " ".join(" ".join(on.lines()[4:10]).split())
        assert "phone:read:list_call_queues:admin (granular)" in text
        assert "enter shows the details." in text
