"""What this tool changed before: the journal's entries in a line each, and those that are about one object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName, ZtuiError
from ztui.core.text import Display, display
from ztui.resources.derived.words import in_sentence
from ztui.resources.rows import label_of
from ztui.services.changes.model import Change, FieldChange
from ztui.services.changes.records import request_of
from ztui.services.changes.wording import Words
from ztui.store.journal import OPEN, JournalEntry, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ztui.services.session import Session

__all__ = [
    "Changed",
    "changed_by",
    "changes_of",
    "has_journal",
    "learn_names",
    "one_line",
    "outcome_of",
    "title_of",
]

_LATEST = 4
_FEW = 3
_LONG = 300
_ARROW = "→"


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of an object, and what it did in a line."""

    entry: JournalEntry
    words: Display


def has_journal(session: Session) -> bool:
    """Tell whether there is a journal; one that has nothing is not made by looking."""
    return session.journal is not None and session.journal.path.exists()


async def changes_of(
    session: Session, resource: str, key: str, *, also: Sequence[str] = (), most: int = _LATEST, ascii: bool = False
) -> tuple[Changed, ...]:
    """Give the latest changes of an object, newest first; one look into the journal, and none at Zoom.

    Args:
        session: In whose account.
        resource: Name of its resource.
        key: Its key.
        also: Other ids by which requests name it, such as that of its extension.
        most: At most so many.
        ascii: Write arrows in ASCII.
    """
    journal = session.journal
    if journal is None or not has_journal(session) or not key:
        return ()
    entries = await journal.touching([key, *filter(None, also)], session.account.id, most)
    words = Words()
    await learn_names(session, entries, words)
    return tuple(Changed(each, one_line(each, words, resource=resource, key=key, ascii=ascii)) for each in entries)


def title_of(entry: JournalEntry) -> str:
    """Give what an entry did to what, raw."""
    if entry.about.title:
        return entry.about.title
    try:
        return operation(entry.intent.operation_id).title
    except UnknownName:  # another version of the contract knew it
        return entry.intent.operation_id


def outcome_of(entry: JournalEntry) -> str:
    """Give the outcome in a word, `open` while there is none."""
    return OPEN if entry.outcome is None else entry.outcome.value


def changed_by(entry: JournalEntry) -> Change:
    """Give the change that an entry tells of, to be shown: it can be neither sent nor looked up."""
    plan = entry.plan
    return Change(
        id="1",
        resource=entry.about.resource,
        key="" if plan.get("created") else entry.about.object,
        label=plan.get("label") or "",
        title=title_of(entry),
        request=request_of({**plan, "operation": entry.intent.operation_id}) or _no_request(entry),
        fields=tuple(map(_field, plan.get("fields") or ())),
        created=plan.get("created") or "",
        removes=bool(plan.get("removes")),
    )


def _no_request(entry: JournalEntry) -> Any:
    from ztui.resources.edits.model import Request

    return Request(entry.intent.operation_id)


def _field(kept: dict[str, Any]) -> FieldChange:
    # What the journal does not have of a field was a secret.
    secret = "after" not in kept
    return FieldChange(
        kept["title"], kept.get("read", ""), kept["write"], kept.get("before"), kept.get("after"), secret
    )


def one_line(
    entry: JournalEntry,
    words: Words | None = None,
    *,
    resource: str = "",
    key: str = "",
    state: bool = True,
    ascii: bool = False,
) -> Display:
    """Say in a line what an entry did: "max wait time 3:00 → 5:00", "add members: Ann Brück".

    Args:
        entry: The entry.
        words: Writes values, and knows names.
        resource: The resource that is looked at.
        key: The object that is looked at, which is not named again; "" names it.
        state: Say what became of it, where it was not done.
        ascii: Write arrows in ASCII.
    """
    words = words or Words()
    change = changed_by(entry)
    own = bool(key) and entry.about.object == key and entry.about.resource == resource
    undo = "undo: " if entry.about.undoes else ""
    told = own or (change.fields and not change.created)
    said = _did(entry, change, words, ">" if ascii else _ARROW) if told else ""
    text = said or in_sentence(title_of(entry).removeprefix("Undo: "))
    if not own and said:
        text = f"{change.label}: {said}" if change.label else said
    end = "" if entry.outcome is Outcome.DONE or not state else f" ({outcome_of(entry)})"
    return display(f"{undo}{text}{end}", longest=_LONG)


def _did(entry: JournalEntry, change: Change, words: Words, arrow: str) -> str:
    """Say what was done to the object itself, without its name."""
    if change.created:
        return "created"
    if change.removes:
        return "deleted"
    if change.fields:
        said = [_field_words(line, arrow) for line in words.lines(change)]
        more = f", {len(said) - _FEW} more" if len(said) > _FEW else ""
        return ", ".join(said[:_FEW]) + more
    action = title_of(entry).removeprefix("Undo: ")
    label = change.label
    action = in_sentence(action.rpartition(f": {label}")[0] or action if label else action)
    names = [words.names[each] for _, each in _given(entry) if each in words.names]
    return f"{action}: {', '.join(names)}" if names else action


def _field_words(line: Any, arrow: str) -> str:
    title = in_sentence(line.title)
    if line.sign:
        return f"{line.sign} {title} {line.after}".replace("  ", " ")
    return f"{title} {line.before} {arrow} {line.after}" if line.before else f"{title} {line.after}"


def _given(entry: JournalEntry) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give the ids that an action was given, each with the resources that it may be of."""
    if entry.plan.get("fields") or not entry.about.resource:
        return
    from ztui.resources.edits.registry import actions

    try:
        known = actions(entry.about.resource)
    except UnknownName:
        return
    picks = [each.picks for does in known if entry.intent.operation_id in does.operations for each in does.inputs]
    kinds = tuple(dict.fromkeys(name for each in picks for name in each))
    if kinds:
        for each in dict.fromkeys(_ids(entry.plan.get("body"))):
            yield kinds, each


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, str) and each and (name == "id" or name.endswith("_id")):
                yield each
            else:
                yield from _ids(each)
    elif isinstance(value, list):
        for each in value:
            yield from _ids(each)


async def learn_names(session: Session, entries: Iterable[JournalEntry], words: Words) -> None:
    """Look up in the store what the objects are called whose ids stand in entries; Zoom is not asked."""
    wanted: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        for kinds, id in (*words.picks(changed_by(entry)), *_given(entry)):
            wanted.setdefault(id, kinds)
    for id, kinds in wanted.items():
        name = await _name_of(session, kinds, id)
        if name:
            words.names[id] = name


async def _name_of(session: Session, kinds: Sequence[str], id: str) -> str:
    for kind in kinds:
        try:
            found = session.listings.find(kind)
            state = None if found.parents else await session.objects.cached(kind, id)
        except ZtuiError:
            continue
        if state is not None:
            return label_of(found, state.row)
    return ""
