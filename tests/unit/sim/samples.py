"""A request that fits the contract for any operation, with ids that the simulator's own lists give."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ztui.sim.fields import identity
from ztui.sim.handling import Context, Listed, Refusal
from ztui.sim.lag import every_row
from ztui.sim.templates import lists, names_in, plain, shape_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.catalogue import Operation
    from ztui.sim.engine import Engine
    from ztui.sim.generic import Generic

FORMATS = {
    "email": "ann@acme.example",
    "date": "2026-11-20",
    "date-time": "2026-11-20T10:00:00Z",
    "time": "10:00:00",
    "url": "https://acme.example",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A request: path below `/v2`, query and body."""

    path: str
    query: Mapping[str, Any]
    body: Any
    upload: bool


def sample(known: Operation, engine: Engine, generic: Generic) -> Sample:
    """Give a request for an operation in the master account."""
    template = plain(known)
    path = template
    values: list[str] = []
    for name in names_in(template):
        values.append(_path_value(known, name, template, values, engine, generic))
        path = path.replace("{" + name + "}", quote(values[-1], safe=""))
    query = {
        each.name: _parameter(each.name, each.enum or each.items_enum)
        for each in known.detail().parameters
        if each.required
    }
    upload = known.content_type is not None and "json" not in known.content_type
    schema = known.detail().request_schema
    body = instance(schema) if schema is not None and known.has_body and not upload else None
    return Sample(path, query, body, upload)


def instance(schema: Mapping[str, Any], name: str = "") -> Any:
    """Give something that a schema allows: required fields, or the first two where none is required."""
    if "oneOf" in schema:
        return instance(schema["oneOf"][0], name)
    kind = schema.get("type")
    properties = schema.get("properties", {})
    if kind == "object":
        names = schema.get("required") or list(properties)[:2]
        return {each: instance(properties[each], each) for each in names if each in properties}
    if kind == "array":
        items = dict(schema.get("items", {}))
        if "enum" in schema:
            items["enum"] = schema["enum"]
        return [instance(items, name)]
    if schema.get("enum"):
        return schema["enum"][0]
    if kind == "boolean":
        return True
    if kind in ("integer", "number"):
        return max(1, schema.get("minimum", 1))
    text = "64167f3a12b4" if "mac" in name else FORMATS.get(str(schema.get("format")), "12345")
    return text.ljust(schema.get("minLength", 0), "0")[: schema.get("maxLength", 200)]


def _parameter(name: str, allowed: tuple[str | int, ...]) -> str:
    dates = {"from": "2026-11-01", "to": "2026-11-20"}
    return str(allowed[0]) if allowed else dates.get(name, "5")


def _path_value(known: Operation, name: str, template: str, values: list[str], engine: Engine, generic: Generic) -> str:
    declared = next((each for each in known.detail().path_parameters if each.name == name), None)
    if declared is not None and declared.enum:
        return str(declared.enum[0])
    if name == "accountId":
        return "me" if "sip_trunk" in template else next(iter(engine.world.accounts)).id
    if name == "userId":
        return str(_first(engine, generic, lists()["/phone/users"], [], "id"))
    if name == "extensionId":
        return str(_first(engine, generic, lists()["/phone/users"], [], "extension_id"))
    listed = lists().get(shape_of(template.split("{" + name + "}")[0].rstrip("/")))
    found = _first(engine, generic, listed, values, name) if listed is not None else None
    return str(found or identity("a", "stranger"))


def _first(engine: Engine, generic: Generic, listed: Operation, values: list[str], name: str) -> Any:
    """Give the key of the first row of a list."""
    path = dict(zip(names_in(plain(listed)), values, strict=False))
    context = Context(engine.world, listed, engine.world.master_id, path, {}, None, engine.clock.now())
    if listed.id in engine.handlers:
        rows: Any = every_row(context, engine.handlers)
    else:
        try:
            made = generic.answer(replace(context, query=_window(listed)))
        except Refusal:
            return None
        rows = made.rows if isinstance(made, Listed) else []
    if not rows:
        return None
    row = rows[0]
    if isinstance(row, str):
        return row
    ids = (value for key, value in row.items() if key.endswith(("id", "_uuid")))
    return row.get(name) or row.get("id") or next(ids, None)


def _window(listed: Operation) -> dict[str, Any]:
    names = {each.name for each in listed.detail().parameters}
    return {"from": "2026-10-22", "to": "2026-11-21"} if {"from", "to"} <= names else {}
