"""Plans that delete objects."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError
from ztui.resources.edits.model import Check, Expect, Request
from ztui.resources.model import Confirm
from ztui.services.changes.acting import DELETE, plan_action, read_all
from ztui.services.changes.consequences import goes_with
from ztui.services.changes.model import Change, Plan
from ztui.services.changes.places import request_for, with_parents
from ztui.services.changes.planning import (
    check_request,
    edits_of,
    found,
    named,
    new_plan,
    phrase_of,
    read_now,
    shown,
    site_form,
)
from ztui.services.changes.updating import write_fields
from ztui.services.changes.values import is_secret, live_value, put

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.resources.edits.model import Edits
    from ztui.resources.model import Resource, Row
    from ztui.services.changes.model import Pairs
    from ztui.services.session import Session

__all__ = ["plan_delete"]

_TOLD = 20


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
    for action in edits.actions:
        if action.name == DELETE:
            return await plan_action(session, known, action, keys, given, parents=parents)
    if not known.operations.delete:
        raise ConfigError(
            f"{known.title} cannot be deleted.", known.unavailable.get("delete", "Zoom has no way for it.")
        )
    if not keys:
        raise ConfigError(f"No {known.singular} is named.", "Name one or more keys.")
    wanted = list(dict.fromkeys(keys))
    changes: list[Change] = []
    says: list[str] = []
    for key, (answer, row) in await read_all(wanted, partial(read_now, session, known), parents):
        request = request_for(known, known.operations.delete, key, row, parents, session.account.id, given=given)
        check_request(request, session.account.id)
        again = await _again(session, known, edits, answer, row, parents)
        changes.append(_change(known, edits, str(len(changes) + 1), key, answer, row, request, again, parents))
        held = await goes_with(session, known, row) if len(wanted) <= _TOLD else ""
        if held:
            says.append(f"{known.singular.capitalize()} {shown(named(known, row))}: {held}.")
    undone = f"It can be made again; then: {edits.recreate}." if edits.recreate else "It cannot be undone."
    return new_plan(session, changes, (*says, undone))


def _change(
    resource: Resource,
    edits: Edits,
    number: str,
    key: str,
    answer: Row,
    row: Row,
    request: Request,
    again: Request | None,
    parents: Pairs,
) -> Change:
    label = named(resource, row)
    read = resource.operations.get or resource.operations.list
    shown_of = [each.read for each in edits.fields if each.read and not is_secret(each)]
    return Change(
        id=number,
        resource=resource.name,
        key=key,
        label=label,
        title=f"Delete {resource.singular} {label}",
        request=request,
        before=answer,
        check=Check(read, request.path, {}, Expect.GONE),
        inverse=again,
        final="" if again is not None else f"a deleted {resource.singular} is gone",
        differs=edits.recreate if again is not None else "",
        confirm=resource.confirm.get("delete", Confirm.DANGER),
        phrase=phrase_of(label, key),
        parents=parents,
        touches=tuple(dict.fromkeys((resource.label_path, *shown_of))),
        removes=True,
    )


async def _again(
    session: Session, resource: Resource, edits: Edits, answer: Row, row: Row, parents: Pairs
) -> Request | None:
    """Give the request that makes the object again from what it was; None where that is not how it can be undone."""
    if not edits.recreate:
        return None
    from ztui.contract.catalogue import operation

    schema = operation(resource.operations.create).detail().request_schema if edits.create is None else None
    offered = write_fields(edits, with_parents(answer, parents), update=False)
    short = any(each.short_extension or each.long_extension for each in offered)
    form = await site_form(session, row) if short else None
    body: dict[str, Any] = {}
    for field in offered:
        live = live_value(field, schema, form)
        value = live(answer) if live is not None and not is_secret(field) else None
        if value is not None and value != "" and value != []:
            put(body, field.write, value)
    if edits.create is not None:
        return edits.create(dict(parents), body)
    return request_for(resource, resource.operations.create, "", row, parents, session.account.id, body=body)
