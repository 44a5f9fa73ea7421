"""The list screen, on a simulated Zoom."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.ui.house import SMALL
from ztui.core.config import Profile
from ztui.core.errors import Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

Opened = Any


async def test_the_first_screen_is_call_history_with_its_window_and_count(house: Callable[..., Opened]) -> None:
    async with house() as on:
        lines = on.lines()
        assert len(lines) == 24
        assert lines[0].startswith(" acme PROD")
        assert lines[0].endswith("06:05 PST (now)")
        assert lines[1] == "1 Calls 2 Queues 3 Numbers 4 Trunks 5 Accounts 6 Users 7 Devices 8 Menus 9 Sites"
        assert lines[2].startswith(" Calls ▸ last 24 hours")
        assert lines[2].split()[-2].isdecimal()
        assert lines[3].startswith("   TIME PST DIR FROM")
        assert lines[4] == "   Fri 20 Nov"
        assert lines[5].startswith(" ▌ ")
        assert lines[22].startswith(" 29 calls · ")
        assert lines[23].startswith(" enter open  / filter  f fields  < > sort")
        assert lines[23].endswith("? more")


async def test_every_area_opens_by_its_key_with_rows_and_heads(house: Callable[..., Opened]) -> None:
    async with house() as on:
        for key in "23456789":
            await on.press(key)
            assert on.screen.area == key
            assert on.screen.pane.count > 0
            assert on.lines()[3 if key != "4" else 4].split()
            assert on.screen.spoken == ""


async def test_the_local_filter_works_as_it_is_typed_and_enter_keeps_it(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        await on.type("/unassigned")
        assert on.lines()[2].startswith(" Numbers /unassigned")
        shown = on.screen.pane.count
        assert 0 < shown < 150
        assert on.lines()[2].endswith(f"{shown} of 150")
        await on.press("enter")
        assert on.lines()[2].startswith(" Numbers ▸ /unassigned")
        await on.press("escape")
        assert on.screen.pane.count == 150


async def test_a_term_that_cannot_be_read_is_explained_and_the_last_good_filter_stays(
    house: Callable[..., Opened],
) -> None:
    async with house(start="numbers") as on:
        await on.type("/unassigned nocolumn:x")
        assert "nocolumn" in on.screen.spoken
        assert on.screen.pane.view.filter == "unassigned nocolumn"
        await on.press("enter")
        assert on.lines()[2].startswith(" Numbers /unassigned nocolumn:x")
        assert "nocolumn" in on.screen.spoken
        await on.press("escape")
        assert on.screen.spoken == ""
        assert on.screen.pane.view.filter == "unassigned nocolumn"


async def test_an_empty_result_says_why_and_what_widens_it(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        await on.type("/zzzz")
        assert "   None of 150 numbers match 'zzzz'." in on.lines()
        assert "   esc clears the filter, / changes it, r reads it again." in on.lines()


async def test_sorting_goes_by_any_column_and_turns_round(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        await on.press("greater_than_sign")
        assert "NAME▲" in on.lines()[3]
        names = [line[3:20] for line in on.lines()[4:7]]
        assert names == sorted(names)
        await on.press("s", "enter")
        assert "NAME▼" in on.lines()[3]
        assert [line[3:20] for line in on.lines()[4:7]] == sorted(names, reverse=True)
        await on.press("greater_than_sign")
        assert "CODE▲" in on.lines()[3]


async def test_a_refresh_keeps_the_cursor_on_its_row(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        await on.press("greater_than_sign", "G", "k")
        key = on.screen.table.cursor_row.key
        await on.press("r")
        assert on.screen.table.cursor_row.key == key


async def test_columns_are_chosen_and_ordered(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        before = on.lines()[3].split()
        await on.press("t", "space", "enter")
        assert before[0] not in on.lines()[3].split()
        assert on.screen.pane.chosen is not None


async def test_the_profile_chooses_columns(house: Callable[..., Opened]) -> None:
    profile = Profile("acme", plan="none", columns={"users": ("email", "name")})
    async with house(start="users", profile=profile) as on:
        assert on.lines()[3].split() == ["E-MAIL", "NAME"]


async def test_esc_clears_marks_then_the_filter_then_goes_back(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        await on.type("/a")
        await on.press("enter", "space", "space")
        assert "2 marked" in on.screen.spoken
        await on.press("escape")
        assert on.screen.table.marks == set()
        assert on.screen.pane.view.filter == "a"
        await on.press("escape")
        assert on.screen.pane.view.filter == ""
        assert on.screen.spoken == ""


async def test_a_range_marks_rows_that_were_never_shown(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        await on.press("V", "G", "V")
        assert len(on.screen.table.marks) == 150
        assert "150 marked" in on.screen.spoken


async def test_an_error_is_one_line_with_what_to_do_and_the_rows_stay(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        on.line.cut = True
        await on.press("r")
        assert isinstance(on.screen.problem, Unreachable)
        assert on.screen.pane.count == 3
        assert on.lines()[22].strip()
        assert "now" in on.lines()[0]


async def test_esc_stops_loading_and_the_count_says_that_more_would_come(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        on.line.held = asyncio.Event()
        await on.pilot.press("r")
        await on.pilot.pause()
        assert on.screen.pane.listing.status.loading
        assert "esc stops" in on.screen.spoken
        await on.press("escape")
        assert not on.screen.pane.listing.status.loading
        assert on.screen.spoken == "Stopped; r reads it again from the start."


async def test_cached_rows_paint_at_once_when_the_network_is_gone(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        assert on.screen.pane.count == 40
        on.line.cut = True
        await on.type(":users /a")
        await on.press("enter")
        assert on.screen.pane.view.filter == "a"
        assert on.screen.pane.count > 0


async def test_the_tabs_of_the_trunks_keep_a_place_each(house: Callable[..., Opened]) -> None:
    async with house(start="sip-groups") as on:
        assert on.screen.area == "4"
        assert "[SIP groups]" in on.lines()[3]
        await on.press("j", "j", "tab")
        assert "[Meeting audio trunks]" in on.lines()[3]
        assert on.lines()[2].startswith(" Trunks ▸ Meeting audio trunks")
        await on.press("shift+tab")
        assert on.screen.table.cursor == 2
        await on.press("shift+tab", "shift+tab")
        assert "[SIP phones]" in on.lines()[3]


async def test_an_account_is_entered_and_left_and_the_header_says_so(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        own = on.screen.pane.count
        await on.press("5", "E")
        assert " · Acme Retail" in on.lines()[0]
        assert "5 Accounts" in on.lines()[1]
        assert on.screen.area == "1"
        assert "E leave account" in on.lines()[-1]
        await on.press("6")
        assert 0 < on.screen.pane.count != own
        await on.type(":account own")
        await on.press("enter")
        assert "Acme Retail" not in on.lines()[0]
        await on.type(":users @logi")
        await on.press("enter")
        assert " · Acme Logistics" in on.lines()[0]
        assert on.screen.area == "6"


async def test_the_actions_menu_leads_to_the_lists_below_a_row(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("a", "slash", *"queue members", "enter")
        assert on.screen.pane.resource.name == "queue-members"
        assert on.screen.area == "2"
        assert on.lines()[2].startswith(" Queues ▸ Queue members")
        await on.press("escape")
        assert on.screen.pane.resource.name == "call-queues"


async def test_hostile_names_in_every_list_neither_act_nor_break_the_screen(house: Callable[..., Opened]) -> None:
    async with house(size=(140, 50)) as on:
        for key in "123456789":
            await on.press(key)
            lines = on.lines()
            assert len(lines) == 50
            assert all(character.isprintable() or character == "\u200d" for line in lines for character in line)


async def test_a_narrow_terminal_loses_columns_and_keeps_the_frame(house: Callable[..., Opened]) -> None:
    async with house(size=(60, 15), start="users") as on:
        assert len(on.lines()) == 15
        assert on.lines()[3].split()[0] == "NAME"
        assert on.lines()[14].endswith("? more")
        await on.pilot.resize_terminal(120, 40)
        await on.settle()
        assert len(on.lines()) == 40
        assert "SITE" in on.lines()[3]


async def test_ascii_signs_replace_ours(house: Callable[..., Opened]) -> None:
    async with house(ascii_only=True, start="sites") as on:
        assert on.lines()[4].startswith(" > ")
        await on.press("1")
        assert on.lines()[2].startswith(" Calls > last 24 hours")


async def test_an_error_without_rows_opens_its_details(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        on.line.cut = True
        await on.press("7")
        assert any("r tries again" in line for line in on.lines())
        await on.press("enter")
        assert on.app.screen is not on.screen
        await on.press("escape")
        on.line.cut = False
        await on.press("r")
        assert on.screen.spoken == ""
        assert on.screen.pane.count > 0


async def test_what_only_the_objects_tell_is_read_for_the_rows_on_screen_and_no_others(
    house: Callable[..., Opened],
) -> None:
    async with house(options=replace(SMALL, queues=60), start="call-queues") as on:
        visible = [line for line in on.lines()[4:22] if line]
        members = [line.split()[-2] for line in visible]
        assert len(visible) == 18
        assert all(each.isdecimal() for each in members)
        asked = [each for each in on.app.session.client.requests.recent if each.operation_id == "getACallQueue"]
        assert len(asked) == len(visible)


async def test_times_name_their_day_where_the_order_is_another_than_that_of_time(house: Callable[..., Opened]) -> None:
    def dated() -> int:
        return sum(re.match(r" .{2}\d\d? Nov \d\d:\d\d ", line) is not None for line in on.lines())

    async with house(start="call-history") as on:
        assert dated() == 0
        await on.press("greater_than_sign", "greater_than_sign")
        assert "TIME" in on.lines()[3]
        assert "DIR▲" in on.lines()[3]
        assert dated() > 3
        await on.press("less_than_sign")
        assert dated() == 0
