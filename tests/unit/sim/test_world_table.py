"""Tables: objects found by a test, remembered until one of them changes."""

from __future__ import annotations

from typing import NamedTuple

from tests.unit.sim.asking import Asker
from ztui.sim.world.entities import Kind
from ztui.sim.world.table import Table


class Thing(NamedTuple):
    """An object of a table."""

    id: str
    size: int


def things() -> Table[Thing]:
    return Table(lambda: [Thing(f"t{place}", place) for place in range(10)])


def test_a_search_looks_at_each_object_once_however_many_pages_are_asked_for() -> None:
    table, seen = things(), []

    def large(thing: Thing) -> bool:
        seen.append(thing.id)
        return thing.size > 6

    for _ in range(5):
        assert [each.id for each in table.where("large", large)] == ["t7", "t8", "t9"]
    assert len(seen) == 10


def test_a_search_knows_what_was_put_in_and_taken_out_since() -> None:
    table = things()

    def large() -> list[str]:
        return [each.id for each in table.where("large", lambda thing: thing.size > 6)]

    assert large() == ["t7", "t8", "t9"]
    table.put(Thing("t2", 20))
    assert large() == ["t2", "t7", "t8", "t9"]
    table.remove("t8")
    assert large() == ["t2", "t7", "t9"]
    table.remove("nothing")
    assert large() == ["t2", "t7", "t9"]


def test_only_the_latest_searches_are_remembered() -> None:
    table, seen = things(), []

    def ask(least: int) -> int:
        def test(thing: Thing) -> bool:
            seen.append(least)
            return thing.size >= least

        return len(table.where(least, test))

    assert [ask(least) for least in range(40)] == [max(0, 10 - least) for least in range(40)]
    assert ask(0) == 10
    assert seen.count(0) == 20


def test_a_search_of_numbers_by_the_name_of_their_owner_knows_a_new_name() -> None:
    asker = Asker()
    number = next(each for each in asker.system.numbers if each.owner is not None and each.owner.kind == Kind.QUEUE)
    assert number.owner is not None
    assert asker.rows("listPhoneNumbers", {"keyword": "Zebra desk"}) == []
    asker.ask("updateCallQueue", {"callQueueId": number.owner.id}, {"name": "Zebra desk"})
    assert number.id in [row["id"] for row in asker.rows("listPhoneNumbers", {"keyword": "Zebra desk"})]
