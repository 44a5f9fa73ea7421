"""The operations of Zoom's API: looked up by id or by route, from an index that is small enough to load at any start.

The index holds what routing, listing and limiting need; parameters, schemas and error codes are read with
`Operation.detail()`. Ids are Zoom's own and differ by the case of a letter: they are compared exactly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from ztui.contract.details import DATA, OperationDetail, read_detail
from ztui.contract.routing import RouteTable
from ztui.contract.titles import title_of
from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName

__all__ = [
    "Label",
    "Operation",
    "Paging",
    "by_route",
    "operation",
    "operations",
]


class Label(StrEnum):
    """How heavy Zoom counts an operation."""

    LIGHT = "LIGHT"
    MEDIUM = "MEDIUM"
    HEAVY = "HEAVY"
    RESOURCE_INTENSIVE = "RESOURCE-INTENSIVE"


class Paging(StrEnum):
    """How a list goes on."""

    NONE = "none"
    TOKEN = "next_page_token"  # noqa: S105  (the name of a parameter)
    SYNC = "sync_token"
    """Not pages but changes: `sync_type`, `count` and `sync_token`."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API.

    Attributes:
        id: Zoom's operation id; eight of Number Management that collide with phone ones start with `nm_`.
        api: `phone`, `number_management`, `accounts`, `sip_connected_audio` or `sip_phone`.
        tag: Zoom's chapter within the API.
        method: `GET`, `POST`, `PATCH`, `PUT` or `DELETE`.
        path: Path template below `/v2`, as Zoom documents it.
        twin: The same operation with the account prefix if `path` has none, without it if `path` has it; None when
            there is no other form.
        label: Weight for the rate limits, None where Zoom gives none.
        paging: How a list goes on.
        items_key: Key of the rows in the answer, "[]" when the answer itself is the array, None when it is no list.
        legacy_items_key: Older key of the same rows, to be read when the first is absent.
        deprecated: Marked as deprecated where the operation is documented.
        sunset: Deprecated there or by any newer notice of Zoom's.
        replaced_by: "METHOD path" of the successor, None without one; the successor may be outside the catalogue.
        destructive: Deletes or takes something away.
        collection_wide: A DELETE that takes all items of a collection, not one.
        always_send: Query parameters that, left out, make the request take everything.
        scopes: Classic scopes, any of which allows it.
        granular_scopes: Granular scopes, any of which allows it.
        path_params: Names of the path parameters of `path`, in their order.
        success: HTTP status of success.
        has_body: Whether the request carries a body.
        content_type: Of the request's body, None without one.
    """

    id: str
    api: str
    tag: str
    method: str
    path: str
    twin: str | None
    label: Label | None
    paging: Paging
    items_key: str | None
    legacy_items_key: str | None
    deprecated: bool
    sunset: bool
    replaced_by: str | None
    destructive: bool
    collection_wide: bool
    always_send: tuple[str, ...]
    scopes: tuple[str, ...]
    granular_scopes: tuple[str, ...]
    path_params: tuple[str, ...]
    success: int
    has_body: bool
    content_type: str | None

    @property
    def is_read(self) -> bool:
        """Whether it only reads."""
        return self.method == "GET"

    @property
    def limit_label(self) -> Label:
        """The label to limit by: `label`, or LIGHT where Zoom gives none.

        The eleven without one are small reads and writes beside LIGHT ones of the same tag.
        """
        return self.label or Label.LIGHT

    @property
    def title(self) -> str:
        """A few words that say what it does."""
        return title_of(self.id)

    @property
    def successor(self) -> Operation | None:
        """The operation that replaces this one, None when there is none or the catalogue does not have it."""
        if self.replaced_by is None:
            return None
        method, path = self.replaced_by.split(" ", 1)
        found = by_route(method, path)
        return None if found is None else found[0]

    def detail(self) -> OperationDetail:
        """Give parameters, schemas and error codes; the data file is read at the first call."""
        return _detail(self.id)


def operation(operation_id: str) -> Operation:
    """Give the operation of exactly that id.

    Raises:
        UnknownName: When there is none; it carries the nearest ids.
    """
    try:
        return _catalogue()[operation_id]
    except KeyError:
        raise UnknownName("operation", operation_id, _catalogue()) from None


def operations() -> Mapping[str, Operation]:
    """Give all operations by id, in Zoom's order."""
    return _catalogue()


def by_route(method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
    """Give the operation that a request is, and its path parameters, or None.

    Takes the method in capitals and the path below `/v2` without a query, in either form (with or without
    `/accounts/{accountId}`); segments come back as they stand, so percent-decoding is the caller's.
    A literal segment wins over a parameter: `/phone/users/batch` is no user.
    """
    found = _routes().find(method, path)
    return None if found is None else (operation(found[0]), found[1])


class _Catalogue(Mapping[str, Operation]):
    """The index as a mapping; an operation is made when it is first asked for."""

    def __init__(self, fields: list[str], rows: list[list[Any]]) -> None:
        self._fields = fields
        self._rows = {row[0]: row for row in rows}
        self._made: dict[str, Operation] = {}

    def __getitem__(self, operation_id: str) -> Operation:
        made = self._made.get(operation_id)
        if made is None:
            made = self._made[operation_id] = _operation(dict(zip(self._fields, self._rows[operation_id], strict=True)))
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def routes(self) -> Iterator[tuple[str, str, str]]:
        """Give method, template and id of every route, twins included."""
        method, path, twin = (self._fields.index(name) for name in ("method", "path", "twin"))
        for row in self._rows.values():
            yield row[method], row[path], row[0]
            if row[twin] is not None:
                yield row[method], row[twin], row[0]


def _operation(raw: dict[str, Any]) -> Operation:
    """Make an operation from its row of the index."""
    lists = ("always_send", "scopes", "granular_scopes", "path_params")
    typed: dict[str, Any] = {name: tuple(raw[name]) for name in lists}
    typed["label"] = Label(raw["label"]) if raw["label"] is not None else None
    typed["paging"] = Paging(raw["paging"])
    return Operation(**(raw | typed))


@cache
def _catalogue() -> _Catalogue:
    """Read the index, once."""
    index = json.loads((DATA / "index.json").read_text(encoding="utf-8"))
    return _Catalogue(index["fields"], index["operations"])


@cache
def _routes() -> RouteTable:
    """Build the tree of routes, once, when it is first needed."""
    table = RouteTable()
    for method, template, name in _catalogue().routes():
        table.add(method, template, name)
    return table


@cache
def _detail(operation_id: str) -> OperationDetail:
    """Read the detail of an operation, once."""
    found = operation(operation_id)
    return read_detail(found.api, found.tag, operation_id)
