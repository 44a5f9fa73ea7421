"""The whole house without a terminal: a simulated Zoom whose clock stands, a session on it, the app, its pilot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.ui.idle import until_worked
from ztui.core.paths import Folders, ensure_private
from ztui.core.secrets import Secret
from ztui.services.session import Session
from ztui.sim.options import Options
from ztui.store.journal import Journal
from ztui.store.ledger import Ledger
from ztui.zoom.client import Client
from ztui.zoom.credentials import ServerToServer
from ztui.zoom.retry import RetryPolicy
from ztui.zoom.transport import asgi

if TYPE_CHECKING:
    import asyncio

    from textual.pilot import Pilot

    from ztui.core.config import Profile
    from ztui.sim.inprocess import InProcess
    from ztui.ui.app import ZtuiApp

SMALL = Options(accounts=2, sites=3, users=40, queues=12, numbers=150, calls=4_000, plan="none", strict=True)
"""A Zoom that every list of is read in a few requests."""


@dataclass
class Line:
    """The way to the simulator, which can be cut, or hold back what is asked until it is let go."""

    box: InProcess
    cut: bool = False
    held: asyncio.Event | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if self.cut:
            raise ConnectionResetError("The line is cut.")
        if self.held is not None:
            await self.held.wait()
        await self.box.app(scope, receive, send)


@dataclass
class House:
    """An app under test, with what it stands on."""

    app: ZtuiApp
    pilot: Pilot[None]
    line: Line

    async def settle(self) -> None:
        """Wait until nothing is loading and all messages were handled."""
        for _ in range(3):
            await until_worked(self.app)
            await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys and wait for what they set off."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, one key after the other."""
        await self.pilot.press(*text)
        await self.settle()

    @property
    def screen(self) -> Any:
        """Give the screen of the house that is shown."""
        return self.app.house_screen

    def lines(self) -> list[str]:
        """Give the lines of the screen as text."""
        shown = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in shown]


def session_on(line: Line, folders: Folders, profile: Profile, *, offline: bool = False) -> Session:
    """Put a session together as the composition root does, on a simulator."""
    ensure_private(folders.cache)
    ensure_private(folders.state)
    clock = line.box.clock
    journal = Journal(folders.journal_file(profile.name), clock)
    client = Client(
        credentials=ServerToServer("demo", "demo", Secret("demo"), ""),
        transport=asgi(line),
        clock=clock,
        ledger=Ledger(folders.state / "quota.sqlite", clock),
        write_log=journal,
        plan=profile.plan,
        read_only=profile.read_only,
        policy=RetryPolicy(tries=1, connects=1),
    )
    zone = ZoneInfo("America/Los_Angeles")
    return Session.begin(
        profile=profile,
        client=client,
        clock=clock,
        zone=zone,
        folders=folders,
        offline=offline,
        journal=journal,
    )
