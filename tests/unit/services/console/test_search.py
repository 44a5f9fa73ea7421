from __future__ import annotations

import pytest

from ztui.contract.catalogue import operations
from ztui.core.errors import UnknownName
from ztui.services.console.search import facts, search


def test_no_words_give_all_operations_in_zooms_order() -> None:
    assert [each.id for each in search("")] == list(operations())


def test_the_id_comes_first_and_every_word_has_to_be_there() -> None:
    assert search("listcallqueues")[0].id == "listCallQueues"
    found = search("queue members")
    assert found[0].id == "listCallQueueMembers"
    assert all("queue" in f"{each.id}{each.title}{each.path}{each.tag}".casefold() for each in found)
    assert search("queue elephant") == ()


def test_paths_tags_methods_and_apis_narrow_it() -> None:
    assert {each.method for each in search("", method="delete")} == {"DELETE"}
    assert {each.tag for each in search("", tag="call queues")} == {"Call Queues"}
    assert {each.api for each in search("", api="number_management")} == {"number_management"}
    assert {"listCallQueues", "createCallQueue"} <= {each.id for each in search("/phone/call_queues")}


def test_what_is_deprecated_stands_behind() -> None:
    marks = [each.sunset for each in search("list phone numbers")]
    assert marks.index(True) > 0


@pytest.mark.parametrize("name", list(operations()))
def test_facts_tell_every_parameter_and_every_required_field(name: str) -> None:
    told = facts(name)
    known = operations()[name]
    assert [each.name for each in told.parameters if each.part == "path"] == list(known.path_params)
    schema = known.detail().request_schema or {}
    listed = {each.name: each.required for each in told.body}
    assert all(listed[each] for each in schema.get("required", ()) if each in schema.get("properties", {}))
    assert len(listed) == len(told.body)


def test_facts_name_successors_and_the_fields_in_arrays() -> None:
    told = facts("createCallQueue")
    assert {each.name: each.about for each in told.body}["members.users[].email"] == "email"
    old = next(each for each in operations().values() if each.successor is not None)
    assert facts(old).successor == old.successor.id  # type: ignore[union-attr]


def test_an_unknown_id_carries_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        facts("listCallQueuez")
    assert "listCallQueues" in caught.value.nearest
