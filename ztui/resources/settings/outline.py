"""The lines of a tree: values in words, which lines are shown, which a search keeps. Pure; shared by screen and CLI."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ztui.core import phone, times
from ztui.core.amounts import counted
from ztui.core.dataclass import dataclass
from ztui.core.json_text import json_text
from ztui.core.text import Display, display, fold
from ztui.resources.rows import text_of
from ztui.resources.settings.nodes import Node, NodeKind, all_nodes
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from ztui.resources.cells import Viewer

__all__ = ["NOT_SET", "OutlineLine", "first_open", "outline", "state_of", "value_of_node"]

NOT_SET = "not set"
NONE = "none"
FEW = 30
"""Lines up to which a tree is shown whole at first."""
FEW_GROUPS = 4
"""Groups up to which those of a large tree are unfolded at first."""
_TELLING = 4
"""Parts that the line of a group tells of what is below."""


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One line that is shown; `is_open` is None where there is nothing to fold."""

    node: Node
    depth: int
    is_open: bool | None


def first_open(nodes: Sequence[Node]) -> frozenset[str]:
    """Give the keys of what is unfolded at first: all of a small tree, of a large one its topics or its few groups."""
    every = list(all_nodes(nodes))
    if len(every) <= FEW:
        return frozenset(node.key for node in every)
    return frozenset(node.key for node in nodes if node.is_topic or len(nodes) <= FEW_GROUPS)


def outline(
    nodes: Sequence[Node], opened: Collection[str], viewer: Viewer, *, search: str = ""
) -> tuple[OutlineLine, ...]:
    """Give the lines to show.

    Args:
        nodes: The tree.
        opened: Keys of what is unfolded.
        viewer: For whom values are made.
        search: Words that all must stand in a line's path, title, value or state; what is above such a line is kept.
            What is below a group that is found stays as it is folded.
    """
    words = fold(search).split()
    lines: list[OutlineLine] = []
    _walk(nodes, 0, opened, words, viewer, lines)
    return tuple(lines)


def _walk(
    nodes: Sequence[Node],
    depth: int,
    opened: Collection[str],
    words: Sequence[str],
    viewer: Viewer,
    out: list[OutlineLine],
) -> bool:
    """Add the lines of these nodes; tells whether there were any."""
    before = len(out)
    for node in nodes:
        place = len(out)
        is_open: bool | None = node.key in opened if node.children else None
        if words and not _holds(node, words, viewer):
            if node.children and _walk(node.children, depth + 1, opened, words, viewer, out):
                out.insert(place, OutlineLine(node, depth, True))
            continue
        out.append(OutlineLine(node, depth, is_open))
        if is_open:
            _walk(node.children, depth + 1, opened, (), viewer, out)
        elif words and node.children and _walk(node.children, depth + 1, opened, words, viewer, out):
            out[place] = OutlineLine(node, depth, True)
    return len(out) > before


def _holds(node: Node, words: Sequence[str], viewer: Viewer) -> bool:
    hay = fold(f"{node.path} {node.title} {value_of_node(node, viewer)} {state_of(node)}")
    return all(word in hay for word in words)


def state_of(node: Node) -> Display:
    """Say who locked it, and whether it was changed here."""
    said = [f"locked by {node.lock.by}" if node.lock.by else "locked"] if node.lock is not None else []
    return display(", ".join([*said, *(["changed here"] if node.modified else [])]))


def value_of_node(node: Node, viewer: Viewer) -> Display:
    """Give the value in words, safe to show; of a group a few words of what is below it."""
    return display(_value(node, viewer))


def _value(node: Node, viewer: Viewer) -> str:
    value = node.value
    if node.is_topic:
        return counted(len(node.children), "setting")
    if not node.is_set:
        return NOT_SET
    if node.kind is NodeKind.SECRET and value not in (None, ""):
        return "******" if viewer.ascii else "••••••"
    if node.kind is NodeKind.GROUP:
        return _group(node, viewer)
    if value is None or value == "" or value == []:
        return NONE
    if node.kind is NodeKind.LIST:
        return ", ".join(_scalar(node, each, viewer) for each in value)
    if isinstance(value, Mapping | list):
        return json_text(value)
    text = _scalar(node, value, viewer)
    return f"{text}{'' if node.unit == '%' else ' '}{node.unit}" if node.unit else text


def _scalar(node: Node, value: Any, viewer: Viewer) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    for raw, words in node.choices:
        if value == raw and not isinstance(value, bool):
            return words
    if isinstance(value, str) and node.kind is NodeKind.TIME and len(value) > 10:
        instant = times.parse_instant(value)
        if instant is not None:
            return times.stamp(instant, viewer.zone) + f" {times.zone_name(instant, viewer.zone)}"
    if isinstance(value, str) and value.startswith("+"):
        return phone.formatted(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return text_of(value)


def _group(node: Node, viewer: Viewer) -> str:
    """Tell how many an array has, how many of many switches are on, else the first few values of an object.

    Of these no ids, and of switches only those that are on.
    """
    if isinstance(node.value, list):
        return f"{len(node.value):,}"
    said = _hours_or_routing(node.value)
    if said:
        return said.replace("▸", ">") if viewer.ascii else said
    if not node.children:
        return NONE
    switches = [child for child in node.children if child.kind is NodeKind.SWITCH and child.is_set]
    if len(switches) > _TELLING:
        return f"{sum(child.value is True for child in switches)} of {len(switches)} on"
    told = [text for child in node.children if (text := _told(child, viewer))]
    told = [text for text in told if text.casefold() != node.title.casefold()]
    return ", ".join(told[:_TELLING])


def _hours_or_routing(value: object) -> str:
    """Say in one line what a part of an extension's hours and routing does, of a holiday when it is."""
    from ztui.resources.call_handling import summary_of

    parts = [value, *dicts(value.get("details"))] if isinstance(value, Mapping) else []
    try:
        found = (summary_of(each) for each in parts if isinstance(each.get("settings"), Mapping))
        return next(filter(None, found), "")
    except (TypeError, ValueError, AttributeError):
        return ""  # hours of a shape that nobody foresaw: what is below the line tells them


def _told(child: Node, viewer: Viewer) -> str:
    """Give what a group tells of a field in it, "" for nothing; of a bare number also what it counts."""
    if child.children or not child.is_set or child.kind is NodeKind.GROUP:
        return ""
    if child.kind is NodeKind.SWITCH:
        return child.title.lower() if child.value else ""
    name = str(child.at[-1])
    if child.value in (None, "", []) or name == "id" or name.endswith(("_id", "_ids")):
        return ""
    text = _value(child, viewer)
    return f"{child.title.lower()} {text}" if child.kind is NodeKind.NUMBER and name != "extension_number" else text
