from __future__ import annotations

import pytest

from ztui.contract.catalogue import Operation, operation, operations
from ztui.contract.schemas import fields, has_field, response_fields, row_schema, schema_at

ALL = tuple(operations().values())
SCHEMA = {
    "type": "object",
    "properties": {
        "site": {"type": "object", "properties": {"id": {"type": "string"}}},
        "numbers": {"type": "array", "items": {"type": "object", "properties": {"number": {"type": "string"}}}},
        "tags": {"type": "array", "items": {"type": "string"}},
        "either": {
            "oneOf": [
                {"type": "object", "properties": {"a": {"type": "integer"}}},
                {"type": "object", "properties": {"b": {"type": "boolean"}}},
            ]
        },
    },
}


def test_fields_are_flattened_to_dotted_paths_with_their_types() -> None:
    assert fields(SCHEMA) == {
        "site": "object",
        "site.id": "string",
        "numbers": "array",
        "numbers.number": "string",
        "tags": "array",
        "either": "any",
        "either.a": "integer",
        "either.b": "boolean",
    }


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("site.id", "string"),
        ("numbers[0].number", "string"),
        ("numbers[].number", "string"),
        ("numbers.number", "string"),
        ("numbers", "array"),
        ("either.b", "boolean"),
        ("", "object"),
    ],
)
def test_a_path_leads_through_objects_arrays_and_alternatives(path: str, kind: str) -> None:
    found = schema_at(SCHEMA, path)

    assert found is not None
    assert found["type"] == kind


@pytest.mark.parametrize("path", ["site.name", "site.id.x", "either.c", "nothing"])
def test_a_path_to_nothing_is_none(path: str) -> None:
    assert schema_at(SCHEMA, path) is None
    assert schema_at(None, path) is None


@pytest.mark.parametrize("each", ALL, ids=[each.id for each in ALL])
def test_every_field_of_every_answer_is_found_at_its_path(each: Operation) -> None:
    schema = each.detail().response_schema

    for path in fields(schema):
        assert schema_at(schema, path) is not None


def test_the_fields_of_a_list_are_those_of_a_row() -> None:
    queues = operation("listCallQueues")

    assert {"id", "name", "site", "site.name", "phone_numbers.number"} <= response_fields(queues)
    assert "next_page_token" not in response_fields(queues)
    assert has_field(queues, "phone_numbers[0].number")
    assert not has_field(queues, "phone_numbers[0].colour")


def test_the_fields_of_an_object_are_its_own() -> None:
    assert "extension_number" in response_fields(operation("getACallQueue"))


def test_a_bare_array_of_objects_has_the_fields_of_an_element() -> None:
    assert "routing_rule_id" in response_fields(operation("listRoutingRule"))


def test_rows_that_are_bare_texts_have_one_field() -> None:
    assert response_fields(operation("accountTrustedDomain")) == {"value"}


def test_an_answer_without_a_body_has_no_fields() -> None:
    assert response_fields(operation("deleteACallQueue")) == frozenset()


def test_the_older_rows_of_call_history_are_found_apart() -> None:
    history = operation("accountCallHistory")

    old, new = row_schema(history, legacy=True), row_schema(history)

    assert old is not None
    assert new is not None
    assert "id" in fields(old)
    assert "call_history_uuid" in fields(new)
    assert row_schema(operation("listCallQueues"), legacy=True) is None


def test_every_list_has_rows_with_fields() -> None:
    for each in ALL:
        if each.items_key is not None:
            assert response_fields(each)
