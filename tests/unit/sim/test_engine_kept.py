"""Changes that are kept in a folder are found by the next simulator of the same options."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.sim.asgi import SMALL, Caller
from ztui.sim.app import App
from ztui.sim.engine import Engine
from ztui.sim.options import Options

if TYPE_CHECKING:
    from pathlib import Path


async def box(state: Path, **options: str) -> Caller:
    caller = Caller(App(Engine(Options.parse(SMALL | options), state=state)))
    await caller.log_in()
    return caller


async def queues(caller: Caller) -> dict[str, str]:
    rows = (await caller.get("/phone/call_queues", {"page_size": 100})).data["call_queues"]
    return {each["id"]: each["name"] for each in rows}


async def test_what_was_created_renamed_and_deleted_stays_so(tmp_path: Path) -> None:
    first = await box(tmp_path / "state")
    before = list(await queues(first))
    site = (await first.get("/phone/sites")).data["sites"][0]["id"]
    made = await first.send("POST", "/v2/phone/call_queues", body={"name": "Brand new", "site_id": site})
    await first.send("PATCH", f"/v2/phone/call_queues/{before[0]}", body={"name": "Renamed"})
    await first.send("DELETE", f"/v2/phone/call_queues/{before[1]}")
    after = await queues(first)
    second = await queues(await box(tmp_path / "state"))
    assert second == after
    assert second[made.data["id"]] == "Brand new"
    assert second[before[0]] == "Renamed"
    assert before[1] not in second


async def test_refused_writes_are_not_kept_and_other_options_have_their_own_file(tmp_path: Path) -> None:
    first = await box(tmp_path)
    await first.send("PATCH", "/v2/phone/call_queues/nobody", body={"name": "Renamed"})
    assert list(tmp_path.iterdir()) == []
    queue = next(iter(await queues(first)))
    await first.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": "Renamed"})
    assert "Renamed" not in (await queues(await box(tmp_path, queues="7"))).values()


@pytest.mark.parametrize("rest", ['{"operation": "updateCallQ', "[]", '{"operation": "noSuch", "at": "x"}', "\x00"])
async def test_a_line_that_was_cut_off_costs_only_itself(tmp_path: Path, rest: str) -> None:
    first = await box(tmp_path)
    queue = next(iter(await queues(first)))
    await first.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": "Renamed"})
    kept = next(tmp_path.iterdir())
    kept.write_text(kept.read_text() + rest)
    second = await box(tmp_path)
    assert (await queues(second))[queue] == "Renamed"
    await second.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": "Renamed again"})
    assert (await queues(await box(tmp_path)))[queue] == "Renamed again"
