"""Lines of one object put together, and planned: fields of one object are one request, however many lines they took."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import Conflict, Invalid, ZtuiError
from ztui.core.text import display
from ztui.services.bulk.steps import SET, action_of
from ztui.services.changes.acting import plan_action
from ztui.services.changes.planning import DELETE
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.updating import plan_update
from ztui.services.resolving import means

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.services.bulk.picks import Picks
    from ztui.services.bulk.steps import Step
    from ztui.services.changes.model import Change, Pairs, Plan
    from ztui.services.resolving import Match
    from ztui.services.session import Session

__all__ = ["Job", "Planned", "jobs_of", "planned"]

_LABEL = 60


@dataclass(frozen=True, slots=True)
class Job:
    """What is done to one object by one or more lines: fields that go together, or one action.

    Attributes:
        match: The object.
        steps: The lines.
    """

    match: Match
    steps: tuple[Step, ...]

    @property
    def action(self) -> str:
        """Give the name of the action, `SET` for fields."""
        return self.steps[0].action


@dataclass(frozen=True, slots=True)
class Planned:
    """What came of planning a job.

    Attributes:
        job: The job.
        changes: What would be written; empty where all is so already.
        says: What the plan says of it.
        wrong: Why lines of it cannot be carried out, by their numbers.
    """

    job: Job
    changes: tuple[Change, ...] = ()
    says: tuple[str, ...] = ()
    wrong: Mapping[int, str] = field(default_factory=dict)


def jobs_of(found: Sequence[tuple[Step, Match]], picks: Picks) -> tuple[list[Job], dict[int, int], dict[int, str]]:
    """Put lines of one object together, in the order of the lines.

    Args:
        found: The lines with their objects.
        picks: What their values name: of two lines that name one member by name and by e-mail, one is too many.

    Returns:
        The jobs; of each line that says twice what another one says, the number of that other one; and why lines
        cannot be carried out beside others of their object.
    """
    jobs: list[Job] = []
    last: dict[tuple[str, str, str], int] = {}
    said: dict[tuple[str, str, str, str], int] = {}
    twice: dict[int, int] = {}
    clash = _clashes(found)
    for step, match in found:
        subject = (match.resource, match.key, step.action)
        marks = [(*subject, each) for each in _marks(step, picks)]
        first = next((said[each] for each in marks if each in said), None)
        if first is not None:
            twice[step.number] = first
        if first is not None or step.number in clash:
            continue
        said |= dict.fromkeys(marks, step.number)
        place = last.get(subject)
        if place is not None and not _names(step) & {name for each in jobs[place].steps for name in _names(each)}:
            jobs[place] = Job(jobs[place].match, (*jobs[place].steps, step))
        else:
            last[subject] = len(jobs)
            jobs.append(Job(match, (step,)))
    return jobs, twice, clash


def _clashes(found: Sequence[tuple[Step, Match]]) -> dict[int, str]:
    """Refuse to delete what other lines change: which of the two comes first is not known, and the other one fails."""
    first: dict[tuple[str, str], Step] = {}
    clash: dict[int, str] = {}
    for step, match in found:
        before = first.setdefault((match.resource, match.key), step)
        if (before.action == DELETE) != (step.action == DELETE):
            does = "deletes it" if before.action == DELETE else "changes it: delete it in a list of its own"
            clash[step.number] = f"line {before.number} {does}"
    return clash


def _marks(step: Step, picks: Picks) -> list[str]:
    """Give what no other line of the object may say: each field, or the action with just these things."""
    if step.action == SET:
        return sorted(_names(step))
    return [repr(sorted(((name, _meant(step, name, value, picks)) for name, value in step.given), key=str))]


def _meant(step: Step, name: str, value: Any, picks: Picks) -> Any:
    try:
        meant = picks.value(step, name, value)
    except ZtuiError:
        return value  # the line is told what is wrong with it when it is planned
    return sorted(meant, key=str) if isinstance(meant, list) else meant


def _names(step: Step) -> set[str]:
    return {name for name, _ in step.given}


async def planned(session: Session, job: Job, picks: Picks, parents: Pairs) -> Planned:
    """Plan a job; a line that cannot be planned costs the others of its object nothing."""
    wrong: dict[int, str] = {}
    given: list[tuple[Step, dict[str, Any]]] = []
    for step in job.steps:
        try:
            given.append((step, {name: picks.value(step, name, value) for name, value in step.given}))
        except ZtuiError as error:
            wrong[step.number] = _said(job, error)
    if not given:
        return Planned(job, wrong=wrong)
    try:
        plan = await _plan(session, job, given, parents)
    except ZtuiError as error:
        return await _without_wrong(session, job, given, parents, error, wrong)
    return Planned(job, plan.changes, plan.says, wrong)


async def _without_wrong(
    session: Session,
    job: Job,
    given: list[tuple[Step, dict[str, Any]]],
    parents: Pairs,
    error: ZtuiError,
    wrong: dict[int, str],
) -> Planned:
    """Plan again without the lines that are to blame; all are where that cannot be told."""
    blamed = {each.field for each in error.fields} if isinstance(error, Invalid) else set()
    bad = [step for step, values in given if blamed & values.keys()]
    if len(given) > 1 and not bad:
        for step, values in given:
            try:
                await _plan(session, job, [(step, values)], parents)
            except ZtuiError as own:
                wrong[step.number] = _said(job, own)
        bad = [step for step, _ in given if step.number in wrong]
    for step in bad or [step for step, _ in given]:
        wrong.setdefault(step.number, _said(job, error))
    left = [(step, values) for step, values in given if step.number not in wrong]
    if not left:
        return Planned(job, wrong=wrong)
    try:
        plan = await _plan(session, job, left, parents)
    except ZtuiError as again:
        return Planned(job, wrong={**{step.number: _said(job, again) for step, _ in left}, **wrong})
    return Planned(job, plan.changes, plan.says, wrong)


async def _plan(session: Session, job: Job, given: Sequence[tuple[Step, dict[str, Any]]], parents: Pairs) -> Plan:
    match = job.match
    resource = session.listings.find(match.resource)
    values = {name: value for _, each in given for name, value in each.items()}
    action = action_of(resource, job.action)
    if action is None:
        plan = await plan_update(session, resource, match.key, values, parents=parents)
    elif action.name == DELETE:
        plan = await plan_delete(session, resource, [match.key], parents=parents, given=values)
    else:
        plan = await plan_action(session, resource, action, [match.key], values, parents=parents)
    await _assert_still(session, job, parents)
    return plan


async def _assert_still(session: Session, job: Job, parents: Pairs) -> None:
    """Assert that the object is still called as the list calls it: what is stored may be old."""
    match = job.match
    text = job.steps[0].text
    if match.by == "id" or text == match.key:
        return
    state = await session.objects.cached(match.resource, match.key, parents)
    if state is not None and not await means(session, match.resource, text, state.row):
        called = display(state.row.get("name") or state.row.get("number") or match.key, longest=60)
        raise ZtuiError(f"It was called '{display(text, longest=60)}', and is {called} now.")


def _said(job: Job, error: ZtuiError) -> str:
    """Say why a line cannot be carried out, without what its row says anyway."""
    words = error.message if isinstance(error, Conflict) else str(error)
    _, colon, rest = words.partition(f": {display(job.match.label, longest=_LABEL)}: ")
    return (rest if colon else words).removesuffix(" Nothing was sent.").strip().rstrip(".")
