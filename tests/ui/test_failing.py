"""What fails beside a screen is told on its line, wherever it goes on, and never ends the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import StoreError
from ztui.ui.failing import failure_of
from ztui.ui.modals.ask import AskText

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

Opened = Any


async def broken() -> None:
    raise ZeroDivisionError


async def told() -> None:
    raise StoreError("The disk is full.", "Make room.")


async def test_work_that_fails_is_told_on_the_line(
    house: Callable[..., Opened], caplog: pytest.LogCaptureFixture
) -> None:
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
