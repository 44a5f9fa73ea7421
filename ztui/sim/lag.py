"""A write that shows in its list only after a while: until then the list is as it was, the single object is new."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import Paging, operation
from ztui.core.dataclass import dataclass
from ztui.sim.handling import Context, Handler, Listed, Refusal
from ztui.sim.templates import lists, names_in, plain, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ztui.contract.catalogue import Operation

__all__ = ["Lag", "every_row"]

_INVENTORIES = ("listPhoneNumbers", "listAccountPhoneNumbers")


@dataclass(frozen=True, slots=True)
class _Change:
    """What one write did to one list, and until when it is not to be seen: by the real or by the simulator's clock."""

    real: float
    simulated: datetime
    before: Mapping[str, Mapping[str, Any]]
    created: frozenset[str]


class Lag:
    """Holds back changes of lists."""

    def __init__(self, seconds: float, monotonic: Callable[[], float]) -> None:
        """Take the lag (0: none) and a clock of real seconds."""
        self.seconds = seconds
        self._monotonic = monotonic
        self._changes: dict[tuple[str, str, str], list[_Change]] = {}

    @contextmanager
    def watching(self, context: Context, handlers: Mapping[str, Handler]) -> Iterator[None]:
        """Compare the lists that a write belongs to before and after it."""
        watched = list(_lists_of(context, handlers))
        before = [_keyed(every_row(each, handlers)) for each in watched]
        yield
        real = self._monotonic() + self.seconds
        simulated = context.now + timedelta(seconds=self.seconds)
        for each, old in zip(watched, before, strict=True):
            new = _keyed(every_row(each, handlers))
            changed = {key: row for key, row in old.items() if new.get(key) != row}
            created = frozenset(new) - frozenset(old)
            if changed or created:
                self._changes.setdefault(_place(each), []).append(_Change(real, simulated, changed, created))

    def as_seen(self, context: Context, data: Any) -> Any:
        """Give a list without what is held back; what was deleted comes back only where nothing is filtered."""
        changes = self._alive(context)
        if not changes or not isinstance(data, Listed):
            return data
        required = {each.name for each in context.operation.detail().parameters if each.required}
        filtered = bool(set(context.query) - required)
        rows = list(data.rows)
        for change in reversed(changes):
            rows = _undone(rows, change, restore=not filtered)
        return replace(data, rows=rows)

    def _alive(self, context: Context) -> list[_Change]:
        """Give the changes of a list that are still held back, oldest first."""
        place = _place(context)
        now = self._monotonic()
        alive = [each for each in self._changes.get(place, ()) if each.real > now and each.simulated > context.now]
        if place in self._changes:
            self._changes[place] = alive
        return alive


def every_row(context: Context, handlers: Mapping[str, Handler]) -> list[Mapping[str, Any]]:
    """Give all rows of a list, over all values of a required parameter; none when its handler refuses."""
    handler = handlers.get(context.operation.id)
    if handler is None:
        return []
    choices: list[dict[str, Any]] = [{}]
    for parameter in context.operation.detail().parameters:
        if parameter.required:
            choices = [each | {parameter.name: value} for each in choices for value in parameter.enum]
    rows: list[Mapping[str, Any]] = []
    for query in choices:
        try:
            data = handler(replace(context, query=query, body=None))
        except Refusal:
            continue
        if isinstance(data, Listed):
            rows.extend(data.rows)
    return rows


def _lists_of(context: Context, handlers: Mapping[str, Handler]) -> Iterator[Context]:
    """Give the lists on the way to what is written, and those of all numbers, each as a request for it.

    Whatever is written may give or take numbers: an assignment by its purpose, the end of a queue on its way.
    """
    inventories = [operation(each) for each in _INVENTORIES] if context.operation.api != "accounts" else []
    yield from (replace(context, operation=each, path={}, query={}, body=None) for each in inventories)
    template = plain(context.operation)
    shape = shape_of(template)
    values = [context.path[name] for name in names_in(template)]
    for place, listed in lists().items():
        lies_on_the_way = shape == place or shape.startswith(f"{place}/")
        if lies_on_the_way and listed not in inventories and listed.id in handlers and listed.paging is not Paging.SYNC:
            path = dict(zip(names_in(plain(listed)), values, strict=False))
            yield replace(context, operation=listed, path=path, query={}, body=None)


def _place(context: Context) -> tuple[str, str, str]:
    known: Operation = context.operation
    return known.id, context.account, "/".join(context.path.values())


def _keyed(rows: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Give copies of the rows by key."""
    return {_key(row): dict(row) for row in rows}


def _key(row: Mapping[str, Any]) -> str:
    """Give what tells a row apart: its id, else its first text."""
    if "id" in row:
        return str(row["id"])
    return next((value for value in row.values() if isinstance(value, str)), repr(row))


def _undone(rows: list[Mapping[str, Any]], change: _Change, *, restore: bool) -> list[Mapping[str, Any]]:
    """Give the rows as they were before a change."""
    seen = {_key(row) for row in rows}
    older = [change.before.get(_key(row), row) for row in rows if _key(row) not in change.created]
    if restore:
        older += [row for key, row in change.before.items() if key not in seen]
    return older
