"""The world's data: counts, links, determinism, names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.hostile import HOSTILE_NAMES
from tests.unit.sim.asking import SMALL, Asker, WorldSizes
from ztui.sim.world.entities import Kind, Owner
from ztui.sim.world.world import World

if TYPE_CHECKING:
    from ztui.sim.world.system import PhoneSystem


@pytest.fixture(scope="module")
def whole() -> PhoneSystem:
    world = World(WorldSizes())
    return world.system(world.master_id)


def test_the_default_world_has_the_sizes_that_were_asked_for(whole: PhoneSystem) -> None:
    counts = (len(whole.sites), len(whole.users), len(whole.queues), len(whole.numbers))
    assert counts == (12, 2_000, 300, 12_000)


def test_every_id_extension_and_number_exists_once(whole: PhoneSystem) -> None:
    extensions = [each.extension for _, table in whole.tables() for each in table]
    assert len(set(extensions)) == len(extensions)
    ids = [each.id for _, table in whole.tables() for each in table] + [number.id for number in whole.numbers]
    assert len(set(ids)) == len(ids)
    assert len({number.number for number in whole.numbers}) == 12_000
    assert all(re.fullmatch(r"[\w-]{22}", key) for key in ids)


def test_every_member_of_a_queue_is_an_active_user_or_a_common_area(whole: PhoneSystem) -> None:
    for queue in whole.queues:
        assert queue.members
        for member in queue.members:
            if member.kind == Kind.USER:
                user = whole.users.get(member.id)
                assert user is not None
                assert user.status == "activate"
            else:
                assert member.id in whole.common_areas


def test_every_owner_of_a_number_exists_and_names_it_back(whole: PhoneSystem) -> None:
    owners: set[Owner] = set()
    for number in whole.numbers:
        if number.owner is None or number.owner.kind == Kind.MEETING:
            continue
        owners.add(number.owner)
        assert whole.thing(number.owner.kind, number.owner.id) is not None
        assert number in whole.numbers_of(number.owner.id)
    assert {owner.kind for owner in owners} == set(Kind) - {Kind.MEETING, Kind.PICKUP, Kind.LOCATION}


def test_byoc_numbers_have_a_sip_group_whose_trunk_exists(whole: PhoneSystem) -> None:
    for number in whole.numbers:
        assert bool(number.sip_group) == number.source.startswith("BYOC")
        if number.sip_group:
            group = whole.sip_groups.get(number.sip_group)
            assert group is not None
            assert group.trunk_id in whole.trunks


def test_routing_leads_to_extensions_that_exist(whole: PhoneSystem) -> None:
    for group in (*whole.queues, *whole.receptionists):
        for target in (group.rules.overflow_to, group.rules.closed_to):
            assert not target or whole.extension(target) is not None
    for menu in whole.receptionists:
        assert all(not target or whole.extension(target) is not None for _, _, target in menu.keys)


def test_short_extensions_repeat_on_other_sites(whole: PhoneSystem) -> None:
    shorts = [queue.extension % 10_000 for queue in whole.queues]
    assert len(set(shorts)) < len(shorts)


def test_every_hostile_name_is_among_users_and_queues(whole: PhoneSystem) -> None:
    short = {name for name in HOSTILE_NAMES if len(name) < 200 and "\ud800" not in name}
    for table in (whole.users, whole.queues):
        missing = short - {each.name for each in table}
        assert not missing
    assert [len(user.name) for user in whole.users if len(user.name) > 1_000] == [10_000]


def test_names_come_in_many_scripts(whole: PhoneSystem) -> None:
    text = "".join(user.name for user in whole.users)
    for sample in ("\u00e9", "\u0430", "\u738b", "\u0645", "\u05db", "\u03bd", "\u0e2a", "\u5c71", "\uae40"):
        assert sample in text


def test_the_same_seed_gives_the_same_world_and_another_seed_another_one() -> None:
    first, again, other = (Asker(sizes).system for sizes in (SMALL, SMALL, replace(SMALL, seed=2)))
    for name in ("users", "queues", "numbers", "devices", "sip_phones", "receptionists", "shared_lines"):
        assert list(getattr(first, name)) == list(getattr(again, name))
        assert list(getattr(first, name)) != list(getattr(other, name))


def test_the_order_in_which_kinds_are_asked_for_changes_nothing() -> None:
    first, second = Asker().system, Asker().system
    _, _ = list(first.users), list(second.numbers)
    assert list(first.numbers) == list(second.numbers)
    assert list(first.users) == list(second.users)


def test_a_user_is_the_same_in_a_larger_world() -> None:
    few, many = Asker().system.users, Asker(replace(SMALL, users=61)).system.users
    assert next(iter(few)).name == next(iter(many)).name


def test_sub_accounts_have_smaller_systems_of_their_own() -> None:
    world = World(WorldSizes())
    systems = [world.system(account.id) for account in world.accounts]
    assert [len(system.users) for system in systems] == [100, 100, 100]
    assert len({next(iter(system.users)).id for system in systems}) == 3


LISTS = {
    "users": "listPhoneUsers",
    "queues": "listCallQueues",
    "numbers": "listPhoneNumbers",
    "calls": "accountCallHistory",
    "accounts": "accounts",
}


@pytest.mark.parametrize("empty", LISTS)
def test_a_world_may_lack_any_kind_of_thing(empty: str) -> None:
    none: dict[str, Any] = {empty: 0}
    asker = Asker(replace(SMALL, **none))
    found = {kind: len(asker.rows(name)) for kind, name in LISTS.items()}
    assert found[empty] == 0
    assert all(found[kind] for kind in {"queues", "accounts"} - {empty})


def test_a_clean_world_holds_nothing_that_a_check_should_find(whole: PhoneSystem) -> None:
    for user in whole.users:
        assert user.status == "activate" or not (user.plans or whole.numbers_of(user.id))
    for queue in whole.queues:
        assert len(queue.members) > 1
        assert any(member.receives for member in queue.members)


def test_a_messy_world_lists_the_faults_that_were_planted() -> None:
    asker = Asker(replace(SMALL, users=400, queues=40, numbers=3_000, messy=True))
    system = asker.system
    planted = asker.world.state()["planted"]
    assert len({each["fault"] for each in planted}) == 18
    for each in planted:
        if each["fault"] == "queue without members":
            queue = system.queues.get(each["id"])
            assert queue is not None
            assert not queue.members
        if each["fault"] == "deactivated user holds a number":
            assert system.numbers_of(each["id"])
