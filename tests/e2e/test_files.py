"""Files over HTTP, between the client and the simulator as a server: through cuts, to another host, and back."""

from __future__ import annotations

import io
import random
import urllib.request
import wave
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.programs import Server
from ztui.core.errors import NotFound, ReadOnly
from ztui.core.ports import SystemClock
from ztui.core.secrets import Secret
from ztui.store.journal import Journal, Outcome
from ztui.store.ledger import Ledger
from ztui.zoom.client import Client
from ztui.zoom.credentials import ServerToServer
from ztui.zoom.multipart import FilePart
from ztui.zoom.retry import RetryPolicy
from ztui.zoom.transport import http

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

MONTH = {"from": "2026-11-01", "to": "2026-11-20"}
QUICK = RetryPolicy(tries=40, base=0.01, cap=0.02)


@pytest.fixture(scope="module")
def server(_homes: object) -> Iterator[Server]:
    """Give a simulator whose faults a test sets."""
    with Server.simulator("--plan", "none", "--calls", "4000", "--users", "60", traced=False) as running:
        yield running


@asynccontextmanager
async def connected(server: Server, folder: Path) -> AsyncIterator[tuple[Client, Journal]]:
    clock = SystemClock()
    ledger, journal = Ledger(folder / "quota.sqlite", clock), Journal(folder / "journal.sqlite", clock)
    client = Client(
        credentials=ServerToServer("account", "client", Secret("secret"), f"{server.url}/oauth/token"),
        transport=http(),
        clock=clock,
        ledger=ledger,
        write_log=journal,
        plan="none",
        api_url=server.url,
        policy=QUICK,
        chance=random.Random(1),
    )
    try:
        yield client, journal
    finally:
        await client.aclose()
        await journal.close()
        await ledger.close()


def strike(server: Server, faults: str) -> None:
    request = urllib.request.Request(f"{server.url}/_sim/faults", faults.encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30):
        pass


async def newest(client: Client, kind: str, id: str) -> dict[str, Any]:
    rows = (await client.request(id, query=MONTH)).data[kind]
    found: dict[str, Any] = max(rows, key=lambda row: row["duration"])
    return found


async def test_a_recording_comes_whole_through_a_line_that_breaks(server: Server, tmp_path: Path) -> None:
    async with connected(server, tmp_path) as (client, _):
        row = await newest(client, "recordings", "getPhoneRecordings")
        whole = await client.download("phoneDownloadRecordingFile", {"fileId": row["id"]}, to=tmp_path / "whole.wav")
        before = len(server.log())
        strike(server, '{"cut": 50, "garbage": 10, "500": 10, "reset": 10}')
        try:
            names = [f"pieces {number}.wav" for number in range(8)]
            saved = [await client.download_url(row["download_url"], to=tmp_path / name) for name in names]
        finally:
            strike(server, "{}")
        assert {got.path.read_bytes() for got in saved} == {whole.path.read_bytes()}
        with wave.open(io.BytesIO(whole.path.read_bytes())) as sound:
            assert sound.getnframes() / sound.getframerate() == row["duration"]
        tries = server.log()[before:]
        assert any(each["status"] == 206 and "range" in each["headers"] for each in tries), tries
        assert not list(tmp_path.glob(".*part*"))


async def test_the_token_stays_with_the_first_host(server: Server, tmp_path: Path) -> None:
    async with connected(server, tmp_path) as (client, _):
        row = await newest(client, "recordings", "getPhoneRecordings")
        got = await client.download_url(row["transcript_download_url"], to=tmp_path)
    assert got.path.read_bytes().startswith(b"WEBVTT\n\n1\n")
    assert got.path.suffix == ".vtt"
    asked, led = server.log()[-2:]
    assert (asked["status"], led["status"]) == (302, 200)
    assert asked["headers"]["authorization"] == "Bearer"
    assert "authorization" not in led["headers"]
    assert asked["headers"]["host"].partition(":")[0] != led["headers"]["host"].partition(":")[0]


async def test_what_is_not_there_is_an_error_and_no_file(server: Server, tmp_path: Path) -> None:
    async with connected(server, tmp_path) as (client, _):
        with pytest.raises(NotFound):
            await client.download("phoneDownloadVoicemailFile", {"fileId": "A" * 22}, to=tmp_path)
    assert [each.name for each in tmp_path.iterdir() if "sqlite" not in each.name] == []


async def test_a_file_is_uploaded_under_leave_of_the_journal_and_only_once(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "Über 'uns'.pdf"
    file.write_bytes(b"%PDF-" + bytes(2_000_000))
    parts = (FilePart("file", file),)
    async with connected(server, tmp_path) as (client, journal):
        with pytest.raises(ReadOnly):
            await client.request("UploadFaxFiles", files=parts)
        intent = await journal.open("UploadFaxFiles", {"file": file.name})
        answer = await client.request("UploadFaxFiles", files=parts, intent=intent)
        assert answer.data["file_id"]
        with pytest.raises(ReadOnly, match="carried out already"):
            await client.request("UploadFaxFiles", files=parts, intent=intent)
        await journal.close_intent(intent, Outcome.DONE)
        (entry,) = await journal.entries()
        assert entry.request is not None
        assert entry.request["files"] == [{"field": "file", "name": file.name, "bytes": 2_000_005}]
    writes = [each for each in server.log() if each["operation"] == "UploadFaxFiles"]
    assert [each["status"] for each in writes] == [201]
