"""What is wrong with a value: why it cannot be sent, in words for the one who filled it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.values import value_problems
from ztui.resources.edits.model import InputKind
from ztui.services.changes.unseen import unseen_in

if TYPE_CHECKING:
    from ztui.services.forms.fields import SheetField

__all__ = ["problem_with"]

_TYPES = {"string": "a text", "integer": "a whole number", "number": "a number", "boolean": "yes or no"}


def problem_with(field: SheetField, value: Any) -> str:
    """Judge a value by what the declaration and the contract say of its field.

    Args:
        field: The field.
        value: As the body has it; None is null.

    Returns:
        Why it cannot be sent, "" if it can.
    """
    if value is None:
        return _null_problem(field)
    if value == "" or value == []:
        return "cannot be empty" if field.required or field.kept else _by_contract(field, value)
    if field.takes_many and isinstance(value, list | tuple):
        if field.most and len(value) > field.most:
            return f"takes at most {field.most}, not {len(value)}"
        if len({repr(each) for each in value}) < len(value) and field.kind is not InputKind.JSON:
            return "names one of them twice"
    elements = value if field.takes_many and isinstance(value, list | tuple) else (value,)
    for each in elements:
        if field.longest and isinstance(each, str) and len(each) > field.longest:
            return f"takes at most {field.longest} characters, not {len(each)}"
    if field.kind in (InputKind.TEXT, InputKind.SECRET) and (why := unseen_in(field.name, value)):
        return why
    return _by_contract(field, value)


def _null_problem(field: SheetField) -> str:
    if field.required or field.kept:
        return "cannot be empty"
    kind = (field.schema or {}).get("type")
    return f"must be {_TYPES.get(kind, 'a value')}: Zoom has no way to empty it" if kind else ""


def _by_contract(field: SheetField, value: Any) -> str:
    if field.is_given or field.schema is None:
        return ""
    found = next(iter(value_problems(field.schema, value, "")), None)
    if found is None:
        return ""
    where = found.field.lstrip(".")
    return f"{where} {found.message}" if where else found.message
