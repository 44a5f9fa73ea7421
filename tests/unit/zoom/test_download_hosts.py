"""Where downloads lead: which hosts are followed to, and which of them gets the token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.zoom.box import Asked, Box, Reply, client_of
from tests.unit.zoom.downloads import TRANSCRIPT, left_in, once, sized
from ztui.core.errors import (
    Invalid,
    ServerError,
)

if TYPE_CHECKING:
    from pathlib import Path


class Hosts:
    """Several hosts in one app; each path says where it leads."""

    def __init__(self, ways: dict[str, str]) -> None:
        self.ways = ways
        self.box = Box(self.answer)

    def answer(self, asked: Asked) -> Reply:
        where = self.ways.get(f"{asked.headers['host']}{asked.path}")
        return sized(b"WEBVTT") if where is None else Reply(302, None, {"location": where})

    @property
    def tokens(self) -> list[tuple[str, bool]]:
        return [(asked.headers["host"], "authorization" in asked.headers) for asked in self.box.asked]


START = "api.zoom.us/v2/phone/recording_transcript/download/r1"


async def test_the_token_goes_to_the_first_host_alone_and_not_again_after_another(tmp_path: Path) -> None:
    hosts = Hosts(
        {
            START: "/v2/files/1",
            "api.zoom.us/v2/files/1": "https://file.zoom.us/a?signed=1",
            "file.zoom.us/a": "https://api.zoom.us/back",
            "api.zoom.us/back": "https://api.zoom.us:444/other-port",
        }
    )
    got = await client_of(hosts.box, tmp_path).download(TRANSCRIPT, {"recordingId": "r1"}, to=tmp_path / "t.vtt")
    assert got.path.read_bytes() == b"WEBVTT"
    assert hosts.tokens == [
        ("api.zoom.us", True),
        ("api.zoom.us", True),
        ("file.zoom.us", False),
        ("api.zoom.us", False),
        ("api.zoom.us:444", False),
    ]
    assert hosts.box.asked[2].raw_query == "signed=1"


@pytest.mark.parametrize(
    "where",
    [
        "http://file.zoom.us/a",
        "https://127.0.0.1/a",
        "http://localhost/a",
        "http://[::1]/a",
        "ftp://file.zoom.us/a",
        "file:///etc/passwd",
        "//user:pass@file.zoom.us/a",
        "https://file.zoom.us/a b",
        "https://[",
        "javascript:alert(1)",
    ],
)
async def test_a_redirect_that_leads_nowhere_good_is_not_followed(tmp_path: Path, where: str) -> None:
    hosts = Hosts({START: where})
    with pytest.raises(ServerError, match="not followed"):
        await once(hosts.box, tmp_path).download(TRANSCRIPT, {"recordingId": "r1"}, to=tmp_path / "t.vtt")
    assert hosts.tokens == [("api.zoom.us", True)]
    assert left_in(tmp_path) == []


async def test_a_simulator_may_send_to_this_machine(tmp_path: Path) -> None:
    hosts = Hosts({"127.0.0.1:8765/v2/phone/recording_transcript/download/r1": "http://localhost:8765/download/r1"})
    client = client_of(hosts.box, tmp_path, api_url="http://127.0.0.1:8765")
    await client.download(TRANSCRIPT, {"recordingId": "r1"}, to=tmp_path / "t.vtt")
    assert hosts.tokens == [("127.0.0.1:8765", True), ("localhost:8765", False)]


async def test_redirects_have_an_end(tmp_path: Path) -> None:
    hosts = Hosts({START: f"https://{START}"})
    with pytest.raises(ServerError):
        await once(hosts.box, tmp_path).download(TRANSCRIPT, {"recordingId": "r1"}, to=tmp_path / "t.vtt")
    assert len(hosts.box.asked) == 6


async def test_a_host_of_files_that_refuses_is_not_taken_for_a_refused_token(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Reply:
        if asked.headers["host"] == "api.zoom.us":
            return Reply(302, None, {"location": "https://file.zoom.us/a"})
        return Reply(403, b"<Error/>", {"content-type": "application/xml"})

    box = Box(answer)
    with pytest.raises(ServerError, match=r"file\.zoom\.us does not give the file"):
        await client_of(box, tmp_path).download(TRANSCRIPT, {"recordingId": "r1"}, to=tmp_path / "t.vtt")
    assert (len(box.asked), box.tokens) == (2, 1)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://zoom.us/v2/phone/recording/download/r1", ""),
        ("https://us02web.zoom.us/rec/x?token=1", ""),
        ("https://gateway.example:8443/v2/phone/recording/download/r1", "https://gateway.example:8443/v2"),
        ("http://127.0.0.1:8765/v2/phone/voice_mails/download/r1", "http://127.0.0.1:8765"),
    ],
)
async def test_a_file_is_fetched_from_the_address_in_a_row(tmp_path: Path, url: str, base: str) -> None:
    box = Box([sized(b"x")])
    client = client_of(box, tmp_path, api_url=base)
    got = await client.download_url(url, to=tmp_path)
    (asked,) = box.asked
    assert f"{asked.headers['host']}{asked.raw_path}" in url
    assert asked.headers["authorization"] == "Bearer token-1"
    assert got.path.parent == tmp_path
    assert "r1" not in client.requests.recent[0].path


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://evil.example/x", ""),
        ("https://zoom.us.evil.example/x", ""),
        ("https://evilzoom.us/x", ""),
        ("http://zoom.us/x", ""),
        ("https://zoom.us:444/x", ""),
        ("https://me@zoom.us/x", ""),
        ("https://zoom.us\\@evil.example/x", ""),
        ("https://zoom.us/a\r\nb", ""),
        ("http://127.0.0.1/x", ""),
        ("https://gateway.example/x", "https://gateway.example:8443/v2"),
        ("https://api.zoom.us/v2/phone/recording/download/1", "http://127.0.0.1:8765"),
        ("https://api.zoom.us/v2/phone/users", ""),
        ("/v2/phone/recording/download/r1", ""),
        ("", ""),
    ],
)
async def test_an_address_that_is_not_of_zoom_gets_no_token_and_no_request(tmp_path: Path, url: str, base: str) -> None:
    box = Box()
    with pytest.raises(Invalid):
        await client_of(box, tmp_path, api_url=base).download_url(url, to=tmp_path / "x")
    assert (box.asked, box.tokens, left_in(tmp_path)) == ([], 0, [])
