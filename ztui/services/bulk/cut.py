"""Runs that were cut by a lost connection, a stop or a `kill -9`: found again, resumed, or left.

A screen of what is not finished shows `cut_runs(session)` beside the open changes of the journal, and offers for each:

- resume: `resume_plan(session, id)` looks up what was sent without an answer, and makes a plan of what was never sent;
  the plan is shown like any other (`show_plan`), and keeps the id of the run, whose file its end removes;
- leave: `leave(session, id)` forgets what was never sent; the journal keeps what was.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.amounts import few
from ztui.core.dataclass import dataclass
from ztui.core.errors import NotFound
from ztui.core.text import display
from ztui.services.changes.again import plan_again
from ztui.services.changes.kept import change_of, forget, kept_runs
from ztui.services.changes.lists import Lists
from ztui.services.changes.recovery import NOT_APPLIED, look_up, unfinished
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ztui.services.changes.kept import KeptRun
    from ztui.services.changes.model import Plan, Result
    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry

__all__ = ["CutRun", "cut_runs", "leave", "resume_plan"]

_MOST = 100_000
_NAMED = 5
_PARTS = ("operation", "path", "query", "body")


@dataclass(frozen=True, slots=True)
class CutRun:
    """A run that did not come to its end.

    Attributes:
        id: Its id, or that of its plan: entries of the journal have it as `plan_id`.
        title: What its first change is called, and how many more there are; raw.
        made_at: When it was planned.
        reason: Why it was written.
        total: How many changes it had.
        left: How many of them were never sent, or proved not to have arrived.
        unknown: Of how many that were sent nobody knows what became.
    """

    id: str
    title: str
    made_at: datetime
    reason: str
    total: int
    left: int
    unknown: int


async def cut_runs(session: Session) -> list[CutRun]:
    """Give the runs of this profile and account that were cut and have changes which were never sent, oldest first.

    One of which all was sent is no longer one: what is not known of it stands among the open changes of the journal.
    """
    found = []
    for run in await kept_runs(session):
        entries = await _entries(session, run)
        left = _left(run, entries)
        if not left:
            await forget(session, run.id)
            continue
        unknown = sum(each.sent_at is not None and each.outcome in (None, Outcome.UNKNOWN) for each in entries)
        title = few(run.titles, 1)
        found.append(CutRun(run.id, title, run.made_at, run.reason, len(run.titles), len(left), unknown))
    return found


async def resume_plan(session: Session, id: str) -> Plan:
    """Plan what a cut run never sent, after looking up what it sent without an answer.

    Args:
        session: In the profile and account of the run.
        id: Its id, or how it begins.

    Returns:
        A plan from what is there now; it says what became of what was looked up, and what cannot be resumed. What
        cannot be planned for a reason that passes stays in the run; one of which nothing is left is over with this.

    Raises:
        NotFound: There is no such run, or it has come to its end.
        ZtuiError: Nothing of it can be planned now, for a reason that passes.
    """
    found = [each for each in await kept_runs(session) if id and each.id.startswith(id)]
    if len(found) != 1:
        raise NotFound(f"There is no run '{display(id)}' that was cut.", "'ztui journal resume' lists them.")
    run = found[0]
    open_, lists = [each for each in await unfinished(session) if each.about.plan_id == run.id], Lists()
    looked = [await look_up(session, each, lists) for each in open_]
    says = _told([each for each in looked if each.outcome is not Outcome.SKIPPED])
    entries = await _entries(session, run)
    left = _left(run, entries)
    lost = [each.about.title for each in left if not each.plan]
    plan = await plan_again(session, [await change_of(session, each) for each in left if each.plan], {})
    if not plan.changes and not lost:
        await forget(session, run.id)
    if lost:
        names = few([display(each) for each in lost], _NAMED, "; ")
        says.append(f"Do again by hand what the run did not keep (secrets, or the ID of a new object): {names}.")
    head = _head(run, [each for each in entries if each.id not in run.noted], left)
    return replace(plan, id=run.id, reason=run.reason, says=(head, *says, *plan.says))


def _told(looked: Sequence[Result]) -> list[str]:
    """Say what became of changes that had no answer: those of which the same is known in one sentence."""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in looked:
        alike.setdefault((each.outcome.value, each.said), []).append(display(each.change.title))
    return [
        f"{titles[0] if len(titles) == 1 else f'{len(titles):,} changes without an answer'}: {outcome}, {said}"
        for (outcome, said), titles in alike.items()
    ]


def _head(run: KeptRun, entries: Sequence[JournalEntry], left: Sequence[JournalEntry]) -> str:
    """Say how far a run came: what was done, what is left and why, and what failed and is not planned again."""
    done = [each for each in entries if each.outcome is Outcome.DONE]
    sent = {_request(each) for each in entries if each.detail.startswith(NOT_APPLIED)}
    lost = sum(_request(each) in sent for each in left)
    over = {_request(each) for each in entries if each.outcome in (Outcome.FAILED, Outcome.CONFLICT)}
    failed = len(over - sent - {_request(each) for each in done})
    never = f"{len(left) - lost:,} of them were never sent"
    why = f"{never}, {lost:,} did not arrive" if lost else "they were never sent"
    told = f"Resumes a run of {len(run.titles):,} changes: {len(done):,} were done, {len(left):,} are left ({why})."
    return told + (f" {failed:,} failed and {'is' if failed == 1 else 'are'} not planned again." if failed else "")


async def leave(session: Session, id: str) -> None:
    """Forget what a cut run never sent; what it sent stays in the journal.

    Raises:
        StoreError: Its file cannot be removed.
    """
    await forget(session, id)


async def _entries(session: Session, run: KeptRun) -> list[JournalEntry]:
    if session.journal is None or not session.journal.path.exists():
        return []
    return await session.journal.entries(_MOST, run.account, plan_id=run.id)


def _left(run: KeptRun, entries: list[JournalEntry]) -> list[JournalEntry]:
    """Give the changes that are still to be sent: no entry that left and may have arrived has the same request.

    What was noted before the file was written is of changes that are no longer in it.
    """
    new = [each for each in entries if each.id not in run.noted]
    sent = [each for each in new if each.sent_at is not None and not each.detail.startswith(NOT_APPLIED)]
    requests, titles = Counter(map(_request, sent)), Counter(map(_title, sent))
    left = []
    for change in run.changes:
        known, name = (requests, _request(change)) if change.plan else (titles, _title(change))
        if known[name]:
            known[name] -= 1
        else:
            left.append(change)
    return left


def _request(entry: JournalEntry) -> str:
    plan: Mapping[str, Any] = entry.plan
    return json.dumps([plan.get(each) for each in _PARTS], sort_keys=True, default=str)


def _title(entry: JournalEntry) -> str:
    """Name a change that the file could not hold whole."""
    return json.dumps([entry.about.resource, entry.about.title])
