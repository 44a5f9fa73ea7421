"""The boxes over a screen: choosing, columns, filters, copying, errors."""

from __future__ import annotations

import base64
import json
import shlex
from typing import TYPE_CHECKING, Any

from tests.hostile import HOSTILE_NAMES
from tests.ui.house import SMALL
from ztui.core.errors import FieldError, Forbidden, Invalid, RateLimited, ZtuiError
from ztui.resources.cells import Viewer
from ztui.resources.registry import resource
from ztui.ui.modals.choose import Choice, ChooseOne, ChooseSome
from ztui.ui.modals.copy import command_for, copies
from ztui.ui.modals.filters import FilterForm
from ztui.ui.modals.problem import ProblemDetails, problem_lines
from ztui.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

from datetime import UTC, datetime

Opened = Any
NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
VIEWER = Viewer(UTC, NOW)


async def test_one_is_chosen_by_the_cursor_or_by_its_letter_and_refused_ones_never(
    house: Callable[..., Opened],
) -> None:
    choices = [Choice("a", "First", key="f"), Choice("b", "Second", key="s"), Choice("c", "No", refused="not today")]
    async with house() as on:
        chosen: list[str | None] = []
        for keys in (("down", "enter"), ("f",), ("end", "enter", "escape")):
            on.app.push_screen(ChooseOne("Which [one]?", choices), chosen.append)
            await on.press(*keys)
        assert chosen == ["b", "a", None]


async def test_a_list_without_letters_goes_to_what_begins_with_the_typed_one(house: Callable[..., Opened]) -> None:
    async with house() as on:
        on.app.push_screen(ChooseOne("Which?", [Choice(each, each) for each in ("Ann", "Zoë", "Bo", "zett")]))
        await on.press("z")
        menu = on.app.screen.query_one(Menu)
        assert menu.current.id == "Zoë"
        await on.press("z")
        assert menu.current.id == "zett"


async def test_some_are_switched_with_space_and_taken_with_enter(house: Callable[..., Opened]) -> None:
    async with house() as on:
        chosen: list[tuple[str, ...] | None] = []
        choices = [Choice(each, each) for each in ("one", "two", "three")]
        on.app.push_screen(ChooseSome("Which?", choices, ["three"]), chosen.append)
        await on.press("space", "down", "space", "space", "enter")
        assert chosen == [("one", "three")]


async def test_a_long_list_fits_the_smallest_terminal_and_scrolls(house: Callable[..., Opened]) -> None:
    async with house(size=(60, 15)) as on:
        on.app.push_screen(ChooseOne("Which?", [Choice(str(at), f"choice {at}", "x" * 90) for at in range(60)]))
        await on.settle()
        assert all(len(line) <= 60 for line in on.lines())
        assert any("esc leave" in line for line in on.lines())
        await on.press("end")
        assert any("choice 59" in line for line in on.lines())
        above = next(line for line in on.lines() if "▲" in line)
        first = int(above.split("choice ")[1].split()[0])
        assert f"▲ {first} more" in above
        await on.pilot.resize_terminal(60, 24)
        await on.settle()
        assert any("choice 59" in line for line in on.lines())


async def test_hostile_names_are_choices_like_others(house: Callable[..., Opened]) -> None:
    async with house() as on:
        for name in HOSTILE_NAMES:
            on.app.push_screen(ChooseOne(name, [Choice("x", name, name), Choice("y", "y", refused=name)]))
            await on.pilot.pause()
            shown = "".join(on.lines())
            assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in shown)
            await on.pilot.press("escape")


async def test_columns_are_chosen_moved_and_shown(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("t", "plus", "down", "space", "enter")
        assert on.screen.pane.chosen is not None
        assert on.screen.pane.chosen[0] == "extension_number"
        assert "name" in on.screen.pane.chosen
        assert on.lines()[3].split()[0] == "EXT"


async def test_the_last_column_cannot_be_taken_away(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        await on.press("t")
        menu = on.app.screen.query_one(Menu)
        menu.on = set()
        await on.press("enter")
        assert on.app.screen is not on.screen
        await on.press("space", "enter")
        assert on.app.screen is on.screen


# The filter form


async def test_the_form_asks_zoom_for_what_was_filled_in(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        await on.press("f")
        assert isinstance(on.app.screen, FilterForm)
        await on.press("down", "down", "right", "right", "enter")
        kind = dict(on.screen.pane.view.query)["assigned_to_type"]
        assert kind == "User"
        assert 0 < on.screen.pane.count < 150


async def test_the_form_says_what_is_wrong_while_it_is_typed_and_keeps_it(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        await on.press("f")
        form = on.app.screen
        while form.field.name != "from":
            await on.press("down")
        await on.type("2026-13-01")
        assert any("2026-13-01" in line and "! Write" in line for line in on.lines())
        assert any("Write 2026-11-20, 2026-11-20 14:00, -24h" in line for line in on.lines())
        await on.press("up", "enter")
        assert on.app.screen is form
        assert form.field.name == "from"
        assert form.texts["from"] == "2026-13-01"
        await on.press(*["backspace"] * 5)
        await on.type("11-20")
        assert not any(" ! " in line for line in on.lines())
        await on.press("enter")
        assert on.app.screen is on.screen
        assert dict(on.screen.pane.view.query)["from"] == "2026-11-20T08:00:00Z"


async def test_esc_leaves_at_once_when_nothing_was_changed_and_asks_when_something_was(
    house: Callable[..., Opened],
) -> None:
    async with house(start="calls") as on:
        await on.press("f", "escape")
        assert on.app.screen is on.screen
        await on.press("f")
        await on.type("ann")
        await on.press("escape")
        assert isinstance(on.app.screen, FilterForm)
        assert any("esc again" in line for line in on.lines())
        await on.press("escape")
        left: Any = on.app.screen
        assert left is on.screen
        assert left.pane.view.query == ()


async def test_the_form_opens_with_the_filters_in_force_and_can_be_emptied(house: Callable[..., Opened]) -> None:
    async with house(start="calls last 7d") as on:
        await on.press("f")
        form = on.app.screen
        assert form.texts["from"] == "2026-11-14 06:05"
        await on.press("ctrl+x", "enter")
        assert on.screen.pane.view.query == ()


async def test_choices_of_several_open_a_list(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        await on.press("f", "down", "space")
        assert isinstance(on.app.screen, ChooseSome)
        await on.press("space", "enter", "enter")
        assert on.screen.pane.view.query[0] == ("directions", "inbound")


async def test_known_objects_are_offered_where_an_id_is_asked_for(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("f")
        assert on.app.screen.field.name == "site_id"
        await on.press("question_mark")
        assert isinstance(on.app.screen, ChooseOne)
        wanted = on.app.screen.choices[0].id
        await on.press("enter", "enter")
        assert on.screen.pane.view.query == (("site_id", wanted),)


async def test_the_form_of_every_area_fits_80_by_24(house: Callable[..., Opened]) -> None:
    async with house() as on:
        for key in "123456789":
            await on.press(key, "f")
            assert any("enter ask Zoom" in line for line in on.lines())
            await on.press("escape")


# The clipboard


async def test_the_copy_menu_sends_and_says_sent(house: Callable[..., Opened], monkeypatch: pytest.MonkeyPatch) -> None:
    async with house(start="users") as on:
        written: list[str] = []
        monkeypatch.setattr(on.app._driver, "write", written.append)
        await on.press("c", "i")
        sent = [each for each in written if each.startswith("\x1b]52;c;")]
        assert [base64.b64decode(each[7:-1]).decode() for each in sent] == [on.screen.row.key]
        assert on.screen.spoken == "Sent the ID to the terminal's clipboard."


def test_what_can_be_copied_of_a_user_is_id_number_extension_row_json_and_command() -> None:
    row = {
        "id": "u1",
        "name": "Ann Brück",
        "extension_number": 8104,
        "phone_numbers": [{"id": "n1", "number": "+14155550188"}],
    }
    found = {each.title: each.text for each in copies(resource("users"), "u1", row, VIEWER)}
    assert found["ID"] == "u1"
    assert found["Number"] == "+14155550188"
    assert found["Extension"] == "8104"
    assert found["Row"].split("\t")[0] == "Ann Brück"
    assert json.loads(found["JSON"]) == row
    assert found["Command"] == "ztui get users u1"


def test_a_command_is_quoted_for_the_shell_and_names_account_and_parents() -> None:
    assert command_for(resource("users"), "u1", demo=True) == "ztui --demo get users u1"
    words = shlex.split(command_for(resource("queue-members"), "a b;rm -rf /", (("callQueueId", "q'1"),), "acc"))
    assert words[:3] == ["ztui", "--account", "acc"]
    assert words[3:] == ["get", "queue-members", "a b;rm -rf /", "--where", "callQueueId=q'1"]


def test_nothing_that_is_copied_holds_a_control_character() -> None:
    for name in HOSTILE_NAMES:
        row = {"id": name, "name": name, "extension_number": name}
        for each in copies(resource("users"), name, row, VIEWER):
            bad = {char for char in each.text if ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0}
            assert bad <= ({"\t"} if each.title == "Row" else {"\n"} if each.title == "JSON" else set())


# Errors


def facts_of(error: ZtuiError) -> str:
    return "\n".join("".join(part.text for part in line) for line in problem_lines(error, UTC))


def test_an_error_of_zoom_shows_code_operation_scopes_and_tracking_id() -> None:
    error = Forbidden("No.", "Add the scope.", http=403, code=4711, tracking_id="WEB_1", operation_id="listCallQueues")
    error.scopes = ("phone:read:list_call_queues:admin", "phone:read:admin")
    text = facts_of(error)
    for part in ("No.", "Add the scope.", "403", "4711", "WEB_1", "GET /phone/call_queues", *error.scopes):
        assert part in text


def test_fields_and_the_time_to_wait_are_shown() -> None:
    invalid = Invalid("Refused.", operation_id="no-such-operation")
    invalid.fields = (FieldError("name", "Too long."), FieldError("", "Wrong."))
    assert "name          Too long." in facts_of(invalid)
    assert "Request       Wrong." in facts_of(invalid)
    assert "no-such-operation" in facts_of(invalid)
    limited = RateLimited("Wait.")
    limited.until = NOW
    assert "14:05:00 UTC" in facts_of(limited)
    assert facts_of(ZtuiError("Plain.", "Do this.")) == "Plain.\n\nDo this."


async def test_enter_on_a_failed_list_of_a_detail_shows_the_details(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("enter")
        on.line.cut = True
        await on.press("tab", "tab", "enter")
        assert isinstance(on.app.screen, ProblemDetails)
        await on.press("enter")
        assert on.app.screen is on.screen


def test_the_small_zoom_has_what_these_tests_lean_on() -> None:
    assert SMALL.numbers == 150


async def test_the_mouse_chooses_and_goes_to_fields(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        chosen: list[str | None] = []
        on.app.push_screen(ChooseOne("Which?", [Choice("a", "First"), Choice("b", "Second")]), chosen.append)
        await on.settle()
        await on.pilot.click("#choices", offset=(3, 1))
        await on.pilot.click("#choices", offset=(3, 1))
        await on.settle()
        assert chosen == ["b"]
        await on.press("f")
        await on.pilot.click("#fields", offset=(3, 10))
        await on.settle()
        form: Any = on.app.screen
        assert form.field.name == "with_voicemail"
        await on.press("space")
        assert form.texts["with_voicemail"] == "true"
        await on.press("left", "left")
        assert form.texts["with_voicemail"] == "false"
        await on.press("backspace")
        assert form.texts["with_voicemail"] == ""


async def test_a_single_choice_opens_a_list_with_any_first(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        await on.press("f")
        form: Any = on.app.screen
        while form.field.name != "status":
            await on.press("down")
        await on.press("space")
        assert [each.id for each in on.app.screen.choices][:2] == ["", "activate"]
        await on.press("down", "enter", "enter")
        assert on.screen.pane.view.query == (("status", "activate"),)


async def test_a_menu_opens_at_its_beginning_where_all_that_can_be_chosen_is_far_below(
    house: Callable[..., Any],
) -> None:
    async with house(start="call-queues", size=(80, 24)) as on:
        choices = [Choice(f"r{at}", f"Refused {at}", refused="not here") for at in range(40)]
        on.app.push_screen(ChooseOne("Actions", [Choice("", "Edit", is_heading=True), *choices, Choice("c", "Copy")]))
        await on.settle()
        assert any("Refused 0" in line for line in on.lines())
        assert on.app.screen.query_one(Menu).cursor == 1
        await on.press("escape")
        on.app.push_screen(ChooseOne("Actions", [*choices, Choice("c", "Copy")], current="c"))
        await on.settle()
        assert on.app.screen.query_one(Menu).cursor == 40
