"""What fails beside a screen is told on its line, wherever it goes on, and never ends the app."""

from __future__ import annotations

import logging
from datetime import UTC
from typing import TYPE_CHECKING, Any

from textual.css.query import NoMatches

from ztui.core.errors import StoreError, ZtuiError
from ztui.ui.failing import failure_of, is_leaving
from ztui.ui.modals.ask import AskText
from ztui.ui.modals.problem import ProblemDetails

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

Opened = Any


async def broken() -> None:
    raise ZeroDivisionError


async def told() -> None:
    raise StoreError("The disk is full.", "Make room.")


async def test_work_that_fails_is_told_on_the_line(
    house: Callable[..., Opened], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("ztui"), "propagate", True)  # a program that opened its log took it away
    async with house() as on:
        box = AskText("Name", "", "", lambda _text: "")
        await on.app.push_screen(box)
        await on.settle()
        for begin in (
            lambda work: on.screen.start(work, "any"),
            on.app.work,
            lambda work: box.start(work, "any"),
        ):
            begin(told())
            await on.settle()
            assert on.screen.spoken == "The disk is full. Make room."
            begin(broken())
            await on.settle()
            assert on.screen.spoken == "ztui failed at this: ZeroDivisionError. The log has the details; see :log."
            on.screen.say("")
        assert sum("Work beside a screen failed" in each.message for each in caplog.records) == 3


def test_an_error_of_ours_is_told_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    error = StoreError("The disk is full.")

    assert failure_of(error) is error
    assert not caplog.records
    assert failure_of(ValueError("secret"), "Elsewhere.").hint == "Elsewhere."
    assert "secret" not in str(failure_of(ValueError("secret")))


async def test_what_is_missed_on_a_box_that_goes_is_no_defect_and_on_a_screen_that_stays_it_is(
    house: Callable[..., Opened],
) -> None:
    async with house(start="call-queues") as on:
        box = ProblemDetails(ZtuiError("Something."), UTC)
        on.app.push_screen(box)
        await on.settle()
        missed = NoMatches("No line.")
        assert not is_leaving(box, missed)
        await on.press("escape")
        assert is_leaving(box, missed)
        assert not is_leaving(box, ValueError("a defect"))
        assert not is_leaving(on.screen, missed)
        assert not is_leaving(on.app, missed)
