"""Emergency addresses and locations: of sites and users, with their numbers, one by one and in batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.sim.asking import Asker

if TYPE_CHECKING:
    from ztui.sim.world.entities import Number

ADDRESS = {"address_line1": "1 New St", "city": "Reno", "country": "US", "state_code": "NV", "zip": "89501"}

SITE = {
    "name": "Reno office",
    "site_code": 977,
    "auto_receptionist_name": "Main",
    "default_emergency_address": ADDRESS,
    "short_extension": {"length": 4},
}


@pytest.fixture
def asker() -> Asker:
    return Asker()


def _free(asker: Asker) -> list[Number]:
    return [each for each in asker.system.numbers if each.owner is None and each.product == "ZOOM_PHONE"]


def test_an_address_is_made_changed_and_deleted(asker: Asker) -> None:
    user = next(iter(asker.system.users))
    made = asker.ask("addEmergencyAddress", body=ADDRESS | {"user_id": user.email})
    assert (made["level"], made["owner"]["id"], made["is_default"]) == (1, user.id, False)
    path = {"emergencyAddressId": made["id"]}
    assert asker.ask("updateEmergencyAddress", path, {"zip": "89502"})["zip"] == "89502"
    assert asker.ask("getEmergencyAddress", path)["city"] == "Reno"
    found = asker.rows("listEmergencyAddresses", {"user_id": user.id, "address_keyword": "new st"})
    assert [row["id"] for row in found] == [made["id"]]
    asker.ask("deleteEmergencyAddress", path)
    assert asker.refusal("getEmergencyAddress", path) == (400, 400)
    assert asker.refusal("updateEmergencyAddress", path, {}) == (400, 300)
    assert asker.refusal("deleteEmergencyAddress", path) == (400, 300)


def test_the_default_address_of_a_site_is_the_sites_own(asker: Asker) -> None:
    site = next(iter(asker.system.sites))
    user = next(user for user in asker.system.users if user.site_id == site.id)
    for row in asker.rows("listEmergencyAddresses", {"user_id": user.id}):
        asker.ask("deleteEmergencyAddress", {"emergencyAddressId": row["id"]})
    default = next(row for row in asker.rows("listEmergencyAddresses", {"site_id": site.id, "level": 0}))
    assert (default["is_default"], default["city"]) == (True, site.city)
    assert asker.ask("phoneUser", {"userId": user.id})["emergency_address"]["id"] == default["id"]
    made = asker.ask("addEmergencyAddress", body=ADDRESS | {"site_id": site.id, "is_default": True})
    shown = asker.ask("phoneUser", {"userId": user.id})["emergency_address"]
    assert (shown["id"], shown["city"]) == (made["id"], "Reno")
    rows = {row["id"]: row for row in asker.rows("listEmergencyAddresses", {"site_id": site.id, "level": 0})}
    assert (rows[default["id"]]["is_default"], rows[default["id"]]["city"]) == (False, site.city)
    assert asker.refusal("deleteEmergencyAddress", {"emergencyAddressId": made["id"]}) == (400, 300)
    asker.ask("deleteEmergencyAddress", {"emergencyAddressId": default["id"]})
    home = asker.ask("addEmergencyAddress", body=ADDRESS | {"user_id": user.id, "is_default": True})
    assert asker.ask("phoneUser", {"userId": user.id})["emergency_address"]["id"] == home["id"]


def test_a_new_site_has_an_address_and_a_user_who_left_has_none(asker: Asker) -> None:
    site_id = asker.ask("createPhoneSite", body=SITE)["id"]
    row = next(row for row in asker.rows("listEmergencyAddresses", {"site_id": site_id}))
    assert (row["is_default"], row["city"], row["site"]["name"]) == (True, "Reno", "Reno office")
    user = next(iter(asker.system.users))
    made = asker.ask("addEmergencyAddress", body=ADDRESS | {"user_id": user.id})
    asker.system.remove_extension(user)
    assert asker.refusal("getEmergencyAddress", {"emergencyAddressId": made["id"]}) == (400, 400)
    assert asker.refusal("addEmergencyAddress", body=ADDRESS | {"user_id": user.id}) == (400, 300)
    assert asker.refusal("addEmergencyAddress", body=ADDRESS | {"site_id": "none"}) == (400, 300)
    assert asker.refusal("listEmergencyAddresses", query={"site_id": "none"}) == (400, 400)


def _new_location(asker: Asker, **fields: Any) -> dict[str, str]:
    address = asker.rows("listEmergencyAddresses")[0]["id"]
    made: dict[str, str] = asker.ask("addLocation", body={"name": "Shed", "emergency_address_id": address} | fields)
    return made


def test_a_location_holds_its_emergency_number(asker: Asker) -> None:
    first, second = _free(asker)[:2]
    made = _new_location(asker, elin_phone_number_id=first.id, public_ip="192.0.2.0/24", private_ip="10.0.0.1-10.0.0.9")
    path = {"locationId": made["id"]}
    assert asker.ask("getLocation", path)["elin"] == {"phone_number": first.number, "phone_number_id": first.id}
    owner = asker.ask("getPhoneNumber", {"phoneNumberId": first.id})["assigned_list"][0]
    assert (owner["assigned_to_type"], owner["assigned_to_id"]) == ("CompanyLocation", made["id"])
    assert owner["assgined_to_name"] == "Shed"
    listed = asker.rows("listAccountPhoneNumbers", {"extension_type": "companyLocation"})
    assert [(row["id"], row["assignee"]["name"]) for row in listed] == [(first.id, "Shed")]
    asker.ask("updateLocation", path, {"elin_phone_number_id": second.id, "name": "Barn"})
    row = next(row for row in asker.rows("listLocations") if row["id"] == made["id"])
    assert (row["name"], row["elin"]["phone_number_id"]) == ("Barn", second.id)
    found = asker.system.numbers.get(first.id)
    assert found is not None
    assert found.owner is None
    asker.ask("deleteLocation", path)
    assert asker.refusal("getLocation", path) == (400, 400)
    assert asker.refusal("deleteLocation", path) == (400, 300)
    assert second.id in {each.id for each in _free(asker)}


@pytest.mark.parametrize(
    "changes",
    [
        {"emergency_address_id": "none"},
        {"parent_location_id": "none"},
        {"public_ip": "300.1.1.1"},
        {"sip_group_id": "none"},
        {"site_id": "none"},
        {"elin_phone_number_id": "none"},
        {"bssid": "zz"},
    ],
)
def test_a_location_that_cannot_be_is_refused(asker: Asker, changes: dict[str, str]) -> None:
    address = asker.rows("listEmergencyAddresses")[0]["id"]
    body = {"name": "Shed", "emergency_address_id": address}
    assert asker.refusal("addLocation", body=body | changes) == (400, 300)
    taken = next(each for each in asker.system.numbers if each.owner is not None)
    assert asker.refusal("addLocation", body=body | {"elin_phone_number_id": taken.id}) == (400, 300)


def test_locations_lie_three_deep_and_the_lowest_goes_first(asker: Asker) -> None:
    floor = next(row for row in asker.rows("listLocations") if row.get("parent_location_id"))
    room = _new_location(asker, parent_location_id=floor["id"])
    address = asker.rows("listEmergencyAddresses")[0]["id"]
    deeper = {"name": "Desk", "emergency_address_id": address, "parent_location_id": room["id"]}
    assert asker.refusal("addLocation", body=deeper) == (400, 300)
    assert asker.refusal("deleteLocation", {"locationId": floor["id"]}) == (400, 300)
    asker.ask("deleteLocation", {"locationId": room["id"]})
    asker.ask("deleteLocation", {"locationId": floor["id"]})


def _in_batch(name: str, **fields: object) -> dict[str, object]:
    return {"display_name": name, "identifier": name.lower(), "company_address": ADDRESS | {"vat_number": "1"}} | fields


def test_a_batch_is_added_with_its_addresses(asker: Asker) -> None:
    number = _free(asker)[0]
    switches = [{"mac_address": "00:04:f2:5e:ec:3d", "port": "1"}, {"mac_address": "0004f25eec3d", "port": "2"}]
    body = {
        "locations": [
            _in_batch("Mill"),
            _in_batch("Loft", parent_identifier="mill", elin=number.number, network_switches=switches),
        ]
    }
    mill, loft = asker.ask("batchAddLocations", body=body)["locations"]
    row = next(row for row in asker.rows("listLocations") if row["id"] == loft["location_id"])
    assert (row["parent_location_id"], row["identifier"]) == (mill["location_id"], "loft")
    assert (row["emergency_address"]["city"], row["elin"]["phone_number_id"]) == ("Reno", number.id)
    assert row["emergency_address"]["id"] in {each["id"] for each in asker.rows("listEmergencyAddresses")}


@pytest.mark.parametrize(
    "wrong",
    [
        _in_batch("Mill"),
        _in_batch("Loft", identifier="mill"),
        _in_batch("Loft", parent_identifier="loft"),
        _in_batch("Loft", parent_identifier="none"),
        _in_batch("Loft", sip_group_name="none"),
        _in_batch("Loft", elin="+19999999999"),
        _in_batch("Loft", network_switches=[{"port": "1"}]),
        _in_batch("Loft", network_switches=[{"mac_address": "12"}]),
        _in_batch("Loft", network_switches=[{"mac_address": "0004f25eec3d", "port": "1"}] * 2),
        _in_batch("Loft", network_switches=[{"mac_address": f"0004f25e{at:04x}"} for at in range(101)]),
    ],
)
def test_a_batch_is_added_as_a_whole_or_not_at_all(asker: Asker, wrong: dict[str, object]) -> None:
    before = len(asker.rows("listLocations"))
    assert asker.refusal("batchAddLocations", body={"locations": [_in_batch("Mill"), wrong]}) == (400, 300)
    assert len(asker.rows("listLocations")) == before
