"""The paths of a resource's own operations: the key of the row, and the parents that stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import id_at, segment
from ztui.resources.edits.model import Check, Expect, Request
from ztui.resources.rows import KEY_JOINT, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.resources.edits.model import Edits
    from ztui.resources.model import Resource, Row

__all__ = ["acting", "gone", "own_key", "own_path", "request_of_create", "request_of_update"]

_SAME = {"slgId": "sharedLineGroupId"}
"""Path parameters that lists call otherwise."""


def acting(row: Row) -> dict[str, str]:
    """Give the account that a list is bound to; {} without one, and the client puts in the one that is acted for."""
    return {"accountId": id_at(row, "accountId", "account")} if "accountId" in row else {}


def own_key(resource: Resource, row: Row) -> str:
    """Give the key of a row as it goes into a request; raises ConfigError without one."""
    if KEY_JOINT in resource.key:
        return segment(key_of(resource, row), resource.singular)
    return id_at(row, resource.key, resource.singular)


def own_path(resource: Resource, operation_id: str, row: Row) -> dict[str, str]:
    """Give the path of an operation on one object of a resource.

    Parents come from the row, under the names that the resource has for them; what is left is the key.

    Raises:
        ConfigError: An id is missing, or the operation's path does not name one object.
    """
    known = operation(operation_id)
    path: dict[str, str] = {}
    for name in known.path_params:
        parent = _SAME.get(name, name)
        if parent in resource.parents:
            path[name] = id_at(row, parent, "object above it")
        elif name == "accountId" and resource.get_key != name:
            path |= acting(row)
        else:
            path[name] = own_key(resource, row)
    return path


def _update_request(resource: Resource, row: Row, body: Mapping[str, Any]) -> Request:
    """Make the request of an update at the object's own path."""
    name = resource.operations.update
    if not _names_one(name, resource):
        raise ConfigError(f"The API has no update of one {resource.singular}.")
    return Request(name, own_path(resource, name, row), body=dict(body))


def _create_request(resource: Resource, row: Row, body: Mapping[str, Any]) -> Request:
    """Make the request of a create; the row holds the bound parents alone."""
    name = resource.operations.create
    if not name:
        raise ConfigError(f"The API has no way to create a {resource.singular}.")
    return Request(name, own_path(resource, name, row), body=dict(body))


def gone(resource: Resource, row: Row) -> Check | None:
    """Give the check that an object is no longer there: its own read, else its list; None where neither can tell."""
    operations = resource.operations
    if operations.get and resource.get_key:
        found = id_at(row, resource.get_path, resource.singular) if resource.get_path else own_key(resource, row)
        path = own_path(resource, operations.get, row) | {resource.get_key: found}
        return Check(operations.get, path, expect=Expect.GONE)
    if resource.unfold is not None or resource.window or resource.each is not None or KEY_JOINT in resource.key:
        return None
    listed = operation(operations.list)
    path = {name: id_at(row, _SAME.get(name, name), "object above it") for name in _bound(resource, listed.path_params)}
    if "accountId" in listed.path_params:
        path |= acting(row)
    query = dict(resource.query)
    query |= {name: row[name] for name in resource.parents if name not in listed.path_params and name in row}
    return Check(operations.list, path, query, Expect.GONE, ((resource.key, own_key(resource, row)),))


def _bound(resource: Resource, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if name in resource.parents]


def _names_one(operation_id: str, resource: Resource) -> bool:
    if not operation_id:
        return False
    free = [name for name in operation(operation_id).path_params if name not in resource.parents]
    return any(name != "accountId" or resource.get_key == name for name in free)


def request_of_update(resource: Resource, edits: Edits, row: Row, body: Mapping[str, Any]) -> Request:
    """Make the request that updates an object, from its row and the body that its fields made."""
    return edits.update(row, body) if edits.update is not None else _update_request(resource, row, body)


def request_of_create(resource: Resource, edits: Edits, above: Row, body: Mapping[str, Any]) -> Request:
    """Make the request that creates an object, from the bound parents and the body that its fields made."""
    return edits.create(above, body) if edits.create is not None else _create_request(resource, above, body)
