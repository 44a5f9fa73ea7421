"""What the things are called that an action was given, and which of them an object has not."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.amounts import few, plural
from ztui.core.errors import ZtuiError
from ztui.resources.edits.model import InputKind
from ztui.services.changes.planning import found, named, shown
from ztui.services.changes.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ztui.resources.edits.model import Action, Request
    from ztui.resources.model import Resource, Row
    from ztui.services.changes.model import Change, Plan
    from ztui.services.session import Session

__all__ = ["names_in", "names_of", "told_apart", "without_strangers"]

_MOST = 200
"""Of so many things at most it is looked up what they are called."""
_ASKED = 4
_FEW = 3


async def names_of(
    session: Session, action: Action, given: Mapping[str, Any], filled: Mapping[str, Any]
) -> dict[str, str]:
    """Give what picked objects are called, by their keys and by what is sent for them, as far as they are stored."""
    names: dict[str, str] = {}
    for each in action.inputs:
        if each.kind is not InputKind.PICK:
            continue
        pairs = zip(_listed(given.get(each.name)), _listed(filled.get(each.name)), strict=False)
        for key, sent in list(pairs)[:_MOST]:
            name = await _stored_name(session, each.picks, key) if isinstance(key, str) and key else ""
            if name:
                names |= {key: name, str(sent): name}
    return names


async def names_in(session: Session, plan: Plan, *, ask: bool = False) -> dict[str, str]:
    """Give what the objects are called whose ids a plan's fields write, as far as that is stored.

    Args:
        session: In whose account.
        plan: The plan.
        ask: Read a few that are not stored.
    """
    wanted: dict[str, tuple[str, ...]] = {}
    words = Words()
    for change in plan.changes:
        wanted |= {id: picks for picks, id in words.picks(change)}
        if len(wanted) >= _MOST:
            break
    names = {id: await _stored_name(session, picks, id) for id, picks in wanted.items()}
    unknown = [id for id, name in names.items() if not name and len(wanted[id]) == 1]
    for id in unknown[:_ASKED] if ask else ():
        (resource,) = wanted[id]
        with suppress(ZtuiError):  # an id is shown as it is where its object may not be read
            state = await session.objects.read(resource, id)
            names[id] = named(found(session, resource), state.row)
    return {id: name for id, name in names.items() if name}


async def _stored_name(session: Session, resources: Sequence[str], key: str) -> str:
    for name in resources:
        resource = found(session, name)
        state = None if resource.parents else await session.objects.cached(name, key)
        if state is not None:
            return named(resource, state.row)
    return ""


def without_strangers(
    action: Action, resource: Resource, row: Row, filled: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[Mapping[str, Any], str]:
    """Leave out of what an action takes away what the object has not.

    Returns:
        What is left, and what was left out in words, "" for nothing.
    """
    held = None if action.holds is None else action.holds.ids(row)
    if action.holds is None or held is None:
        return filled, ""
    picks = {each.name for each in action.inputs if each.kind is InputKind.PICK}
    left = {
        name: [each for each in _listed(value) if str(each) in held] if name in picks else value
        for name, value in filled.items()
    }
    gone = [str(each) for name in picks for each in _listed(filled.get(name)) if str(each) not in held]
    if not gone:
        return filled, ""
    told = _few([names.get(each, each) for each in gone])
    verb = "is" if len(gone) == 1 else "are"
    noun = f"no {action.holds.noun if len(gone) == 1 else plural(action.holds.noun)}"
    return {name: value for name, value in left.items() if value != []}, (
        f"{told} {verb} {noun} of {shown(named(resource, row))}"
    )


def told_apart(changes: Sequence[Change], names: Mapping[str, str]) -> list[Change]:
    """Tell the requests of one object apart: by the names of what each of them is about, else by their place."""
    told = [_with_names(each, names) for each in changes]
    if len({each.title for each in told}) == len(told):
        return told
    return [replace(each, title=f"{each.title} ({place} of {len(told)})") for place, each in enumerate(told, 1)]


def _with_names(change: Change, names: Mapping[str, str]) -> Change:
    about = dict.fromkeys(each for each in _sent(change.request) if each in names and each != change.key)
    return replace(change, title=f"{change.title} ({_few([names[each] for each in about])})") if about else change


def _few(names: Sequence[str]) -> str:
    return few([shown(each) for each in names], _FEW)


def _sent(request: Request) -> Iterator[str]:
    yield from _leaves([*request.path.values(), *request.query.values(), request.body])


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _leaves(each)
    elif value is not None:
        yield str(value)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
