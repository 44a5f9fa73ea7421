"""What stands between an answer and the client: the socket of a server, or a call in the same process.

A fault of the line is made where it would happen: at the socket when there is one, as the exception that a transport
would raise when there is none.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ztui.sim.asgi import Receive, Scope, Send
    from ztui.sim.requests import Reply

__all__ = ["EXTENSION", "Wire"]

EXTENSION = "ztui.transport"
"""Key in the scope's extensions under which the server puts its `asyncio.Transport`."""

_LONGEST_HANG = 120.0


class Wire:
    """The line of one request."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, date: str = "") -> None:
        """Take the three of ASGI, and the date that answers bear, "" for that of the server."""
        self._date = date
        self._transport: asyncio.Transport | None = (scope.get("extensions") or {}).get(EXTENSION)
        self._head = scope.get("method") == "HEAD"
        self._receive = receive
        self._send = send

    @property
    def served(self) -> bool:
        """Whether there is a socket."""
        return self._transport is not None

    async def answer(self, reply: Reply) -> None:
        """Send the whole reply."""
        body = reply.body()
        await self._start(reply, len(body))
        await self._send({"type": "http.response.body", "body": b"" if self._head else body})

    async def reset(self) -> None:
        """Break the connection without an answer."""
        if self._transport is None:
            raise ConnectionResetError("Connection reset by peer")
        await self._abort()

    async def hang(self) -> None:
        """Never answer; without a socket the time-out is there at once."""
        if self._transport is None:
            raise TimeoutError("timed out")
        try:
            async with asyncio.timeout(_LONGEST_HANG):
                await self._gone()
        except TimeoutError:
            await self._abort()

    async def cut(self, reply: Reply) -> None:
        """Send the head and the first half of the body, then break the connection."""
        body = reply.body()
        if not body:
            await self.reset()
            return
        await self._start(reply, len(body))
        await self._send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        if self._transport is None:
            raise ConnectionResetError("Connection reset by peer")
        await asyncio.sleep(0.01)
        await self._abort()

    async def _start(self, reply: Reply, length: int) -> None:
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers.items()]
        if length or reply.raw is not None:
            headers.append((b"content-type", reply.content_type.encode("latin-1")))
        if self._date:
            headers.append((b"date", self._date.encode("latin-1")))
        if reply.status != 204:
            headers.append((b"content-length", str(length).encode("latin-1")))
        await self._send({"type": "http.response.start", "status": reply.status, "headers": headers})

    async def _abort(self) -> None:
        """Close the socket so that the other side sees a reset, and wait until the server has noticed."""
        transport = self._transport
        if transport is None:
            return
        raw: socket.socket | None = transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
        await self._gone()

    async def _gone(self) -> None:
        """Wait until the client has left."""
        while (await self._receive())["type"] != "http.disconnect":
            pass
