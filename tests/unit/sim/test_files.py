"""Files of the simulator: what it serves, whole and in part, and what it takes."""

from __future__ import annotations

import io
import json
import re
import wave
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.unit.sim.asgi import Caller, sim
from ztui.sim.filecontent import pdf, vtt, wav

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.sim.engine import Engine

MONTH = {"from": "2026-11-01", "to": "2026-11-20"}
BIG = {"users": "60", "calls": "4000"}


async def some(kind: str, **options: str) -> tuple[Caller, Engine, dict[str, Any]]:
    """Give a simulator and a row of what was recorded there."""
    caller, engine = await sim(**(BIG | options))
    rows = (await caller.get(f"/phone/{kind}", MONTH)).data[kind]
    return caller, engine, rows[0]


def local(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


async def fetch(caller: Caller, url: str, **headers: str) -> Any:
    parts = urlsplit(url)
    query = dict(each.split("=", 1) for each in parts.query.split("&")) if parts.query else None
    return await caller.send("GET", parts.path, query, headers={"host": parts.netloc} | headers)


@pytest.mark.parametrize(("kind", "most"), [("recordings", 4_000_100), ("voice_mails", 4_000_100)])
async def test_the_address_in_a_row_leads_to_sound_of_the_length_in_the_row(kind: str, most: int) -> None:
    caller, _, row = await some(kind)
    got = await fetch(caller, row["download_url"])
    assert (got.status, got.headers["content-type"]) == (200, "audio/wav")
    assert int(got.headers["content-length"]) == len(got.body) < most
    with wave.open(io.BytesIO(got.body)) as sound:
        assert sound.getnframes() / sound.getframerate() == row["duration"]
    assert re.fullmatch(r'attachment; filename="[a-z]+_[\w-]+\.wav"', got.headers["content-disposition"])
    assert (await fetch(caller, row["download_url"])).body == got.body


async def test_a_part_is_given_of_the_version_that_was_begun_and_the_whole_of_another() -> None:
    caller, _, row = await some("voice_mails")
    url = row["download_url"]
    whole = await fetch(caller, url)
    tag, size = whole.headers["etag"], len(whole.body)
    for asked in (tag, whole.headers["last-modified"]):
        part = await fetch(caller, url, range="bytes=1000-", **{"if-range": asked})
        assert (part.status, part.body) == (206, whole.body[1000:])
        assert part.headers["content-range"] == f"bytes 1000-{size - 1}/{size}"
    other = await fetch(caller, url, range="bytes=1000-", **{"if-range": '"another"'})
    assert (other.status, other.body) == (200, whole.body)
    assert (await fetch(caller, url, range="bytes=2-4")).body == whole.body[2:5]
    assert (await fetch(caller, url, range="bytes=-3")).body == whole.body[-3:]
    behind = await fetch(caller, url, range=f"bytes={size}-")
    assert (behind.status, behind.headers["content-range"]) == (416, f"bytes */{size}")
    for wrong in ("lines=1-2", "bytes=-", "bytes=5-2", "bytes=1-2,4-5"):
        assert (await fetch(caller, url, range=wrong)).status == 200


async def test_what_is_in_the_bin_or_was_never_there_has_no_file() -> None:
    caller, _, row = await some("recordings")
    assert (await caller.send("DELETE", f"/v2/phone/recordings/{row['id']}")).status == 204
    for url in (row["download_url"], "https://api.zoom.us/v2/phone/recording/download/AAAAAAAAAAAAAAAAAAAAAA"):
        got = await fetch(caller, url)
        assert (got.status, got.data) == (400, {"code": 404, "message": "File does not exist"})


async def test_a_transcript_lies_on_another_host_which_takes_its_address_and_no_token() -> None:
    caller, engine, row = await some("recordings")
    moved = await fetch(caller, row["transcript_download_url"])
    where = moved.headers["location"]
    assert (moved.status, urlsplit(where).netloc) == (302, "file.zoom.us")
    assert (await fetch(caller, where)).status == 400
    assert engine.records.requests[-1].headers["authorization"] == "Bearer"
    caller.token = ""
    got = await fetch(caller, where)
    assert (got.status, got.headers["content-type"]) == (200, "text/vtt")
    assert re.match(rb"WEBVTT\n\n1\n00:00:00\.000 --> \d\d:\d\d:\d\d\.000\n[^\n]+: ", got.body)
    assert "authorization" not in engine.records.requests[-1].headers
    assert (await fetch(caller, where.replace("key=", "key=0"))).status == 403


async def test_faults_strike_files_that_a_redirect_leads_to() -> None:
    caller, _, row = await some("recordings")
    where = (await fetch(caller, row["transcript_download_url"])).headers["location"]
    caller.token = ""
    for fault, status in (("500=100", 500), ("429=100", 429)):
        await caller.send("POST", "/_sim/faults", body=dict([fault.split("=")]))
        assert (await fetch(caller, where)).status == status
    await caller.send("POST", "/_sim/faults", body={"cut": 100})
    with pytest.raises(ConnectionResetError):
        await fetch(caller, where)


async def test_a_fax_file_is_a_page() -> None:
    caller, _ = await sim()
    log = (await caller.get("/phone/fax/logs", MONTH)).data["fax_logs"][0]
    got = await caller.get(f"/phone/fax/logs/{log['fax_log_id']}/file/{log['file_id']}")
    assert (got.status, got.headers["content-type"], got.body[:5]) == (200, "application/pdf", b"%PDF-")


def form(*parts: tuple[str, str, bytes], boundary: str = "x") -> bytes:
    made = b""
    for field, name, body in parts:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        made += head.encode() + b"Content-Type: image/png\r\n\r\n" + body + b"\r\n"
    return made + f"--{boundary}--\r\n".encode()


FORM = {"content-type": "multipart/form-data; boundary=x"}
FAX = "/v2/fax/files"


async def test_a_file_to_be_faxed_is_there_until_it_ends() -> None:
    from ztui.contract.catalogue import operation
    from ztui.sim.areas.files import fax_files
    from ztui.sim.handling import Context

    caller, engine = await sim()

    def there() -> list[str]:
        known, world = operation("SendEFax"), engine.world
        files = fax_files(Context(world, known, world.master_id, {}, {}, None, engine.clock.now()))
        return [f"{each.name} {each.bytes}" for each in files.values()]

    got = await caller.send("POST", FAX, {"expire": 60}, raw=form(("file", "a.pdf", b"%PDF-1\r\n--y")), headers=FORM)
    assert (got.status, list(got.data)) == (201, ["file_id"])
    await caller.send("POST", FAX, raw=form(("file", "b.pdf", b"%PDF-12")), headers=FORM)
    assert there() == ["a.pdf 11", "b.pdf 7"]
    await caller.send("POST", "/_sim/clock", body={"advance": 61})
    assert there() == ["b.pdf 7"]


@pytest.mark.parametrize(
    ("raw", "kind", "status", "field"),
    [
        (b"", FORM["content-type"], 400, "file"),
        (b"{}", "application/json", 415, ""),
        (form(("file", "a", b"1")), "multipart/form-data", 415, ""),
        (form(("file", "a", b"1")), "multipart/form-data; boundary=y", 400, ""),
        (form(("file", "a", b"1"))[:-6], FORM["content-type"], 400, ""),
        (form(("other", "a", b"1")), FORM["content-type"], 400, "other"),
        (form(("file", "a.pdf", b"%PDF-1"), ("file", "b.pdf", b"%PDF-2")), FORM["content-type"], 400, "file"),
        (form(), FORM["content-type"], 400, "file"),
        (b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n1\r\n--x--\r\n', FORM["content-type"], 400, ""),
    ],
)
async def test_what_is_no_upload_is_refused(raw: bytes, kind: str, status: int, field: str) -> None:
    caller, engine = await sim()
    got = await caller.send("POST", FAX, raw=raw, headers={"content-type": kind})
    assert got.status == status
    assert [each["field"] for each in got.data.get("errors", ())] == ([field] if field else [])
    assert engine.records.writes == type(engine.records.writes)()


@pytest.mark.parametrize(
    ("name", "beginning", "fits"),
    [
        ("a.pdf", b"%PDF-1.7", True),
        ("A.TIF", b"II*\0", True),
        ("a.tiff", b"MM\0*", True),
        ("a.jpeg", b"\xff\xd8\xff\xe0", True),
        ("a.png", b"\x89PNG\r\n\x1a\n", True),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", True),
        ("a.docx", b"PK\x03\x04", True),
        ("deploy.sh", b"#!/bin/sh", False),
        ("deploy.pdf", b"#!/bin/sh", False),
        ("a.exe", b"%PDF-1.7", False),
        ("pdf", b"%PDF-1.7", False),
        ("a.pdf", b"", False),
    ],
)
async def test_only_documents_and_pictures_are_faxed(name: str, beginning: bytes, fits: bool) -> None:
    caller, _ = await sim()
    got = await caller.send("POST", FAX, raw=form(("file", name, beginning)), headers=FORM)
    assert got.status == (201 if fits else 400)
    if not fits:
        assert (got.data["code"], got.data["errors"][0]["field"]) == (300, "file")


async def test_virtual_backgrounds_come_and_go() -> None:
    caller, engine = await sim()
    where = f"/v2/accounts/{engine.world.master_id}/settings/virtual_backgrounds"
    got = await caller.send("POST", where, raw=form(("file", "view.PNG", b"123")), headers=FORM)
    made = got.data
    assert (got.status, made | {"id": ""}) == (
        201,
        {"id": "", "is_default": False, "name": "view.PNG", "size": 3, "type": "image"},
    )
    for name, body in (("notes.txt", b"1"), ("view.png", b"x" * 15_000_001)):
        refused = await caller.send("POST", where, raw=form(("file", name, body)), headers=FORM)
        assert (refused.status, refused.data["code"]) == (400, 120)
    assert (await caller.send("POST", where, headers=FORM)).data["code"] == 120
    assert (await caller.send("DELETE", where, {"file_ids": f"{made['id']},nobody"})).data["code"] == 300
    assert (await caller.send("DELETE", where, {"file_ids": made["id"]})).status == 204
    assert (await caller.send("DELETE", where, {"file_ids": made["id"]})).data["code"] == 300


async def test_an_upload_is_kept_for_the_next_simulator_without_its_content(tmp_path: Path) -> None:
    from tests.unit.sim.asgi import SMALL
    from ztui.sim.app import App
    from ztui.sim.engine import Engine
    from ztui.sim.options import Options

    where = "/v2/accounts/me/settings/virtual_backgrounds"

    async def after_upload() -> tuple[Caller, str]:
        caller = Caller(App(Engine(Options.parse(SMALL), state=tmp_path)))
        await caller.log_in()
        got = await caller.send("POST", where, raw=form(("file", "a.png", b"secret view")), headers=FORM)
        return caller, got.data["id"]

    (_, first), (caller, second) = await after_upload(), await after_upload()
    assert first != second
    (kept,) = tmp_path.glob("*.ndjson")
    assert "secret view" not in kept.read_text()
    assert [json.loads(line)["body"]["file"]["bytes"] for line in kept.read_text().splitlines()] == [11, 11]
    assert (await caller.send("DELETE", where, {"file_ids": f"{first},{second}"})).status == 204


@pytest.mark.parametrize("seconds", [0, 1, 59, 3600, 86_399])
def test_sound_of_any_length_is_right_and_bounded(seconds: int) -> None:
    made = wav(seconds)
    assert len(made) <= 10_900_000
    with wave.open(io.BytesIO(made)) as sound:
        assert sound.getnframes() / sound.getframerate() == max(seconds, 1)


def test_names_cannot_break_subtitles_or_pages() -> None:
    made = vtt([(0, 3700, "A\n\nB --> C", "x")]).decode()
    assert made == "WEBVTT\n\n1\n00:00:00.000 --> 01:01:40.000\nA B -> C: x\n"
    page = pdf([["a (b\\ é"], ["second"]])
    assert b"(a \\(b\\\\ ?) Tj" in page
    start = int(re.search(rb"startxref\n(\d+)", page)[1])  # type: ignore[index]
    assert page[start : start + 4] == b"xref"
    assert b"/Count 2" in page


@pytest.mark.parametrize("kind", ["recordings", "voice_mails"])
async def test_files_of_a_sub_account_lie_below_it(kind: str) -> None:
    caller, engine = await sim(**(BIG | {"accounts": "2"}))
    sub = next(each.id for each in engine.world.accounts if each.phone)
    row = (await caller.get(f"/accounts/{sub}/phone/{kind}", MONTH)).data[kind][0]
    assert f"/v2/accounts/{sub}/phone/" in row["download_url"]
    assert (await fetch(caller, row["download_url"])).status == 200
    assert (await fetch(caller, row["download_url"].replace(f"/accounts/{sub}", ""))).status == 400
