"""Plans that undo what the journal has: back to what was there before, as far as that can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError, Conflict, NotFound
from ztui.core.text import display
from ztui.core.times import stamp
from ztui.resources.edits.model import Expect
from ztui.resources.model import Confirm
from ztui.resources.rows import text_of, value_at
from ztui.services.changes.bound import is_elsewhere
from ztui.services.changes.creating import plan_create
from ztui.services.changes.inverting import MAY_BE_ANOTHERS
from ztui.services.changes.looking import look
from ztui.services.changes.losing import lost_since
from ztui.services.changes.model import UNSET, Change, Plan, strictest
from ztui.services.changes.places import with_parents
from ztui.services.changes.planning import DELETE, check_request, edits_of, found, new_plan, phrase_of, read_now
from ztui.services.changes.records import restored
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.updating import plan_update, value_before, write_fields
from ztui.services.changes.values import same
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from ztui.resources.edits.model import Check, Request
    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry

__all__ = ["plan_undo", "why_final"]

_FLIPPED = {Expect.THERE: Expect.GONE, Expect.GONE: Expect.THERE}


def why_final(entry: JournalEntry) -> str:
    """Give why a write cannot be undone, "" where a plan can be made for it."""
    if entry.outcome is not Outcome.DONE:
        return f"It is {entry.outcome.value}, so there is nothing to undo." if entry.outcome else "It is not finished."
    if entry.undone_by:
        return "It was undone already."
    if entry.about.inverse is None:
        why = entry.plan.get("final") or ("" if entry.about.resource else "what was there before is not known")
        return f"It cannot be undone: {why or 'what was there before is not known'}."
    return ""


async def plan_undo(session: Session, journal_id: str) -> Plan:
    """Plan to undo a write.

    Args:
        session: In the profile and the account that it was done in.
        journal_id: Id of the journal's entry, or how it begins.

    Returns:
        A plan; where the object was changed since, the plan says so, and its change is switched off.

    Raises:
        NotFound: The journal has no such entry, or the object is gone.
        ConfigError: It was done in another account.
        Conflict: It cannot be undone, or what it did is no longer so; the message says why.
    """
    entry = None if session.journal is None else await session.journal.entry(journal_id)
    if entry is None:
        raise NotFound(f"The journal has no entry '{journal_id}'.", "'ztui journal' lists what it has.")
    if is_elsewhere(session, entry):
        raise ConfigError("It was done in another account.", "Undo it there.")
    why = why_final(entry)
    if why:
        raise Conflict(f"'{_title(entry)}': {why}", "Nothing was sent.")
    change = await restored(session, entry)
    if change.created:
        plan = await _unmade(session, change)
        if MAY_BE_ANOTHERS in entry.detail:
            plan = _asked_severely(plan, entry)
    elif change.removes:
        plan = await _made_again(session, entry, change)
    elif change.fields:
        plan = await _put_back(session, entry, change)
    else:
        plan = await _inverted(session, change)
    changes = tuple(replace(each, undoes=entry.id, title=f"Undo: {each.title}") for each in plan.changes)
    differs = [f"On undoing: {change.differs.rstrip('.')}."] if change.differs else []
    return replace(plan, changes=changes, says=(*plan.says, *differs))


def _title(entry: JournalEntry) -> str:
    return display(entry.about.title or entry.intent.operation_id)


async def _unmade(session: Session, change: Change) -> Plan:
    """Delete what was made; by the request that was noted where no read finds it by the key that the answer gave."""
    try:
        return await plan_delete(session, change.resource, [change.key], parents=change.parents)
    except NotFound:
        if found(session, change.resource).operations.get:
            raise
    return await _inverted(session, replace(change, check=None))


def _asked_severely(plan: Plan, entry: JournalEntry) -> Plan:
    """Let nobody delete by the way what another admin may have made."""
    said = (
        f"'{_title(entry)}' had no answer; what is deleted here was found by its values, and may be another's, made "
        "meanwhile. Look at it first."
    )
    changes = tuple(replace(each, confirm=Confirm.SEVERE) for each in plan.changes)
    return replace(plan, changes=changes, says=(said, *plan.says))


async def _put_back(session: Session, entry: JournalEntry, change: Change) -> Plan:
    """Write the values from before; one that was changed since is a conflict."""
    resource = found(session, change.resource)
    answer, _ = await read_now(session, resource, change.key, change.parents)
    row = with_parents(answer, change.parents)
    offered = write_fields(edits_of(resource), row, update=True)
    declared = {each.write: each for each in offered}
    schema = operation(change.request.operation_id).detail().request_schema
    values: dict[str, Any] = {}
    moved, says = [], []
    for each in change.fields:
        if each.live is None or each.secret:
            says.append(f"{each.title}: stays as it is; what was there before is not known.")
            continue
        now = each.live(row)
        if not same(now, each.after):
            moved.append(f"{each.title} was changed since: it is '{display(text_of(now))}' now, and was set to "
                         f"'{display(text_of(each.after))}'.")  # fmt: skip
        value = value_before(each, declared.get(each.write), schema)
        if value is UNSET:
            says.append(f"{each.title}: stays as it is; it had no value before, and Zoom has no way to take it away.")
        else:
            values[each.write] = value
    if values:
        values |= lost_since(entry, change, offered, row)
    plan = await plan_update(session, change.resource, change.key, values, parents=change.parents)
    plan = replace(plan, says=(*plan.says, *says))
    if not moved:
        return plan
    return replace(plan, changes=tuple(replace(each, on=False) for each in plan.changes), says=(*moved, *plan.says))


async def _made_again(session: Session, entry: JournalEntry, change: Change) -> Plan:
    """Make a deleted object again from what it was."""
    resource = found(session, change.resource)
    inverse = change.inverse
    assert inverse is not None
    edits = edits_of(resource)
    gives_back = any(each.name == DELETE and each.inverse is not None for each in edits.actions)
    if inverse.operation_id != resource.operations.create or gives_back:
        return await _inverted(session, change)
    body = inverse.body if isinstance(inverse.body, dict) else {}
    offered = write_fields(edits, dict(change.parents), update=False)
    values = {each.write: value for each in offered if (value := _at(body, each.write)) is not None}
    plan = await plan_create(session, resource, values, parents=change.parents)
    return replace(plan, says=(*plan.says, f"It was deleted {stamp(entry.made_at, UTC, seconds=False)} UTC."))


def _at(body: dict[str, Any], path: str) -> Any:
    value: Any = body
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


async def _inverted(session: Session, change: Change) -> Plan:
    """Send what undoes an action, if what it did is still so."""
    inverse = change.inverse
    assert inverse is not None
    check_request(inverse, session.account.id)
    seen = await look(session, replace(change, fields=()))
    if seen.holds is False:
        raise Conflict(f"'{change.title}' is no longer so: {seen.why or 'it was changed since'}.", "Nothing was sent.")
    check = _opposite(session, change, inverse)
    before = change.before
    undone = Change(
        id="1",
        resource=change.resource,
        key=change.key,
        label=change.label,
        title=change.title,
        request=inverse,
        before=before,
        check=check,
        unverified="" if check is not None else "no read tells what was there before",
        inverse=change.request,
        confirm=_level(session, change, inverse),
        phrase=change.phrase or phrase_of(change.label, change.key),
        parents=change.parents,
    )
    return new_plan(session, (undone,))


def _level(session: Session, change: Change, inverse: Request) -> Confirm:
    """Give how an undo is asked for: as what does the same, not as what it undoes."""
    known = edits_of(found(session, change.resource)).actions if change.resource else ()
    does = [each for each in known if inverse.operation_id in each.operations]
    others = [each for each in does if each.name != change.action] if change.action else does
    return strictest([each.confirm for each in others or does] or [change.confirm])


def _check_of(session: Session, change: Change, inverse: Request) -> Check | None:
    """Make the check of what undoes an action by the same operation, as the action itself would."""
    resource = found(session, change.resource)
    make = next((each.check for each in edits_of(resource).actions if inverse.operation_id in each.operations), None)
    row = {resource.key: change.key, **with_parents(change.before or {}, change.parents)}
    return make(row, inverse) if make is not None else None


def _opposite(session: Session, change: Change, inverse: Request) -> Check | None:
    """Give how to see that an action was undone: as its action says, else by the opposite of its own check."""
    for action in edits_of(found(session, change.resource)).actions if change.resource else ():
        if change.request.operation_id in action.operations and action.undone is not None:
            return action.undone(change.before or {}, inverse)
    if change.check is None:
        return None
    if change.check.expect in _FLIPPED:
        apart = change.check.apart and replace(change.check.apart, expect=_FLIPPED[change.check.apart.expect])
        return replace(change.check, expect=_FLIPPED[change.check.expect], apart=apart)
    before = [(path, value_at(change.before or {}, path)) for path, _ in change.check.match]
    if before and all(value is not None for _, value in before):
        return replace(change.check, match=tuple(before))
    return _check_of(session, change, inverse) if inverse.operation_id == change.request.operation_id else None
