"""The places that a call can come to, as they were read: objects with hours, routing, members and devices. Pure."""

from __future__ import annotations

from dataclasses import field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, tzinfo

    from ztui.services.ring.handling import Handling, State
    from ztui.services.ring.menus import Menu
    from ztui.services.ring.routes import Target

__all__ = [
    "HOURS", "NO_EXTENSION", "Device", "Gap", "Graph", "Member", "Place", "Zone", "id_of", "is_off",
    "menu_key",
]  # fmt: skip

HOURS = "hours and routing"
"""What a gap is called where these are not known."""
NO_EXTENSION = "Zoom knows no such extension"
"""Why they are not known where there are none."""
_EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Gap:
    """Something of a place that is not known: what it is, and why, both raw."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Zone:
    """The zone of a place's hours.

    Attributes:
        info: The zone.
        assumed: Zoom does not tell it: it is that of the site's main auto receptionist, or the viewer's.
    """

    info: tzinfo
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Device:
    """A desk phone: name, type and status as sent."""

    name: str
    type: str
    status: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Who rings with a queue or shared line.

    Attributes:
        target: The user or common area.
        takes: The opt-in of a user in a queue; None where there is none to tell (a common area always rings).
        is_off: A user whom the stored list has as deactivated: who is opted in takes no calls all the same.
        devices: Desk phones, as far as the list of devices is stored.
    """

    target: Target
    takes: bool | None = None
    devices: tuple[Device, ...] = ()
    is_off: bool = False

    @property
    def rings(self) -> bool:
        """Tell whether calls are given to it."""
        return self.takes is not False and not self.is_off


@dataclass(frozen=True, slots=True)
class Place:
    """An object that a call can come to.

    Attributes:
        id: Under which a graph has it; see `id_of`.
        target: What it is.
        site: Name of its site, raw.
        site_id: Id of its site.
        status: Its status, as sent.
        is_gone: Zoom says that there is no such object.
        zone: Zone of its hours.
        handling: Hours and routing; None where they are not known.
        menus: Keys by `menu_key`, as far as they were read.
        members: Who rings, of a queue or shared line.
        devices: Desk phones; None where they were not read.
        main_of: Name of the site whose main number leads here, "" if that is not known of any.
        gaps: What is not known of it.
        as_of: When the oldest part of it was read.
        raw: What Zoom answered, by what it is.
    """

    id: str
    target: Target
    site: str = ""
    site_id: str = ""
    status: str = ""
    is_gone: bool = False
    zone: Zone | None = None
    handling: Handling | None = None
    menus: Mapping[str, Menu] = field(default_factory=lambda: _EMPTY)
    members: tuple[Member, ...] = ()
    devices: tuple[Device, ...] | None = None
    gaps: tuple[Gap, ...] = ()
    as_of: datetime | None = None
    raw: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)

    @property
    def is_in_the_dark(self) -> bool:
        """Tell whether its hours could not be read, so that nobody knows what a call does there."""
        return any(each.what == HOURS and each.why != NO_EXTENSION for each in self.gaps)

    @property
    def is_inactive(self) -> bool:
        """Tell whether it is switched off: an inactive queue or shared line, a deactivated user."""
        return is_off(self.status)

    @property
    def active_members(self) -> tuple[Member, ...]:
        """Give the members that calls are given to."""
        return tuple(each for each in self.members if each.rings)


@dataclass(frozen=True, slots=True)
class Graph:
    """All places that were read from some start on, by id.

    Attributes:
        places: The places.
        numbers: Which place a forwarded number leads back into, by number, as far as it is one of the account's.
        cut: Places that were not read, as there are too many or they lie too deep.
        asked: How many requests might have been sent: what was not asked before by this reader.
    """

    places: Mapping[str, Place]
    numbers: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    cut: frozenset[str] = frozenset()
    asked: int = 0

    def at(self, target: Target | None) -> Place | None:
        """Give the place of a target, None where it is none or was not read."""
        return None if target is None else self.places.get(self.id_at(target))

    def id_at(self, target: Target) -> str:
        """Give the id of the place that a target leads to, a number of the account by its owner."""
        return id_of(target) or self.numbers.get(target.number, "")


def is_off(status: str) -> bool:
    """Tell whether a status means switched off: Zoom sends `deactivate` of users, `inactive` of the others."""
    return status in {"inactive", "deactivate", "deactivated"}


def id_of(target: Target) -> str:
    """Give the id of a target's place: that of its object, else of its extension; "" for what is no object."""
    if target.resource and target.key:
        return f"{target.resource}/{target.key}"
    return f"extension/{target.extension_id}" if target.extension_id else ""


def menu_key(state: State) -> str:
    """Give under what a place has the menu of some hours: the kind of hours, of a holiday with its id."""
    return state.hours.value if state.holiday is None else f"{state.hours.value}/{state.holiday.id}"
