"""Faults on purpose: which request is hit by which, by seed and number of the request alone."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.sim.requests import Reply

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Fault", "Faults", "garbled", "mistyped"]

_SLOWEST = 1.5
_STALL = 30.0
_KEPT = ("id", "uuid", "token", "code")


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one request.

    Attributes:
        kind: One of `ztui.sim.options.FAULTS`, "" for nothing.
        point: A number from 0 to 1 that says how hard, or where.
    """

    kind: str = ""
    point: float = 0.0

    @property
    def delay(self) -> float:
        """Seconds that a slow request takes more, and one that stalls before its answer comes after all."""
        if self.kind == "stall":
            return _STALL
        return 0.3 + self.point * (_SLOWEST - 0.3) if self.kind == "slow" else 0.0

    @property
    def before(self) -> bool:
        """Whether it strikes before anything is executed; a time-out does so in half of the cases."""
        return self.kind in ("reset", "429", "bare-429", "500", "503") or (self.kind == "timeout" and self.point < 0.5)


class Faults:
    """Draws the fault of each request."""

    def __init__(self, seed: int, percents: Iterable[tuple[str, float]]) -> None:
        """Take the seed and pairs of fault and percent."""
        self._seed = seed
        self.percents = tuple(percents)

    def of(self, number: int) -> Fault:
        """Give the fault of the request with that number."""
        if not self.percents:
            return Fault()
        dice = random.Random(f"{self._seed}/fault/{number}")
        drawn = dice.random() * 100
        for kind, percent in self.percents:
            drawn -= percent
            if drawn < 0:
                return Fault(kind, dice.random())
        return Fault()


def garbled(reply: Reply, point: float) -> Reply:
    """Give an answer that is no JSON: a page of a proxy, or JSON that ends in the middle."""
    if point < 0.5:
        page = b"<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"
        return Reply(reply.status, headers=reply.headers, raw=page, content_type="text/html")
    whole = reply.body()
    return Reply(reply.status, headers=reply.headers, raw=whole[: max(1, int(len(whole) * point) - 1)])


def mistyped(data: Any, seed: int, number: int) -> Any:
    """Give the data with a few scalars of another type; rows, keys, ids and page tokens stay."""
    dice = random.Random(f"{seed}/types/{number}")
    return _mistyped(data, dice, 0)


def _mistyped(data: Any, dice: random.Random, depth: int) -> Any:
    if isinstance(data, dict):
        return {
            name: value if name.endswith(_KEPT) else _mistyped(value, dice, depth + 1) for name, value in data.items()
        }
    if isinstance(data, list):
        return [_mistyped(each, dice, depth + 1) for each in data]
    if depth < 2 or dice.random() >= 0.1:
        return data
    return _other_type(data)


def _other_type(value: Any) -> Any:
    """Give a scalar as another type, its meaning kept where that is possible."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str):
        return int(value) if value.isdecimal() and len(value) < 16 else None if not value else [value]
    return value
