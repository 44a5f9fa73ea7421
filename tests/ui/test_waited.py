"""What a wait tells, and how much of a plan a question says."""

from __future__ import annotations

from datetime import UTC, datetime

from ztui.resources.edits.model import Request
from ztui.resources.model import Confirm
from ztui.services.changes.model import Change, Plan
from ztui.ui.screens.plan.asking import question_of
from ztui.ui.screens.waited import Wait
from ztui.zoom.requestlog import RequestEntry, RequestLog

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
ENTRY = RequestEntry(NOW, "GET", "/phone/users", "listPhoneUsers", "HEAVY", 200, 1.0, 0, 0.0)


def test_a_wait_tells_answers_refusals_and_silence() -> None:
    log = RequestLog()
    wait = Wait(log)
    assert wait.look() == ""
    for _ in range(3):
        log.tried("HEAVY", again=False)
        log.add(ENTRY)
    assert wait.look() == "3 answers"
    log.tried("HEAVY", again=False)
    log.tried("HEAVY", again=True)
    assert wait.look() == "3 answers, 1 tried again"
    log.refused("too fast")
    assert wait.look() == "3 answers, 1 refused for the rate"
    silent = [wait.look() for _ in range(5)]
    assert silent[-1] == "3 answers, nothing for 6 s"
    log.add(ENTRY)
    assert wait.look() == "4 answers, 1 refused for the rate"


def test_a_question_says_what_fits_a_box_and_how_much_more_there_is() -> None:
    change = Change("1", "numbers", "k", "+1", "Unassign: +1", Request("DeleteNumbers"), confirm=Confirm.DANGER)

    def says(texts: list[str]) -> tuple[str, ...]:
        return question_of(Plan("1", "acme", "", NOW, (change,), says=tuple(texts)), "acme").says

    short, long = [f"Number {each}." for each in range(20)], [f"{each} {'and so on ' * 40}" for each in range(9)]
    assert says(short)[:13] == (*short[:12], "And 8 more, as the plan says.")
    assert says(long)[:4] == (*long[:3], "And 6 more, as the plan says.")
    assert says(short[:2])[:2] == tuple(short[:2])
