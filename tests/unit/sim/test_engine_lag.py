"""With a lag, a write is there at once and in its list later."""

from __future__ import annotations

from tests.unit.sim.asgi import Caller, sim


async def _names(caller: Caller) -> list[str]:
    rows = (await caller.get("/phone/call_queues", {"page_size": 100})).data["call_queues"]
    return [each["name"] for each in rows]


async def _first(caller: Caller) -> str:
    rows = (await caller.get("/phone/call_queues")).data["call_queues"]
    return str(rows[0]["id"])


async def test_a_change_shows_in_the_object_now_and_in_the_list_after_the_lag() -> None:
    caller, engine = await sim(lag="30")
    queue = await _first(caller)
    before = await _names(caller)
    await caller.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": "Renamed"})
    assert (await caller.get(f"/phone/call_queues/{queue}")).data["name"] == "Renamed"
    assert await _names(caller) == before
    engine.clock.advance(31)
    assert "Renamed" in await _names(caller)


async def test_a_deleted_object_is_gone_now_and_from_the_list_after_the_lag() -> None:
    caller, engine = await sim(lag="30")
    queue = await _first(caller)
    before = await _names(caller)
    assert (await caller.send("DELETE", f"/v2/phone/call_queues/{queue}")).status == 204
    assert (await caller.get(f"/phone/call_queues/{queue}")).status == 404
    assert sorted(await _names(caller)) == sorted(before)
    engine.clock.advance(31)
    assert len(await _names(caller)) == len(before) - 1


async def test_a_created_object_is_there_now_and_in_the_list_after_the_lag() -> None:
    caller, engine = await sim(lag="30")
    before = await _names(caller)
    site = (await caller.get("/phone/sites")).data["sites"][0]["id"]
    got = await caller.send("POST", "/v2/phone/call_queues", body={"name": "Brand new", "site_id": site})
    assert got.status == 201
    assert (await caller.get(f"/phone/call_queues/{got.data['id']}")).status == 200
    assert await _names(caller) == before
    engine.clock.advance(31)
    assert "Brand new" in await _names(caller)


async def _unassigned(caller: Caller) -> list[str]:
    query = {"page_size": 200, "assigned_to_type": "PhoneUnassigned"}
    return [each["id"] for each in (await caller.get("/number_management/numbers", query)).data["numbers"]]


async def _owner(caller: Caller, number: str) -> str | None:
    """Say whom the whole inventory names as the owner of a number."""
    rows = (await caller.get("/number_management/numbers", {"page_size": 200})).data["numbers"]
    assigned = next(each["assigned_list"] for each in rows if each["id"] == number)
    return str(assigned[0]["assigned_to_id"]) if assigned else None


async def test_a_number_is_given_now_and_in_the_inventory_after_the_lag() -> None:
    caller, engine = await sim(lag="30", numbers="150")
    number, queue = (await _unassigned(caller))[0], await _first(caller)
    body = {"phone_numbers": [{"id": number}]}
    assert (await caller.send("POST", f"/v2/phone/call_queues/{queue}/phone_numbers", body=body)).status == 204
    single = (await caller.get(f"/number_management/numbers/{number}")).data
    assert single["assigned_list"][0]["assigned_to_id"] == queue
    assert await _owner(caller, number) is None
    engine.clock.advance(31)
    assert await _owner(caller, number) == queue
    assert (await caller.send("DELETE", f"/v2/phone/call_queues/{queue}/phone_numbers/{number}")).status == 204
    assert (await caller.get(f"/number_management/numbers/{number}")).data["assigned_list"] == []
    assert await _owner(caller, number) == queue
    engine.clock.advance(31)
    assert await _owner(caller, number) is None


async def test_the_numbers_of_a_deleted_queue_are_its_own_in_the_inventory_until_the_lag_is_over() -> None:
    caller, engine = await sim(lag="30", numbers="150")
    number, queue = (await _unassigned(caller))[0], await _first(caller)
    body = {"phone_numbers": [{"id": number}]}
    await caller.send("POST", f"/v2/phone/call_queues/{queue}/phone_numbers", body=body)
    engine.clock.advance(31)
    await caller.send("DELETE", f"/v2/phone/call_queues/{queue}")
    assert await _owner(caller, number) == queue
    engine.clock.advance(31)
    assert await _owner(caller, number) is None


async def test_without_a_lag_the_list_knows_at_once() -> None:
    caller, _ = await sim()
    queue = await _first(caller)
    await caller.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": "Renamed"})
    assert "Renamed" in await _names(caller)
