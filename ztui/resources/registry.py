"""All resources by name and alias, and the areas under the number keys.

Only this file knows which resources there are; a declaration is imported when somebody asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from ztui.core.errors import UnknownName
from ztui.resources.model import Tab

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.resources.model import Resource

__all__ = ["AREAS", "Area", "area_of", "names", "resource", "resources"]

_MODULES = (
    "call_history",
    "call_queues",
    "call_handling",
    "numbers",
    "sip_trunks",
    "audio_trunks",
    "sip_phones",
    "accounts",
    "users",
    "devices",
    "auto_receptionists",
    "sites",
)
"""Modules below `ztui.resources`; each has its declarations in `RESOURCES`."""


@dataclass(frozen=True, slots=True)
class Area:
    """One of the nine areas.

    Attributes:
        key: The number key that opens it.
        short: Its word in the header.
        title: Its title in full.
        resource: What it lists; of a screen with tabs the first.
        tabs: The tabs, () for a plain list.
    """

    key: str
    short: str
    title: str
    resource: str
    tabs: tuple[Tab, ...] = ()


AREAS = (
    Area("1", "Calls", "Call history", "call-history"),
    Area("2", "Queues", "Call queues", "call-queues"),
    Area("3", "Numbers", "Numbers", "numbers"),
    Area(
        "4",
        "Trunks",
        "SIP trunks",
        "sip-trunks",
        (
            Tab("BYOC trunks", "sip-trunks"),
            Tab("SIP groups", "sip-groups"),
            Tab("Meeting audio trunks", "audio-trunks"),
            Tab("Audio numbers", "trunk-numbers"),
            Tab("SIP phones", "sip-phones"),
        ),
    ),
    Area("5", "Accounts", "Accounts", "accounts"),
    Area("6", "Users", "Users", "users"),
    Area("7", "Devices", "Devices", "devices"),
    Area("8", "Menus", "Auto receptionists", "auto-receptionists"),
    Area("9", "Sites", "Sites", "sites"),
)


@cache
def _all() -> Mapping[str, Resource]:
    found: dict[str, Resource] = {}
    for module in _MODULES:
        for each in import_module(f"ztui.resources.{module}").RESOURCES:
            found[each.name] = each
    return found


@cache
def _aliases() -> Mapping[str, str]:
    return {alias: each.name for each in _all().values() for alias in each.aliases}


def resources() -> tuple[Resource, ...]:
    """Give all resources, in the order of the areas."""
    return tuple(_all().values())


def names() -> tuple[str, ...]:
    """Give all names and aliases, names first, for completion."""
    return (*_all(), *_aliases())


def resource(name: str) -> Resource:
    """Give the resource of that name or alias; case and `_` for `-` do not matter.

    Raises:
        UnknownName: There is none; carries the nearest names.
    """
    wanted = name.strip().casefold().replace("_", "-")
    found = _all().get(_aliases().get(wanted, wanted))
    if found is None:
        raise UnknownName("resource", name, names())
    return found


def area_of(name: str) -> Area | None:
    """Give the area in which a resource is listed, None for one that is reached by name or from an object."""
    for area in AREAS:
        if area.resource == name or any(tab.resource == name for tab in area.tabs):
            return area
    return None
