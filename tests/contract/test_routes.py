from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.contract.catalogue import Operation, by_route, operation, operations
from ztui.contract.routing import RouteTable, parameter_names

ALL = tuple(operations().values())
LITERALS = {part for each in ALL for path in (each.path, each.twin or "") for part in path.split("/")}
FORMS = tuple((each, path) for each in ALL for path in (each.path, each.twin) if path is not None)

segments = st.text(st.characters(blacklist_characters="/", blacklist_categories=["Cs"]), min_size=1).filter(
    lambda text: text not in LITERALS
)


@given(st.data())
def test_every_path_that_is_filled_in_routes_back_to_its_operation(data: st.DataObject) -> None:
    known, template = data.draw(st.sampled_from(FORMS))
    values = {name: data.draw(segments) for name in parameter_names(template)}

    assert by_route(known.method, _filled(template, values)) == (known, values)


@pytest.mark.parametrize(
    ("known", "template"), FORMS, ids=lambda value: value.id if isinstance(value, Operation) else ""
)
def test_every_form_of_every_path_routes_to_its_operation(known: Operation, template: str) -> None:
    values = {name: f"value-of-{name}" for name in parameter_names(template)}

    assert by_route(known.method, _filled(template, values)) == (known, values)


@given(st.text())
def test_any_text_is_a_path_or_is_none(text: str) -> None:
    found = by_route("GET", text)

    assert found is None or all(found[1].values())


@pytest.mark.parametrize(
    ("method", "path", "operation_id"),
    [
        ("PUT", "/phone/users/batch", "updateUsersPropertiesInBatch"),
        ("GET", "/phone/users/batch", "phoneUser"),
        ("GET", "/phone/rooms/unassigned", "listUnassignedZoomRooms"),
        ("GET", "/accounts/a1/phone/call_queues/q1", "getACallQueue"),
        ("GET", "/number_management/numbers", "listPhoneNumbers"),
        ("GET", "/accounts/a1/number_management/numbers", "listPhoneNumbers"),
        ("DELETE", "/phone/call_queues/q1/phone_numbers", "unassignAPhoneNumCallQueue"),
        ("DELETE", "/phone/call_queues/q1/phone_numbers/n1", "unAssignPhoneNumCallQueue"),
        ("GET", "/accounts/a1/sip_phones", "listSipPhones"),
    ],
)
def test_a_literal_segment_wins_and_both_forms_are_known(method: str, path: str, operation_id: str) -> None:
    found = by_route(method, path)

    assert found is not None
    assert found[0].id == operation_id


@pytest.mark.parametrize(
    "path",
    [
        "/phone/call_queues/q1/members/",
        "/phone/users//settings",
        "/phone/nothing",
        "phone/users",
        "",
        "/",
        "/accounts//phone/users",
        "/v2/phone/users",
        "/phone/users?page_size=1",
    ],
)
def test_an_empty_segment_or_a_stranger_leads_nowhere(path: str) -> None:
    assert by_route("DELETE", path) is None
    assert by_route("GET", path) is None


def test_a_path_without_its_last_id_is_never_taken_for_the_whole_collection() -> None:
    assert by_route("DELETE", "/phone/call_queues/q1/members/") is None


def test_a_method_that_a_path_does_not_have_leads_nowhere() -> None:
    assert by_route("PUT", "/phone/call_queues") is None
    assert by_route("get", "/phone/call_queues") is None


def test_segments_come_back_as_they_stand() -> None:
    found = by_route("GET", "/phone/setting_templates/Dv4YdINdTk%2BZ5RToadh5ug%3D%3D")

    assert found is not None
    assert found[1] == {"templateId": "Dv4YdINdTk%2BZ5RToadh5ug%3D%3D"}


def test_number_management_is_documented_with_the_account_and_has_a_plain_twin() -> None:
    for each in ALL:
        if each.api == "number_management":
            assert each.path.startswith("/accounts/{accountId}/number_management/")
            assert each.twin == each.path.removeprefix("/accounts/{accountId}")


def test_product_paths_have_a_twin_for_sub_accounts() -> None:
    for each in ALL:
        if each.path.split("/")[1] in ("phone", "fax", "sip_phones", "sip_trunk"):
            assert each.twin == f"/accounts/{{accountId}}{each.path}"


def test_what_is_about_accounts_themselves_has_no_twin() -> None:
    assert [each.id for each in ALL if each.twin is None] == [
        each.id for each in ALL if each.path.startswith("/accounts") and each.api != "number_management"
    ]
    assert operation("accounts").twin is None
    assert operation("listSIPTrunks").twin is None


def test_two_operations_cannot_have_the_same_route() -> None:
    table = RouteTable()
    table.add("GET", "/a/{x}", "one")

    with pytest.raises(ValueError, match="one and to two"):
        table.add("GET", "/a/{y}", "two")


def test_a_way_that_leads_nowhere_is_walked_back() -> None:
    table = RouteTable()
    table.add("GET", "/a/fixed/b", "literal")
    table.add("GET", "/a/{x}/c", "wild")

    assert table.find("GET", "/a/fixed/c") == ("wild", {"x": "fixed"})


def _filled(template: str, values: dict[str, str]) -> str:
    return "/".join(values[part[1:-1]] if part.startswith("{") else part for part in template.split("/"))
