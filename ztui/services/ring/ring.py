"""Where does it ring: from what somebody typed, or from an object, to the tree of where a call comes to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.resources.rows import key_of, text_of, value_at
from ztui.services.ring.beyond import beyond
from ztui.services.ring.model import Mark, Node, Note, Reach
from ztui.services.ring.owners import owners_of
from ztui.services.ring.reading import Reader
from ztui.services.ring.routes import Target
from ztui.services.ring.tree import Start, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, tzinfo

    from ztui.resources.model import Resource, Row
    from ztui.services.inventory.known import Source
    from ztui.services.ring.model import RingTree
    from ztui.services.ring.places import Graph

__all__ = ["RINGABLE", "Ring", "ring", "start_of"]

RINGABLE = ("numbers", "users", "call-queues", "auto-receptionists", "shared-line-groups", "common-areas", "sites")
"""Resources of which it can be asked where they ring; a site by its main number."""

_PRODUCTS = {"ZOOM_CONTACT_CENTER": "Zoom Contact Center", "UNALLOCATED": ""}


@dataclass(frozen=True, slots=True)
class Ring:
    """Where something rings: what was read, from which the tree of any moment is made.

    Attributes:
        start: With what the trees begin.
        graph: What was read.
        zone: The viewer's zone.
        lost: Why Zoom could not be asked, so that something older stands in the trees; "" if it could.
    """

    start: Start
    graph: Graph
    zone: tzinfo
    lost: str = ""

    def at(self, moment: datetime, *, is_now: bool = False) -> RingTree:
        """Give the tree of a moment; nothing is asked for."""
        return replace(tree_of(self.start, self.graph, moment, self.zone, is_now=is_now), lost=self.lost)


async def ring(source: Source, start: Start, at: datetime, *, zone: tzinfo, stored: Source | None = None) -> RingTree:
    """Find out where something rings.

    Args:
        source: Whom to ask: `Inventory` for what is stored, `Reach` for what Zoom says.
        start: From where; see `start_of`.
        at: The moment.
        zone: The viewer's zone, which is assumed where nothing tells another.
        stored: What is known without asking; `source` itself if it is left out.

    Returns:
        The tree. What cannot be read is noted in it, nothing is raised.
    """
    return (await read_ring(source, start, zone=zone, stored=stored)).at(at)


async def read_ring(
    source: Source,
    start: Start,
    *,
    zone: tzinfo,
    stored: Source | None = None,
    tell: Callable[[int], None] = lambda places: None,
) -> Ring:
    """Read all that the trees of a start are made of; as `ring`, and `tell` hears how many places were read."""
    graph = await Reader(source, stored or source, zone, tell).graph(start.targets)
    return Ring(start, graph, zone)


def start_of(resource: Resource, row: Row, key: str = "") -> Start | None:
    """Give the start for an object.

    Args:
        resource: What it is.
        row: It, as its list or its own answer has it.
        key: Its id, where the row does not tell it.

    Returns:
        The start; None for what does not ring.
    """
    key = key or key_of(resource, row)
    if resource.name == "numbers":
        group = text_of(value_at(row, "sip_group.id"))
        return Start(number=_number(row, key), owners=owners_of(row), sip_group=group)
    if resource.name == "sites":
        return _site(row, key)
    if resource.name not in RINGABLE:
        return beyond(resource.name, row, key)
    return Start(
        Target(
            resource.name,
            key,
            text_of(row.get("extension_id")),
            text_of(value_at(row, "display_name|name")),
            text_of(row.get("extension_number")),
        )
    )


def _site(row: Row, key: str) -> Start | None:
    menu = value_at(row, "main_auto_receptionist")
    if not isinstance(menu, dict) or not menu.get("id"):
        return None
    target = Target(
        "auto-receptionists", text_of(menu["id"]), text_of(menu.get("extension_id")), text_of(menu.get("name")),
        text_of(menu.get("extension_number")),
    )  # fmt: skip
    from ztui.services.ring.owners import Owner

    node = Node("site", "", text_of(row.get("name")), facts=("main number",), resource="sites", key=key)
    return Start(number=node, owners=(Owner("", "auto receptionist", target),))


def _number(row: Mapping[str, Any], key: str) -> Node:
    """Give the node of a number, with what is to be said of it."""
    group = text_of(value_at(row, "sip_group.name|sip_group.display_name"))
    source = text_of(row.get("source"))
    words = "BYOC" if source == "BYOCCloud" else "BYOP" if source == "BYOCPremises" else ""
    product = _PRODUCTS.get(text_of(row.get("allocated_product")), "")
    facts = (words, f"SIP group {group}" if group else "", product)
    notes = []
    owners = owners_of(row)
    if row.get("allocated_product") == "ZOOM_CONTACT_CENTER":
        notes.append(Note(Mark.UNSEEN, "Zoom Contact Center is not visible to this API"))
    elif not owners:
        notes.append(Note(Mark.DEAD_END, "unassigned: rings nobody"))
    elif all(each.channel == "SMS" for each in owners):
        notes.append(Note(Mark.DEAD_END, "unassigned for calls: rings nobody"))
    if text_of(row.get("status")).casefold() == "pending":
        notes.append(Note(Mark.UNCERTAIN, "pending: may not work yet"))
    return Node(
        "number",
        number=text_of(row.get("number")),
        name=text_of(row.get("display_name")),
        site=text_of(value_at(row, "site.name")),
        site_id=text_of(value_at(row, "site.site_id|site.id")),
        facts=tuple(filter(None, facts)),
        notes=tuple(notes),
        reach=Reach.NOW,
        is_here=bool(notes) and not owners,
        resource="numbers",
        key=key,
    )
