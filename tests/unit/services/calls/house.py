"""A store of calls, and a small simulator that holds six months of them, over a line that a test can break."""

from __future__ import annotations

import json
import random
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from tests.unit.zoom.box import START, QuickClock
from ztui.core.secrets import Secret
from ztui.services.calls.sync import AT_ONCE, Report, Sync
from ztui.services.calls.windows import edge, instant_of, second_of, span_between
from ztui.sim.clock import SimClock
from ztui.sim.inprocess import start
from ztui.sim.options import Options
from ztui.store.calls.calls import Calls
from ztui.store.calls.keys import EPOCH
from ztui.store.ledger import Ledger
from ztui.store.terms import LocalFilter
from ztui.zoom.client import Client
from ztui.zoom.credentials import ServerToServer
from ztui.zoom.transport import asgi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
    from pathlib import Path

    from ztui.services.calls.cost import Progress
    from ztui.services.calls.windows import Span
    from ztui.sim.inprocess import InProcess

SMALL = {"plan": "none", "users": "12", "queues": "4", "sites": "2", "numbers": "20", "calls": "2300", "accounts": "0"}
CALLS = "/v2/phone/call_history"


@dataclass
class Line:
    """The line to the simulator: what was asked of the list of calls, and what a test answers in its place.

    Attributes:
        asked: The parameters of each request of the list.
        instead: Gives status, headers and body by the number of the request (from 0) and its parameters, None to let
            the simulator answer.
        changed: Changes the body of an answer of the simulator.
        most: Most requests that were under way at the same time.
    """

    app: Any
    asked: list[dict[str, str]] = field(default_factory=list)
    instead: Callable[[int, dict[str, str]], Awaitable[tuple[int, dict[str, str], Any] | None]] | None = None
    changed: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    most: int = 0
    _under_way: int = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] != CALLS:
            await self.app(scope, receive, send)
            return
        query = dict(parse_qsl(scope["query_string"].decode()))
        self.asked.append(query)
        self._under_way += 1
        self.most = max(self.most, self._under_way)
        try:
            await self._answer(query, scope, receive, send)
        finally:
            self._under_way -= 1

    async def _answer(self, query: dict[str, str], scope: Any, receive: Any, send: Any) -> None:
        found = await self.instead(len(self.asked) - 1, query) if self.instead is not None else None
        if found is not None:
            await _send(send, *found)
            return
        if self.changed is None:
            await self.app(scope, receive, send)
            return
        messages: list[Any] = []

        async def keep(message: Any) -> None:
            messages.append(message)

        await self.app(scope, receive, keep)
        body = json.loads(b"".join(each.get("body", b"") for each in messages))
        await _send(send, messages[0]["status"], {}, self.changed(body))


async def _send(send: Any, status: int, headers: Mapping[str, str], body: Any) -> None:
    pairs = [(b"content-type", b"application/json"), *((a.encode(), b.encode()) for a, b in headers.items())]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": json.dumps(body).encode()})


@dataclass
class House:
    """What a test works with."""

    line: Line
    clock: QuickClock
    zoom: InProcess
    client: Client
    ledger: Ledger
    calls: Calls
    told: list[Progress] = field(default_factory=list)

    @property
    def now(self) -> int:
        return second_of(self.clock.now())

    @property
    def whole(self) -> Span:
        now = self.clock.now()
        return span_between(instant_of(edge(now)), now, now)

    def sync(self, span: Span | None = None, at_once: int = AT_ONCE) -> Sync:
        return Sync(self.client, self.calls, self.clock, span or self.whole, self.told.append, at_once=at_once)

    async def synced(self, span: Span | None = None, at_once: int = AT_ONCE) -> Report:
        work = self.sync(span, at_once)
        try:
            await work.look()
            return await work.run()
        finally:
            await work.close()

    def held(self, span: Span | None = None) -> set[str]:
        """Give the ids of the calls that the simulator holds in a span."""
        first, end = span or (edge(START), self.now + 1)
        history = self.zoom.engine.world.system(self.zoom.engine.world.master_id).history
        now = int(self.zoom.clock.now().timestamp())
        serials = history.between(first + EPOCH, end - 1 + EPOCH, now)
        return {history.uuid(history.call(each)) for each in serials}

    async def stored(self, span: Span | None = None) -> Counter[str]:
        """Give the ids of the stored calls, of those that began in a span."""
        rank = await self.calls.rank(LocalFilter(), span=span)
        rows = [row for row in await self.calls.window(rank, 0, rank.count) if row is not None]
        self.calls.drop(rank)
        return Counter(row.get("call_history_uuid") or row["id"] for row in rows)

    async def is_whole(self, span: Span | None = None) -> bool:
        """Tell whether all calls of a span are stored, each once; without a span of six months, and no others."""
        return await self.stored(span) == Counter(self.held(span))

    def pass_time(self, **span: float) -> None:
        """Let time pass for the client and for the simulator."""
        seconds = timedelta(**span).total_seconds()
        self.clock.passed += seconds
        self.zoom.clock.advance(seconds)


def zoom_of(**options: str) -> InProcess:
    """Start a simulator; in it time stands unless a test lets it pass."""
    return start(Options.parse({**SMALL, **options}), SimClock(START))


@asynccontextmanager
async def house(folder: Path, zoom: InProcess, *, plan: str = "business") -> AsyncIterator[House]:
    """Open a house on a simulator whose time begins anew."""
    clock = QuickClock()
    zoom.clock.set(START)
    line = Line(zoom.app)
    ledger = Ledger(folder / "quota.sqlite", clock)
    client = Client(
        credentials=ServerToServer("acc", "id", Secret("hush")),
        transport=asgi(line),
        clock=clock,
        ledger=ledger,
        plan=plan,
        chance=random.Random(7),
        api_url="https://zoom.test/v2",
    )
    calls = Calls(folder / "own.calls.sqlite", clock)
    try:
        yield House(line, clock, zoom, client, ledger, calls)
    finally:
        await calls.close()
        await client.aclose()
        await ledger.close()
