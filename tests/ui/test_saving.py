"""Saving the files of rows from the menu of actions: where to, how far, where they are, and what goes wrong."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Opened = Any


class Gate:
    """Holds the downloads that the simulator is asked for until they may go on."""

    def __init__(self, line: Any) -> None:
        self.reached = asyncio.Event()
        self.open = asyncio.Event()
        self.refuse: set[str] = set()
        self._box = line.box
        self.inner = line.box.app
        line.box = self
        self.clock = self._box.clock

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        path = scope.get("path", "")
        if "download" not in path:
            await self.inner(scope, receive, send)
            return
        if path in self.refuse:
            await send(
                {"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"application/json")]}
            )
            await send({"type": "http.response.body", "body": b'{"code": 404, "message": "File does not exist."}'})
            return
        if self.open.is_set():
            await self.inner(scope, receive, send)
            return

        async def held(message: Any) -> None:
            if message["type"] == "http.response.body" and not self.open.is_set():
                body = message["body"]
                await send({"type": "http.response.body", "body": body[:100_000], "more_body": True})
                self.reached.set()
                await self.open.wait()
                message = message | {"body": body[100_000:]}
            await send(message)

        await self.inner(scope, receive, held)


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


async def test_a_recording_and_its_transcript_are_saved_under_the_proposed_name(
    house: Callable[..., Opened], out: Path
) -> None:
    async with house(start="recordings", size=(120, 30)) as on:
        await on.press("a")
        assert any("Save recording…" in line for line in on.lines())
        await on.press("enter")
        proposed = on.app.screen.given
        assert proposed.startswith(f"{out}/recording 20")
        await on.press("enter")
        (name,) = names_in(out)
        assert f"{out}/{name}" == f"{proposed}.wav"
        assert on.screen.spoken.startswith(f"Saved {out}/{name} (")
        await on.press("a", "down", "enter", "enter")
        assert [each.partition(" ")[0] for each in names_in(out)] == ["recording", "transcript"]


async def test_the_detail_saves_its_object(house: Callable[..., Opened], out: Path) -> None:
    async with house(start="voicemails", size=(120, 30)) as on:
        await on.press("enter", "a", "enter")
        await on.press("ctrl+u")
        await on.type("said.wav")
        await on.press("enter")
        assert names_in(out) == ["said.wav"]
        await on.press("a")
        assert any("Save voicemail…" in line for line in on.lines())


async def test_a_file_that_is_there_is_replaced_only_when_that_is_said(house: Callable[..., Opened], out: Path) -> None:
    async with house(start="recordings", size=(120, 30)) as on:
        await on.press("a", "enter")
        name = on.app.screen.given.rpartition("/")[2] + ".mp3"
        (out / name).write_bytes(b"mine")
        await on.press("enter")
        assert any("is there already" in line for line in on.lines())
        await on.press("enter")
        assert (on.screen.spoken, names_in(out)) == ("Nothing was saved.", [name])
        await on.press("a", "enter", "enter", "down", "enter")
        assert names_in(out) == [name.replace(".mp3", ".wav")]


async def test_marked_rows_are_saved_into_a_folder_and_one_that_fails_is_told(
    house: Callable[..., Opened], out: Path
) -> None:
    async with house(start="recordings", size=(120, 30)) as on:
        gate = Gate(on.line)
        gate.open.set()
        gate.refuse.add(f"/v2/phone/recording/download/{on.screen.table.item_at(2).key}")
        await on.press("space", "j", "space", "j", "space", "a")
        assert any("Save recording…" in line and "3 marked" in line for line in on.lines())
        await on.press("enter")
        assert on.app.screen.given == str(out)
        await on.press("enter")
        assert len(names_in(out)) == 2
        assert on.screen.spoken.startswith(f"Saved 2 of 3 files in {out}; 1 failed: recording ")
        assert [each.style for each in on.app.messages] == ["bad", "bad"]
        await on.press("a", "enter", "enter")
        assert any("2 of 3 files are there already" in line for line in on.lines())
        gate.refuse.clear()
        await on.press("enter")
        assert on.screen.spoken == f"Saved 1 of 3 files in {out}, 2 were there already."
        assert len(names_in(out)) == 3


async def test_progress_goes_along_to_other_screens_and_saving_goes_on(house: Callable[..., Opened], out: Path) -> None:
    async with house(start="recordings", size=(120, 30)) as on:
        gate = Gate(on.line)
        await on.pilot.press("a", "enter", "enter")
        await gate.reached.wait()
        await on.pilot.pause()
        assert "esc stops" in on.screen.spoken
        assert "recording 20" in on.screen.spoken
        await on.pilot.press("2")
        await on.pilot.pause()
        assert on.screen.pane.resource.name == "call-queues"
        assert on.screen.spoken.startswith("saving")
        assert "esc" not in on.screen.spoken
        on.app.obey("q")
        await on.pilot.pause()
        assert on.screen.spoken.startswith("A file is being saved.")
        gate.open.set()
        await on.settle()
        assert on.screen.spoken.startswith(f"Saved {out}/recording 20")
        assert len(names_in(out)) == 1


async def test_esc_stops_it_and_saving_it_again_goes_on_from_there(house: Callable[..., Opened], out: Path) -> None:
    async with house(start="recordings", size=(120, 30)) as on:
        gate = Gate(on.line)
        await on.pilot.press("a", "enter", "enter")
        await gate.reached.wait()
        await on.pilot.pause()
        await on.press("escape")
        assert on.screen.pane.resource.name == "recordings"
        assert on.screen.spoken.startswith("Stopped. 100,000 bytes are kept; saving it again goes on from there.")
        assert all(each.startswith(".recording") for each in names_in(out))
        gate.open.set()
        await on.press("a", "enter", "enter")
        assert on.screen.spoken.startswith("Saved ")
        (name,) = names_in(out)
        assert (out / name).read_bytes()[:4] == b"RIFF"


async def test_a_place_that_cannot_be_is_refused_in_the_box(house: Callable[..., Opened], out: Path) -> None:
    async with house(start="fax-logs", size=(120, 30)) as on:
        await on.press("a", "enter", "ctrl+u")
        await on.press("enter")
        assert any("Name a file." in line for line in on.lines())
        await on.type("/nowhere/at/all")
        await on.press("enter")
        assert any("There is no folder /nowhere/at." in line for line in on.lines())
        await on.press("escape")
        assert names_in(out) == []


async def test_an_error_of_a_single_file_is_told_with_its_way_out(house: Callable[..., Opened], out: Path) -> None:
    async with house(start="recordings", size=(120, 30)) as on:
        on.line.cut = True
        await on.press("a", "enter", "enter")
        assert on.screen.problem is not None
        assert on.screen.spoken == str(on.screen.problem)[: len(on.screen.spoken)]
        assert names_in(out) == []


async def test_leaving_at_once_keeps_what_came(house: Callable[..., Opened], out: Path) -> None:
    async with house(start="recordings", size=(120, 30)) as on:
        gate = Gate(on.line)
        await on.pilot.press("a", "enter", "enter")
        await gate.reached.wait()
        on.app.obey("q!")
        await on.pilot.pause()
    kept = [each for each in names_in(out) if each.endswith(".part")]
    assert len(kept) == 1
    assert (out / kept[0]).stat().st_size == 100_000


async def test_what_is_asked_for_meanwhile_comes_after_and_all_of_it_is_stopped(
    house: Callable[..., Opened], out: Path
) -> None:
    async with house(start="recordings", size=(120, 30)) as on:
        gate = Gate(on.line)
        await on.pilot.press("a", "enter", "enter")
        await gate.reached.wait()
        await on.pilot.press("a", "down", "enter", "enter")
        await on.pilot.pause()
        assert "1 more to come" in on.screen.spoken
        await on.pilot.press("a", "down", "down")
        await on.pilot.pause()
        assert any("Stop saving" in line for line in on.lines())
        await on.press("enter")
        assert on.screen.spoken.startswith("Stopped.")
        assert not [each for each in names_in(out) if not each.startswith(".")]


async def test_what_is_stopped_before_it_began_leaves_the_way_free(house: Callable[..., Opened], out: Path) -> None:
    async with house(start="recordings", size=(120, 30)) as on:
        begin = on.app.saves.begin

        def begin_and_stop(batch: Any) -> None:
            begin(batch)
            on.app.saves.stop()

        on.app.saves.begin = begin_and_stop
        await on.press("a", "enter", "enter")
        assert (on.app.saves.running, names_in(out)) == (False, [])
        on.app.saves.begin = begin
        await on.press("a", "enter", "enter")
        assert len(names_in(out)) == 1
