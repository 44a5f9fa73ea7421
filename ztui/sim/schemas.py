"""The contract's schemas in the words of JSON Schema, judged by `jsonschema`, which is imported when first needed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ztui.sim.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

__all__ = ["problems", "strict"]

_KEPT = (
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "format",
    "enum",
    "minimum",
    "maximum",
)


def strict(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Give a schema of the contract as a JSON Schema that allows no unknown fields.

    The contract's `oneOf` branches do not exclude one another, so they become `anyOf`; limits and enums written beside
    an array or a text count for its elements or its length.
    """
    if "oneOf" in schema:
        return {"anyOf": [strict(each) for each in schema["oneOf"]]}
    made: dict[str, Any] = {name: schema[name] for name in _KEPT if name in schema}
    kind = schema.get("type")
    if kind is not None:
        made["type"] = kind
    if schema.get("required"):
        made["required"] = list(schema["required"])
    if "properties" in schema:
        made["properties"] = {name: strict(each) for name, each in schema["properties"].items()}
        made["additionalProperties"] = False
    if kind == "array":
        _array(schema, made)
    if kind == "string" and "minimum" in made:
        made["minLength"] = made.pop("minimum")
    return made


def _array(schema: Mapping[str, Any], made: dict[str, Any]) -> None:
    """Move to the elements and their count what the contract writes beside the array."""
    items = strict(schema.get("items", {}))
    if "enum" in made:
        items["enum"] = made.pop("enum")
    if "maximum" in made:
        made.setdefault("maxItems", made.pop("maximum"))
    if "minimum" in made:
        made.setdefault("minItems", made.pop("minimum"))
    made["items"] = items


def problems(schema: Mapping[str, Any], value: Any) -> list[tuple[str, str]]:
    """Give pairs of field and what is wrong with it; `schema` is one that `strict` made."""
    # Each missing field is an error of its own to jsonschema, and from each one all of them are told.
    return list(dict.fromkeys(pair for error in _validator(_Key(schema)).iter_errors(value) for pair in _pairs(error)))


class _Key:
    """A schema as the key of a cache: schemas live as long as the program, so their identity is enough."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema

    def __hash__(self) -> int:
        return id(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.schema is self.schema


@cache
def _validator(key: _Key) -> Validator:
    """Make the validator of a schema, once."""
    from jsonschema import Draft202012Validator, FormatChecker

    formats = FormatChecker(formats=())
    for name, test in FORMATS.items():
        formats.checks(name)(test)
    return Draft202012Validator(key.schema, format_checker=formats)


def _pairs(error: ValidationError) -> list[tuple[str, str]]:
    """Say in pairs what one error of jsonschema means; of alternatives, by the one that fits best."""
    path = _dotted(error.absolute_path)
    wanted: Any = error.validator_value
    instance: Any = error.instance
    if error.validator == "anyOf" and error.context:
        branches: dict[Any, list[ValidationError]] = {}
        for each in error.context:
            branches.setdefault(each.schema_path[0], []).append(each)
        best = min(branches.values(), key=len)
        return [pair for each in best for pair in _pairs(each)]
    if error.validator == "required":
        absent = [name for name in wanted if name not in instance]
        prefix = f"{path}." if path else ""
        return [(f"{prefix}{name}", "This field is required.") for name in absent]
    if error.validator == "additionalProperties":
        known = error.schema["properties"] if isinstance(error.schema, dict) else {}
        unknown = [name for name in instance if name not in known]
        prefix = f"{path}." if path else ""
        return [(f"{prefix}{name}", "This field is not supported.") for name in unknown]
    return [(path, _message(error))]


def _message(error: ValidationError) -> str:
    """Say in Zoom's manner what is wrong with a value, without repeating it at length."""
    limit = error.validator_value
    texts = {
        "type": f"The value must be of type {limit}.",
        "enum": "Invalid value; it must be one of the values allowed.",
        "maxLength": f"The length must not exceed {limit}.",
        "minLength": f"The length must be at least {limit}.",
        "maxItems": f"At most {limit} items are allowed.",
        "minItems": f"At least {limit} items are required.",
        "uniqueItems": "The items must be unique.",
        "minimum": f"The value must be at least {limit}.",
        "maximum": f"The value must be at most {limit}.",
        "format": f"The value must have the format {limit}.",
        "pattern": "The value has an invalid format.",
    }
    return texts.get(str(error.validator), "Invalid field.")


def _dotted(path: Iterable[str | int]) -> str:
    """Write a path as `a.b[0].c`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
