"""What is found by what is typed and has no hours and routing: rooms, pickup groups, contacts, desk phones. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts
from ztui.services.ring.model import Mark, Node, Note, Reach
from ztui.services.ring.owners import owners_of
from ztui.services.ring.tree import Start

if TYPE_CHECKING:
    from ztui.resources.model import Row

__all__ = ["BEYOND", "beyond"]

_UNSEEN = {
    "rooms": ("zoom_room", "Zoom's API does not tell where a room rings"),
    "pickup-groups": ("pickup_group", "a pickup group takes the calls of its members; Zoom's API does not tell more"),
    "external-contacts": ("external_contact", "a contact outside of the account"),
}
BEYOND = (*_UNSEEN, "devices")
"""Resources that are found by what is typed, and that no hours and routing are told of."""


def beyond(resource: str, row: Row, key: str) -> Start | None:
    """Give the start for such an object: what is known of it, and of a phone those to whom it belongs.

    Args:
        resource: Name of its resource.
        row: It, as its list has it.
        key: Its id.

    Returns:
        The start; None for an object of another resource.
    """
    if resource == "devices":
        return _device(row, key)
    if resource not in _UNSEEN:
        return None
    kind, words = _UNSEEN[resource]
    return Start(number=_node(kind, resource, row, key, Note(Mark.UNSEEN, words)))


def _device(row: Row, key: str) -> Start:
    """Give the start for a desk phone: it rings with whom it belongs to."""
    assigned = [{**each, "type": each.get("extension_type")} for each in dicts(row.get("assignees"))]
    owners = owners_of({"assigned_list": assigned})
    notes = () if owners else (Note(Mark.DEAD_END, "assigned to nobody: rings nobody"),)
    return Start(number=_node("desk_phone", "devices", row, key, *notes), owners=owners)


def _node(kind: str, resource: str, row: Row, key: str, *notes: Note) -> Node:
    numbers = row.get("phone_numbers")
    first = numbers[0] if isinstance(numbers, list) and numbers else ""
    return Node(
        kind,
        name=text_of(value_at(row, "display_name|name")),
        extension=text_of(row.get("extension_number")),
        number=text_of(first.get("number") if isinstance(first, dict) else first),
        site=text_of(value_at(row, "site.name")),
        site_id=text_of(value_at(row, "site.id")),
        notes=notes,
        reach=Reach.NOW,
        is_here=bool(notes),
        resource=resource,
        key=key,
    )
