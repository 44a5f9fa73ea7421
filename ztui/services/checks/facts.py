"""What the rules look at: all that is known of an account, with what is not."""

from __future__ import annotations

from dataclasses import field
from datetime import UTC, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ztui.core.dataclass import dataclass
from ztui.resources.registry import resource as find_resource
from ztui.resources.rows import key_of, label_of, text_of, value_at
from ztui.services.ring.handling import Handling, read_handling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from ztui.resources.model import Row
    from ztui.services.ring.menus import Menu
    from ztui.services.view import Pairs

__all__ = ["EXTENSIONS", "NAMES", "Extension", "Facts", "HoursMenu", "Reading", "TrunkCalls", "site_of"]

EXTENSIONS = (
    "users",
    "call-queues",
    "auto-receptionists",
    "shared-line-groups",
    "common-areas",
    "rooms",
    "pickup-groups",
)
"""Lists of what has an extension."""

NAMES = {
    "caller-ids": "Caller IDs",
    "audio": "Greetings and music",
    "calls": "Stored calls",
    "trunk-calls": "Calls through trunks",
    "watch": "Devices watched",
}
"""What is not a part of the index is called so."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How much of one part of the account is known.

    Attributes:
        title: What it is called.
        known: How many rows, objects or answers are known.
        missing: How many are known to be missing.
        complete: All of it is known.
        as_of: When the oldest of it was read, None for never.
        why: Why it is not complete, "" where nobody knows more than that.
        told: What is not known of it, where its counts do not tell; "" where they do.
    """

    title: str
    known: int = 0
    missing: int = 0
    complete: bool = False
    as_of: datetime | None = None
    why: str = ""
    told: str = ""

    @property
    def lacks(self) -> str:
        """Say what is not known of it, "" for nothing."""
        if self.complete:
            return ""
        title = f"{self.title}: "
        if self.told:
            return title + self.told
        if not self.known:
            return title + (self.why or "never read")
        told = f"{self.missing:,} of {self.known + self.missing:,} not read" if self.missing else "not read to the end"
        return f"{title}{told}{f' ({self.why})' if self.why else ''}"


@dataclass(frozen=True, slots=True)
class Extension:
    """What routes calls, and how: a queue, menu or shared line; also a person, where hours and routing are known."""

    resource: str
    key: str
    extension_id: str
    name: str
    site: str
    handling: Handling
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class HoursMenu:
    """The menu of an auto receptionist in business or closed hours, or on a holiday."""

    menu: Menu
    hours: str = "business_hours"
    holiday: str = ""


@dataclass(frozen=True, slots=True)
class TrunkCalls:
    """The newest calls of a trunk, one after another, that did not get through, and when the first of them was.

    `is_through` tells that one before them did.
    """

    failed: int
    since: datetime | None = None
    is_through: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known.

    Attributes:
        now: The instant at which it is judged.
        lists: Rows by the resource's name.
        objects: What the get operation says of objects, by resource and key.
        routing: Answers for hours and routing, by extension id.
        menus: Menus by the key of the auto receptionist.
        trunks: What became of the newest calls of trunks, by their name.
        offline: Since when a device was never seen online, by key.
        audio: Whether a greeting or music is there, by id.
        site_caller_ids: Caller IDs that sites have chosen, with what their list is below.
        readings: How much of each part is known, by its name.
    """

    now: datetime
    lists: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    objects: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    routing: Mapping[str, Any] = field(default_factory=dict)
    menus: Mapping[str, tuple[HoursMenu, ...]] = field(default_factory=dict)
    trunks: Mapping[str, TrunkCalls] = field(default_factory=dict)
    offline: Mapping[str, datetime] = field(default_factory=dict)
    audio: Mapping[str, bool] = field(default_factory=dict)
    site_caller_ids: tuple[tuple[Pairs, Row], ...] = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)

    def rows(self, resource: str) -> Iterator[tuple[str, str, Row]]:
        """Go through key, name and row of a list's objects; a row that nothing tells apart is left out."""
        declared = find_resource(resource)
        for row in self.lists.get(resource, ()):
            key = key_of(declared, row)
            if key:
                yield key, label_of(declared, row), row

    @cached_property
    def routed(self) -> tuple[Extension, ...]:
        """What routes calls, as far as hours and routing are known."""
        found: list[Extension] = []
        for resource in EXTENSIONS:
            for key, name, row in self.rows(resource):
                id = text_of(row.get("extension_id"))
                if id in self.routing:
                    told = self.objects.get(resource, {}).get(key, row)
                    handling = read_handling(self.routing[id])
                    found.append(Extension(resource, key, id, name, site_of(row), handling, _zone(told)))
        return tuple(found)

    @cached_property
    def known_ids(self) -> frozenset[str]:
        """Ids of extensions, and of what has them, that are there."""
        ids: set[str] = set()
        for resource in EXTENSIONS:
            for key, _, row in self.rows(resource):
                ids |= {key, text_of(row.get("extension_id"))}
        return frozenset(ids - {""})

    @cached_property
    def deactivated(self) -> Mapping[str, str]:
        """Names of deactivated users by their ids, and by those of their extensions."""
        found: dict[str, str] = {}
        for key, name, row in self.rows("users"):
            if row.get("status") == "deactivate":
                found |= {key: name, text_of(row.get("extension_id")): name}
        found.pop("", None)
        return found


def site_of(row: Row) -> str:
    """Give the name of an object's site, raw."""
    return text_of(value_at(row, "site.name"))


def _zone(row: Row) -> tzinfo:
    """Give the zone of an object; UTC for one that tells none."""
    try:
        return ZoneInfo(text_of(row.get("timezone")) or "UTC")
    except (KeyError, OSError, ValueError):
        return UTC
