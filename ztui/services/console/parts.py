"""The parts of a request as trees to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.contract.values import validate_value
from ztui.services.console.literals import from_json
from ztui.services.console.nodes import Leaf, Node
from ztui.services.console.pointers import Pointer, field_of, steps_of
from ztui.services.console.trees import Choice, Fields, unfolded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ztui.contract.catalogue import Operation
    from ztui.contract.details import Parameter, Schema
    from ztui.core.errors import FieldError
    from ztui.services.console.lines import Place

__all__ = ["by_what_is_chosen", "file_fields", "needs_body", "parameter_fields", "why_unread"]


def parameter_fields(parameters: Collection[Parameter], optional: Collection[str]) -> Fields:
    """Make the fields of a path or a query."""
    properties: dict[str, Schema] = {}
    for each in parameters:
        properties[each.name] = {**each.schema, "default": each.default, "deprecated": each.deprecated}
    required = [each.name for each in parameters if each.required and each.name not in optional]
    return Fields({"properties": properties, "required": required}, "", required=False, depth=0)


def file_fields(schema: Schema | None) -> Fields:
    """Make the fields for the files of an upload, all of which are needed; None when the operation is none."""
    names = () if schema is None else tuple(schema.get("properties", {}))
    properties = {name: {"type": "string"} for name in names}
    return Fields({"properties": properties, "required": names}, "", required=False, depth=0)


def needs_body(operation: Operation, schema: Schema) -> bool:
    """Tell whether a body goes with every request, be it an empty one; a DELETE sends none where none is demanded."""
    return operation.method != "DELETE" or bool(schema.get("required"))


def why_unread(node: Node) -> str:
    """Say why what was typed in place of an object or a list is no JSON, "" when it is."""
    node = unfolded(node)
    is_json = not isinstance(node, Leaf) or node.schema.get("type") == "object" or node.wild
    if node.text is None or not is_json:
        return ""
    try:
        from_json(node.text)
    except ValueError as error:
        return f"is no JSON: {error}"
    return ""


def by_what_is_chosen(
    found: Sequence[tuple[Pointer, FieldError]], among: Iterable[Place]
) -> list[tuple[Pointer, FieldError]]:
    """Judge each one-of that fits no alternative by the one that is chosen.

    Args:
        found: What is wrong by the alternatives that fit best, each with where it stands.
        among: All places of the form, what holds others before them.
    """
    kept = list(found)
    for each in among:
        if not isinstance(each.node, Choice) or not each.node.is_set:
            continue
        field, value = field_of(each.at[1:]), each.node.value()
        nearest = validate_value(each.node.schema, value, field)
        if nearest:
            kept = [one for one in kept if one[0][0] != each.at[0] or one[1] not in nearest]
            own = validate_value(each.node.now.schema, value, field)
            kept += [((each.at[0], *steps_of(error.field)), error) for error in own]
    return kept
