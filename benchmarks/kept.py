"""Accounts with many stored calls, made once and kept between runs in `benchmarks/.made`, which can be deleted."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from benchmarks.peers import history
from benchmarks.turns import environment, ztui
from ztui.core.config import Profile
from ztui.core.paths import Folders, ensure_private
from ztui.core.ports import SystemClock
from ztui.services.session import Session
from ztui.store.calls.keys import EPOCH
from ztui.store.calls.schema import FILE
from ztui.store.journal import Journal
from ztui.store.ledger import Ledger
from ztui.store.listings import ListKey
from ztui.zoom.client import Client
from ztui.zoom.credentials import StaticToken
from ztui.zoom.offline import Offline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.store.calls.calls import Calls

__all__ = ["MANY", "QUEUES", "Account", "account", "store"]

MANY = 1_000_000
MADE = Path(__file__).parent / ".made"
_FRESH_FOR = timedelta(hours=12)
"""A start shows the calls of the last 24 hours: there have to be some."""
_FORM = 2
"""To be raised when this file makes something else."""
_CONFIG = """\
default = "default"

[profiles.default]
timezone = "UTC"
restore_view = "never"
"""
_BATCH = 3000
QUEUES = 300


@dataclass(frozen=True, slots=True)
class Account:
    """The folders of a program that has read so many calls, and 300 queues in the same number of requests as ever.

    Attributes:
        root: Settings, cache and state, below one folder.
        calls: How many calls are stored.
        store: Their file.
        seconds: How long the calls took to be stored.
    """

    root: Path
    calls: int
    store: Path
    seconds: float

    @property
    def environ(self) -> dict[str, str]:
        """Give the variables that ztui runs with, none of them a secret."""
        return {**environment(self.root), **_folders(self.root)}

    def ztui(self, *arguments: str) -> list[str]:
        """Give a command line that shows what is stored."""
        return ztui("--offline", *arguments)


def account(calls: int, made: Path = MADE) -> Account:
    """Give an account with calls of the 180 days before now; makes it in `made` where there is none, or an old one."""
    root = made / f"calls-{calls}"
    about, key = root / "about.json", _key()
    found = _about(about)
    made_at = datetime.fromisoformat(found.get("made_at", "1970-01-01T00:00:00+00:00"))
    if found.get("key") != key or datetime.now(UTC) - made_at > _FRESH_FOR or not Path(found["store"]).exists():
        print(f"  storing {calls:,} calls in {root}, which is kept ...", file=sys.stderr, flush=True)
        shutil.rmtree(root, ignore_errors=True)
        now = datetime.now(UTC).replace(microsecond=0)
        begun = time.perf_counter()
        store = asyncio.run(_make(root, calls, now))
        took = time.perf_counter() - begun
        found = {"key": key, "made_at": now.isoformat(), "store": str(store), "seconds": took}
        about.write_text(json.dumps(found), encoding="utf-8")
    return Account(root, calls, Path(found["store"]), found["seconds"])


def _about(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _key() -> str:
    """Give what changes when the stored file would be another one."""
    made = f"{_FORM} {FILE.version} {FILE.tables}".encode() + Path(history.__file__).read_bytes()
    return blake2b(made, digest_size=8).hexdigest()


def _folders(root: Path) -> dict[str, str]:
    folders = Folders.inside(root)
    return {
        "ZTUI_CONFIG_DIR": str(folders.config),
        "ZTUI_CACHE_DIR": str(folders.cache),
        "ZTUI_STATE_DIR": str(folders.state),
    }


async def _make(root: Path, count: int, now: datetime) -> Path:
    session = _session(root)
    (root / "config" / "config.toml").write_text(_CONFIG, encoding="utf-8")
    try:
        await _store_queues(session)
        await store(session.calls, history.history(count, now))
        path = session.calls.path
    finally:
        await session.close()
    with closing(sqlite3.connect(path)) as file:
        last = int(now.timestamp()) - EPOCH
        span = (last - (history.DAYS + 1) * 86_400, last + 86_400, now.isoformat())
        file.execute("insert into covered values('', ?, ?, ?)", span)
        file.commit()
    return path


async def _store_queues(session: Session) -> None:
    shape = session.listings.shape(session.listings.find("call-queues"))
    reading = await session.cache.begin(ListKey.of("call-queues"), shape)
    rows = [shape.stored(_queue(number)) for number in range(QUEUES)]
    await session.cache.add(reading, lambda: rows, QUEUES)
    await session.cache.finish(reading)


def _queue(number: int) -> dict[str, Any]:
    """Make a queue as Zoom sends it."""
    return {
        "id": f"q{number:021d}",
        "name": f"Support {number}",
        "extension_number": 9000 + number,
        "extension_id": f"e{number:021d}",
        "phone_numbers": [{"id": f"n{number:021d}", "number": f"+1408555{number:04d}", "source": "internal"}],
        "site": {"id": f"s{number % 12}", "name": f"Site {number % 12}"},
        "status": "active",
    }


async def store(calls: Calls, rows: Iterable[dict[str, Any]]) -> None:
    """Store calls as a first load does."""
    await calls.begin_first_load()
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            await calls.add(batch)
            batch = []
    await calls.add(batch)
    await calls.end_first_load()


def _session(root: Path) -> Session:
    """Open the session that `ztui --offline` opens without credentials."""
    folders, clock, profile = Folders.inside(root), SystemClock(), Profile("default")
    for folder in (folders.cache, folders.state, folders.config):
        ensure_private(folder)
    ledger, journal = Ledger(folders.ledger_file, clock), Journal(folders.journal_file(profile.name), clock)
    client = Client(credentials=StaticToken(""), transport=Offline(), clock=clock, ledger=ledger, plan=profile.plan)
    return Session.begin(
        profile=profile,
        client=client,
        clock=clock,
        zone=ZoneInfo("UTC"),
        folders=folders,
        offline=True,
        journal=journal,
        last=(ledger.close,),
    )
