"""What a list would do, row by row, before anything is planned to be sent: found as what, changed from what to what."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.services.bulk.jobs import Job, Planned, jobs_of, planned
from ztui.services.bulk.picks import Picks
from ztui.services.bulk.steps import SET
from ztui.services.changes.acting import AT_ONCE, IS_SO
from ztui.services.changes.consequences import unsaid
from ztui.services.changes.model import merge
from ztui.services.changes.planning import new_plan
from ztui.services.changes.totals import totals
from ztui.services.handles import misread
from ztui.services.resolving import resolve_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ztui.services.bulk.reading import BadLine
    from ztui.services.bulk.steps import Step
    from ztui.services.changes.model import FieldChange, Pairs, Plan
    from ztui.services.resolving import Match
    from ztui.services.session import Session

__all__ = ["BulkPlan", "Preview", "PreviewRow", "State", "choose", "given_keys", "plan_of", "preview", "switch"]

_SAID = 20
"""So many sentences about single objects at most; the rows say the rest."""
_SAMPLES = 3
"""So many of them beside sentences that sum them up."""


class State(StrEnum):
    """What is known of a row."""

    OK = "ok"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not found"
    SAME = "no change"
    REFUSED = "refused"
    TWICE = "twice"
    BAD = "unreadable"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One line of the list, and what it would do.

    Attributes:
        step: What it wants.
        state: What is known of it.
        match: The object; None where there is none, or several may be it.
        candidates: The objects that it may be.
        why: What is wrong, "" for nothing.
        fields: The fields that change.
        says: What an action does, in words; raw.
        on: Whether it is to be carried out.
    """

    step: Step
    state: State
    match: Match | None = None
    candidates: tuple[Match, ...] = ()
    why: str = ""
    fields: tuple[FieldChange, ...] = ()
    says: str = ""
    on: bool = True

    @property
    def is_active(self) -> bool:
        """Tell whether it would be carried out."""
        return self.on and self.state is State.OK


@dataclass(frozen=True)
class Preview:
    """What a list would do.

    Attributes:
        rows: The rows, in the order of the lines.
        bad: The lines that cannot be read.
        parents: What the lists of the objects are below.
        looked: What was looked through for the objects.
    """

    rows: tuple[PreviewRow, ...]
    bad: tuple[BadLine, ...] = ()
    parents: Pairs = ()
    looked: str = ""
    _planned: tuple[Planned, ...] = ()
    _picks: Picks | None = None

    @property
    def counts(self) -> Mapping[State, int]:
        """Give how many lines have which state."""
        found = Counter(each.state for each in self.rows)
        return found + Counter({State.BAD: len(self.bad)})

    @property
    def problems(self) -> int:
        """Give how many lines would not be carried out for what is wrong with them."""
        fine = (State.OK, State.SAME)
        return sum(count for state, count in self.counts.items() if state not in fine)


async def preview(
    session: Session,
    steps: Sequence[Step],
    bad: Sequence[BadLine] = (),
    *,
    parents: Pairs = (),
    progress: Callable[[int, int], None] | None = None,
) -> Preview:
    """Find the objects of all steps, read them, and say what would change; nothing is sent but reads.

    Args:
        session: In whose account.
        steps: What the lines want.
        bad: The lines that cannot be read, which the preview tells too.
        parents: What the lists of the objects are below.
        progress: Told how many objects of how many were read.

    Raises:
        NotFound: An object that all lines name as a value is not there.
        Conflict: Several may be it.
        ZtuiError: Zoom was asked and could not tell.
    """
    picks = Picks(session)
    await picks.learn(steps)
    _assert_common(steps, picks)
    rows: dict[int, PreviewRow] = {}
    looked = ""
    for resource in dict.fromkeys(each.resource for each in steps):
        some = [each for each in steps if each.resource == resource]
        found = await resolve_all(session, [resource], [each.text for each in some], parents=parents)
        for step, each in zip(some, found, strict=True):
            looked = each.looked or looked
            rows[step.number] = _row(step, each.matches, each.looked)
    ordered = tuple(rows[each.number] for each in steps)
    start = Preview(ordered, tuple(bad), parents, looked, (), picks)
    return await _with_plans(session, start, progress)


def _assert_common(steps: Sequence[Step], picks: Picks) -> None:
    """Assert that the values that all lines share can be read: one error says it, not one for each line."""
    for name, value in steps[0].given if len(steps) > 1 else ():
        if all((name, value) in each.given and each.action == steps[0].action for each in steps):
            picks.value(steps[0], name, value)


def given_keys(keys: Sequence[str], resource: str, action: str, given: Mapping[str, Any]) -> tuple[Step, ...]:
    """Make the steps of marked objects: the same for each of them."""
    from ztui.services.bulk.steps import Step

    pairs = tuple(given.items())
    return tuple(Step(number, key, resource, action or SET, pairs) for number, key in enumerate(keys, 1))


def _row(step: Step, matches: tuple[Match, ...], looked: str) -> PreviewRow:
    if len(matches) == 1:
        return PreviewRow(step, State.OK, matches[0])
    if matches:
        return PreviewRow(step, State.AMBIGUOUS, None, matches, f"{len(matches):,} objects are called so")
    where = looked if looked.startswith("asked") or not looked else f"looked through {looked}"
    told = misread(step.text).rstrip(".")
    return PreviewRow(step, State.NOT_FOUND, why=told or where or "nothing is called so")


async def _with_plans(session: Session, view: Preview, progress: Callable[[int, int], None] | None = None) -> Preview:
    """Plan what is found; what was planned before for the same lines stays."""
    picks = view._picks
    assert picks is not None
    found = [(row.step, row.match) for row in view.rows if row.match is not None]
    jobs, twice, clash = jobs_of(found, picks)
    before = {_lines(each.job): each for each in view._planned}
    gate = asyncio.Semaphore(AT_ONCE)
    done = 0

    async def one(job: Job) -> Planned:
        nonlocal done
        made = before.get(_lines(job))
        if made is None:
            async with gate:
                made = await planned(session, job, picks, view.parents)
        done += 1
        if progress is not None:
            progress(done, len(jobs))
        return made

    with unsaid() if len(jobs) > _SAID else nullcontext():
        made = tuple(await asyncio.gather(*map(one, jobs)))
    told = {step.number: _told(row, each, picks) for each in made for step in each.job.steps
            for row in [PreviewRow(step, State.OK, each.job.match)]}  # fmt: skip
    given = {row.step.number: row.step.given for row in view.rows}
    rows = []
    for row in view.rows:
        number = row.step.number
        new = told.get(number, row)
        if number in twice:
            first = twice[number]
            same = row.step.action != SET or given.get(first) == row.step.given
            why = f"line {first} says the same" if same else f"line {first} says otherwise, and goes first"
            new = PreviewRow(row.step, State.TWICE, row.match, why=why)
        elif number in clash:
            new = PreviewRow(row.step, State.REFUSED, row.match, why=clash[number])
        rows.append(replace(new, on=row.on, candidates=row.candidates))
    return replace(view, rows=tuple(rows), _planned=made)


def _lines(job: Job) -> tuple[str, str, tuple[int, ...]]:
    return job.match.resource, job.match.key, tuple(each.number for each in job.steps)


def _told(row: PreviewRow, made: Planned, picks: Picks) -> PreviewRow:
    """Say what comes of a row, now that its object is planned."""
    step = row.step
    if made.wrong.get(step.number) == IS_SO:
        return replace(row, state=State.SAME, why="it is so already")
    if step.number in made.wrong:
        return replace(row, state=State.REFUSED, why=made.wrong[step.number])
    if step.action != SET:
        words = picks.words(step)
        title = made.changes[0].title.partition(":")[0] if made.changes else step.action
        return replace(row, says=f"{title}: {words}" if words else title)
    names = {name for name, _ in step.given}
    fields = tuple(each for change in made.changes for each in change.fields if each.write in names)
    return replace(row, fields=fields) if fields else replace(row, state=State.SAME, why="it is so already")


async def choose(session: Session, view: Preview, number: int, key: str) -> Preview:
    """Say which of its candidates a line means, and plan it."""
    rows = []
    for row in view.rows:
        match = next((each for each in row.candidates if each.key == key), None) if row.step.number == number else None
        rows.append(row if match is None else replace(row, state=State.OK, match=match, why=""))
    return await _with_plans(session, replace(view, rows=tuple(rows)))


def switch(view: Preview, numbers: Sequence[int], *, on: bool) -> Preview:
    """Switch lines on or off."""
    chosen = set(numbers)
    rows = tuple(replace(each, on=on) if each.step.number in chosen else each for each in view.rows)
    return replace(view, rows=rows)


@dataclass(frozen=True)
class BulkPlan:
    """The plan of a list.

    Attributes:
        plan: The plan.
        lines: Numbers of the lines that each change is for, by its id.
    """

    plan: Plan
    lines: Mapping[str, tuple[int, ...]]


async def plan_of(session: Session, view: Preview) -> BulkPlan:
    """Make the plan of all rows that are on and ok; one change for each object and action, not for each line.

    Raises:
        ConfigError: There is none.
        ZtuiError: Some lines of an object were switched off, and the others cannot be planned alone.
    """
    picks = view._picks
    assert picks is not None
    active = {each.step.number for each in view.rows if each.is_active}
    plans: list[Plan] = []
    says: list[str] = []
    lines: list[tuple[int, ...]] = []
    for each in view._planned:
        steps = tuple(step for step in each.job.steps if step.number in active)
        if not steps:
            continue
        kept = each
        if len(steps) < len([step for step in each.job.steps if step.number not in each.wrong]):
            kept = await planned(session, replace(each.job, steps=steps), picks, view.parents)
        plans.append(new_plan(session, kept.changes))
        lines += [tuple(step.number for step in steps)] * len(kept.changes)
        says += kept.says
    if not lines:
        raise ConfigError("No row can be carried out.", "The preview says why of each.")
    told = list(dict.fromkeys(says))
    if len(told) > _SAID:
        sums = await totals(session, [change for each in plans for change in each.changes])
        most = _SAMPLES if sums else _SAID
        told = [*sums, *told[:most], f"And {len(told) - most:,} more of the kind."]
    left = len(view.rows) + len(view.bad) - len(active)
    if left:
        told.insert(0, f"Left out: {left:,} of {len(view.rows) + len(view.bad):,} lines.")
    plan = replace(merge(plans), says=tuple(told))
    return BulkPlan(plan, {change.id: numbers for change, numbers in zip(plan.changes, lines, strict=True)})
