"""Signing in by a code, and what is renewed: as strict as RFC 8628 and Zoom are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests.unit.sim.asgi import sim
from tests.unit.sim.test_engine_oauth import basic
from ztui.sim.clock import SimClock
from ztui.sim.devices import Devices
from ztui.sim.options import NOW

if TYPE_CHECKING:
    from tests.unit.sim.asgi import Caller, Got

APP = basic("app:hush")
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
FORM = {"content-type": "application/x-www-form-urlencoded"}


async def begun(caller: Caller) -> dict[str, Any]:
    caller.token = ""
    got = await caller.send("POST", "/oauth/devicecode", {"client_id": "app"}, headers=APP)
    assert got.status == 200
    data: dict[str, Any] = got.data
    return data


async def asked(caller: Caller, headers: dict[str, str] = APP, **form: str) -> Got:
    return await caller.send("POST", "/oauth/token", raw=urlencode(form).encode(), headers=headers | FORM)


async def signed_in(caller: Caller) -> dict[str, Any]:
    code = await begun(caller)
    await caller.send("POST", "/_sim/device", body={"user_code": code["user_code"], "allow": True})
    got = await asked(caller, grant_type=DEVICE, device_code=code["device_code"])
    assert got.status == 200
    data: dict[str, Any] = got.data
    return data


async def test_a_code_is_pending_until_the_user_allows_it_and_gives_a_token_once() -> None:
    caller, _ = await sim(poll="0")
    code = await begun(caller)
    assert code["verification_uri"] == "https://zoom.us/oauth_device"
    assert code["verification_uri_complete"].endswith(code["user_code"])
    wanted = {"grant_type": DEVICE, "device_code": code["device_code"]}
    assert (await asked(caller, **wanted)).data["error"] == "authorization_pending"
    page = await caller.send("GET", f"/oauth/device/complete/{code['user_code']}")
    assert f'value="{code["user_code"]}"'.encode() in page.body
    sent = urlencode({"user_code": code["user_code"].lower(), "verdict": "allow"}).encode()
    assert (await caller.send("POST", "/oauth_device", raw=sent, headers=FORM)).status == 200
    got = await asked(caller, **wanted)
    assert got.data["refresh_token"]
    caller.token = got.data["access_token"]
    assert (await caller.get("/phone/sites")).status == 200
    caller.token = ""
    assert (await asked(caller, **wanted)).data["error"] == "invalid_grant"


async def test_what_is_denied_ended_or_another_apps_gives_no_token() -> None:
    caller, engine = await sim(poll="0")
    first, second, third = [await begun(caller) for _ in range(3)]
    await caller.send("POST", "/_sim/device", body={"user_code": first["user_code"], "allow": False})
    denied = await asked(caller, grant_type=DEVICE, device_code=first["device_code"])
    assert (denied.status, denied.data["error"]) == (400, "access_denied")
    other = await asked(caller, basic("other:one"), grant_type=DEVICE, device_code=second["device_code"])
    assert other.data["error"] == "invalid_grant"
    engine.clock.advance(900)
    ended = await asked(caller, grant_type=DEVICE, device_code=third["device_code"])
    assert ended.data["error"] == "expired_token"
    late = await caller.send("POST", "/_sim/device", body={"user_code": third["user_code"], "allow": True})
    assert late.status == 400


def test_who_asks_too_soon_is_told_so_and_has_to_leave_more_time() -> None:
    seconds = 100.0
    devices = Devices(SimClock(NOW, monotonic=lambda: seconds), 1, 5.0)
    code = devices.begin("app", "https://zoom.us").data["device_code"]
    said = []
    for wait in (5, 4, 9, 15):
        seconds += wait
        said.append(devices.ask(code, "app"))
    assert said == ["authorization_pending", "slow_down", "slow_down", "authorization_pending"]


async def test_a_refresh_token_is_taken_once_in_the_body_and_from_its_app_alone() -> None:
    caller, _ = await sim(poll="0")
    first = (await signed_in(caller))["refresh_token"]
    wanted = {"grant_type": "refresh_token", "refresh_token": first}
    in_the_address = await caller.send("POST", "/oauth/token", wanted, headers=APP)
    assert in_the_address.data["error"] == "invalid_grant"
    assert (await asked(caller, basic("other:one"), **wanted)).data["error"] == "invalid_grant"
    renewed = await asked(caller, **wanted)
    assert renewed.status == 200
    assert renewed.data["refresh_token"] != first
    assert (await asked(caller, **wanted)).data["error"] == "invalid_grant"
    assert (await asked(caller, **wanted | {"refresh_token": renewed.data["refresh_token"]})).status == 200


async def test_sign_ins_end_by_time_and_when_they_are_revoked() -> None:
    caller, engine = await sim(poll="0")
    old = (await signed_in(caller))["refresh_token"]
    engine.clock.advance(91 * 86_400)
    assert (await asked(caller, grant_type="refresh_token", refresh_token=old)).status == 400
    new = (await signed_in(caller))["refresh_token"]
    await caller.send("POST", "/_sim/token/revoke")
    assert (await asked(caller, grant_type="refresh_token", refresh_token=new)).status == 400


async def test_a_code_is_given_to_a_known_app_alone_and_a_verdict_wants_its_two_words() -> None:
    caller, _ = await sim(client="app:hush")
    wrong = await caller.send("POST", "/oauth/devicecode", {"client_id": "app"}, headers=basic("app:loud"))
    assert wrong.data["error"] == "invalid_client"
    assert (await caller.send("POST", "/oauth/devicecode", headers=APP)).data["error"] == "invalid_request"
    assert (await caller.send("POST", "/_sim/device", body={"user_code": "X"})).status == 400
    assert (await caller.send("POST", "/oauth_device", raw=b"verdict=perhaps", headers=FORM)).status == 400


async def test_an_account_that_is_not_the_apps_is_refused_where_one_is_named() -> None:
    caller, _ = await sim(app_account="mine")
    grant = {"grant_type": "account_credentials", "account_id": "any"}
    got = await caller.send("POST", "/oauth/token", grant, headers=basic("a:b"))
    assert (got.status, got.data["error"]) == (400, "invalid_request")
    assert (
        await caller.send("POST", "/oauth/token", grant | {"account_id": "mine"}, headers=basic("a:b"))
    ).status == 200
