"""Settings, read and written as nested objects: a default made from the schema, with what was written over it."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation

if TYPE_CHECKING:
    from ztui.sim.handling import Context

__all__ = ["fitting", "merge", "merge_settings", "sample", "settings_of"]

Row = dict[str, Any]


def sample(schema: Mapping[str, Any], salt: str) -> Any:
    """Give a value that fits a schema: the same for the same salt, None where nothing sensible can be made."""
    digest = hashlib.blake2b(salt.encode(), digest_size=4).digest()
    word = int.from_bytes(digest, "little")
    if "oneOf" in schema:
        return sample(schema["oneOf"][0], salt)
    if salt.endswith(".locked_by"):
        return "invalid" if "invalid" in schema.get("enum", ()) else None
    if "enum" in schema and schema.get("type") != "array":
        values = schema["enum"]
        return values[word % len(values)]
    kind = schema.get("type")
    if kind == "object":
        made = {name: sample(part, f"{salt}.{name}") for name, part in schema.get("properties", {}).items()}
        return {name: value for name, value in made.items() if value is not None}
    if kind == "array":
        return []
    if kind == "boolean":
        leaf = salt.rsplit(".", 1)[-1]
        return False if leaf in ("locked", "modified") else word % 3 != 0
    if kind in ("integer", "number"):
        return schema.get("default", max(int(schema.get("minimum", 0)), 0))
    return None


def _asks(schema: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    if "properties" not in schema and "oneOf" in schema:
        schema = schema["oneOf"][0]
    properties: Mapping[str, Any] = schema.get("properties", {})
    return {name: part for name, part in properties.items() if not names or name in names}


def merge(below: Row, above: Mapping[str, Any]) -> Row:
    """Lay one nested object over another; lists and plain values replace."""
    merged = dict(below)
    for name, value in above.items():
        old = merged.get(name)
        if isinstance(value, Mapping) and isinstance(old, dict):
            merged[name] = merge(old, value)
        else:
            merged[name] = copy.deepcopy(value)
    return merged


def fitting(schema: Mapping[str, Any], value: Any) -> Any:
    """Keep of a written value what the schema of the answer knows."""
    if isinstance(value, dict) and "properties" in schema:
        parts = schema["properties"]
        return {name: fitting(parts[name], each) for name, each in value.items() if name in parts}
    if isinstance(value, list) and "items" in schema:
        return [fitting(schema["items"], each) for each in value]
    return value


def settings_of(context: Context, key: str, names: Sequence[str] = ()) -> Row:
    """Give the settings of an object, shaped by the operation's response schema.

    Args:
        context: The request.
        key: Id of the object.
        names: Fields of the answer to give, all without any.
    """
    schema = operation(context.operation.id).detail().response_schema or {}
    parts = _asks(schema, names)
    made = {name: sample(part, f"{key}.{name}") for name, part in parts.items()}
    default = {name: value for name, value in made.items() if value is not None}
    written = context.world.system(context.account).settings.get(("settings", key), {})
    return merge(default, fitting({"properties": parts}, written))


def merge_settings(context: Context, key: str, body: Mapping[str, Any]) -> None:
    """Keep what was written to the settings of an object."""
    settings = context.world.system(context.account).settings
    place = ("settings", key)
    settings[place] = merge(settings.get(place, {}), body)
