"""Changes that are kept in a folder are found by the next simulator of the same options."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import pytest

from tests.unit.sim.asgi import SMALL, Caller
from ztui.core.errors import ConfigError
from ztui.sim.app import App
from ztui.sim.engine import Engine
from ztui.sim.inprocess import start
from ztui.sim.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable
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


async def renamed(state: Path) -> tuple[str, Path]:
    """Rename a queue; give its id and the file that keeps it."""
    first = await box(state)
    queue = next(iter(await queues(first)))
    await first.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": "Renamed"})
    return queue, next(state.iterdir())


@pytest.mark.parametrize("rest", ['{"operation": "updateCallQ', '{"at": "2026', "\x00"])
async def test_a_last_line_that_was_cut_off_costs_only_itself_and_is_told_once(
    tmp_path: Path, rest: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("ztui"), "propagate", True)
    queue, kept = await renamed(tmp_path)
    whole = kept.read_text()
    kept.write_text(whole + rest)
    second = await box(tmp_path)
    assert (await queues(second))[queue] == "Renamed"
    assert kept.read_text() == whole
    await second.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": "Renamed again"})
    assert (await queues(await box(tmp_path)))[queue] == "Renamed again"
    assert [f"The last change in {kept} was cut off" in each.getMessage() for each in caplog.records] == [True]


async def test_a_last_line_that_lacks_only_its_end_is_done(tmp_path: Path) -> None:
    queue, kept = await renamed(tmp_path)
    kept.write_text(kept.read_text().rstrip("\n"))
    second = await box(tmp_path)
    assert (await queues(second))[queue] == "Renamed"
    await second.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": "Renamed again"})
    assert (await queues(await box(tmp_path)))[queue] == "Renamed again"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda line: line[:40], "it is no change that was kept"),
        (lambda _: "[]", "it is no change that was kept"),
        (lambda line: line.replace("updateCallQueue", "noSuch"), "it is no change that was kept"),
        (lambda line: line.replace("Renamed", "Ren\udcff"), "it is no change that was kept"),
        (lambda line: line.replace('"body": {"name": "Renamed"}', '"body": 5'), "cannot be done with what it holds"),
        (lambda line: re.sub(r'"callQueueId": "[^"]*"', '"callQueueId": "nobody"', line), "can no longer be done"),
    ],
)
async def test_a_line_that_cannot_be_done_again_is_an_error_that_names_it(
    tmp_path: Path, change: Callable[[str], str], why: str
) -> None:
    _, kept = await renamed(tmp_path)
    line = kept.read_text().rstrip("\n")
    kept.write_text(f"{line}\n{change(line)}\n{line}\n", errors="surrogateescape")
    before = kept.read_bytes()
    with pytest.raises(ConfigError, match=re.escape(why)) as caught:
        start(Options.parse(SMALL), state=tmp_path)
    assert str(kept) in caught.value.message
    assert "line 2" in caught.value.message
    assert caught.value.hint == "Remove that line, or the file to begin anew."
    assert kept.read_bytes() == before


async def test_a_change_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    state = tmp_path / "state"
    first = await box(state)
    queue = next(iter(await queues(first)))
    state.write_text("in the way")
    got = await first.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": "Renamed"})
    assert got.status == 500
    assert "cannot be kept" in got.data["message"]
