"""Downloads: what becomes a file and what does not, who gets the token, and how a cut one goes on."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.zoom.box import Asked, Box, Reply, client_of
from tests.unit.zoom.downloads import RECORDING, RESET, SOUND, TRANSCRIPT, WAV, left_in, once, rest_of, sized
from ztui.core.errors import (
    AuthError,
    ConfigError,
    Forbidden,
    NotFound,
    ServerError,
    StoreError,
    Unreachable,
    ZtuiError,
)
from ztui.zoom.retry import RetryPolicy
from ztui.zoom.transport import asgi

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_file_is_saved_privately_under_the_name_asked_for(tmp_path: Path) -> None:
    box, told = Box([sized(SOUND)]), []
    client = client_of(box, tmp_path)
    to = tmp_path / "talk.wav"
    got = await client.download(RECORDING, {"fileId": "r/1"}, to=to, on_progress=lambda *at: told.append(at))
    assert (got.path, got.bytes, got.content_type) == (to, len(SOUND), "audio/wav")
    assert to.read_bytes() == SOUND
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    assert left_in(tmp_path) == ["talk.wav"]
    assert told[-1] == (len(SOUND), len(SOUND))
    assert sorted(told) == told
    (asked,) = box.asked
    assert (asked.raw_path, asked.headers["authorization"]) == ("/v2/phone/recording/download/r%2F1", "Bearer token-1")
    assert client.requests.recent[0].bytes_in == len(SOUND)


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({"content-disposition": 'attachment; filename="call 1.wav"'}, "call 1.wav"),
        ({"content-disposition": "attachment; filename*=UTF-8''%C3%BCber.wav"}, "über.wav"),
        ({"content-disposition": 'attachment; filename="../../etc/passwd"'}, "passwd"),
        ({"content-disposition": 'attachment; filename="..\\\\..\\\\evil.bat"'}, "evil.bat"),
        ({"content-disposition": 'attachment; filename=".."'}, "r1"),
        ({"content-disposition": "nonsense"}, "r1.wav"),
        ({}, "r1.wav"),
    ],
)
async def test_in_a_folder_a_file_gets_the_name_that_the_server_gives_made_harmless(
    tmp_path: Path, headers: dict[str, str], name: str
) -> None:
    folder = tmp_path / "below"
    folder.mkdir()
    client = client_of(Box([sized(b"1", headers), sized(b"2", headers)]), tmp_path)
    first = await client.download(RECORDING, {"fileId": "r1"}, to=folder)
    second = await client.download(RECORDING, {"fileId": "r1"}, to=folder)
    assert (first.path, first.path.read_bytes()) == (folder / name, b"1")
    assert (second.path.parent, second.path.read_bytes()) == (folder, b"2")
    assert len(left_in(folder)) == 2
    assert left_in(tmp_path) == ["below"]


async def test_a_name_without_its_ending_gets_that_of_what_comes(tmp_path: Path) -> None:
    (tmp_path / "Dr. Keller").mkdir()
    (tmp_path / "Dr. Keller.wav").write_bytes(b"old")
    client = client_of(Box([sized(b"1"), sized(b"2")]), tmp_path)
    to = tmp_path / "Dr. Keller"
    beside = await client.download(RECORDING, {"fileId": "r1"}, to=to, ending=True)
    assert (beside.path, beside.path.read_bytes()) == (tmp_path / "Dr. Keller (2).wav", b"1")
    over = await client.download(RECORDING, {"fileId": "r1"}, to=to, ending=True, overwrite=True)
    assert (over.path, over.path.read_bytes()) == (tmp_path / "Dr. Keller.wav", b"2")
    assert list(to.iterdir()) == []


async def test_a_cut_download_goes_on_where_it_broke_off(tmp_path: Path) -> None:
    answers = rest_of(SOUND, cut=None)
    cuts = iter([RESET, RESET, None])
    box = Box(lambda asked: _cut(answers(asked), next(cuts)))
    to = tmp_path / "talk.wav"
    told: list[int] = []
    await client_of(box, tmp_path).download(
        RECORDING, {"fileId": "r1"}, to=to, on_progress=lambda at, _: told.append(at)
    )
    assert to.read_bytes() == SOUND
    assert [asked.headers.get("range", "") for asked in box.asked] == [
        "",
        f"bytes={len(SOUND) // 2}-",
        f"bytes={len(SOUND) * 3 // 4}-",
    ]
    assert sorted(told) == told
    assert left_in(tmp_path) == ["talk.wav"]


async def test_patience_lasts_as_long_as_a_cut_download_gets_on(tmp_path: Path) -> None:
    body = bytes(64) * 200_000
    box = Box(rest_of(body, cut=RESET))
    with pytest.raises(Unreachable, match="Cannot reach"):
        await client_of(box, tmp_path, policy=RetryPolicy(tries=2)).download(
            RECORDING, {"fileId": "r1"}, to=tmp_path / "talk.wav"
        )
    pieces = [len(body) // 2**number for number in range(1, 10)]
    assert len(box.asked) == sum(piece >= 1_000_000 for piece in pieces) + 1 > 2


async def test_a_download_that_begins_anew_each_time_has_an_end(tmp_path: Path) -> None:
    box = Box(lambda _: sized(bytes(4_000_000), {"etag": ""}, cut=RESET))
    with pytest.raises(Unreachable):
        await client_of(box, tmp_path).download(RECORDING, {"fileId": "r1"}, to=tmp_path / "talk.wav")
    assert len(box.asked) == RetryPolicy().tries


def _cut(reply: Reply, how: Exception | None) -> Reply:
    return Reply(reply.status, reply.body, reply.headers, cut=how)


async def test_a_download_that_failed_keeps_its_part_for_the_next_run(tmp_path: Path) -> None:
    to, half = tmp_path / "talk.wav", len(SOUND) // 2
    with pytest.raises(Unreachable) as caught:
        await once(Box(rest_of(SOUND, cut=RESET)), tmp_path).download(RECORDING, {"fileId": "r1"}, to=to)
    assert f"The first {half:,} bytes are kept" in caught.value.hint
    assert left_in(tmp_path) == [".talk.wav.part", ".talk.wav.part.json"]
    assert {stat.S_IMODE((tmp_path / each).stat().st_mode) for each in left_in(tmp_path)} == {0o600}
    box = Box(rest_of(SOUND))
    await once(box, tmp_path).download(RECORDING, {"fileId": "r1"}, to=to)
    assert box.asked[0].headers["range"] == f"bytes={half}-"
    assert (to.read_bytes() == SOUND, left_in(tmp_path)) == (True, ["talk.wav"])


@pytest.mark.parametrize("how", ["another file", "another version", "no range", "416", "wrong part", "page"])
async def test_a_part_that_is_not_of_this_file_is_begun_anew(tmp_path: Path, how: str) -> None:
    to = tmp_path / "talk.wav"
    with pytest.raises(Unreachable):
        await once(Box(rest_of(b"z" * 5000, cut=RESET)), tmp_path).download(RECORDING, {"fileId": "r1"}, to=to)
    odd = {
        "416": Reply(416, b"", {"content-range": "bytes */10"}),
        "page": Reply(206, b"<html>", {"content-type": "text/html", "content-range": "bytes 2500-4999/5000"}),
        "wrong part": Reply(206, b"zz", WAV | {"content-range": "bytes 7-8/9"}),
    }

    def answer(asked: Asked) -> Reply:
        if how in odd and "range" in asked.headers:
            return odd[how]
        return (
            rest_of(SOUND, '"v2"' if how == "another version" else '"v1"')(asked) if how != "no range" else sized(SOUND)
        )

    key = "r2" if how == "another file" else "r1"
    await once(Box(answer), tmp_path).download(RECORDING, {"fileId": key}, to=to)
    assert to.read_bytes() == SOUND
    assert left_in(tmp_path) == ["talk.wav"]


@pytest.mark.parametrize("headers", [{"etag": 'W/"v1"'}, {"etag": ""}, {"accept-ranges": "none"}, {"etag": '"\xe9"'}])
async def test_what_cannot_go_on_leaves_nothing(tmp_path: Path, headers: dict[str, str]) -> None:
    box = Box([sized(SOUND, headers, cut=RESET)])
    with pytest.raises(Unreachable) as caught:
        await once(box, tmp_path).download(RECORDING, {"fileId": "r1"}, to=tmp_path / "talk.wav")
    assert "kept" not in caught.value.hint
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(400, {"code": 404, "message": "File does not exist"}), NotFound),
        (Reply(200, {"code": 404, "message": "File does not exist"}), NotFound),
        (Reply(200, {"code": 404, "message": "Gone"}, {"content-type": "audio/wav"}), NotFound),
        (Reply(400, {"code": 4711, "message": "does not contain scopes:[phone:read]"}), Forbidden),
        (Reply(401, {"code": 124, "message": "Invalid access token."}), AuthError),
        (Reply(200, b"<html>Sign in</html>", {"content-type": "text/html"}), ServerError),
        (Reply(200, b"RIFFxxxx"), ServerError),
        (Reply(200, b"R" * 100_000), ServerError),
        (Reply(204), ServerError),
        (Reply(302), ServerError),
        (Reply(500, b"oops"), ServerError),
    ],
)
async def test_an_answer_that_is_no_file_is_an_error_and_never_saved(
    tmp_path: Path, reply: Reply, error: type[ZtuiError]
) -> None:
    with pytest.raises(error):
        await once(Box(lambda _: reply), tmp_path).download(RECORDING, {"fileId": "r1"}, to=tmp_path / "talk.wav")
    assert left_in(tmp_path) == []


async def test_data_that_is_no_error_is_a_file(tmp_path: Path) -> None:
    box = Box([Reply(200, {"timeline": [1]})])
    got = await client_of(box, tmp_path).download(TRANSCRIPT, {"recordingId": "r1"}, to=tmp_path)
    assert (got.path.name, got.path.read_bytes()) == ("r1.json", b'{"timeline": [1]}')


async def test_what_is_there_is_not_overwritten_unless_told(tmp_path: Path) -> None:
    to = tmp_path / "talk.wav"
    to.write_bytes(b"mine")
    box = Box(lambda _: sized(b"new"))
    client = client_of(box, tmp_path)
    with pytest.raises(ConfigError, match="there already"):
        await client.download(RECORDING, {"fileId": "r1"}, to=to)
    assert (box.asked, to.read_bytes()) == ([], b"mine")
    await client.download(RECORDING, {"fileId": "r1"}, to=to, overwrite=True)
    assert to.read_bytes() == b"new"


async def test_a_folder_that_is_not_there_or_not_ones_own_is_told_before_anything_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Box(lambda _: sized(b"new"))
    client = client_of(box, tmp_path)
    with pytest.raises(ConfigError, match="no folder"):
        await client.download(RECORDING, {"fileId": "r1"}, to=tmp_path / "none" / "a.wav")
    with pytest.raises(ConfigError, match="Cannot write in the folder"):
        await client.download(RECORDING, {"fileId": "r1"}, to=_unwritable() / "a.wav")
    assert box.asked == []


def _unwritable() -> Path:
    """Give a folder in which not even root can make a file."""
    from pathlib import Path

    return Path("/proc/self")


async def test_a_full_disk_is_told_and_the_part_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.pwrite

    def full(file: int, data: bytes, at: int) -> int:
        if at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(file, data[:1000], at)

    monkeypatch.setattr(os, "pwrite", full)
    to = tmp_path / "talk.wav"
    with pytest.raises(StoreError, match="is full"):
        await client_of(Box(rest_of(SOUND)), tmp_path).download(RECORDING, {"fileId": "r1"}, to=to)
    monkeypatch.undo()
    assert "talk.wav" not in left_in(tmp_path)
    await client_of(Box(rest_of(SOUND)), tmp_path).download(RECORDING, {"fileId": "r1"}, to=to)
    assert to.read_bytes() == SOUND


async def test_two_downloads_of_one_file_do_not_write_into_each_other(tmp_path: Path) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def answer(asked: Asked) -> Reply:
        begun.set()
        await go_on.wait()
        return sized(SOUND)

    client, to = client_of(Box(answer), tmp_path), tmp_path / "talk.wav"
    first = asyncio.create_task(client.download(RECORDING, {"fileId": "r1"}, to=to))
    await begun.wait()
    with pytest.raises(ConfigError, match="already"):
        await client.download(RECORDING, {"fileId": "r1"}, to=to)
    go_on.set()
    await first
    assert to.read_bytes() == SOUND


async def test_a_part_that_is_a_link_to_elsewhere_is_not_written_through(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (tmp_path / ".talk.wav.part").symlink_to(victim)
    with pytest.raises(ConfigError):
        await client_of(Box(lambda _: sized(b"new")), tmp_path).download(
            RECORDING, {"fileId": "r1"}, to=tmp_path / "talk.wav"
        )
    assert victim.read_bytes() == b"mine"


async def test_a_download_that_is_given_up_keeps_what_came(tmp_path: Path) -> None:
    half = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] == "/oauth/token":
            await Box()(scope, receive, send)
            return
        headers = [
            (name.encode(), value.encode()) for name, value in (WAV | {"content-length": str(len(SOUND))}).items()
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": SOUND[:300_000], "more_body": True})
        await asyncio.Event().wait()

    client, to = client_of(Box(), tmp_path, transport=asgi(app)), tmp_path / "talk.wav"
    task = asyncio.create_task(client.download(RECORDING, {"fileId": "r1"}, to=to, on_progress=lambda *_: half.set()))
    await half.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (tmp_path / ".talk.wav.part").stat().st_size == 300_000
    box = Box(rest_of(SOUND))
    await client_of(box, tmp_path).download(RECORDING, {"fileId": "r1"}, to=to)
    assert (box.asked[0].headers["range"], to.read_bytes() == SOUND) == ("bytes=300000-", True)


async def test_a_large_file_is_never_in_memory(tmp_path: Path) -> None:
    size, piece, most = 40_000_000, b"x" * 100_000, 4_000_000

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] == "/oauth/token":
            await Box()(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"audio/wav")]})
        for place in range(0, size, len(piece)):
            more = place + len(piece) < size
            await send({"type": "http.response.body", "body": piece, "more_body": more})

    client = client_of(Box(), tmp_path, transport=asgi(app))
    told: list[int | None] = []
    tracemalloc.start()
    try:
        got = await client.download(
            RECORDING, {"fileId": "r1"}, to=tmp_path / "a.wav", on_progress=lambda _, total: told.append(total)
        )
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (got.bytes, (tmp_path / "a.wav").stat().st_size, set(told)) == (size, size, {None})
    assert peak < most
