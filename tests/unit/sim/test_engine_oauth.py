"""Tokens: given for account credentials, an hour long, refused afterwards; scopes and roles."""

from __future__ import annotations

import base64

import pytest

from tests.unit.sim.asgi import sim


def basic(text: str) -> dict[str, str]:
    return {"authorization": f"Basic {base64.b64encode(text.encode()).decode()}"}


GRANT = {"grant_type": "account_credentials", "account_id": "any"}


async def test_any_client_gets_a_token_of_an_hour_without_an_api_url_in_process() -> None:
    caller, _ = await sim()
    got = await caller.send("POST", "/oauth/token", GRANT, headers=basic("who:ever"))
    assert got.status == 200
    assert got.data["expires_in"] == 3600
    assert got.data["token_type"] == "bearer"
    assert "phone:read:admin" in got.data["scope"].split()
    assert "api_url" not in got.data


async def test_the_grant_may_come_as_a_form() -> None:
    caller, _ = await sim()
    headers = basic("who:ever") | {"content-type": "application/x-www-form-urlencoded"}
    got = await caller.send("POST", "/oauth/token", raw=b"grant_type=account_credentials&account_id=x", headers=headers)
    assert got.status == 200


@pytest.mark.parametrize(
    ("query", "header", "status", "error"),
    [
        (GRANT, {}, 401, "invalid_client"),
        (GRANT, {"authorization": "Basic ???"}, 401, "invalid_client"),
        (GRANT, basic("no-secret"), 401, "invalid_client"),
        (GRANT | {"grant_type": "password"}, basic("a:b"), 400, "unsupported_grant_type"),
        ({"grant_type": "account_credentials"}, basic("a:b"), 400, "invalid_request"),
    ],
)
async def test_a_wrong_request_for_a_token_is_told_in_oauths_own_words(
    query: dict[str, str], header: dict[str, str], status: int, error: str
) -> None:
    caller, _ = await sim()
    got = await caller.send("POST", "/oauth/token", query, headers=header)
    assert (got.status, got.data["error"]) == (status, error)
    assert got.data["reason"]


async def test_with_a_client_given_only_that_one_is_accepted() -> None:
    caller, _ = await sim(client="mine:hush")
    wrong = await caller.send("POST", "/oauth/token", GRANT, headers=basic("mine:loud"))
    right = await caller.send("POST", "/oauth/token", GRANT, headers=basic("mine:hush"))
    assert (wrong.status, right.status) == (400, 200)


@pytest.mark.parametrize("token", ["", "never-given"])
async def test_a_missing_or_unknown_token_is_401_with_code_124(token: str) -> None:
    caller, _ = await sim()
    caller.token = token
    got = await caller.get("/phone/sites")
    assert (got.status, got.data["code"]) == (401, 124)


async def test_a_token_dies_after_an_hour_of_the_simulators_clock_and_a_new_one_lives_beside_the_old() -> None:
    caller, engine = await sim()
    first = caller.token
    engine.clock.advance(1800)
    await caller.log_in()
    assert caller.token != first
    engine.clock.advance(1800)
    assert (await caller.get("/phone/sites")).status == 200
    caller.token = first
    got = await caller.get("/phone/sites")
    assert (got.status, got.data["code"]) == (401, 124)


async def test_a_missing_scope_is_code_4711_and_names_the_scopes() -> None:
    caller, _ = await sim(scopes="phone:read:admin")
    assert (await caller.get("/phone/sites")).status == 200
    got = await caller.get("/accounts")
    assert (got.status, got.data["code"]) == (400, 4711)
    assert "account:read:master" in got.data["message"]


async def test_a_granular_scope_opens_its_operation_and_no_other() -> None:
    caller, _ = await sim(scopes="phone:read:list_call_queues:admin")
    assert (await caller.get("/phone/call_queues")).status == 200
    assert (await caller.get("/phone/sites")).data["code"] == 4711


async def test_another_account_wants_the_master_form_of_the_scope() -> None:
    admin, engine = await sim(scopes="phone:read:admin")
    sub = next(iter(engine.world.accounts)).id
    assert (await admin.get(f"/accounts/{sub}/phone/sites")).data["code"] == 4711
    master, _ = await sim(scopes="phone:read:master")
    assert (await master.get(f"/accounts/{sub}/phone/sites")).status == 200


async def test_a_read_only_role_reads_and_does_not_write() -> None:
    caller, engine = await sim(role="readonly")
    assert (await caller.get("/phone/sites")).status == 200
    got = await caller.send("POST", "/v2/phone/call_queues", body={"name": "x"})
    assert (got.status, got.data["code"]) == (400, 200)
    assert not engine.records.writes


async def test_sip_phones_tell_of_errors_under_the_statuses_that_they_are_documented_with() -> None:
    caller, _ = await sim()
    got = await caller.send("DELETE", "/v2/sip_phones/nobody")
    assert (got.status, got.data["code"]) == (300, 300)
    reader, _ = await sim(role="readonly")
    got = await reader.send("DELETE", "/v2/sip_phones/nobody")
    assert (got.status, got.data["code"]) == (200, 200)
