"""What is being filled in, as a tree along the schema: every node keeps what was typed as it was typed.

A node has a value of its own only when the request is made: the text is read by the type of its schema then. What a
schema has no place for (a field that it does not know, an object where it says a text) is kept as JSON.
"""

# ruff: noqa: D102  (what the methods do is said once, at Node)

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from ztui.contract.validation import read_as
from ztui.services.console.literals import as_json, from_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.contract.details import Schema

__all__ = ["Leaf", "Node", "is_deprecated"]


class Node(ABC):
    """A value that is being filled in.

    Attributes:
        schema: What the contract says of it.
        name: Its name in what holds it, or its place in an array.
        required: Whether what holds it demands it.
        text: What was typed and is not in the node's form, None for nothing: for a leaf the text itself, for what has
            nodes within, a text that is no JSON of its type.
        wild: `text` is JSON of a value that the schema has no place for.
    """

    def __init__(self, schema: Schema, name: str | int, *, required: bool) -> None:
        self.schema = schema
        self.name = name
        self.required = required
        self.text: str | None = None
        self.wild = False

    @property
    @abstractmethod
    def is_set(self) -> bool:
        """Whether it stands in the request."""

    @abstractmethod
    def value(self) -> Any:
        """Give its value in the request; only to be asked for when it is set."""

    @abstractmethod
    def load(self, value: Any) -> None:
        """Take a value in place of what it has."""

    @abstractmethod
    def type_in(self, text: str) -> None:
        """Take a text in place of what it has; any text is taken."""

    def clear(self) -> None:
        """Take it out of the request."""
        self.text, self.wild = None, False

    def inner(self) -> Iterator[Node]:
        """Give the nodes right below."""
        return iter(())

    def step(self, name: str | int) -> Node | None:
        """Give the node right below of that name or place."""
        return next((each for each in self.inner() if each.name == name), None)

    def _keep(self, value: Any) -> None:
        """Keep a value that the node has no form for."""
        self.text, self.wild = as_json(value), True

    def _kept(self) -> Any:
        """Give the value of a text that is in no form of the node's."""
        assert self.text is not None
        try:
            return from_json(self.text)
        except ValueError:
            return self.text


class Leaf(Node):
    """A single value, or anything as JSON where the schema has no type."""

    @property
    def is_set(self) -> bool:
        return self.text is not None

    @property
    def is_free(self) -> bool:
        """Whether the value is written as JSON: the schema says no more than that it is an object, or nothing."""
        return self.schema.get("type") in (None, "object", "array")

    def value(self) -> Any:
        assert self.text is not None
        return self._kept() if self.wild or self.is_free else read_as(self.schema, self.text)

    def load(self, value: Any) -> None:
        plain = value if isinstance(value, str) else as_json(value)
        self.text, self.wild = plain, False
        if self.is_free or type(read := self.value()) is not type(value) or read != value:
            self._keep(value)

    def type_in(self, text: str) -> None:
        self.text, self.wild = text, False


def is_deprecated(schema: Schema) -> bool:
    """Tell whether the contract advises against sending a field."""
    return bool(schema.get("deprecated") or schema.get("deprecated_hint"))
