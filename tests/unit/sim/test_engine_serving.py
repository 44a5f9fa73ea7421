"""The simulator in a thread of its own, and behind a socket."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.sim.asgi import BASIC, SMALL, Caller
from ztui.core.errors import ConfigError
from ztui.sim.app import App
from ztui.sim.engine import Engine
from ztui.sim.handling import Context, Listed
from ztui.sim.inprocess import start
from ztui.sim.options import Options
from ztui.sim.server import bind, serve
from ztui.sim.shape import Misshapen

if TYPE_CHECKING:
    from collections.abc import Iterator

GRANT = "/oauth/token?grant_type=account_credentials&account_id=x"
PROGRAM = """
import sys
from ztui.sim.options import Options
from ztui.sim.server import serve
sys.exit(serve(Options.parse(sys.argv[1:]), port=0))
"""


def test_in_process_it_answers_from_any_loop_and_keeps_its_state_between() -> None:
    running = start(Options.parse(SMALL))
    caller = Caller(running.app)

    async def rename() -> str:
        await caller.log_in()
        queue = (await caller.get("/phone/call_queues")).data["call_queues"][0]["id"]
        assert (await caller.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": "Here"})).status == 204
        return str(queue)

    async def name_of(queue: str) -> str:
        return str((await caller.get(f"/phone/call_queues/{queue}")).data["name"])

    try:
        queue = asyncio.run(rename())
        assert asyncio.run(name_of(queue)) == "Here"
        assert running.clock.now() == Options().now
    finally:
        running.close()
        running.close()


def test_in_process_faults_come_as_exceptions_of_the_line() -> None:
    running = start(Options.parse(SMALL | {"faults": "cut=100"}))
    caller = Caller(running.app)

    async def cut() -> None:
        await caller.log_in()
        await caller.get("/phone/sites")

    try:
        with pytest.raises(ConnectionResetError):
            asyncio.run(cut())
    finally:
        running.close()


def test_a_closed_simulator_is_a_line_that_is_down() -> None:
    running = start(Options.parse(SMALL))
    running.close()
    with pytest.raises(ConnectionResetError):
        asyncio.run(Caller(running.app).get("/phone/sites"))


def test_a_simulator_is_started_without_what_only_a_server_or_a_write_needs() -> None:
    program = (
        "import sys; from ztui.sim.inprocess import start; from ztui.sim.options import Options\n"
        "start(Options()).close()\n"
        "print([name for name in ('jsonschema', 'uvicorn', 'httpx', 'textual') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


@contextmanager
def served(*options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Serve a small simulator in a process of its own; give the process and its port."""
    given = [f"{name}={value}" for name, value in SMALL.items() if name != "strict"] + list(options)
    command = [sys.executable, "-c", PROGRAM, *given]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            assert line.startswith("listening on http://127.0.0.1:")
            yield process, int(line.rsplit(":", 1)[1])
        finally:
            process.kill()


def exchange(port: int, text: str) -> bytes:
    """Send one HTTP request over a socket and read until the other side closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(text.encode())
        parts = []
        while part := line.recv(65536):
            parts.append(part)
        return b"".join(parts)


def request(method: str, path: str, authorization: str) -> str:
    lines = [f"{method} {path} HTTP/1.1", "host: sim.test:80", f"authorization: {authorization}"]
    return "\r\n".join([*lines, "connection: close", "content-length: 0", "", ""])


@pytest.mark.slow
def test_behind_a_socket_it_gives_tokens_data_and_ends_on_sigterm_with_0() -> None:
    with served() as (process, port):
        answer = json.loads(exchange(port, request("POST", GRANT, BASIC)).split(b"\r\n\r\n", 1)[1])
        assert answer["api_url"] == "http://sim.test:80"
        got = exchange(port, request("GET", "/v2/phone/sites", f"Bearer {answer['access_token']}"))
        assert got.startswith(b"HTTP/1.1 200")
        assert json.loads(got.split(b"\r\n\r\n", 1)[1])["total_records"] == 3
        assert b"200" in exchange(port, request("GET", "/_sim/state", "")).split(b"\r\n", 1)[0]
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0


@pytest.mark.slow
def test_behind_a_socket_a_whole_url_is_understood_and_files_are_where_the_simulator_is() -> None:
    with served() as (_, port):
        token = json.loads(exchange(port, request("POST", GRANT, BASIC)).split(b"\r\n\r\n", 1)[1])["access_token"]
        for listing, rows in (("recordings", "recordings"), ("voice_mails", "voice_mails")):
            url = f"http://sim.test:80/v2/phone/{listing}?from=2026-11-01&to=2026-11-21&page_size=5"
            got = exchange(port, request("GET", url, f"Bearer {token}"))
            found = json.loads(got.split(b"\r\n\r\n", 1)[1])[rows]
            assert found
            assert all(each["download_url"].startswith("http://sim.test:80/v2/phone/") for each in found)
            file = found[0]["download_url"].removeprefix("http://sim.test:80")
            assert exchange(port, request("GET", file, f"Bearer {token}")).split(b" ")[1] in (b"200", b"302")


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["reset", "cut"])
def test_behind_a_socket_faults_break_the_line(fault: str) -> None:
    with served(f"faults={fault}=100") as (_, port):
        token = json.loads(exchange(port, request("POST", GRANT, BASIC)).split(b"\r\n\r\n", 1)[1])["access_token"]
        with pytest.raises(ConnectionResetError):
            exchange(port, request("GET", "/v2/phone/sites", f"Bearer {token}"))


@pytest.mark.slow
def test_behind_a_socket_a_time_out_is_silence_until_the_client_leaves() -> None:
    with served("faults=timeout=100") as (_, port):
        token = json.loads(exchange(port, request("POST", GRANT, BASIC)).split(b"\r\n\r\n", 1)[1])["access_token"]
        with socket.create_connection(("127.0.0.1", port), timeout=0.3) as line:
            line.sendall(request("GET", "/v2/phone/sites", f"Bearer {token}").encode())
            with pytest.raises(TimeoutError):
                line.recv(100)
        assert b"timeout" in exchange(port, request("GET", "/_sim/log", ""))


async def test_what_is_no_http_is_closed_or_accepted_as_asgi_wants_it() -> None:
    app = App(Engine(Options.parse(SMALL)))
    told = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    said: list[str] = []

    async def receive() -> dict[str, Any]:
        return next(told)

    async def send(message: dict[str, Any]) -> None:
        said.append(message["type"])

    await app({"type": "lifespan"}, receive, send)
    await app({"type": "websocket"}, receive, send)
    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete", "websocket.close"]


async def test_a_client_that_leaves_before_its_request_is_complete_is_forgotten() -> None:
    engine = Engine(Options.parse(SMALL))

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        raise AssertionError(message)

    await App(engine)({"type": "http", "method": "GET", "path": "/v2/phone/sites", "headers": []}, receive, send)
    assert engine.records.count == 0


async def test_a_handler_that_breaks_is_a_500_and_stands_in_the_log() -> None:
    def broken(context: Context) -> Any:
        raise KeyError(context.operation.id)

    engine = Engine(Options.parse(SMALL | {"strict": "off"}), handlers={"listPhoneSites": broken})
    caller = Caller(App(engine))
    await caller.log_in()
    assert (await caller.get("/phone/sites")).status == 500
    assert "KeyError" in engine.records.requests[0].error


async def test_an_answer_outside_the_contract_is_an_exception_when_strict() -> None:
    def odd(context: Context) -> Any:
        return Listed([{"colour": "red"}])

    engine = Engine(Options.parse(SMALL), handlers={"listPhoneSites": odd})
    caller = Caller(App(engine))
    await caller.log_in()
    with pytest.raises(Misshapen, match="colour"):
        await caller.get("/phone/sites")


def test_a_busy_port_and_a_bad_host_are_one_line_each() -> None:
    busy = bind("127.0.0.1", 0)
    try:
        with pytest.raises(ConfigError, match=r"Cannot listen on 127\.0\.0\.1 port"):
            serve(Options(), "127.0.0.1", busy.getsockname()[1])
    finally:
        busy.close()
    with pytest.raises(ConfigError, match="is no address of this machine"):
        bind("no.such.host.invalid", 8765)
    with pytest.raises(ConfigError, match="must be 0 to 65535"):
        bind("127.0.0.1", 70_000)
