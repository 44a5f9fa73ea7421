"""An answer and its schema as a tree of switches and fields. Pure; any JSON makes a tree, and nothing of it is lost.

An object with `enable` is one switch with what belongs to it below; `locked`, `locked_by` and `modified` become the
state of the switch or group that they stand in. What the schema does not know is shown as it came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.schemas import fields
from ztui.core import phone
from ztui.resources.settings.nodes import Lock, Node, NodeKind, Pointer, Takes, leaves_of
from ztui.resources.settings.words import (
    LOCKERS,
    choice_in_words,
    codes_at,
    is_secret,
    is_time,
    name_in_words,
    topic_of,
    topics,
    unit_of,
)
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from ztui.contract.details import Schema
    from ztui.resources.settings.model import Settings

__all__ = ["tree_of"]

DEEPEST = 40
"""Levels from which on the rest is one text; Zoom's deepest settings have nine."""
MANY = 12
"""Settings from which on a list is put under topics."""
_SWITCHES = ("enable", "enabled")
_CALLED = (
    "name",
    "display_name",
    "title",
    "sub_setting_type",
    "weekday",
    "language",
    "email",
    "type",
    "code",
    "number",
)
"""What an element of an array may be called by, the most telling first."""


def tree_of(settings: Settings, answer: Any, *, locks: Any = None, missing: bool = False) -> tuple[Node, ...]:
    """Make the tree of an answer.

    Args:
        settings: What was read.
        answer: Parsed JSON; `settings.inside` is followed here.
        locks: The answer of `settings.locks`, None where there is none.
        missing: Show the fields that the contract knows and the answer does not have, too.

    Returns:
        The lines of the first level. Every leaf of the answer stands for exactly one of all lines.
    """
    schema = operation(settings.get).detail().response_schema
    at: Pointer = ()
    if settings.inside and isinstance(answer, Mapping):
        schema = _properties(schema).get(settings.inside)
        answer = answer.get(settings.inside, {})
        at = (settings.inside,)
    whole = _Build(settings, locks, missing).node(at, settings.title, answer, schema, 0)
    if not whole.children and (answer is None or answer in ({}, [])):
        return ()
    # What stands in the whole itself would be lost with its line.
    if whole.stands_for and answer != {}:
        return (whole,)
    return _under_topics(whole.children)


def _under_topics(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Put a long list under topics."""
    names = [str(node.at[-2] if node.kind is NodeKind.SWITCH and len(node.at) > 1 else node.at[-1]) for node in nodes]
    switches = sum(node.kind is NodeKind.SWITCH for node in nodes)
    if len(nodes) <= MANY or 2 * switches < len(nodes) or any(isinstance(node.at[-1], int) for node in nodes):
        return tuple(nodes)
    found: dict[str, list[Node]] = {}
    for name, node in zip(names, nodes, strict=True):
        found.setdefault(topic_of(name), []).append(node)
    if len(found) < 2:
        return tuple(nodes)
    return tuple(
        Node((), topic, NodeKind.GROUP, children=tuple(found[topic]), is_topic=True)
        for topic in topics()
        if topic in found
    )


@dataclass
class _Build:
    """One making of a tree."""

    settings: Settings
    locks: Any
    missing: bool
    _writable: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for operation_id in (self.settings.update, self.settings.update_part):
            if operation_id:
                self._writable.append((operation_id, fields(operation(operation_id).detail().request_schema)))

    # Nodes

    def node(self, at: Pointer, title: str, value: Any, schema: Schema | None, depth: int) -> Node:
        """Make the node of any value."""
        if depth >= DEEPEST and isinstance(value, Mapping | list):
            leaves = tuple(leaves_of(at, value))
            return Node(at, title, NodeKind.TEXT, value, schema=schema, stands_for=leaves)
        if isinstance(value, Mapping):
            return self.object(at, title, value, schema, depth)
        if isinstance(value, list) and any(isinstance(each, Mapping | list) for each in value):
            return self.array(at, title, value, schema, depth)
        return self.leaf(at, title, value, schema)

    def object(self, at: Pointer, title: str, value: Mapping[str, Any], schema: Schema | None, depth: int) -> Node:
        """Make a switch or a group of an object."""
        known = _properties(schema)
        switch = next((each for each in _SWITCHES if isinstance(value.get(each), bool)), "")
        own, lock, modified = self._state(at, value)
        if switch:
            own = (switch, *own)
        stands_for = tuple((*at, name) for name in own)
        children = [
            self.node((*at, name), name_in_words(name), each, known.get(name), depth + 1)
            for name, each in value.items()
            if name not in own
        ]
        if self.missing:
            children += [_unset((*at, name), part) for name, part in known.items() if not _is_told(name, value)]
        if switch:
            node = self.leaf((*at, switch), title, value[switch], known.get(switch))
        else:
            stands_for = stands_for if value else (at,)
            node = Node(at, title, NodeKind.GROUP, value, schema=schema)
        return replace(node, lock=lock, modified=modified, children=tuple(children), stands_for=stands_for)

    def _state(self, at: Pointer, value: Mapping[str, Any]) -> tuple[tuple[str, ...], Lock | None, bool]:
        """Give the members that only say in which state an object is, and what they say."""
        kinds = {"locked": bool, "locked_by": str, "modified": bool}
        own = tuple(name for name, kind in kinds.items() if isinstance(value.get(name), kind))
        lock = self._locked(at)
        if "locked" in own and value["locked"]:
            by = str(value["locked_by"]) if "locked_by" in own else ""
            lock = Lock("" if by in {"", "invalid"} else LOCKERS.get(by, by.replace("_", " ")))
        return own, lock, "modified" in own and bool(value["modified"])

    def _locked(self, at: Pointer) -> Lock | None:
        """Look up in the answer about locks."""
        found = self.locks
        for name in at:
            if not isinstance(found, Mapping) or name not in found:
                return None
            found = found[name]
        return Lock() if found is True else None

    def array(self, at: Pointer, title: str, value: list[Any], schema: Schema | None, depth: int) -> Node:
        """Make a group of an array with objects in it."""
        inner = _items(schema)
        children = tuple(
            self.node((*at, place), _title_of_element(each, place, at), each, inner, depth + 1)
            for place, each in enumerate(value)
        )
        return Node(at, title, NodeKind.GROUP, value, schema=schema, children=children)

    def leaf(self, at: Pointer, title: str, value: Any, schema: Schema | None) -> Node:
        """Make the node of a value without parts, or of a list of such."""
        path = _dotted(at)
        name = path.rpartition(".")[2]
        inner = _items(schema) or {} if isinstance(value, list) else schema or {}
        allowed = (*inner.get("enum", ()), *((schema or {}).get("enum", ()) if isinstance(value, list) else ()))
        if not allowed and isinstance(value, int) and not isinstance(value, bool):
            allowed = tuple(codes_at(path))
        choices = tuple((each, choice_in_words(path, each)) for each in allowed)
        kind = _kind_of(name, value, schema or {}, has_choices=bool(choices))
        stands_for = tuple((*at, place) for place in range(len(value))) if isinstance(value, list) and value else (at,)
        return Node(
            at,
            title,
            kind,
            value,
            choices=choices,
            unit=unit_of(path) if kind in {NodeKind.NUMBER, NodeKind.CHOICE} else "",
            lock=self._locked(at),
            schema=schema,
            takes=self._takes(at, value),
            stands_for=stands_for,
        )

    def _takes(self, at: Pointer, value: Any) -> Takes | None:
        """Find the write that has a field for this value, of its kind: some writes take an object where a switch is."""
        path = _dotted(at)
        body: Pointer = at
        for ours, theirs in self.settings.renames:
            if path == ours or path.startswith(f"{ours}."):
                body = (*theirs.split("."), *at[len(ours.split(".")) :])
                path = theirs + path[len(ours) :]
        kinds = {"array"} if isinstance(value, list) else {"string", "integer", "number", "boolean", "any"}
        return next((Takes(write, body) for write, known in self._writable if known.get(path) in kinds), None)


def _kind_of(name: str, value: Any, schema: Schema, *, has_choices: bool) -> NodeKind:
    """Tell the kind of a leaf, by its value before its schema."""
    if isinstance(value, bool) or (value is None and schema.get("type") == "boolean"):
        return NodeKind.SWITCH
    if isinstance(value, list) or (value is None and schema.get("type") == "array"):
        return NodeKind.LIST
    if is_secret(name, value) and not has_choices:
        return NodeKind.SECRET
    if has_choices:
        return NodeKind.CHOICE
    if isinstance(value, int | float) or (value is None and schema.get("type") in {"integer", "number"}):
        return NodeKind.NUMBER
    timed = schema.get("format") in {"date-time", "time", "date"} or (isinstance(value, str) and is_time(value))
    return NodeKind.TIME if timed else NodeKind.TEXT


def _unset(at: Pointer, schema: Schema) -> Node:
    """Make the node of a field that only the schema has."""
    name = str(at[-1])
    known = _properties(schema)
    title = name_in_words(name)
    if known and schema.get("type") != "array":
        children = tuple(
            _unset((*at, each), part) for each, part in known.items() if each not in {"locked", "locked_by", "modified"}
        )
        return Node(at, title, NodeKind.GROUP, None, is_set=False, schema=schema, children=children)
    choices = tuple((each, choice_in_words(_dotted(at), each)) for each in schema.get("enum", ()))
    kind = _kind_of(name, None, schema, has_choices=bool(choices))
    return Node(at, title, kind, None, is_set=False, choices=choices, schema=schema)


def _is_told(name: str, value: Mapping[str, Any]) -> bool:
    """Tell whether an object need not be told to lack a field: it has it, or it is one of those of its state."""
    return name in value or name in {"locked", "locked_by", "modified"}


def _title_of_element(value: Any, place: int, at: Pointer) -> str:
    """Call an element of an array by what it has of a name; else it is numbered from one."""
    if isinstance(value, Mapping):
        for name in _CALLED:
            called = value.get(name)
            if name == "weekday" or (name in {"type", "sub_setting_type"} and isinstance(called, str) and called):
                called = choice_in_words(_dotted((*at, name)), called) if called is not None else ""
                called = str(called)[:1].upper() + str(called)[1:]
            if isinstance(called, str) and called.strip():
                return phone.formatted(called) if name == "number" else called
        for part in dicts(value.get("details")):
            called = (part.get("settings") or {}).get("name") if isinstance(part.get("settings"), Mapping) else None
            if isinstance(called, str) and called.strip():
                return called
    return str(place + 1)


def _properties(schema: Schema | None) -> dict[str, Schema]:
    """Give the fields of an object's schema, those of all alternatives among them; of two, the first counts."""
    found: dict[str, Schema] = dict((schema or {}).get("properties", {}))
    for each in (schema or {}).get("oneOf", ()):
        found = {**_properties(each), **found}
    return found


def _items(schema: Schema | None) -> Schema | None:
    """Give the schema of an array's elements, or the first alternative's."""
    if schema is None or "items" in schema:
        return None if schema is None else schema["items"]
    return next((found for found in map(_items, schema.get("oneOf", ())) if found is not None), None)


def _dotted(at: Pointer) -> str:
    return ".".join(each for each in at if isinstance(each, str))
