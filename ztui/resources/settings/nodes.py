"""The nodes of a settings tree. Pure data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from ztui.contract.details import Schema

__all__ = [
    "Lock",
    "Node",
    "NodeKind",
    "Pointer",
    "Takes",
    "all_nodes",
    "leaves_of",
    "part_of",
    "without_secrets",
]

Pointer = tuple[str | int, ...]
"""Where a value stands in an answer or a body: `("voicemail", "enable")`, `("items", 0, "type")`."""


class NodeKind(StrEnum):
    """How a node is shown, and later edited."""

    GROUP = "group"
    SWITCH = "switch"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    LIST = "list"
    TIME = "time"
    SECRET = "secret"  # noqa: S105  (the name of a kind)


@dataclass(frozen=True, slots=True)
class Lock:
    """A setting that cannot be changed here; `by` says in words who locked it, "" where that is not told."""

    by: str = ""


@dataclass(frozen=True, slots=True)
class Takes:
    """Which operation writes a value, and where it stands in that operation's body."""

    operation_id: str
    at: Pointer


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the tree.

    Attributes:
        at: Where its value stands in the answer; of a group the object or array; () for the whole and for a topic.
        title: What it is called, in words; may hold foreign text.
        kind: How it is shown.
        value: As Zoom sent it; of a group the object or array.
        is_set: The answer has it; else only the schema does.
        choices: The values that it may have, each with its words; () for any.
        unit: Unit of a number.
        lock: It is locked; None if it is not, or nothing is said of it.
        modified: It differs from what it would inherit.
        schema: What the contract says of the value, None for a field that it does not know.
        takes: How it is written, None where the API has no way.
        stands_for: The leaves of the answer that this line shows.
        children: What belongs to it.
        is_topic: It is no value of the answer but a heading of ours.
    """

    at: Pointer
    title: str
    kind: NodeKind
    value: Any = None
    is_set: bool = True
    choices: tuple[tuple[Any, str], ...] = ()
    unit: str = ""
    lock: Lock | None = None
    modified: bool = False
    schema: Schema | None = None
    takes: Takes | None = None
    stands_for: tuple[Pointer, ...] = ()
    children: tuple[Node, ...] = ()
    is_topic: bool = False

    @property
    def key(self) -> str:
        """Give what names the line within its tree, the same through refreshes."""
        return f"topic {self.title}" if self.is_topic else repr(self.at)

    @property
    def path(self) -> str:
        """Give the path in the answer as it is written: `call_park.enable`, `items[0].type`."""
        return "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in self.at).removeprefix(".")


def all_nodes(nodes: Sequence[Node]) -> Iterator[Node]:
    """Go through all lines, each before those below it."""
    for node in nodes:
        yield node
        yield from all_nodes(node.children)


def leaves_of(at: Pointer, value: Any) -> Iterator[Pointer]:
    """Give where every leaf of a value stands, without going down by calls."""
    waiting: list[tuple[Pointer, Any]] = [(at, value)]
    while waiting:
        here, each = waiting.pop()
        if isinstance(each, Mapping) and each:
            waiting += [((*here, name), part) for name, part in each.items()]
        elif isinstance(each, list) and each:
            waiting += [((*here, place), part) for place, part in enumerate(each)]
        else:
            yield here


def without_secrets(answer: Any, nodes: Sequence[Node]) -> Any:
    """Give an answer without what its tree shows as secrets; the answer itself stays as it is."""
    secret = {node.at for node in all_nodes(nodes) if node.kind is NodeKind.SECRET}
    return _without((), answer, secret) if secret else answer


def part_of(answer: Any, node: Node) -> Any:
    """Give what an answer has for a line; of a switch with others below it the object that they stand in."""
    at = node.at[:-1] if node.kind is NodeKind.SWITCH and node.children else node.at
    for step in at:
        if isinstance(answer, Mapping):
            answer = answer.get(step)
        elif isinstance(answer, list) and isinstance(step, int) and step < len(answer):
            answer = answer[step]
        else:
            return None
    return answer


def _without(at: Pointer, value: Any, secret: set[Pointer]) -> Any:
    if isinstance(value, Mapping):
        inner = ((name, (*at, name)) for name in value)
        return {name: _without(there, value[name], secret) for name, there in inner if there not in secret}
    if isinstance(value, list):
        return [_without((*at, place), each, secret) for place, each in enumerate(value)]
    return value
