"""What all plans are made with: the resource, what can be edited of it, the object as it is now, the empty plan."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.validation import validate_request
from ztui.core.errors import ConfigError, Invalid, UnknownName, ZtuiError
from ztui.core.text import display
from ztui.resources.extensions import site_forms
from ztui.resources.rows import KEY_JOINT, label_of, value_at
from ztui.services.changes.bound import owner_of
from ztui.services.changes.model import Plan
from ztui.services.changes.places import checked_target, with_parents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.core.errors import FieldError
    from ztui.resources.edits.model import Action, Edits, Request
    from ztui.resources.extensions import SiteForm
    from ztui.resources.model import Resource, Row
    from ztui.services.changes.model import Change, FieldChange, Pairs
    from ztui.services.session import Session

__all__ = [
    "DELETE",
    "action_named",
    "check_request",
    "editable",
    "edits_of",
    "found",
    "named",
    "new_plan",
    "phrase_of",
    "read_now",
    "refusal",
    "row_of_key",
    "shown",
    "site_form",
]

DELETE = "delete"
"""Name of the action that deletes its object."""

_LONGEST = 60
_TYPED = 40
_END = 6


def found(session: Session, resource: str | Resource) -> Resource:
    """Give a resource by its name or alias.

    Raises:
        UnknownName: There is none.
    """
    return session.listings.find(resource) if isinstance(resource, str) else resource


def edits_of(resource: Resource) -> Edits:
    """Give what can be changed about the objects of a resource."""
    from ztui.resources.edits.registry import edits

    return edits(resource.name)


def editable(resource: Resource, edits: Edits | None = None, *, new: bool = False) -> Edits:
    """Give what can be written of the objects of a resource, or of a `new` one.

    Args:
        resource: The resource.
        edits: What is written instead of what is declared, None for that.
        new: An object is to be made.

    Raises:
        ConfigError: The API has no way for it; the hint says why.
    """
    edits = edits or edits_of(resource)
    made, name, done = (edits.create, "create", "created") if new else (edits.update, "update", "edited")
    if made is None and not getattr(resource.operations, name):
        why = resource.unavailable.get(name, "The API has no way for it.")
        raise ConfigError(f"{resource.title} cannot be {done}.", why)
    return edits


def action_named(resource: Resource, name: str) -> Action:
    """Give an action of a resource.

    Raises:
        UnknownName: It has none of that name.
    """
    from ztui.resources.edits.registry import actions

    known = {each.name: each for each in actions(resource.name)}
    if name not in known:
        raise UnknownName(f"action of {resource.title.lower()}", name, known, f"'ztui act {resource.name}' has all.")
    return known[name]


def new_plan(session: Session, changes: Sequence[Change], says: Sequence[str] = ()) -> Plan:
    """Make a plan, bound to the session's profile and account."""
    profile = session.profile
    return Plan(
        id=str(uuid.uuid4()),
        profile=profile.name,
        account=session.account.id,
        made_at=session.clock.now(),
        changes=tuple(changes),
        says=tuple(says),
        production=profile.production,
        owner=owner_of(session),
    )


async def read_now(session: Session, resource: Resource, key: str, parents: Pairs) -> tuple[Row, Row]:
    """Read an object.

    Returns:
        What Zoom answered, and the same with what is known beside it and what its list is below.

    Raises:
        NotFound: There is no such object.
        ConfigError: The key is empty.
    """
    if not key.strip():
        raise ConfigError("The key is empty.", "Name the object: 'ztui list RESOURCE' prints the ids.")
    state = await session.objects.read(resource.name, key, parents)
    row = with_parents(state.row, parents)
    if resource.key.isidentifier():
        row.setdefault(resource.key, key)  # the answer of an auto receptionist has no id
    return state.answer, row


def row_of_key(resource: Resource, key: str, parents: Pairs) -> dict[str, Any]:
    """Give the row of an object of which only the key is known, and what its list is below."""
    names = [each.partition("|")[0] for each in resource.key.split(KEY_JOINT)]
    parts = key.split(KEY_JOINT, len(names) - 1)
    return {**dict(parents), **dict(zip(names, parts, strict=False))}


def named(resource: Resource, row: Row) -> str:
    """Give what an object is called, raw."""
    return label_of(resource, row)


def phrase_of(label: str, key: str) -> str:
    """Give what is typed to confirm a severe change: the name if every keyboard can type it, else the end of the id."""
    can_be_typed = label.isascii() and label.isprintable() and label == label.strip()
    return label if can_be_typed and 1 <= len(label) <= _TYPED else key[-_END:]


def shown(label: str) -> str:
    """Give a name as it stands in a sentence."""
    return display(label, longest=_LONGEST)


async def site_form(session: Session, row: Row, *, fresh: bool = False) -> SiteForm | None:
    """Give how the site of an object writes its extensions, None where it has no code of its own.

    Args:
        session: In whose account.
        row: The object.
        fresh: Ask for the site: an extension is to be written, and codes can be changed.
    """
    if not session.site_forms:
        await session.learn_sites()
    site = str(value_at(row, "site.id") or value_at(row, "site_id") or "")
    if fresh and site:
        with suppress(ZtuiError):  # who may not read sites has what is known of them
            state = await session.objects.read("sites", site)
            return site_forms([{**state.row, "id": site}]).get(site)
    return session.site_forms.get(site) if site else None


def check_request(request: Request, account: str, fields: Sequence[FieldChange] = (), more: Sequence[FieldError] = ()
                  ) -> None:  # fmt: skip
    """Judge a request by the contract before it is part of a plan.

    Args:
        request: The request.
        account: Sub account in whose name it goes.
        fields: What it changes.
        more: What is wrong with it beyond the contract.

    Raises:
        Invalid: It does not fit; `fields` say where.
        ConfigError: It would take a whole collection.
    """
    checked_target(request, account)
    known = operation(request.operation_id)
    path = {name: value for name, value in request.path.items() if name in known.path_params}
    if known.twin is not None or known.api == "sip_connected_audio":
        path.setdefault("accountId", account or "me")
    told = {each.field for each in more}
    problems = [*more, *(each for each in validate_request(known, path, request.query, request.body)
                         if each.field not in told)]  # fmt: skip
    if problems:
        titles = {each.write: each.title for each in fields}
        raise refusal(known.title, known.id, problems, titles)


def refusal(title: str, operation_id: str, problems: Sequence[FieldError], titles: dict[str, str] | None = None
            ) -> Invalid:  # fmt: skip
    """Make the error for what does not fit, with its first fields in words."""
    few = "; ".join(f"{(titles or {}).get(each.field, each.field)} {each.message}".strip() for each in problems[:3])
    error = Invalid(f"'{title}' cannot be sent: {few}.", "Nothing was sent.", operation_id=operation_id)
    error.fields = tuple(problems)
    return error
