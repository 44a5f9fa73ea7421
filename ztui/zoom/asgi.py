"""A transport into an ASGI app in this process, without a socket and without an HTTP library.

What the app raises is what a socket would do: `ConnectionResetError` and every other exception a connection that
breaks, `TimeoutError` an answer that does not come. A body cut short is a broken connection, too.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from ztui.zoom.transport import App, Timeouts, WireAnswer, WireRequest

__all__ = ["AsgiTransport"]


class AsgiTransport:
    """Runs an ASGI app once per request."""

    def __init__(self, app: App, timeouts: Timeouts) -> None:
        """Take the app and how long to wait for a whole answer."""
        self._app = app
        self._timeouts = timeouts

    async def send(self, request: WireRequest) -> WireAnswer:
        """Send one request into the app."""
        from ztui.zoom.transport import Lost

        exchange = _Exchange(request.content or b"")
        try:
            async with asyncio.timeout(self._timeouts.whole):
                await self._app(_scope(request), exchange.receive, exchange.send)
        except TimeoutError as error:
            raise Lost("no answer in time", timed_out=True) from error
        except ConnectionError as error:
            raise Lost(error.strerror or "the connection was reset") from error
        except Exception as error:
            raise Lost(f"the application failed ({type(error).__name__})") from error
        return exchange.answer()

    async def aclose(self) -> None:
        """Nothing is open."""


class _Exchange:
    """What the app receives and sends during one request."""

    def __init__(self, content: bytes) -> None:
        self._content: bytes | None = content
        self._status = 0
        self._headers: dict[str, str] = {}
        self._body = bytearray()
        self._complete = asyncio.Event()

    async def receive(self) -> MutableMapping[str, Any]:
        if self._content is not None:
            content, self._content = self._content, None
            return {"type": "http.request", "body": content, "more_body": False}
        await self._complete.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            for raw_name, raw_value in message.get("headers", ()):
                name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
                self._headers[name] = f"{self._headers[name]}, {value}" if name in self._headers else value
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                self._complete.set()

    def answer(self) -> WireAnswer:
        from ztui.zoom.transport import Lost, WireAnswer

        declared = self._headers.get("content-length", "")
        short = declared.isdigit() and len(self._body) < int(declared) and "content-encoding" not in self._headers
        if not self._status or not self._complete.is_set() or short:
            raise Lost("the answer broke off")
        return WireAnswer(self._status, self._headers, bytes(self._body))


def _scope(request: WireRequest) -> dict[str, Any]:
    parts = urlsplit(request.url)
    headers = {"host": parts.netloc} | {name.lower(): value for name, value in request.headers.items()}
    if request.content is not None:
        headers["content-length"] = str(len(request.content))
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
