"""Where does it ring, on the screen: the tree, another moment, folding, and the ways in and on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.weekly_run import confirm
from ztui.services.ring.model import Reach
from ztui.services.view import View
from ztui.ui.screens.detail import DetailScreen
from ztui.ui.screens.ring.outside import OutsideScreen
from ztui.ui.screens.ring.screen import RingScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Opened = AbstractAsyncContextManager[House]


def _ring(on: House) -> RingScreen:
    assert isinstance(on.screen, RingScreen)
    return on.screen


def _lines(on: House) -> list[str]:
    text: str = _ring(on).lines.text
    return text.splitlines()


async def test_W_shows_where_the_row_under_the_cursor_rings_and_esc_leads_back(house: Callable[..., Opened]) -> None:
    async with house(start="menus") as on:
        name = on.screen.row.row["name"]
        await on.press("W")
        assert name in _lines(on)[0]
        assert any("◀ goes here" in line for line in _lines(on))  # it is Saturday, early
        assert "Sat 21 Nov" in on.lines()[2]
        assert "T another time" in on.lines()[-1]
        await on.press("escape")
        assert on.screen.row.row["name"] == name


async def test_T_asks_for_a_moment_and_asks_zoom_for_nothing(house: Callable[..., Opened]) -> None:
    async with house(start="menus") as on:
        await on.press("W")
        on.line.cut = True
        await on.press("T")
        await on.type("soon")
        await on.press("enter")
        assert "'soon' is no moment." in "\n".join(on.lines())
        await on.press(*["backspace"] * 4)
        await on.type("mon 10:00")
        await on.press("enter")
        assert any("◀ menu plays here" in line for line in _lines(on))
        assert "Mon 23 Nov 10:00 PST" in on.lines()[2]
        await on.press("T", *["backspace"] * 9, "enter")
        assert "now, Sat 21 Nov" in on.lines()[2]


async def test_lines_fold_and_unfold_and_stay_so_at_another_moment(house: Callable[..., Opened]) -> None:
    async with house(start="menus") as on:
        await on.press("W", "g", "down", "down")
        screen, before = _ring(on), len(_lines(on))
        node = screen.node
        assert node is not None
        assert node.resource == "call-queues"
        await on.press("right")
        assert len(_lines(on)) > before
        await on.press("T")
        await on.type("mon 10:00")
        await on.press("enter")
        assert "members" in "\n".join(_lines(on))
        await on.press("g", "down", "down", "space")
        assert len(_lines(on)) < before + 3
        await on.press("left")
        assert screen.node is not None
        assert screen.node.kind == "hours"


async def test_enter_opens_the_object_and_W_begins_a_tree_there(house: Callable[..., Opened]) -> None:
    async with house(start="menus") as on:
        await on.press("W", "g", "down", "down")
        node = _ring(on).node
        assert node is not None
        await on.press("enter")
        assert isinstance(on.screen, DetailScreen)
        assert on.screen.key == node.key
        await on.press("W")
        assert _ring(on).ring_tree is not None
        assert _ring(on).match.key == node.key
        await on.press("escape", "escape", "W")
        assert _ring(on).match.key == node.key


async def test_what_was_written_meanwhile_shows_in_the_tree_and_z_undoes_it_there(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("W", "g")
        before = _lines(on)
        await on.press("enter", "j")
        await on.press("D")
        await confirm(on)
        await on.press("escape")
        assert _lines(on) != before
        await on.press("z")
        await confirm(on)
        assert _lines(on) == before


async def test_J_shows_what_zoom_answered_of_the_line_and_again_the_tree(house: Callable[..., Opened]) -> None:
    async with house(start="menus") as on:
        await on.press("W", "J")
        assert '"object": {' in "\n".join(on.lines())
        assert "J tree" in on.lines()[-1]
        await on.press("escape")
        assert _ring(on).lines.display
        assert isinstance(on.screen, RingScreen)


async def test_ring_by_command_lists_candidates_and_takes_numbers_in_any_form(house: Callable[..., Opened]) -> None:
    async with house(start="queues") as on:
        number = on.screen.row.row["phone_numbers"][0]["number"]
        await on.type(":ring 8000")
        await on.press("enter")
        assert "Which '8000'?" in "\n".join(on.lines())
        await on.press("enter")
        assert _ring(on).match.resource == "call-queues"
        await on.type(f":ring {number[:2]} ({number[2:5]}) {number[5:]}")
        await on.press("enter")
        assert _ring(on).match.resource == "numbers"
        assert _ring(on).match.row["number"] == number


async def test_a_number_of_nobody_here_says_so_and_nonsense_is_refused(house: Callable[..., Opened]) -> None:
    async with house(start="queues") as on:
        await on.type(":ring +44 20 7946 0102")
        await on.press("enter")
        assert isinstance(on.screen, OutsideScreen)
        assert "not a number of this account, United Kingdom" in "\n".join(on.lines())
        await on.press("escape")
        await on.type(":ring nobody at all")
        await on.press("enter")
        assert "There is no" in on.screen.spoken


async def test_W_on_a_call_shows_where_the_side_of_the_account_rings(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        on.app.open_view(View("call-history", filter="dir:in"), on.screen)
        await on.settle()
        row = on.screen.row.row
        await on.press("W")
        root = _ring(on).ring_tree
        assert root is not None
        assert str(row["callee_ext_number"]) in {each.extension for each in root.root.walk()}


async def test_a_tree_that_cannot_be_read_says_what_and_why(house: Callable[..., Opened]) -> None:
    async with house(start="queues") as on:
        on.line.cut = True
        await on.press("W")
        tree = _ring(on).ring_tree
        assert tree is not None
        assert tree.unread
        assert "not read" in "\n".join(_lines(on))
        assert on.screen.spoken.startswith("Not read:")
        on.line.cut = False
        await on.press("r")
        tree = _ring(on).ring_tree
        assert tree is not None
        assert not tree.unread
        assert tree.root.reach is Reach.NOW


async def test_offline_the_tree_is_made_of_what_is_stored(house: Callable[..., Opened]) -> None:
    async with house(start="queues") as on:
        await on.press("W")
        first = _lines(on)
        await on.press("escape")
        on.screen.session.offline = True
        on.line.cut = True
        await on.press("W")
        assert _lines(on) == first
        await on.press("r")
        assert "Offline" in on.screen.spoken


async def test_who_shows_a_number_is_asked_of_each_user_on_request(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        await on.press("W", "a")
        assert "a light request each" in "\n".join(on.lines())
        await on.press("down", "enter")
        assert any("caller id of: " in line for line in on.lines())
        assert on.screen.about.callers.read == on.screen.about.callers.total == 40
        assert "of 40 read" in on.screen.spoken


async def test_help_explains_the_signs(house: Callable[..., Opened]) -> None:
    async with house(start="menus") as on:
        await on.press("W", "question_mark")
        assert "zone assumed" in on.screen.query_one("#text").text


async def test_lines_fit_80_columns_and_40(house: Callable[..., Opened]) -> None:
    for size in ((80, 24), (40, 12)):
        async with house(start="menus", size=size) as on:
            await on.press("W")
            await on.press("end")
            assert all(len(line) <= size[0] for line in on.lines())
