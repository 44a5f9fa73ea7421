"""Where a request goes: the path and the query that name one object, never more than that one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError, FieldError, Invalid
from ztui.resources.edits.model import Request
from ztui.resources.rows import value_at
from ztui.services.sources import bound
from ztui.zoom.urls import target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.catalogue import Operation
    from ztui.resources.model import Resource, Row
    from ztui.services.changes.model import Pairs

__all__ = ["checked_target", "request_for", "with_parents"]

_BY_VALUE = {"deleteUnassignedPhoneNumbers": "number", "DeleteNumbers": "number"}
"""Deletes that name what they take by another value than the key of the row: path of that value."""


def with_parents(row: Row, parents: Pairs) -> dict[str, Any]:
    """Give a row with what its list is below, under the names of the path parameters."""
    return {**row, **dict(parents)}


def request_for(
    resource: Resource,
    operation_id: str,
    key: str,
    row: Row,
    parents: Pairs,
    account: str,
    *,
    body: Any = None,
    given: Mapping[str, Any] | None = None,
) -> Request:
    """Make the request of an operation on one object.

    Args:
        resource: Of what.
        operation_id: What is done to it.
        key: Key of the object, "" for an operation on the list that it is in.
        row: The object as it is known.
        parents: What its list is below.
        account: Sub account in whose name requests go.
        body: The body.
        given: Values of other query parameters.

    Raises:
        ConfigError: The operation does not name its object by the key; it is changed by an action of its own.
        Invalid: A query parameter that it needs is not given.
    """
    known = operation(operation_id)
    path, _ = bound(resource, operation_id, parents, account)
    query: dict[str, Any] = {}
    free = [name for name in known.path_params if name not in path and name != "accountId"]
    rest = [value for name, value in parents if name not in known.path_params]
    while len(free) > (1 if key else 0) and rest:
        path[free.pop(0)] = rest.pop(0)
    if key:
        _name(known, key, row, path, query, free)
    elif free:
        raise _not_by_key(resource, known)
    _fill_query(known, query, dict(given or {}))
    return Request(operation_id, path, query, body)


def _name(known: Operation, key: str, row: Row, path: dict[str, str], query: dict[str, Any], free: list[str]) -> None:
    """Put the key where the operation takes it: its path, or the one query parameter that it cannot do without."""
    if len(free) == 1:
        path[free[0]] = key
        return
    if not free and known.twin is None and known.api == "accounts" and known.path_params:
        path["accountId"] = key
        return
    demanded = [each for each in known.detail().parameters if each.required]
    if not free and known.method == "DELETE" and len(demanded) == 1:
        parameter = demanded[0]
        value = str(value_at(row, _BY_VALUE.get(known.id, "")) or "") if known.id in _BY_VALUE else key
        if value:
            query[parameter.name] = [value] if parameter.type == "array" else value
            return
    raise ConfigError(
        f"'{known.title}' does not name its object by a key.", "Use the object's actions; 'ztui act --help' tells."
    )


def _not_by_key(resource: Resource, known: Operation) -> ConfigError:
    return ConfigError(f"'{known.title}' needs the object that the {resource.singular} is below.", "Name it as well.")


def _fill_query(known: Operation, query: dict[str, Any], given: dict[str, Any]) -> None:
    """Take other parameters as they are given; one that the operation needs must be."""
    query.update({name: value for name, value in given.items() if value not in (None, "")})
    parameters = known.detail().parameters
    missing = [each.name for each in parameters if each.required and each.name not in query]
    if missing:
        error = Invalid(f"'{known.title}' needs {', '.join(missing)}.", "Nothing was sent.", operation_id=known.id)
        error.fields = tuple(FieldError(name, "is missing") for name in missing)
        raise error


def checked_target(request: Request, account: str) -> tuple[str, str]:
    """Assert that each part of a request's path is there, and give its account and the path of what it touches.

    Raises:
        Invalid: A value is missing or empty: the path would be another operation's.
        ConfigError: It takes a whole collection.
    """
    known = operation(request.operation_id)
    if known.collection_wide:
        raise ConfigError(
            f"'{known.title}' takes everything at once, and is in no plan.", "Take the single ones; or use 'ztui api'."
        )
    for name in known.always_send:
        if not request.query.get(name):
            raise ConfigError(f"'{known.title}' without {name} would take everything.", "Name what it is to take.")
    where = target(known, request.path, account)
    return where.account, where.subject
