"""A session on a small simulator, over a line that breaks where a test wants it to, by a clock that a test moves."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.unit.services.changes.intents import TracedJournal, leaving
from tests.unit.zoom.box import START, QuickClock
from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.core.secrets import Secret
from ztui.services.session import Account, Session
from ztui.services.view import View
from ztui.sim.clock import SimClock
from ztui.sim.inprocess import start
from ztui.sim.options import Options
from ztui.store.ledger import Ledger
from ztui.zoom.client import Client
from ztui.zoom.credentials import ServerToServer
from ztui.zoom.transport import asgi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from pathlib import Path

    from ztui.sim.inprocess import InProcess
    from ztui.store.journal import Journal
    from ztui.zoom.credentials import Credentials

SMALL = {"plan": "none", "users": "12", "queues": "4", "sites": "2", "numbers": "20", "calls": "5", "accounts": "1"}

BEFORE = ("reset", "hang", "500", "429", "kill")
"""What strikes before a request is carried out."""
AFTER = ("cut", "late", "500-done", "502-done", "kill-done")
"""What strikes after it was."""


class Killed(BaseException):
    """What ends a run at once, as `kill -9` does: nothing is tidied up."""


@dataclass
class Wire:
    """The line to the simulator.

    Attributes:
        faults: What strikes, by the number of the request from 0 (token requests not counted).
        done: Writes that the simulator carried out: method, path and body, with how often.
        done_for: How often that was done for each entry of the journal.
        asked: Method and path of each request.
        raw: The same, with the path as it is sent.
        strike: Gives what strikes a request, by method and path; "" for nothing.
    """

    app: Any
    faults: dict[int, str] = field(default_factory=dict)
    done: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    done_for: Counter[str] = field(default_factory=Counter)
    asked: list[tuple[str, str]] = field(default_factory=list)
    raw: list[tuple[str, str]] = field(default_factory=list)
    strike: Callable[[str, str], str] = lambda method, path: ""
    _under_way: set[asyncio.Future[Any]] = field(default_factory=set)

    def break_from_now(self, faults: dict[int, str]) -> None:
        self.faults = {len(self.asked) + number: fault for number, fault in faults.items()}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] == "/oauth/token":
            await self.app(scope, receive, send)
            return
        fault = self.faults.get(len(self.asked), "") or self.strike(scope["method"], scope["path"])
        self.asked.append((scope["method"], scope["path"]))
        self.raw.append((scope["method"], scope["raw_path"].decode()))
        ids = () if scope["method"] == "GET" else leaving()
        if fault in BEFORE:
            await self._strike(fault, send)
            return
        task = asyncio.ensure_future(self._carried_out(scope, receive, ids))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        messages = await asyncio.shield(task)
        if fault:
            await self._strike(fault.removesuffix("-done"), send)
            return
        for each in messages:
            await send(each)

    async def settled(self) -> None:
        """Wait for what the simulator is still at, also for those that have left."""
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def _carried_out(self, scope: Any, receive: Any, ids: tuple[str, ...]) -> list[Any]:
        messages: list[Any] = []
        parts: list[bytes] = []

        async def keep(message: Any) -> None:
            messages.append(message)

        async def hear() -> Any:
            message = await receive()
            parts.append(message.get("body", b""))
            return message

        await self.app(scope, hear, keep)
        status = messages[0]["status"] if messages else 0
        if scope["method"] != "GET" and 200 <= status < 300:
            self.done[scope["method"], scope["path"], b"".join(parts).decode()] += 1
            self.done_for.update(ids)
        return messages

    async def _strike(self, fault: str, send: Any) -> None:
        if fault == "kill":
            raise Killed
        if fault in ("reset", "cut"):
            raise ConnectionResetError
        if fault in ("hang", "late"):
            raise TimeoutError
        headers = [(b"content-type", b"application/json")]
        if fault == "429":
            headers.append((b"retry-after", b"1"))
        body = json.dumps({"code": int(fault), "message": "a fault on purpose"}).encode()
        await send({"type": "http.response.start", "status": int(fault), "headers": headers})
        await send({"type": "http.response.body", "body": body})


@dataclass
class House:
    """What a test works with."""

    session: Session
    wire: Wire
    clock: QuickClock
    box: InProcess

    @property
    def journal(self) -> Journal:
        assert self.session.journal is not None
        return self.session.journal

    async def rows(self, resource: str, parents: tuple[tuple[str, str], ...] = ()) -> list[dict[str, Any]]:
        listing = self.session.listings.open(View(resource, parents))
        await listing.refresh()
        assert listing.status.error is None
        found = [dict(each.row) for each in await listing.rows(0, listing.status.shown)]
        await listing.close()
        return found

    async def keys(self, resource: str) -> list[str]:
        return [each["id"] for each in await self.rows(resource)]

    async def get(self, resource: str, key: str) -> dict[str, Any]:
        return dict((await self.session.objects.read(resource, key)).answer)

    async def state(self) -> list[dict[str, Any]]:
        """All queues as they are, members and numbers included, in an order of their own."""
        found = [_sorted(await self.get("call-queues", key)) for key in await self.keys("call-queues")]
        return sorted(found, key=lambda each: str(each["id"]))


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sorted(each) for name, each in sorted(value.items())}
    if isinstance(value, list):
        return sorted((_sorted(each) for each in value), key=repr)
    return value


@asynccontextmanager
async def house(
    folder: Path,
    *,
    lag: int = 0,
    account: str = "",
    read_only: bool = False,
    world: Mapping[str, str] | None = None,
    **profile: Any,
) -> AsyncIterator[House]:
    """Open a house on a simulator of its own; the same folder gives the same journal."""
    clock = QuickClock()
    options = Options.parse({**SMALL, "lag": str(lag), **(world or {})})
    box = start(options, SimClock(START, monotonic=clock.monotonic))
    async with over(box, clock, folder, account=account, read_only=read_only, **profile) as made:
        yield made
    box.close()


@asynccontextmanager
async def over(
    box: InProcess,
    clock: QuickClock,
    folder: Path,
    *,
    account: str = "",
    read_only: bool = False,
    wire: Wire | None = None,
    credentials: Credentials | None = None,
    **profile: Any,
) -> AsyncIterator[House]:
    """Open a house on a simulator that is there."""
    wire = wire or Wire(box.app)
    ledger = Ledger(folder / "quota.sqlite", clock)
    journal = TracedJournal(folder / "journal.sqlite", clock)
    client = Client(
        credentials=credentials or ServerToServer("acc", "id", Secret("hush")),
        transport=asgi(wire),
        clock=clock,
        ledger=ledger,
        write_log=journal,
        plan="none",
        read_only=read_only,
        chance=random.Random(7),
        api_url="https://zoom.test/v2",
    )
    session = Session.begin(
        profile=Profile(**{"name": "acme", "plan": "none"} | profile),
        client=client,
        clock=clock,
        zone=ZoneInfo("UTC"),
        folders=Folders.inside(folder),
        account=Account(account),
        journal=journal,
        last=(ledger.close,),
    )
    try:
        yield House(session, wire, clock, box)
    finally:
        await session.close()
