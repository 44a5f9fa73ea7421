"""Outbound calling and routing rules: what holds where, and which exceptions there are."""

from __future__ import annotations

import pytest

from tests.unit.sim.asking import Asker

LEVELS = ("Account", "Site", "User", "CommonArea")


@pytest.fixture
def asker() -> Asker:
    return Asker()


def _path(asker: Asker, level: str) -> dict[str, str]:
    system = asker.system
    return {
        "Account": {},
        "Site": {"siteId": next(iter(system.sites)).id},
        "User": {"userId": next(iter(system.users)).id},
        "CommonArea": {"commonAreaId": next(iter(system.common_areas)).id},
    }[level]


def _rule(asker: Asker, level: str, code: str, path: dict[str, str] | None = None) -> int:
    rows = asker.rows(f"Get{level}OutboundCallingCountriesAndRegions", path=path or _path(asker, level))
    return next(int(row["rule"]) for row in rows if row["iso_code"] == code)


def _change(asker: Asker, level: str, code: str, **fields: object) -> None:
    body = {"country_regions": [{"iso_code": code, **fields}]}
    asker.ask(f"Update{level}OutboundCallingCountriesOrRegions", _path(asker, level), body)


def test_a_level_has_the_rule_of_the_one_above_until_it_has_its_own(asker: Asker) -> None:
    user = next(iter(asker.system.users))
    site = {"siteId": user.site_id}
    _change(asker, "Account", "MX", rule=3)
    assert (_rule(asker, "Site", "MX", site), _rule(asker, "User", "MX")) == (3, 3)
    body = {"country_regions": [{"iso_code": "MX", "rule": 4}]}
    asker.ask("UpdateSiteOutboundCallingCountriesOrRegions", site, body)
    assert (_rule(asker, "Account", "MX"), _rule(asker, "User", "MX")) == (3, 4)
    _change(asker, "User", "MX", rule=1)
    assert (_rule(asker, "Site", "MX", site), _rule(asker, "User", "MX")) == (4, 1)


@pytest.mark.parametrize("level", LEVELS)
def test_an_exception_is_listed_changed_and_deleted(asker: Asker, level: str) -> None:
    path = _path(asker, level)
    fields = {"match_type": "prefix", "prefix_number": "+52551", "status": "active", "country": "MX"}
    made = asker.ask(f"Add{level}OutboundCallingExceptionRule", path, {"exception_rule": fields | {"comment": "one"}})
    listed = asker.rows(f"list{level}OutboundCallingExceptionRule", {"country": "MX", "keyword": "ONE"}, path)
    assert [row["id"] for row in listed] == [made["exception_rule_id"]]
    one = path | {"exceptionRuleId": made["exception_rule_id"]}
    asker.ask(f"Update{level}OutboundCallingExceptionRule", one, {"exception_rule": fields | {"status": "inactive"}})
    row = asker.rows(f"list{level}OutboundCallingExceptionRule", {"status": "inactive"}, path)[0]
    assert (row["comment"], row["prefix_number"]) == ("one", "+52551")
    asker.ask(f"delete{level}OutboundCallingExceptionRule", one)
    assert asker.refusal(f"delete{level}OutboundCallingExceptionRule", one) == (404, 13507)


def test_a_country_takes_its_exceptions_with_it(asker: Asker) -> None:
    fields = {"match_type": "prefix", "prefix_number": "+52551", "status": "active", "country": "MX"}
    for level in ("Account", "User"):
        asker.ask(f"Add{level}OutboundCallingExceptionRule", _path(asker, level), {"exception_rule": fields})
    _change(asker, "User", "MX", delete_existing_exception_rules=True)
    assert asker.rows("listUserOutboundCallingExceptionRule", path=_path(asker, "User")) == []
    assert asker.rows("listAccountOutboundCallingExceptionRule", {"country": "MX"})


@pytest.mark.parametrize(("level", "name"), [("Site", "siteId"), ("User", "userId"), ("CommonArea", "commonAreaId")])
def test_a_level_that_does_not_exist_is_refused(asker: Asker, level: str, name: str) -> None:
    path = {name: "none"}
    assert asker.refusal(f"Get{level}OutboundCallingCountriesAndRegions", path) == (404, 13500)
    assert asker.refusal(f"list{level}OutboundCallingExceptionRule", path) == (404, 13000)
    assert asker.refusal(f"Add{level}OutboundCallingExceptionRule", path, {"exception_rule": {}}) == (404, 13500)
    _change(asker, "Account", "MX", rule=2)
    body = {"country_regions": [{"iso_code": "XX", "rule": 1}]}
    assert asker.refusal("UpdateAccountOutboundCallingCountriesOrRegions", body=body) == (400, 300)


def test_an_exception_belongs_to_its_level_alone(asker: Asker) -> None:
    rule = asker.rows("listAccountOutboundCallingExceptionRule")[0]
    path = _path(asker, "User") | {"exceptionRuleId": rule["id"]}
    assert asker.refusal("deleteUserOutboundCallingExceptionRule", path) == (404, 13507)


def test_routing_rules_keep_their_order(asker: Asker) -> None:
    group = next(iter(asker.system.sip_groups))
    before = [row["routing_rule_id"] for row in asker.rows("listRoutingRule")]
    body = {"name": "Lab", "number_pattern": "^9(.*)$", "type": "sip_group", "sip_group_id": group.id}
    made = asker.ask("addRoutingRule", body=body)["routing_rule_id"]
    rows = asker.ask("listRoutingRule")
    assert [row["routing_rule_id"] for row in rows] == [*before, made]
    assert rows[-1]["routing_path"] == {"type": "sip_group", "sip_group": {"id": group.id, "name": group.name}}
    path = {"routingRuleId": made}
    asker.ask("updateRoutingRule", path, {"order": 1, "type": "pstn"})
    rows = asker.ask("listRoutingRule")
    assert [row["routing_rule_id"] for row in rows] == [made, *before]
    assert [row["order"] for row in rows] == list(range(1, len(rows) + 1))
    assert asker.ask("getRoutingRule", path)["routing_path"] == {"type": "pstn"}
    asker.ask("deleteRoutingRule", path)
    assert [row["order"] for row in asker.ask("listRoutingRule")] == list(range(1, len(before) + 1))
    assert asker.refusal("getRoutingRule", path) == (404, 404)
    assert asker.refusal("deleteRoutingRule", path) == (400, 404)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, 300),
        ({"number_pattern": ""}, 300),
        ({"number_pattern": "9" * 256}, 300),
        ({"type": "sip_group"}, 300),
        ({"type": "sip_group", "sip_group_id": "none"}, 404),
        ({"site_id": "none"}, 404),
    ],
)
def test_routing_rules_that_lead_nowhere_are_refused(asker: Asker, changes: dict[str, str], code: int) -> None:
    body = {"name": "Lab", "number_pattern": "^9(.*)$", "type": "pstn"}
    assert asker.refusal("addRoutingRule", body=body | changes) == (400, code)
    taken = asker.rows("listRoutingRule")[0]["number_pattern"]
    assert asker.refusal("addRoutingRule", body=body | {"number_pattern": taken}) == (400, 300)
