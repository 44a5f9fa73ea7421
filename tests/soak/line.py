"""The line between a program that may be killed and the account that outlives it: frames over a pair of sockets."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.unit.services.changes.intents import TracedJournal, leaving

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping

    from tests.unit.zoom.box import QuickClock
    from ztui.core.ports import Intent
    from ztui.store.journal import Outcome

__all__ = ["Asked", "Line", "Moments", "Told", "WatchedJournal", "receive", "send"]

_SIZE = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it leaves the program."""

    number: int
    method: str
    path: str
    query: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    intents: tuple[str, ...]
    passed: float


@dataclass(frozen=True, slots=True)
class Told:
    """What the program says of itself: a plan it begins, a result, a plan that ended."""

    what: str
    about: Mapping[str, Any]


def send(sock: socket.socket, message: object) -> None:
    data = pickle.dumps(message)
    sock.sendall(_SIZE.pack(len(data)) + data)


def receive(sock: socket.socket) -> Any:
    """Give the next message, None when the other side is gone."""
    head = _exactly(sock, _SIZE.size)
    if head is None:
        return None
    data = _exactly(sock, _SIZE.unpack(head)[0])
    return None if data is None else pickle.loads(data)


def _exactly(sock: socket.socket, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        try:
            part = sock.recv(size - len(parts))
        except ConnectionError:
            return None
        if not part:
            return None
        parts += part
    return bytes(parts)


@dataclass
class Moments:
    """The moments of a run at which it may end, and those at which the disk is full.

    Attributes:
        deadly: Number of the moment at which the process is killed, 0 for never.
        full: First and last moment of a full disk.
        disk: Makes the disk full, or gives it its room again.
    """

    deadly: int = 0
    full: tuple[int, int] = (0, 0)
    disk: Callable[[bool], None] = lambda is_full: None
    passed: int = 0

    def next(self) -> None:
        self.passed += 1
        if self.passed == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        first, last = self.full
        if self.passed == first:
            self.disk(True)
        elif self.passed == last:
            self.disk(False)


class WatchedJournal(TracedJournal):
    """A journal whose steps are moments."""

    moments: Moments

    async def open(self, *args: Any, **more: Any) -> Intent:
        self.moments.next()
        intent = await super().open(*args, **more)
        self.moments.next()
        return intent

    async def sent(self, intent: Intent, request: Mapping[str, Any]) -> None:
        await super().sent(intent, request)
        self.moments.next()

    async def close_intent(self, intent: Intent, outcome: Outcome, *args: Any, **more: Any) -> None:
        self.moments.next()
        await super().close_intent(intent, outcome, *args, **more)
        self.moments.next()


@dataclass
class Line:
    """The program's end, an ASGI application."""

    sock: socket.socket
    clock: QuickClock
    moments: Moments
    _waiting: dict[int, asyncio.Future[Any]] = field(default_factory=dict)
    _asked: int = 0

    def begin(self) -> None:
        self.sock.setblocking(True)
        asyncio.get_running_loop().add_reader(self.sock, self._heard)

    def _heard(self) -> None:
        message = receive(self.sock)
        assert message is not None, "the account is gone"
        number, kind, *rest = message
        future = self._waiting.pop(number, None)
        if future is not None and not future.done():
            future.set_result((kind, *rest))

    def tell(self, what: str, **about: Any) -> None:
        send(self.sock, Told(what, about))

    async def __call__(self, scope: Any, hear: Any, answer: Any) -> None:
        body = b""
        while True:
            message = await hear()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        self._asked += 1
        is_write = scope["method"] != "GET" and scope["path"] != "/oauth/token"
        asked = Asked(
            self._asked,
            scope["method"],
            scope["raw_path"].decode(),
            scope["query_string"],
            tuple(scope["headers"]),
            body,
            leaving() if is_write else (),
            self.clock.passed,
        )
        self._waiting[asked.number] = future = asyncio.get_running_loop().create_future()
        if is_write:
            self.moments.next()
        send(self.sock, asked)
        kind, *rest = await future
        if is_write:
            self.moments.next()
        if kind == "reset":
            raise ConnectionResetError
        if kind == "hang":
            self.clock.passed += 1.0
            raise TimeoutError
        if kind == "stall":
            self.clock.passed += 30.0
        status, headers, content = rest
        await answer({"type": "http.response.start", "status": status, "headers": list(headers)})
        await answer({"type": "http.response.body", "body": content, "more_body": kind == "cut"})
        if kind == "cut":
            raise ConnectionResetError
