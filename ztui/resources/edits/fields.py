"""Fields derived from the contract: what an update or a create takes, and where the object's answer has it.

Declared fields say what the schema cannot; here they get what it can: choices, kinds and lengths. What nobody has
declared is made from the schema alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.codes import TABLES, tables_of
from ztui.contract.schemas import has_field, schema_at
from ztui.resources.derived.words import title_of_path
from ztui.resources.edits.extensions import COMPLETE, EXTENSIONS, SHORT
from ztui.resources.edits.model import InputKind, WriteField
from ztui.resources.shows import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ztui.contract.details import Schema
    from ztui.resources.model import Resource

__all__ = ["completed", "leaves", "merged", "within"]

_PICKS: Mapping[str, tuple[str, ...]] = {
    "site_id": ("sites",),
    "user_id": ("users",),
    "sip_group_id": ("sip-groups",),
    "emergency_address_id": ("emergency-addresses",),
    "provision_template_id": ("provision-templates",),
    "template_id": ("setting-templates",),
}
Choices = tuple[tuple[str | int | bool, str], ...]
"""Values allowed, pairs (raw value, word)."""

_SECRET = ("password", "pin_code")
_TYPES = {"boolean": InputKind.SWITCH, "integer": InputKind.NUMBER}


def leaves(schema: Schema | None) -> dict[str, Schema]:
    """Give what a body is made of: every path down to values and arrays, of alternatives the first that has it."""
    found: dict[str, Schema] = {}
    for path, inner in _leaves(schema or {}, ""):
        found.setdefault(path, inner)
    return found


def _leaves(schema: Schema, prefix: str) -> Iterator[tuple[str, Schema]]:
    for alternative in schema.get("oneOf", ()):
        yield from _leaves(alternative, prefix)
    for name, inner in schema.get("properties", {}).items():
        if inner.get("properties") or inner.get("oneOf"):
            yield from _leaves(inner, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", inner


def _derived_fields(resource: Resource) -> tuple[WriteField, ...]:
    """Give the fields that the bodies of a resource's update and create have, in their order."""
    return tuple(_made(resource, path) for path in {**_body(resource, "update"), **_body(resource, "create")})


def completed(resource: Resource, given: WriteField) -> WriteField:
    """Give a declared field what the schema knows of it and the declaration does not say."""
    made = _made(resource, given.write)
    plain = given.kind is InputKind.TEXT and _is_known(resource, given.write)
    short = given.short_extension or (not given.long_extension and made.short_extension)
    return replace(
        given,
        kind=made.kind if plain else given.kind,
        choices=given.choices or made.choices,
        picks=given.picks or (made.picks if plain else ()),
        pick_path=given.pick_path or (made.pick_path if plain and not given.picks else ""),
        longest=given.longest or made.longest,
        create_only=given.create_only or (made.create_only and not given.update_only),
        update_only=given.update_only or (made.update_only and not given.create_only),
        required=given.required or made.required,
        short_extension=short,
        long_extension=given.long_extension or (not given.short_extension and made.long_extension),
        several=given.several or made.several,
    )


def within(operation_id: str, path: str, *given: WriteField) -> tuple[WriteField, ...]:
    """Give declared fields what the schema of an element knows of them, where a body holds one element in a list.

    Args:
        operation_id: The operation that takes the body.
        path: Path of the list in the body.
        given: The fields; `write` is the path within the element.
    """
    return tuple(_within(operation_id, path, each) for each in given)


def _within(operation_id: str, path: str, given: WriteField) -> WriteField:
    body = operation(operation_id).detail().request_schema
    schema = schema_at(body, f"{path}.{given.write}") or {}
    above = schema_at(body, path) or {}
    kind, choices, several = _kind(given.write, schema)
    plain = given.kind is InputKind.TEXT
    return replace(
        given,
        kind=kind if plain and kind is not InputKind.JSON else given.kind,
        choices=given.choices or choices,
        longest=given.longest or int(schema.get("maxLength", 0)),
        several=given.several or several,
        required=given.required or given.write in above.get("items", above).get("required", ()),
    )


def merged(
    resource: Resource, declared: tuple[WriteField, ...], *, update: bool = True, create: bool = True
) -> tuple[WriteField, ...]:
    """Give the declared fields first, then those of the contract that nobody has declared.

    Args:
        resource: Whose fields.
        declared: The declared ones.
        update: Take what is left of the body of the update; no where its request is made by hand.
        create: Take what is left of the body of the create.
    """
    known = {each.write for each in declared}
    wanted = {*(_body(resource, "update") if update else ()), *(_body(resource, "create") if create else ())} - known
    more = [each for each in _derived_fields(resource) if each.write in wanted]
    if not create:
        more = [replace(each, update_only=True, required=False) for each in more]
    return (*(completed(resource, each) for each in declared), *more)


def _body(resource: Resource, which: str) -> dict[str, Schema]:
    name = getattr(resource.operations, which)
    return leaves(operation(name).detail().request_schema) if name else {}


def _is_known(resource: Resource, path: str) -> bool:
    """Tell whether a body has the path itself; where the object stands in a list of the body, it has not."""
    return path in _body(resource, "update") or path in _body(resource, "create")


def _made(resource: Resource, path: str) -> WriteField:
    update, create = _body(resource, "update"), _body(resource, "create")
    schema = update.get(path, create.get(path, {}))
    kind, choices, several = _kind(path, schema)
    name = path.rpartition(".")[2]
    table = tables_of(operation(resource.operations.list)).get(name)
    if table is not None:
        kind, choices = InputKind.CHOICE, _coded(table, choices)
    only_create, only_update = path not in update and path in create, path in update and path not in create
    writes = {
        resource.operations.update if path in update else "",
        resource.operations.create if path in create else "",
    }
    extension = name == "extension_number"
    return WriteField(
        "" if only_create or kind is InputKind.SECRET else _read(resource, path),
        path,
        title_of_path(path.removeprefix("policy.").removesuffix(".enable"), resource.singular),
        kind,
        choices=choices,
        picks=_picks(name) if kind is InputKind.PICK else (),
        pick_path="extension_id" if name.endswith("extension_id") and kind is InputKind.PICK else "",
        longest=int(schema.get("maxLength", 0)),
        create_only=only_create,
        update_only=only_update,
        required=_required(resource, path),
        short_extension=extension and bool(writes & SHORT),
        long_extension=extension and bool(writes & COMPLETE),
        several=several,
    )


def _picks(name: str) -> tuple[str, ...]:
    return EXTENSIONS if name.endswith("extension_id") else _PICKS.get(name, ())


def _word(value: Any) -> str:
    """Give a value of a choice as a word; codes of languages and countries stay as they are."""
    text = str(value)
    return text if text.isupper() or "-" in text else words(text)


def _coded(table: str, allowed: Choices) -> Choices:
    """Give the codes of a table with their words; of those that the schema allows, where it says so."""
    known = TABLES[table][1]
    return tuple((raw, known.get(raw, word)) for raw, word in allowed) or tuple(known.items())


def _kind(path: str, schema: Schema) -> tuple[InputKind, Choices, bool]:
    """Tell how a value is asked for, what it may be, and whether it is a list."""
    name, kind = path.rpartition(".")[2], schema.get("type")
    if kind == "array":
        items = schema.get("items", {})
        if items.get("enum"):
            return InputKind.CHOICES, tuple((each, _word(each)) for each in items["enum"]), True
        plain = items.get("type") in ("string", "integer")
        number = plain and name.endswith("phone_numbers")
        return (InputKind.PHONE if number else InputKind.TEXT if plain else InputKind.JSON), (), plain
    if any(each in name for each in _SECRET):
        return InputKind.SECRET, (), False
    if schema.get("enum"):
        return InputKind.CHOICE, tuple((each, _word(each)) for each in schema["enum"]), False
    if name == "extension_number":
        return InputKind.EXTENSION, (), False
    if name == "timezone":
        return InputKind.TIMEZONE, (), False
    if _picks(name):
        return InputKind.PICK, (), False
    if name == "phone_number":
        return InputKind.PHONE, (), False
    return (InputKind.JSON if kind in ("object", None) else _TYPES.get(kind, InputKind.TEXT)), (), False


def _required(resource: Resource, path: str) -> bool:
    """Tell whether a create needs the field: it and all above it are required."""
    name = resource.operations.create
    schema = operation(name).detail().request_schema if name else None
    above = ""
    for part in path.split("."):
        inner = schema_at(schema, above)
        if inner is None or part not in inner.get("required", ()):
            return False
        above = f"{above}.{part}" if above else part
    return schema is not None


def _read(resource: Resource, path: str) -> str:
    """Give the path in the object's answer: the same one, or the object whose id is written; "" for none."""
    name = resource.operations.get or resource.operations.list
    found = operation(name)
    candidates = [path]
    if path.endswith("_id"):
        candidates.append(f"{path.removesuffix('_id')}.id")
    if path.endswith("_extension_id"):
        candidates.append(f"{path.removesuffix('_extension_id')}.extension_id")
    if path.endswith("country_iso_code"):
        candidates.append("country.code")
    return next((each for each in candidates if has_field(found, each)), "")
