"""The lines of a request form: the tree of what is filled in, laid flat."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from ztui.contract.batches import batch_limits, text_limits
from ztui.core.dataclass import dataclass
from ztui.services.console.literals import as_json
from ztui.services.console.nodes import Leaf, Node, is_deprecated
from ztui.services.console.trees import Choice, Elements, Fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ztui.contract.catalogue import Operation
    from ztui.contract.details import Schema
    from ztui.services.console.pointers import Pointer

__all__ = ["Line", "LineKind", "Place", "line_of", "places", "words_for"]

_MOST_NAMES = 3
_KINDS = {"integer": "integer", "number": "number", "boolean": "flag"}


class LineKind(StrEnum):
    """How a line is filled in."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    LIST = "list"
    OBJECT = "object"
    ONE_OF = "one of"
    JSON = "json"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a request form.

    Attributes:
        at: Where its value stands in the request.
        depth: How far it is indented.
        title: The field's own name, `[0]` for the first element of an array.
        kind: How it is filled in.
        required: The request needs it; a field of an optional object only once that is set.
        choices: The values allowed, for a list those of its elements; () for any.
        about: Limits and format in words: "1 to 100", "at most 10", "date-time".
        text: Its value as text, "" when unset; `Draft.set` takes the same text back. Lists of single values are
            written with commas, objects and other lists as JSON.
        is_set: It stands in the request.
        problem: Why it cannot be sent, or what Zoom said of it.
        deprecated: The contract advises against sending it.
        can_add: An array: an element can be added.
        can_remove: An element of an array.
        alternatives: Titles of the alternatives of a one-of.
        chosen: Which of them is chosen.
    """

    at: Pointer
    depth: int
    title: str
    kind: LineKind
    required: bool
    choices: tuple[str, ...] = ()
    about: str = ""
    text: str = ""
    is_set: bool = False
    problem: str = ""
    deprecated: bool = False
    can_add: bool = False
    can_remove: bool = False
    alternatives: tuple[str, ...] = ()
    chosen: int = 0


class Place(NamedTuple):
    """A node and where it is."""

    at: Pointer
    depth: int
    node: Node
    required: bool
    is_element: bool


def places(root: Node, at: Pointer) -> Iterator[Place]:
    """Give the lines below a part of the request, what holds others before them; the part itself if it is no object."""
    if isinstance(root, Fields) and root.text is None:
        for each in root.inner():
            yield from _below(each, (*at, each.name), 0, required=each.required, is_element=False)
    else:
        yield from _below(root, at, 0, required=root.required, is_element=False)


def _below(node: Node, at: Pointer, depth: int, *, required: bool, is_element: bool) -> Iterator[Place]:
    yield Place(at, depth, node, required, is_element)
    demanding = required or node.is_set
    for each in node.inner():
        inside = isinstance(node, Elements)
        yield from _below(
            each, (*at, each.name), depth + 1, required=demanding and each.required and not inside, is_element=inside
        )


def line_of(place: Place, operation: Operation, problem: str) -> Line:
    """Make the line of a place."""
    node = place.node
    schema = node.items if isinstance(node, Elements) else node.schema
    return Line(
        at=place.at,
        depth=place.depth,
        title=f"[{node.name}]" if place.is_element else str(node.name),
        kind=_kind(node, place.at),
        required=place.required,
        choices=tuple(each if isinstance(each, str) else as_json(each) for each in schema.get("enum", ())),
        about=words_for(node.schema, operation, place.at),
        text=_text(node),
        is_set=node.is_set,
        problem=problem,
        deprecated=is_deprecated(node.schema),
        can_add=isinstance(node, Elements),
        can_remove=place.is_element,
        alternatives=_titles(node.schema["oneOf"]) if isinstance(node, Choice) else (),
        chosen=node.chosen if isinstance(node, Choice) else 0,
    )


def _kind(node: Node, at: Pointer) -> LineKind:
    if isinstance(node, Choice):
        return LineKind.ONE_OF
    if isinstance(node, Leaf):
        if at[0] == "files":
            return LineKind.FILE
        if node.wild or node.is_free:
            return LineKind.JSON
        if node.schema.get("enum"):
            return LineKind.CHOICE
        return LineKind(_KINDS.get(str(node.schema.get("type")), "text"))
    if node.text is not None:
        return LineKind.JSON
    return LineKind.LIST if isinstance(node, Elements) else LineKind.OBJECT


def _text(node: Node) -> str:
    """Write a node's value so that the node reads it back."""
    if isinstance(node, Choice):
        return _text(node.now)
    if node.text is not None:
        return node.text
    if not node.is_set:
        return ""
    if isinstance(node, Elements) and node.is_plain:
        texts = ["" if each.wild else each.text or "" for each in node.inner()]
        if all(text and text == text.strip() and "," not in text and text[0] not in "[{" for text in texts):
            return ", ".join(texts)
    return as_json(node.value())


def _titles(alternatives: Sequence[Schema]) -> tuple[str, ...]:
    """Name each alternative by what it alone has: the values of a field, or its own fields."""
    return tuple(_title_of(each, alternatives, number) for number, each in enumerate(alternatives, 1))


def _title_of(schema: Schema, alternatives: Sequence[Schema], number: int) -> str:
    others = [each for each in alternatives if each is not schema]
    fields: Mapping[str, Any] = schema.get("properties", {})
    for inner in fields.values():
        if len(inner.get("enum", ())) == 1:
            return str(inner["enum"][0])
    own = [name for name in fields if not any(name in other.get("properties", {}) for other in others)]
    names = own or list(fields)
    if not names:
        return str(schema.get("title") or schema.get("type") or f"alternative {number}")
    return ", ".join(names[:_MOST_NAMES]) + (", ..." if len(names) > _MOST_NAMES else "")


def words_for(schema: Schema, operation: Operation, at: Pointer) -> str:
    """Say limits, format and default of a field in words, "" when there are none.

    Args:
        schema: Of the field.
        operation: What it belongs to, for the limits that stand in no schema.
        at: Where it stands.
    """
    kind = schema.get("type")
    least, most = schema.get("minimum"), schema.get("maximum")
    if kind == "string":
        least, most = schema.get("minLength", least), schema.get("maxLength", most)
    elif kind == "array":
        least, most = schema.get("minItems"), schema.get("maxItems", most)
    name = ".".join(each for each in at[1:] if isinstance(each, str))
    batch = batch_limits(operation).get(f"?{name}" if at[0] == "query" else name if at[0] == "body" else "?")
    if batch is not None and not isinstance(at[-1], int) and (most is None or batch < most):
        most = batch
    limit = text_limits(operation).get(name) if at[0] == "body" else None
    if limit is not None:
        least, most = limit.least or least, limit.most
    words = [_range(least, most, " characters" if kind == "string" else "")]
    words.append("digits" if limit is not None and limit.digits else str(schema.get("format", "")))
    words.append("no element twice" if schema.get("uniqueItems") else "")
    words.append(f"like {schema['pattern']}" if "pattern" in schema else "")
    words.append(f"default {as_json(schema['default'])}" if schema.get("default") is not None else "")
    return ", ".join(filter(None, words))


def _range(least: float | None, most: float | None, unit: str) -> str:
    low, high = (
        None if each is None else f"{each:,}" if isinstance(each, int) else f"{each:g}" for each in (least, most)
    )
    if low is not None and high is not None:
        return f"{low} to {high}{unit}" if low != high else f"{high}{unit}"
    if high is not None:
        return f"at most {high}{unit}"
    return f"at least {low}{unit}" if low is not None else ""
