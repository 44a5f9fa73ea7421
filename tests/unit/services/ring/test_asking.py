"""What a text means that is asked where it rings, and what is told beside the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.services.changes.house import House, house
from ztui.core.errors import NotFound
from ztui.resources.rows import value_at
from ztui.services.resolving import Ambiguous
from ztui.services.ring.about import About, about, about_outside, caller_ids
from ztui.services.ring.asking import Outside, found_start, outside_of
from ztui.services.ring.report import beside_lines, outside_lines, report_lines
from ztui.services.ring.session import read_in

if TYPE_CHECKING:
    from pathlib import Path

WORLD = {"users": "24", "queues": "9", "sites": "2", "numbers": "70", "calls": "30", "accounts": "0"}


async def _told(home: House, text: str) -> list[str]:
    found = await found_start(home.session, text)
    assert not isinstance(found, Outside)
    read = await read_in(home.session, found[1])
    beside = await about(home.session, found[0], read)
    return list(beside_lines(beside, home.session.viewer()))


async def test_numbers_extensions_names_and_ids_mean_what_they_say(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        queue = next(each for each in await home.rows("call-queues") if each["phone_numbers"])
        number = queue["phone_numbers"][0]["number"]
        for text, resource in (
            (number, "numbers"),
            (f"({number[2:5]}) {number[5:]}" if number.startswith("+1") else number, "numbers"),
            (str(queue["extension_number"]), "call-queues"),
            (queue["id"], "call-queues"),
        ):
            found = await found_start(home.session, text)
            assert not isinstance(found, Outside)
            assert found[0].resource == resource
        with pytest.raises(Ambiguous):  # a queue of each site
            await found_start(home.session, "8000")
        with pytest.raises(NotFound):
            await found_start(home.session, "nobody of that name")


async def test_a_number_of_somebody_else_is_told_with_its_country_and_its_calls(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        found = await found_start(home.session, "+44 20 7946 0102")
        assert isinstance(found, Outside)
        told = await about_outside(home.session, found)
        lines = list(outside_lines(found, told, home.session.viewer()))
        assert lines[0] == "+44 20 7946 0102, not a number of this account, United Kingdom"
        assert lines[-1].startswith("last calls: no calls are stored")


def test_emergency_numbers_and_star_codes_are_no_numbers_of_a_country() -> None:
    emergency, star = outside_of("911", ("US",)), outside_of("*86", ("US",))
    assert emergency is not None
    assert "emergency" in emergency.words
    assert emergency.country == ""
    assert star is not None
    assert "star code" in star.words
    assert outside_of("Ann", ("US",)) is None


async def test_what_leads_to_an_object_is_found_among_what_is_stored_and_the_rest_is_said(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        world = home.box.engine.world
        system = world.system(world.master_id)
        menu = next(each for each in system.receptionists if each.keys)
        queue = next(each for each in system.queues if any(to == each.ext_id for _, _, to in menu.keys))
        keys = [key for key, _, to in menu.keys if to == queue.ext_id]
        before = await _told(home, queue.id)
        assert "not looked through" in before[-1]
        await home.session.inventory.sync()
        lines = await _told(home, queue.id)
        assert all(f"key {key}" in lines[0] for key in keys)
        assert all(f"{number.number[2:5]}" in lines[0] for number in system.numbers_of(queue.id))
        assert "auto receptionists" not in lines[-1]  # they were all read; users were not


async def test_a_caller_id_is_counted_over_the_users_that_were_read(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        users = await home.rows("users")
        settings = [
            (await home.session.client.request("phoneUserSettings", {"userId": each["id"]}, {})).data for each in users
        ]
        shown = [value_at(each, "outbound_caller.number") for each in settings]
        number = next(each for each in shown if each)
        wanted = [
            user["name"]
            for user, each in zip(users, settings, strict=True)
            if number in [value_at(each, "outbound_caller.number"), *(x["number"] for x in each["outbound_caller_ids"])]
        ]
        none = await caller_ids(home.session, number)
        assert (none.users, none.read, none.total) == ((), 0, len(users))
        some = await caller_ids(home.session, number, most=5)
        assert some.read == 5
        every = await caller_ids(home.session, number, most=len(users))
        assert list(every.users) == wanted
        assert every.read == len(users)
        home.wire.asked.clear()
        await caller_ids(home.session, number, most=len(users))
        assert not [path for _, path in home.wire.asked if path.endswith("/settings")]


async def test_offline_what_is_not_stored_is_named_and_nothing_is_asked(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        queue = (await home.rows("call-queues"))[0]
        home.session.offline = True
        home.wire.asked.clear()
        found = await found_start(home.session, queue["id"])
        assert not isinstance(found, Outside)
        tree = (await read_in(home.session, found[1])).at(home.session.clock.now())
        assert home.wire.asked == []
        assert any("are not stored" in each for each in tree.unread)
        assert tree.here[0].key == queue["id"]


async def test_while_zoom_is_out_of_reach_a_tree_is_made_of_what_is_stored_and_says_so(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        await home.session.inventory.sync()
        queue = (await home.session.inventory.rows("call-queues")).rows[0]
        found = await found_start(home.session, queue["id"])
        assert not isinstance(found, Outside)
        now = home.session.clock.now()
        before = (await read_in(home.session, found[1])).at(now)
        home.clock.passed += 3600
        home.wire.strike = lambda method, path: "reset"
        for fresh in (False, True):
            read = await read_in(home.session, found[1], fresh=fresh)
            after = read.at(now)
            assert "Cannot reach" in after.lost
            assert not any("hours" in each for each in after.unread)
            assert [each.key for each in after.here] == [each.key for each in before.here]
            lines = list(report_lines(read.at(home.session.clock.now()), About(), home.session.viewer()))
            assert "(1 h old)" in lines[0]
            assert lines[1].endswith("this is what is stored")


async def test_hours_that_nobody_knows_ring_nobody_for_sure(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        queue = next(each for each in await home.rows("call-queues") if each["extension_number"])
        await home.session.inventory.sync(["queue-members"])
        home.wire.strike = lambda method, path: "reset"
        found = await found_start(home.session, queue["id"])
        assert not isinstance(found, Outside)
        tree = (await read_in(home.session, found[1])).at(home.session.clock.now())
        assert not tree.rings
        assert [each.key for each in tree.here] == [queue["id"]]
