"""The account of a test: what is there to be edited, and what it is like, as its tables and its API have it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ZtuiError
from ztui.resources.registry import below, resource, resources
from ztui.resources.rows import key_of, value_at
from ztui.services.sources import asks
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.unit.services.changes.house import House
    from ztui.resources.model import Child, Resource
    from ztui.services.changes.model import Pairs

__all__ = ["Account", "Thing", "differences"]

_MOST = 90
"""So many rows of a list at most are tried."""
_PARENTS = 4
_NOTHING: tuple[Any, ...] = (None, "", [], {}, False)
"""Values that are the same for Zoom: what is not there, empty, or off."""
_MOVING = ("modify_time", "modified", "last_modified_time")
"""When something was written last, which undoing cannot put back."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An object that is there: its key, what its list is below, and its row."""

    resource: Resource
    key: str
    parents: Pairs
    row: Mapping[str, Any]


@dataclass
class Account:
    """What can be found in an account.

    Attributes:
        home: The session and its simulator.
        state: What was read last of an object and of all tables, while nothing was done since.
    """

    home: House
    state: tuple[object, object] | None = None
    _rows: dict[tuple[str, Pairs], list[dict[str, Any]]] = field(default_factory=dict)
    _above: dict[str, list[tuple[Resource, Child]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in resources():
            for child in below(each.name):
                self._above.setdefault(child.resource, []).append((each, child))

    async def rows(self, resource: str, parents: Pairs = ()) -> list[dict[str, Any]]:
        """Give the first rows of a list, read once."""
        if (resource, parents) not in self._rows:
            try:
                found = await self.home.rows(resource, parents)
            except (ZtuiError, AssertionError):
                found = []
            self._rows[resource, parents] = found[:_MOST]
        return self._rows[resource, parents]

    def forget(self) -> None:
        """Read lists again from now on."""
        self._rows.clear()

    async def things(self, resource: Resource) -> list[Thing]:
        """Give objects of a resource, of the first few of what its list is below."""
        found = []
        for parents in await self.places(resource):
            for row in await self.rows(resource.name, parents):
                key = key_of(resource, row)
                if key:
                    found.append(Thing(resource, key, parents, row))
        return found

    async def places(self, resource: Resource) -> list[Pairs]:
        """Give what a list can be below: bindings of its parents."""
        if not resource.parents:
            return [()]
        found: list[Pairs] = []
        for above, child in self._above.get(resource.name, ()):
            if {name for name, _ in child.bind} != set(resource.parents) or above.parents:
                continue
            for row in (await self.rows(above.name))[:_PARENTS]:
                pairs = tuple((name, str(value_at(row, path) or "")) for name, path in child.bind)
                if all(value for _, value in pairs):
                    found.append(pairs)
        return found[:_PARENTS]

    async def answer(self, thing: Thing) -> dict[str, Any]:
        """Give what is known of an object: its row, and its own answer over it."""
        try:
            state = await self.home.session.objects.read(thing.resource.name, thing.key, thing.parents)
        except ZtuiError:
            return dict(thing.row)
        return {**thing.row, **state.answer}

    async def told(self, thing: Thing, *, below_it: bool = True) -> dict[str, Any]:
        """Give what the API says of an object: its answer, its list, and the lists below it if asked for."""
        said: dict[str, Any] = {}
        try:
            state = await self.home.session.objects.read(thing.resource.name, thing.key, thing.parents)
            said["answer"] = _plain(state.answer)
        except ZtuiError as error:
            said["answer"] = type(error).__name__
        said["list"] = await self._listed(thing.resource.name, thing.parents)
        for child in below(thing.resource.name) if below_it else ():
            pairs = tuple((name, str(value_at(thing.row, path) or "")) for name, path in child.bind)
            if child.tab and all(value for _, value in pairs):
                said[child.resource] = await self._listed(child.resource, pairs)
        return said

    async def _listed(self, name: str, parents: Pairs) -> Any:
        try:
            return _plain(await self._asked(resource(name), parents))
        except (ZtuiError, AssertionError) as error:
            return type(error).__name__

    async def _asked(self, known: Resource, parents: Pairs) -> list[Any]:
        """Ask for the rows of a list past the store, where one walk tells them."""
        if known.unfold is not None or known.each is not None:
            return await self.home.rows(known.name, parents)
        ask = asks(known, known.operations.list, parents, (), "")[0]
        pages = self.home.session.client.pages(ask.operation_id, ask.path, ask.query)
        return [row async for page in pages for row in page.rows]

    def tables(self) -> dict[str, Any]:
        """Give how the simulator's tables differ from those that it began with."""
        world = self.home.box.engine.world
        found: dict[str, Any] = {}
        roots = {"accounts": world.accounts, **{f"audio {name}": each for name, each in world._audio.items()}}
        for name, system in world._systems.items():
            roots |= {f"{name} {part}": each for part, each in vars(system).items() if isinstance(each, Table)}
            roots |= {f"{name} {make.__qualname__}": each for make, each in system._parts.items()}
        for name, root in roots.items():
            for path, table in _tables(root, name):
                found |= {f"{path} {key}": row for key, row in _differing(table)}
        return found


def _tables(root: Any, path: str) -> Iterator[tuple[str, Table[Any]]]:
    if isinstance(root, Table):
        yield path, root
        return
    names = getattr(root, "__dict__", {}) or {
        each: getattr(root, each, None) for each in getattr(root, "__slots__", ())
    }
    for name, each in names.items():
        if isinstance(each, Table):
            yield f"{path} {name}", each


def _differing(table: Table[Any]) -> Iterator[tuple[str, Any]]:
    if not table.is_made:
        return
    initial = {each.id: each for each in table.initial}
    for each in table:
        was = initial.pop(each.id, None)
        if was is None or (was != each and _plain(was) != _plain(each)):
            yield each.id, "new" if was is None else _apart(_plain(was), _plain(each))
    for key in initial:
        yield key, "gone"


def _apart(was: Any, now: Any) -> Any:
    """Give what of a row is not as it was, as the row has it now."""
    if not (isinstance(was, dict) and isinstance(now, dict)):
        return now
    return {name: now.get(name) for name in {**was, **now} if was.get(name) != now.get(name)}


def _plain(value: Any) -> Any:
    """Give a value without its order where that does not matter."""
    if hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, dict):
        if set(value) == {"id", "name"} and value["name"] == "Default":
            return {"id": value["id"]}  # of audio that is written, the simulator's answers have the id alone
        made = {name: _plain(each) for name, each in sorted(value.items(), key=repr) if name not in _MOVING}
        return {name: each for name, each in made.items() if each not in _NOTHING}
    if isinstance(value, list | tuple | set | frozenset):
        return sorted((_plain(each) for each in value), key=repr)
    return value if isinstance(value, str | int | float | bool | None) else repr(value)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Tell in lines where two states differ."""
    return list(_differences("", before, after))


def _differences(path: str, one: Any, other: Any) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in {**one, **other}:
            yield from _differences(f"{path}.{name}", one.get(name), other.get(name))
    elif isinstance(one, list) and isinstance(other, list):
        gone = [each for each in one if each not in other]
        new = [each for each in other if each not in one]
        if len(gone) == len(new) == 1:
            yield from _differences(f"{path}[]", gone[0], new[0])
        else:
            yield from (f"{path}: - {each!r}"[:300] for each in gone)
            yield from (f"{path}: + {each!r}"[:300] for each in new)
    elif one != other:
        yield f"{path}: {one!r} -> {other!r}"[:300]
