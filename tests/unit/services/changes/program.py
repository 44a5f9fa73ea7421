"""A program that writes to two queues, for a test that starts several; takes the folder of its profile.

It notes in a file of the folder when each write begins and ends.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.core.ports import SystemClock
from ztui.core.secrets import Secret
from ztui.resources.edits.model import Request
from ztui.services.changes.applying import apply
from ztui.services.changes.model import Change
from ztui.services.changes.planning import new_plan
from ztui.services.session import Session
from ztui.store.journal import Journal
from ztui.store.ledger import Ledger
from ztui.zoom.client import Client
from ztui.zoom.credentials import StaticToken
from ztui.zoom.transport import asgi

__all__ = ["LOG", "QUEUES", "WRITES"]

LOG = "writes.log"
QUEUES = ("one", "two")
WRITES = 6
"""To each queue."""


class Slow:
    """A Zoom that takes its time for a write, and notes when it begins and ends."""

    def __init__(self, log: Path) -> None:
        self._log = log

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self._note("begin", scope["path"])
        await asyncio.sleep(0.02)
        self._note("end", scope["path"])
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def _note(self, what: str, path: str) -> None:
        with self._log.open("a", encoding="utf-8") as file:
            file.write(f"{what} {path} {os.getpid()}\n")


def change(place: int) -> Change:
    queue = QUEUES[place % len(QUEUES)]
    request = Request("updateCallQueue", {"callQueueId": queue}, body={"name": f"{os.getpid()} {place}"})
    return Change(str(place), "call-queues", queue, queue, "Rename", request, unverified="nothing is read here")


async def main(folder: Path) -> None:
    clock = SystemClock()
    ledger, journal = Ledger(folder / "quota.sqlite", clock), Journal(folder / "journal.sqlite", clock)
    client = Client(
        credentials=StaticToken(Secret("t")),
        transport=asgi(Slow(folder / LOG)),
        clock=clock,
        ledger=ledger,
        write_log=journal,
        plan="none",
        api_url="https://zoom.test/v2",
    )
    session = Session.begin(
        profile=Profile("acme", plan="none"),
        client=client,
        clock=clock,
        zone=ZoneInfo("UTC"),
        folders=Folders.inside(folder),
        journal=journal,
        last=(ledger.close,),
    )
    try:
        run = await apply(session, new_plan(session, [change(each) for each in range(WRITES * len(QUEUES))]))
        assert {each.outcome for each in run.results} == {"done"}, [each.said for each in run.results]
    finally:
        await session.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
