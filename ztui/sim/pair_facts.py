"""From a written body to facts in the names of answers; whom it refers to has to be there.

Zoom API: a write names others by id (`site_id`, `sip_group_id`), an answer shows them (`site: {id, name}`); a few
bodies have one object around everything (`exception_rule`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.fit import Whole
from ztui.sim.handling import Refusal
from ztui.sim.refusals import invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ztui.sim.handling import Context
    from ztui.sim.world.system import PhoneSystem

__all__ = ["extension_facts", "facts_of"]

Row = dict[str, Any]

_SAME = {"blocked_number": "phone_number", "audio_name": "name"}
"""Names of bodies that answers have under another name, too."""

_CODES = {"site": (8001, 300), "user": (1001, 300), "extension": (300,), "device": (300,), "number": (300,)}
"""Codes for somebody who is not there, the likeliest first."""


def facts_of(context: Context, body: Mapping[str, Any] | None) -> Row:
    """Give what a body says in the names of answers.

    Raises:
        Refusal: When it refers to a site, user, extension, device or number that the account does not have.
    """
    body = _unwrapped(body or {})
    _check_references(context, body)
    facts = dict(body)
    system = context.world.system(context.account)
    for name, value in body.items():
        if name in _SAME:
            facts.setdefault(_SAME[name], value)
        if name.endswith("_id") and isinstance(value, str) and name.removesuffix("_id") not in body:
            whole = _referred(system, name, value)
            facts[name.removesuffix("_id")] = whole
            facts.setdefault(f"{name.removesuffix('_id')}_name", whole.get("name", ""))
    return facts


def _check_references(context: Context, body: Any) -> None:
    """Compare every id of a site, user, extension, device or number in a body with the account.

    Raises:
        Refusal: The operation's documented code for somebody who is not there, else 400/300 for the field.
    """
    system = context.world.system(context.account)
    for field, name, value in _ids(body, ""):
        kind = next((each for each in _CODES if name == f"{each}_id" or name.endswith(f"_{each}_id")), "")
        if kind and value and not _is_there(system, kind, value):
            documented = {each.code: each.http for each in context.operation.detail().errors}
            code = next((each for each in _CODES[kind] if each in documented), None)
            text = f"{kind.capitalize()} does not exist: {value}."
            if code in (None, 300):
                raise invalid(field, text)
            raise Refusal(documented[code], code, text)


def extension_facts(system: PhoneSystem, ext_id: str) -> Row:
    """Give what lists say of an extension: name, number, type, e-mail, site; {} for one that is not there."""
    held = system.extension(ext_id)
    if held is None:
        return {}
    thing = held.thing
    site = system.sites.get(thing.site_id)
    facts: Row = {
        "extension_id": ext_id,
        "extension_number": thing.extension,
        "display_name": thing.name,
        "name": thing.name,
        "email": getattr(thing, "email", ""),
        "site_id": thing.site_id,
    }
    if site is not None:
        facts |= {"site": Whole(id=site.id, name=site.name), "site_name": site.name}
    return facts


def _unwrapped(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what is inside a body that is one object around everything."""
    inner = next(iter(body.values())) if len(body) == 1 else None
    only = next(iter(body), "")
    return inner if isinstance(inner, dict) and only == "exception_rule" else body


def _referred(system: PhoneSystem, name: str, key: str) -> Whole:
    """Give an object that an id stands for, with its name where the account knows it."""
    site = system.sites.get(key) if name.endswith("site_id") else None
    user = system.user(key) if name.endswith("user_id") else None
    found = site or user
    return Whole(id=key) if found is None else Whole(id=key, name=found.name)


def _ids(value: Any, path: str) -> Iterator[tuple[str, str, str]]:
    """Give path, singular name and value of every id of a body, arrays of ids included."""
    if isinstance(value, dict):
        for name, each in value.items():
            inner = f"{path}.{name}" if path else name
            if isinstance(each, str) and name.endswith("_id"):
                yield inner, name, each
            elif isinstance(each, list) and name.endswith("_ids"):
                yield from ((inner, name.removesuffix("s"), one) for one in each if isinstance(one, str))
            else:
                yield from _ids(each, inner)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _ids(each, f"{path}[{place}]")


def _is_there(system: PhoneSystem, kind: str, key: str) -> bool:
    """Tell whether the account has somebody."""
    if kind == "site":
        return key in system.sites
    if kind == "user":
        return system.user(key) is not None or key in system.common_areas
    if kind == "extension":
        return system.extension(key) is not None
    if kind == "device":
        return key in system.devices
    return key in system.numbers
