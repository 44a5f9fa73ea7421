"""Every operation of the contract answers, and what it answers is what the contract says."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.unit.sim.asgi import SMALL, Caller, Got, sim
from tests.unit.sim.samples import Sample, sample
from ztui.contract.catalogue import operations
from ztui.sim.app import App
from ztui.sim.engine import Engine
from ztui.sim.generic import Generic
from ztui.sim.options import Options
from ztui.sim.templates import names_in, plain

READS = [each.id for each in operations().values() if each.is_read]
WRITES = [each.id for each in operations().values() if not each.is_read]
GROUPS = 12


async def _ask(caller: Caller, method: str, given: Sample) -> Got:
    if given.upload:
        kind = {"content-type": "multipart/form-data; boundary=x"}
        return await caller.send(method, f"/v2{given.path}", given.query, raw=b"--x--", headers=kind)
    return await caller.send(method, f"/v2{given.path}", given.query, given.body)


def _complaint(known: Any, got: Got) -> str:
    """Say what is wrong with an answer, "" when nothing is; its shape was compared by the strict engine."""
    if got.status == known.success:
        return ""
    documented = {(each.http, each.code) for each in known.detail().errors}
    body = got.data
    if not body.get("message"):
        return f"{known.id}: no message in {got.body!r}"
    usual = {(400, 300), (404, 404), (404, 2001), (404, 1001), (400, 404), (400, 400)}
    if (got.status, body.get("code")) not in documented | usual:
        return f"{known.id}: {got.status} {got.body!r} is not documented"
    return ""


@pytest.mark.parametrize("group", range(GROUPS))
async def test_every_read_answers_by_its_schema_or_with_a_documented_refusal(group: int) -> None:
    caller, engine = await sim()
    generic = Generic(engine.options.seed, engine.options.now, engine.handlers)
    complaints = []
    for name in READS[group::GROUPS]:
        known = operations()[name]
        complaints.append(_complaint(known, await _ask(caller, known.method, sample(known, engine, generic))))
    assert [each for each in complaints if each] == []


@pytest.mark.parametrize("group", range(GROUPS))
async def test_every_write_answers_by_its_schema_or_with_a_documented_refusal(group: int) -> None:
    caller, engine = await sim()
    generic = Generic(engine.options.seed, engine.options.now, engine.handlers)
    complaints = []
    for name in WRITES[group::GROUPS]:
        known = operations()[name]
        complaints.append(_complaint(known, await _ask(caller, known.method, sample(known, engine, generic))))
    assert [each for each in complaints if each] == []


async def test_without_any_handler_every_read_succeeds_from_its_schema_alone() -> None:
    engine = Engine(Options.parse(SMALL), handlers={})
    caller = Caller(App(engine))
    await caller.log_in()
    generic = Generic(engine.options.seed, engine.options.now, {})
    failed = []
    for name in READS:
        known = operations()[name]
        got = await _ask(caller, "GET", sample(known, engine, generic))
        if got.status != known.success:
            failed.append((name, got.status, got.body[:200]))
    assert failed == []


async def test_the_rows_of_a_list_can_be_read_singly_and_say_the_same() -> None:
    caller, _ = await sim()
    rows = (await caller.get("/phone/external_contacts")).data["external_contacts"]
    assert len(rows) >= 3
    for row in rows:
        single = (await caller.get(f"/phone/external_contacts/{quote(row['external_contact_id'])}")).data
        assert single["external_contact_id"] == row["external_contact_id"]
        assert single["name"] == row["name"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/phone/external_contacts/nobody", 400, 400),
        ("/phone/users/nobody/settings", 404, 404),
        ("/phone/setting_templates/none-of-ours", 404, None),
    ],
)
async def test_an_id_that_no_list_gives_is_the_documented_not_found(path: str, status: int, code: int | None) -> None:
    caller, _ = await sim()
    got = await caller.get(path)
    assert got.status == status
    assert code is None or "code" not in got.data or got.data["code"] in (code, 1001, 2001)


async def test_made_up_rows_point_at_people_and_sites_of_the_account() -> None:
    caller, _ = await sim()
    sites = {each["id"]: each["name"] for each in (await caller.get("/phone/sites", {"page_size": 300})).data["sites"]}
    templates = (await caller.get("/phone/monitoring_groups")).data["monitoring_groups"]
    assert templates
    for row in templates:
        assert sites[row["site"]["id"]] == row["site"]["name"]


async def test_a_filter_on_a_field_of_made_up_rows_filters_them() -> None:
    caller, _ = await sim()
    rows = (await caller.get("/phone/monitoring_groups")).data["monitoring_groups"]
    wanted = rows[0]["type"]
    got = (await caller.get("/phone/monitoring_groups", {"type": wanted})).data["monitoring_groups"]
    assert got == [each for each in rows if each["type"] == wanted]


async def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    async def bytes_of(seed: str) -> list[bytes]:
        caller, _ = await sim(seed=seed)
        paths = [
            "/phone/sites",
            "/phone/users",
            "/phone/monitoring_groups",
            "/phone/emergency_addresses",
            "/phone/call_history",
        ]
        return [(await caller.get(path)).body for path in paths]

    first, again, other = await bytes_of("7"), await bytes_of("7"), await bytes_of("8")
    assert first == again
    assert all(a != b for a, b in zip(first, other, strict=True))


def test_plain_templates_name_no_account_where_there_is_a_form_without() -> None:
    prefixed = [each.id for each in operations().values() if each.twin and "accountId" in names_in(plain(each))]
    assert prefixed == []
