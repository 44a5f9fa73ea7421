"""All that can be changed, by resource: declared where somebody wrote it, else derived from the contract.

`EDITS` stand in the file of the resource, or in one of this package, which need be named nowhere.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ztui.core.errors import UnknownName
from ztui.resources.edits.deletes import delete_of
from ztui.resources.edits.fields import merged
from ztui.resources.edits.model import Edits
from ztui.resources.registry import edits_beside, resource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.resources.edits.model import Action

__all__ = ["action", "actions", "edits"]


@cache
def _elsewhere() -> Mapping[str, Edits]:
    """Give what the files of this package say in `EDITS`, by resource."""
    found: dict[str, Edits] = {}
    for module in sorted(each.stem for each in Path(__file__).parent.glob("*.py")):
        for each in getattr(import_module(f"ztui.resources.edits.{module}"), "EDITS", ()):
            assert each.resource not in found, each.resource
            found[each.resource] = each
    return found


def _declared(name: str) -> Edits:
    return edits_beside(name) or _elsewhere().get(name) or Edits(name)


def edits(resource_name: str) -> Edits:
    """Give all that can be changed about the objects of a resource, by its name or alias.

    Raises:
        UnknownName: There is no such resource.
    """
    return _edits(resource(resource_name).name)


@cache
def _edits(name: str) -> Edits:
    known = resource(name)
    given = _declared(known.name)
    writes = known.operations.update or known.operations.create
    found = merged(known, given.fields, update=given.update is None, create=given.create is None) if writes else ()
    mine = given.actions
    if not given.recreate and all(each.name != "delete" for each in mine):
        derived = delete_of(known)
        mine = mine if derived is None else (*mine, derived)
    return replace(given, fields=found, actions=mine)


def actions(resource_name: str) -> tuple[Action, ...]:
    """Give what can be done to the objects of a resource beside editing their fields; `delete` is the last."""
    return edits(resource_name).actions


def action(resource_name: str, name: str) -> Action:
    """Give an action by its name.

    Raises:
        UnknownName: There is no such resource, or it has no such action; carries the nearest names.
    """
    known = actions(resource_name)
    for each in known:
        if each.name == name:
            return each
    raise UnknownName("action", name, [each.name for each in known], f"'ztui act {resource_name}' has all.")
