"""Numbers that come from carriers: peering, reseller, ported orders, and the plan that counts them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.sim.asking import Asker
from ztui.sim.handling import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

NEW = "+14155550187"
PRODUCT = {"product": "ZOOM_PHONE"}


@pytest.fixture
def asker() -> Asker:
    return Asker()


def _body(number: str = NEW, status: object = True, **fields: object) -> dict[str, Any]:
    return {"phone_numbers": [{"phone_number": number, "sip_trunk_name": "west", "status": status, **fields}]}


def _peer(asker: Asker, number: str = NEW) -> Mapping[str, Any]:
    return asker.rows("nm_listPeeringPhoneNumbers", {"phone_number": number})[0]


def _assigned(asker: Asker) -> str:
    """Add a number and give it to a user."""
    asker.ask("nm_addPeeringPhoneNumbers", body=_body(allocated_product="ZOOM_PHONE"))
    user = next(iter(asker.system.users))
    asker.ask("assignPhoneNumber", {"userId": user.id}, {"phone_numbers": [{"number": NEW}]})
    return user.id


def test_a_number_that_is_switched_on_is_in_the_inventory(asker: Asker) -> None:
    asker.ask("nm_addPeeringPhoneNumbers", body=_body(billing_ref_id="B1", voice_direction="INBOUND_ONLY"))
    row = asker.rows("listPhoneNumbers", {"keyword": NEW})[0]
    assert (row["source"], row["capability"]) == ("ThirdPartyNumber", ["Incoming"])
    assert (_peer(asker)["status"], _peer(asker)["assigned"], _peer(asker)["billing_ref_id"]) == (True, False, "B1")
    asker.ask("nm_updatePeeringPhoneNumbers", body={"phone_numbers": [{"phone_number": NEW, "status": False}]})
    assert asker.rows("listPhoneNumbers", {"keyword": NEW}) == []
    assert (_peer(asker)["status"], _peer(asker)["sip_trunk_name"]) == (False, "west")
    asker.ask("nm_deletePeeringPhoneNumbers", query={"phone_numbers": [NEW]})
    assert asker.rows("nm_listPeeringPhoneNumbers", {"phone_number": NEW}) == []


def test_a_number_that_somebody_has_stays(asker: Asker) -> None:
    _assigned(asker)
    assert _peer(asker)["assigned"] is True
    off = {"phone_numbers": [{"phone_number": NEW, "status": 0}]}
    failed = asker.ask("updatePeeringPhoneNumbers", body=off)["unprocessed_numbers"]
    gone = asker.ask("deletePeeringPhoneNumbers", query={"phone_numbers": [NEW]})["unprocessed_numbers"]
    assert failed == gone == [{"phone_number": NEW, "failure_reason": "Phone number is assigned"}]
    old = asker.rows("listPeeringPhoneNumbers", {"phone_number": NEW})[0]
    assert (old["assigned"], old["status"]) == (1, 1)


def test_what_fails_is_named_and_the_others_are_done(asker: Asker) -> None:
    there = next(iter(asker.system.numbers)).number
    numbers = [
        {"phone_number": number, "sip_trunk_name": trunk, "status": 1}
        for number, trunk in ((NEW, "west"), (there, "west"), ("nonsense", "west"), ("+14155550188", " "))
    ]
    failed = asker.ask("addPeeringPhoneNumbers", body={"phone_numbers": numbers})["unprocessed_numbers"]
    assert [each["phone_number"] for each in failed] == [there, "nonsense", "+14155550188"]
    assert asker.rows("listPeeringPhoneNumbers", {"phone_number": NEW})[0]["status"] == 1
    with pytest.raises(Refusal) as refused:
        asker.ask("nm_deletePeeringPhoneNumbers", query={"phone_numbers": [NEW, "+14155550188"]})
    assert (refused.value.http, refused.value.code) == (400, 1000)
    failed = json.loads(refused.value.message.partition(" : ")[2])
    assert failed == [{"phoneNumber": "+14155550188", "reason": "Phone number does not exist"}]
    assert asker.rows("nm_listPeeringPhoneNumbers", {"phone_number": NEW}) == []


def test_a_carrier_that_nobody_knows_is_refused(asker: Asker) -> None:
    assert asker.refusal("nm_addPeeringPhoneNumbers", body=_body() | {"carrier_code": 9}) == (400, 1001)
    assert asker.refusal("addPeeringPhoneNumbers", body=_body(status=1) | {"carrier_code": 9}) == (400, 404)
    assert asker.refusal("nm_listPeeringPhoneNumbers", query={"carrier_code": 9}) == (400, 1001)


def test_the_provider_sees_the_numbers_of_every_customer(asker: Asker) -> None:
    sub = next(iter(asker.world.accounts))
    customer = Asker(account=sub.id)
    customer.world = asker.world
    customer.ask("nm_addPeeringPhoneNumbers", body=_body())
    for name in ("Listpeeringphonenumbersforprovider", "listCarrierPeeringPhoneNumbers"):
        rows = asker.ask(name, query={"phone_number": NEW})["numbers"]
        assert [row["customer_account_name"] for row in rows] == [sub.name]
    assert asker.rows("nm_listPeeringPhoneNumbers", {"phone_number": NEW}) == []


def test_the_resellers_numbers_come_are_switched_on_and_go(asker: Asker) -> None:
    asker.ask("createCRPhoneNumbers", body=[{"phone_number": NEW, "status": "inactive"}])
    row = asker.ask("listCRPhoneNumbers", query={"keyword": NEW})["carrier_reseller_numbers"][0]
    assert (row["status"], row["assigned_status"], row["country_iso_code"]) == ("inactive", "unassigned", "US")
    asker.ask("activeCRPhoneNumbers", body=[NEW])
    assert asker.rows("listCRPhoneNumbers", {"keyword": NEW})[0]["status"] == "active"
    asker.ask("deleteCRPhoneNumber", {"number": NEW})
    assert asker.refusal("deleteCRPhoneNumber", {"number": NEW}) == (400, 400)
    assert asker.refusal("activeCRPhoneNumbers", body=[NEW]) == (400, 400)


def test_numbers_handed_on_are_in_the_sub_accounts_inventory(asker: Asker) -> None:
    sub = next(iter(asker.world.accounts))
    row = asker.rows("listCRPhoneNumbers", {"sub_account_id": sub.id, "assigned_status": "assigned"})[0]
    assert row["sub_account_name"] == sub.name
    assert asker.world.system(sub.id).number_by_e164(row["phone_number"]) is not None
    assert asker.refusal("deleteCRPhoneNumber", {"number": row["phone_number"]}) == (400, 400)
    customer = Asker(account=sub.id)
    assert customer.rows("listCRPhoneNumbers") == []
    assert customer.refusal("createCRPhoneNumbers", body=[{"phone_number": NEW, "status": "active"}]) == (400, 400)


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone_number": "12", "status": "active"},
        {"phone_number": "+14155550188"},
        {"phone_number": "+99912345678", "status": "active"},
        {"phone_number": NEW, "status": "active"},
    ],
)
def test_a_number_that_cannot_be_resold_is_refused_with_all_others(asker: Asker, wrong: dict[str, str]) -> None:
    good = {"phone_number": NEW, "status": "active"}
    assert asker.refusal("createCRPhoneNumbers", body=[good, wrong]) == (400, 300)
    assert asker.rows("listCRPhoneNumbers", {"keyword": NEW}) == []


@pytest.mark.parametrize(
    ("listing", "detail"),
    [("listPortedNumbers", "getPortedNumbersDetails"), ("Listportednumbers", "Getportednumbersdetails")],
)
def test_numbers_that_were_ported_are_in_the_inventory(asker: Asker, listing: str, detail: str) -> None:
    done = [row for row in asker.ask(listing)["ported_numbers"] if row["status"] == "Successfully"]
    assert done
    for row in done:
        for number in row["numbers"]:
            found = asker.system.number_by_e164(number)
            assert found is not None
            assert found.source == "ZoomPorted"
        assert asker.ask(detail, {"orderId": row["order_id"]})["numbers"] == row["numbers"]
    assert asker.refusal(detail, {"orderId": "none"}) == (400, 400)


def test_the_plan_counts_the_inventory(asker: Asker) -> None:
    number = next(
        each
        for each in asker.system.numbers
        if each.owner is None and each.product == "ZOOM_PHONE" and each.source == "Zoom" and each.status == "Normal"
    )
    before = {row["name"]: row for row in asker.ask("Listphonenumberplaninformation", query=PRODUCT)["plans"]}
    user = next(iter(asker.system.users))
    asker.ask("assignPhoneNumber", {"userId": user.id}, {"phone_numbers": [{"id": number.id}]})
    after = {row["name"]: row for row in asker.ask("Listphonenumberplaninformation", query=PRODUCT)["plans"]}
    assert sum(row["assigned"] for row in after.values()) == sum(row["assigned"] for row in before.values()) + 1
    assert all(row["subscribed"] == row["assigned"] + row["available"] for row in after.values())
