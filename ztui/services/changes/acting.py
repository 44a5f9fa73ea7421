"""Plans of actions: adding members, assigning numbers, rebooting, deleting."""

from __future__ import annotations

import asyncio
from dataclasses import field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, Conflict, FieldError, Forbidden, NotFound, UnknownName
from ztui.resources.edits.model import InputKind
from ztui.resources.rows import value_at
from ztui.services.changes.consequences import follows
from ztui.services.changes.model import Change, Plan
from ztui.services.changes.naming import names_of, told_apart, without_strangers
from ztui.services.changes.planning import (
    DELETE,
    action_named,
    check_request,
    found,
    named,
    new_plan,
    phrase_of,
    read_now,
    refusal,
    shown,
)
from ztui.services.changes.totals import totals
from ztui.services.changes.values import own_problems

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from ztui.resources.edits.model import Action, Input, Request
    from ztui.resources.model import Resource, Row
    from ztui.services.changes.model import Pairs
    from ztui.services.session import Session

__all__ = ["AT_ONCE", "IS_SO", "plan_action"]

IS_SO = "It is so already"
"""What is said of an object on which the action was carried out before."""

AT_ONCE = 4
"""So many objects are read, or written, at the same time."""

_TOLD = 20
"""Of so many objects at most it is told one by one what goes with them."""


async def plan_action(
    session: Session,
    resource: str | Resource,
    action_name: str | Action,
    keys: Sequence[str],
    given: Mapping[str, Any] | None = None,
    *,
    parents: Pairs = (),
    new: Mapping[str, Row] | None = None,
) -> Plan:
    """Plan an action on one object or on several, each of which is read now.

    Args:
        session: In whose profile and account.
        resource: Name, alias or declaration.
        action_name: Name of the action, or the action.
        keys: Keys of the objects.
        given: What the action asks for, by the names of its inputs; keys where it takes objects.
        parents: What their list is below.
        new: Rows of objects that the plan makes, by the stand-in for their key, which is among `keys`; they are not
            read. Who merges the plans says which change makes them (`Change.stand_ins`).

    Returns:
        One change for each request; objects that do not have the action now are left out, and the plan says why.

    Raises:
        UnknownName: There is no such action or input.
        Invalid: Something that it asks for is missing or wrong.
        Conflict: None of the objects has the action now.
        NotFound: An object is not there.
    """
    known = found(session, resource)
    action = action_named(known, action_name) if isinstance(action_name, str) else action_name
    filled = await _filled(session, action, given or {})
    if not keys:
        raise ConfigError(f"No {known.singular} is named.", "Name one or more keys.")
    objects = await _objects(session, known, keys, parents, new or {})
    names = await names_of(session, action, given or {}, filled)
    made = await _made(session, _Asked(known, action, given or {}, filled, names, parents), objects)
    return _plan(session, action, made.changes, made.says, made.refused)


@dataclass(frozen=True, slots=True)
class _Asked:
    """An action as it is asked for: what was given, the same as it is sent, and what the objects in it are called."""

    resource: Resource
    action: Action
    given: Mapping[str, Any]
    filled: Mapping[str, Any]
    names: Mapping[str, str]
    parents: Pairs


@dataclass(slots=True)
class _Made:
    """What has been made of an action so far: changes, what they do in words, and who is left out."""

    changes: list[Change] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


async def _made(session: Session, asked: _Asked, objects: Sequence[_Object]) -> _Made:
    """Make the changes of all objects, and say what they do: of each object if there are few, else of all together."""
    made, action = _Made(), asked.action
    together: list[Row] = []
    for bare in objects:
        each = await _with_reads(session, action, bare, asked.filled)
        some = _what_applies(asked, each, made.refused)
        if some is None:
            continue
        made.changes += _changes(asked, each, some)
        if action.sums is not None and len(objects) > 1:
            together.append(each.row)
        elif len(objects) <= _TOLD:
            first = "" if action.says is None else action.says(each.row, {**some, **_owners(asked)})
            made.says += await follows(
                session, asked.resource, each.row, action.name, some, parents=asked.parents, first=first
            )
    if together and action.sums is not None:
        made.says.append(f"{action.sums(together)}.")
    if len(objects) > _TOLD:
        made.says += await totals(session, made.changes)
    return made


def _what_applies(asked: _Asked, each: _Object, refused: list[str]) -> Mapping[str, Any] | None:
    """Give what of the inputs applies to an object, None where nothing does; what does not is noted as refused."""
    action, resource = asked.action, asked.resource
    why = action.needs(each.row) if action.needs is not None else ""
    if why and action.already is not None and action.already(each.row, asked.filled):
        why = IS_SO
    if why:
        refused.append(f"{shown(named(resource, each.row))}: {why}")
        return None
    some, strangers = without_strangers(action, resource, each.row, asked.filled, asked.names)
    refused += [strangers] if strangers else []
    return None if strangers and not any(some.get(name) for name in asked.filled) else some


@dataclass(frozen=True, slots=True)
class _Object:
    """An object of an action: what Zoom answered, and the same with what is known beside it."""

    key: str
    answer: Row
    row: Row
    is_new: bool = False


async def _objects(
    session: Session, resource: Resource, keys: Sequence[str], parents: Pairs, new: Mapping[str, Row]
) -> list[_Object]:
    """Give those that the plan makes as they will be, and read the others."""
    made = [_Object(key, row, {**row, resource.key: key}, is_new=True) for key, row in new.items() if key in keys]
    old = [each for each in dict.fromkeys(keys) if each not in new]
    read = await _read_all(old, partial(read_now, session, resource), parents)
    return [*made, *(_Object(key, answer, row) for key, (answer, row) in read)]


async def _with_reads(session: Session, action: Action, bare: _Object, given: Mapping[str, Any]) -> _Object:
    """Give an object with what another read than its own tells of it, where the action takes that."""
    if action.reads is None:
        return bare
    beside = await _beside(session, action.reads(bare.row, given))
    return replace(bare, answer={**bare.answer, **beside}, row={**bare.row, **beside})


def _changes(asked: _Asked, each: _Object, filled: Mapping[str, Any]) -> list[Change]:
    """Give the changes of one object, one for each of its requests."""
    made = [_change(asked, each, request) for request in asked.action.make(each.row, filled)]
    return told_apart([_of_new(change) for change in made] if each.is_new else made, asked.names)


def _plan(
    session: Session, action: Action, changes: Sequence[Change], says: Sequence[str], refused: Sequence[str]
) -> Plan:
    """Judge the requests of all objects, and say beside what they do what was left out, and what cannot be undone."""
    if not changes:
        reason = "; ".join(refused) or "there is nothing to do"
        raise Conflict(f"{action.title}: {reason}.", "Nothing was sent.", operation_id=action.operations[0])
    for made in changes:
        check_request(made.request, session.account.id)
    numbered = [replace(made, id=str(place)) for place, made in enumerate(changes, 1)]
    left_out = (f"Left out: {why}" for why in refused)
    return new_plan(session, numbered, (*says, *left_out, *_of_undoing(action, numbered)))


def _of_undoing(action: Action, changes: Sequence[Change]) -> list[str]:
    """Say why something cannot be undone, and what would differ."""
    final = [f"It cannot be undone: {why.rstrip('.')}." for why in dict.fromkeys(each.final for each in changes) if why]
    return [*final, *([f"On undoing: {action.differs.rstrip('.')}."] if action.differs else [])]


def _owners(asked: _Asked) -> dict[str, str]:
    """Give what the objects are called that were picked one by one: for `Action.says`."""
    names = asked.names
    return {f"{name}.name": names[key] for name, key in asked.given.items() if isinstance(key, str) and key in names}


async def _read_all(
    keys: Sequence[str], read: Callable[[str, Pairs], Awaitable[tuple[Row, Row]]], parents: Pairs
) -> list[tuple[str, tuple[Row, Row]]]:
    """Read several objects, a few at a time; raises what the first one that cannot be read raises."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(key: str) -> tuple[str, tuple[Row, Row]]:
        async with gate:
            return key, await read(key, parents)

    return list(await asyncio.gather(*(one(each) for each in keys)))


async def _beside(session: Session, request: Request) -> Row:
    """Read what was there before, under the operation's id; where that may not be read, it is not known."""
    try:
        reply = await session.client.request(request.operation_id, request.path, request.query)
    except (Forbidden, NotFound):
        return {}
    return {request.operation_id: reply.data}


def _change(asked: _Asked, each: _Object, request: Request) -> Change:
    resource, action = asked.resource, asked.action
    label = named(resource, each.row)
    undo = None if action.inverse is None else partial(action.inverse, each.row, request)
    inverse = None if undo is None else undo(None)
    removes = action.name == DELETE
    return Change(
        id="",
        resource=resource.name,
        key=each.key,
        label=label,
        title=f"{action.title} {resource.singular} {label}" if removes else f"{action.title}: {label}",
        request=request,
        before=each.answer,
        check=action.check(each.row, request) if action.check is not None else None,
        unverified=action.unverified,
        inverse=inverse,
        final=action.final if inverse is None else "",
        differs=action.differs,
        confirm=action.confirm,
        phrase=phrase_of(label, each.key),
        parents=asked.parents,
        undo=undo,
        guard=action.needs,
        touches=(resource.label_path,) if removes else (),
        removes=removes,
        action=action.name,
        given=tuple(asked.given.items()),
    )


def _of_new(change: Change) -> Change:
    """Leave out what takes an object that is there: nothing of it was read, and it need not be read before."""
    return replace(change, before=None, guard=None, touches=())


async def _filled(session: Session, action: Action, given: Mapping[str, Any]) -> dict[str, Any]:
    """Check what was given for the inputs of an action, and turn keys of objects into what the action sends."""
    inputs = {each.name: each for each in action.inputs}
    for name in given:
        if name not in inputs:
            raise UnknownName(f"input of '{action.title}'", name, inputs)
    filled: dict[str, Any] = {}
    problems: list[FieldError] = []
    for name, each in inputs.items():
        value = given.get(name)
        if value is None or value in ("", [], ()):
            if each.required:
                problems.append(FieldError(name, "is missing"))
            continue
        values = list(value) if isinstance(value, list | tuple) else [value]
        if len(values) > 1 and not (each.several or each.kind in (InputKind.CHOICES, InputKind.JSON)):
            problems.append(FieldError(name, "takes one"))
            continue
        problems += [problem for part in values for problem in own_problems(each, name, part)]
        if each.kind is InputKind.PICK and each.pick_path:
            values = [await _picked(session, each, str(part)) for part in values]
        filled[name] = values if each.several or each.kind is InputKind.CHOICES else values[0]
    if problems:
        raise refusal(action.title, action.operations[0], problems, {name: each.title for name, each in inputs.items()})
    return filled


async def _picked(session: Session, field: Input, key: str) -> Any:
    """Give what is sent for a picked object, from its row as stored, or read."""
    for name in field.picks:
        for read in (session.objects.cached, session.objects.read):
            try:
                state = await read(name, key)
            except (NotFound, ConfigError):
                continue
            value = None if state is None else value_at(state.row, field.pick_path)
            if value is not None and value != "":
                return value
    raise NotFound(f"There is no {field.title.lower()} with the key '{key}'.", "Is it in another account, or gone?")
