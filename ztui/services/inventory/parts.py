"""Of what the inventory consists, as data: lists, the answers of their objects, and what else hangs on these.

Costs differ: a list is a request per page, an answer a request per object. What costs a request for every user is off
until it is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ztui.resources.model import Row

__all__ = ["DEFAULT", "PARTS", "Answers", "Listed", "Objects", "Part", "Wanted", "part_named", "parts_named"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One GET that an object wants: what goes into its path and its query."""

    path: Mapping[str, str]
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a list, as lists show them.

    Attributes:
        name: What it is called.
        title: In the words of telephony.
        resource: Whose list it is.
        is_default: It is synced without being named.
    """

    name: str
    title: str
    resource: str
    is_default: bool = True


@dataclass(frozen=True, slots=True)
class Objects:
    """What the get operation says of each object in a list; as `Listed`."""

    name: str
    title: str
    resource: str
    is_default: bool = True


@dataclass(frozen=True, slots=True)
class Answers:
    """What another GET says of each object in a list.

    Attributes:
        name: What it is called.
        title: In the words of telephony.
        resource: Through whose objects it goes.
        operation: The GET.
        wanted: Gives what is asked for one object, from its row; nothing for one that has no such answer.
        is_default: It is synced without being named.
    """

    name: str
    title: str
    resource: str
    operation: str
    wanted: Callable[[Row], Sequence[Wanted]]
    is_default: bool = True


Part = Listed | Objects | Answers


def _by_extension(row: Row) -> tuple[Wanted, ...]:
    """Ask for the hours and routing of an extension, which hang on the id of the extension and not of its owner."""
    key = text_of(row.get("extension_id"))
    return (Wanted({"extensionId": key}, {}),) if key else ()


def _menus(row: Row) -> tuple[Wanted, ...]:
    """Ask for the keys of an auto receptionist: of business and closed hours, and of each holiday."""
    key = text_of(row.get("id"))
    if not key:
        return ()
    path = {"autoReceptionistId": key}
    holidays = [text_of(each.get("id")) for each in dicts(value_at(row, "holiday_hours"))]
    hours = [{"hours_type": each} for each in ("business_hours", "closed_hours")]
    hours += [{"hours_type": "holiday_hours", "holiday_id": each} for each in holidays if each]
    return tuple(Wanted(path, each) for each in hours)


def _caller_ids(row: Row) -> tuple[Wanted, ...]:
    """Ask for the numbers that calls of a site may show: the first page holds more than a site has."""
    key = text_of(row.get("id"))
    return (Wanted({"siteId": key}, {"page_size": "300"}),) if key else ()


PARTS: tuple[Part, ...] = (
    Listed("sites", "Sites", "sites"),
    Listed("users", "Users", "users"),
    Listed("numbers", "Numbers", "numbers"),
    Listed("call-queues", "Call queues", "call-queues"),
    Listed("auto-receptionists", "Auto receptionists", "auto-receptionists"),
    Listed("shared-line-groups", "Shared line groups", "shared-line-groups"),
    Listed("common-areas", "Common areas", "common-areas"),
    Listed("devices", "Devices", "devices"),
    Listed("rooms", "Zoom Rooms", "rooms"),
    Listed("pickup-groups", "Pickup groups", "pickup-groups"),
    Listed("sip-trunks", "Trunks", "sip-trunks"),
    Listed("sip-groups", "SIP groups", "sip-groups"),
    Listed("external-contacts", "External contacts", "external-contacts"),
    Listed("sip-phones", "SIP phones", "sip-phones"),
    Listed("emergency-addresses", "Emergency addresses", "emergency-addresses"),
    Listed("caller-id-lists", "Caller IDs of the account", "caller-id-numbers", is_default=False),
    Objects("site-details", "Details of sites", "sites"),
    Objects("queue-members", "Queues with members", "call-queues"),
    Objects("menu-details", "Details of auto receptionists", "auto-receptionists"),
    Objects("group-members", "Shared line groups with members", "shared-line-groups"),
    Answers("queue-handling", "Hours and routing of queues", "call-queues", "getCallHandling", _by_extension),
    Answers(
        "menu-handling",
        "Hours and routing of auto receptionists",
        "auto-receptionists",
        "getCallHandling",
        _by_extension,
    ),
    Answers(
        "group-handling",
        "Hours and routing of shared line groups",
        "shared-line-groups",
        "getCallHandling",
        _by_extension,
    ),
    Answers("ivr", "Keys of auto receptionists", "auto-receptionists", "getAutoReceptionistIVR", _menus),
    Answers(
        "site-caller-ids",
        "Caller IDs of sites",
        "sites",
        "listSiteCustomizeOutboundCallerNumbers",
        _caller_ids,
        is_default=False,
    ),
    Answers("user-handling", "Hours and routing of users", "users", "getCallHandling", _by_extension, is_default=False),
    Objects("area-details", "Details of common areas", "common-areas", is_default=False),
)
"""All parts; answers stand behind the lists that they go through."""

DEFAULT: tuple[Part, ...] = tuple(each for each in PARTS if each.is_default)
"""What is synced when nothing is named."""


def part_named(name: str) -> Part:
    """Find a part.

    Raises:
        UnknownName: There is none of that name.
    """
    found = next((each for each in PARTS if each.name == name.strip().casefold()), None)
    if found is None:
        raise UnknownName("part of the index", name, [each.name for each in PARTS])
    return found


def parts_named(names: Sequence[str] | None) -> tuple[Part, ...]:
    """Give parts by their names in the order of `PARTS`, with the lists that they go through; None is what is synced.

    Raises:
        UnknownName: There is none of a name.
    """
    chosen = DEFAULT if names is None else tuple(map(part_named, names))
    through = {each.resource for each in chosen}
    return tuple(each for each in PARTS if each in chosen or (isinstance(each, Listed) and each.resource in through))
