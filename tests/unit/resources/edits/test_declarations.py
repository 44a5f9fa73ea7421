"""All that is declared fits the contract: operations, paths of fields, picks, confirmation and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ztui.contract.catalogue import operation
from ztui.contract.schemas import has_field, schema_at
from ztui.core.errors import UnknownName
from ztui.resources.edits.fields import leaves
from ztui.resources.edits.model import Edits, InputKind
from ztui.resources.edits.registry import action, actions, edits
from ztui.resources.model import Confirm
from ztui.resources.registry import resource, summaries

if TYPE_CHECKING:
    from ztui.resources.edits.model import Action, Input, WriteField

ALL = [edits(each.name) for each in summaries()]
ACTIONS = [each for some in ALL for each in some.actions]


def _called(each: Action) -> str:
    return f"{each.resource}/{each.name}"


@pytest.mark.parametrize("each", ACTIONS, ids=_called)
def test_an_action_is_complete(each: Action) -> None:
    known = resource(each.resource)
    assert known.name == each.resource
    assert each.name == each.name.lower().replace("_", "-").replace(" ", "-")
    assert each.title[0].isupper()
    assert each.says is not None
    assert (each.check is None) == bool(each.unverified)
    assert each.inverse is not None or each.final
    for text in (each.title, each.final, each.differs, each.unverified):
        assert not text.endswith("."), "services put it into sentences"


@pytest.mark.parametrize("each", ACTIONS, ids=_called)
def test_an_action_uses_writes_of_the_contract_that_take_no_whole_collection(each: Action) -> None:
    assert each.operations
    for name in each.operations:
        known = operation(name)
        assert not known.is_read, name
        assert not known.collection_wide, name
        assert known.successor is None or each.resource.startswith("old-"), name
        if known.destructive:
            assert each.confirm is not Confirm.REVIEW or each.name in {"assign-to-account"}, name


@pytest.mark.parametrize("each", ACTIONS, ids=_called)
def test_what_an_action_asks_for_can_be_picked(each: Action) -> None:
    assert len({asked.name for asked in each.inputs}) == len(each.inputs)
    for asked in each.inputs:
        assert asked.title
        assert (asked.kind is InputKind.PICK) == bool(asked.picks), asked.name
        if asked.kind in {InputKind.CHOICE, InputKind.CHOICES}:
            assert asked.choices, asked.name
        _pickable(asked)


@pytest.mark.parametrize("some", [each for each in ALL if each.fields], ids=lambda each: each.resource)
def test_fields_are_read_and_written_where_the_contract_has_them(some: Edits) -> None:
    for field in some.fields:
        _judge(some, field)


def _judge(given: Edits, field: WriteField) -> None:
    known = resource(given.resource)
    operations = known.operations
    if field.read:
        reads = [operation(each) for each in (operations.get, operations.list) if each]
        for path in field.read.split("|"):
            assert any(has_field(each, path) for each in reads) or _in_whole_answer(known.operations.list, path), path
    assert field.title, field.write
    if field.kind in {InputKind.CHOICE, InputKind.CHOICES}:
        assert field.choices, field.write
    _pickable(field)
    if given.update is None and not field.create_only:
        _written(operations.update, field.write)
    if given.create is None and not field.update_only:
        _written(operations.create, field.write)


def test_no_two_fields_of_a_body_are_the_same() -> None:
    for some in ALL:
        for way in ("update_only", "create_only"):
            writes = [each.write for each in some.fields if not getattr(each, way)]
            assert len(set(writes)) == len(writes), (some.resource, way)


def test_no_two_actions_of_a_resource_have_the_same_name() -> None:
    for some in ALL:
        assert len({each.name for each in some.actions}) == len(some.actions), some.resource


def test_what_can_be_deleted_has_an_action_or_is_made_again() -> None:
    left = {
        some.resource
        for some in ALL
        if resource(some.resource).operations.delete
        and not some.recreate
        and all(each.name != "delete" for each in some.actions)
    }
    assert left == set()


def test_what_is_unknown_is_told_with_the_nearest_names() -> None:
    with pytest.raises(UnknownName, match="add-members"):
        action("call-queues", "add-member")
    with pytest.raises(UnknownName, match="call-queues"):
        edits("call-queue-s")


def test_a_resource_is_found_by_its_alias() -> None:
    assert isinstance(edits("cq"), Edits)
    assert actions("cq") == actions("call-queues")
    assert action("cq", "add-members").resource == "call-queues"


def _pickable(asked: Input | WriteField) -> None:
    """Assert that what is picked has the value that is sent."""
    for name in asked.picks:
        known = resource(name)
        path = asked.pick_path or known.key
        rows = operation(known.operations.list)
        assert any(has_field(rows, each) for each in path.split("|")), (name, path)


def _written(operation_id: str, path: str) -> None:
    if operation_id:
        schema = operation(operation_id).detail().request_schema
        assert schema_at(schema, path) is not None, (operation_id, path)
        assert path in leaves(schema), (operation_id, path)


def _in_whole_answer(operation_id: str, path: str) -> bool:
    """Tell whether a list that is unfolded from one object has the path in one of its arrays."""
    schema = operation(operation_id).detail().response_schema or {}
    found = [each for each in schema.get("properties", {}) if schema_at(schema, f"{each}.{path}") is not None]
    return bool(found) or schema_at(schema, f"holiday_hours.details.{path}") is not None
