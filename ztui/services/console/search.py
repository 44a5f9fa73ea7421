"""Finding an operation by words, and telling what the contract says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.contract.catalogue import Operation, operations
from ztui.contract.catalogue import operation as find_operation
from ztui.contract.schemas import fields
from ztui.core.dataclass import dataclass
from ztui.services.console.lines import words_for
from ztui.store.texts import searchable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.contract.details import ErrorCode, Parameter, Schema
    from ztui.services.console.pointers import Pointer

__all__ = ["FieldFacts", "OperationFacts", "facts", "search"]


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """What the contract says of a parameter or a field of the body.

    Attributes:
        name: Of a parameter; for the body the dotted path, `[]` after arrays.
        part: `path`, `query` or `body`.
        type: Type of the schema; "one of" where there are alternatives, "any" where it says none.
        required: The request needs it, or what holds it does.
        choices: The values allowed, () for any.
        about: Limits and format in words.
        deprecated: The contract advises against it.
    """

    name: str
    part: str
    type: str
    required: bool
    choices: tuple[str, ...] = ()
    about: str = ""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class OperationFacts:
    """What the contract says of an operation, ready to be shown.

    Attributes:
        operation: Itself, with paths, scopes, label and marks.
        parameters: Of path and query.
        body: Fields of the request's body, those that hold others before them.
        answer: Paths of the answer's fields with their types.
        errors: Documented errors.
        successor: Id of the operation that replaces it, or "METHOD path" where the catalogue has no such one; "" for
            none.
    """

    operation: Operation
    parameters: tuple[FieldFacts, ...]
    body: tuple[FieldFacts, ...]
    answer: tuple[tuple[str, str], ...]
    errors: tuple[ErrorCode, ...]
    successor: str


def search(text: str, *, method: str = "", tag: str = "", api: str = "") -> tuple[Operation, ...]:
    """Give the operations that hold all words in id, title, path or tag, best first.

    Args:
        text: Words, parted by spaces; "" for all operations, in Zoom's order.
        method: Only those of this method.
        tag: Only those of tags that hold this text.
        api: Only those of this API, such as `phone`.

    Returns:
        An operation whose id is the text comes first, then those whose id or title begins with it or holds it as it
        stands, then those that have words beginning with the words; deprecated ones behind the others of a rank.
    """
    words = searchable(text).split()
    whole = "".join(words)
    ranked: list[tuple[tuple[int, bool], Operation]] = []
    for each in operations().values():
        if method and each.method != method.upper():
            continue
        if tag and searchable(tag) not in searchable(each.tag):
            continue
        if api and searchable(api) != searchable(each.api):
            continue
        rank = _rank(each, words, whole)
        if rank is not None:
            ranked.append(((rank, each.sunset and bool(words)), each))
    ranked.sort(key=lambda pair: pair[0])
    return tuple(each for _, each in ranked)


def _rank(known: Operation, words: list[str], whole: str) -> int | None:
    """Give how well an operation fits, 0 for best, None when it does not."""
    if not words:
        return 0
    name, title = searchable(known.id), searchable(known.title)
    texts = (name, title, searchable(known.path), searchable(known.tag), searchable(known.twin or ""))
    if not all(any(word in text for text in texts) for word in words):
        return None
    if whole == name:
        return 0
    plain = title.replace(" ", "")
    if name.startswith(whole) or plain.startswith(whole):
        return 1
    if whole in name or whole in plain:
        return 2
    begins = title.split()
    return 3 if all(any(each.startswith(word) for each in begins) for word in words) else 4


def facts(known: Operation | str) -> OperationFacts:
    """Give what the contract says of an operation, or of the one with this id.

    Raises:
        UnknownName: There is no such id; it carries the nearest ones.
    """
    if isinstance(known, str):
        known = find_operation(known)
    detail = known.detail()
    of_path = (_parameter(known, each, "path") for each in detail.path_parameters)
    of_query = (_parameter(known, each, "query") for each in detail.parameters)
    successor = known.successor
    return OperationFacts(
        operation=known,
        parameters=(*of_path, *of_query),
        body=tuple(_fields(known, detail.request_schema, "", ("body",))) if detail.request_schema else (),
        answer=tuple(fields(detail.response_schema).items()),
        errors=detail.errors,
        successor=successor.id if successor is not None else known.replaced_by or "",
    )


def _parameter(known: Operation, parameter: Parameter, part: str) -> FieldFacts:
    schema = {**parameter.schema, "default": parameter.default}
    free = parameter.name == "accountId" and (known.twin is not None or known.api == "sip_connected_audio")
    choices = parameter.enum or parameter.items_enum
    kind = f"array of {parameter.items_type}" if parameter.items_type else parameter.type
    return FieldFacts(
        name=parameter.name,
        part=part,
        type=kind,
        required=parameter.required and not free,
        choices=tuple(map(str, choices)),
        about=words_for(schema, known, (part, parameter.name)),
        deprecated=parameter.deprecated,
    )


def _fields(known: Operation, schema: Schema, name: str, at: Pointer, *, required: bool = True) -> Iterator[FieldFacts]:
    """Give the fields of a schema in the order of the contract; of alternatives, each field once."""
    if name or schema.get("type") == "array" or "oneOf" in schema:
        items = schema.get("items", {})
        yield FieldFacts(
            name=name,
            part="body",
            type="one of" if "oneOf" in schema else str(schema.get("type", "any")),
            required=required,
            choices=tuple(map(str, schema.get("enum") or items.get("enum", ()))),
            about=words_for(schema, known, at),
            deprecated=bool(schema.get("deprecated") or schema.get("deprecated_hint")),
        )
    demanded = schema.get("required", ())
    for field, inner in schema.get("properties", {}).items():
        path = f"{name}.{field}" if name else field
        yield from _fields(known, inner, path, (*at, field), required=field in demanded)
    items = schema.get("items", {})
    if "properties" in items or "items" in items or "oneOf" in items:
        below = _fields(known, items, f"{name}[]", at, required=False)
        yield from (each for each in below if each.name != f"{name}[]")
    told: set[str] = set()
    for alternative in schema.get("oneOf", ()):
        for each in _fields(known, alternative, name, at, required=False):
            if each.name != name and each.name not in told:
                told.add(each.name)
                yield each
