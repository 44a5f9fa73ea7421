"""Who is who in an account, asked of its lists: for linked data, and to tell an id from a wrong one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.limits import WINDOWS
from ztui.core.dataclass import dataclass
from ztui.sim.lag import every_row
from ztui.sim.templates import lists, names_in, plain, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ztui.contract.catalogue import Operation
    from ztui.sim.handling import Context, Handler
    from ztui.sim.world.system import PhoneSystem
    from ztui.sim.world.table import Table

    Rows = Callable[[Context], Sequence[Mapping[str, Any]]]

__all__ = ["Directory", "Entity"]

_SAMPLE = 40
_PHONE = "ZOOM_PHONE"
_SOURCES = {
    "user": "listPhoneUsers",
    "site": "listPhoneSites",
    "queue": "listCallQueues",
    "receptionist": "listAutoReceptionists",
    "number": "listAccountPhoneNumbers",
    "device": "listPhoneDevices",
}
_OWN_LISTS = {
    "userId": ("listPhoneUsers",),
    "siteId": ("listPhoneSites",),
    "extensionId": (
        "listPhoneUsers",
        "listCallQueues",
        "listAutoReceptionists",
        "listCommonAreas",
        "listSharedLineGroups",
    ),
    "numberId": ("listAccountPhoneNumbers",),
    "phoneNumberId": ("listAccountPhoneNumbers",),
    "deviceId": ("listPhoneDevices",),
    "commonAreaId": ("listCommonAreas",),
    "roomId": ("listZoomRooms",),
}
_TABLES: Mapping[str, Callable[[PhoneSystem, str], bool]] = {
    "userId": lambda system, key: system.user(key) is not None,
    "siteId": lambda system, key: key in system.sites,
    "extensionId": lambda system, key: system.extension(key) is not None,
    "numberId": lambda system, key: key in system.numbers,
    "phoneNumberId": lambda system, key: key in system.numbers,
    "deviceId": lambda system, key: key in system.devices,
    "commonAreaId": lambda system, key: key in system.common_areas,
}
"""Tells of a parameter's value whether the account's system has such an object."""

_PLAUSIBLE = re.compile(r"[\w=+/-]{18,}|\+?\d{4,}|[A-Z]{2}|\d+|[\w-]+@[\w.-]+")
_FREE = re.compile(r"(?i)(type|code|key|language)$")


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that data can point at; "" where it has no such thing."""

    id: str
    name: str
    extension_id: str = ""
    extension_number: str = ""
    email: str = ""
    number: str = ""


class Directory:
    """The people and things of all accounts, as far as handlers list them."""

    def __init__(self, handlers: Mapping[str, Handler], generic_rows: Rows) -> None:
        """Take the handlers, and what makes the rows of a list that has none."""
        self._handlers = handlers
        self._generic_rows = generic_rows
        self._samples: dict[tuple[str, str], tuple[Entity, ...]] = {}

    def sample(self, context: Context, kind: str) -> tuple[Entity, ...]:
        """Give the first few of a kind: `user`, `site`, `queue`, `receptionist`, `number` or `device`.

        They are those of the beginning: what points at them does not depend on when it is first asked for.
        """
        key = (context.account, kind)
        if key not in self._samples:
            listed = _SOURCES[kind] in self._handlers
            system = context.world.system(context.account)
            self._samples[key] = tuple(_entities(system, kind)) if listed else ()
        return self._samples[key]

    def has_all(self, context: Context) -> bool:
        """Tell whether every id in the request's path is one that a list of the account gives."""
        template = plain(context.operation)
        names = names_in(template)
        values = [context.path[name] for name in names]
        enums = {each.name for each in context.operation.detail().path_parameters if each.enum}
        for place, name in enumerate(names):
            if name in enums or name == "accountId" or _FREE.search(name):
                continue
            above = shape_of(template.split("{" + name + "}")[0].rstrip("/"))
            if not self._has(context, name, values[place], above, values[:place]):
                return False
        return True

    def handles(self, listed: Operation) -> bool:
        """Tell whether a list has a handler."""
        return listed.id in self._handlers

    def row(self, context: Context, value: str) -> Mapping[str, Any]:
        """Give the row of a handler's list that holds an id at its top, {} without one."""
        rows = every_row(context, self._handlers)
        return next((row for row in rows if isinstance(row, dict) and value in set(_scalars(row))), {})

    def _has(self, context: Context, name: str, value: str, above: str, values: list[str]) -> bool:
        """Tell whether `value` is known, by the list at the path above it or by the name of the parameter."""
        listed = lists().get(above)
        if listed is not None and listed.id in WINDOWS and listed.id in self._handlers:
            return _PLAUSIBLE.fullmatch(value) is not None
        if name in _TABLES and any(each in self._handlers for each in _OWN_LISTS[name]):
            return _TABLES[name](context.world.system(context.account), value)
        sources = [listed.id] if listed is not None else list(_OWN_LISTS.get(name, ()))
        if not sources:
            return _PLAUSIBLE.fullmatch(value) is not None
        asked = [_asking(context, operation(each), values if listed is not None else []) for each in sources]
        return any(value in _scalars(row) for each in asked for row in self._rows(each))

    def _rows(self, context: Context) -> Sequence[Mapping[str, Any]]:
        """Give the rows of a list as they are now."""
        if context.operation.id in self._handlers:
            return every_row(context, self._handlers)
        return self._generic_rows(context)


def _asking(context: Context, listed: Operation, values: Sequence[str]) -> Context:
    """Give the request for a list, below the objects with these ids."""
    path = dict(zip(names_in(plain(listed)), values, strict=False))
    return replace(context, operation=listed, path=path, query={}, body=None)


def _scalars(row: Any) -> Iterator[str]:
    if isinstance(row, str):
        yield row
        return
    for value in row.values():
        if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            yield str(value)


def _entities(system: PhoneSystem, kind: str) -> Iterator[Entity]:
    """Give the first few of a kind as the world began."""
    tables: Mapping[str, Table[Any]] = {
        "user": system.users,
        "site": system.sites,
        "queue": system.queues,
        "receptionist": system.receptionists,
        "number": system.numbers,
        "device": system.devices,
    }
    things = [each for each in tables[kind].initial if getattr(each, "product", _PHONE) == _PHONE][:_SAMPLE]
    owned: dict[str, str] = {}
    if kind in ("user", "queue", "receptionist"):
        for number in system.numbers.initial:
            if number.owner is not None:
                owned.setdefault(number.owner.id, number.number)
    for thing in things:
        yield Entity(
            id=thing.id,
            name=thing.display_name if kind == "number" else thing.name,
            extension_id=getattr(thing, "ext_id", ""),
            extension_number=str(getattr(thing, "extension", "")),
            email=getattr(thing, "email", ""),
            number=thing.number if kind == "number" else owned.get(thing.id, ""),
        )
