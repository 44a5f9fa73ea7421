"""A simulator whose answers were tampered with: hostile texts, wrong types, numbers beyond bounds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.hostile import HOSTILE_NAMES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

__all__ = ["Poisoned", "nested"]

_KEPT = frozenset({"next_page_token", "page_count", "page_size", "page_number", "total_records", "from", "to"})
"""What pages are walked by; it has tests of its own."""


def nested(depth: int) -> Any:
    """Give lists within objects, so deep."""
    value: Any = "deep"
    for _ in range(depth):
        value = {"a": [value]}
    return value


class Poisoned:
    """Stands between the client and the simulator; calm until it is told what to do to answers.

    Attributes:
        way: "" to pass answers on, "texts" to make every text hostile, "types" to give every value another type,
            "numbers" to send numbers that no machine has.
    """

    def __init__(self, inner: Callable[..., Awaitable[None]]) -> None:
        """Take the simulator."""
        self.inner = inner
        self.way = ""
        self._turn = 0

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        """Answer one request."""
        if not self.way or not scope["path"].startswith("/v2/"):
            await self.inner(scope, receive, send)
            return
        held: list[dict[str, Any]] = []

        async def hold(message: dict[str, Any]) -> None:
            held.append(message)

        await self.inner(scope, receive, hold)
        start, *bodies = held
        text = b"".join(each.get("body", b"") for each in bodies)
        if text and start["status"] == 200:
            text = self.spoiled(text)
        headers = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": text})

    def spoiled(self, text: bytes) -> bytes:
        """Give the answer as it is sent."""
        made = json.dumps(self._spoiled("", json.loads(text)))
        for mark, number in _NUMBERS.items():
            made = made.replace(f'"{mark}"', number)
        return made.encode()

    def _spoiled(self, name: str, value: Any) -> Any:
        if name in _KEPT:
            return value if name != "next_page_token" else ""
        if isinstance(value, dict):
            return {key: self._spoiled(key, each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._spoiled("", each) for each in value]
        self._turn += 1
        match self.way:
            case "texts" if isinstance(value, str):
                return HOSTILE_NAMES[self._turn % len(HOSTILE_NAMES)]
            case "types":
                return _OTHERS[self._turn % len(_OTHERS)]
            case "numbers":
                return list(_NUMBERS)[self._turn % len(_NUMBERS)]
        return value


_OTHERS: tuple[Any, ...] = (
    None,
    True,
    0,
    -7,
    3.5,
    "",
    "text",
    [],
    {},
    [None, {"id": []}],
    {"name": {"id": 5}},
    nested(40),
)
_NUMBERS = {
    "%1": "1e999", "%2": "-1e999", "%3": "9" * 30, "%4": "-" + "9" * 5000, "%5": "1e-999", "%6": "NaN",
    "%7": "-Infinity", "%8": "18446744073709551616", "%9": "0.1e1", "%0": "-0",
}  # fmt: skip
