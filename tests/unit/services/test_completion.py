from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit.services.listbox import house
from tests.unit.store.samples import thing
from tests.unit.zoom.box import Reply
from ztui.services.completion import Completion
from ztui.services.objects import Objects

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.services.listbox import House


def completion(here: House) -> Completion:
    return Completion(Objects(here.client, here.cache, here.listings), here.clock, "things", ())


def number_in(path: str) -> int:
    return int(path.rpartition("k")[2])


async def test_rows_that_are_looked_at_get_what_only_their_object_tells(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(1, 9)]) as here:
        filling = completion(here)
        here.world.answer = lambda asked: Reply(body=thing(number_in(asked.path), members=7))
        before = thing(3)
        assert filling.row("k3", before) == before
        filling.want(["k1", "k2", "k3"])
        assert await filling.settle()
        assert filling.row("k3", before) == thing(3, members=7)
        assert filling.row("k4", thing(4)) == thing(4)
        assert filling.generation == 3
        await filling.close()


async def test_what_is_known_or_was_read_lately_is_not_asked_for_again(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1)]) as here:
        here.world.answer = lambda asked: Reply(body=thing(1, members=7))
        for wait, requests in ((0, 1), (60, 1), (601, 2)):
            here.clock.passed += wait
            filling = completion(here)
            filling.want(["k1"])
            await filling.settle()
            filling.want(["k1"])
            await filling.settle()
            assert len([each for each in here.box.asked if each.path.endswith("/k1")]) == requests


async def test_an_object_that_cannot_be_read_leaves_its_row_and_is_asked_for_once(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1)]) as here:
        here.world.answer = lambda asked: Reply(404, {"code": 404, "message": "Gone."})
        filling = completion(here)
        for _ in range(3):
            filling.want(["k1"])
            await filling.settle()
        assert filling.row("k1", thing(1)) == thing(1)
        assert len([each for each in here.box.asked if each.path.endswith("/k1")]) == 1


async def test_rows_that_left_the_screen_are_not_asked_for(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.world.answer = lambda asked: Reply(body=thing(number_in(asked.path)))
        filling = completion(here)
        filling.want(f"k{number}" for number in range(1, 30))
        filling.want(["k40"])
        await filling.settle()
        asked = {number_in(each.path) for each in here.box.asked if "call_queues/k" in each.path}
        assert 40 in asked
        assert len(asked) <= 5


async def test_a_scope_that_is_missing_is_asked_for_once_and_not_for_every_row_that_comes_by(tmp_path: Path) -> None:
    lacks = {"code": 4711, "message": "Invalid access token, does not contain scopes:[phone:read]."}
    async with house(tmp_path) as here:
        here.world.answer = lambda asked: Reply(400, lacks) if "/k" in asked.path else Reply(body={})
        filling = completion(here)
        for first in range(0, 60, 10):
            filling.want(f"k{number}" for number in range(first, first + 10))
            await filling.settle()
        assert 1 <= len([each for each in here.box.asked if "/k" in each.path]) <= 4, "no more than at once"
        here.world.answer = lambda asked: Reply(body=thing(number_in(asked.path), members=7))
        here.clock.passed += 301
        filling.want(["k50"])
        await filling.settle()
        assert filling.row("k50", thing(50)) == thing(50, members=7)
