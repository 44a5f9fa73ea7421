"""Paths lead to operations, with or without an account before them."""

from __future__ import annotations

import pytest

from tests.unit.sim.asgi import sim
from ztui.sim.handling import Refusal
from ztui.sim.routing import route


@pytest.mark.parametrize(
    "path", ["/v2", "/v2/", "/v2/phone/nothing", "/v2/phone/users//settings", "/v3/phone/sites", "/"]
)
async def test_an_unknown_path_is_404(path: str) -> None:
    caller, _ = await sim()
    assert (await caller.send("GET", path)).status == 404


async def test_a_path_that_has_other_methods_says_so() -> None:
    caller, _ = await sim()
    assert (await caller.send("PUT", "/v2/phone/sites")).status == 405


async def test_a_plain_path_and_the_prefix_of_the_master_are_the_same() -> None:
    caller, engine = await sim()
    plain = await caller.get("/phone/sites")
    assert (await caller.get(f"/accounts/{engine.world.master_id}/phone/sites")).body == plain.body
    assert (await caller.get("/accounts/me/phone/sites")).body == plain.body


async def test_a_sub_account_has_its_own_data_and_a_stranger_none() -> None:
    caller, engine = await sim()
    sub = next(iter(engine.world.accounts)).id
    own = await caller.get(f"/accounts/{sub}/phone/sites")
    assert own.status == 200
    assert own.body != (await caller.get("/phone/sites")).body
    stranger = await caller.get("/accounts/stranger/phone/sites")
    assert (stranger.status, stranger.data["code"]) == (404, 2001)


async def test_number_management_takes_both_forms() -> None:
    caller, engine = await sim()
    sub = next(iter(engine.world.accounts)).id
    query = {"allocated_product": "ZOOM_PHONE"}
    assert (await caller.get("/number_management/numbers", query)).status == 200
    assert (await caller.get(f"/accounts/{sub}/number_management/numbers", query)).status == 200


async def test_me_is_the_master_for_sip_connected_audio() -> None:
    caller, engine = await sim()
    me = await caller.get("/accounts/me/sip_trunk/trunks")
    assert me.status == 200
    assert me.body == (await caller.get(f"/accounts/{engine.world.master_id}/sip_trunk/trunks")).body


@pytest.mark.parametrize(
    ("segment", "value"),
    [
        ("abc", "abc"),
        ("a%20b", "a b"),
        ("a%2Fb%2B%3D", "a/b+="),
        ("%252Fab%253D%253D", "/ab=="),
        ("a%252F%252Fb", "a//b"),
        ("%C3%A9", "é"),
    ],
)
def test_values_are_decoded_once_or_twice(segment: str, value: str) -> None:
    assert route("GET", f"/v2/phone/users/{segment}").path == {"userId": value}


@pytest.mark.parametrize("segment", ["%2Fab", "a%2F%2Fb"])
def test_a_value_that_must_be_encoded_twice_and_is_not_is_another_path(segment: str) -> None:
    with pytest.raises(Refusal) as caught:
        route("GET", f"/v2/phone/users/{segment}")
    assert caught.value.http == 404


async def test_an_account_that_was_just_created_has_no_zoom_phone() -> None:
    caller, _ = await sim()
    owner = {"first_name": "Ann", "last_name": "Lee", "email": "ann@new.example", "password": "aB3defgh"}
    made = await caller.send("POST", "/v2/accounts", body=owner)
    assert made.status == 201
    got = await caller.get(f"/accounts/{made.data['id']}/phone/call_queues")
    assert (got.status, got.data) == (403, {"message": "Zoom Phone has not been enabled for this account."})
    assert (await caller.get(f"/accounts/{made.data['id']}/settings")).status == 200
