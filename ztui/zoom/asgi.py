"""A transport into an ASGI app in this process, without a socket and without an HTTP library.

What the app raises is what a socket would do: `ConnectionResetError` and every other exception a connection that
breaks, `TimeoutError` an answer that does not come. A body cut short is a broken connection, too.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, MutableMapping

    from ztui.zoom.transport import App, Flow, Timeouts, WireAnswer, WireRequest, WireStream

__all__ = ["AsgiTransport"]


class AsgiTransport:
    """Runs an ASGI app once per request."""

    def __init__(self, app: App, timeouts: Timeouts) -> None:
        """Take the app and how long to wait for a whole answer."""
        self._app = app
        self._timeouts = timeouts

    async def send(self, request: WireRequest) -> WireAnswer:
        """Send one request into the app."""
        exchange = _Exchange(request.content)
        try:
            async with asyncio.timeout(self._timeouts.answered(request.content)):
                await self._app(_scope(request), exchange.receive, exchange.send)
        except Exception as error:
            raise _as_lost(error) from error
        return exchange.answer()

    @asynccontextmanager
    async def stream(self, request: WireRequest) -> AsyncIterator[WireStream]:
        """Send one request into the app and take its answer as it comes."""
        flowing = _Flowing(request.content, self._timeouts.read)
        task = asyncio.create_task(flowing.run(self._app, _scope(request)))
        try:
            yield await flowing.begun()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def aclose(self) -> None:
        """Nothing is open."""


class _Asking:
    """What the app receives: the body, and after the answer that the client has left."""

    def __init__(self, content: bytes | Flow | None) -> None:
        self._parts: AsyncIterator[bytes] | None = _parts(content)
        self._left = _size(content)
        self._complete = asyncio.Event()

    async def receive(self) -> MutableMapping[str, Any]:
        if self._parts is not None:
            part = await anext(self._parts, b"")
            self._left -= len(part)
            more = bool(part) and self._left > 0
            self._parts = self._parts if more else None
            return {"type": "http.request", "body": part, "more_body": more}
        await self._complete.wait()
        return {"type": "http.disconnect"}


class _Exchange(_Asking):
    """What the app receives and sends during one request."""

    def __init__(self, content: bytes | Flow | None) -> None:
        super().__init__(content)
        self._status = 0
        self._headers: dict[str, str] = {}
        self._answer = bytearray()

    async def send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self._status, self._headers = message["status"], _headers(message.get("headers", ()))
        elif message["type"] == "http.response.body":
            self._answer += message.get("body", b"")
            if not message.get("more_body", False):
                self._complete.set()

    def answer(self) -> WireAnswer:
        from ztui.zoom.transport import Lost, WireAnswer

        if not self._status or not self._complete.is_set() or _is_short(self._headers, len(self._answer)):
            raise Lost(_CUT)
        return WireAnswer(self._status, self._headers, bytes(self._answer))


class _Flowing(_Asking):
    """An answer that is taken while the app makes it; the app waits for who takes it."""

    def __init__(self, content: bytes | Flow | None, patience: float) -> None:
        super().__init__(content)
        self._patience = patience
        self._messages: asyncio.Queue[MutableMapping[str, Any] | Exception | None] = asyncio.Queue(8)

    async def run(self, app: App, scope: dict[str, Any]) -> None:
        """Run the app to its end, which is the last message."""
        try:
            await app(scope, self.receive, self._messages.put)
        except Exception as error:
            await self._messages.put(error)
        else:
            await self._messages.put(None)

    async def begun(self) -> WireStream:
        """Give the answer once its head is there."""
        from ztui.zoom.transport import WireStream

        head = await self._next("http.response.start")
        headers = _headers(head.get("headers", ()))
        return WireStream(head["status"], headers, self._chunks(headers))

    async def _chunks(self, headers: dict[str, str]) -> AsyncIterator[bytes]:
        from ztui.zoom.transport import Lost

        size, more = 0, True
        while more:
            message = await self._next("http.response.body")
            part = message.get("body", b"")
            size += len(part)
            more = message.get("more_body", False)
            if part:
                yield part
        self._complete.set()
        if _is_short(headers, size):
            raise Lost(_CUT)

    async def _next(self, kind: str) -> MutableMapping[str, Any]:
        from ztui.zoom.transport import Lost

        try:
            async with asyncio.timeout(self._patience):
                message = await self._messages.get()
        except TimeoutError as error:
            raise _as_lost(error) from error
        if isinstance(message, Exception):
            raise _as_lost(message) from message
        if message is None or message["type"] != kind:
            raise Lost(_CUT)
        return message


_CUT = "the answer broke off"


def _as_lost(error: Exception) -> Exception:
    """Give what a socket would have done; errors of the program's own tree, from a body's source, stay."""
    from ztui.core.errors import ZtuiError
    from ztui.zoom.transport import Lost

    if isinstance(error, ZtuiError):
        return error
    if isinstance(error, TimeoutError):
        return Lost("no answer in time", timed_out=True)
    if isinstance(error, ConnectionError):
        return Lost(error.strerror or "the connection was reset")
    return Lost(f"the application failed ({type(error).__name__})")


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _is_short(headers: dict[str, str], size: int) -> bool:
    declared = headers.get("content-length", "")
    return declared.isdigit() and size < int(declared) and "content-encoding" not in headers


def _size(content: bytes | Flow | None) -> int:
    if content is None:
        return 0
    return len(content) if isinstance(content, bytes) else content.size


async def _parts(content: bytes | Flow | None) -> AsyncIterator[bytes]:
    if isinstance(content, bytes):
        yield content
    elif content is not None:
        async for part in content.chunks():
            yield part


def _scope(request: WireRequest) -> dict[str, Any]:
    parts = urlsplit(request.url)
    headers = {"host": parts.netloc} | {name.lower(): value for name, value in request.headers.items()}
    if request.content is not None:
        headers["content-length"] = str(_size(request.content))
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": parts.scheme,
        "path": unquote(parts.path),
        "raw_path": parts.path.encode("ascii"),
        "query_string": parts.query.encode("ascii"),
        "root_path": "",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()],
        "client": ("127.0.0.1", 0),
        "server": (parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)),
    }
