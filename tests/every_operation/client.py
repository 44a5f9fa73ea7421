"""The whole client before the account of a test: a session whose console sends, with its journal and its limits."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from tests.unit.store.samples import StillClock
from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.core.secrets import Secret
from ztui.services.console.console import Console
from ztui.services.console.request import ConsoleRequest
from ztui.services.session import Session
from ztui.sim.app import App
from ztui.store.journal import Journal
from ztui.store.ledger import Ledger
from ztui.zoom.client import Client
from ztui.zoom.credentials import ServerToServer
from ztui.zoom.transport import asgi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.every_operation.state import Asked, State

__all__ = ["console_of", "request_of"]


@asynccontextmanager
async def console_of(state: State, folder: Path) -> AsyncIterator[Console]:
    """Give the console of a session in the account, with its files in a folder."""
    clock, folders, profile = StillClock(), Folders.inside(folder), Profile("acme", plan="none")
    for each in (folders.state, folders.cache):
        each.mkdir(parents=True, exist_ok=True)
    ledger, journal = Ledger(folders.ledger_file, clock), Journal(folders.journal_file(profile.name), clock)
    client = Client(
        credentials=ServerToServer("any", "client", Secret("secret")),
        transport=asgi(cast("Any", App(state.engine))),
        clock=clock,
        ledger=ledger,
        write_log=journal,
        plan=profile.plan,
    )
    session = Session.begin(
        profile=profile,
        client=client,
        clock=clock,
        zone=ZoneInfo("UTC"),
        folders=folders,
        journal=journal,
        last=(ledger.close,),
    )
    try:
        yield Console(session)
    finally:
        await session.close()


def request_of(asked: Asked, folder: Path) -> ConsoleRequest:
    """Give a request as the console takes it; the files that it sends are made."""
    files = []
    for field, name in asked.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"%PDF-1.4")
        files.append((field, file))
    return ConsoleRequest(asked.operation.id, asked.path, asked.query, asked.body, tuple(files))
