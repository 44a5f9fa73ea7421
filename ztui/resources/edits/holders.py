"""Who can have a number by the API: users, queues, auto receptionists, common areas, shared line groups and rooms.

Each has an operation that gives numbers and one that takes a single one away. Beside each stands another, with an id
that differs by a letter, that takes all of them; it is in no declaration.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.resources.edits.asking import pick
from ztui.resources.edits.model import Among, Check
from ztui.resources.edits.pairs import Pair, adding, in_list, removing, taking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.edits.model import Action, Expect

__all__ = ["HOLDERS", "Holder", "number_actions", "number_delete"]

_SILENT = "what is taken will ring nobody"


def _body(ids: Sequence[str]) -> dict[str, Any]:
    return {"phone_numbers": [{"id": each} for each in ids]}


def _pair(add: str, remove: str, owner: str, read: str, reader: str = "") -> Pair:
    return Pair(
        add,
        remove,
        owner,
        read,
        "number",
        _body,
        in_list("phone_numbers", "id"),
        item="phoneNumberId",
        rows="phone_numbers",
        reader=reader,
        apart=_owner_of,
    )


def _owner_of(owner: str, number: str, expect: Expect) -> Check:
    """Ask the number itself who has it; objects list the first fifty of theirs."""
    match = (("assigned_list[0].assigned_to_id|assignee.id", owner),)
    return Check("getPhoneNumber", {"phoneNumberId": number}, expect=expect, match=match)


@dataclass(frozen=True, slots=True)
class Holder:
    """One kind of owner of numbers.

    Attributes:
        resource: The resource that lists such owners.
        word: What one is called.
        kind: The kind of an owner as the list of numbers writes it, "" if that list does not tell it apart.
        pair: How it gets and loses numbers.
        numbers: The resource that lists its numbers, "" if there is none.
    """

    resource: str
    word: str
    kind: str
    pair: Pair
    numbers: str = ""


HOLDERS = (
    Holder("users", "user", "User", _pair("assignPhoneNumber", "UnassignPhoneNumber", "userId", "phoneUser")),
    Holder(
        "call-queues",
        "queue",
        "CallQueue",
        _pair("assignPhoneToCallQueue", "unAssignPhoneNumCallQueue", "callQueueId", "getACallQueue"),
        "queue-numbers",
    ),
    Holder(
        "auto-receptionists",
        "auto receptionist",
        "AutoReceptionist",
        _pair(
            "assignPhoneNumbersAutoReceptionist",
            "unassignAPhoneNumAutoReceptionist",
            "autoReceptionistId",
            "getAutoReceptionistDetail",
        ),
        "auto-receptionist-numbers",
    ),
    Holder(
        "common-areas",
        "common area",
        "CommonArea",
        _pair("assignPhoneNumbersToCommonArea", "unassignPhoneNumbersFromCommonArea", "commonAreaId", "getACommonArea"),
        "common-area-numbers",
    ),
    Holder(
        "shared-line-groups",
        "shared line group",
        "SharedLineGroup",
        _pair("assignPhoneNumbersSLG", "deleteAPhoneNumberSLG", "slgId", "getASharedLineGroup", "sharedLineGroupId"),
        "shared-line-group-numbers",
    ),
    Holder(
        "rooms",
        "room",
        "",
        _pair("assignPhoneNumberToZoomRoom", "UnassignPhoneNumberFromZoomRoom", "roomId", "getZoomRoom"),
        "room-numbers",
    ),
)


def number_actions(resource: str) -> tuple[Action, ...]:
    """Give the actions by which an object of that resource gets and loses numbers."""
    holder = next(each for each in HOLDERS if each.resource == resource)
    pair = holder.pair
    numbers = pick("numbers", "Numbers", "numbers", several=True)
    bind = ((pair.reader or pair.owner, "id"),)
    held = replace(numbers, among=Among(holder.numbers, bind) if holder.numbers else Among(rows="phone_numbers"))
    return (
        adding(pair, resource, "add-numbers", "Add numbers", numbers),
        removing(pair, resource, "remove-number", "Take a number away", held, _SILENT),
    )


def number_delete(resource: str) -> Action:
    """Give what takes one of the numbers listed below an owner away from it."""
    holder = next(each for each in HOLDERS if each.numbers == resource)
    parent = holder.pair.reader or holder.pair.owner
    return taking(holder.pair, resource, parent, "id", "Unassign", _SILENT)
