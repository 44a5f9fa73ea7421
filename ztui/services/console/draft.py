"""A request that is being filled in: a form from the contract of one operation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError, FieldError
from ztui.services.console.laying import find_in_text, find_place
from ztui.services.console.lines import Line, LineKind, Place, line_of, places
from ztui.services.console.literals import as_json, from_json
from ztui.services.console.nodes import Leaf, Node
from ztui.services.console.parts import by_what_is_chosen, file_fields, needs_body, parameter_fields, why_unread
from ztui.services.console.pointers import Pointer, field_of
from ztui.services.console.request import ConsoleRequest, is_multipart, request_problems
from ztui.services.console.trees import Choice, Elements, Fields, node_for, unfolded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ztui.contract.catalogue import Operation

__all__ = ["Draft", "Line", "LineKind", "Pointer"]

_SECTIONS = ("path", "query", "files", "body")


class Draft:
    """A request being filled in; pure, no I/O, and nothing that was typed is ever lost.

    Every field of the contract has a line, also those of optional objects (the largest body of the contract has a few
    hundred); an array has lines for the elements it has, a one-of those of the alternative that is chosen. Lines stand
    in the order path, query, files, body, but what is required first, also within an object; deprecated ones last.
    """

    def __init__(
        self,
        operation: Operation,
        *,
        path: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
    ) -> None:
        """Take the operation and, if there are any, values to begin with; nothing of them is judged here.

        A text of the query counts as typed: it may be a number, or an array with commas.
        """
        self.operation = operation
        detail = operation.detail()
        optional = {"accountId"} if operation.twin is not None or operation.api == "sip_connected_audio" else set()
        schema = detail.request_schema
        files = is_multipart(operation)
        self._parts: dict[str, Node] = {
            "path": parameter_fields(detail.path_parameters, optional),
            "query": parameter_fields(detail.parameters, frozenset()),
            "files": file_fields(schema if files else None),
        }
        if schema is not None and not files:
            self._parts["body"] = node_for(schema, "body", required=needs_body(operation, schema))
        self._told: dict[Pointer, str] = {}
        self._found: tuple[tuple[Pointer, FieldError], ...] | None = None
        for name, value in (path or {}).items():
            self._field("path", name).type_in(value if isinstance(value, str) else as_json(value))
        for name, value in (query or {}).items():
            node = self._field("query", name)
            node.type_in(value) if isinstance(value, str) else node.load(value)
        if body is not None:
            self._load_body(body)

    def lines(self, *, search: str = "", everything: bool = True) -> tuple[Line, ...]:
        """Give the form.

        Args:
            search: Words; lines are given whose path holds all of them, with what holds those lines.
            everything: All lines, or only those that are required or set or of which something is said.
        """
        said = self._said()
        found = [line_of(each, self.operation, said.get(each.at, "")) for each in self._places()]
        words = search.casefold().split()
        if everything and not words:
            return tuple(found)
        wanted: set[Pointer] = set()
        for line in found:
            path = f"{field_of(line.at[1:])} {line.at[0]}".casefold()
            if all(word in path for word in words) and (everything or line.required or line.is_set or line.at in said):
                wanted.update(line.at[:length] for length in range(1, len(line.at) + 1))
        return tuple(line for line in found if line.at in wanted)

    def set(self, at: Pointer, text: str) -> None:
        """Take what was typed at a line, any text; what is wrong with it is the line's `problem`.

        Fields that the contract does not know and the element after the last one are made. Lists of single values take
        text with commas; objects and other lists take JSON.

        Raises:
            ConfigError: There can be no such line.
        """
        self._changed(at)
        self._make(at).type_in(text)

    def put(self, at: Pointer, value: Any) -> None:
        """Set a line to a JSON value of any type; otherwise as `set`."""
        self._changed(at)
        self._make(at).load(value)

    def unset(self, at: Pointer) -> None:
        """Take a line out of the request, with what is in it."""
        self._changed(at)
        node = self._node(at)
        node.clear()
        if isinstance(at[-1], int) and isinstance(node, Leaf):
            node.type_in("")  # an element that is there is sent

    def add(self, at: Pointer) -> Pointer:
        """Append an element to an array, and give where it stands.

        Raises:
            ConfigError: There is no array.
        """
        node = unfolded(self._node(at))
        if not isinstance(node, Elements):
            raise ConfigError(f"{field_of(at[1:]) or at[0]} is no list.")
        self._changed(at)
        made = node.add()
        if isinstance(made, Leaf):
            made.type_in("")
        return (*at, made.name)

    def remove(self, at: Pointer) -> None:
        """Take an element out of its array; those behind it move up.

        Raises:
            ConfigError: There is no such element.
        """
        self._node(at)
        holder = unfolded(self._node(at[:-1]))
        if not isinstance(holder, Elements) or not isinstance(at[-1], int):
            raise ConfigError(f"{field_of(at[1:])} is no element of a list.")
        self._changed(at[:-1])
        holder.remove(at[-1])

    def choose(self, at: Pointer, alternative: int) -> None:
        """Take an alternative of a one-of, by its place; what was typed in another one is kept, and not sent.

        Raises:
            ConfigError: There is no such alternative.
        """
        node = self._node(at)
        if not isinstance(node, Choice) or not 0 <= alternative < len(node.alternatives):
            raise ConfigError(f"{field_of(at[1:]) or at[0]} has no such alternative.")
        self._changed(at)
        node.choose(alternative)

    @property
    def problems(self) -> tuple[FieldError, ...]:
        """What is wrong by the contract, () when the request can be sent."""
        return tuple(error for _, error in self.located_problems)

    @property
    def located_problems(self) -> tuple[tuple[Pointer, FieldError], ...]:
        """The same, each with where it stands; there may be no line of that place."""
        if self._found is None:
            unread = {each.at: why_unread(each.node) for each in self._places()}
            judged = by_what_is_chosen(request_problems(self.request()), self._places())
            found = [each for each in judged if not unread.get(each[0])]
            wrong = [(at, FieldError(field_of(at[1:]), why)) for at, why in unread.items() if why]
            self._found = (*found, *wrong)
        return self._found

    def told_in(self, message: str) -> bool:
        """Lay a sentence of Zoom's onto the line that it is certainly about, as `told`; tells whether there is one."""
        at = find_in_text(message, tuple(self._places()))
        if at is not None:
            self._told[at] = message
        return at is not None

    def told(self, errors: Sequence[FieldError]) -> tuple[FieldError, ...]:
        """Lay Zoom's errors onto the lines, in place of those of the last time; they go when their line is changed.

        Returns:
            Those that fit no line.
        """
        self._told = {}
        among = list(self._places())
        rest: list[FieldError] = []
        for error in errors:
            at = find_place(error.field, among)
            if at is None or not error.message:
                rest.append(error)
            else:
                self._told[at] = "; ".join(filter(None, (self._told.get(at), error.message)))
        return tuple(rest)

    def json(self) -> str:
        """Give the body as indented JSON, "" when there is none."""
        body = self._body()
        return "" if body is None else as_json(body, indent=2)

    def take_json(self, text: str) -> None:
        """Take a body that was written as JSON in place of the one so far; an empty text is none.

        Raises:
            ConfigError: It is no JSON, with line and column, or the operation takes no body.
        """
        if "body" not in self._parts:
            raise ConfigError(f"'{self.operation.title}' takes no JSON.")
        try:
            value = from_json(text) if text.strip() else None
        except json.JSONDecodeError as error:
            raise ConfigError(
                f"This is no JSON: {error.msg} at line {error.lineno}, column {error.colno}.",
                "Names and texts stand in double quotes; nothing was changed.",
            ) from None
        except ValueError as error:
            raise ConfigError(f"This JSON cannot be sent: {error}.", "Nothing was changed.") from None
        self._changed(("body",))
        self._parts["body"].clear()
        if text.strip():
            self._load_body(value)

    def request(self) -> ConsoleRequest:
        """Make the request as it stands, fit to be sent or not."""
        path = {str(each.name): each.text for each in self._parts["path"].inner() if each.text is not None}
        query = {str(each.name): each.value() for each in self._parts["query"].inner() if each.is_set}
        files = tuple((str(each.name), Path(each.text)) for each in self._parts["files"].inner() if each.text)
        return ConsoleRequest(self.operation.id, path, query, self._body(), files)

    def _body(self) -> Any:
        root = self._parts.get("body")
        if root is None or not (root.is_set or (root.required and isinstance(root, Fields | Choice))):
            return None
        return root.value()

    def _load_body(self, value: Any) -> None:
        if "body" not in self._parts:
            free = Fields({"properties": {}}, "body", required=False, depth=0)
            self._parts["body"] = free if isinstance(value, dict) else Leaf({}, "body", required=False)
        self._parts["body"].load(value)

    def _places(self) -> Iterable[Place]:
        found = [each for part in _SECTIONS if part in self._parts for each in places(self._parts[part], (part,))]
        first = {each.at[:2] for each in found if each.depth == 0 and each.required}
        return sorted(found, key=lambda each: each.at[:2] not in first and each.at[:1] not in first)

    def _said(self) -> dict[Pointer, str]:
        """Give what is said of each line; what is about no line of its own stands at the one that holds it."""
        lines = {each.at for each in self._places()}
        said: dict[Pointer, str] = {}
        for at, error in (*self.located_problems, *((at, FieldError("", text)) for at, text in self._told.items())):
            length = next((length for length in range(len(at), 0, -1) if at[:length] in lines), 0)
            if length:
                inside = field_of(at[length:])
                text = f"{inside}: {error.message}" if inside else error.message
                said[at[:length]] = "; ".join(filter(None, (said.get(at[:length]), text)))
        return said

    def _changed(self, at: Pointer) -> None:
        """Forget what was found, and what Zoom said of the line, of what is in it and of what holds it."""
        self._found = None
        self._told = {
            told: text for told, text in self._told.items() if told[: len(at)] != at and at[: len(told)] != told
        }

    def _node(self, at: Pointer) -> Node:
        """Give the node of a line."""
        node = self._parts.get(str(at[0])) if at else None
        for each in at[1:]:
            node = None if node is None else node.step(each)
        if node is None:
            raise ConfigError(f"'{self.operation.title}' has no {field_of(at[1:]) or 'such part'}.")
        return node

    def _make(self, at: Pointer) -> Node:
        """Give the node of a line, made where it can be."""
        if at[:1] == ("body",) and "body" not in self._parts:
            self._load_body({})
        node = self._node(at[:1])
        for number, each in enumerate(at[1:], 1):
            found = node.step(each)
            node = found if found is not None else self._made(node, at[: number + 1])
        return node

    def _made(self, node: Node, at: Pointer) -> Node:
        node = unfolded(node)
        step = at[-1]
        if isinstance(node, Fields) and isinstance(step, str):
            return node.other(step)
        if isinstance(node, Elements) and step == len(node.elements or ()):
            return node.add()
        raise ConfigError(
            f"'{self.operation.title}' has no place for {field_of(at[1:])}.",
            "Elements of lists count from 0 and come one after another; JSON is taken for a field as a whole.",
        )

    def _field(self, part: str, name: str) -> Node:
        root = self._parts[part]
        assert isinstance(root, Fields)
        return root.other(name)
