"""All settings trees by name and alias, and those below an object."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ztui.core.errors import UnknownName
from ztui.resources.settings.declared import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.resources.settings.model import Settings

__all__ = ["all_settings", "find_settings", "settings", "settings_below", "settings_names"]


@cache
def _by_name() -> Mapping[str, Settings]:
    return {each.name: each for each in SETTINGS} | {alias: each for each in SETTINGS for alias in each.aliases}


def all_settings() -> tuple[Settings, ...]:
    """Give all settings trees, those of the account first."""
    return SETTINGS


def settings_names() -> tuple[str, ...]:
    """Give all names and aliases, for completion and for the nearest name."""
    return tuple(_by_name())


def find_settings(name: str) -> Settings | None:
    """Give the settings of that name or alias, None if there are none; case and `_` for `-` do not matter."""
    return _by_name().get(name.strip().casefold().replace("_", "-"))


def settings(name: str) -> Settings:
    """Give the settings of that name or alias.

    Raises:
        UnknownName: There are none; carries the nearest names.
    """
    found = find_settings(name)
    if found is None:
        raise UnknownName("settings", name, settings_names())
    return found


def settings_below(resource: str) -> tuple[Settings, ...]:
    """Give the settings that every object of a resource has."""
    return tuple(each for each in SETTINGS if any(place.resource == resource for place in each.below))
