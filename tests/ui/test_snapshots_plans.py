"""How plans, their questions and their runs look, at the design size and at a larger one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.idle import until_worked
from tests.ui.plans import TINY
from tests.ui.scenes import SIZES, Scene
from ztui.core.config import Profile
from ztui.resources.edits.model import Request
from ztui.resources.model import Confirm
from ztui.services.changes.model import Change, FieldChange, Plan, Result, Run
from ztui.services.changes.planning import new_plan
from ztui.store.journal import Outcome
from ztui.ui.modals.confirm import confirmation
from ztui.ui.running import Running
from ztui.ui.screens.plan.asking import question_of
from ztui.ui.screens.plan.run import RunScreen
from ztui.ui.screens.plan.show import show_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from ztui.ui.app import ZtuiApp

PROFILE = Profile("acme", label="TEST", plan="none", require_reason=True)
QUEUE = "8f71O6rWT8KFUGQmJIFAdQ"
NUMBER = "KsxwN4dPRVq2mXbYpT1uvw"
SAYS = (
    "Support keeps 1 of its 2 numbers. +1 415 555 0101 will ring nobody; it had 38 calls in the last 7 days (cached "
    "14:02).",
)


def two() -> tuple[Change, ...]:
    """Give an edit of a queue and the removal of a number from it."""
    fields = (
        FieldChange("Max wait time", "max_wait", "max_wait", "3:00", "5:00"),
        FieldChange("Overflow", "overflow", "overflow", "voicemail", "[EMEA] Front desk"),
        FieldChange("Languages", "languages", "languages", ["de-DE", "en-US"], ["en-US", "fr-FR"]),
        FieldChange("PIN", "", "pin", "1234", "4321", secret=True),
    )
    edit = Request("updateCallQueue", {"callQueueId": QUEUE}, {}, {"max_wait": "5:00"})
    take = Request("unAssignPhoneNumCallQueue", {"callQueueId": QUEUE, "phoneNumberId": NUMBER})
    back = Request("assignPhoneToCallQueue", {"callQueueId": QUEUE}, {}, {})
    return (
        Change("1", "call-queues", QUEUE, "Support", "Change call queue Support", edit, fields, inverse=edit),
        Change(
            "2",
            "call-queues",
            QUEUE,
            "Support",
            "Remove number +1 415 555 0101: Support",
            take,
            inverse=back,
            differs="only while nobody else takes the number",
            confirm=Confirm.DANGER,
        ),
    )


def gone() -> tuple[Change, ...]:
    """Give what cannot be undone."""
    request = Request("deleteACallQueue", {"callQueueId": QUEUE})
    final = "a new one gets a new ID, without members"
    return (
        Change(
            "1", "call-queues", QUEUE, "Support", "Delete call queue Support", request, final=final,
            confirm=Confirm.SEVERE, phrase="Support",
        ),
    )  # fmt: skip


def many(count: int) -> tuple[Change, ...]:
    """Give assignments of numbers."""
    request = Request("assignPhoneToCallQueue", {"callQueueId": QUEUE}, {}, {"phone_numbers": [{"id": NUMBER}]})
    return tuple(
        Change(
            str(at),
            "numbers",
            f"n{at}",
            f"+1 415 555 {100 + at:04}",
            f"Assign to queue: +1 415 555 {100 + at:04}",
            request,
        )
        for at in range(count)
    )


def plan_of(app: ZtuiApp, changes: tuple[Change, ...], says: tuple[str, ...] = ()) -> Plan:
    return replace(new_plan(app.session, changes, says), reason="ticket 4711")


def show_question(app: ZtuiApp, level: Confirm, changes: tuple[Change, ...], says: tuple[str, ...]) -> None:
    """Ask by a level, over the plan."""
    plan = plan_of(app, tuple(replace(each, confirm=level) for each in changes), says)
    show_plan(app, app.session, plan)
    app.push_screen(confirmation(question_of(plan, "acme TEST"), app.session.clock.monotonic))


def show_run(app: ZtuiApp, *, over: bool) -> None:
    """Show a run of 200 numbers: under way, or ended with failures and one that is unknown."""
    plan = plan_of(app, many(200))
    running = Running(app.session, plan)
    for at, change in enumerate(plan.changes[: 200 if over else 144]):
        if at == 1:
            said = "409 already assigned to Ann Brück (8104)"
            running.take(Result(change, Outcome.CONFLICT, said, journal_id="3f2a91c0", exit_code=7))
        elif at == 2:
            said = "no answer after it was sent; it does not show so far"
            running.take(Result(change, Outcome.UNKNOWN, said, candidates=("x1",), exit_code=5))
        elif at == 190:
            running.take(Result(change, Outcome.FAILED, "[/nope] Zoom refuses it: \x1b[2J Number does not exist."))
        else:
            running.take(Result(change, Outcome.DONE))
    running.seconds = 12.0
    if over:
        running.run = Run(plan, tuple(running.results.values()))
    else:
        running.looking = {"2"}
    app.go(RunScreen(app.session, running), app.house_screen)


def scene(name: str) -> Callable[[ZtuiApp], None]:
    """Give what shows a scene."""
    return {
        "plan": lambda app: show_plan(app, app.session, plan_of(app, two(), SAYS)),
        "plan-final": lambda app: show_plan(app, app.session, plan_of(app, gone(), SAYS)),
        "review": lambda app: show_question(app, Confirm.REVIEW, two(), SAYS),
        "danger": lambda app: show_question(app, Confirm.DANGER, two(), SAYS),
        "severe": lambda app: show_question(app, Confirm.SEVERE, gone(), SAYS),
        "run": lambda app: show_run(app, over=False),
        "results": lambda app: show_run(app, over=True),
    }[name]


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("name", ["plan", "plan-final", "review", "danger", "severe", "run", "results"])
def test_plans_and_runs_look_as_approved(look: Callable[..., bool], name: str, size: tuple[int, int]) -> None:
    async def then(pilot: Pilot[None]) -> None:
        app: Any = pilot.app
        scene(name)(app)
        for _ in range(3):
            await until_worked(app)
            await pilot.pause()
        if name == "results":
            await pilot.press("exclamation_mark")

    assert look(Scene(name, (("2",),)), size, profile=PROFILE, then=then, options=TINY)
