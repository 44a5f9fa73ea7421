"""Every edit that claims an inverse tried on what is there: fields, actions, and what makes an object."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tests.every_edit.doing import Came, Trial, there_and_back
from tests.every_edit.filling import new_values, other_values, values_for
from ztui.contract.catalogue import operation
from ztui.core.errors import Invalid, ZtuiError
from ztui.resources.edits.registry import edits
from ztui.resources.rows import value_at
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.model import UNSET
from ztui.services.changes.planning import action_named
from ztui.services.changes.updating import plan_update, value_before, write_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.every_edit.account import Account, Thing
    from ztui.resources.edits.model import Action, Edits, WriteField
    from ztui.resources.model import Resource
    from ztui.services.changes.model import Plan

__all__ = ["tried"]

Trials = dict[str, Trial]

_THINGS = 6
_VALUES = 5
_AT_ONCE = 40
"""So many fields are changed by one request, where an object has more."""
_FIRST = {
    "remove-voicemail-access": "add-voicemail-access",
    "remove-number": "add-numbers",
    "activate": "deactivate",
}
"""What has to be done before, where an account has nothing of the kind at first."""


async def tried(account: Account, resource: Resource) -> Trials:
    """Try all that can be edited of a resource; give what came of each edit, by its name."""
    known = edits(resource.name)
    found: Trials = {}
    if known.update is not None or resource.operations.update:
        found |= await _updates(account, resource, known)
    for action in known.actions:
        if action.inverse is not None or (known.recreate and action.name == "delete"):
            found[f"{resource.name} {action.name}"] = await _action(account, resource, action)
    if known.create is not None or resource.operations.create:
        found[f"{resource.name} create"] = await _create(account, resource, known)
    return found


async def _updates(account: Account, resource: Resource, known: Edits) -> Trials:
    found: Trials = {}
    for thing in (await account.things(resource))[:_THINGS]:
        values = await _fitting(account, known, thing, found)
        some = list(values.items())
        size = 1 if len(some) <= _AT_ONCE else _AT_ONCE
        for begin in range(0, len(some), size):
            found |= await _update(account, thing, dict(some[begin : begin + size]))
    return found


async def _fitting(account: Account, known: Edits, thing: Thing, found: Trials) -> dict[str, Any]:
    """Give a new value for each field of an object that nothing is known of yet, as far as one can be planned."""
    session = account.home.session
    try:
        state = await session.objects.read(thing.resource.name, thing.key, thing.parents)
    except ZtuiError:
        return {}
    row = {**state.answer, **dict(thing.parents)}
    candidates: dict[str, list[Any]] = {}
    for field in write_fields(known, row, update=True):
        name = f"{thing.resource.name} {field.write}"
        if field.read and (name not in found or found[name].came is Came.REFUSED):
            candidates[field.write] = (await other_values(account, field, _now(field, row)))[:_VALUES]
    plan, values = await _first_that_fit(account, thing, candidates)
    if plan is None:
        return {}
    change = plan.changes[0]
    schema = operation(change.request.operation_id).detail().request_schema
    declared = {each.write: each for each in write_fields(known, row, update=True)}
    for each in change.fields:
        if value_before(each, declared[each.write], schema) is UNSET:
            found[f"{thing.resource.name} {each.write}"] = Trial(Came.FINAL, "it had no value that can be put back")
            values.pop(each.write)
    return {name: value for name, value in values.items() if any(each.write == name for each in change.fields)}


async def _first_that_fit(
    account: Account, thing: Thing, candidates: dict[str, list[Any]]
) -> tuple[Plan | None, dict[str, Any]]:
    """Give a plan that sets all fields at once, each to the first of its values that nothing is wrong with."""
    left = {name: list(each) for name, each in candidates.items() if each}
    while left:
        values = {name: each[0] for name, each in left.items()}
        try:
            plan = await plan_update(account.home.session, thing.resource, thing.key, values, parents=thing.parents)
        except Invalid as error:
            wrong = [name for name in left if any(_is_at(each.field, name) for each in error.fields)] or list(left)
            for name in wrong:
                del left[name][0]
                if not left[name]:
                    del left[name]
        except ZtuiError:
            return None, {}
        else:
            return (plan if plan.active else None), values
    return None, {}


def _is_at(place: str, name: str) -> bool:
    return place == name or place.startswith((f"{name}.", f"{name}["))


def _now(field: WriteField, row: dict[str, Any]) -> Any:
    value = value_at(row, field.read)
    return value if field.to_write is None else field.to_write(value)


async def _planned(account: Account, thing: Thing, values: dict[str, Any]) -> Plan | None:
    try:
        plan = await plan_update(account.home.session, thing.resource, thing.key, values, parents=thing.parents)
    except ZtuiError:
        return None
    return plan if plan.active else None


async def _update(account: Account, thing: Thing, values: dict[str, Any]) -> Trials:
    """Change some fields and put them back; where that is not all well, one by one, to tell which."""
    plan = await _planned(account, thing, values)
    names = [f"{thing.resource.name} {each}" for each in values]
    if plan is not None:
        trial = await there_and_back(account, plan, thing)
        if len(values) == 1 or trial.came is Came.BACK:
            return dict.fromkeys(names, trial)
    found: Trials = {}
    for name, value in values.items() if len(values) > 1 else ():
        found |= await _update(account, thing, {name: value})
    return found


async def _action(account: Account, resource: Resource, action: Action) -> Trial:
    """Try an action with what can be filled in, until it goes; where nothing is there to be taken, after giving it."""
    trial = await _tried(account, resource, action)
    if trial.came is not Came.REFUSED or action.name not in _FIRST:
        return trial
    first = action_named(resource, _FIRST[action.name])
    for thing in (await account.things(resource))[:1]:
        async for given in _given(account, first, thing):
            with suppress(ZtuiError):
                plan = await plan_action(
                    account.home.session, resource, first.name, [thing.key], given, parents=thing.parents
                )
                await apply(account.home.session, plan)
                return await _tried(account, resource, action)
    return trial


async def _tried(account: Account, resource: Resource, action: Action) -> Trial:
    last = Trial(Came.REFUSED, "there is no object")
    for thing in (await account.things(resource))[:_THINGS]:
        async for given in _given(account, action, thing):
            try:
                plan = await plan_action(
                    account.home.session, resource, action.name, [thing.key], given, parents=thing.parents
                )
            except ZtuiError as error:
                last = Trial(Came.REFUSED, error.message)
                continue
            last = await there_and_back(account, plan, thing)
            if last.came not in (Came.REFUSED, Came.FINAL):
                return last
    return last


async def _given(account: Account, action: Action, thing: Thing) -> Any:
    """Give what may be filled in: the first, the second, ... value of each input; of optional ones one alone."""
    values = {each.name: await values_for(account, each, thing) for each in action.inputs}
    several = {each.name for each in action.inputs if each.several}
    optional = [each.name for each in action.inputs if not each.required]
    for filled in _combined(values, optional, everything_optional=len(optional) == len(action.inputs)):
        yield {name: [value] if name in several and not isinstance(value, list) else value
               for name, value in filled.items()}  # fmt: skip


def _combined(
    values: dict[str, list[Any]], optional: list[str], *, everything_optional: bool
) -> Iterator[dict[str, Any]]:
    if not values:
        yield {}
        return
    for place in range(min(max(map(len, values.values())), _VALUES * 3)):
        named = {name: each[(place + shift) % len(each)] for shift, (name, each) in enumerate(values.items()) if each}
        if everything_optional:
            yield from ({name: value} for name, value in named.items())
        else:
            yield {name: value for name, value in named.items() if name not in optional}


async def _create(account: Account, resource: Resource, known: Edits) -> Trial:
    last = Trial(Came.REFUSED, "there is nothing that it could be below")
    for parents in (await account.places(resource))[:3]:
        offered = write_fields(known, dict(parents), update=False)
        for values in await new_values(account, resource.name, offered):
            try:
                plan = await plan_create(account.home.session, resource, values, parents=parents)
            except ZtuiError as error:
                last = Trial(Came.REFUSED, f"{error.message} {values}")
                continue
            last = await there_and_back(account, plan, None)
            if last.came is not Came.REFUSED:
                return last
    return last
