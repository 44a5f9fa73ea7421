"""Plans that change fields of an object that is there."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.schemas import schema_at
from ztui.contract.validation import validate_request
from ztui.core.errors import ConfigError, FieldError, Invalid, UnknownName
from ztui.resources.edits.model import Check, Expect
from ztui.resources.edits.paths import request_of_update
from ztui.resources.model import Confirm
from ztui.services.changes.consequences import UPDATE, follows
from ztui.services.changes.model import UNSET, Change, FieldChange, Plan
from ztui.services.changes.places import with_parents
from ztui.services.changes.planning import (
    check_request,
    editable,
    found,
    named,
    new_plan,
    phrase_of,
    read_now,
    shown,
    site_form,
)
from ztui.services.changes.surroundings import named_extension
from ztui.services.changes.values import (
    body_value,
    emptied,
    is_nothing,
    is_secret,
    live_value,
    own_problems,
    put,
    same,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ztui.contract.details import Schema
    from ztui.resources.edits.model import Edits, Request, WriteField
    from ztui.resources.extensions import SiteForm
    from ztui.resources.model import Resource, Row
    from ztui.services.changes.model import Pairs
    from ztui.services.session import Session

__all__ = ["assert_not_only_read", "field_named", "plan_update", "value_before", "write_fields"]

_WRITE_ONLY = "no answer of Zoom's has it"


async def plan_update(
    session: Session,
    resource: str | Resource,
    key: str,
    values: Mapping[str, Any],
    *,
    parents: Pairs = (),
    edits: Edits | None = None,
) -> Plan:
    """Plan to change fields of an object.

    Args:
        session: In whose profile and account.
        resource: Name, alias or declaration.
        key: Key of the object, which is read now.
        values: What the fields are to be, by path in the body (or in the answer); None is null, `UNSET` and what is
            left out stay as they are.
        parents: What its list is below.
        edits: What can be edited, None for what is declared.

    Returns:
        A plan of one change that sends only what differs; an empty one, which says so, where nothing does.

    Raises:
        NotFound: There is no such object.
        UnknownName: It has no such field.
        Invalid: A value cannot be sent; `fields` say which.
        ConfigError: The resource cannot be edited.
    """
    known = found(session, resource)
    edits = editable(known, edits)
    answer, row = await read_now(session, known, key, parents)
    offered = write_fields(edits, with_parents(answer, parents), update=True)
    wanted = {field_named(offered, name, known): value for name, value in values.items() if value is not UNSET}
    form = await _form(session, offered, row, wanted)
    schema = _schema(known, edits)
    fields, problems = _fields(offered, wanted, with_parents(answer, parents), schema, form)
    problems += _nameless(known, offered, fields)
    label = named(known, row)
    if not fields and not problems:
        return new_plan(session, (), (f"No change: {known.singular} {shown(label)} is so already.",))
    request, body_schema = _request(known, edits, row, _body(fields))
    request = _completed(request, offered, with_parents(answer, parents), body_schema, form)
    check_request(request, session.account.id, fields, problems)
    change = _change(known, key, label, request, fields, parents)
    inverse, final = _inverse(known, edits, row, session.account.id, change)
    title = await _title(session, change)
    change = replace(change, title=title, before=answer, inverse=inverse, final=final)
    said = await follows(session, known, row, UPDATE, fields=fields, parents=parents)
    return new_plan(session, (change,), (*said, *_notes(change)))


def write_fields(edits: Edits, row: Row, *, update: bool, every: bool = False) -> tuple[WriteField, ...]:
    """Give the fields that an update (or a create) of this object takes; with `every` also those of other kinds."""
    wrong = "create_only" if update else "update_only"
    return tuple(
        each
        for each in edits.fields
        if not getattr(each, wrong) and (every or each.applies is None or each.applies(row))
    )


def field_named(offered: Sequence[WriteField], name: str, resource: Resource) -> str:
    """Give the path in the body of a field that is named by it, by its path in the answer, or by its title.

    Raises:
        UnknownName: There is no such field.
        ConfigError: There is, and it cannot be written.
    """
    for paths in (
        {each.write: each.write for each in offered},
        {each.read: each.write for each in offered if each.read},
        {each.title.casefold().replace(" ", "-"): each.write for each in offered},
    ):
        if name in paths:
            return paths[name]
    assert_not_only_read(resource, name)
    raise UnknownName(f"field of {resource.title.lower()}", name, [each.write for each in offered])


def assert_not_only_read(resource: Resource, name: str) -> None:
    """Assert that a name is not that of a field which answers have and no request takes.

    Raises:
        ConfigError: It is.
    """
    shown = {field.path for group in resource.groups for field in group.fields}
    if name in shown or resource.column(name) is not None:
        raise ConfigError(f"'{name}' of {resource.title.lower()} can only be read.",
                          f"'ztui set {resource.name} KEY' says what can be changed.")  # fmt: skip


async def _title(session: Session, change: Change) -> str:
    """Give what is done in words; what hangs at an extension is named with whose it is."""
    owner = await named_extension(session, dict(change.parents).get("extensionId", ""))
    return f"Change {change.label.replace('_', ' ')} of {owner}" if owner else change.title


async def _form(
    session: Session, offered: Iterable[WriteField], row: Row, wanted: Mapping[str, Any]
) -> SiteForm | None:
    extensions = [each.write for each in offered if each.short_extension or each.long_extension]
    return await site_form(session, row, fresh=any(each in wanted for each in extensions)) if extensions else None


def _schema(resource: Resource, edits: Edits) -> Schema | None:
    """Give the schema of the body, None where the request is made by hand."""
    if edits.update is not None or not resource.operations.update:
        return None
    return operation(resource.operations.update).detail().request_schema


def _fields(
    offered: Sequence[WriteField],
    wanted: Mapping[str, Any],
    row: Row,
    schema: Schema | None,
    form: SiteForm | None,
) -> tuple[tuple[FieldChange, ...], list[FieldError]]:
    """Give the fields whose value differs from what is there, and what is wrong with them."""
    changes: list[FieldChange] = []
    problems: list[FieldError] = []
    for field in offered:
        if field.write not in wanted:
            continue
        after = body_value(field, schema, form, wanted[field.write])
        live = live_value(field, schema, form)
        before = live(row) if live is not None else None
        if live is not None and same(before, after):
            continue
        problems += own_problems(field, field.write, after)
        changes.append(FieldChange(field.title, field.read, field.write, before, after, is_secret(field), live))
    return tuple(changes), problems


def _nameless(resource: Resource, offered: Sequence[WriteField], fields: Iterable[FieldChange]) -> list[FieldError]:
    """Refuse to empty what a new object cannot be made without, or is called by; null is judged by the contract."""
    label = resource.label_path.split("|")
    needed = {each.write for each in offered if each.required or each.read in label}
    empty = [each.write for each in fields if isinstance(each.after, str) and not each.after.strip()]
    return [FieldError(each, "must not be empty") for each in empty if each in needed]


def _body(fields: Iterable[FieldChange], *, before: bool = False) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for each in fields:
        put(body, each.write, each.before if before else each.after)
    return body


def _request(resource: Resource, edits: Edits, row: Row, body: dict[str, Any]) -> tuple[Request, Schema | None]:
    request = request_of_update(resource, edits, row, body)
    return request, None if edits.update is not None else operation(request.operation_id).detail().request_schema


def _completed(
    request: Request, offered: Sequence[WriteField], row: Row, schema: Schema | None, form: SiteForm | None
) -> Request:
    """Add fields that stay as they are where the operation cannot do without: it demands them, or replaces all."""
    if schema is None or not isinstance(request.body, dict):
        return request
    known = operation(request.operation_id)
    body = deepcopy(request.body)
    path = {name: request.path.get(name, "x") for name in known.path_params}
    missing = {each.field for each in validate_request(known, path, request.query, body) if "missing" in each.message}
    for field in offered:
        live = live_value(field, schema, form)
        whole = known.method == "PUT" and "." not in field.write and field.write not in body
        if live is None or not (whole or field.write in missing):
            continue
        value = live(row)
        if value is not None:
            put(body, field.write, value)
    return replace(request, body=body)


def _change(
    resource: Resource, key: str, label: str, request: Request, fields: tuple[FieldChange, ...], parents: Pairs
) -> Change:
    blind = [each.title for each in fields if each.live is None]
    check = None
    if len(blind) < len(fields):
        match = tuple((each.read, each.after) for each in fields if each.live is not None and not each.secret)
        check = Check(resource.operations.get or resource.operations.list, request.path, {}, Expect.EQUAL, match)
    return Change(
        id="1",
        resource=resource.name,
        key=key,
        label=label,
        title=f"Change {resource.singular} {label}",
        request=request,
        fields=fields,
        check=check,
        unverified=f"{', '.join(blind)}: {_WRITE_ONLY}" if blind else "",
        confirm=resource.confirm.get("update", Confirm.REVIEW),
        phrase=phrase_of(label, key),
        parents=parents,
        touches=tuple(each.read for each in fields if each.live is not None),
    )


def _inverse(resource: Resource, edits: Edits, row: Row, account: str, change: Change) -> tuple[Request | None, str]:
    """Give the request that writes the values from before, or why there is none."""
    known = operation(change.request.operation_id).detail().request_schema
    declared = {each.write: each for each in write_fields(edits, row, update=True, every=True)}
    back = [(each, value_before(each, declared.get(each.write), known)) for each in change.fields]
    fields = [replace(each, before=value) for each, value in back if value is not UNSET]
    if not fields:
        return None, "what was there before is not known, or cannot be written"
    try:
        request, schema = _request(resource, edits, row, _body(fields, before=True))
        request = _completed(request, edits.fields, row, schema, None)
        check_request(request, account)
    except (ConfigError, Invalid) as error:
        return None, f"what was there before cannot be written: {error.message.rstrip('.')}"
    return request, ""


def value_before(change: FieldChange, field: WriteField | None, schema: Schema | None) -> Any:
    """Give what is written to put a field back, `UNSET` where nothing does.

    Args:
        change: How it was changed.
        field: The field as it is declared, None where it no longer is.
        schema: Of the body.
    """
    if change.live is None or change.secret:
        return UNSET
    if not is_nothing(change.before):
        return change.before
    nothing = emptied(field, schema_at(schema, change.write))
    return UNSET if nothing is None else nothing


def _notes(change: Change) -> tuple[str, ...]:
    blind = [each.title for each in change.fields if each.live is None or each.secret]
    if not blind:
        return ()
    names = ", ".join(blind)
    return (f"{names}: what was there before is not known; it cannot be verified, and not be undone.",)
