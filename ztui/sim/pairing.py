"""Which operations of the contract work on one collection, what names its objects, and what a body has of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation, operations
from ztui.contract.schemas import row_schema
from ztui.sim.templates import lists, names_in, plain, shape_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.catalogue import Operation

__all__ = ["elements", "key_field", "listing_of", "names_key", "place_of", "snake", "words_of_query"]

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_KEYS = ("site_id", "account_id", "sub_account_id", "billing_account_id", "billing_subscription_id")
_PLAIN_KEYS = ("id", "phone_number_id", "phone_number", "number", "extension_id", "iso_code")
_SCALARS = ("string", "integer", "number", "boolean")


def snake(name: str) -> str:
    """Give a name of the path in the manner of bodies: `alertSettingId` is `alert_setting_id`."""
    return _HUMP.sub("_", name).lower()


def listing_of(known: Operation) -> Operation | None:
    """Give the list of the collection that an operation works on: at its path, above its last id, or above `/batch`."""
    shape = shape_of(plain(known))
    for end in ("/{}", "/batch", ""):
        listed = lists().get(shape.removesuffix(end)) if shape.endswith(end) else None
        if listed is not None:
            return listed
    return None


def place_of(known: Operation, values: list[str]) -> str:
    """Give a name to what lies at an operation's path below the objects with these ids."""
    return " ".join([shape_of(plain(known)), *values])


@cache
def _item_parameter(listing: Operation) -> str:
    """Give the name of the path parameter that picks one object of a list, "" when no path does."""
    below = shape_of(plain(listing)) + "/{}"
    return next((names_in(plain(each))[-1] for each in operations().values() if shape_of(plain(each)) == below), "")


def key_field(listing: Operation) -> str:
    """Give the field of a list's rows that names the object, "" when none does."""
    return _key_field(listing.id)


@cache
def _key_field(operation_id: str) -> str:
    listing = operation(operation_id)
    properties = (row_schema(listing) or {}).get("properties", {})
    asked = snake(_item_parameter(listing))
    words = asked.split("_")
    wanted = ["_".join(words[place:]) for place in range(len(words))] if asked else []
    noun = str(listing.items_key).removesuffix("s")
    wanted = [*wanted, f"{noun}_id", *_PLAIN_KEYS]
    ids = [name for name in properties if name.endswith(("_id", "_uuid")) and name not in _NOT_KEYS]
    return next((name for name in [*wanted, *ids] if name in properties), "")


def names_key(listing: Operation, name: str) -> bool:
    """Tell whether a field of an answer names the object of a list, as its key does."""
    folded = name.lower()
    noun = str(listing.items_key).removesuffix("s")
    return folded in {key_field(listing), "id", snake(_item_parameter(listing)), f"{noun}_id"} - {""}


def elements(known: Operation, body: Any) -> list[Any] | None:
    """Give what a body has of several objects, None when it speaks of one."""
    if isinstance(body, list):
        return body
    name = _array_of(known.id)
    return list(body.get(name) or ()) if name and isinstance(body, dict) else None


@cache
def _array_of(operation_id: str) -> str:
    """Give the name of the array in which a body carries its objects, "" when it carries one."""
    known = operation(operation_id)
    schema = known.detail().request_schema or {}
    listing = listing_of(known)
    if listing is None or known.path.endswith("}"):
        return ""
    properties: Mapping[str, Any] = schema.get("properties", {})
    single = [
        name
        for name in schema.get("required", ())
        if properties.get(name, {}).get("type") in _SCALARS and not name.endswith("_id")
    ]
    row = (row_schema(listing) or {}).get("properties", {})
    arrays = [name for name, each in properties.items() if each.get("type") == "array" and name not in row]
    if listing.items_key in properties:
        arrays.insert(0, str(listing.items_key))
    return arrays[0] if arrays and not single else ""


def words_of_query(query: Mapping[str, Any]) -> list[str]:
    """Give the keys that a query names: every value but the site."""
    values: list[str] = []
    for name, value in query.items():
        if name in _NOT_KEYS:
            continue
        parts = value if isinstance(value, list) else str(value).split(",")
        values += [str(each).strip() for each in parts]
    return values
