"""Plans that make an object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.schemas import has_field, response_fields
from ztui.core.errors import FieldError
from ztui.resources.edits.deletes import delete_of
from ztui.resources.edits.model import Check, Expect, Request
from ztui.resources.edits.paths import request_of_create
from ztui.resources.model import Confirm
from ztui.services.changes.consequences import CREATE, follows
from ztui.services.changes.likeness import telling
from ztui.services.changes.model import UNSET, Change, FieldChange, Plan
from ztui.services.changes.planning import DELETE, check_request, editable, found, new_plan, site_form
from ztui.services.changes.updating import field_named, write_fields
from ztui.services.changes.values import body_value, is_secret, live_value, own_problems, put
from ztui.services.sources import asks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.contract.details import Schema
    from ztui.resources.edits.model import Edits, WriteField
    from ztui.resources.extensions import SiteForm
    from ztui.resources.model import Resource, Row
    from ztui.services.changes.model import Pairs
    from ztui.services.session import Session

__all__ = ["created_at", "plan_create"]


async def plan_create(
    session: Session,
    resource: str | Resource,
    values: Mapping[str, Any],
    *,
    parents: Pairs = (),
    edits: Edits | None = None,
) -> Plan:
    """Plan to make an object; nothing is asked.

    Args:
        session: In whose profile and account.
        resource: Name, alias or declaration.
        values: What its fields are to be, by path in the body (or in the answer); `UNSET` is left out.
        parents: What its list is below.
        edits: What can be written, None for what is declared.

    Raises:
        UnknownName: It has no such field.
        Invalid: A field is missing, or a value cannot be sent; `fields` say which.
        ConfigError: The API has no way to make one.
    """
    known = found(session, resource)
    edits = editable(known, edits, new=True)
    above: Row = dict(parents)
    offered = write_fields(edits, above, update=False)
    wanted = {field_named(offered, name, known): value for name, value in values.items() if value is not UNSET}
    schema = None if edits.create is not None else operation(known.operations.create).detail().request_schema
    form = None
    if any(each.short_extension or each.long_extension for each in offered):
        form = await site_form(session, {"site_id": wanted.get("site_id")}, fresh=True)
    fields, problems = _fields(offered, wanted, schema, form)
    request = _request(known, edits, above, fields)
    check_request(request, session.account.id, fields, problems)
    said = await follows(session, known, above, CREATE, fields=fields, parents=parents)
    return new_plan(session, (_change(known, edits, request, fields, parents, session.account.id),), said)


def _fields(
    offered: Sequence[WriteField], wanted: Mapping[str, Any], schema: Schema | None, form: SiteForm | None
) -> tuple[tuple[FieldChange, ...], list[FieldError]]:
    """Give the fields that are written, and what is wrong with them or missing."""
    fields: list[FieldChange] = []
    problems: list[FieldError] = []
    for field in offered:
        value = wanted.get(field.write, UNSET)
        if value is UNSET:
            if field.required:
                problems.append(FieldError(field.write, "is missing"))
            continue
        after = body_value(field, schema, form, value)
        problems += own_problems(field, field.write, after)
        live = live_value(field, schema, form)
        fields.append(FieldChange(field.title, field.read, field.write, None, after, is_secret(field), live))
    return tuple(fields), problems


def _request(resource: Resource, edits: Edits, above: Row, fields: Sequence[FieldChange]) -> Request:
    body: dict[str, Any] = {}
    for each in fields:
        put(body, each.write, each.after)
    return request_of_create(resource, edits, above, body)


def _change(
    resource: Resource, edits: Edits, request: Request, fields: tuple[FieldChange, ...], parents: Pairs, account: str
) -> Change:
    label = next((str(each.after) for each in fields if each.read == resource.label_path and each.after), "")
    created = created_at(resource, edits, request)
    check = _twins_check(resource, fields, parents, account)
    return Change(
        id="1",
        resource=resource.name,
        key="",
        label=label,
        title=f"Create {resource.singular} {label}".strip(),
        request=request,
        fields=fields,
        check=check,
        unverified="" if check is not None or created else "no read tells whether it was made",
        final="" if created and _is_deletable(resource, edits) else "it has to be deleted by hand",
        confirm=resource.confirm.get("create", Confirm.REVIEW),
        phrase=label[-6:] or resource.name,
        parents=parents,
        created=created,
    )


def _is_deletable(resource: Resource, edits: Edits) -> bool:
    """Tell whether an object is deleted by its key alone; a site is asked for where its assets go."""
    action = next((each for each in edits.actions if each.name == DELETE), None) or delete_of(resource)
    return action is not None and not any(each.required for each in action.inputs)


def created_at(resource: Resource, edits: Edits, request: Request) -> str:
    """Give the path in the answer of a create of the new object's key, "" where the answer does not say it."""
    if edits.create_check:
        return edits.create_check
    known = operation(request.operation_id)
    named = [each for each in resource.key.split("|") if each and "+" not in each]
    return next((each for each in named if each in response_fields(known)), "")


def _twins_check(resource: Resource, fields: tuple[FieldChange, ...], parents: Pairs, account: str) -> Check | None:
    """Give the read that finds objects with the values of a new one; None where the list does not tell its name."""
    if not resource.operations.list or resource.unfold is not None or resource.each is not None:
        return None
    listed = operation(resource.operations.list)
    match = tuple(
        (each.read, each.after)
        for each in fields
        if each.read and not each.secret and isinstance(each.after, str | int) and each.after != ""
        and has_field(listed, each.read)
    )  # fmt: skip
    if not telling(resource, match):
        return None
    ask = asks(resource, resource.operations.list, parents, (), account)[0]
    return Check(listed.id, ask.path, ask.query, Expect.THERE, match)
