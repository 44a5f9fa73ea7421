"""How bytes get to Zoom and back: over HTTP, or into an ASGI app in this process.

The only file that imports httpx, and only when the first HTTP transport is made. Neither transport follows
redirects, so a token never reaches a host that was not asked for.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import httpx

__all__ = ["App", "Lost", "NotSent", "Timeouts", "Transport", "WireAnswer", "WireRequest", "asgi", "http"]

App = Callable[
    [
        MutableMapping[str, Any],
        Callable[[], Awaitable[MutableMapping[str, Any]]],
        Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ],
    Awaitable[None],
]
"""An ASGI application."""


@dataclass(frozen=True, slots=True)
class WireRequest:
    """One HTTP request; `repr` leaves out headers and body, which may hold secrets."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes | None = None

    def __repr__(self) -> str:
        return f"WireRequest({self.method} {self.url.partition('?')[0]})"


@dataclass(frozen=True, slots=True)
class WireAnswer:
    """One complete HTTP answer; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait, in seconds: for a connection, for the next bytes, for the whole answer."""

    connect: float = 10.0
    read: float = 60.0
    whole: float = 120.0


class NotSent(Exception):
    """No connection came about: nothing reached the other side."""


class Lost(Exception):
    """The request left, or may have left, and no complete answer came back."""

    def __init__(self, reason: str, *, timed_out: bool = False) -> None:
        """Take the reason in words, and whether it was the time that ran out."""
        super().__init__(reason)
        self.timed_out = timed_out


class Transport(Protocol):
    """Sends one request and gives the whole answer."""

    async def send(self, request: WireRequest) -> WireAnswer:
        """Send it once.

        Raises:
            NotSent: Nothing left this machine.
            Lost: It may have arrived, and there is no complete answer.
        """

    async def aclose(self) -> None:
        """Close the connections."""


def http(timeouts: Timeouts | None = None, *, verify: bool | str = True) -> Transport:
    """Give a transport over HTTP.

    Proxies and certificates of the environment (`HTTPS_PROXY`, `NO_PROXY`, `SSL_CERT_FILE`) are honoured, except that
    loopback is never asked for through a proxy.

    Args:
        timeouts: How long to wait.
        verify: False, or the path of a CA bundle, only for tests with a certificate of their own.
    """
    return _Http(timeouts or Timeouts(), verify)


def asgi(app: App, timeouts: Timeouts | None = None) -> Transport:
    """Give a transport into an ASGI app; it fails as a socket does when the app raises."""
    from ztui.zoom.asgi import AsgiTransport

    return AsgiTransport(app, timeouts or Timeouts())


class _Http:
    """The transport over HTTP; httpx is loaded with the first request."""

    def __init__(self, timeouts: Timeouts, verify: bool | str) -> None:
        self._timeouts = timeouts
        self._verify = verify
        self._client: httpx.AsyncClient | None = None

    def _opened(self) -> httpx.AsyncClient:
        if self._client is None:
            import httpx

            verify: Any = self._verify
            if isinstance(verify, str):
                import ssl

                verify = ssl.create_default_context(cafile=verify)
            wait = self._timeouts
            self._client = httpx.AsyncClient(
                follow_redirects=False,
                verify=verify,
                timeout=httpx.Timeout(wait.read, connect=wait.connect, pool=wait.whole),
                limits=httpx.Limits(max_connections=16, max_keepalive_connections=8, keepalive_expiry=15),
                mounts={f"all://{host}": None for host in ("localhost", "127.0.0.1", "[::1]")},
            )
        return self._client

    async def send(self, request: WireRequest) -> WireAnswer:
        """Send one request."""
        import asyncio

        import httpx

        client = self._opened()
        try:
            async with asyncio.timeout(self._timeouts.whole):
                answer = await client.request(
                    request.method, request.url, headers=dict(request.headers), content=request.content
                )
        except (
            httpx.ConnectError,
            httpx.ConnectTimeout,
            httpx.PoolTimeout,
            httpx.ProxyError,
            httpx.UnsupportedProtocol,
            httpx.LocalProtocolError,
            httpx.InvalidURL,
        ) as error:
            raise NotSent(_reason(error)) from error
        except (httpx.TimeoutException, TimeoutError) as error:
            raise Lost("no answer in time", timed_out=True) from error
        except (httpx.HTTPError, OSError) as error:
            raise Lost(_reason(error)) from error
        return WireAnswer(answer.status_code, _headers(answer.headers.multi_items()), answer.content)

    async def aclose(self) -> None:
        """Close the connections."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.aclose()


def _headers(pairs: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        key = name.lower()
        found[key] = f"{found[key]}, {value}" if key in found else value
    return found


def _reason(error: BaseException) -> str:
    """Say in a few words why a connection failed, from the innermost cause that says anything."""
    seen: BaseException | None = error
    said = ""
    while seen is not None:
        if isinstance(seen, ConnectionError) and seen.errno:
            return os.strerror(seen.errno)  # asyncio puts addresses into the text
        if isinstance(seen, OSError) and seen.strerror:
            return seen.strerror
        said = said or str(seen)
        seen = seen.__cause__ or seen.__context__
    return said or type(error).__name__
