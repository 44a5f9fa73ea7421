from __future__ import annotations

import asyncio
import base64
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from tests.unit.zoom.box import Asked, Box, QuickClock, Reply, client_of
from ztui.core.errors import AuthError, ConfigError, Unreachable
from ztui.zoom.credentials import ServerToServer, StaticToken
from ztui.zoom.offline import Offline

if TYPE_CHECKING:
    from pathlib import Path

REFUSED = Reply(401, {"code": 124, "message": "Access token has expired"})


async def test_the_token_is_asked_for_with_the_app_s_credentials(tmp_path: Path) -> None:
    box = Box()
    await client_of(box, tmp_path).request("listCallQueues")
    asked = box.token_request
    assert asked is not None
    assert asked.headers["host"] == "zoom.us"
    assert parse_qs(asked.body.decode()) == {"grant_type": ["account_credentials"], "account_id": ["acc-1"]}
    assert base64.b64decode(asked.headers["authorization"].removeprefix("Basic ")) == b"id-1:hush-hush"


async def test_one_token_serves_all_who_wait_for_it(tmp_path: Path) -> None:
    box = Box()
    client = client_of(box, tmp_path)
    await asyncio.gather(*(client.request("listCallQueues") for _ in range(8)))
    assert box.tokens == 1


async def test_a_token_is_renewed_before_it_ends_by_either_clock(tmp_path: Path) -> None:
    from datetime import timedelta

    box, clock = Box(), QuickClock()
    client = client_of(box, tmp_path, clock)
    await client.request("listCallQueues")
    clock.passed += 3000
    await client.request("listCallQueues")
    assert box.tokens == 1
    clock.passed += 500
    await client.request("listCallQueues")
    assert box.tokens == 2, "within two minutes of its end"
    clock.skew = timedelta(hours=2)
    await client.request("listCallQueues")
    assert box.tokens == 3, "the machine slept"


async def test_a_refused_token_is_replaced_once_and_the_request_sent_again(tmp_path: Path) -> None:
    box = Box([REFUSED, Reply(body={"ok": 1}), REFUSED, REFUSED])
    client = client_of(box, tmp_path)
    assert (await client.request("listCallQueues")).data == {"ok": 1}
    assert [asked.headers["authorization"] for asked in box.asked] == ["Bearer token-1", "Bearer token-2"]
    with pytest.raises(AuthError, match="expired") as caught:
        await client.request("listCallQueues")
    assert (len(box.asked), box.tokens, caught.value.exit_code) == (4, 3, 4)


async def test_many_refusals_of_one_token_cost_one_new_token(tmp_path: Path) -> None:
    def behave(asked: Asked) -> Reply:
        return REFUSED if asked.headers["authorization"] == "Bearer token-1" else Reply(body={})

    box = Box(behave)
    client = client_of(box, tmp_path)
    await asyncio.gather(*(client.request("listCallQueues") for _ in range(8)))
    assert box.tokens == 2


async def test_code_124_under_http_400_counts_as_a_refused_token(tmp_path: Path) -> None:
    box = Box([Reply(400, {"code": 124, "message": "Invalid access token"}), Reply(body={})])
    await client_of(box, tmp_path).request("listCallQueues")
    assert box.tokens == 2


async def test_a_fixed_token_is_used_and_never_renewed(tmp_path: Path) -> None:
    box = Box([Reply(body={}), REFUSED])
    client = client_of(box, tmp_path, credentials=StaticToken("fixed"))
    await client.request("listCallQueues")
    assert box.asked[0].headers["authorization"] == "Bearer fixed"
    with pytest.raises(AuthError):
        await client.request("listCallQueues")
    assert (box.token_request, len(box.asked)) == (None, 2)


async def test_wrong_credentials_are_said_in_zoom_s_words_and_not_tried_again(tmp_path: Path) -> None:
    box = Box()
    box.token_replies = [Reply(400, {"reason": "Invalid client_id or client_secret", "error": "invalid_client"})]
    client = client_of(box, tmp_path)
    with pytest.raises(AuthError, match="Invalid client_id or client_secret") as caught:
        await client.request("listCallQueues")
    assert "hush" not in str(caught.value)
    assert client.requests.recent[-1].error
    assert box.asked == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, {"expires_in": 3600}),
        Reply(200, {"access_token": 5}),
        Reply(200, {"access_token": "two words"}),
        Reply(200, {"access_token": "line\r\nbreak"}),
        Reply(200, b"<html>"),
        Reply(200, ["x"]),
        Reply(302, headers={"location": "https://evil.example"}),
    ],
)
async def test_an_answer_without_a_usable_token_is_said(tmp_path: Path, reply: Reply) -> None:
    box = Box()
    box.token_replies = [reply]
    with pytest.raises(AuthError):
        await client_of(box, tmp_path).request("listCallQueues")


@pytest.mark.parametrize("life", [None, "3600", "x", 0, -5, True, 1e12])
async def test_an_odd_lifetime_does_no_harm(tmp_path: Path, life: object) -> None:
    box = Box()
    box.token_extra = {"expires_in": life}
    client = client_of(box, tmp_path)
    await client.request("listCallQueues")
    await client.request("listCallQueues")
    assert box.tokens == 1


async def test_passing_faults_of_the_token_address_are_waited_out(tmp_path: Path) -> None:
    box, clock = Box(), QuickClock()
    box.token_replies = [Reply(429, {}, {"retry-after": "3"}), Reply(500), ConnectionResetError()]
    await client_of(box, tmp_path, clock).request("listCallQueues")
    assert max(clock.sleeps) >= 3
    assert box.tokens == 1


async def test_a_token_address_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    box = Box()
    box.token_replies = [ConnectionResetError() for _ in range(9)]
    with pytest.raises(Unreachable, match=r"zoom\.us"):
        await client_of(box, tmp_path).request("listCallQueues")


async def test_a_session_that_is_offline_says_so_at_once_and_gives_no_wrong_advice(tmp_path: Path) -> None:
    clock = QuickClock()
    client = client_of(Box(), tmp_path, clock, transport=Offline())
    with pytest.raises(Unreachable) as caught:
        await client.request("listCallQueues")
    assert str(caught.value) == "This session is offline. Leave --offline out to ask Zoom."
    assert clock.sleeps == []


def test_the_secret_is_not_sent_over_plain_http(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="plain http"):
        client_of(Box(), tmp_path, credentials=ServerToServer("a", "b", "c", "http://zoom.example/oauth/token"))


async def test_who_gives_up_waiting_for_a_token_does_not_take_it_from_the_others(tmp_path: Path) -> None:
    box = Box()
    client = client_of(box, tmp_path)
    first = asyncio.create_task(client.request("listCallQueues"))
    second = asyncio.create_task(client.request("listSipPhones"))
    while box.token_request is None:
        await asyncio.sleep(0)
    first.cancel()
    await second
    assert box.tokens == 1
    with pytest.raises(asyncio.CancelledError):
        await first
    await client.aclose()
