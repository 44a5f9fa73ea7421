"""The tree for programs: JSON with names that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.times import api_text
from ztui.services.ring.model import Reach

if TYPE_CHECKING:
    from ztui.services.ring.model import Node, RingTree

__all__ = ["tree_as_data"]

_REACH = {Reach.NOW: "at_once", Reach.THEN: "later", Reach.NOT: "other_hours"}


def tree_as_data(tree: RingTree) -> dict[str, Any]:
    """Give a tree as JSON: the moment, where a call is at once, the nodes, and what is not known."""
    lost = {"zoom_not_asked": tree.lost} if tree.lost else {}
    return {
        "at": api_text(tree.at),
        "is_now": tree.is_now,
        "as_of": None if tree.as_of is None else api_text(tree.as_of),
        **lost,
        "rings": tree.rings,
        "here": [_short(each) for each in tree.here],
        "tree": _node(tree.root),
        "not_read": list(tree.unread),
    }


def _short(node: Node) -> dict[str, Any]:
    return {name: value for name, value in _plain(node).items() if name in ("kind", "name", "extension_number",
                                                                           "phone_number", "id")}  # fmt: skip


def _node(node: Node) -> dict[str, Any]:
    return _plain(node) | {"children": [_node(each) for each in node.children]}


def _plain(node: Node) -> dict[str, Any]:
    told = {
        "kind": node.kind,
        "via": node.via,
        "name": node.name,
        "extension_number": node.extension,
        "phone_number": node.number,
        "site": node.site,
        "resource": node.resource,
        "id": node.key,
    }
    return {name: value for name, value in told.items() if value or name == "kind"} | {
        "reached": _REACH[node.reach],
        "here": node.is_here,
        "rings": node.rings,
        "facts": list(node.facts),
        "marks": [{"mark": each.mark.value, "words": each.words} for each in node.notes],
    }
