"""A sheet as a text for an editor, and what of it was changed there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ztui.core.json_text import json_text
from ztui.core.nearness import nearest
from ztui.services.changes.model import UNSET
from ztui.services.changes.values import put
from ztui.services.forms.placed import read_placed

if TYPE_CHECKING:
    from ztui.services.forms.placed import Placed
    from ztui.services.forms.sheet import Sheet

__all__ = ["taken", "written"]


def written(sheet: Sheet) -> str:
    """Give all fields of a sheet but secrets as JSON, objects within objects as the body has them; null is nothing."""
    body: dict[str, Any] = {}
    for name, value in _values(sheet).items():
        put(body, name, value)
    return json_text(body, indent=2) + "\n"


def taken(sheet: Sheet, text: str) -> dict[str, Any]:
    """Give what of a text differs from what `written` gives: values by the names of the fields.

    A field that is no longer in it is left as the object has it (`UNSET`).

    Raises:
        ConfigError: It is no JSON object, or has something that is no field; with line and column.
    """
    found = read_placed(text)
    if not isinstance(found.value, Mapping):
        raise found.error((), "This is no JSON object", "It begins with { and has the fields by their names.")
    now = _values(sheet)
    _check(sheet, found, found.value, (), frozenset(now))
    changes: dict[str, Any] = {}
    for name, value in now.items():
        new = _at(found.value, name)
        if new is UNSET and (value is None or not sheet.is_changed(name)):
            continue
        if type(new) is not type(value) or new != value:
            changes[name] = new
    return changes


def _values(sheet: Sheet) -> dict[str, Any]:
    """Give what each field holds: what is filled in, else what the object has."""
    found: dict[str, Any] = {}
    for each in sheet.fields:
        if not each.secret:
            value = sheet.value(each.name)
            found[each.name] = sheet.before(each.name) if value is UNSET else value
    return found


def _at(body: Mapping[str, Any], name: str) -> Any:
    value: Any = body
    for part in name.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return UNSET
        value = value[part]
    return value


def _check(sheet: Sheet, found: Placed, body: Mapping[str, Any], path: tuple[str, ...], names: frozenset[str]) -> None:
    """Refuse what is no field; what lies within one is judged with it."""
    for part, value in body.items():
        at = (*path, part)
        name = ".".join(at)
        if name in names:
            continue
        if any(each.startswith(f"{name}.") for each in names):
            if not isinstance(value, Mapping):
                raise found.error(at, f"'{name}' must be an object", "Leave it out to change nothing in it.")
            _check(sheet, found, value, at, names)
            continue
        if any(each.name == name and each.secret for each in sheet.fields):
            raise found.error(at, f"'{name}' is a secret", "It is filled in in the form, never in a file.")
        close = nearest(name, names)
        hint = f"Did you mean {' or '.join(close)}?" if close else "Only what the form has can be written."
        raise found.error(at, f"There is no field '{name}'", hint)
