"""Trees of settings, on a simulated Zoom."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ztui.core.errors import ConfigError, NotFound, UnknownName, Unreachable
from ztui.resources.settings.registry import all_settings
from ztui.ui.modals.choose import ChooseOne
from ztui.ui.modals.problem import ProblemDetails
from ztui.ui.screens.detail import DetailScreen
from ztui.ui.screens.settings import SettingsScreen
from ztui.ui.screens.settings_copy import setting_copies
from ztui.ui.screens.settings_lines import NodeFacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.house import House

Opened = Any


def titles(on: House) -> list[str]:
    return [line.node.title for line in on.screen.shown]


async def follow(on: House, title: str) -> None:
    """Follow a link of the object that is shown, by its title."""
    await on.press("a")
    box = on.app.screen
    assert isinstance(box, ChooseOne)
    choice = next(each for each in box.choices if each.title == title and not each.is_heading)
    box.dismiss(choice.id)
    await on.settle()


async def test_the_settings_of_the_account_open_by_name_and_say_how_old_they_are(house: Callable[..., Opened]) -> None:
    async with house(start="account-settings") as on:
        assert isinstance(on.screen, SettingsScreen)
        lines = on.lines()
        assert lines[0].endswith("06:05 PST (now)")
        assert lines[2].startswith(" Account settings")
        assert next(line for line in lines if "Recording" in line).split() == ["▌", "▼", "Recording", "2", "settings"]
        assert any(line.split()[-1] in {"on", "off"} for line in lines[4:20])
        assert on.screen.spoken == ""


@pytest.mark.parametrize("name", ["account-settings", "phone-settings", "sub-account-settings"])
async def test_settings_that_were_read_are_shown_again_with_their_age(house: Callable[..., Opened], name: str) -> None:
    async with house(start=name) as on:
        every, header, count = titles(on), on.lines()[0], on.screen.counts()[0].text
        assert every
        await on.press("escape")
        on.app.obey(name)
        await on.settle()
        assert isinstance(on.screen, SettingsScreen)
        assert titles(on) == every
        assert any(every[0] in line for line in on.lines())
        assert on.screen.counts()[0].text == count
        assert on.lines()[0] == header
        await on.press("left_square_bracket")
        before: object = on.screen
        assert not isinstance(before, SettingsScreen)
        await on.press("right_square_bracket")
        assert titles(on) == every
        assert any(every[0] in line for line in on.lines())


async def test_groups_fold_and_unfold_by_enter_left_and_right(house: Callable[..., Opened]) -> None:
    async with house(start="account-settings") as on:
        every = titles(on)
        await on.press("enter")
        assert "Auto call recording" not in titles(on)
        await on.press("right")
        assert titles(on) == every
        await on.press("right")
        assert on.screen.line.node.title == "Auto call recording"
        await on.press("right")
        assert "Recording calls" in titles(on)
        await on.press("right", "left")
        assert on.screen.line.node.title == "Auto call recording"
        await on.press("left")
        assert titles(on) == every
        await on.press("left", "left")
        assert "Auto call recording" not in titles(on)
        assert on.screen.table.cursor == 0


async def test_a_search_narrows_while_it_is_typed_and_esc_clears_it(house: Callable[..., Opened]) -> None:
    async with house(start="account-settings") as on:
        every = titles(on)
        await on.press("slash")
        await on.type("mobile")
        found = titles(on)
        assert found[0] == "Apps and devices"
        assert "Zoom Phone on mobile" in found
        assert " of " in on.lines()[2]
        await on.press("enter")
        assert "/mobile" in on.lines()[2]
        assert titles(on) == found
        await on.press("escape")
        assert titles(on) == every
        await on.press("slash")
        await on.type("nothing like it")
        assert titles(on) == []
        assert any("No setting holds" in line for line in on.lines())


async def test_a_search_can_be_given_with_the_name(house: Callable[..., Opened]) -> None:
    async with house(start="account-settings /fax") as on:
        assert titles(on)[0] == "Fax"
        assert "/fax" in on.lines()[2]


async def test_a_lock_is_said_in_words(house: Callable[..., Opened]) -> None:
    async with house(start="account-settings") as on:
        answer = on.screen.state.answer
        locked = {**answer["sms"], "locked": True, "locked_by": "account"}
        on.screen.state = replace(on.screen.state, answer={**answer, "sms": locked})
        on.screen.look_again()
        await on.settle()
        await on.press("slash")
        await on.type("locked by account")
        line = next(line for line in on.lines() if " SMS " in line and "locked" in line)
        assert line.endswith("locked by account")


@pytest.mark.parametrize(("width", "said"), [(80, "locked by account"), (60, "locked")])
async def test_a_lock_is_seen_at_every_width(house: Callable[..., Opened], width: int, said: str) -> None:
    async with house(start="account-settings", size=(width, 30)) as on:
        assert "STATE" not in on.lines()[3]
        answer = on.screen.state.answer
        locked = {**answer["sms"], "locked": True, "locked_by": "account"}
        on.screen.state = replace(on.screen.state, answer={**answer, "sms": locked})
        on.screen.look_again()
        await on.settle()
        line = next(line for line in on.lines() if " SMS " in line and "locked" in line)
        assert said in line
        assert ("STATE" in on.lines()[3]) == (width == 80)
        assert line.split()[-1] in {"account", "on", "off"}


async def test_no_value_is_cut_while_there_is_room(house: Callable[..., Opened]) -> None:
    async with house(start="account-settings") as on:
        assert not any("…" in line for line in on.lines()[4:22])


async def test_hours_and_holidays_are_told_in_one_line(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("enter")
        link = next(each for each in on.screen.links if each.settings and each.settings.name == "routing-settings")
        on.app.follow(link, on.screen)
        await on.settle()
        lines = on.lines()
        assert "Mon-Fri 08:00-20:00" in next(line for line in lines if "Custom hours" in line)
        assert "longest idle, waits 15:00" in next(line for line in lines if "Call handling" in line)
        assert next(line for line in lines if "Thanksgiving" in line).endswith("2026-11-26 00:00 to 23:59")


async def test_a_key_says_what_it_does_in_the_present_state(house: Callable[..., Opened]) -> None:
    async with house(start="account-settings") as on:
        assert "o show unset" in on.lines()[-1]
        await on.press("o")
        assert "o hide unset" in on.lines()[-1]
        await on.press("J")
        assert "/ search" not in on.lines()[-1]
        await on.press("slash")
        assert on.screen.crumbs() == ["Account settings"]
        await on.press("a")
        titles = [each.title for each in on.app.screen.choices]
        assert "Show the settings again" in titles
        assert "Search these settings" not in titles


async def test_a_menu_says_how_many_choices_are_beyond_its_edges(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        await on.press("a")
        menu = on.app.screen.query_one("#choices")
        hidden = len(menu.choices) - menu.size.height
        assert hidden > 0
        assert any(f"▼ {hidden} more" in line for line in on.lines())
        await on.press("G")
        assert any(f"▲ {hidden} more" in line for line in on.lines())
        assert not any("▼" in line for line in on.lines())


async def test_enter_on_a_field_shows_all_that_is_known_of_it(house: Callable[..., Opened]) -> None:
    async with house(start="phone-settings") as on:
        await on.press("slash", *"billing account name", "enter", "G", "enter")
        box = on.app.screen
        assert isinstance(box, NodeFacts)
        text = "\n".join(on.lines())
        assert "billing_account.name" in text
        assert "no operation of the API" in text
        await on.press("escape")
        assert isinstance(on.app.screen, SettingsScreen)


async def test_a_field_says_which_operation_writes_it(house: Callable[..., Opened]) -> None:
    async with house(start="phone-settings") as on:
        await on.press("slash", *"show device", "enter", "G", "enter")
        assert "Update phone settings (show_device_ip_for_call_log.enable)" in "\n".join(on.lines())


async def test_what_is_not_set_is_shown_on_request(house: Callable[..., Opened]) -> None:
    async with house(start="account-settings") as on:
        before = on.screen.counts()[0].text
        await on.press("o")
        assert on.screen.spoken == "Fields that are not set are shown too."
        assert int(on.screen.counts()[0].text) > int(before)
        await on.press("o")
        assert on.screen.counts()[0].text == before


async def test_raw_shows_what_zoom_sent_and_again_the_lines(house: Callable[..., Opened]) -> None:
    async with house(start="phone-settings") as on:
        await on.press("J")
        assert any(line.startswith('  "byoc": {') for line in on.lines())
        await on.press("escape")
        assert any("BYOC" in line for line in on.lines())
        assert isinstance(on.screen, SettingsScreen)


async def test_the_parts_of_a_sites_settings_are_tabs(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        await on.press("enter")
        name = on.screen.heading.name
        await follow(on, "Site settings")
        assert on.lines()[2].startswith(f" Sites ▸ {name} ▸ Site settings")
        assert on.lines()[3].startswith(" [Location-based routing]")
        seen = [on.screen.part]
        for _ in on.screen.parts:
            await on.press("tab")
            seen.append(on.screen.part)
            assert "[" in on.lines()[3]
        assert seen == [*on.screen.parts, on.screen.parts[0]]
        await on.press("shift+tab")
        assert on.screen.part == on.screen.parts[-1]
        await on.press("a")
        assert [each.title for each in on.app.screen.choices][:2] == ["Location-based routing", "Business hours"]
        await on.press("escape", "escape")
        assert isinstance(on.screen, DetailScreen)


async def test_what_is_general_is_a_part_of_its_own_where_the_api_has_it_so(house: Callable[..., Opened]) -> None:
    async with house(start="sub-account-settings") as on:
        assert on.lines()[3].startswith(" [General]  Meeting authentication")
        await on.press("tab")
        assert on.screen.part == "meeting_authentication"


async def test_each_part_remembers_what_was_unfolded(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        await on.press("enter")
        await follow(on, "Site settings")
        await on.press("tab", "g", "left")
        folded = titles(on)
        await on.press("tab", "shift+tab")
        assert titles(on) == folded


@pytest.mark.parametrize(
    ("start", "title"),
    [
        ("users", "User settings"),
        ("users", "User features"),
        ("users", "Hours and routing"),
        ("call-queues", "Queue policies"),
        ("call-queues", "Queue voicemail access"),
        ("auto-receptionists", "Auto receptionist policies"),
        ("auto-receptionists", "Auto receptionist menu"),
        ("devices", "Device features"),
        ("accounts", "Zoom settings"),
    ],
)
async def test_settings_open_from_their_object(house: Callable[..., Opened], start: str, title: str) -> None:
    async with house(start=start) as on:
        await on.press("enter")
        await follow(on, title)
        tree = on.screen
        assert isinstance(tree, SettingsScreen)
        assert tree.problem is None
        assert tree.state is not None
        await on.press("escape")
        assert isinstance(on.screen, DetailScreen)


async def test_settings_open_from_a_row_of_a_list_and_name_it(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await follow(on, "Queue policies")
        assert on.screen.settings.name == "queue-policies"
        assert len(on.lines()[2].split(" ▸ ")) == 3
        await on.press("escape")
        assert on.screen.pane.resource.name == "call-queues"


async def test_the_related_tab_groups_objects_lists_and_settings(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        await on.press("enter")
        while on.screen.tab != "Related":
            await on.press("tab")
        menu = on.screen.query_one("#links")
        assert [each.title for each in menu.choices if each.is_heading] == ["Objects", "Lists", "Settings"]
        old = [each.title for each in menu.choices if each.note == "deprecated"]
        lists = [each.title for each in menu.choices if not each.is_heading]
        assert old
        assert lists.index(old[0]) > lists.index("Calls")
        tabs = {view.resource for view in on.screen._views.values()}
        assert tabs.isdisjoint(
            link.view.resource for link in on.screen.links if link.view is not None and not link.view.query
        )
        await on.press("G", "enter")
        assert isinstance(on.screen, SettingsScreen)


async def test_the_cursor_of_a_menu_passes_headings_over(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        await on.press("a")
        menu = on.app.screen.query_one("#choices")
        for key in ("down", "up", "up", "g", "G", "pageup", "pagedown"):
            await on.press(*[key] * (len(menu.choices) if key in {"down", "up"} else 1))
            assert not menu.current.is_heading


async def test_an_error_stands_where_lines_would_be_and_r_tries_again(house: Callable[..., Opened]) -> None:
    async with house() as on:
        on.line.cut = True
        on.app.obey("account-settings")
        await on.settle()
        problem = on.screen.problem
        assert isinstance(problem, Unreachable)
        assert any("tries again" in line for line in on.lines())
        await on.press("enter")
        assert isinstance(on.app.screen, ProblemDetails)
        await on.press("escape")
        on.line.cut = False
        await on.press("r")
        assert on.screen.problem is None
        assert titles(on)


async def test_without_a_line_what_was_read_stays(house: Callable[..., Opened]) -> None:
    async with house(start="account-settings") as on:
        before = titles(on)
        on.line.cut = True
        await on.press("r")
        assert isinstance(on.screen.problem, Unreachable)
        assert titles(on) == before


async def test_settings_of_nobody_say_so(house: Callable[..., Opened]) -> None:
    async with house(start="user-settings nobody") as on:
        assert isinstance(on.screen.problem, NotFound)


async def test_what_cannot_be_meant_is_said_before_anything_is_sent(house: Callable[..., Opened]) -> None:
    async with house() as on:
        on.app.obey("user-settings")
        await on.settle()
        assert isinstance(on.screen.problem, ConfigError)
        assert "belong to an object" in on.screen.spoken
        on.app.obey("acount-settings")
        await on.settle()
        assert isinstance(on.screen.problem, UnknownName)
        assert "account-settings" in str(on.screen.problem)


async def test_what_can_be_copied_of_a_line(house: Callable[..., Opened]) -> None:
    async with house(start="account-settings") as on:
        await on.press("down")
        viewer = on.screen.session.viewer()
        copies = {each.key: each.text for each in setting_copies(on.screen.state, on.screen.line.node, viewer)}
        assert copies["p"] == "auto_call_recording.enable"
        assert json.loads(copies["j"]) == on.screen.state.answer["auto_call_recording"]
        assert json.loads(copies["J"]) == on.screen.state.answer
        assert copies["c"] == "ztui get account-settings"
        await on.press("c", "p")
        assert "the path" in on.screen.spoken


async def test_the_command_of_a_part_names_object_and_part(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        key = on.screen.row.key
        await on.press("enter")
        await follow(on, "Site settings")
        await on.press("tab")
        copies = {each.key: each.text for each in setting_copies(on.screen.state, None, on.screen.session.viewer())}
        assert copies["c"] == f"ztui get site-settings {key} --where settingType=business_hours"


async def test_a_part_that_needs_an_id_asks_for_it(house: Callable[..., Opened]) -> None:
    async with house(start="auto-receptionists") as on:
        await on.press("enter")
        await follow(on, "Auto receptionist menu")
        assert on.screen.part == "business_hours"
        on.screen.choose("holiday_hours")
        await on.settle()
        assert isinstance(on.app.screen, ChooseOne)
        await on.press("enter")
        assert on.screen.part == "holiday_hours"
        assert [name for name, _id in on.screen.view.also] == ["holiday_id"]
        assert on.screen.state is not None
        on.screen.choose("break_hours")
        await on.settle()
        assert isinstance(on.screen.problem, ConfigError)


async def test_all_account_settings_are_offered_at_the_command_line(house: Callable[..., Opened]) -> None:
    from ztui.ui.commands.offers import offers

    names = {each.command: each for each in offers((), ())}
    for one in all_settings():
        assert names[one.name].more == bool(one.parameters)
