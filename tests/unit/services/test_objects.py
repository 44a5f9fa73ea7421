from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.listbox import house, with_operations
from tests.unit.store.samples import THINGS, thing
from tests.unit.zoom.box import Reply
from ztui.core.errors import NotFound, ServerError
from ztui.services.objects import Objects, ObjectState

if TYPE_CHECKING:
    from pathlib import Path

GONE = Reply(404, {"code": 404, "message": "Call queue does not exist."})
SITE = {"id": "s1", "name": "Denver"}


async def test_a_row_of_a_list_is_known_at_once_and_the_whole_after_reading(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1), thing(2)]) as here:
        objects = Objects(here.client, here.cache, here.listings)
        assert await objects.cached("things", "k1") is None
        await here.open().refresh()
        read_at = here.clock.now()
        assert await objects.cached("things", "k1") == ObjectState("k1", thing(1), read_at, complete=False)
        here.clock.passed = 60
        here.world.answer = lambda asked: Reply(body=thing(1, more="detail", password="hush"))
        found = await objects.read("things", "k1")
        assert found == ObjectState("k1", thing(1, more="detail"), here.clock.now(), complete=True)
        assert here.box.asked[-1].path == "/v2/phone/call_queues/k1"
        assert await objects.cached("things", "k1") == found


async def test_an_object_that_is_gone_is_told_and_its_detail_forgotten(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        objects = Objects(here.client, here.cache, here.listings)
        here.world.answer = lambda asked: Reply(body=thing(1))
        await objects.read("things", "k1")
        here.world.answer = lambda asked: GONE
        with pytest.raises(NotFound):
            await objects.read("things", "k1")
        assert await objects.cached("things", "k1") is None


async def test_a_deprecated_get_serves_where_the_new_one_is_not_known(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.declare(with_operations(fallback_get="getASite"))
        here.declare(replace(here.resources["things"], get_key=""))
        objects = Objects(here.client, here.cache, here.listings)
        here.world.answer = lambda asked: GONE if "call_queues" in asked.path else Reply(body=thing(1))
        assert (await objects.read("things", "k1")).row == thing(1)
        assert here.box.asked[-1].path == "/v2/phone/sites/k1"
        here.world.answer = lambda asked: GONE
        with pytest.raises(NotFound):
            await objects.read("things", "k1")


async def test_a_get_that_takes_another_field_than_the_key_takes_it_from_the_known_row(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1, other="o/7")]) as here:
        here.declare(replace(THINGS, get_path="other"))
        objects = Objects(here.client, here.cache, here.listings)
        await here.open().refresh()
        here.world.answer = lambda asked: Reply(body={"id": "o/7"})
        assert (await objects.read("things", "k1")).key == "k1"
        assert here.box.asked[-1].raw_path == "/v2/phone/call_queues/o%2F7"
        await objects.read("things", "unknown")
        assert here.box.asked[-1].path == "/v2/phone/call_queues/unknown"


async def test_what_has_no_get_operation_is_looked_for_in_its_list(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1), thing(2)]) as here:
        here.declare(with_operations(get=""))
        objects = Objects(here.client, here.cache, here.listings)
        found = await objects.read("things", "k2")
        assert (found.row, found.complete) == (thing(2), False)
        with pytest.raises(NotFound, match="nobody"):
            await objects.read("things", "nobody")
        here.world.fail = {0: Reply(400, {"code": 300, "message": "No."})}
        with pytest.raises(Exception, match="No"):
            await objects.read("things", "k2")


async def test_an_answer_that_is_no_object_is_an_error(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        objects = Objects(here.client, here.cache, here.listings)
        here.world.answer = lambda asked: Reply(body=[1, 2])
        with pytest.raises(ServerError):
            await objects.read("things", "k1")


async def test_what_only_the_list_says_is_laid_under_the_answer(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1, plan="200", note="old", department="Care")]) as here:
        objects = Objects(here.client, here.cache, here.listings)
        await here.open().refresh()
        answer = thing(1, department="")
        here.world.answer = lambda asked: Reply(body=answer)
        found = await objects.read("things", "k1")
        assert found.row == {**answer, "note": "old", "plan": "200"}
        assert found.beside == {"note": "old", "plan": "200"}
        assert found.answer == answer
        assert found.complete
        assert await objects.cached("things", "k1") == found


async def test_what_the_answer_leaves_out_though_it_could_tell_it_is_empty_and_not_as_the_list_once_said(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, [thing(1, cost_center="CC-1", plan="200")]) as here:
        objects = Objects(here.client, here.cache, here.listings)
        await here.open().refresh()
        answer = {name: value for name, value in thing(1).items() if name not in ("id", "name")}
        here.world.answer = lambda asked: Reply(body=answer)
        found = await objects.read("things", "k1")
        assert found.row == {**answer, "id": "k1", "plan": "200"}
        assert await objects.cached("things", "k1") == found


async def test_a_site_that_is_given_by_its_id_alone_has_its_name_where_the_sites_are_known(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.declare(replace(here.resources["things"], name="sites"))
        objects = Objects(here.client, here.cache, here.listings)
        row = {name: value for name, value in thing(1, site_id="s1").items() if name != "site"}
        here.world.answer = lambda asked: Reply(body=row)
        assert "site" not in (await objects.read("things", "k1")).row
        here.world.answer = lambda asked: Reply(body=SITE)
        await objects.read("sites", "s1")
        known = await objects.cached("things", "k1")
        assert known is not None
        assert known.row["site"] == {"id": "s1", "name": "Denver"}
        assert known.answer == row
