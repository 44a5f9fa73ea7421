"""How bytes get to Zoom and back: over HTTP, or into an ASGI app in this process.

The only file that imports httpx, and only when the first HTTP transport is made. Neither transport follows
redirects, so a token never reaches a host that was not asked for.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

__all__ = [
    "App",
    "Flow",
    "Lost",
    "NotSent",
    "Timeouts",
    "Transport",
    "Untrusted",
    "WireAnswer",
    "WireRequest",
    "WireStream",
    "asgi",
    "http",
]

App = Callable[
    [
        MutableMapping[str, Any],
        Callable[[], Awaitable[MutableMapping[str, Any]]],
        Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ],
    Awaitable[None],
]
"""An ASGI application."""


class Flow(Protocol):
    """A body that is read from somewhere while it is sent, as often as it is sent."""

    @property
    def content_type(self) -> str:
        """What `Content-Type` says of it."""

    @property
    def size(self) -> int:
        """Its bytes, exactly."""

    def chunks(self) -> AsyncIterator[bytes]:
        """Give it from its beginning."""


@dataclass(frozen=True, slots=True)
class WireRequest:
    """One HTTP request; `repr` leaves out headers and body, which may hold secrets."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes | Flow | None = None

    def __repr__(self) -> str:
        return f"WireRequest({self.method} {self.url.partition('?')[0]})"


@dataclass(frozen=True, slots=True)
class WireAnswer:
    """One complete HTTP answer; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class WireStream:
    """One HTTP answer whose body is still to come: `chunks` may raise `Lost`. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    chunks: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait, in seconds: for a connection, for the next bytes, for the whole answer.

    Files are not bound by `whole`: an upload gets a second more for every 16 KiB, a streamed answer may take any time
    as long as bytes keep coming.
    """

    connect: float = 10.0
    read: float = 60.0
    whole: float = 120.0

    def answered(self, content: bytes | Flow | None) -> float:
        """Give how long the whole answer to a request with this body may take."""
        return self.whole if content is None or isinstance(content, bytes) else self.whole + content.size / 16_384


class NotSent(Exception):
    """No connection came about: nothing reached the other side."""


class Untrusted(NotSent):
    """The certificate of the other side does not prove who it is, so nothing was sent; trying again is no use."""

    hint = "Nothing was sent, as nobody knows who answers there. For a CA of your own, set SSL_CERT_FILE to its file."


class Lost(Exception):
    """The request left, or may have left, and no complete answer came back."""

    def __init__(self, reason: str, *, timed_out: bool = False) -> None:
        """Take the reason in words, and whether it was the time that ran out."""
        super().__init__(reason)
        self.timed_out = timed_out


class Transport(Protocol):
    """Sends one request and gives its answer."""

    async def send(self, request: WireRequest) -> WireAnswer:
        """Send it once.

        Raises:
            NotSent: Nothing left this machine.
            Lost: It may have arrived, and there is no complete answer.
        """

    def stream(self, request: WireRequest) -> AbstractAsyncContextManager[WireStream]:
        """Send it once and give the answer as soon as its head is there; the rest comes while the context is open.

        Raises:
            NotSent, Lost: As `send`; `Lost` also while the body is read.
        """

    async def aclose(self) -> None:
        """Close the connections."""


def http(timeouts: Timeouts | None = None) -> Transport:
    """Give a transport over HTTP, on which certificates are verified; nothing turns that off.

    Proxies and certificates of the environment (`HTTPS_PROXY`, `NO_PROXY`, `SSL_CERT_FILE`) are honoured, except that
    neither loopback nor anything over plain http is asked for through a proxy, which would read the token.

    Args:
        timeouts: How long to wait.
    """
    return _Http(timeouts or Timeouts())


def asgi(app: App, timeouts: Timeouts | None = None) -> Transport:
    """Give a transport into an ASGI app; it fails as a socket does when the app raises."""
    from ztui.zoom.asgi import AsgiTransport

    return AsgiTransport(app, timeouts or Timeouts())


_DIRECT = ("http://", "all://localhost", "all://*.localhost", "all://127.0.0.1", "all://[::1]")
"""What no proxy is asked for. Plain http is spoken with this machine alone (`urls.checked`), whatever it is called."""


class _Http:
    """The transport over HTTP; httpx is loaded with the first request."""

    def __init__(self, timeouts: Timeouts) -> None:
        self._timeouts = timeouts
        self._client: httpx.AsyncClient | None = None

    def _opened(self) -> httpx.AsyncClient:
        if self._client is None:
            import httpx

            wait = self._timeouts
            self._client = httpx.AsyncClient(
                follow_redirects=False,
                timeout=httpx.Timeout(wait.read, connect=wait.connect, pool=wait.whole),
                limits=httpx.Limits(max_connections=16, max_keepalive_connections=8, keepalive_expiry=15),
                mounts=dict.fromkeys(_DIRECT),
            )
        return self._client

    async def send(self, request: WireRequest) -> WireAnswer:
        """Send one request."""
        import asyncio

        with _as_lost():
            async with asyncio.timeout(self._timeouts.answered(request.content)):
                answer = await self._opened().request(
                    request.method, request.url, headers=_sized(request), content=_body(request)
                )
        return WireAnswer(answer.status_code, _headers(answer.headers.multi_items()), answer.content)

    @asynccontextmanager
    async def stream(self, request: WireRequest) -> AsyncIterator[WireStream]:
        """Send one request and read its answer bit by bit."""
        import asyncio

        client = self._opened()
        with _as_lost():
            made = client.build_request(request.method, request.url, headers=_sized(request), content=_body(request))
            async with asyncio.timeout(self._timeouts.answered(request.content)):
                answer = await client.send(made, stream=True)
        try:
            yield WireStream(answer.status_code, _headers(answer.headers.multi_items()), _chunks(answer))
        finally:
            await answer.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.aclose()


def _sized(request: WireRequest) -> dict[str, str]:
    """Give the headers, with the length of a body that is streamed; httpx would send it in chunks without."""
    headers = dict(request.headers)
    if request.content is not None and not isinstance(request.content, bytes):
        headers["content-length"] = str(request.content.size)
    return headers


def _body(request: WireRequest) -> bytes | AsyncIterator[bytes] | None:
    content = request.content
    return content if content is None or isinstance(content, bytes) else content.chunks()


async def _chunks(answer: httpx.Response) -> AsyncIterator[bytes]:
    with _as_lost():
        async for chunk in answer.aiter_bytes():
            yield chunk


@contextmanager
def _as_lost() -> Iterator[None]:
    """Turn the errors of httpx into `NotSent` and `Lost`."""
    import ssl

    import httpx

    try:
        yield
    except (
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.PoolTimeout,
        httpx.ProxyError,
        httpx.UnsupportedProtocol,
        httpx.LocalProtocolError,
        httpx.InvalidURL,
    ) as error:
        wrong = next((each for each in _causes(error) if isinstance(each, ssl.SSLCertVerificationError)), None)
        if wrong is not None:
            raise Untrusted(f"its certificate is not trusted ({wrong.verify_message.rstrip('.')})") from error
        raise NotSent(_reason(error)) from error
    except (httpx.TimeoutException, TimeoutError) as error:
        raise Lost("no answer in time", timed_out=True) from error
    except (httpx.HTTPError, OSError) as error:
        raise Lost(_reason(error)) from error


def _headers(pairs: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        key = name.lower()
        found[key] = f"{found[key]}, {value}" if key in found else value
    return found


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Give an error and what led to it, the outermost first."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _reason(error: BaseException) -> str:
    """Say in a few words why a connection failed, from the innermost cause that says anything."""
    said = ""
    for seen in _causes(error):
        if isinstance(seen, ConnectionError) and seen.errno:
            return os.strerror(seen.errno)  # asyncio puts addresses into the text
        if isinstance(seen, OSError) and seen.strerror:
            return seen.strerror
        said = said or str(seen)
    return said or type(error).__name__
