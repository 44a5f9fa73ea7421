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


async def _meant(home: House, text: str) -> list[str]:
    """Give the resources of what a text means."""
    try:
        found = await found_start(home.session, text)
    except Ambiguous as error:
        return sorted(each.resource for each in error.matches)
    assert not isinstance(found, Outside)
    return [found[0].resource]


async def test_a_name_that_several_bear_lists_them_and_a_number_is_not_preferred(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        world = home.box.engine.world
        system = world.system(world.master_id)
        queue = next(each for each in system.queues if system.numbers_of(each.id))
        free = next(each for each in system.numbers if each.owner is None)
        system.users.plant(next(iter(system.users))._replace(name="Support West"))
        system.queues.plant(queue._replace(name="Support West"))
        for number in (system.numbers_of(queue.id)[0], free):
            system.numbers.plant(number._replace(display_name="Support West"))
        await home.session.inventory.sync()
        assert await _meant(home, "Support West") == ["call-queues", "numbers", "users"]
        assert await _meant(home, system.numbers_of(queue.id)[0].number) == ["numbers"]


async def test_a_piece_of_a_number_a_name_or_an_id_begins_a_tree_or_lists_candidates(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        await home.session.inventory.sync()
        rows = (await home.session.inventory.rows("numbers")).rows
        ends = [each["number"][-7:] for each in rows]
        number = next(each["number"] for each in rows if ends.count(each["number"][-7:]) == 1)
        home.wire.asked.clear()
        found = await found_start(home.session, number[-7:])
        assert not isinstance(found, Outside)
        assert found[0].row["number"] == number
        user = next(each for each in (await home.session.inventory.rows("users")).rows if len(each["name"].split()) > 1)
        assert "users" in await _meant(home, user["name"].split()[1][:5])
        assert "users" in await _meant(home, user["id"][:8])
        assert set(await _meant(home, number[:5])) == {"numbers"}
        assert home.wire.asked == []


async def test_without_the_lists_nothing_is_said_to_be_none_of_this_account(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        rows = await home.rows("numbers")
        number, user = rows[0]["number"], (await home.rows("users"))[0]
    async with house(tmp_path / "fresh", world=WORLD) as home:
        await home.session.inventory.sync(["call-queues"])
        home.session.offline = True
        found = await found_start(home.session, number)
        assert isinstance(found, Outside)
        assert found.missing == ("Numbers",)
        lines = list(outside_lines(found, About(), home.session.viewer()))
        assert "not known whether" in lines[0]
        assert "not read: numbers" in lines[1]
        with pytest.raises(NotFound, match="Nothing that is stored") as nobody:
            await found_start(home.session, f"ext {user['extension_number']}99")
        assert "users" in nobody.value.hint


async def test_while_zoom_is_out_of_reach_the_stored_lists_decide_what_is_meant(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        await home.session.inventory.sync()
        (number, *_) = (await home.session.inventory.rows("numbers")).rows
        home.clock.passed += 24 * 3600
        home.wire.strike = lambda method, path: "reset"
        assert await _meant(home, number["number"]) == ["numbers"]
        found = await found_start(home.session, "+44 20 7946 0102")
        assert isinstance(found, Outside)
        assert "24 h old" in found.looked or "1 d old" in found.looked


def test_a_local_number_has_no_country_that_somebody_made_up() -> None:
    assert outside_of("5197157", ("US", "NL")) is None
    assert outside_of("8066500", ("NL",)) is None
    dutch = outside_of("020 795 0100", ("US", "NL"))
    assert dutch is not None
    assert (dutch.number, dutch.country) == ("+31207950100", "Netherlands")


async def test_an_emergency_number_is_told_also_where_an_object_has_that_extension(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        world = home.box.engine.world
        system = world.system(world.master_id)
        system.queues.plant(next(iter(system.queues))._replace(extension=911))
        await home.session.inventory.sync()
        found = await found_start(home.session, "911")
        if isinstance(found, Outside):
            pytest.fail("the queue was not found")
        tree = (await read_in(home.session, found[1])).at(home.session.clock.now())
        assert tree.root.resource == "call-queues"
        assert any("911 is an emergency number" in each.words for each in tree.root.notes)
        service = outside_of("411", ("US",))
        assert service is not None
        assert "service number" in service.words


async def test_rooms_contacts_and_desk_phones_are_told_as_what_they_are(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        await home.session.inventory.sync()
        inventory = home.session.inventory
        room = (await inventory.rows("rooms")).rows[0]
        found = await found_start(home.session, str(room["extension_number"]))
        assert not isinstance(found, Outside)
        tree = (await read_in(home.session, found[1])).at(home.session.clock.now())
        assert (tree.root.kind, tree.root.name) == ("zoom_room", room["name"])
        assert "does not tell" in tree.root.notes[0].words
        assert not tree.rings
        assert (await about(home.session, *(found[0], await read_in(home.session, found[1])))).upward is None
        contact = (await inventory.rows("external-contacts")).rows[0]
        assert "external-contacts" in await _meant(home, contact["name"])
        phone = next(each for each in (await inventory.rows("devices")).rows if each.get("assignees"))
        found = await found_start(home.session, phone["mac_address"])
        assert not isinstance(found, Outside)
        tree = (await read_in(home.session, found[1])).at(home.session.clock.now())
        assert tree.root.kind == "desk_phone"
        assert {each.key for each in tree.root.children} == {each["id"] for each in phone["assignees"]}
