"""All resources by name and alias.

A file of this package that has `RESOURCES` need be named nowhere. The index tells what stands in each file, so that
none has to be imported for a name; when a file came or went since it was written, all are asked. A list of the
contract that nobody has declared is derived when somebody asks for it.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName
from ztui.resources.model import Child

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.resources.edits.model import Edits
    from ztui.resources.model import Resource

__all__ = [
    "INDEX",
    "Summary",
    "below",
    "declared",
    "edits_beside",
    "made_modules",
    "made_summaries",
    "names",
    "resource",
    "resources",
    "summaries",
]


INDEX = Path(__file__).with_name("index.json")
"""What each file declares, and names, titles and parents of all resources; `make docs` writes it."""

LEADING = (
    "call_history",
    "call_elements",
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
    "ivr_keys",
    "sites",
    "common_areas",
    "shared_line_groups",
    "recordings",
    "voicemails",
    "emergency",
    "external_contacts",
    "blocking",
    "peering",
    "sms",
    "sms_sessions",
    "ported_orders",
    "charges",
    "operation_logs",
    "queue_analytics",
    "roles",
    "rooms",
    "faxes",
    "line_keys",
)
"""Modules whose resources come first wherever all are listed, in this order; those of other files follow by name."""


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


def _indexed(part: str) -> Any:
    """Give `modules` or `rows` of the index, None if a file came or went since it was written."""
    known = _index()
    return known[part] if known["modules"].keys() == _files() else None


@cache
def _index() -> Mapping[str, Any]:
    import json

    found: Mapping[str, Any] = json.loads(INDEX.read_text(encoding="utf-8"))
    return found


@cache
def _files() -> frozenset[str]:
    """Give the names of the modules beside this one."""
    names = os.listdir(INDEX.parent)
    return frozenset(name.removesuffix(".py") for name in names if name.endswith(".py") and not name.startswith("_"))


@cache
def _places() -> Mapping[str, str]:
    """Give the module of every declared name."""
    modules: Mapping[str, Sequence[str]] | None = _indexed("modules")
    return {name: module for module, named in (modules or made_modules()).items() for name in named}


def declared() -> tuple[str, ...]:
    """Give the names of all resources that are declared by hand, in their order."""
    return tuple(_places())


@cache
def _declaration(name: str) -> Resource | None:
    """Give the resource of that name, None if nobody has declared it."""
    module = _places().get(name)
    return None if module is None else next(each for each in _resources_in(module) if each.name == name)


def edits_beside(name: str) -> Edits | None:
    """Give what the file of a resource says in `EDITS` of changing its objects, None where it says nothing."""
    module = _places().get(name)
    found: Sequence[Edits] = getattr(_module(module), "EDITS", ()) if module is not None else ()
    return next((each for each in found if each.resource == name), None)


def made_modules() -> Mapping[str, tuple[str, ...]]:
    """Import every module and tell which names it declares, in the order of lists."""
    order = (*LEADING, *sorted(_files() - {*LEADING}))
    return {module: tuple(each.name for each in _resources_in(module)) for module in order}


def _resources_in(module: str) -> tuple[Resource, ...]:
    """Give what a module declares, () for one that declares nothing."""
    found: tuple[Resource, ...] = getattr(_module(module), "RESOURCES", ())
    return found


def _module(name: str) -> Any:
    return import_module(f"ztui.resources.{name}")


@cache
def _summaries() -> Mapping[str, Summary]:
    """Give all summaries by name, from the index unless a file came or went since it was written."""
    known = _indexed("rows")
    if known is None:
        return {each.name: each for each in made_summaries()}
    rows = ((name, tuple(aliases), title, tuple(parents), *rest) for name, aliases, title, parents, *rest in known)
    return {row[0]: Summary(*row) for row in rows}


def made_summaries() -> tuple[Summary, ...]:
    """Make all summaries anew: what is declared, then every other list of the contract, deprecated ones last.

    The index keeps what this gives, so that nothing has to be imported for it.
    """
    from ztui.resources.derived.naming import rest_of
    from ztui.resources.settings.registry import settings_names

    by_hand = [each for module in made_modules() for each in _resources_in(module)]
    rows = [(e.name, e.aliases, e.title, e.parents, False, e.operations.list, e.account_bound) for e in by_hand]
    taken = {*settings_names(), *(name for each in by_hand for name in (each.name, *each.aliases))}
    rest = rest_of({each.operations.list for each in by_hand}, taken)
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
    if wanted not in _places() and wanted not in _summaries():
        wanted = _aliases().get(wanted, "")
    if not wanted:
        raise UnknownName("resource", name, names(), "'ztui help lists' has all.")
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
    by_hand = _declaration(name)
    if by_hand is not None:
        return by_hand
    from ztui.resources.derived.derive import derived

    known = _summaries()[name]
    return derived(known.operation, known.aliases)
