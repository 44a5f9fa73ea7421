"""A user's sign-in by a code, and its renewal: every outcome, against a Zoom of a few lines."""

from __future__ import annotations

import asyncio
import stat
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest

from tests.unit.zoom.box import Box, QuickClock, Reply, client_of
from ztui.core.errors import AuthError, ConfigError, ServerError, Unreachable
from ztui.core.logins import Login, LoginKeeper
from ztui.core.secrets import Secret
from ztui.zoom.credentials import UserLogin
from ztui.zoom.device import DeviceSignIn
from ztui.zoom.oauth import device_url
from ztui.zoom.transport import asgi
from ztui.zoom.urls import OAUTH_URL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CODE = {
    "device_code": "dev-1",
    "user_code": "ABCD1234",
    "verification_uri": "https://zoom.us/oauth_device",
    "verification_uri_complete": "https://zoom.us/oauth/device/complete/ABCD1234",
    "expires_in": 900,
    "interval": 5,
}
TOKEN = {"access_token": "access-1", "refresh_token": "refresh-1", "expires_in": 3600, "api_url": "https://api.zoom.us"}
PENDING = Reply(400, {"error": "authorization_pending", "reason": "not yet"})


def keeper_in(folder: Path) -> LoginKeeper:
    return LoginKeeper("jo", "file", folder / "login-jo.json")


def user_in(folder: Path, **more: Any) -> UserLogin:
    return UserLogin("app", Secret("hush-hush"), keeper_in(folder), **more)


def device_in(folder: Path, box: Box, clock: QuickClock, **more: Any) -> DeviceSignIn:
    return DeviceSignIn(user_in(folder, **more), asgi(box), clock)


def box_of(*replies: Reply | Exception, code: Mapping[str, Any] | Reply = CODE) -> Box:
    box = Box(lambda _asked: code if isinstance(code, Reply) else Reply(body=dict(code)))
    box.token_replies = list(replies)
    return box


def kept_in(folder: Path, clock: QuickClock, *, good_for: float = 3600, **more: Any) -> None:
    login = Login(
        refresh_token=Secret("refresh-1"),
        client_id="app",
        oauth_url=OAUTH_URL,
        access_token=Secret("access-1"),
        until=clock.now() + timedelta(seconds=good_for),
    )
    for name, value in more.items():
        object.__setattr__(login, name, value)
    keeper_in(folder).write(login)


# The code


async def test_a_code_is_asked_for_and_the_sign_in_is_kept_where_only_the_user_reads_it(tmp_path: Path) -> None:
    box, clock = box_of(PENDING, Reply(body=TOKEN)), QuickClock()
    device = device_in(tmp_path, box, clock)
    code = await device.begin()
    assert (code.user_code, code.address, code.minutes) == ("ABCD1234", "https://zoom.us/oauth_device", 15)
    assert box.asked[0].path == "/oauth/devicecode"
    assert box.asked[0].args == {"client_id": "app"}
    await device.wait(code)
    assert clock.sleeps == [5, 5]
    assert box.token_request is not None
    assert parse_qs(box.token_request.body.decode())["device_code"] == ["dev-1"]
    path = tmp_path / "login-jo.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = keeper_in(tmp_path).read()
    assert found is not None
    assert (found.refresh_token.reveal(), found.access_token.reveal()) == ("refresh-1", "access-1")
    for shown in (repr(code), repr(found), repr(device)):
        assert "dev-1" not in shown
        assert "refresh-1" not in shown


async def test_slow_down_and_a_line_that_fails_make_it_ask_less_often(tmp_path: Path) -> None:
    slow = Reply(400, {"error": "slow_down"})
    box, clock = box_of(slow, PENDING, ConnectionResetError(), Reply(503), Reply(body=TOKEN)), QuickClock()
    told: list[str] = []
    device = device_in(tmp_path, box, clock)
    await device.wait(await device.begin(), told.append)
    assert clock.sleeps == [5, 10, 10, 20, 40]
    assert len(told) == 2
    assert "zoom.us" in told[0]


@pytest.mark.parametrize(
    ("reply", "said", "hint"),
    [
        (Reply(400, {"error": "access_denied"}), "denied in the browser", "Begin again"),
        (Reply(400, {"error": "expired_token"}), "has ended", "Begin again"),
        (Reply(400, {"error": "invalid_client", "reason": "Invalid client_secret"}), "Invalid client_secret", "secret"),
        (Reply(400, {"error": "invalid_grant"}), "invalid_grant", "devices"),
        (Reply(200, {"access_token": "a"}), "cannot be renewed", "devices"),
        (Reply(200, {"access_token": "a b", "refresh_token": "r"}), "HTTP 200", "devices"),
        (Reply(200, b"<html>"), "HTTP 200", "devices"),
    ],
)
async def test_what_ends_the_waiting_is_said_and_nothing_is_kept(
    tmp_path: Path, reply: Reply, said: str, hint: str
) -> None:
    device = device_in(tmp_path, box_of(PENDING, reply), QuickClock())
    with pytest.raises(AuthError, match=said) as caught:
        await device.wait(await device.begin())
    assert hint in caught.value.hint
    assert keeper_in(tmp_path).read() is None


async def test_a_code_that_nobody_types_ends_by_our_own_clock(tmp_path: Path) -> None:
    box, clock = box_of(*[PENDING] * 400), QuickClock()
    device = device_in(tmp_path, box, clock)
    with pytest.raises(AuthError, match="has ended"):
        await device.wait(await device.begin())
    assert 890 <= clock.passed - 1000 <= 900


@pytest.mark.parametrize(
    "address",
    ["http://zoom.us/oauth_device", "https://zoom.us.evil.example/x", "https://evil@zoom.us/x", "javascript:x", 5, ""],
)
async def test_nobody_is_sent_to_an_address_that_is_not_zooms(tmp_path: Path, address: object) -> None:
    device = device_in(tmp_path, box_of(code=CODE | {"verification_uri": address}), QuickClock())
    with pytest.raises(ServerError):
        await device.begin()


async def test_odd_answers_to_the_question_for_a_code_are_taken_as_far_as_they_go(tmp_path: Path) -> None:
    odd = CODE | {"interval": "x", "expires_in": -1, "verification_uri_complete": "https://evil.example/x"}
    code = await device_in(tmp_path, box_of(code=odd), QuickClock()).begin()
    assert (code.interval, code.minutes, code.whole_address) == (5, 15, "")
    refused = box_of(code=Reply(400, {"error": "invalid_request", "reason": "not enabled"}))
    with pytest.raises(AuthError, match="not enabled") as caught:
        await device_in(tmp_path, refused, QuickClock()).begin()
    assert "devices" in caught.value.hint
    with pytest.raises(ServerError):
        await device_in(tmp_path, box_of(code=Reply(502)), QuickClock()).begin()


def test_a_code_is_asked_for_beside_the_tokens() -> None:
    assert device_url(OAUTH_URL) == "https://zoom.us/oauth/devicecode"
    assert device_url("http://127.0.0.1:1/oauth/token") == "http://127.0.0.1:1/oauth/devicecode"


async def test_a_place_that_cannot_be_written_is_told_before_anybody_signs_in(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.write_text("a file")
    with pytest.raises(ConfigError, match="state"):
        device_in(folder, box_of(), QuickClock()).prepare()


# The renewal


async def test_a_token_that_is_kept_is_used_without_asking_for_one(tmp_path: Path) -> None:
    box, clock = Box(), QuickClock()
    kept_in(tmp_path, clock)
    client = client_of(box, tmp_path, clock, credentials=user_in(tmp_path))
    await client.request("listCallQueues")
    assert box.asked[0].headers["authorization"] == "Bearer access-1"
    assert box.token_request is None


async def test_a_token_that_has_ended_is_renewed_and_the_new_refresh_token_is_kept(tmp_path: Path) -> None:
    box, clock = Box(), QuickClock()
    box.token_extra = {"refresh_token": "refresh-2"}
    kept_in(tmp_path, clock, good_for=-1)
    await client_of(box, tmp_path, clock, credentials=user_in(tmp_path)).request("listCallQueues")
    assert box.token_request is not None
    assert box.token_request.query == []
    assert parse_qs(box.token_request.body.decode()) == {
        "grant_type": ["refresh_token"],
        "refresh_token": ["refresh-1"],
    }
    found = keeper_in(tmp_path).read()
    assert found is not None
    assert (found.refresh_token.reveal(), found.access_token.reveal()) == ("refresh-2", "token-1")


async def test_a_server_that_does_not_rotate_lets_the_old_one_stand(tmp_path: Path) -> None:
    box, clock = Box(), QuickClock()
    kept_in(tmp_path, clock, good_for=-1)
    await client_of(box, tmp_path, clock, credentials=user_in(tmp_path)).request("listCallQueues")
    found = keeper_in(tmp_path).read()
    assert found is not None
    assert (found.refresh_token.reveal(), found.access_token.reveal()) == ("refresh-1", "token-1")


async def test_two_processes_at_once_renew_once(tmp_path: Path) -> None:
    box, clock = Box(), QuickClock()
    box.token_extra = {"refresh_token": "refresh-2"}
    kept_in(tmp_path, clock, good_for=-1)
    # Each client stands for a process: they share nothing but the folder.
    both = [client_of(box, tmp_path, clock, credentials=user_in(tmp_path)) for _ in range(2)]
    await asyncio.gather(*(each.request("listCallQueues") for each in both))
    assert box.tokens == 1
    assert [each.headers["authorization"] for each in box.asked] == ["Bearer token-1"] * 2


async def test_a_process_that_never_gives_its_turn_back_is_told(tmp_path: Path) -> None:
    box, clock = Box(), QuickClock()
    kept_in(tmp_path, clock, good_for=-1)
    with keeper_in(tmp_path).turn() as is_mine:
        assert is_mine
        with pytest.raises(Unreachable, match="Another ztui"):
            await client_of(box, tmp_path, clock, credentials=user_in(tmp_path)).request("listCallQueues")
    assert box.token_request is None


@pytest.mark.parametrize("error", ["invalid_grant", "invalid_request"])
async def test_a_sign_in_that_zoom_has_ended_says_to_log_in_again_and_is_not_sent_twice(
    tmp_path: Path, error: str
) -> None:
    box, clock = Box(), QuickClock()
    box.token_replies = [Reply(400, {"error": error, "reason": "Invalid Token!"})]
    kept_in(tmp_path, clock, good_for=-1)
    client = client_of(box, tmp_path, clock, credentials=user_in(tmp_path))
    with pytest.raises(AuthError, match="has ended: Invalid Token! Sign") as caught:
        await client.request("listCallQueues")
    assert caught.value.hint == "Sign in again: ztui profile login jo"
    with pytest.raises(AuthError, match="Nobody is signed in"):
        await client.request("listCallQueues")
    assert (box.tokens, box.asked) == (0, [])


async def test_a_wrong_secret_of_the_app_leaves_the_sign_in_alone(tmp_path: Path) -> None:
    box, clock = Box(), QuickClock()
    box.token_replies = [Reply(401, {"error": "invalid_client", "reason": "Invalid client_secret"})]
    kept_in(tmp_path, clock, good_for=-1)
    with pytest.raises(AuthError, match="client_secret"):
        await client_of(box, tmp_path, clock, credentials=user_in(tmp_path)).request("listCallQueues")
    assert keeper_in(tmp_path).read() is not None


async def test_a_token_that_is_refused_is_renewed_once(tmp_path: Path) -> None:
    box, clock = (
        Box([Reply(401, {"code": 124, "message": "Invalid access token"}), Reply(body={"ok": 1})]),
        QuickClock(),
    )
    box.token_extra = {"refresh_token": "refresh-2"}
    kept_in(tmp_path, clock)
    client = client_of(box, tmp_path, clock, credentials=user_in(tmp_path))
    assert (await client.request("listCallQueues")).data == {"ok": 1}
    assert [each.headers["authorization"] for each in box.asked] == ["Bearer access-1", "Bearer token-1"]


@pytest.mark.parametrize("more", [{"client_id": "other"}, {"oauth_url": "https://evil.example/oauth/token"}])
async def test_a_sign_in_is_sent_to_no_other_app_and_nowhere_else(tmp_path: Path, more: dict[str, Any]) -> None:
    box, clock = Box(), QuickClock()
    kept_in(tmp_path, clock, **more)
    with pytest.raises(AuthError, match="Nobody is signed in"):
        await client_of(box, tmp_path, clock, credentials=user_in(tmp_path)).request("listCallQueues")
    assert (box.token_request, box.asked) == (None, [])


async def test_what_cannot_be_kept_is_not_renewed(tmp_path: Path) -> None:
    box, clock = Box(), QuickClock()
    kept_in(tmp_path, clock, good_for=-1)
    (tmp_path / "login-jo.json").chmod(0o644)
    with pytest.raises(ConfigError, match="Others on this machine can read"):
        await client_of(box, tmp_path, clock, credentials=user_in(tmp_path)).request("listCallQueues")
    assert box.token_request is None


async def test_an_answer_that_comes_while_the_program_ends_is_kept(tmp_path: Path) -> None:
    """Zoom has ended the former refresh token by then: without the new one the user would have to sign in again."""
    clock, answered = QuickClock(), asyncio.Event()
    kept_in(tmp_path, clock, good_for=-1)

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        asked.set()
        await answered.wait()
        await box(scope, receive, send)

    asked, box = asyncio.Event(), Box()
    box.token_extra = {"refresh_token": "refresh-2"}
    client = client_of(box, tmp_path, clock, credentials=user_in(tmp_path), transport=asgi(slow))
    request = asyncio.create_task(client.request("listCallQueues"))
    await asked.wait()
    ending = asyncio.create_task(client.aclose())
    await asyncio.sleep(0)
    answered.set()
    await ending
    with pytest.raises(AuthError):
        await request
    found = keeper_in(tmp_path).read()
    assert found is not None
    assert found.refresh_token.reveal() == "refresh-2"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"refresh_token": 5}', '{"refresh_token": "x", "until": "never"}'])
def test_a_file_that_is_none_of_ours_counts_as_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "login-jo.json"
    path.write_text(text)
    path.chmod(0o600)
    found = keeper_in(tmp_path).read()
    assert found is None or found.client_id == ""


def test_a_disk_that_is_full_leaves_the_former_sign_in(tmp_path: Path) -> None:
    import resource
    import signal

    clock = QuickClock()
    kept_in(tmp_path, clock)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(ConfigError, match="cannot be written"):
            keeper_in(tmp_path).write(Login(Secret("refresh-2"), "app", OAUTH_URL))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    found = keeper_in(tmp_path).read()
    assert found is not None
    assert found.refresh_token.reveal() == "refresh-1"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".login")] == []
