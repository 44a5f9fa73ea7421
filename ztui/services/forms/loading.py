"""Sheets for what can be edited: of an object that is there, of a new one, of an action, of a task's inputs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.schemas import schema_at
from ztui.core.errors import ConfigError, Invalid
from ztui.core.text import display
from ztui.resources.edits.model import InputKind
from ztui.resources.extensions import whole
from ztui.resources.registry import resource as resource_named
from ztui.resources.rows import label_of, text_of, value_at
from ztui.services.changes.acting import plan_action
from ztui.services.changes.creating import plan_create
from ztui.services.changes.model import UNSET
from ztui.services.changes.places import with_parents
from ztui.services.changes.planning import action_named, editable, found, named, read_now, site_form
from ztui.services.changes.updating import plan_update, write_fields
from ztui.services.changes.values import live_value, same
from ztui.services.forms.fields import fields_of_inputs, fields_to_write
from ztui.services.forms.finding import Finder
from ztui.services.forms.place import Place, region_of
from ztui.services.forms.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

    from ztui.contract.catalogue import Operation
    from ztui.contract.details import Schema
    from ztui.resources.edits.model import Action, Edits, Given, Input
    from ztui.resources.model import Resource, Row
    from ztui.services.changes.model import Pairs, Plan
    from ztui.services.forms.fields import SheetField
    from ztui.services.session import Session

__all__ = ["sheet_of_action", "sheet_of_create", "sheet_of_inputs", "sheet_of_update"]

_NAMES = "display_name|name|number"
"""What stands beside an id that an answer has, and says what it is the id of."""


async def sheet_of_update(
    session: Session,
    resource: str | Resource,
    key: str,
    *,
    parents: Pairs = (),
    change: Callable[[Plan], Plan] = lambda plan: plan,
) -> Sheet:
    """Make the form of an object, which is read now.

    Args:
        session: In whose profile and account.
        resource: Name, alias or declaration.
        key: Key of the object.
        parents: What its list is below.
        change: Changes the plan that is made of it.

    Raises:
        UnknownName: There is no such resource.
        NotFound: There is no such object.
        ConfigError: The API has no way to edit it; the hint says why.
    """
    known = found(session, resource)
    edits = editable(known)
    answer, row = await read_now(session, known, key, parents)
    bound = with_parents(answer, parents)
    declared = write_fields(edits, bound, update=True)
    if not declared:
        raise ConfigError(f"Nothing of this {known.singular} can be edited.", "Zoom's API has no field for it.")
    takes = _operation_of(edits, known, row, update=True)
    fields = fields_to_write(declared, takes, update=True)
    place = Place(await region_of(session, row), await _form(session, fields, row))
    body = None if takes is None or edits.update is not None else takes.detail().request_schema
    before = {each.name: _before(each, body, bound, place) for each in fields}

    async def planned(values: Mapping[str, Any]) -> Plan:
        return change(await _planned_update(session, known, key, parents, before, values))

    sheet = Sheet(
        f"Change {known.singular}",
        named(known, row),
        fields,
        planned,
        before=before,
        labels=await _labels(session, fields, before, bound),
        place=place,
        **_finding(Finder(session)),
    )
    sheet.about = (known.name, key, parents)
    return sheet


async def sheet_of_create(
    session: Session, resource: str | Resource, *, parents: Pairs = (), given: Given | None = None
) -> Sheet:
    """Make the form of a new object.

    Args:
        session: In whose profile and account.
        resource: Name, alias or declaration.
        parents: What its list is below.
        given: What is filled in already, by the paths in the body.

    Raises:
        UnknownName: There is no such resource.
        ConfigError: The API has no way to make one; the hint says why.
    """
    known = found(session, resource)
    edits = editable(known, new=True)
    above: Row = dict(parents)
    takes = _operation_of(edits, known, above, update=False)
    fields = fields_to_write(write_fields(edits, above, update=False), takes, update=False)
    place = Place(await region_of(session, {}), None)
    sheet = Sheet(
        f"Create {known.singular}",
        "",
        fields,
        lambda values: plan_create(session, known, values, parents=parents),
        labels=await _labels(session, fields, given or {}, {}),
        place=place,
        **_finding(Finder(session)),
    )
    sheet.about = (known.name, "", parents)
    return _filled(sheet, given)


async def sheet_of_action(
    session: Session,
    resource: str | Resource,
    action_name: str | Action,
    keys: Sequence[str],
    *,
    parents: Pairs = (),
) -> Sheet:
    """Make the form of what an action asks for.

    Args:
        session: In whose profile and account.
        resource: Name, alias or declaration.
        action_name: Name of the action, or the action.
        keys: Keys of the objects that it is done to.
        parents: What their list is below.

    Raises:
        UnknownName: There is no such resource or action.
    """
    known = found(session, resource)
    action = action_named(known, action_name) if isinstance(action_name, str) else action_name
    fields = fields_of_inputs(action.inputs)
    row = await _stored(session, known, keys[0], parents) if keys else {}
    subject = named(known, row) if len(keys) == 1 and row else f"{len(keys)} {known.title.lower()}"
    finder = Finder(session)
    if len(keys) == 1:
        finder = Finder(session, known.name, keys[0], parents, row, named(known, row) if row else "")
    else:
        fields = tuple(replace(each, among=None) for each in fields)
    sheet = Sheet(
        action.title,
        keys[0] if len(keys) == 1 and not row else subject,
        fields,
        lambda values: plan_action(session, known, action, keys, values, parents=parents),
        place=Place(await region_of(session, row), await _form(session, fields, row)),
        **_finding(finder),
    )
    sheet.about = (known.name, keys[0] if len(keys) == 1 else "", parents)
    return sheet


def sheet_of_inputs(
    session: Session,
    title: str,
    inputs: Sequence[Input],
    make: Callable[[Given], Awaitable[Plan]],
    *,
    given: Given | None = None,
    subject: str = "",
) -> Sheet:
    """Make the form of what a task asks for.

    Args:
        session: Whose objects are picked.
        title: What is being done.
        inputs: What is asked for.
        make: Makes the plan; an `Invalid` that it raises is laid onto the fields.
        given: What is filled in already.
        subject: What it is done to, raw.
    """
    fields = fields_of_inputs(inputs)
    place = Place(session.regions[0] if session.site_regions else "")
    return _filled(Sheet(title, subject, fields, make, place=place, **_finding(Finder(session))), given)


def _finding(finder: Finder) -> dict[str, Any]:
    return {"find": finder.find, "search": finder.search}


def _filled(sheet: Sheet, given: Given | None) -> Sheet:
    for name, value in (given or {}).items():
        sheet.set(name, value)
    sheet.begin()
    return sheet


def _operation_of(edits: Edits, resource: Resource, row: Row, *, update: bool) -> Operation | None:
    """Give the operation that takes the body; of one that is made by hand what it makes of an empty one."""
    make = edits.update if update else edits.create
    if make is None:
        return operation(resource.operations.update if update else resource.operations.create)
    try:
        return operation(make(row, {}).operation_id)
    except (ConfigError, Invalid):
        name = resource.operations.update if update else resource.operations.create
        return operation(name) if name else None


async def _form(session: Session, fields: Iterable[SheetField], row: Row) -> Any:
    written = [each.field for each in fields if each.field is not None]
    return (
        await site_form(session, row) if any(each.short_extension or each.long_extension for each in written) else None
    )


def _before(field: SheetField, body: Schema | None, row: Row, place: Place) -> Any:
    if field.field is None or field.secret:
        return None
    live = live_value(field.field, body if schema_at(body, field.name) is not None else None, place.form)
    return None if live is None else live(row)


async def _planned_update(
    session: Session, resource: Resource, key: str, parents: Pairs, before: Mapping[str, Any], values: Mapping[str, Any]
) -> Plan:
    """Plan the update, and say what of it was changed by somebody else since the form was opened."""
    plan = await plan_update(session, resource, key, values, parents=parents)
    moved = [
        f"{each.title} is '{display(text_of(each.before))}' now; it was "
        f"'{display(text_of(before[each.write]))}' when the form was opened."
        for change in plan.changes
        for each in change.fields
        if each.live is not None and not each.secret and not same(each.before, before.get(each.write))
    ]
    return replace(plan, says=(*plan.says, *moved)) if moved else plan


async def _stored(session: Session, resource: Resource, key: str, parents: Pairs) -> Row:
    state = await session.objects.cached(resource.name, key, parents)
    return {} if state is None else state.row


async def _labels(
    session: Session, fields: Iterable[SheetField], values: Mapping[str, Any], row: Row
) -> dict[str, dict[str, str]]:
    """Name the objects whose ids are there: by what stands beside the id, else by what is stored."""
    labels: dict[str, dict[str, str]] = {}
    for each in fields:
        value = values.get(each.name, UNSET)
        if each.field is not None and each.field.called and value not in (UNSET, None, ""):
            name = text_of(value_at(row, each.field.called))
            labels[each.name] = {whole(value): name} if name else {}
        if each.kind is not InputKind.PICK or value is UNSET or value is None or value == "":
            continue
        for id in value if isinstance(value, list | tuple) else (value,):
            name = _beside(each, row) if not each.several else ""
            name = name or await _name_of(session, each, whole(id))
            if name:
                labels.setdefault(each.name, {})[whole(id)] = name
    return labels


def _beside(field: SheetField, row: Row) -> str:
    for path in field.field.read.split("|") if field.field is not None else ():
        above, _, _ = path.rpartition(".")
        holder = value_at(row, above) if above else None
        if isinstance(holder, dict) and value_at(row, path) is not None:
            return text_of(value_at(holder, _NAMES))
    return ""


async def _name_of(session: Session, field: SheetField, key: str) -> str:
    for name in field.picks:
        state = await session.objects.cached(name, key)
        if state is not None:
            return label_of(resource_named(name), state.row)
    return ""
