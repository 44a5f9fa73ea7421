"""The simulator in a process beside the program answers as the one inside of it does, and ends with whoever asks it."""

from __future__ import annotations

import base64
import json
import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

from ztui.core.errors import ZtuiError
from ztui.sim import beside, inprocess
from ztui.sim.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.beside import Beside

SMALL = {"calls": "200", "users": "20", "numbers": "60", "queues": "5", "sites": "2"}
BASIC = b"Basic " + base64.b64encode(b"demo:demo")


async def ask(app: Any, method: str, path: str, body: bytes = b"", **headers: bytes) -> tuple[int, Any]:
    """Ask an ASGI application; gives status and what the body says."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    found = [(name.replace("_", "-").encode(), value) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": found, "scheme": "https"}
    await app(scope, receive, send)
    return sent[0]["status"], json.loads(b"".join(message.get("body", b"") for message in sent[1:]))


async def signed_in(app: Any) -> dict[str, bytes]:
    form = b"application/x-www-form-urlencoded"
    asked = b"grant_type=account_credentials&account_id=demo"
    status, told = await ask(app, "POST", "/oauth/token", asked, authorization=BASIC, content_type=form)
    assert status == 200
    return {"authorization": f"Bearer {told['access_token']}".encode()}


@pytest.fixture
def box() -> Iterator[Beside]:
    made = beside.start(SMALL)
    yield made
    made.close()
    made.close()


async def test_it_answers_as_the_one_inside_and_at_the_same_time(box: Beside) -> None:
    inside = inprocess.start(Options.parse(SMALL))
    try:
        found = []
        for each in (box, inside):
            token = await signed_in(each.app)
            found.append(
                [await ask(each.app, "GET", f"/v2/phone/{name}", **token) for name in ("call_history", "sites")]
            )
        assert box.clock.now() == inside.clock.now()
    finally:
        inside.close()

    assert found[0] == found[1]
    assert [status for status, _ in found[0]] == [200, 200]


async def test_a_process_that_died_is_a_connection_that_broke() -> None:
    made = beside.start(SMALL)
    try:
        await signed_in(made.app)
        os.kill(made.process.pid, signal.SIGKILL)
        made.process.wait(10)
        with pytest.raises(ConnectionResetError):
            await signed_in(made.app)
        with pytest.raises(ConnectionResetError):
            await signed_in(made.app)
    finally:
        made.close()


async def test_a_fault_on_purpose_comes_through() -> None:
    made = beside.start({**SMALL, "faults": "reset=100"})
    try:
        token = await signed_in(made.app)
        with pytest.raises(ConnectionResetError):
            await ask(made.app, "GET", "/v2/phone/sites", **token)
    finally:
        made.close()


def test_nothing_outlives_the_one_who_asks() -> None:
    made = beside.start(SMALL)

    made.close()

    assert made.process.returncode == 0


def test_an_option_that_is_none_starts_no_process() -> None:
    with pytest.raises(ZtuiError):
        beside.start({"clock": "sideways"})
