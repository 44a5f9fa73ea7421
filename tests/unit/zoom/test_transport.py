from __future__ import annotations

import asyncio
import socket
from collections import defaultdict
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.zoom.box import APP, QuickClock, ledger_in
from ztui.core.errors import OutcomeUnknown, Unreachable
from ztui.zoom.client import Client
from ztui.zoom.credentials import StaticToken
from ztui.zoom.retry import RetryPolicy
from ztui.zoom.transport import Lost, NotSent, Timeouts, WireRequest, asgi, http

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, MutableMapping
    from pathlib import Path

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-type: application/json\r\nx-two: a\r\nX-Two: b\r\n\r\n{}"


class Server:
    """A socket that answers with bytes, and keeps what it read."""

    def __init__(self, answer: bytes, *, hang: bool = False) -> None:
        self.answer = answer
        self.hang = hang
        self.heads: list[str] = []
        self.port = 0
        self.handled: set[asyncio.Task[None]] = set()
        self.met: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.handled.add(task)
        self.met[writer.get_extra_info("peername")[1]].set()
        try:
            self.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
            writer.write(self.answer)
            await writer.drain()
            if self.hang:
                await reader.read()
        except asyncio.IncompleteReadError:
            pass  # a connection that was opened and left alone
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def finish(self) -> None:
        """Wait for the end of all connections: one that the test's end leaves open would be told of in another test.

        Connections are accepted in their order, so that one more is met after all others.
        """
        _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        last = self.met[writer.get_extra_info("sockname")[1]]
        await last.wait()
        writer.close()
        await writer.wait_closed()
        await asyncio.gather(*self.handled)


@asynccontextmanager
async def listening(answer: bytes, *, hang: bool = False) -> AsyncIterator[Server]:
    box = Server(answer, hang=hang)
    server = await asyncio.start_server(box.handle, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    async with server:
        yield box
        await box.finish()


async def test_a_request_and_its_answer_pass_over_http_unchanged() -> None:
    async with listening(OK) as server:
        wire = http()
        url = f"{server.url}/v2/phone/call_queues/%252Fa%252F%252Fb?x=%2B1"
        answer = await wire.send(WireRequest("DELETE", url, {"authorization": "Bearer t"}, b"[1]"))
        await wire.aclose()
    assert (answer.status, answer.body, answer.headers["x-two"]) == (200, b"{}", "a, b")
    assert server.heads[0].startswith("DELETE /v2/phone/call_queues/%252Fa%252F%252Fb?x=%2B1 HTTP/1.1")
    assert "content-length: 3" in server.heads[0].lower()


async def test_a_redirect_is_given_back_and_not_followed() -> None:
    async with listening(OK) as other:
        redirect = f"HTTP/1.1 302 Found\r\nlocation: {other.url}/\r\ncontent-length: 0\r\n\r\n".encode()
        async with listening(redirect) as server:
            wire = http()
            assert (await wire.send(WireRequest("GET", server.url, {}))).status == 302
            await wire.aclose()
    assert other.heads == []


async def test_loopback_is_never_asked_for_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(OK) as proxy, listening(OK) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        wire = http()
        await wire.send(WireRequest("GET", server.url, {}))
        await wire.aclose()
    assert (len(server.heads), proxy.heads) == (1, [])


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost"])
async def test_plain_http_never_goes_through_a_proxy_which_would_read_the_token(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listening(OK) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        wire = http()
        with suppress(NotSent, Lost):
            await wire.send(WireRequest("GET", f"http://{host}:1/v2/x", {"authorization": "Bearer hush"}))
        await wire.aclose()
        assert proxy.heads == []


async def test_https_goes_through_the_proxy_of_the_environment_which_sees_the_host_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with listening(b"HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n") as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        wire = http()
        with pytest.raises(NotSent):
            await wire.send(WireRequest("GET", "https://api.zoom.us/v2/x?q=1", {"authorization": "Bearer hush"}))
        await wire.aclose()
    [head] = proxy.heads
    assert head.startswith("CONNECT api.zoom.us:443 ")
    assert "hush" not in head


async def test_a_closed_port_is_not_sent() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        wire = http()
        with pytest.raises(NotSent, match="Connection refused"):
            await wire.send(WireRequest("GET", f"http://127.0.0.1:{taken.getsockname()[1]}", {}))
        await wire.aclose()


async def test_a_host_without_an_address_is_not_sent() -> None:
    wire = http()
    with pytest.raises(NotSent, match="not known"):
        await wire.send(WireRequest("GET", "http://nowhere.invalid", {}))
    await wire.aclose()


async def test_a_header_that_cannot_be_sent_is_not_sent() -> None:
    async with listening(OK) as server:
        wire = http()
        with pytest.raises(NotSent):
            await wire.send(WireRequest("GET", server.url, {"x": "a\r\nb"}))
        await wire.aclose()
    assert server.heads == [] or "b" not in server.heads[0].split("\r\n")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{",
        b"?",
    ],
)
async def test_a_connection_that_breaks_is_lost(answer: bytes) -> None:
    async with listening(answer) as server:
        wire = http()
        with pytest.raises(Lost) as caught:
            await wire.send(WireRequest("GET", server.url, {}))
        await wire.aclose()
    assert not caught.value.timed_out


@pytest.mark.parametrize("timeouts", [Timeouts(read=0.05), Timeouts(whole=0.05)])
async def test_an_answer_that_does_not_come_is_lost_by_time(timeouts: Timeouts) -> None:
    async with listening(b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{", hang=True) as server:
        wire = http(timeouts)
        with pytest.raises(Lost) as caught:
            await wire.send(WireRequest("GET", server.url, {}))
        await wire.aclose()
    assert caught.value.timed_out


async def test_a_client_over_http_tells_not_reached_from_no_answer(tmp_path: Path) -> None:
    from tests.unit.zoom.box import Book
    from ztui.core.ports import Intent

    intent = Intent("1", "deleteACallQueue")
    clock = QuickClock()
    async with listening(b"") as server:
        client = Client(
            credentials=StaticToken("t"),
            transport=http(),
            clock=clock,
            ledger=ledger_in(tmp_path, clock),
            write_log=Book(intent),
            api_url=server.url,
            policy=RetryPolicy(tries=2),
        )
        with pytest.raises(OutcomeUnknown):
            await client.request("deleteACallQueue", {"callQueueId": "q"}, intent=intent)
        with pytest.raises(Unreachable, match=r"127\.0\.0\.1"):
            await client.request("listCallQueues")
    with pytest.raises(Unreachable, match="Connection refused"):
        await client.request("deleteACallQueue", {"callQueueId": "q"}, intent=intent)
    await client.aclose()


def app_of(*messages: MutableMapping[str, Any] | Exception) -> Any:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        for message in messages:
            if isinstance(message, Exception):
                raise message
            await send(message)

    return app


BEGIN = {"type": "http.response.start", "status": 200, "headers": [(b"Content-Type", b"application/json")]}
PART = {"type": "http.response.body", "body": b"{", "more_body": True}
END = {"type": "http.response.body", "body": b"}"}


async def test_an_app_answers_in_parts() -> None:
    answer = await asgi(app_of(BEGIN, PART, END)).send(WireRequest("GET", "http://box/x", {}))
    assert (answer.status, answer.body, answer.headers) == (200, b"{}", {"content-type": "application/json"})


@pytest.mark.parametrize(
    ("messages", "timed_out"),
    [
        ((ConnectionResetError(104, "Connection reset by peer"),), False),
        ((BEGIN, PART, ConnectionResetError()), False),
        ((BEGIN, PART, TimeoutError()), True),
        ((TimeoutError(),), True),
        ((BEGIN, PART), False),
        ((BEGIN,), False),
        ((), False),
        ((BEGIN, PART, KeyError("a defect")), False),
        (({**BEGIN, "headers": [(b"content-length", b"9")]}, END), False),
    ],
)
async def test_an_app_that_fails_looks_like_a_socket_that_does(messages: Any, timed_out: bool) -> None:
    with pytest.raises(Lost) as caught:
        await asgi(app_of(*messages)).send(WireRequest("GET", "http://box/x", {}))
    assert caught.value.timed_out is timed_out


async def test_an_app_that_hangs_is_lost_by_time() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.Event().wait()

    with pytest.raises(Lost) as caught:
        await asgi(app, Timeouts(whole=0.02)).send(WireRequest("GET", "http://box/x", {}))
    assert caught.value.timed_out


async def test_an_app_that_waits_for_the_client_to_leave_hears_it_after_its_answer() -> None:
    heard: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        heard.append((await receive())["type"])
        await send(BEGIN)
        await send(END)
        heard.append((await receive())["type"])

    await asgi(app).send(WireRequest("POST", "http://box/x", {}, b"{}"))
    assert heard == ["http.request", "http.disconnect"]


def test_neither_a_request_nor_a_token_shows_its_secret() -> None:
    from ztui.zoom.auth import Token

    request = WireRequest("GET", "http://box/x?secret=1", {"authorization": "Bearer secret"}, b"secret")
    assert "secret" not in repr(request) + repr(Token("secret")) + repr(APP)
