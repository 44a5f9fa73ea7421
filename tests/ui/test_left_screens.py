"""What was left is gone: no screen is kept by a list, a task or a timer once nothing leads back to it."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = ("queues", "messages", "quota", "operations", "journal", "callbacks", "check", "account-settings", "log")
KEPT = 6
"""So many may be there still: the first one, and those on which a timer began that has not passed or was given up."""


async def test_screens_that_nothing_leads_back_to_are_gone(house: Callable[..., Any]) -> None:
    async with house(start="call-queues") as on:
        left: list[weakref.ref[Any]] = []

        def note() -> None:
            left.append(weakref.ref(on.screen))

        for key in ("enter", "J", "1", "enter", "question_mark"):
            await on.press(key)
            note()
        for command in COMMANDS:
            on.app.obey(command)
            await on.settle()
            note()
            if on.app.screen is not on.screen:  # a box lies over it
                await on.press("escape")
        kinds = {type(each()) for each in left}
        on.app.work(on.app.act_in("sub", "A sub account"))
        await on.app.workers.wait_for_complete()
        await on.settle()
        gc.collect()
        assert len(kinds) > 10
        del kinds
        assert len({id(each()) for each in left if each() is not None}) <= KEPT


async def test_a_screen_below_a_box_goes_once_the_box_is_closed(house: Callable[..., Any]) -> None:
    async with house(start="call-queues") as on:
        await on.press("enter")
        left = on.screen
        await on.press("a")
        assert on.app.screen is not left
        on.app._let_go([left])
        await on.settle()
        assert left in on.app.screen_stack
        await on.press("escape")
        await on.press("escape")
        on.app._let_go([])
        await on.settle()
        assert not on.app.is_screen_installed(left)
        assert not on.screen.spoken
