"""The nodes that hold others: objects, arrays and one-ofs, unfolded from a schema."""

# ruff: noqa: D102  (what the methods do is said once, at Node)

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ztui.contract.values import validate_value
from ztui.services.console.literals import from_json
from ztui.services.console.nodes import Leaf, Node, is_deprecated

if TYPE_CHECKING:
    from ztui.contract.details import Schema

__all__ = ["Choice", "Elements", "Fields", "node_for", "unfolded"]

_DEEPEST = 16
"""Levels that are unfolded; what lies deeper is written as JSON. No schema of the contract is as deep."""


class Fields(Node):
    """An object; fields that its schema does not know stand at its end."""

    def __init__(self, schema: Schema, name: str | int, *, required: bool, depth: int) -> None:
        super().__init__(schema, name, required=required)
        self.is_there = False
        demanded = frozenset(schema.get("required", ()))
        known: Mapping[str, Schema] = schema["properties"]
        made = [node_for(inner, field, required=field in demanded, depth=depth + 1) for field, inner in known.items()]
        made.sort(key=lambda each: (not each.required, is_deprecated(each.schema)))
        self.known: dict[str, Node] = {str(each.name): each for each in made}
        self.others: dict[str, Node] = {}

    @property
    def is_set(self) -> bool:
        return self.text is not None or self.is_there or any(each.is_set for each in self.inner())

    def value(self) -> Any:
        if self.text is not None:
            return self._kept()
        return {str(each.name): each.value() for each in self.inner() if each.is_set}

    def load(self, value: Any) -> None:
        self.clear()
        if not isinstance(value, Mapping):
            self._keep(value)
            return
        self.is_there = True
        for name, each in value.items():
            self.other(str(name)).load(each)

    def type_in(self, text: str) -> None:
        try:
            value = from_json(text)
        except ValueError:
            value = None
        if isinstance(value, dict):
            self.load(value)
        else:
            self.clear()
            self.text = text

    def clear(self) -> None:
        super().clear()
        self.is_there = False
        self.others.clear()
        for each in self.known.values():
            each.clear()

    def inner(self) -> Iterator[Node]:
        if self.text is None:
            yield from self.known.values()
            yield from self.others.values()

    def step(self, name: str | int) -> Node | None:
        return self.known.get(str(name)) or self.others.get(str(name))

    def other(self, name: str) -> Node:
        """Give the field of that name, made if the schema does not know it: a plain text, or JSON."""
        if self.text is not None:
            self.clear()
        found = self.step(name)
        if found is None:
            found = self.others[name] = Leaf({"type": "string"}, name, required=False)
        return found


class Elements(Node):
    """An array."""

    def __init__(self, schema: Schema, name: str | int, *, required: bool, depth: int) -> None:
        super().__init__(schema, name, required=required)
        items = schema.get("items", {})
        self.items: Schema = {**items, "enum": schema["enum"]} if "enum" in schema else items
        self.elements: list[Node] | None = None
        self._depth = depth

    @property
    def is_set(self) -> bool:
        return self.text is not None or self.elements is not None

    @property
    def is_plain(self) -> bool:
        """Whether the elements are single values, so that they can be written as one text with commas."""
        return self.items.get("type") not in (None, "object", "array") and "oneOf" not in self.items

    def value(self) -> Any:
        if self.text is not None:
            return self._kept()
        return [each.value() if each.is_set else _unset(each) for each in self.inner()]

    def load(self, value: Any) -> None:
        self.clear()
        if not isinstance(value, list | tuple):
            self._keep(value)
            return
        self.elements = []
        for each in value:
            self.add().load(each)

    def type_in(self, text: str) -> None:
        plain = text.strip()
        try:
            value = from_json(text)
        except ValueError:
            value = None
        self.clear()
        if isinstance(value, list):
            self.load(value)
        elif self.is_plain and not plain.startswith(("[", "{")):
            self.elements = []
            for each in plain.split(",") if plain else ():
                self.add().type_in(each.strip())
        else:
            self.text = text

    def clear(self) -> None:
        super().clear()
        self.elements = None

    def inner(self) -> Iterator[Node]:
        return iter(() if self.text is not None else self.elements or ())

    def step(self, name: str | int) -> Node | None:
        elements = self.elements or []
        return elements[name] if self.text is None and isinstance(name, int) and 0 <= name < len(elements) else None

    def add(self) -> Node:
        """Append an element; a text that is no array gives way."""
        self.text, self.wild = None, False
        self.elements = [] if self.elements is None else self.elements
        made = node_for(self.items, len(self.elements), required=False, depth=self._depth + 1)
        self.elements.append(made)
        return made

    def remove(self, place: int) -> None:
        """Take an element out; those behind it move up."""
        elements = self.elements or []
        del elements[place]
        for number, each in enumerate(elements):
            each.name = number


class Choice(Node):
    """One of several; each alternative keeps what was typed in it, only the chosen one is sent."""

    def __init__(self, schema: Schema, name: str | int, *, required: bool, depth: int) -> None:
        super().__init__(schema, name, required=required)
        self.alternatives = [node_for(each, name, required=required, depth=depth) for each in schema["oneOf"]]
        self.chosen = 0

    @property
    def now(self) -> Node:
        """The chosen alternative."""
        return self.alternatives[self.chosen]

    @property
    def is_set(self) -> bool:
        return self.now.is_set

    def value(self) -> Any:
        return self.now.value()

    def load(self, value: Any) -> None:
        wrong = [len(validate_value(each, value)) for each in self.schema["oneOf"]]
        if wrong[self.chosen] > min(wrong):
            self.chosen = wrong.index(min(wrong))
        self.now.load(value)

    def type_in(self, text: str) -> None:
        try:
            value = from_json(text)
        except ValueError:
            self.now.type_in(text)
        else:
            self.load(value)

    def clear(self) -> None:
        super().clear()
        for each in self.alternatives:
            each.clear()

    def inner(self) -> Iterator[Node]:
        return self.now.inner()

    def step(self, name: str | int) -> Node | None:
        return self.now.step(name)

    def choose(self, alternative: int) -> None:
        """Take another alternative; what both have and the new one has not set yet is carried over."""
        before, self.chosen = self.now, alternative
        if before is self.now or not isinstance(before, Fields) or not isinstance(self.now, Fields):
            return
        for name, node in before.known.items():
            other = self.now.known.get(name)
            if other is not None and node.is_set and not other.is_set and _takes(other.schema, node.value()):
                other.load(node.value())


def node_for(schema: Schema, name: str | int, *, required: bool, depth: int = 0) -> Node:
    """Make the node for a schema; one alternative alone is no choice."""
    if len(schema.get("oneOf", ())) == 1:
        return node_for(schema["oneOf"][0], name, required=required, depth=depth)
    if depth >= _DEEPEST:
        return Leaf({}, name, required=required)
    if "oneOf" in schema:
        return Choice(schema, name, required=required, depth=depth)
    if schema.get("properties"):
        return Fields(schema, name, required=required, depth=depth)
    if schema.get("type") == "array":
        return Elements(schema, name, required=required, depth=depth)
    return Leaf(schema, name, required=required)


def _takes(schema: Schema, value: Any) -> bool:
    return not validate_value(schema, value)


def _unset(node: Node) -> Any:
    """Give what stands for an element in which nothing was typed: an empty one of its kind."""
    kind = "object" if isinstance(node, Fields | Choice) else str(node.schema.get("type"))
    empty: dict[str, Any] = {"object": {}, "array": [], "string": ""}
    return empty.get(kind)


def unfolded(node: Node) -> Node:
    """Give the node itself, or the chosen alternative of a one-of."""
    return unfolded(node.now) if isinstance(node, Choice) else node
