"""Finding among 100,000 objects, key by key, and reading the inventory of an account within a share of the rate."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from benchmarks.peers.rows import row
from benchmarks.report import Figure, Judged, figure
from ztui.core.config import Profile
from ztui.core.paths import Folders, ensure_private
from ztui.core.ports import SystemClock
from ztui.core.secrets import Secret
from ztui.services.finding.finder import Finder
from ztui.services.session import Session
from ztui.sim.inprocess import start
from ztui.sim.options import Options
from ztui.store.ledger import Ledger
from ztui.store.listings import ListKey
from ztui.zoom.client import Client
from ztui.zoom.credentials import ServerToServer
from ztui.zoom.transport import asgi

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ztui.sim.inprocess import InProcess

__all__ = ["run"]

OBJECTS: Mapping[str, int] = {"numbers": 60_000, "users": 25_000, "devices": 12_000, "call-queues": 3_000}
BATCH = 5_000
TYPED = ("8", "82", "820", "8200", "800-8200", "0188", "+1415", "lin", "ann lindqvist", "80:5e:c0", "zzzz")
"""What is typed: each key of it is a search."""
FIRST_MS, ALL_MS = 50.0, 400.0
PERCENT = 50
_FACTOR = 1.2


def run(home: Path, rounds: int) -> list[Figure]:
    """Fill a store and search it as somebody types, then read the account of the simulator."""
    return [*asyncio.run(_searching(home / "search", rounds)), *asyncio.run(_reading(home / "account"))]


def _session(home: Path, box: InProcess, plan: str) -> Session:
    folders = Folders.inside(home)
    ensure_private(folders.cache)
    ensure_private(folders.state)
    clock = SystemClock()
    app: Any = box.app
    client = Client(
        credentials=ServerToServer("acc", "id", Secret("secret"), ""),
        transport=asgi(app),
        clock=clock,
        ledger=Ledger(folders.state / "quota.sqlite", clock),
        plan=plan,
    )
    profile = Profile("bench", plan=plan, index_percent=PERCENT)
    return Session.begin(profile=profile, client=client, clock=clock, zone=ZoneInfo("UTC"), folders=folders)


async def _searching(home: Path, rounds: int) -> list[Figure]:
    box = start(Options(accounts=0, sites=2, users=4, queues=2, numbers=8, calls=0, plan="none"))
    session = _session(home, box, "none")
    try:
        for name, count in OBJECTS.items():
            await _fill(session, name, count)
        finder = Finder(session)
        begun = time.perf_counter()
        await finder.renew()
        made = time.perf_counter() - begun
        total = sum(OBJECTS.values())
        return [
            figure("finding", f"index of {total:,} objects made, per object", "µs", [made / total * 1e6]),
            *await _again(session, finder),
            *await _typing(finder, rounds),
        ]
    finally:
        await session.close()
        box.close()


async def _again(session: Session, finder: Finder) -> list[Figure]:
    """Measure looking whether anything changed, and taking in a list that was read again with one row changed."""
    begun = time.perf_counter()
    await finder.renew()
    same = time.perf_counter() - begun
    await _fill(session, "users", OBJECTS["users"], renamed=17)
    begun = time.perf_counter()
    await finder.renew()
    changed = time.perf_counter() - begun
    return [
        figure("finding", "look whether the index is up to date", "ms", [same * 1e3], judged=Judged("value", 20.0)),
        figure("finding", "25,000 users read again, one changed", "ms", [changed * 1e3]),
    ]


async def _typing(finder: Finder, rounds: int) -> list[Figure]:
    first: dict[str, list[float]] = {each: [] for each in TYPED}
    every: dict[str, list[float]] = {each: [] for each in TYPED}
    for number in range(-1, rounds):
        for text in TYPED:
            begun = time.perf_counter()
            found = await finder.first(text)
            took = time.perf_counter() - begun
            if not found.complete:
                found = await finder.find(text)
            whole = time.perf_counter() - begun
            if number >= 0:
                first[text].append(took * 1e3)
                every[text].append(whole * 1e3)
    figures = []
    for text in TYPED:
        figures.append(
            figure("finding", f"first results for '{text}'", "ms", first[text], judged=Judged("value", FIRST_MS))
        )
        figures.append(
            figure("finding", f"all counted for '{text}'", "ms", every[text], judged=Judged("value", ALL_MS))
        )
    return figures


async def _reading(home: Path) -> list[Figure]:
    """Read 12,000 numbers, 2,000 users, 300 queues and the rest, and compare with what the limits make it last."""
    box = start(Options(plan="none"))
    session = _session(home, box, "business")
    try:
        begun = time.perf_counter()
        report = await session.inventory.sync()
        took = time.perf_counter() - begun
        cost = await session.inventory.plan(fresh_for=timedelta(0))
        return [
            figure("finding", f"requests of the inventory ({report.requests:,})", "", [float(report.requests)]),
            figure("finding", f"theoretical time at {PERCENT} % of the rate", "s", [cost.seconds]),
            figure(
                "finding",
                f"inventory read at {PERCENT} % of the rate",
                "s",
                [took],
                against="what the limits make it last",
                peer=[cost.seconds],
                judged=Judged("ratio", _FACTOR),
            ),
        ]
    finally:
        await session.close()
        box.close()


async def _fill(session: Session, name: str, count: int, renamed: int = -1) -> None:
    resource = session.listings.find(name)
    shape, make = session.listings.shape(resource), _MAKERS[name]
    reading = await session.cache.begin(ListKey.of(name), shape)

    def some(first: int) -> list[Any]:
        rows = [make(at) for at in range(first, min(first + BATCH, count))]
        return [
            shape.stored({**each, "name": "Renamed"} if each["id"].endswith(f"x{renamed}") else each) for each in rows
        ]

    for first in range(0, count, BATCH):
        await session.cache.add(reading, lambda at=first: some(at), count)  # type: ignore[misc]
    await session.cache.finish(reading)


def _number(at: int) -> dict[str, Any]:
    number, owner, *_ = row(at)
    digits = "".join(filter(str.isdigit, number))
    return {
        "id": f"nUmBer{at:07d}x{at}",
        "number": f"+{digits}",
        "assigned_list": [{"assigned_to_name": owner}],
        "site": _site(at),
    }


def _user(at: int) -> dict[str, Any]:
    _, owner, extension, *_ = row(at * 7)
    return {
        "id": f"uSer{at:07d}x{at}",
        "name": owner,
        "email": f"{owner.replace(' ', '.').lower()}.{at}@example.com",
        "extension_number": int(f"80{at % 12}{extension}"),
        "phone_numbers": [{"id": f"p{at}", "number": f"+1415{at:07d}"}],
        "site": _site(at),
    }


def _device(at: int) -> dict[str, Any]:
    _, owner, *_ = row(at * 3)
    return {
        "id": f"dEvice{at:07d}x{at}",
        "display_name": owner,
        "mac_address": f"80-5e-c0-{at >> 16 & 255:02x}-{at >> 8 & 255:02x}-{at & 255:02x}",
        "assignee": {"name": owner},
        "site": _site(at),
    }


def _queue(at: int) -> dict[str, Any]:
    return {
        "id": f"qUeue{at:07d}x{at}",
        "name": f"Support {at}",
        "extension_number": int(f"80{at % 12}8{at % 1000:03d}"),
        "site": _site(at),
    }


def _site(at: int) -> dict[str, str]:
    return {"id": f"s{at % 12}", "name": f"Site {at % 12}"}


_MAKERS: Mapping[str, Callable[[int], dict[str, Any]]] = {
    "numbers": _number,
    "users": _user,
    "devices": _device,
    "call-queues": _queue,
}
