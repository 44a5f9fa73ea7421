"""Writes that nobody wrote a handler for, by how their operation is paired with a list or with settings.

POST at a list (or at `/batch` below it) creates, PATCH and PUT of one object or of several in a body change, DELETE
takes away the object of the path, those that query or body name, or all. At a path that is read and is no list they
change a tree of settings. Everything else is checked, and answered from its schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.fit import laid
from ztui.sim.generic import tree_of
from ztui.sim.pair_facts import extension_facts, facts_of
from ztui.sim.pairing import elements, listing_of, names_key, words_of_query
from ztui.sim.pairs import Collection, merged
from ztui.sim.templates import names_in, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.contract.catalogue import Operation
    from ztui.sim.generic import Generic
    from ztui.sim.handling import Context

__all__ = ["written"]

Row = dict[str, Any]


def written(context: Context, generic: Generic) -> Any:
    """Do a write and give its answer.

    Raises:
        Refusal: What the operation documents for an object that is not there, in the path or in the body.
    """
    known = context.operation
    listed = listing_of(known)
    if listed is None:
        return _settings(context, generic)
    names = [context.path[name] for name in names_in(plain(known))]
    single = plain(known).endswith("}")
    objects = Collection(context, listed.id, names[:-1] if single else names, made=generic)
    if known.method == "POST" and not single:
        return _created(context, generic, objects, listed)
    if known.method == "DELETE":
        _removed(context, objects, names[-1] if single else None)
        return _answer(context, generic, {}, [])
    if single:
        objects.update(objects.need(names[-1]), facts_of(context, _object_of(context.body)))
        return generic.single(context) if known.detail().response_schema is not None else None
    changes = [(objects.need(str(facts.get(objects.key, ""))), facts) for facts in _several(context, objects.key)]
    for key, facts in changes:
        objects.update(key, facts)
    return _answer(context, generic, {}, [])


def _merge_tree(below: Mapping[str, Any], above: Mapping[str, Any]) -> Row:
    """Lay written settings over older ones: what is `reset` is as it was at first, anything else is `modified`."""
    made = dict(below)
    for name, value in above.items():
        if not isinstance(value, dict):
            made[name] = value
        elif value.get("reset") is True:
            made.pop(name, None)
        else:
            made[name] = merged(made.get(name, {}), {**value, "modified": True})
    return made


def _created(context: Context, generic: Generic, objects: Collection, listed: Operation) -> Any:
    """Create one object or those of a body's array."""
    if elements(context.operation, context.body) is None:
        facts = facts_of(context, _object_of(context.body))
        # A body's own id names somebody else: the object that is to be copied, or one of another system.
        key = objects.create({name: value for name, value in facts.items() if name != objects.key})
        return _answer(context, generic, (objects.get(key) or {}) | facts | _names(context, listed, key), [])
    made = []
    for facts in _several(context, objects.key):
        key = objects.create(facts, str(facts.get(objects.key, "")))
        made.append((objects.get(key) or {}) | facts | _names(context, listed, key))
    return _answer(context, generic, {}, made)


def _removed(context: Context, objects: Collection, single: str | None) -> None:
    """Take away the object of the path, else those that query or body name, else all."""
    if single is not None:
        objects.remove(objects.need(single))
        return
    named = words_of_query(context.query) + [str(each) for each in elements(context.operation, context.body) or []]
    if not named:
        objects.clear()
    for key in [objects.need(each) for each in named]:
        objects.remove(key)


def _several(context: Context, key: str) -> list[Row]:
    """Give the facts of each object that a body carries; a bare id stands for an object of which no more is said."""
    system = context.world.system(context.account)
    found = []
    facts_of(context, context.body if isinstance(context.body, dict) else {"ids": context.body})
    for each in elements(context.operation, context.body) or []:
        facts = facts_of(context, each if isinstance(each, dict) else {key: each})
        found.append(extension_facts(system, str(facts.get("extension_id", ""))) | facts)
    return found


def _settings(context: Context, generic: Generic) -> Any:
    """Change the settings at a path; give the answer of the schema."""
    tree = tree_of(context)
    facts = facts_of(context, _object_of(context.body))
    if context.operation.method == "DELETE":
        tree.facts.pop("", None)
    else:
        tree.facts[""] = _merge_tree(tree.facts.get("", {}), facts)
    return _answer(context, generic, facts, [])


def _object_of(body: Any) -> Mapping[str, Any]:
    """Give a body that is an object, {} for none and for arrays."""
    return body if isinstance(body, dict) else {}


def _names(context: Context, listed: Operation, key: str) -> Row:
    """Give the key of a new object under all names that the answer of its creation has for it."""
    schema = context.operation.detail().response_schema or {}
    names = [name for name in schema.get("properties", {}) if name.lower().endswith("id")]
    return {name: key for name in names if names_key(listed, name) or len(names) == 1}


def _answer(context: Context, generic: Generic, facts: Mapping[str, Any], made: Sequence[Mapping[str, Any]]) -> Any:
    """Give the answer of a write: what its schema knows of the facts, arrays with the objects that were made."""
    schema = context.operation.detail().response_schema
    if schema is None:
        return None
    properties: Mapping[str, Any] = schema.get("properties", {})
    if not properties:
        return {} if schema.get("type") in (None, "object") else [dict(each) for each in made]
    key = str(facts.get("id", "")) or "/".join(context.path.values())
    result = laid(schema, generic.blank(context, schema, key), facts)
    for name, part in properties.items():
        if part.get("type") == "array" and made and not name.startswith(("unprocessed", "failed")):
            result = laid(schema, result, {name: [dict(each) for each in made]})
    return result
