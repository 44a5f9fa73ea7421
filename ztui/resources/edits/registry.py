"""All that can be changed, by resource: declared where somebody wrote it, else derived from the contract.

A module is imported when somebody asks for a resource that it declares.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from ztui.core.errors import UnknownName
from ztui.resources.edits.deletes import delete_of
from ztui.resources.edits.fields import merged
from ztui.resources.edits.model import Edits
from ztui.resources.edits.paths import create_request, update_request
from ztui.resources.registry import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.resources.edits.model import Action, Request
    from ztui.resources.model import Row

__all__ = ["MODULES", "action", "actions", "edits", "request_of_create", "request_of_update"]

MODULES = (
    "queues",
    "call_handling",
    "numbers",
    "sip",
    "accounts",
    "users",
    "devices",
    "line_keys",
    "groups",
    "menus",
    "members",
    "monitoring",
    "roles",
    "places",
    "calls",
    "media",
    "blocking",
    "carriers",
    "directory",
)
"""Modules below `ztui.resources.edits` that have `EDITS`."""


@cache
def _declared() -> Mapping[str, Edits]:
    found: dict[str, Edits] = {}
    for module in MODULES:
        for each in import_module(f"ztui.resources.edits.{module}").EDITS:
            assert each.resource not in found, each.resource
            found[each.resource] = each
    return found


def edits(resource_name: str) -> Edits:
    """Give all that can be changed about the objects of a resource, by its name or alias.

    Raises:
        UnknownName: There is no such resource.
    """
    return _edits(resource(resource_name).name)


@cache
def _edits(name: str) -> Edits:
    known = resource(name)
    given = _declared().get(known.name, Edits(known.name))
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
    raise UnknownName("action", name, [each.name for each in known])


def request_of_update(resource_name: str, row: Row, body: Mapping[str, object]) -> Request:
    """Make the request that updates an object, from its row and the body that its fields made."""
    make = edits(resource_name).update
    return make(row, body) if make is not None else update_request(resource(resource_name), row, body)


def request_of_create(resource_name: str, row: Row, body: Mapping[str, object]) -> Request:
    """Make the request that creates an object, from the bound parents and the body that its fields made."""
    make = edits(resource_name).create
    return make(row, body) if make is not None else create_request(resource(resource_name), row, body)
