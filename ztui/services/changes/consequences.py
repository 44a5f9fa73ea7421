"""What follows from a change beyond the object itself, in words, as far as it is known; nothing is sent for it.

"Support keeps 1 of its 2 numbers", "overflow of 3 queues leads here", "at least 12 calls an hour reach it directly".
What is stored is told with its age or with how much of it was read; what is not stored is said not to be known.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from ztui.contract.codes import name_of
from ztui.core.amounts import counted
from ztui.core.dataclass import dataclass
from ztui.core.text import display
from ztui.resources.edits.extensions import EXTENSIONS
from ztui.resources.rows import label_of, text_of, value_at
from ztui.resources.shows import dicts
from ztui.services.changes import surroundings as around
from ztui.services.changes.holding import goes_with

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from ztui.resources.edits.model import Given
    from ztui.resources.model import Resource, Row
    from ztui.services.changes.model import FieldChange, Pairs
    from ztui.services.session import Session

__all__ = ["CREATE", "UPDATE", "follows", "unsaid"]

UPDATE = "update"
CREATE = "create"
"""What `follows` is told for edits that are no action."""

_DELETE = "delete"
_LONGEST = 300
_REACHED = frozenset({"users", "call-queues", "auto-receptionists", "common-areas", "shared-line-groups", "rooms"})
"""Resources whose objects calls reach by number and extension."""
_TAKES_AWAY = frozenset({"unassign", "allocate", _DELETE})
_TARGETS = ("forward_to_extension_id", "busy_forward_to_extension_id", "operator_extension_id", "target.extension_id")


_silent: ContextVar[bool] = ContextVar("silent", default=False)


@contextmanager
def unsaid() -> Iterator[None]:
    """Let plans that are made within say nothing of what follows: of hundreds it is told by their count alone."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


async def follows(
    session: Session,
    resource: Resource,
    row: Row,
    action: str,
    given: Given | None = None,
    *,
    fields: Sequence[FieldChange] = (),
    parents: Pairs = (),
    first: str = "",
) -> list[str]:
    """Say what follows from a change of one object: a text of whole sentences, of which the first names it.

    Args:
        session: In whose account.
        resource: Of the object.
        row: The object as it was read now; of a new one what is known of it.
        action: Name of the action, `UPDATE` or `CREATE`.
        given: What the action was given.
        fields: What an update changes, or a create writes.
        parents: What its list is below.
        first: What is said first, which names the object; "" to name it here.

    Returns:
        The text; nothing where there is nothing to say.
    """
    if _silent.get():
        return [_sentence(first)] if first else []
    change = _Change(session, resource, row, action, given or {}, {each.write: each for each in fields}, dict(parents))
    said: list[str] = []
    for rule in _RULES:
        said += await rule(change)
    said = list(dict.fromkeys(said))
    name = label_of(resource, row) if action != CREATE else ""
    if said and name and not first:
        said[0] = f"{resource.singular} {name}: {said[0]}"
    sentences = [_sentence(each) for each in (first, *said) if each]
    return [" ".join(sentences)] if sentences else []


def _sentence(text: str) -> str:
    return display(text[:1].upper() + text[1:], longest=_LONGEST).rstrip(".") + "."


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to be judged."""

    session: Session
    resource: Resource
    row: Row
    action: str
    given: Given
    fields: Mapping[str, FieldChange]
    parents: Mapping[str, str]

    @property
    def ends(self) -> bool:
        """Tell whether calls to the object are not taken any more."""
        status = self.fields.get("status")
        off = status is not None and text_of(status.after).casefold() in ("inactive", "deactivate")
        return self.resource.name in _REACHED and (off or self.action in (_DELETE, "deactivate"))

    def named(self, name: str) -> int:
        """Count what an input was given."""
        value = self.given.get(name) or ()
        return len(value) if isinstance(value, list | tuple) else 1


async def _held(change: _Change) -> list[str]:
    if change.action != _DELETE:
        return []
    held = await goes_with(change.session, change.resource, change.row)
    return [f"with it: {held}"] if held else []


async def _ended(change: _Change) -> list[str]:
    """Tell who still calls, or sends calls to, what takes none any more."""
    if not change.ends:
        return []
    count = len(dicts(change.row.get("phone_numbers")))
    numbers = [f"its {counted(count, 'number')} will ring nobody"] if count else []
    calls = await around.called_by(change.session, change.row)
    said = [*numbers, *await around.leads_here(change.session, change.row), *filter(None, [calls])]
    if change.resource.name == "users":
        said.append(await around.memberships(change.session, text_of(change.row.get("id"))))
    return said


async def _number(change: _Change) -> list[str]:
    """Tell what a number leaves behind."""
    if change.resource.name != "numbers":
        return []
    if change.action in _TAKES_AWAY:
        calls = await around.called_by(change.session, change.row)
        return [
            *await around.numbers_left(change.session, change.row),
            await around.caller_id_of(change.session, change.row),
            *filter(None, [calls]),
        ]
    off = change.fields.get("capability.incoming")
    if off is not None and off.after is False:
        return ["nobody can call it any more", *filter(None, [await around.called_by(change.session, change.row)])]
    return []


async def _numbers(change: _Change) -> list[str]:
    """Tell how many numbers an object has after some were given or taken."""
    if change.resource.name not in _REACHED or "phone_numbers" not in change.row:
        return []
    count, some = len(dicts(change.row.get("phone_numbers"))), change.named("numbers")
    if change.action == "remove-number":
        return [around.numbers_become("it", change.row, some)]
    return [f"it has {counted(count + some, 'number')} then"] if change.action == "add-numbers" else []


async def _members(change: _Change) -> list[str]:
    """Tell who is left to ring when members leave, and who of new ones takes no calls."""
    members = change.row.get("members")
    if change.action == "add-members":
        return await _off(change)
    if change.action != "remove-member" or not isinstance(members, Mapping):
        return []
    gone = {text_of(each) for name in ("users", "common_areas") for each in change.given.get(name) or ()}
    left = [
        each for kind in ("users", "common_areas") for each in dicts(members.get(kind)) if each.get("id") not in gone
    ]
    if not left:
        calls = await around.called_by(change.session, change.row)
        return ["nobody is left whom it rings", *filter(None, [calls])]
    known = [each for each in left if isinstance(each.get("receive_call"), bool)]
    taking = sum(each.get("receive_call") is True for each in known)
    return [f"{taking} of the {len(left)} that are left {'is' if taking == 1 else 'are'} opted in"] if known else []


async def _off(change: _Change) -> list[str]:
    """Tell who of new members is stored as deactivated."""
    session, users = change.session, change.session.listings.find("users")
    new = [await session.objects.cached(users.name, text_of(id)) for id in change.given.get("users") or ()]
    off = [label_of(users, each.row) for each in new if each is not None and each.row.get("status") == "deactivate"]
    verb = "is deactivated and takes" if len(off) == 1 else "are deactivated and take"
    return [f"{', '.join(off)} {verb} no calls"] if off else []


async def _plans(change: _Change) -> list[str]:
    """Tell who cannot call outside any more."""
    if change.action != "remove-calling-plan" or "calling_plans" not in change.row:
        return []
    left = len(dicts(change.row.get("calling_plans"))) - change.named("plans")
    return [] if left > 0 else ["it has no calling plan left and calls nobody outside"]


async def _fields(change: _Change) -> list[str]:
    """Tell what follows from single fields."""
    said: list[str] = []
    extension, site, zone = (change.fields.get(each) for each in ("extension_number", "site_id", "timezone"))
    if change.action == CREATE:
        alone = change.resource.name == "call-queues" and not any(each.startswith("members") for each in change.fields)
        return ["it has no members yet and rings nobody"] if alone else []
    if extension is not None:
        before = text_of(change.row.get("extension_number"))
        said += [f"who dials {before} does not reach it any more"] if before else []
        said += await around.leads_here(change.session, change.row)
    if site is not None and extension is None and (form := change.session.site_forms.get(text_of(site.after))):
        said.append(f"its complete extension begins with {form.code} then")
    if zone is not None:
        said.append(f"its hours stay as written and are those of {text_of(zone.after)}")
    return said


async def _routing(change: _Change) -> list[str]:
    """Tell where calls go on, by name, and whose routing it is."""
    said: list[str] = []
    for write, field in change.fields.items():
        if write.endswith(_TARGETS) and field.after:
            name = await around.named_extension(change.session, text_of(field.after))
            said.append(f"{field.title.lower()}: {name or 'an extension that is in no stored list'}")
    if change.resource.name == "call-handling" and change.action == UPDATE:
        said += await _aimed(change)
    if change.resource.name == "call-handling" and change.action in (UPDATE, _DELETE):
        owner = await around.named_extension(change.session, change.parents.get("extensionId", ""))
        said.append(f"it belongs to {owner}" if owner else "whose it is, is in no stored list")
    return said


async def _aimed(change: _Change) -> list[str]:
    """Tell where what calls go on to and the kind of it, which are two fields of a routing, are not of one another."""
    kind, to = (change.fields.get(f"settings.{each}") for each in ("call_not_answer_action", "forward_to_extension_id"))
    code = value_at(change.row, "settings.routing.action") if kind is None else kind.after
    wanted = name_of("action", code) if isinstance(code, int) else ""
    if wanted not in {change.session.listings.find(each).singular for each in EXTENSIONS}:
        return []
    if to is None:
        return [] if kind is None else [f"name the {wanted}, too: Zoom forgets to which extension calls went before"]
    name = await around.named_extension(change.session, text_of(to.after))
    if not name or name.startswith(f"{wanted} "):
        return []
    return [f"{name} is no {wanted}, which is what calls are said to go to: they lead nowhere"]


async def _site(change: _Change) -> list[str]:
    if change.resource.name != "sites" or change.action != _DELETE:
        return []
    told = await around.of_site(change.session, text_of(change.row.get("name")))
    return [f"moves with it: {told}"] if told else []


_RULES: tuple[Callable[[_Change], Awaitable[list[str]]], ...] = (
    _held,
    _members,
    _numbers,
    _number,
    _plans,
    _fields,
    _routing,
    _site,
    _ended,
)
