"""What an operation takes and gives in detail; read from its data file only when somebody asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ztui.core.dataclass import dataclass

__all__ = ["DATA", "ErrorCode", "OperationDetail", "Parameter", "Schema", "data_name", "read_detail"]

Schema = Mapping[str, Any]
"""A subset of JSON Schema: type, properties, required, items, enum, format, limits, oneOf (read as anyOf)."""

DATA = Path(__file__).parent / "data"
"""Folder of the data files, one per API or, for the large phone API, per tag."""


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """A documented error: HTTP status and Zoom's own code (None: none given; a string where it has underscores)."""

    http: int
    code: int | str | None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query or path parameter.

    Attributes:
        name: As it stands in the URL.
        type: `string`, `integer`, `number`, `boolean` or `array`.
        required: Whether the contract demands it.
        default: What Zoom takes when it is left out, None when it does not say.
        enum: The values allowed, () when any.
        minimum: Smallest value of a number, None when not limited.
        maximum: Largest value of a number, None when not limited.
        max_items: Most elements of an array, None when not limited.
        format: `date`, `date-time`, `email`, `int64` ..., None when not said.
        items_type: Type of the elements of an array, None for other types.
        items_enum: The values allowed for the elements, () when any.
        deprecated: The contract advises against sending it.
    """

    name: str
    type: str
    required: bool
    default: str | int | float | bool | None = None
    enum: tuple[str | int, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    max_items: int | None = None
    format: str | None = None
    items_type: str | None = None
    items_enum: tuple[str | int, ...] = ()
    deprecated: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """The parameter as a schema."""
        parts: dict[str, Any] = {"type": self.type, "enum": list(self.enum), "format": self.format}
        parts |= {"minimum": self.minimum, "maximum": self.maximum, "maxItems": self.max_items}
        if self.type == "array":
            items = {"type": self.items_type, "enum": list(self.items_enum)}
            parts["items"] = {name: value for name, value in items.items() if value}
        return {name: value for name, value in parts.items() if value is not None and value != []}


@dataclass(frozen=True, slots=True)
class OperationDetail:
    """Parameters, bodies and errors of one operation.

    Attributes:
        parameters: The query parameters.
        path_parameters: The path parameters of `Operation.path`.
        request_schema: Schema of the body, None when none is sent.
        response_schema: Schema of the answer, None when it has no body, {} when nothing is said of it.
        errors: Documented errors, each pair once.
        responses: Every HTTP status documented, the success first.
    """

    parameters: tuple[Parameter, ...]
    path_parameters: tuple[Parameter, ...]
    request_schema: Schema | None
    response_schema: Schema | None
    errors: tuple[ErrorCode, ...]
    responses: tuple[int, ...]

    def parameter(self, name: str) -> Parameter | None:
        """Give the query parameter of that name, or None."""
        return next((each for each in self.parameters if each.name == name), None)


def data_name(api: str, tag: str) -> str:
    """Give the name of the data file for an API and a tag: `accounts.json`, `phone_call_queues.json`."""
    name = f"{api} {tag}" if api == "phone" else api
    return name.lower().replace(" ", "_") + ".json"


def read_detail(api: str, tag: str, operation_id: str) -> OperationDetail:
    """Give the detail of an operation, from the file of its API or tag, which is read once."""
    raw = _file(data_name(api, tag))[operation_id]
    return OperationDetail(
        parameters=tuple(_parameter(each) for each in raw.get("query", ())),
        path_parameters=tuple(_parameter(each) for each in raw.get("path", ())),
        request_schema=raw.get("request"),
        response_schema=raw.get("response"),
        errors=tuple(ErrorCode(http, code) for http, code in raw.get("errors", ())),
        responses=tuple(raw["responses"]),
    )


@cache
def _file(name: str) -> dict[str, dict[str, Any]]:
    """Read one data file."""
    content: dict[str, dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return content


def _parameter(raw: Mapping[str, Any]) -> Parameter:
    """Make a parameter from its form in the file."""
    items = raw.get("items", {})
    return Parameter(
        name=raw["name"],
        type=raw["type"],
        required=raw.get("required", False),
        default=raw.get("default"),
        enum=tuple(raw.get("enum", ())),
        minimum=raw.get("min"),
        maximum=raw.get("max"),
        max_items=raw.get("maxItems"),
        format=raw.get("format"),
        items_type=items.get("type"),
        items_enum=tuple(items.get("enum", ())),
        deprecated=raw.get("deprecated_hint", False),
    )
