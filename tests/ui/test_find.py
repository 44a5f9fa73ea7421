"""Find: the box over every screen, and the screen of the index."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.hostile import HOSTILE_NAMES
from ztui.store.index.documents import Document, Hit, Rank
from ztui.ui.screens.find.box import FindBox
from ztui.ui.screens.find.index import IndexScreen
from ztui.ui.screens.find.lines import Results

if TYPE_CHECKING:
    from tests.ui.house import House


def box_of(here: House) -> FindBox:
    assert isinstance(here.app.screen, FindBox)
    return here.app.screen


def shown(here: House) -> str:
    return "\n".join(here.lines())


async def indexed(here: House) -> None:
    """Read the account and open the box."""
    await here.app.session.inventory.sync()
    await here.press("ctrl+f")


async def until_read(here: House) -> None:
    for _ in range(400):
        if not here.app.indexing.running:
            break
        await here.pilot.pause(0.01)
    await here.settle()


async def test_results_come_as_they_are_typed_and_enter_opens_one(house: Any) -> None:
    async with house() as here:
        await indexed(here)
        rows = (await here.app.session.inventory.rows("call-queues")).rows
        row = next(each for each in rows if str(each["name"]).isascii())
        await here.type(str(row["name"])[:3].lower())
        assert box_of(here).found.source.count > 1
        box_of(here).typed.value = str(row["phone_numbers"][0]["number"])[2:]
        await here.settle()
        first = cast("Results", box_of(here).found.source).hit(1)
        assert first is not None
        assert first.rank == Rank.NUMBER
        box_of(here).typed.value = f"ext {row['extension_number']}"
        await here.settle()
        await here.press("enter")
        assert here.screen.crumbs()[-1] == row["name"]
        await here.press("escape")
        assert here.screen.pane.resource.name == "call-history"


async def test_enter_right_after_typing_opens_what_was_typed(house: Any) -> None:
    async with house() as here:
        await indexed(here)
        (site, *_) = (await here.app.session.inventory.rows("sites")).rows
        await here.pilot.press(*str(site["name"]).lower(), "enter")
        await here.settle()
        assert here.screen.crumbs()[-1] == site["name"]


async def test_the_cursor_passes_over_headings(house: Any) -> None:
    async with house() as here:
        await indexed(here)
        await here.type("a")
        found = box_of(here).found
        source = cast("Results", found.source)
        places = [found.cursor]
        for _ in range(12):
            await here.pilot.press("down")
            await here.pilot.pause()
            places.append(found.cursor)
        assert all(source.hit(at) is not None for at in places)
        assert places == sorted(set(places))
        assert places[-1] - places[0] > 12, "a heading lies between"
        await here.press("pageup")
        await here.press("pageup")
        assert found.cursor == 1
        assert "Users" in here.lines()[4]


async def test_nothing_indexed_says_the_cost_and_the_key_that_begins(house: Any) -> None:
    async with house() as here:
        await here.press("ctrl+f")
        assert "not indexed yet" in shown(here)
        assert "Reading it costs at least" in shown(here)
        assert "ctrl+r begins" in shown(here)
        await here.press("ctrl+r")
        await until_read(here)
        assert "not indexed" not in shown(here)
        await here.type("@acme")
        assert "Users" in shown(here)
        await here.press("escape")
        assert "Indexed with" in here.screen.spoken


async def test_a_half_read_index_says_what_is_missing(house: Any) -> None:
    async with house(size=(120, 40)) as here:
        await here.app.session.inventory.sync([each for each in PARTS if each not in ("users", "devices")])
        await here.press("ctrl+f")
        await here.type("zzz")
        assert "Nothing that is indexed is called so: zzz" in shown(here)
        assert "not indexed: Users, Devices" in shown(here)


PARTS = (
    "sites", "users", "numbers", "call-queues", "auto-receptionists", "shared-line-groups", "common-areas", "devices",
    "rooms", "pickup-groups", "sip-trunks", "sip-groups", "external-contacts", "sip-phones", "emergency-addresses",
)  # fmt: skip


async def test_offline_finds_what_is_stored_and_says_so(house: Any) -> None:
    async with house() as here:
        await here.app.session.inventory.sync()
    async with house(offline=True) as here:
        await here.press("ctrl+f")
        await here.type("@acme")
        assert "Users" in shown(here)
        await here.press("ctrl+r")
        assert "offline" in shown(here)
        assert not here.app.indexing.running


async def test_a_number_outside_the_account_is_told(house: Any) -> None:
    async with house() as here:
        await indexed(here)
        await here.type("+44 20 7946 0999")
        assert "+44 20 7946 0999 is not a number of this account." in shown(here)
        assert "Country: GB" in shown(here)


async def test_tab_goes_to_the_list_where_w_asks_where_it_rings(house: Any) -> None:
    async with house() as here:
        await indexed(here)
        (queue, *_) = (await here.app.session.inventory.rows("call-queues")).rows
        box_of(here).typed.value = str(queue["extension_number"])
        await here.settle()
        await here.press("tab")
        assert "W rings where" in here.lines()[-3]
        await here.press("W")
        assert type(here.screen).__name__ == "RingScreen"


async def test_keys_typed_ahead_land_where_they_belong(house: Any) -> None:
    async with house() as here:
        await here.app.session.inventory.sync()
        for key in ("ctrl+f", *"san", "tab", "W"):
            here.app.simulate_key(key)
        for _ in range(100):
            if type(here.screen).__name__ == "RingScreen":
                break
            await here.pilot.pause(0.02)
        await here.settle()
        assert type(here.screen).__name__ == "RingScreen"


async def test_find_and_index_can_be_typed(house: Any) -> None:
    async with house(size=(120, 40)) as here:
        await here.app.session.inventory.sync()
        await here.press("colon")
        await here.type("find @acme /x")
        await here.press("enter")
        assert box_of(here).typed.value == "@acme /x"
        await here.press("escape")
        await here.press("colon")
        await here.type("index")
        await here.press("enter")
        assert isinstance(here.screen, IndexScreen)
        assert "nothing to fetch" in shown(here)
        assert "Queues with members" in shown(here)
        here.line.box.clock.advance(86_400)
        await here.press("r")
        await until_read(here)
        assert "Indexed with" in here.screen.spoken
        await here.press("colon")
        await here.type("index nonsense")
        await here.press("enter")
        assert "not understood" in here.screen.spoken


async def test_reading_can_be_stopped_and_goes_on(house: Any) -> None:
    async with house() as here:
        await here.press("colon")
        await here.type("index")
        await here.press("enter")
        here.line.held = asyncio.Event()
        await here.pilot.press("r")
        await here.pilot.pause()
        await here.pilot.press("S")
        await until_read(here)
        assert "Stopped." in here.screen.spoken
        here.line.held.set()
        await here.press("r")
        await until_read(here)
        assert "Indexed with" in here.screen.spoken


@pytest.mark.parametrize("text", HOSTILE_NAMES)
def test_hostile_names_are_lines(text: str) -> None:
    from ztui.services.finding.documents import understood
    from ztui.services.finding.finder import Findings, Group

    made = Document(text, extension=text, short=text, numbers=(text,), mail=text, mac=text, site=text, owner=text)
    hits = tuple(Hit(resource, "k", made, Rank.NAME) for resource in ("users", "numbers"))
    wanted = understood(text or "a", ("US",))
    results = Results(Findings(text, wanted, (Group("users", text, hits, 2),)))
    for width in (20, 70, 110):
        for position in range(results.count):
            for part in (each for side in results.line(position, width) for each in side):
                assert part.text.isprintable() or "\ufffd" in part.text or not part.text.isascii()
                assert not any(sign in part.text for sign in "\x1b\n\r\t\u202e")
