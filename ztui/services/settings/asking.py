"""Which settings are meant: of a row, of what was typed at the `:` line, of a command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError, UnknownName
from ztui.resources.registry import resource as resource_named
from ztui.resources.rows import label_of, value_at
from ztui.resources.settings.registry import settings_below
from ztui.services.settings.reader import SettingsView, chosen
from ztui.services.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ztui.resources.model import Row
    from ztui.resources.settings.model import Settings
    from ztui.services.listings import Listings

__all__ = ["ids_for", "view_named", "view_of", "views_below"]


def views_below(resource: str, row: Row) -> tuple[tuple[Settings, SettingsView], ...]:
    """Give the settings of an object, those whose path parameters its row has."""
    found: list[tuple[Settings, SettingsView]] = []
    for each in settings_below(resource):
        bind = next(place.bind for place in each.below if place.resource == resource)
        path = tuple((parameter, _text(value_at(row, path))) for parameter, path in bind)
        if all(value for _parameter, value in path):
            found.append((each, SettingsView(each.name, path)))
    return tuple(found)


def view_of(settings: Settings, words: Sequence[str]) -> SettingsView:
    """Give what was typed behind the name of settings: the id of the object, if they have one, and a part.

    Raises:
        ConfigError: The id is missing, or there are more words than that.
        UnknownName: There is no such part.
    """
    given = list(words)
    path = [(name, given.pop(0)) for name in settings.parameters if given]
    if len(path) < len(settings.parameters):
        raise ConfigError(
            f"{settings.title} belong to an object.",
            f"Open it: a lists them there. Or write :{settings.name} ID.",
        )
    choice = chosen(settings, " ".join(given)) if given else ""
    return SettingsView(settings.name, tuple(path), choice)


def view_named(settings: Settings, key: str, named: Iterable[tuple[str, str]], option: str = "--where") -> SettingsView:
    """Give the settings that a command line means.

    Args:
        settings: Which ones.
        key: Id of the object, "" for none.
        named: Pairs of a parameter and its value.
        option: How parameters are named there, for what is said of them.

    Raises:
        ConfigError: The id, the part, or what goes with the part is missing or too much.
        UnknownName: There is no such parameter or part.
    """
    choice = settings.choice
    pairs = dict(named)
    path = {name: pairs.pop(name) for name in (*settings.parameters, "accountId") if name in pairs}
    if key:
        _bind_key(settings, key, path)
    part = chosen(settings, pairs.pop(choice.parameter)) if choice is not None and choice.parameter in pairs else ""
    missing = [name for name in settings.parameters if not path.get(name, "").strip()]
    if missing:
        raise ConfigError(f"{settings.title} belong to an object.", f"Name it by its id: {settings.name} ID.")
    if choice is not None and choice.needed and not part and len(choice.values) > 1:
        raise ConfigError(
            f"{settings.title} have parts: {', '.join(choice.values)}.",
            f"Name one with {option} {choice.parameter}={choice.values[0]}.",
        )
    also = choice.also_needed(part) if choice is not None else ""
    extra = tuple((name, pairs.pop(name)) for name in [also] if name in pairs)
    if also and not extra:
        raise ConfigError(f"{part} needs the id of one of them.", f"Name it with {option} {also}=ID.")
    for name in pairs:
        known = [*settings.parameters, *([choice.parameter] if choice is not None else []), *([also] if also else [])]
        raise UnknownName("parameter", name, known)
    return SettingsView(settings.name, tuple(path.items()), part, extra)


async def ids_for(listings: Listings, settings: Settings, view: SettingsView, part: str) -> tuple[tuple[str, str], ...]:
    """Give what may go with a part (id and name of each holiday), from the object's own list of them.

    Raises:
        ConfigError: The API has no list of them.
        ZtuiError: The list cannot be read.
    """
    choice = settings.choice
    resource = choice.picked_from(part) if choice is not None else ""
    if choice is None or not resource:
        parameter = choice.also_needed(part) if choice is not None else ""
        raise ConfigError(
            f"{part} needs the id of one of them, and the API has no list of those.",
            f"Name it from a shell: ztui get {settings.name} ID --where {parameter}=...",
        )
    async with listings.opened(View(resource, view.path)) as listing:
        if not listing.status.complete:
            await listing.refresh()
        if listing.status.error is not None and not listing.status.shown:
            raise listing.status.error
        rows = await listing.all_rows()
    return tuple((each.key, label_of(resource_named(resource), each.row)) for each in rows)


def _bind_key(settings: Settings, key: str, path: dict[str, str]) -> None:
    names = settings.parameters or (("accountId",) if settings.account_bound else ())
    if not names:
        raise ConfigError(f"{settings.title} are the account's: '{key}' is too much.", "Leave it out.")
    path.setdefault(names[0], key)


def _text(value: object) -> str:
    return "" if value is None else str(value)
