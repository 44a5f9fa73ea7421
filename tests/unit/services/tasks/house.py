"""What the tests of all tasks share: carry a task out, and undo all that came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.undoing import plan_undo, why_final
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from tests.unit.services.changes.house import House
    from ztui.services.changes.model import Run
    from ztui.services.tasks.model import Task

__all__ = ["carried_out", "free_number", "operations", "undone"]


async def carried_out(home: House, task: Task, **given: Any) -> Run:
    """Find, plan and carry out; every change is done, or was so already."""
    findings = await task.find(home.session, given)
    run = await apply(home.session, await task.plan(home.session, given, findings))
    for each in run.results:
        assert each.outcome in (Outcome.DONE, Outcome.SKIPPED), each
        assert each.exit_code == 0, each
    return run


async def undone(home: House, run: Run) -> tuple[str, ...]:
    """Undo all of a run, last change first, and give the titles of those that say that they cannot be undone."""
    final = []
    for result in reversed(run.results):
        if result.outcome is not Outcome.DONE:
            continue
        entry = await home.journal.entry(result.journal_id)
        assert entry is not None
        if why_final(entry):
            assert result.change.final or result.change.inverse is None
            final.append(result.change.title)
            continue
        back = await apply(home.session, await plan_undo(home.session, result.journal_id))
        assert back.exit_code == 0, (result.change.title, back.results)
    return tuple(final)


def operations(run: Run) -> list[str]:
    """Give what was sent, in the plan's order."""
    return [each.change.request.operation_id for each in run.results]


async def free_number(home: House) -> dict[str, Any]:
    """Give a number that nobody has."""
    number = next(each for each in await home.rows("numbers") if each["assigned_list"])
    await apply(home.session, await plan_action(home.session, "numbers", "unassign", [number["id"]]))
    return number
