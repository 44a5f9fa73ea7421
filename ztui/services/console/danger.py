"""What a request does, before it is sent: how it has to be confirmed, and how much it takes away.

What nothing brings back wants a phrase: the delete of a whole object or of numbers, unless the declared resource that
it belongs to knows a way back (a recording has a trash); and whatever takes several named things at once. What is only
taken out of another object (members, assigned numbers) wants a plain yes, for it can be put back.

A DELETE on the path of a collection takes all of its items; Zoom is asked for their number first, so that the number
can be shown and typed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import Operation, by_route
from ztui.core.dataclass import dataclass
from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.resources.model import Confirm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.services.console.request import ConsoleRequest
    from ztui.zoom.client import Client

__all__ = ["Danger", "counted", "level_of", "weigh"]

_PHRASE = 6
_LONGEST = 40
"""Characters of a name in a sentence."""
_NUMBER = re.compile(r"\+?[0-9]{3,15}")
_OWN = "me"
"""How a path calls the own account."""
_HANDS_OVER = "UpdateTheAccountOwner"
_SIP_CONFIGURATION = "assignSIPConfig"
"""With `enable` false it deletes the sub account's configuration."""
_NUMBERS = frozenset({"deleteUnassignedPhoneNumbers", "deletePeeringPhoneNumbers"})
"""They delete numbers of the account, which are named in the query; others of the kind are declared resources'."""
_OF_OTHERS = frozenset(
    {"members", "monitor_members", "phone_numbers", "extensions", "calling_plans", "policies", "settings"}
)
"""What stands below an object and can be put back there: it is unassigned, not deleted."""
_STRICTER = {Confirm.REVIEW: Confirm.DANGER, Confirm.DANGER: Confirm.SEVERE, Confirm.SEVERE: Confirm.SEVERE}


@dataclass(frozen=True, slots=True)
class Danger:
    """What a request does, before it is sent.

    Attributes:
        confirm: How it has to be confirmed, None when it only reads.
        phrase: What has to be typed for a severe one, "" for others.
        says: What it does, in a sentence or two.
        count: How much would go, where it takes more than one; None where that is one, or not known.
    """

    confirm: Confirm | None
    phrase: str = ""
    says: str = ""
    count: int | None = None


def level_of(known: Operation, body: Any = None) -> Confirm | None:
    """Give how a request of an operation has to be confirmed, None for a read; a profile may be stricter."""
    if known.is_read:
        return None
    if known.id == _HANDS_OVER or known.collection_wide:
        return Confirm.SEVERE
    if known.id == _SIP_CONFIGURATION:
        turned_off = isinstance(body, dict) and body.get("enable") is False
        return Confirm.SEVERE if turned_off else Confirm.DANGER
    if known.method == "DELETE":
        return _of_resources().get(known.id, Confirm.SEVERE if _deletes(known) else Confirm.DANGER)
    return Confirm.DANGER if known.destructive else Confirm.REVIEW


def _deletes(known: Operation) -> bool:
    """Tell whether a DELETE takes a whole object or numbers, which nothing brings back."""
    parts = known.path.split("/")
    return known.id in _NUMBERS or (parts[-1].startswith("{") and parts[-2] not in _OF_OTHERS)


def weigh(request: ConsoleRequest, *, production: bool = False) -> Danger:
    """Say what a request does, as far as that is known without asking Zoom.

    Args:
        request: The request.
        production: The profile is marked so: confirmations are one level stricter.
    """
    known = request.operation
    confirm = level_of(known, request.body)
    if confirm is None:
        return Danger(None, says=f"{known.title}: only reads.")
    final = " This cannot be undone." if confirm is Confirm.SEVERE else ""
    listed = _listed(request)
    count = None if listed is None else len(listed)
    several = count is not None and count > 1
    confirm = Confirm.SEVERE if several else _STRICTER[confirm] if production else confirm
    named = display(listed[0]) if listed is not None and len(listed) == 1 else _last_id(request)
    of = f" {named}" if named else ""
    if known.collection_wide:
        says = f"'{known.title}' takes ALL {_things(known)}{_owner(request)} at once. This cannot be undone."
    elif known.method == "DELETE" or several:
        many = f" It names {count:,}." if several else ""
        says = f"'{known.title}'{of}.{many}{final}"
    elif known.id == _SIP_CONFIGURATION and confirm is Confirm.SEVERE:
        says = f"'{known.title}'{of} without enable deletes the configuration of the account."
    else:
        says = f"'{known.title}'{of} {'takes something away' if known.destructive else 'writes to the account'}."
    phrase = ""
    if confirm is Confirm.SEVERE:
        phrase = str(count) if several else _end_of(named) or known.id
    return Danger(confirm, phrase, says, count)


async def counted(request: ConsoleRequest, danger: Danger, client: Client) -> Danger:
    """Ask Zoom how much a request would take that takes a whole collection, and make the number the phrase.

    Returns:
        The danger as it was for other requests, and where the number cannot be had, which is said then.
    """
    known = request.operation
    if not known.collection_wide:
        return danger
    try:
        count, name = await _count(request, client)
    except ZtuiError as error:
        return replace(danger, says=f"{danger.says} How many they are could not be asked: {error.message}")
    if count is None:
        return danger
    whose = _owner(request, name)
    says = f"'{known.title}' takes all {count:,} {_things(known)}{whose} at once. This cannot be undone."
    if not count:
        says = f"'{known.title}' would take nothing: there are no {_things(known)}{whose}."
    return replace(danger, says=says, count=count, phrase=str(count))


async def _count(request: ConsoleRequest, client: Client) -> tuple[int | None, str]:
    """Count by the list on the same path, else by the object that the collection belongs to; None without either.

    Returns:
        The number, and what that object is called, "" where it does not say so.
    """
    known = request.operation
    collection = by_route("GET", known.path)
    parent, _, name = known.path.rpartition("/")
    whole = by_route("GET", parent)
    data = None
    if whole is not None:
        try:
            data = (await client.request(whole[0].id, _path(request, whole[1]))).data
        except ZtuiError:
            if collection is None or collection[0].items_key is None:
                raise
    held = data if isinstance(data, dict) else {}
    owner = held.get("name")
    called = display(owner, longest=_LONGEST) if isinstance(owner, str) else ""
    if collection is not None and collection[0].items_key is not None:
        listed = collection[0]
        query = {name: each for name, each in request.query.items() if listed.detail().parameter(name)}
        count = 0
        async for page in client.pages(listed.id, _path(request, collection[1]), query):
            if page.total is not None and page.number == 1:
                return page.total, called
            count += len(page.rows)
        return count, called
    return (_size(held.get(name)) if isinstance(data, dict) else None), called


def _things(known: Operation) -> str:
    """Name what a collection holds: `phone numbers`."""
    return known.path.rpartition("/")[2].replace("_", " ")


def _owner(request: ConsoleRequest, name: str = "") -> str:
    """Say whose a collection is: ` of call queue 'Support' (id)`, "" where the path does not tell."""
    segments = request.operation.path.split("/")
    id = next((at for at in range(len(segments) - 1, 0, -1) if segments[at].startswith("{")), 0)
    value = request.path.get(segments[id][1:-1], "")
    if not value:
        return ""
    kind = segments[id - 1].replace("_", " ").removesuffix("s")
    return f" of {kind} '{name}' ({display(value)})" if name else f" of {kind} {display(value)}"


def _end_of(named: str) -> str:
    """Give what is typed for a thing: a number as a whole, of an id its end."""
    return named if _NUMBER.fullmatch(named) else "" if named == _OWN else named[-_PHRASE:]


def _path(request: ConsoleRequest, names: Mapping[str, str]) -> dict[str, str]:
    """Give the path parameters of another operation on the same path, which may call them otherwise."""
    values = {name: request.path.get(template[1:-1]) for name, template in names.items()}
    return {name: value for name, value in values.items() if value is not None}


def _size(value: Any) -> int | None:
    """Count the elements of an array, or of all arrays of an object (users and common areas that are members)."""
    if isinstance(value, list):
        return len(value)
    if isinstance(value, dict):
        return sum(len(each) for each in value.values() if isinstance(each, list))
    return 0 if value is None else None


def _last_id(request: ConsoleRequest) -> str:
    """Give the id that a path ends with, "" without one."""
    ids = [request.path[name] for name in request.operation.path_params if request.path.get(name)]
    return display(ids[-1]) if ids else ""


def _listed(request: ConsoleRequest) -> Sequence[Any] | None:
    """Give what a destructive request names in query or body, None when it names a single thing by its path."""
    known = request.operation
    if known.method != "DELETE" and not known.destructive:
        return None
    arrays = {each.name for each in known.detail().parameters if each.type == "array"} | set(known.always_send)
    named = [each.split(",") if isinstance(each, str) else each for name in arrays
             if isinstance(each := request.query.get(name), str | list | tuple)]  # fmt: skip
    if isinstance(request.body, dict):
        named += [each for each in request.body.values() if isinstance(each, list)]
    return max(named, key=len, default=None)


@cache
def _of_resources() -> Mapping[str, Confirm]:
    """Give how the declared resources want their deletes confirmed, by operation id."""
    from ztui.resources.registry import declared, resource

    found = [resource(name) for name in declared()]
    return {each.operations.delete: each.confirm["delete"] for each in found if "delete" in each.confirm}
