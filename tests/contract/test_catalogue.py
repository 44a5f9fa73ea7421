from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from ztui.contract.catalogue import Label, Operation, Paging, by_route, operation, operations
from ztui.contract.details import DATA, data_name
from ztui.contract.schemas import has_field
from ztui.contract.titles import title_of
from ztui.core.errors import UnknownName

ALL = tuple(operations().values())


def test_the_catalogue_has_every_operation_once() -> None:
    assert len(ALL) == len({each.id for each in ALL}) == len({(each.method, each.path) for each in ALL}) == 415


def test_the_operations_are_spread_over_the_apis_as_zoom_documents_them() -> None:
    assert Counter(each.api for each in ALL) == {
        "phone": 356,
        "number_management": 28,
        "accounts": 14,
        "sip_connected_audio": 13,
        "sip_phone": 4,
    }
    assert len({(each.api, each.tag) for each in ALL}) == 57


def test_the_counts_per_method_and_label_are_those_of_the_contract() -> None:
    assert Counter(each.method for each in ALL) == {"GET": 176, "POST": 81, "PATCH": 69, "PUT": 6, "DELETE": 83}
    assert Counter(each.label for each in ALL) == {
        Label.LIGHT: 289,
        Label.MEDIUM: 93,
        Label.HEAVY: 19,
        Label.RESOURCE_INTENSIVE: 3,
        None: 11,
    }


def test_the_counts_of_what_is_paged_deprecated_and_destructive_are_those_of_the_contract() -> None:
    assert Counter(each.paging for each in ALL) == {Paging.NONE: 320, Paging.TOKEN: 91, Paging.SYNC: 4}
    assert sum(each.deprecated for each in ALL) == 26
    assert sum(each.sunset for each in ALL) == 35
    assert sum(each.destructive for each in ALL) == 87
    assert sum(len(each.detail().parameters) for each in ALL) == 529


def test_whatever_is_deprecated_is_also_counted_as_going_away_and_names_its_successor() -> None:
    for each in ALL:
        if each.deprecated:
            assert each.sunset
            assert each.replaced_by is not None
            assert each.successor is not None
            assert each.successor.is_read == each.is_read
            assert not each.successor.deprecated


def test_a_successor_outside_the_catalogue_is_none_but_still_named() -> None:
    phones = operation("listSipPhones")

    assert phones.replaced_by == "GET /sip_phones/phones"
    assert phones.successor is None


def test_every_list_that_pages_reads_and_says_where_its_rows_are() -> None:
    for each in ALL:
        if each.paging is not Paging.NONE:
            assert each.is_read
            assert each.items_key is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("unassignAPhoneNumCallQueue", "unAssignPhoneNumCallQueue"), ("listSipGroups", "ListSIPgroups")],
)
def test_ids_that_differ_by_letters_are_different_operations(one: str, other: str) -> None:
    assert operation(one).path != operation(other).path
    assert operation(one).title != "" != operation(other).title


def test_of_the_two_ways_to_unassign_a_queue_number_only_the_one_without_an_id_takes_all() -> None:
    assert operation("unassignAPhoneNumCallQueue").collection_wide
    assert "all" in operation("unassignAPhoneNumCallQueue").title
    assert not operation("unAssignPhoneNumCallQueue").collection_wide


def test_of_the_two_lists_of_sip_groups_the_older_is_deprecated() -> None:
    assert operation("listSipGroups").deprecated
    assert not operation("ListSIPgroups").deprecated
    assert operation("listSipGroups").successor is operation("ListSIPgroups")


def test_collection_wide_operations_are_deletes_without_the_id_of_an_item() -> None:
    wide = [each for each in ALL if each.collection_wide]

    assert len(wide) == 7
    for each in wide:
        assert each.method == "DELETE"
        assert not each.path.endswith("}")
        assert not each.has_body


def test_parameters_that_must_always_be_sent_are_optional_ones_of_deletes() -> None:
    marked = [each for each in ALL if each.always_send]

    assert marked
    for each in marked:
        assert each.method == "DELETE"
        for name in each.always_send:
            parameter = each.detail().parameter(name)
            assert parameter is not None
            assert not parameter.required


def test_an_unknown_id_is_an_error_that_names_the_nearest_ones() -> None:
    with pytest.raises(UnknownName) as caught:
        operation("listcallqueues")

    assert "listCallQueues" in caught.value.nearest


def test_an_operation_without_a_label_is_limited_as_a_light_one() -> None:
    trunks = operation("listSIPTrunks")

    assert trunks.label is None
    assert trunks.limit_label is Label.LIGHT


def test_every_operation_has_a_title_of_its_own_words() -> None:
    for each in ALL:
        assert each.title[0].isupper()
        assert len(each.title.split()) > 1


@pytest.mark.parametrize(
    ("operation_id", "title"),
    [
        ("listCallQueueMembers", "List call queue members"),
        ("nm_GetSMSCampaign", "Get SMS campaign"),
        ("ListSIPgroups", "List SIP groups"),
        ("postSmsMessage", "Post SMS message"),
    ],
)
def test_a_title_is_the_words_of_the_id(operation_id: str, title: str) -> None:
    assert title_of(operation_id) == title


def test_no_two_operations_have_the_same_title() -> None:
    titles = [each.title for each in ALL]

    assert sorted(titles) == sorted(set(titles))


def test_only_operations_with_a_body_have_a_content_type_and_a_schema_for_it() -> None:
    for each in ALL:
        assert each.has_body == (each.content_type is not None) == (each.detail().request_schema is not None)


def test_the_path_parameters_are_those_of_the_path_in_its_order() -> None:
    for each in ALL:
        detail = each.detail()
        assert tuple(parameter.name for parameter in detail.path_parameters) == each.path_params
        assert all(f"{{{name}}}" in each.path for name in each.path_params)
        assert all(parameter.required for parameter in detail.path_parameters)


def test_every_detail_is_complete_and_says_its_success_first() -> None:
    for each in ALL:
        detail = each.detail()
        assert detail.responses[0] == each.success
        assert {error.http for error in detail.errors} <= set(detail.responses)
        assert len(set(detail.errors)) == len(detail.errors)


def test_error_codes_with_underscores_stay_texts() -> None:
    codes = {error.code for error in operation("AddBYOCPhoneNumber").detail().errors}

    assert "1003_001" in codes


def test_an_array_parameter_says_what_its_elements_are() -> None:
    directions = operation("accountCallHistory").detail().parameter("directions")

    assert directions is not None
    assert directions.type == "array"
    assert directions.items_type == "string"
    assert directions.items_enum == ("inbound", "outbound")


def test_odd_names_of_the_contract_are_kept() -> None:
    assert has_field(operation("listPhoneNumbers"), "assigned_list.assgined_to_name")


def test_the_rows_of_a_list_are_arrays_in_its_answer() -> None:
    for each in ALL:
        if each.items_key not in (None, "[]"):
            assert _properties(each)[str(each.items_key)]["type"] == "array"
        if each.legacy_items_key is not None:
            assert _properties(each)[each.legacy_items_key]["type"] == "array"


def test_every_data_file_belongs_to_an_operation_and_the_other_way_round() -> None:
    names = {data_name(each.api, each.tag) for each in ALL} | {"index.json"}

    assert {path.name for path in DATA.iterdir()} == names


def test_routes_and_ids_lead_to_the_same_operation_object() -> None:
    found = by_route("GET", "/phone/call_queues")

    assert found is not None
    assert found[0] is operation("listCallQueues")


def _properties(known: Operation) -> dict[str, Any]:
    schema = known.detail().response_schema
    assert schema is not None
    return dict(schema["properties"])
