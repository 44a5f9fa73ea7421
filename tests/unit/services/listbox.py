"""A Zoom that has one list: pages as a test lays them out, and failures where it wants them."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.unit.store.samples import THINGS, StillClock
from tests.unit.zoom.box import Asked, Box, Reply
from ztui.resources.model import Operations, Resource
from ztui.services.listings import Listings
from ztui.services.view import View
from ztui.store.cache import Cache
from ztui.store.ledger import Ledger
from ztui.zoom.client import Client
from ztui.zoom.credentials import StaticToken
from ztui.zoom.retry import RetryPolicy
from ztui.zoom.transport import asgi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from pathlib import Path

    from ztui.services.listing import Listing

PAGE = 3


@dataclass
class World:
    """What the list holds, and how it behaves; `fail` maps a page's number (from 0) to what is answered instead."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    page: int = PAGE
    total: bool = True
    fail: dict[int, Reply | Exception] = field(default_factory=dict)
    gate: asyncio.Event | None = None
    gate_from: int = 1
    answer: Callable[[Asked], Reply | None] | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def behave(self, asked: Asked) -> Reply | Exception:
        if self.answer is not None and (reply := self.answer(asked)) is not None:
            return reply
        number = int(asked.args.get("next_page_token", "0").removeprefix("p") or 0)
        if self.gate is not None and number >= self.gate_from:
            self.reached.set()
            await self.gate.wait()
        if number in self.fail:
            return self.fail[number]
        start = number * self.page
        body: dict[str, Any] = {"call_queues": self.rows[start : start + self.page]}
        if self.total:
            body["total_records"] = len(self.rows)
        body["next_page_token"] = f"p{number + 1}" if start + self.page < len(self.rows) else ""
        return Reply(body=body)


@dataclass
class House:
    """A client into the world, a cache, and the lists on them."""

    world: World
    box: Box
    clock: StillClock
    client: Client
    cache: Cache
    listings: Listings
    resources: dict[str, Resource]
    changes: list[int] = field(default_factory=list)

    def open(self, **options: Any) -> Listing:
        return self.listings.open(View("things", **options), lambda each: self.changes.append(each.generation))

    def declare(self, resource: Resource) -> None:
        self.resources[resource.name] = resource


@asynccontextmanager
async def house(folder: Path, rows: Sequence[dict[str, Any]] = (), **options: Any) -> AsyncIterator[House]:
    """Open a house on an empty cache, and close it."""
    world = World(list(rows), **options)
    box = Box(world.behave)
    clock = StillClock()
    ledger = Ledger(folder / "quota.sqlite", clock)
    client = Client(
        credentials=StaticToken("token"),
        transport=asgi(box),
        clock=clock,
        ledger=ledger,
        plan="none",
        policy=RetryPolicy(),
        api_url="https://zoom.test/v2",
    )
    resources = {"things": THINGS}
    cache = Cache(folder / "cache" / "own.sqlite", clock)
    listings = Listings(client, cache, clock, find=resources.__getitem__)
    made = House(world, box, clock, client, cache, listings, resources)
    yield made
    await listings.close()
    await cache.close()
    await client.aclose()
    await ledger.close()


def with_operations(resource: Resource = THINGS, **operations: str) -> Resource:
    known: Mapping[str, str] = {"list": resource.operations.list, "get": resource.operations.get}
    return replace(resource, operations=Operations(**{**known, **operations}))


async def keys(listing: Listing) -> list[str]:
    """Give the keys of its rows, in their order."""
    return [each.key for each in await listing.rows(0, 10_000)]
