"""Asks the handlers directly, and holds each answer against the contract as the engine does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.sim import shape
from ztui.sim.areas import register
from ztui.sim.handling import HANDLERS, Context, Listed, Refusal
from ztui.sim.paging import Pager
from ztui.sim.world.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.sim.world.system import PhoneSystem


@dataclass(frozen=True, slots=True)
class WorldSizes:
    """Sizes as plain values, with the simulator's defaults."""

    seed: int = 1
    now: datetime = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
    accounts: int = 3
    sites: int = 12
    users: int = 2_000
    queues: int = 300
    numbers: int = 12_000
    calls: int = 200_000
    messy: bool = False


SMALL = WorldSizes(sites=3, users=60, queues=12, numbers=300, calls=4_000)
"""A world that is there at once."""


class Asker:
    """A world and whoever asks it."""

    def __init__(self, sizes: WorldSizes = SMALL, *, account: str = "", now: datetime | None = None) -> None:
        register.load()
        self.world = World(sizes)
        self.account = account or self.world.master_id
        self.now = now or sizes.now

    @property
    def system(self) -> PhoneSystem:
        return self.world.system(self.account)

    def _context(self, name: str, path: Mapping[str, str], query: Mapping[str, Any], body: Any) -> Context:
        return Context(self.world, operation(name), self.account, path, query, body, self.now)

    def ask(
        self, name: str, path: Mapping[str, str] | None = None, body: Any = None, query: Mapping[str, Any] | None = None
    ) -> Any:
        """Give the answer, a list as its first page of thirty; it fits the contract or this raises."""
        context = self._context(name, path or {}, query or {}, body)
        pager = Pager(1)
        data = shape.shaped(context, HANDLERS[name](context), pager, pager.cut(context, 30, "", None))
        shape.check(context.operation, data)
        return data

    def rows(
        self, name: str, query: Mapping[str, Any] | None = None, path: Mapping[str, str] | None = None
    ) -> list[Mapping[str, Any]]:
        """Give all rows of a list."""
        listed = HANDLERS[name](self._context(name, path or {}, query or {}, None))
        assert isinstance(listed, Listed)
        return list(listed.rows[0 : len(listed.rows)])

    def refusal(
        self, name: str, path: Mapping[str, str] | None = None, body: Any = None, query: Mapping[str, Any] | None = None
    ) -> tuple[int, int | str | None]:
        """Give status and code of the refusal."""
        try:
            self.ask(name, path, body, query)
        except Refusal as refused:
            return refused.http, refused.code
        raise AssertionError(f"{name} was not refused")
