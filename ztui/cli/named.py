"""What people type for objects on the command line: ids, names, numbers, extensions and e-mails become keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.cli.conditions import equals
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, Conflict, Forbidden, NotFound, UnknownName, ZtuiError
from ztui.core.phone import is_e164, to_e164
from ztui.core.text import display
from ztui.resources.edits.model import InputKind
from ztui.resources.registry import declared
from ztui.resources.registry import resource as find_resource
from ztui.resources.rows import value_at
from ztui.services.handles import looks_like_id
from ztui.services.resolving import Ambiguous, Match, means, not_found, resolve, resolve_all
from ztui.services.settings.asking import view_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ztui.resources.edits.model import Input, WriteField
    from ztui.resources.model import Resource, Row
    from ztui.resources.settings.model import Settings
    from ztui.services.changes.model import Pairs, Plan
    from ztui.services.resolving import Resolved
    from ztui.services.session import Session
    from ztui.services.settings.reader import SettingsView

__all__ = ["Named", "key_of", "keys_of", "kinded", "named_view", "parents_named", "understood"]


@dataclass(frozen=True, slots=True)
class Named:
    """Objects that were named.

    Attributes:
        resource: Their resource.
        keys: Their keys, each once, in the order in which they were named.
        typed: What was typed, by key, for those that were not named by their id.
    """

    resource: Resource
    keys: tuple[str, ...]
    typed: Mapping[str, str]

    async def understood(
        self,
        session: Session,
        fields: Iterable[Input | WriteField],
        given: Mapping[str, Any],
        *,
        keys: bool,
        parents: Pairs = (),
    ) -> dict[str, Any]:
        """Read what was typed for the objects; numbers without a country code are those of the first one's site."""
        row: Row = {}
        if self.keys and any(each.kind is InputKind.PHONE for each in fields):
            state = await session.objects.cached(self.resource.name, self.keys[0], parents)
            row = state.row if state is not None else {}
        if self.keys and any(each.kind is InputKind.HOURS and _given(each, given) for each in fields):
            # Days that are not named stay as they are, so it has to be known how they are.
            row = (await session.objects.read(self.resource.name, self.keys[0], parents)).row
        return await understood(session, fields, given, keys=keys, row=row)

    async def assert_still(self, session: Session, plan: Plan, parents: Pairs = ()) -> None:
        """Assert that what the plan has read is still called as typed; what is stored may be old.

        Raises:
            Conflict: An object is called otherwise by now.
        """
        for change in plan.changes:
            text = self.typed.get(change.key)
            if text is None or change.resource != self.resource.name:
                continue
            state = await session.objects.cached(self.resource.name, change.key, parents)
            if state is not None and not await means(session, self.resource.name, text, state.row):
                raise Conflict(
                    f"'{display(text)}' was the {self.resource.singular} {display(change.key)}, which is "
                    f"'{display(change.label)}' by now.",
                    f"Name it by its id, or 'ztui list {self.resource.name}' reads the list anew; nothing was sent.",
                )


async def key_of(session: Session, resource: Resource, text: str, parents: Pairs = ()) -> str:
    """Give the key of the object that was named; a text that may be an id is one if nothing else is known of it.

    Raises:
        NotFound: There is no such object.
        Ambiguous: There are several.
    """
    return (await keys_of(session, resource, [text], parents)).keys[0]


async def named_view(session: Session, settings: Settings, key: str, where: Sequence[str]) -> SettingsView:
    """Give the settings of an object that was named, or of the account.

    Raises:
        ConfigError: The object or the part is not named.
        NotFound: There is no such object.
        Ambiguous: There are several.
    """
    told = [equals(each) for each in where]
    view = view_named(settings, key, told)
    place = settings.below[0] if settings.below else None
    if place is None or not key or len(place.bind) != 1 or looks_like_id(key):
        return view
    match = _one([place.resource], await resolve(session, [place.resource], key))
    return view_named(settings, str(value_at(match.row, place.bind[0][1]) or match.key), told)


async def parents_named(session: Session, resource: Resource, parents: Pairs) -> Pairs:
    """Give what a list is below with ids for what was named: `callQueueId=Support`, `extensionId=ext 8200`.

    Raises:
        NotFound: There is no such object.
        Ambiguous: There are several.
    """
    found: list[tuple[str, str]] = []
    for name, text in parents:
        above = {} if looks_like_id(text) else _above(resource, name)
        if above:
            match = _one(tuple(above), await resolve(session, tuple(above), text))
            text = str(value_at(match.row, above[match.resource]) or text)
        found.append((name, text))
    return tuple(found)


def _above(resource: Resource, parameter: str) -> dict[str, str]:
    """Give the resources whose objects a parameter of a list names, with the path of its value in their rows."""
    return {
        each.name: path
        for each in map(find_resource, declared())
        for child in each.children
        for name, path in child.bind
        if child.resource == resource.name and name == parameter
    }


async def keys_of(session: Session, resource: Resource, texts: Sequence[str], parents: Pairs = ()) -> Named:
    """Give the keys of the objects that were named.

    Raises:
        NotFound: One of them is not there.
        Ambiguous: One of them may be several.
    """
    keys: dict[str, str] = {}
    by_id = [each for each in texts if looks_like_id(each) or resource.window or not each.strip()]
    others = [each for each in texts if each not in by_id]
    found = {each: await resolve(session, [resource.name], each, parents=parents, ask=False) for each in by_id}
    if others:
        found |= dict(zip(others, await resolve_all(session, [resource.name], others, parents=parents), strict=True))
    for text in texts:
        if text in by_id and not found[text].matches:
            keys.setdefault(text, "")
        else:
            match = _one([resource.name], found[text])
            keys.setdefault(match.key, "" if match.by == "id" else text)
    return Named(resource, tuple(keys), {key: text for key, text in keys.items() if text})


async def understood(
    session: Session,
    fields: Iterable[Input | WriteField],
    given: Mapping[str, Any],
    *,
    keys: bool,
    row: Row | None = None,
) -> dict[str, Any]:
    """Put ids where objects of other resources were named (`queue:Support`, `ann@example.com`, `ext 8200`), and E.164
    where numbers were typed in the form of a country.

    Args:
        session: In whose account.
        fields: What is asked for.
        given: What was typed, by name.
        keys: Give keys, as actions take them; else what a body takes (the extension's id).
        row: The object; numbers are those of its site's country.

    Raises:
        NotFound: There is no such object.
        Ambiguous: There are several.
    """  # noqa: D205
    known = {name: each for each in fields for name in _names(each)}
    filled = dict(given)
    for name, value in given.items():
        field = known.get(name)
        if field is None or value is None:
            continue
        values = list(value) if isinstance(value, list | tuple) else [value]
        if field.kind is InputKind.PICK and field.picks:
            path = "" if keys else field.pick_path
            values = [await _picked(session, field.picks, path, each) for each in values]
        elif field.kind is InputKind.PHONE:
            values = [await _number(session, each, row or {}) for each in values]
        elif field.kind is InputKind.HOURS and isinstance(value, str):
            filled[name] = _week(value, value_at(row or {}, getattr(field, "read", "")))
            continue
        filled[name] = values if isinstance(value, list | tuple) else values[0]
    return filled


async def _number(session: Session, value: Any, row: Row) -> Any:
    if not isinstance(value, str) or is_e164(value):
        return value
    if not session.site_regions:
        await session.learn_sites()
    numbers = (to_e164(value, each) for each in dict.fromkeys((session.region_of(row), *session.regions)))
    return next(filter(None, numbers), value.strip())


def _week(text: str, before: Any) -> Any:
    """Read opening hours as they are typed in forms: `Mon-Fri 08:00-17:00; Sat off`.

    Raises:
        ConfigError: They cannot be read.
    """
    from ztui.core.hours import HoursError, read_hours

    try:
        return read_hours(text, before)
    except HoursError as error:
        raise ConfigError(f"{str(error)[:1].upper()}{str(error)[1:]}.", "Nothing was sent.") from None


def _given(field: Input | WriteField, given: Mapping[str, Any]) -> bool:
    """Tell whether a text was typed for a field."""
    return any(isinstance(given.get(name), str) for name in _names(field))


def _names(field: Input | WriteField) -> tuple[str, ...]:
    """Give by what a field may be named: by its path in the answer or the body, or by its title."""
    name = getattr(field, "name", None)
    if name is not None:
        return (name,)
    title = field.title.casefold().replace(" ", "-")
    return tuple(filter(None, (title, field.read, field.write)))  # type: ignore[union-attr]


async def _picked(session: Session, picks: tuple[str, ...], path: str, value: Any) -> Any:
    if not isinstance(value, str) or not value.strip():
        return value
    picks, text = kinded(picks, value)
    is_id = looks_like_id(text)
    try:
        found = await resolve(session, picks, text, ask=not (is_id and path))
        if is_id and not found.matches and path:
            return text
        match = _one(picks, found)
    except Ambiguous:
        raise
    except (NotFound, Forbidden):
        if is_id:
            return text
        raise
    sent = value_at(match.row, path) if path else match.key
    if sent is None or sent == "":
        state = await session.objects.read(match.resource, match.key)
        sent = value_at(state.row, path)
    if sent is None or sent == "":
        raise ZtuiError(f"{display(match.label)} has no {path.replace('_', ' ')}.", "Name another one.")
    return sent


def kinded(picks: tuple[str, ...], text: str) -> tuple[tuple[str, ...], str]:
    """Read `KIND:TEXT`, where the kind is one of those that are picked from; gives kinds and what is looked for."""
    kind, colon, rest = text.partition(":")
    if colon and rest.strip():
        try:
            name = find_resource(kind.strip()).name
        except UnknownName:
            return picks, text
        if name in {find_resource(each).name for each in picks}:
            return (name,), rest.strip()
    return picks, text


def _one(resources: Sequence[str], found: Resolved) -> Match:
    if len(found.matches) > 1:
        raise Ambiguous(found)
    if not found.matches:
        raise not_found(resources, found)
    return found.matches[0]
