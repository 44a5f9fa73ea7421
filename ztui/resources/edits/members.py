"""Who belongs to what: members of queues and of shared line groups."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted, few
from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import becomes, called, id_at, ids_in, pick
from ztui.resources.edits.model import Action, Among, Edits, Given, Held, Request
from ztui.resources.edits.pairs import LISTED, Pair, deleting, in_list
from ztui.resources.model import Confirm, Row
from ztui.resources.rows import value_at
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.resources.edits.model import Input

__all__ = ["EDITS", "QUEUE", "SHARED_LINES", "member_actions"]

_NAMED = 5
"""So many are named where several leave at once."""
_USERS = pick("users", "Users", "users", several=True, required=False)
_AREAS = pick("common_areas", "Common areas", "common-areas", several=True, required=False)


def _users(ids: Sequence[str]) -> dict[str, Any]:
    return {"members": {"users": [{"id": each} for each in ids]}}


def _areas(ids: Sequence[str]) -> dict[str, Any]:
    return {"members": {"common_area_ids": list(ids)}}


def _area_ids(body: Any) -> Sequence[str]:
    found: Sequence[str] = body["members"]["common_area_ids"]
    return found


def _queue(body: Callable[[Sequence[str]], Any], ids: Callable[[Any], Sequence[str]]) -> Pair:
    return Pair(
        "addMembersToCallQueue",
        "unassignMemberFromCallQueue",
        "callQueueId",
        "listCallQueueMembers",
        "member",
        body,
        ids,
        item="memberId",
    )


def _lines(body: Callable[[Sequence[str]], Any], ids: Callable[[Any], Sequence[str]], rows: str) -> Pair:
    return Pair(
        "addMembersToSharedLineGroup",
        "deleteAMemberSLG",
        "slgId",
        "getASharedLineGroup",
        "member",
        body,
        ids,
        item="memberId",
        reader="sharedLineGroupId",
        rows=rows,
    )


_USER_IDS = in_list("members", "users", "id")
QUEUE = (_queue(_users, _USER_IDS), _queue(_areas, _area_ids))
"""Of a call queue: users, common areas."""
SHARED_LINES = (_lines(_users, _USER_IDS, "members.users"), _lines(_areas, _area_ids, "members.common_areas"))
"""Of a shared line group: users, common areas."""


def _is_area_request(request: Request) -> bool:
    members = request.body.get("members", {}) if isinstance(request.body, dict) else {}
    return "common_area_ids" in members


def _is_area(row: Row, member: str) -> bool:
    return any(each.get("id") == member for each in dicts(value_at(row, "members.common_areas")))


_NEW_AGAIN = "members come back opted in or out as Zoom sets it for new ones"
_MANAGER = "A manager of a queue cannot be removed from it"


def _manages(member: Row) -> bool:
    return member.get("level") == "manager"


def _count(row: Row) -> int | None:
    if "members" not in row:
        return None
    return sum(len(dicts(value_at(row, f"members.{kind}"))) for kind in ("users", "common_areas"))


def _ids_of(row: Row) -> frozenset[str] | None:
    """Give the ids of all members, None where the row may not tell all of them."""
    lists = [dicts(value_at(row, f"members.{kind}")) for kind in ("users", "common_areas")]
    if "members" not in row or any(len(each) >= LISTED for each in lists):
        return None
    return frozenset(str(each["id"]) for some in lists for each in some if each.get("id"))


def _given(given: Given) -> tuple[tuple[str, ...], tuple[str, ...]]:
    users, areas = ids_in(given, "users", "user"), ids_in(given, "common_areas", "common area")
    if not users and not areas:
        raise ConfigError("No member was named.", "Name users, common areas or both.")
    return users, areas


def _assert_no_manager(row: Row, users: Sequence[str]) -> None:
    """Refuse to remove who manages a queue: Zoom would."""
    if any(each.get("id") in users and _manages(each) for each in dicts(value_at(row, "members.users"))):
        raise ConfigError(f"{_MANAGER}.", "Choose another manager in the Zoom portal first.")


def _becomes(sign: int, row: Row, given: Given) -> str:
    """Tell how many members there are and how many there will be, `sign` 1 with more and -1 with fewer."""
    count, some = _count(row), sum(map(len, _given(given)))
    if count is None:
        return f"{called(row)} {'gets' if sign > 0 else 'loses'} {counted(some, 'member')}"
    return f"{called(row)}: {becomes(count, count + sign * some, 'member')}"


def _held(resource: str, parent: str) -> tuple[Input, Input]:
    """Give what asks for members to remove: only those that a list has."""
    bind = ((parent, "id"),)
    users = Among(resource, bind, fits=lambda row: not _row_is_area(row))
    return replace(_USERS, among=users), replace(_AREAS, among=Among(resource, bind, fits=_row_is_area))


def member_actions(resource: str, members: str, parent: str, both: tuple[Pair, Pair]) -> tuple[Action, Action]:
    """Give what adds and removes members that are users or common areas.

    Args:
        resource: The resource that has members.
        members: The list of them.
        parent: The parameter by which that list is below it.
        both: How users and common areas are added and removed.
    """

    def add(row: Row, given: Given) -> Sequence[Request]:
        owner = id_at(row, "id", "group")
        return [each for pair, ids in zip(both, _given(given), strict=True) for each in pair.give(owner, ids)]

    def remove(row: Row, given: Given) -> Sequence[Request]:
        owner = id_at(row, "id", "group")
        _assert_no_manager(row, _given(given)[0])
        return [each for pair, ids in zip(both, _given(given), strict=True) for each in pair.take(owner, ids)]

    def pair_of(row: Row, request: Request) -> Pair:
        area = _is_area_request(request) or _is_area(row, request.path.get("memberId", ""))
        return both[1] if area else both[0]

    return (
        Action(
            "add-members",
            "Add members",
            resource,
            add,
            (both[0].add,),
            (_USERS, _AREAS),
            lambda row, request: pair_of(row, request).check(row, request),
            inverse=lambda row, request, answer: pair_of(row, request).undo(row, request, answer),
            says=partial(_becomes, 1),
        ),
        Action(
            "remove-member",
            "Remove a member",
            resource,
            remove,
            (both[0].remove,),
            _held(members, parent),
            lambda row, request: pair_of(row, request).check(row, request),
            inverse=lambda row, request, answer: pair_of(row, request).undo(row, request, answer),
            differs=_NEW_AGAIN,
            confirm=Confirm.DANGER,
            says=partial(_becomes, -1),
            holds=Held("member", _ids_of),
        ),
    )


def _row_is_area(row: Row) -> bool:
    return row.get("level") == "commonArea" or row.get("extension_type") == "commonArea"


def _member_delete(resource: str, parent: str, both: tuple[Pair, Pair], reader: str) -> Action:
    """Make what takes one of the listed members away; its group is read, which tells how many it has and who manages.

    Args:
        resource: The list of members.
        parent: Path parameter of the group, which the list is below.
        both: Of users and of common areas.
        reader: The operation that reads the group.
    """
    kinds = ((_row_is_area, both[1]), (lambda _: True, both[0]))
    action = deleting(*kinds, resource=resource, parent=parent, key="id", title="Remove")

    def group(row: Row) -> Row:
        found = row.get(reader)
        return found if isinstance(found, dict) else {}

    def needs(row: Row) -> str:
        users = dicts(value_at(group(row), "members.users"))
        manages = _manages(row) or any(each.get("id") == row.get("id") and _manages(each) for each in users)
        return _MANAGER if manages else ""

    def says(row: Row, _: Given) -> str:
        above = group(row)
        if not above:
            return f"{called(row)} is taken away"
        count = _count(above)
        told = f"{called(row)} leaves {called(above)}"
        return told if count is None else f"{told}: {becomes(count, count - 1, 'member')}"

    def sums(rows: Sequence[Row]) -> str:
        above = group(rows[0])
        if not above:
            return f"{counted(len(rows), 'member')} are taken away"
        told, count = f"{few([called(each) for each in rows], _NAMED)} leave {called(above)}", _count(above)
        return told if count is None else f"{told}: {becomes(count, count - len(rows), 'member')}"

    return replace(
        action,
        needs=needs,
        says=says,
        sums=sums,
        reads=lambda row, _: Request(reader, {parent: id_at(row, parent, "object above it")}),
        differs=_NEW_AGAIN,
    )


EDITS = (
    Edits("queue-members", actions=(_member_delete("queue-members", "callQueueId", QUEUE, "getACallQueue"),)),
    Edits(
        "shared-line-group-members",
        actions=(
            _member_delete("shared-line-group-members", "sharedLineGroupId", SHARED_LINES, "getASharedLineGroup"),
        ),
    ),
)
