"""Plans under test: made on a small simulator, over a line that breaks or waits where a test wants it to."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from ztui.core.config import Profile
from ztui.services.changes.model import merge
from ztui.services.changes.updating import plan_update
from ztui.services.view import View
from ztui.sim.options import Options
from ztui.ui.screens.plan.show import show_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.house import House
    from ztui.services.changes.model import Plan

__all__ = [
    "TEST",
    "TINY",
    "Wire",
    "box_over",
    "confirm",
    "kind",
    "listed",
    "open_plan",
    "queues",
    "renamed",
    "renames",
    "text_of",
]

TINY = Options(accounts=1, sites=2, users=12, queues=6, numbers=20, calls=5, plan="none", strict=True)
TEST = Profile("acme", label="TEST", plan="none")


class Wire:
    """The line to the simulator.

    Attributes:
        writes: Method and path of each write that reached it.
        strike: Gives what becomes of a write, by its number from 0: an HTTP status, "lost" (carried out, no answer),
            "never" (not carried out, no answer), or "".
        open: While it is not set, writes wait.
    """

    def __init__(self, on: House) -> None:
        self.writes: list[tuple[str, str]] = []
        self.strike: Callable[[int], int | str] = lambda number: ""
        self.open = asyncio.Event()
        self.open.set()
        self._box = on.line.box
        on.line.box = self  # type: ignore[assignment]
        self.clock = self._box.clock
        self.clock.sleep = self._sleep  # type: ignore[method-assign]

    async def _sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.clock.advance(seconds)
        await asyncio.sleep(0)

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] == "GET" or scope["path"] == "/oauth/token":
            await self._box.app(scope, receive, send)
            return
        await self.open.wait()
        self.writes.append((scope["method"], scope["path"].removeprefix("/v2")))
        fault = self.strike(len(self.writes) - 1)
        if fault == "never":
            raise TimeoutError
        if fault == "lost":
            await self._box.app(scope, receive, _nobody)
            raise TimeoutError
        if isinstance(fault, int):
            await _refuse(send, fault)
            return
        await self._box.app(scope, receive, send)


async def _nobody(_message: Any) -> None:
    """Hear an answer that does not arrive."""


async def _refuse(send: Any, code: int) -> None:
    status = 400 if code in (300, 412) else code
    errors = {"errors": [{"field": "name", "message": "Taken."}]} if code == 300 else {}
    body = json.dumps({"code": code, "message": f"Refused with {code}.", **errors}).encode()
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": body})


async def listed(on: House, resource: str) -> list[dict[str, Any]]:
    """Give all rows of a list, as Zoom has them."""
    listing = on.app.session.listings.open(View(resource))
    await listing.refresh()
    rows = [dict(each.row) for each in await listing.rows(0, listing.status.shown)]
    await listing.close()
    return rows


def kind(on: House) -> type:
    """Give what is shown."""
    found: type = type(on.screen)
    return found


async def queues(on: House) -> list[dict[str, Any]]:
    """Give the call queues of the account."""
    return await listed(on, "call-queues")


async def renames(on: House, count: int = 1) -> Plan:
    """Plan to rename some queues to `New 1`, `New 2`, ..."""
    rows = (await queues(on))[:count]
    session = on.app.session
    plans = [
        await plan_update(session, "call-queues", row["id"], {"name": f"New {at}"}) for at, row in enumerate(rows, 1)
    ]
    return merge(plans)


async def renamed(on: House) -> list[str]:
    """Give the names of queues as Zoom has them that begin with `New`."""
    return sorted(each["name"] for each in await queues(on) if each["name"].startswith("New"))


async def open_plan(on: House, plan: Plan, **given: Any) -> None:
    """Show a plan."""
    show_plan(on.app, on.app.session, plan, **given)
    await on.settle()


async def confirm(on: House, *keys: str) -> None:
    """Press `w`, and answer the question as late as a person would."""
    await on.press("w")
    box: Any = on.app.screen
    while not getattr(box, "is_read", True):
        await on.press("pagedown")
    box.opened_at -= 1
    await on.press(*keys)


def box_over(on: House) -> bool:
    """Tell whether a box lies over the screen."""
    return on.app.screen is not on.screen


def text_of(on: House) -> str:
    """Give all that the screen shows."""
    return "\n".join(on.lines())
