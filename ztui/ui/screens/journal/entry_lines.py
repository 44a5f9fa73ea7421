"""One entry of the journal as lines: who, what, why, before and after, what was sent, what came of it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.json_text import json_text
from ztui.core.text import Display, display
from ztui.core.times import in_full
from ztui.resources.rows import text_of
from ztui.services.changes.history import changed_by, outcome_of, title_of
from ztui.services.changes.undoing import why_final
from ztui.ui.screens.journal.rows import OUTCOMES
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from ztui.services.changes.wording import Words
    from ztui.store.journal import Earlier, JournalEntry
    from ztui.ui.widgets.paint import Part, Signs

__all__ = ["EntryLine", "Known", "entry_lines"]

_LONG = 2_000
_LABEL = 12
_EMPTY = Display("(empty)")


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line; `leads_to` is what enter does on it: `object`, `entry ID`, `plan ID`, an act, or "" for nothing."""

    parts: tuple[Part, ...]
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is told of an entry beside itself.

    Attributes:
        profile: Name of the profile.
        zone: The viewer's zone.
        words: Writes values, and knows names.
        earlier: What was noted of its outcome before.
        siblings: How many other changes its plan had.
        keys: What is shown for the keys that undo and look up.
        candidates: Keys of objects that it may have made.
    """

    profile: str
    zone: ZoneInfo
    words: Words
    earlier: Sequence[Earlier] = ()
    siblings: int = 0
    undo_key: str = "z"
    candidates: Sequence[str] = ()


def entry_lines(entry: JournalEntry, known: Known, signs: Signs, arrow: str) -> list[EntryLine]:
    """Write an entry down."""
    lines = [EntryLine(tuple(texts((title_of(entry), "strong"))))]
    lines += _facts(entry, known)
    lines += _open(entry, known, signs)
    lines += _changed(entry, known, arrow)
    lines += _links(entry, known, signs)
    lines += _request(entry)
    return lines


def _fact(label: str, *parts: tuple[str, str] | str) -> EntryLine:
    return EntryLine(tuple(texts((f"{label:<{_LABEL}}", "label"), *parts)))


def _facts(entry: JournalEntry, known: Known) -> Iterator[EntryLine]:
    about, outcome = entry.about, outcome_of(entry)
    yield _fact("When", in_full(entry.made_at, known.zone))
    account = f", account {display(entry.intent.account)}" if entry.intent.account else ""
    yield _fact("Who", f"{display(about.who) or 'nobody known'}, profile {display(known.profile)}{account}")
    said = f"  {display(entry.detail, longest=_LONG)}" if entry.detail else ""
    yield _fact("Outcome", (outcome, OUTCOMES[outcome]), said)
    for each in known.earlier:
        at = in_full(each.at, known.zone) if each.at else ""
        yield _fact("  before", f"{each.outcome.value} {at}  ", (display(each.detail, longest=_LONG), "dim"))
    reason = about.reason or str(entry.plan.get("reason", ""))
    yield _fact("Reason", display(reason, longest=_LONG) if reason else ("none given", "dim"))
    why = why_final(entry)
    if entry.outcome is not None:
        differs = str(entry.plan.get("differs") or "").rstrip(".")
        can = f"{known.undo_key} shows the plan" + (f"; {display(differs)}" if differs else "")
        yield _fact("Undo", (display(why, longest=_LONG), "dim") if why else can)


def _open(entry: JournalEntry, known: Known, signs: Signs) -> Iterator[EntryLine]:
    """Say how to find out what became of it, where nobody knows."""
    if outcome_of(entry) not in {"open", "unknown"}:
        return
    yield EntryLine(())
    if entry.sent_at is None:
        yield EntryLine(tuple(texts(("The run was cut before this was sent.", "warn"))))
        yield _link("Look it up, which closes it", "look up", signs)
        return
    said = "It was sent, and nobody knows what became of it. Nothing else is written to its object before."
    yield EntryLine(tuple(texts((said, "warn"))))
    yield _link("Look it up: read what is there now", "look up", signs)
    for each in known.candidates:
        yield _link(f"It was done, and this is what it made: {display(each)}", f"made {each}", signs)
    yield _link("It was done: say how you know", "done", signs)
    yield _link("It was not done: say how you know", "not done", signs)


def _link(title: str, leads_to: str, signs: Signs) -> EntryLine:
    return EntryLine(tuple(texts((f"{signs.crumb} ", "accent"), title)), leads_to)


def _head(title: str) -> Iterator[EntryLine]:
    yield EntryLine(())
    yield EntryLine(tuple(texts((title, "label"))))


def _changed(entry: JournalEntry, known: Known, arrow: str) -> Iterator[EntryLine]:
    lines = known.words.lines(changed_by(entry))
    if lines:
        yield from _head("Before and after" if entry.plan.get("fields") else "What it was given")
    width = min(max((len(each.title) for each in lines), default=0), 30)
    for each in lines:
        title = (f"  {each.title:<{width}}  ", "dim")
        if each.sign:
            yield EntryLine(tuple(texts(title, f"{each.sign} {each.after}")))
        elif each.before:
            yield EntryLine(tuple(texts(title, each.before, (f"  {arrow}  ", "dim"), each.after)))
        else:
            yield EntryLine(tuple(texts(title, each.after)))
    if entry.verified:
        yield from _head("Read after it")
        for name, asked, found in entry.verified:
            same = text_of(asked) == text_of(found)
            title = (f"  {display(name):<{width}}  ", "dim")
            said = texts(title, _value(found)) if same else texts(title, (f"{_value(found)}", "warn"),
                                                                  (f", asked for {_value(asked)}", "dim"))  # fmt: skip
            yield EntryLine(tuple(said))


def _value(value: Any) -> Display:
    return display(text_of(value), longest=_LONG) or _EMPTY


def _links(entry: JournalEntry, known: Known, signs: Signs) -> Iterator[EntryLine]:
    about = entry.about
    found: list[tuple[str, str]] = []
    if about.resource and about.object:
        label = entry.plan.get("label") or about.object
        found.append((f"Its object: {display(label, longest=60)}", "object"))
        found.append(("All changes of its object", "changes"))
    if about.undoes:
        found.append((f"What it undid: entry {display(about.undoes[:8])}", f"entry {about.undoes}"))
    if entry.undone_by:
        found.append((f"What undid it: entry {display(entry.undone_by[:8])}", f"entry {entry.undone_by}"))
    if known.siblings:
        many = "The other change" if known.siblings == 1 else f"The {known.siblings:,} other changes"
        found.append((f"{many} of its plan", f"plan {about.plan_id}"))
    if found:
        yield from _head("Leads to")
        for title, leads_to in found:
            yield _link(title, leads_to, signs)


def _request(entry: JournalEntry) -> Iterator[EntryLine]:
    sent = entry.request
    yield from _head("Request" if sent else "Request (never sent)")
    if sent:
        yield EntryLine(tuple(texts(f"  {sent.get('method', '')} {sent.get('path', '')}")))
        if sent.get("query"):
            yield EntryLine(tuple(texts(("  query  ", "dim"), _json(sent["query"]))))
    body = (sent or entry.plan).get("body")
    if body:
        for line in json_text(body, indent=2).splitlines():
            yield EntryLine(tuple(texts(f"  {display(line, longest=_LONG)}")))
    for label, value in (
        ("Operation", entry.intent.operation_id),
        ("Tracking id", entry.tracking_id),
        ("Entry", entry.id),
        ("Plan", entry.about.plan_id),
    ):
        if value:
            yield _fact(label, display(value, longest=_LONG))


def _json(value: Any) -> Display:
    return display(value if isinstance(value, str) else json_text(value), longest=_LONG)
