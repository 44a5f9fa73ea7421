from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.contract.answers import answer_problems, row_problems
from ztui.contract.catalogue import Operation, operation, operations

if TYPE_CHECKING:
    from collections.abc import Iterator

ALL = tuple(operations().values())
ANSWERED = tuple(each for each in ALL if each.detail().response_schema)
SECRET = "kX9-never-told"

json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


def said(operation_id: str, data: Any, **given: Any) -> list[tuple[str, str]]:
    return [(each.field, each.message) for each in answer_problems(operation(operation_id), data, **given)]


def fitting(schema: Any) -> Any:
    """Make an answer that says something of everything that the schema has."""
    if "oneOf" in schema:
        return fitting(schema["oneOf"][-1])
    match schema.get("type"):
        case "object" | None:
            return {name: fitting(inner) for name, inner in schema.get("properties", {}).items()}
        case "array":
            return [fitting(schema["items"])] * 2 if "items" in schema else []
        case "boolean":
            return True
        case "integer" | "number":
            return schema.get("enum", [7])[0]
        case _:
            return schema.get("enum", ["text"])[0]


@pytest.mark.parametrize("known", ANSWERED, ids=lambda each: each.id)
def test_what_the_contract_describes_fits_and_so_does_more(known: Operation) -> None:
    data = fitting(known.detail().response_schema)
    assert answer_problems(known, data) == ()
    if isinstance(data, dict):
        assert answer_problems(known, data | {"news_of_zoom": {"a": 1}}) == ()


def test_a_wrong_type_is_told_where_it_stands_and_without_its_value() -> None:
    queue = {"id": "a", "name": [SECRET], "site": {"id": {"x": SECRET}}, "extension_number": True}
    found = said("listCallQueues", {"call_queues": [{"id": "b"}, queue]})
    assert found == [
        ("call_queues[1].name", "must be a string, not an array"),
        ("call_queues[1].site.id", "must be a string, not an object"),
        ("call_queues[1].extension_number", "must be an integer, not a boolean"),
    ]
    assert SECRET not in str(found)


def test_a_value_that_the_contract_does_not_know_is_told_without_it() -> None:
    ((field, message),) = said("listCallQueues", {"call_queues": [{"status": SECRET}]})
    assert field == "call_queues[0].status"
    assert SECRET not in message


def test_what_zoom_sends_for_unset_is_fine() -> None:
    assert said("listCallQueues", {"call_queues": [{"status": "", "site": None, "extension_number": ""}]}) == []


def test_the_same_of_many_rows_is_told_once_and_no_more_than_asked_for() -> None:
    rows = [{"name": 1}, {"name": 2}, {"name": None}, {"id": 3}]
    assert [field for field, _ in said("listCallQueues", {"call_queues": rows})] == [
        "call_queues[0].name",
        "call_queues[3].id",
    ]
    assert len(said("listCallQueues", {"call_queues": rows}, most=1)) == 1


def test_a_body_where_there_is_none_and_none_where_there_is_one() -> None:
    assert said("deleteACallQueue", {"id": "a"}) == [("", "has a body where the contract has none")]
    assert said("deleteACallQueue", None) == []
    assert said("listCallQueues", None) == [("", "has no body where the contract has one")]
    assert said("listCallQueues", b"RIFF") == [("", "is a file where the contract has JSON")]
    assert said("phoneDownloadRecordingFile", b"RIFF") == []


def test_a_row_is_judged_by_the_rows_of_the_list_and_an_object_as_a_whole() -> None:
    assert row_problems(operation("listCallQueues"), {"id": "a", "name": "b"}) == ()
    (problem,) = row_problems(operation("listCallQueues"), {"site": {"id": 4}})
    assert problem.field == "site.id"
    (problem,) = row_problems(operation("getACallQueue"), {"site": {"id": 4}})
    assert problem.field == "site.id"


def test_a_row_of_the_older_key_is_judged_by_that() -> None:
    known = next(each for each in ALL if each.legacy_items_key)
    older = fitting(known.detail().response_schema)[known.legacy_items_key][0]
    assert row_problems(known, older) == ()


def test_fields_are_judged_by_the_alternative_that_knows_them() -> None:
    known = next(each for each in ALL if "oneOf" in (each.detail().response_schema or {}))
    alternatives = known.detail().response_schema["oneOf"]  # type: ignore[index]
    assert len(alternatives) > 1
    for each in alternatives:
        name = next(iter(each["properties"]))
        (problem, *_) = answer_problems(known, {name: 5.5})
        assert problem.field == name


@given(st.sampled_from(ALL), json_values)
def test_nothing_that_json_can_hold_crashes(known: Operation, data: Any) -> None:
    assert len(answer_problems(known, data, most=3)) <= 3
    assert len(row_problems(known, data, most=3)) <= 3


def test_depth_costs_nothing() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    assert said("listCallQueues", {"call_queues": [{"news": deep, "name": deep}]}) == [
        ("call_queues[0].name", "must be a string, not an array")
    ]


@pytest.mark.parametrize(("name", "problems"), [("b", 0), (5, 1)])
def test_what_is_odd_about_every_row_of_a_large_answer_is_told_once(name: object, problems: int) -> None:
    def rows() -> Iterator[dict[str, Any]]:
        for number in range(60_000):
            yield {"id": f"id-{number}", "name": name, "site": {"id": "s", "name": "n"}, "phone_numbers": [{"id": "a"}]}

    data = {"call_queues": list(rows())}
    assert len(answer_problems(operation("listCallQueues"), data)) == problems
