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

__all__ = ["AREAS", "MODULES", "Area", "area_of", "names", "resource", "resources"]

MODULES: Mapping[str, tuple[str, ...]] = {
    "call_history": ("call-history", "call-elements"),
    "call_queues": ("call-queues", "queue-members", "queue-numbers"),
    "call_handling": ("call-handling",),
    "numbers": ("numbers",),
    "sip_trunks": ("sip-trunks", "sip-groups"),
    "audio_trunks": ("audio-trunks", "trunk-numbers", "internal-numbers", "callout-countries"),
    "sip_phones": ("sip-phones",),
    "accounts": ("accounts",),
    "users": ("users",),
    "devices": ("devices",),
    "auto_receptionists": ("auto-receptionists",),
    "ivr_keys": ("ivr-keys", "auto-receptionist-holidays", "auto-receptionist-numbers"),
    "sites": ("sites",),
    "common_areas": ("common-areas", "common-area-numbers", "activation-codes"),
    "shared_line_groups": ("shared-line-groups", "shared-line-group-members", "shared-line-group-numbers"),
    "recordings": ("recordings", "user-recordings", "queue-recordings"),
    "voicemails": ("voicemails", "user-voicemails"),
    "emergency": ("emergency-addresses", "emergency-locations"),
}
"""Modules below `ztui.resources` and the names of what stands in their `RESOURCES`."""


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
def _places() -> Mapping[str, str]:
    """Give the module of every declared name."""
    return {name: module for module, named in MODULES.items() for name in named}


@cache
def _declared(name: str) -> Resource:
    module = import_module(f"ztui.resources.{_places()[name]}")
    found: Resource = next(each for each in module.RESOURCES if each.name == name)
    return found


@cache
def _aliases() -> Mapping[str, str]:
    return {alias: name for name in _places() for alias in _declared(name).aliases}


def resources() -> tuple[Resource, ...]:
    """Give all resources, in the order of the areas."""
    return tuple(map(_declared, _places()))


def names() -> tuple[str, ...]:
    """Give all names and aliases, names first, for completion."""
    return (*_places(), *_aliases())


def resource(name: str) -> Resource:
    """Give the resource of that name or alias; case and `_` for `-` do not matter.

    Raises:
        UnknownName: There is none; carries the nearest names.
    """
    wanted = name.strip().casefold().replace("_", "-")
    if wanted not in _places():
        wanted = _aliases().get(wanted, "")
    if not wanted:
        raise UnknownName("resource", name, names())
    return _declared(wanted)


def area_of(name: str) -> Area | None:
    """Give the area in which a resource is listed, None for one that is reached by name or from an object."""
    for area in AREAS:
        if area.resource == name or any(tab.resource == name for tab in area.tabs):
            return area
    return None
