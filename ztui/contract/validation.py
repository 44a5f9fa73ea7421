"""Whether a request fits the contract, told field by field before anything is sent.

Judged are the parameters, the body, and the limits that Zoom states outside its schemas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ztui.contract.batches import TextLimit, batch_limits, text_limits
from ztui.contract.catalogue import Operation, Paging
from ztui.contract.values import did_you_mean, value_problems
from ztui.core.errors import FieldError

if TYPE_CHECKING:
    from ztui.contract.details import Parameter, Schema

__all__ = ["located_problems", "read_as", "validate_request"]

NOT_REALLY_REQUIRED: Mapping[str, frozenset[str]] = {
    "updateSIPPhone": frozenset({"register_server2", "proxy_server2", "register_server3", "proxy_server3"})
}
"""Body fields marked required that Zoom's own request leaves out (a phone registers with one server or three)."""

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,29})")
_DECIMAL = re.compile(r"-?[0-9]{1,30}\.[0-9]{1,30}")
_PAGING = ("page_size", "next_page_token")


def validate_request(
    operation: Operation,
    path_params: Mapping[str, str],
    query: Mapping[str, Any],
    body: Any = None,
) -> tuple[FieldError, ...]:
    """Give what is wrong with a request, () when nothing is.

    Takes path parameters unencoded, `accountId` only where the form of the path needs it; query values typed or as text
    (arrays as a list, or as one text with commas); the body as parsed JSON, None for none.
    """
    return tuple(problem for _, problem in located_problems(operation, path_params, query, body))


def located_problems(
    operation: Operation, path_params: Mapping[str, str], query: Mapping[str, Any], body: Any = None
) -> tuple[tuple[str, FieldError], ...]:
    """Give the same as `validate_request`, each with the part of the request it is in: `path`, `query` or `body`."""
    detail = operation.detail()
    problems = [
        *(("path", each) for each in _path_problems(operation, detail.path_parameters, path_params)),
        *(("query", each) for each in _query_problems(operation, detail.parameters, query)),
        *(("body", each) for each in _body_problems(operation, detail.request_schema, body)),
    ]
    told = {(part, each.field) for part, each in problems}
    unwritten = _unwritten_problems(operation, query, body)
    return (*problems, *((part, each) for part, each in unwritten if (part, each.field) not in told))


def _path_problems(
    operation: Operation, parameters: Iterable[Parameter], given: Mapping[str, str]
) -> Iterator[FieldError]:
    known = {each.name: each for each in parameters}
    free = {"accountId"} if operation.twin is not None else set()
    for name, parameter in known.items():
        if name not in given and name not in free:
            yield FieldError(name, "is missing")
        elif name in given:
            yield from _segment_problems(parameter, given[name])
    for name in given:
        if name not in known and name not in free:
            yield FieldError(name, f"is no path parameter{did_you_mean(name, known)}")


def _segment_problems(parameter: Parameter, value: str) -> Iterator[FieldError]:
    """Judge one segment: an empty one or dots would make the path another operation's."""
    text = str(value)
    if not text.strip():
        yield FieldError(parameter.name, "must not be empty")
    elif text in (".", ".."):
        yield FieldError(parameter.name, "must not be dots")
    else:
        yield from value_problems(parameter.schema, read_as(parameter.schema, text), parameter.name)


def _query_problems(
    operation: Operation, parameters: Iterable[Parameter], given: Mapping[str, Any]
) -> Iterator[FieldError]:
    known = {each.name: each for each in parameters}
    paged = _PAGING if operation.paging is Paging.TOKEN else ()
    for parameter in known.values():
        value = given.get(parameter.name)
        if value is None or value in ("", [], ()):
            if parameter.required:
                yield FieldError(parameter.name, "is missing")
            elif parameter.name in operation.always_send:
                yield FieldError(parameter.name, "is missing, and without it the request would take everything")
        else:
            yield from value_problems(_query_schema(parameter), read_as(parameter.schema, value), parameter.name)
    for name in given:
        if name not in known and name not in paged:
            yield FieldError(name, f"is no query parameter{did_you_mean(name, known)}")


def _query_schema(parameter: Parameter) -> Schema:
    """Give the schema of a query parameter; dates in queries may be instants as well."""
    schema = parameter.schema
    return schema | {"format": "date-or-time"} if parameter.format == "date" else schema


def _body_problems(operation: Operation, schema: Schema | None, body: Any) -> Iterator[FieldError]:
    if schema is None:
        if body is not None:
            yield FieldError("", "takes no body")
    elif body is None:
        if operation.has_body and (schema.get("required") or operation.method != "DELETE"):
            yield FieldError("", "needs a body")
    else:
        waived = NOT_REALLY_REQUIRED.get(operation.id, frozenset())
        if waived:
            schema = {**schema, "required": [name for name in schema.get("required", ()) if name not in waived]}
        yield from value_problems(schema, body, "")


def _unwritten_problems(operation: Operation, query: Mapping[str, Any], body: Any) -> Iterator[tuple[str, FieldError]]:
    """Judge by the limits that stand in no schema."""
    for path, most in batch_limits(operation).items():
        name, part = path.removeprefix("?"), "query" if path.startswith("?") else "body"
        found = [(name, query.get(name))] if part == "query" else _values_at(body, path)
        for field, value in found:
            count = len(value.split(",")) if isinstance(value, str) else len(value) if isinstance(value, list) else 0
            if count > most:
                yield part, FieldError(field, f"takes at most {most}, not {count}")
    for path, limit in text_limits(operation).items():
        for field, value in _values_at(body, path):
            if isinstance(value, str) and (message := _length_problem(limit, value)):
                yield "body", FieldError(field, message)


def _length_problem(limit: TextLimit, value: str) -> str:
    """Judge a text by a limit of its length."""
    if limit.digits and not (value.isascii() and value.isdecimal()):
        return "takes digits only"
    if len(value) > limit.most:
        return f"takes at most {limit.most} characters, not {len(value)}"
    return f"takes at least {limit.least} characters" if len(value) < limit.least else ""


def _values_at(body: Any, dotted_path: str) -> Iterator[tuple[str, Any]]:
    """Give every value of a body at a path such as `users.phone_numbers`, each with its indexed path."""
    return _values(body, dotted_path.split(".") if dotted_path else [], "")


def _values(value: Any, names: list[str], field: str) -> Iterator[tuple[str, Any]]:
    """Walk on into objects, and into each element of an array."""
    if not names:
        yield field, value
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _values(each, names, f"{field}[{place}]")
    elif isinstance(value, Mapping) and names[0] in value:
        yield from _values(value[names[0]], names[1:], f"{field}.{names[0]}" if field else names[0])


def read_as(schema: Schema, value: Any) -> Any:
    """Read the text of a parameter or a field as its type; what cannot be read stays as it is and fails its type."""
    kind = schema.get("type")
    if kind == "array":
        elements = value.split(",") if isinstance(value, str) else value
        if not isinstance(elements, (list, tuple)):
            return value
        return [read_as(schema.get("items", {}), each) for each in elements]
    if not isinstance(value, str):
        return value
    if kind == "boolean":
        return {"true": True, "false": False}.get(value.lower(), value)
    if kind in ("integer", "number"):
        return _number(value, whole=kind == "integer")
    return value


def _number(text: str, *, whole: bool) -> int | float | str:
    """Read a number as JSON writes it, or give the text back: Python alone would also take `1_000` and `nan`."""
    if _INTEGER.fullmatch(text):
        return int(text)
    return text if whole or _DECIMAL.fullmatch(text) is None else float(text)
