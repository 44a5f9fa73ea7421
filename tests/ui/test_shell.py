"""The shell: command line, palette, history, header, keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from textual.events import Key
from textual.widgets import Input

from tests.ui.house import SMALL, session_on
from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.ui import resuming

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ztui.services.session import Session

Opened = Any


async def test_a_typed_line_is_never_lost_to_keys_however_fast_it_comes(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        await on.pilot.press("colon", *"users", "enter")
        await on.settle()
        assert on.screen.area == "6"
        assert on.screen.spoken == ""


@pytest.mark.parametrize(
    ("burst", "area", "filtered"),
    [
        (":users\r:sites\r", "9", ""),
        (":numbers\r/unassigned\rj", "3", "unassigned"),
        ("2/main\r3/toll\r2", "2", "main"),
        (":nu\r:cq\r:users\r", "6", ""),
        ("/a\r/b\r/\r", "1", "ab"),
    ],
)
async def test_keys_that_come_in_one_burst_land_where_they_belong(
    house: Callable[..., Opened], burst: str, area: str, filtered: str
) -> None:
    async with house() as on:
        for char in burst:
            name = {"\r": "enter", ":": "colon", "/": "slash"}.get(char, char)
            on.app.post_message(Key(name, char))
        for _ in range(100):
            await on.settle()
            if on.screen.area == area and on.screen.pane.view.filter == filtered:
                break
        assert on.screen.area == area
        assert on.screen.pane.view.filter == filtered
        assert not isinstance(on.app.focused, Input)


async def test_completion_offers_names_and_takes_the_one_that_begins_like_it(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        await on.type(":nu")
        lines = on.lines()
        assert lines[-1] == " :nu"
        assert any(line.startswith(" > numbers ") for line in lines)
        await on.press("enter")
        assert on.screen.area == "3"


async def test_tab_completes_and_arrows_choose(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        await on.type(":dev")
        await on.press("tab")
        assert on.lines()[-1] == " :devices"
        await on.press("escape")
        await on.type(":call")
        await on.press("down", "enter")
        assert on.screen.pane.resource.name in {"call-queues", "call-history"}


async def test_a_line_may_filter_and_look_back_in_time(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        await on.type(":calls last 7d")
        await on.press("enter")
        assert on.lines()[2].startswith(" Calls ▸ last 7 days")
        week = on.screen.pane.count
        await on.type(":cq /support")
        await on.press("enter")
        assert on.lines()[2].startswith(" Queues ▸ /support")
        await on.press("1")
        assert 0 < on.screen.pane.count < week


async def test_what_cannot_be_done_is_said_with_the_nearest_names(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        for line, wanted in (
            (":nmbers", "numbers"),
            (":xyz", "go through all"),
            (":quit now", "'now' is not understood"),
            (":cq /foo:bar", "foo"),
            (":queue-members", "Open it first"),
            (":sites last 3d", "no list of a time"),
            (":calls last ever", "is no time"),
            (":profile lab", "no other profile"),
            (":account nobody", "no sub account"),
            (":do fly", "no action"),
            (":users /nocolumn:x", "nocolumn"),
        ):
            on.app.obey(line)
            await on.settle()
            assert wanted in " ".join([on.screen.spoken, str(on.screen.problem)]), line
        assert len(on.app.messages) == 11
        await on.type(":prof")
        await on.press("enter")
        assert on.lines()[-1] == " :profile"
        await on.press("enter")
        assert "Which profile?" in on.screen.spoken


async def test_a_filter_that_cannot_be_read_is_explained_also_where_the_list_is_at_hand(
    house: Callable[..., Opened],
) -> None:
    async with house(start="call-queues") as on:
        await on.type(":cq /foo:bar")
        await on.press("enter")
        assert "foo" in on.screen.spoken
        assert on.screen.pane.count == 12


async def test_the_palette_finds_actions_by_what_they_do(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        await on.pilot.press("ctrl+p", *"choose col")
        await on.settle()
        assert any(line.startswith(" > do columns") for line in on.lines())
        await on.press("enter")
        assert on.app.screen is not on.screen
        await on.press("escape")
        assert on.app.screen is on.screen


async def test_back_and_forward_restore_filter_order_marks_and_cursor(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        await on.type("/a")
        await on.press("enter", "greater_than_sign", "space", "j")
        before = on.lines()
        await on.press("3", "2", "left_square_bracket", "left_square_bracket")
        assert on.lines()[2:-2] == before[2:-2]
        await on.press("right_square_bracket", "right_square_bracket", "right_square_bracket")
        assert on.screen.area == "2"


async def test_esc_leads_back_to_where_a_list_was_opened_from(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        root = on.screen
        await on.press("j", "a", "slash", *"queue members", "enter")
        assert on.screen is not root
        await on.press("1", "2")
        assert on.screen is root
        await on.press("a", "slash", *"queue members", "enter", "escape")
        assert on.screen is root
        assert root.table.cursor == 1
        await on.press("escape")
        assert on.screen is root


async def test_many_screens_are_let_go_of_and_their_areas_open_again(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        for number in range(30):
            on.app.obey(f"sites /{number}")
            await on.settle()
        assert len(on.app._installed_screens) <= 24
        await on.press("1")
        assert on.screen.pane.count > 0


async def test_remapped_keys_act_and_are_shown(house: Callable[..., Opened]) -> None:
    profile = Profile("acme", plan="none", keys={"filter": "ctrl+t", "refresh": "f5"})
    async with house(start="sites", profile=profile, size=(100, 24)) as on:
        assert "ctrl+t filter" in on.lines()[-1]
        await on.press("ctrl+t", *"denver")
        assert on.screen.pane.count == 1


async def test_a_key_for_an_unknown_action_is_said_not_fatal(house: Callable[..., Opened]) -> None:
    profile = Profile("acme", plan="none", keys={"filtr": "ctrl+t"})
    async with house(start="sites", profile=profile) as on:
        assert "filter" in on.screen.spoken


async def test_the_header_names_profile_label_and_read_only(house: Callable[..., Opened]) -> None:
    profile = Profile("[bold]x[/]\x1b[2J", label="[/nope]", read_only=True, plan="business")
    async with house(start="sites", profile=profile) as on:
        first = on.lines()[0]
        assert first.startswith(" [bold]x[/]\ufffd[2J [/nope] READ-ONLY")
        assert " quota " in first


async def test_clicks_go_to_areas_and_tabs(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        await on.pilot.click("#areas", offset=(on.lines()[1].index("Users") + 1, 0))
        await on.settle()
        assert on.screen.area == "6"
        await on.press("4")
        await on.pilot.click("#tabs", offset=(on.lines()[3].index("SIP groups") + 1, 0))
        await on.settle()
        assert on.screen.pane.resource.name == "sip-groups"


async def test_clicks_do_what_keys_do_and_confirm_nothing(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        before = on.lines()[23].partition("actions")[0]
        await on.pilot.click("#keys", offset=(cell_len(before) + 1, 0))
        await on.settle()
        assert type(on.app.screen).__name__ == "ActionsMenu"
        await on.press("escape")
        await on.press("j", "D")
        await on.press("w")
        box = on.app.screen
        assert box.is_modal
        for y in range(24):
            for x in (14, 30, 45):
                if on.app.screen is box:
                    await on.pilot.click(offset=(x, y))
        await on.settle()
        assert not on.app.runs.kept


async def test_nothing_is_repainted_and_no_timer_runs_at_rest(
    house: Callable[..., Opened], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resuming, "QUIET_SECONDS", 0.001)
    async with house(start="sites") as on:
        running = [
            timer
            for node in (on.app, on.screen, *on.screen.walk_children())
            for timer in node._timers
            if timer._active.is_set() and timer._task is not None and not timer._task.done()
        ]
        assert running == []


async def test_q_leaves_at_the_top_and_goes_back_elsewhere(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("a", "slash", *"queue members", "enter", "q")
        assert on.screen.pane.resource.name == "call-queues"
        assert on.app.is_running
        await on.pilot.press("q")
        await on.pilot.pause()
        assert not on.app._running or on.app._exit


async def test_an_account_without_sub_accounts_has_no_fifth_area(house: Callable[..., Opened]) -> None:
    async with house(options=replace(SMALL, accounts=0), start="sites") as on:
        assert "5 Accounts" not in on.lines()[1]
        await on.press("5")
        assert on.screen.area == "9"
        assert "no sub accounts" in on.screen.spoken


async def test_another_profile_takes_over_every_screen(house: Callable[..., Opened], tmp_path: Path) -> None:
    async def lab(name: str) -> Session:
        return session_on(on.line, Folders.inside(tmp_path / "other"), Profile(name, label="LAB", plan="none"))

    async with house(start="sites", open_profile=lab) as on:
        await on.type(":profile lab")
        await on.press("enter")
        assert on.lines()[0].startswith(" lab LAB")
        assert on.screen.area == "9"
        assert on.screen.pane.count == 3
        await on.press("left_square_bracket")
        assert on.lines()[0].startswith(" lab LAB")


async def test_another_profile_brings_its_label_colour_theme_and_keys(
    house: Callable[..., Opened], tmp_path: Path
) -> None:
    lab = Profile("lab", label="LAB", color="green", theme="ztui-light", keys={"refresh": "f5"}, plan="none")
    acme = Profile("acme", label="PROD", color="red", theme="ztui-dark", plan="none")

    async def other(name: str) -> Session:
        return session_on(on.line, Folders.inside(tmp_path / name), {"lab": lab, "acme": acme}[name])

    async with house(start="sites", profile=acme, open_profile=other) as on:
        (tmp_path / "config").mkdir()
        (tmp_path / "config" / "config.toml").write_text("[profiles.acme]\n[profiles.lab]\n")
        await on.type(":profile")
        await on.press("enter")
        assert "Write :profile NAME: acme, lab." in on.screen.spoken
        for name, looks in (("lab", ("ztui-light", "f5")), ("acme", ("ztui-dark", None))):
            await on.type(f":profile {name}")
            await on.press("enter")
            assert (on.app.theme, on.app.keymap_in_use.get("refresh")) == looks


async def test_messages_are_read_again_whole_and_copied(house: Callable[..., Opened]) -> None:
    async with house(start="sites", environ={}) as on:
        long = "Saved: " + "a long sentence about what was done, " * 6
        on.screen.say(long, "good")
        on.app.obey("messages")
        await on.settle()
        await on.press("enter")
        shown = " ".join("".join(on.lines()).replace("│", " ").split())
        assert " ".join(long.split()) in shown
        await on.press("escape", "c")
        assert [each.title for each in on.app.screen.choices][:2] == ["Message", "All messages"]
        assert long in on.app.screen.choices[0].title or on.app.screen.choices[0].key == "t"
        await on.press("a")
        assert "all messages" in on.screen.spoken
