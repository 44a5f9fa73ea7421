"""A run that ends by `kill -9` at a request; takes a folder, the number of the request, and `before` or `after`."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from tests.unit.services.changes.house import SMALL, House, Wire, over
from tests.unit.zoom.box import START, QuickClock
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.model import Plan, merge
from ztui.services.changes.updating import plan_update
from ztui.sim.clock import SimClock
from ztui.sim.inprocess import InProcess, start
from ztui.sim.options import Options

RENAMED, ORDERED, MADE = "Renamed", "Department X", "Made"


class Deadly(Wire):
    """A line on which the program is killed."""

    deadly = -1
    after = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        counts = scope["path"] != "/oauth/token"
        strikes = counts and len(self.asked) == self.deadly
        if strikes and not self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        await super().__call__(scope, receive, send)
        if strikes:
            os.kill(os.getpid(), signal.SIGKILL)


def box_in(folder: Path, clock: QuickClock) -> InProcess:
    return start(Options.parse(SMALL), SimClock(START, monotonic=clock.monotonic), state=folder)


async def planned(home: House) -> Plan:
    first, second = sorted(await home.keys("call-queues"))[:2]
    site = (await home.get("call-queues", first))["site"]["id"]
    session = home.session
    return merge(
        [
            await plan_update(session, "call-queues", first, {"name": RENAMED}),
            await plan_create(session, "call-queues", {"name": MADE, "site_id": site}),
            await plan_update(session, "call-queues", second, {"department": ORDERED}),
        ]
    )


async def main(folder: Path, number: int, *, after: bool) -> None:
    clock = QuickClock()
    box = box_in(folder, clock)
    async with over(box, clock, folder, wire=Deadly(box.app)) as home:
        plan = await planned(home)
        assert isinstance(home.wire, Deadly)
        home.wire.deadly, home.wire.after = len(home.wire.asked) + number, after
        await apply(home.session, plan)
    box.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), after=sys.argv[3] == "after"))
