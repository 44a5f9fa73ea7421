"""A session on a small simulator, over a line that counts what is asked and that a test can break."""

from __future__ import annotations

from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ztui.core.config import Profile
from ztui.core.paths import Folders, ensure_private
from ztui.core.secrets import Secret
from ztui.services.session import Session
from ztui.sim.inprocess import start
from ztui.sim.options import Options
from ztui.store.ledger import Ledger
from ztui.zoom.client import Client
from ztui.zoom.credentials import ServerToServer
from ztui.zoom.offline import Offline
from ztui.zoom.retry import RetryPolicy
from ztui.zoom.transport import asgi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from ztui.sim.clock import SimClock
    from ztui.sim.inprocess import InProcess

SMALL = Options(accounts=0, sites=4, users=120, queues=10, numbers=260, calls=400, plan="none", strict=True)


@dataclass
class Line:
    """The line to the simulator.

    Attributes:
        asked: How often each path was asked for, with its query.
        instead: Given a path, gives what is raised or answered (status, body) in place of the simulator; None lets it.
        at: When each request came, by the clock.
    """

    box: InProcess
    asked: Counter[str] = field(default_factory=Counter)
    instead: Callable[[str], Exception | tuple[int, bytes] | None] = lambda path: None
    at: list[float] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path = scope["path"]
        if not path.endswith("/oauth/token"):
            self.asked[f"{path}?{scope['query_string'].decode()}"] += 1
            self.at.append(self.box.clock.monotonic())
            found = self.instead(path)
            if isinstance(found, Exception):
                raise found
            if found is not None:
                status, body = found
                headers = [(b"content-type", b"application/json")]
                await send({"type": "http.response.start", "status": status, "headers": headers})
                await send({"type": "http.response.body", "body": body})
                return
        await self.box.app(scope, receive, send)


@asynccontextmanager
async def account(
    folder: Path, line: Line, *, profile: Profile | None = None, offline: bool = False
) -> AsyncIterator[Session]:
    profile = profile or Profile("acme", plan="none")
    folders = Folders.inside(folder)
    ensure_private(folders.cache)
    ensure_private(folders.state)
    clock = line.box.clock
    client = Client(
        credentials=ServerToServer("demo", "demo", Secret("demo"), ""),
        transport=Offline() if offline else asgi(line),
        clock=clock,
        ledger=Ledger(folders.state / "quota.sqlite", clock),
        plan=profile.plan,
        policy=RetryPolicy(tries=1, connects=1),
    )
    session = Session.begin(
        profile=profile,
        client=client,
        clock=clock,
        zone=ZoneInfo("America/Los_Angeles"),
        folders=folders,
        offline=offline,
    )
    try:
        yield session
    finally:
        await session.close()


def simulator(options: Options = SMALL, clock: SimClock | None = None) -> InProcess:
    return start(options, clock)
