"""Parameters and bodies are judged by the contract, and errors say where."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tests.unit.sim.asgi import sim
from ztui.contract.catalogue import operation
from ztui.sim.handling import Refusal
from ztui.sim.schemas import problems, strict
from ztui.sim.validation import read_query


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("/phone/sites", {"colour": "red"}, "colour"),
        ("/phone/sites", {"page_size": "301"}, "page_size"),
        ("/phone/sites", {"page_size": "0"}, "page_size"),
        ("/phone/sites", {"page_size": "ten"}, "page_size"),
        ("/phone/sites", {"page_size": "1_0"}, "page_size"),
        ("/phone/sites", {"page_size": " 10"}, "page_size"),
        ("/phone/sites", {"page_size": ["1", "2"]}, "page_size"),
        ("/phone/sites", {"next_page_token": ["a", "a"]}, "next_page_token"),
        ("/accounts", {"page_number": ["1", "2"]}, "page_number"),
        ("/accounts", {"page_number": "+1"}, "page_number"),
        ("/accounts", {"page_number": "1_0"}, "page_number"),
        ("/phone/call_queue_analytics", {"to": "2026-11-20"}, "from"),
        ("/number_management/numbers", {"allocated_product": "ZOOM_TOAST"}, "allocated_product"),
        ("/phone/call_history", {"directions": "sideways"}, "directions"),
        ("/phone/call_history", {"from": "last week", "to": "2026-11-20"}, "from"),
        ("/phone/devices", {"type": ["assigned", "unassigned"]}, "type"),
        ("/accounts", {"page_number": "0"}, "page_number"),
    ],
)
async def test_a_wrong_parameter_is_code_300_with_its_name(path: str, query: dict[str, Any], field: str) -> None:
    caller, _ = await sim()
    got = await caller.get(path, query)
    assert (got.status, got.data["code"]) == (400, 300)
    assert [each["field"] for each in got.data["errors"]] == [field]


@pytest.mark.parametrize(
    "pairs",
    [
        [("directions", "inbound"), ("directions", "outbound")],
        [("directions", "inbound,outbound")],
        [("directions[]", "inbound"), ("directions[]", "outbound")],
    ],
)
def test_an_array_may_be_repeated_or_written_with_commas(pairs: list[tuple[str, str]]) -> None:
    assert read_query(operation("accountCallHistory"), pairs) == {"directions": ["inbound", "outbound"]}


def test_values_are_typed_by_the_contract_and_empty_ones_count_as_not_sent() -> None:
    assert read_query(operation("accountCallHistory"), [("with_voicemail", "true"), ("keyword", "")]) == {
        "with_voicemail": True
    }
    with pytest.raises(Refusal):
        read_query(operation("accountCallHistory"), [("with_voicemail", "maybe")])


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"{", None),
        (b"NaN", None),
        (b"", ""),
        (b"[]", ""),
        (b"{}", "name"),
        (b'{"name":5}', "name"),
        (b'{"name":"Help","site_id":"x","nane":"y"}', "nane"),
    ],
)
async def test_a_wrong_body_is_code_300(raw: bytes, field: str | None) -> None:
    caller, engine = await sim()
    got = await caller.send("POST", "/v2/phone/call_queues", raw=raw)
    assert (got.status, got.data["code"]) == (400, 300)
    if field is not None:
        assert field in [each["field"] for each in got.data["errors"]]
    assert not engine.records.writes


async def test_a_body_that_is_no_json_is_refused_by_its_type() -> None:
    caller, _ = await sim()
    got = await caller.send("POST", "/v2/phone/call_queues", raw=b"name=x", headers={"content-type": "text/plain"})
    assert got.status == 415


async def test_more_elements_than_a_request_may_carry_are_refused() -> None:
    caller, _ = await sim()
    queue = (await caller.get("/phone/call_queues")).data["call_queues"][0]["id"]
    body = {"members": {"users": [{"id": f"user-{place}"} for place in range(11)]}}
    got = await caller.send("POST", f"/v2/phone/call_queues/{queue}/members", body=body)
    assert got.status == 400
    assert got.data["code"] in (300, 429)
    numbers = ",".join(str(place) for place in range(21))
    got = await caller.send("DELETE", "/v2/phone/numbers", {"phone_numbers": numbers})
    assert (got.status, got.data["errors"][0]["field"]) == (400, "phone_numbers")


async def test_a_client_code_has_three_to_sixteen_digits() -> None:
    caller, _ = await sim()
    for code in ("12", "12345678901234567", "12a4"):
        got = await caller.send("PATCH", "/v2/phone/call_history/x/client_code", body={"client_code": code})
        assert got.data["errors"][0]["field"] == "client_code"


def test_alternatives_are_judged_by_the_one_that_fits_best() -> None:
    schema = strict(
        {
            "oneOf": [
                {
                    "type": "object",
                    "properties": {"a": {"type": "string"}, "b": {"type": "integer"}},
                    "required": ["a"],
                },
                {"type": "object", "properties": {"c": {"type": "boolean"}}, "required": ["c"]},
            ]
        }
    )
    assert problems(schema, {"a": "x", "b": 1}) == []
    assert [field for field, _ in problems(schema, {"a": "x", "b": "1"})] == ["b"]


def test_limits_beside_an_array_count_for_its_elements() -> None:
    schema = strict({"type": "array", "enum": ["a", "b"], "maximum": 2, "items": {"type": "string"}})
    assert problems(schema, ["a", "b"]) == []
    assert problems(schema, ["c"])[0][0] == "[0]"
    assert problems(schema, ["a", "b", "a"])[0][0] == ""


FITTING: dict[str, list[Any]] = {
    "date": ["2026-11-21", "2024-02-29"],
    "date-time": [
        "2026-11-21T14:05:00Z",
        "2026-11-21T14:05:00.123Z",
        "2026-11-21T14:05:00",
        "2026-11-21T14:05:00+01:00",
    ],
    "time": ["09:30", "09:30:15", "23:59:59Z"],
    "email": ["ann@acme.example"],
    "url": ["https://acme.example/a?b=c"],
    "int32": [2**31 - 1, -(2**31)],
    "int64": [2**63 - 1],
}
UNFIT: dict[str, list[Any]] = {
    "date": ["2026-11-31", "20261121", "2026-11-21T14:05:00Z", "21.11.2026", "2026-W47-6", ""],
    "date-time": [
        "2026-11-21",
        "2026-11-21T14:05Z",
        "2026-11-21 14:05:00Z",
        "2026-11-21T25:05:00Z",
        "20261121T140500Z",
        "T",
    ],
    "time": ["9:30", "24:30", "0930", "09:30:15.5", "noon", ""],
    "email": ["ann", "ann@", "@acme.example", "a@b@c", "ann smith@acme.example"],
    "url": ["acme.example", "https://", "https://a b", "http://[::1"],
    "int32": [2**31],
    "int64": [2**63, -(2**63) - 1],
}


@pytest.mark.parametrize("form", FITTING)
def test_a_format_lets_through_what_has_it_and_nothing_else(form: str) -> None:
    schema = strict({"type": "integer" if form.startswith("int") else "string", "format": form})
    assert [value for value in FITTING[form] if problems(schema, value)] == []
    assert [value for value in UNFIT[form] if not problems(schema, value)] == []


def test_the_simulator_judges_by_rules_of_its_own() -> None:
    program = (
        "import pkgutil, sys, importlib, ztui.sim\n"
        "for each in pkgutil.walk_packages(ztui.sim.__path__, 'ztui.sim.'): importlib.import_module(each.name)\n"
        "print([name for name in sys.modules if name.startswith('ztui.contract.') and name.rsplit('.')[-1] in "
        "('formats', 'values', 'validation')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


async def test_the_removal_of_one_setting_of_a_kind_must_say_which() -> None:
    caller, engine = await sim()
    user, other = (await caller.get("/phone/users")).data["users"][:2]
    path = f"/v2/phone/users/{user['id']}/settings/delegation"
    got = await caller.send("DELETE", path)
    assert (got.status, got.data["code"]) == (400, 300)
    assert not engine.records.writes
    await caller.send("POST", path, body={"delegation_assistant_extension_id": other["extension_id"]})
    assert (await caller.send("DELETE", path, {"assistant_extension_id": other["extension_id"]})).status == 204


async def test_a_sync_goes_on_only_with_the_token_that_it_gave() -> None:
    caller, _ = await sim()
    session = (await caller.get("/phone/sms/sessions")).data["sms_sessions"][0]["session_id"]
    path = f"/phone/sms/sessions/{session}/sync"
    first = await caller.get(path, {"sync_type": "FSync", "count": 20})
    assert first.status == 200
    again = {"sync_type": "ISync", "count": 20, "sync_token": first.data["sync_token"]}
    assert (await caller.get(path, again)).status == 200
    for other in ({}, {"sync_token": "made-up"}):
        got = await caller.get(path, {"sync_type": "ISync", "count": 20} | other)
        assert (got.status, got.data["message"]) == (400, "The sync token is invalid.")


async def test_each_missing_field_is_named_once() -> None:
    caller, _ = await sim()
    got = await caller.send("POST", "/v2/phone/call_queues", body={})
    fields = [each["field"] for each in got.data["errors"]]
    assert len(fields) > 1
    assert len(fields) == len(set(fields))
