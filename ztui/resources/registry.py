"""All resources by name and alias, and the areas under the number keys.

Only this file knows which resources there are. A declaration is imported when somebody asks for it, and a list of the
contract that nobody has declared is derived then.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName
from ztui.resources.model import Child, Tab

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.resources.model import Resource

__all__ = [
    "AREAS",
    "INDEX",
    "MODULES",
    "Area",
    "Summary",
    "area_of",
    "below",
    "made_summaries",
    "names",
    "resource",
    "resources",
    "summaries",
]

INDEX = Path(__file__).with_name("index.json")
"""Names, titles and parents of all resources, so that completion needs to import none of them."""

MODULES: Mapping[str, tuple[str, ...]] = {
    "call_history": ("call-history",),
    "call_elements": ("call-elements",),
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
    "external_contacts": ("external-contacts",),
    "blocking": ("blocked-list", "inbound-block-rules", "extension-block-rules", "blocked-statistics"),
    "peering": ("peering-numbers", "carrier-peering-numbers"),
    "sms": ("sms-campaigns", "sms-campaign-numbers", "sms-consents", "sms-consent-numbers"),
    "sms_sessions": ("sms-sessions", "user-sms-sessions", "sms-messages"),
    "ported_orders": ("ported-orders",),
    "charges": ("call-charges", "sms-charges", "fax-charges"),
    "operation_logs": ("operation-logs",),
    "queue_analytics": ("queue-analytics",),
    "roles": ("roles", "role-members", "role-targets"),
    "rooms": ("rooms", "room-numbers", "unassigned-rooms"),
    "faxes": ("fax-logs", "extension-fax-logs"),
    "line_keys": ("line-keys", "device-line-keys"),
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


@dataclass(frozen=True, slots=True)
class Summary:
    """What can be said of a resource without making it.

    Attributes:
        name: Its name.
        aliases: Its other names.
        title: Its title.
        parents: What has to be bound before its list can be read.
        sunset: Zoom has deprecated its list operation: offered last.
        operation: Its list operation.
        account_bound: It lists what one account has.
    """

    name: str
    aliases: tuple[str, ...]
    title: str
    parents: tuple[str, ...]
    sunset: bool
    operation: str
    account_bound: bool = False


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
def _summaries() -> Mapping[str, Summary]:
    """Give all summaries by name, from the index unless it is older than `MODULES`."""
    import json

    known = json.loads(INDEX.read_text(encoding="utf-8"))
    if known["names"] != list(_places()):
        return {each.name: each for each in made_summaries()}
    rows = (
        (name, tuple(aliases), title, tuple(parents), *rest) for name, aliases, title, parents, *rest in known["rows"]
    )
    return {row[0]: Summary(*row) for row in rows}


def made_summaries() -> tuple[Summary, ...]:
    """Make all summaries anew: what is declared, then every other list of the contract, deprecated ones last.

    The index keeps what this gives, so that nothing has to be imported for it; `make docs` writes it.
    """
    from ztui.resources.derived.naming import rest_of
    from ztui.resources.settings.registry import settings_names

    declared = [_declared(name) for name in _places()]
    rows = [(e.name, e.aliases, e.title, e.parents, False, e.operations.list, e.account_bound) for e in declared]
    taken = {*_places(), *(alias for each in declared for alias in each.aliases), *settings_names()}
    rest = rest_of({each.operations.list for each in declared}, taken)
    return tuple(Summary(*row) for row in (*rows, *rest))


@cache
def _aliases() -> Mapping[str, str]:
    return {alias: each.name for each in _summaries().values() for alias in each.aliases}


def resources() -> tuple[Resource, ...]:
    """Give all resources, in the order of the areas, derived ones last; slow, since each is made."""
    return tuple(_named(name) for name in _summaries())


def summaries() -> tuple[Summary, ...]:
    """Give the summaries of all resources, in their order; no resource is made for it."""
    return tuple(_summaries().values())


def names() -> tuple[str, ...]:
    """Give all names and aliases, names first, for completion."""
    return (*_summaries(), *_aliases())


def resource(name: str) -> Resource:
    """Give the resource of that name or alias; case and `_` for `-` do not matter.

    Raises:
        UnknownName: There is none; carries the nearest names.
    """
    wanted = name.strip().casefold().replace("_", "-")
    if wanted in _places():
        return _declared(wanted)
    wanted = wanted if wanted in _summaries() else _aliases().get(wanted, "")
    if not wanted:
        raise UnknownName("resource", name, names())
    return _named(wanted)


def below(name: str) -> tuple[Child, ...]:
    """Give all lists below an object of a resource: the declared children first, then derived ones (`tab=False`).

    Raises:
        UnknownName: There is no such resource.
    """
    from ztui.resources.derived.below import bindings

    above = resource(name)
    found = list(above.children)
    known = {child.resource for child in found}
    for each in _summaries().values():
        if each.name in known:
            continue
        bind = bindings(each.operation, ("accountId", *each.parents) if each.account_bound else each.parents, above)
        if bind:
            found.append(Child(each.title, each.name, bind, tab=False))
    return tuple(found)


def _named(name: str) -> Resource:
    if name in _places():
        return _declared(name)
    from ztui.resources.derived.derive import derived

    known = _summaries()[name]
    return derived(known.operation, known.aliases)


def area_of(name: str) -> Area | None:
    """Give the area in which a resource is listed, None for one that is reached by name or from an object."""
    for area in AREAS:
        if area.resource == name or any(tab.resource == name for tab in area.tabs):
            return area
    return None
