"""Parameters and bodies are judged by the contract, and errors say where."""

from __future__ import annotations

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
