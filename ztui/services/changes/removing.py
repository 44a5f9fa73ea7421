"""Plans that delete objects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError
from ztui.resources.edits.deletes import delete_of
from ztui.resources.edits.paths import request_of_create
from ztui.services.changes.acting import plan_action
from ztui.services.changes.places import with_parents
from ztui.services.changes.planning import DELETE, edits_of, found, site_form
from ztui.services.changes.updating import write_fields
from ztui.services.changes.values import is_secret, live_value, put

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.resources.edits.model import Edits, Request
    from ztui.resources.model import Resource
    from ztui.services.changes.model import Change, Pairs, Plan
    from ztui.services.session import Session

__all__ = ["plan_delete"]


async def plan_delete(
    session: Session,
    resource: str | Resource,
    keys: Sequence[str],
    *,
    parents: Pairs = (),
    given: Mapping[str, Any] | None = None,
    edits: Edits | None = None,
) -> Plan:
    """Plan to delete objects, each of which is read now; never all of a collection.

    Args:
        session: In whose profile and account.
        resource: Name, alias or declaration.
        keys: Keys of the objects.
        parents: What their list is below.
        given: What the deletion asks for beside (where the assets of a site go).
        edits: What can be done, None for what is declared.

    Raises:
        ConfigError: The API has no way to delete one.
        NotFound: An object is not there.
        Invalid: Something that the deletion asks for is missing.
    """
    known = found(session, resource)
    edits = edits or edits_of(known)
    action = next((each for each in edits.actions if each.name == DELETE), None) or delete_of(known)
    if action is None:
        why = known.unavailable.get("delete", "The API has no way to delete a single one.")
        raise ConfigError(f"{known.title} cannot be deleted.", why)
    again = edits.recreate if action.inverse is None else ""
    if again:
        action = replace(action, final="", differs=again)
    plan = await plan_action(session, known, action, keys, given, parents=parents)
    if not again:
        return plan
    changes = [replace(each, inverse=await _again(session, known, edits, each), differs=again) for each in plan.changes]
    return replace(plan, changes=tuple(changes))


async def _again(session: Session, resource: Resource, edits: Edits, change: Change) -> Request:
    """Give the request that makes the object again from what it was."""
    row = with_parents(change.before or {}, change.parents)
    schema = operation(resource.operations.create).detail().request_schema if edits.create is None else None
    offered = write_fields(edits, row, update=False)
    short = any(each.short_extension or each.long_extension for each in offered)
    form = await site_form(session, row) if short else None
    body: dict[str, Any] = {}
    for field in offered:
        live = live_value(field, schema, form)
        value = live(row) if live is not None and not is_secret(field) else None
        if value is not None and value != "" and value != []:
            put(body, field.write, value)
    above = dict(change.parents)
    return request_of_create(resource, edits, above, body)
