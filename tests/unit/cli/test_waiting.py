"""What a command says while Zoom does not answer."""

from __future__ import annotations

import asyncio
import io
from datetime import UTC, datetime

from ztui.cli.waiting import told_of_waiting
from ztui.zoom.requestlog import RequestEntry, RequestLog

OVER = RequestEntry(datetime(2026, 11, 21, tzinfo=UTC), "GET", "/phone/sites", "listSites", "", 200, 1.0, 0, 0.0)


class Heard(io.StringIO):
    """A stream that tells when something was written."""

    def __init__(self) -> None:
        super().__init__()
        self.wrote = asyncio.Event()

    def write(self, text: str) -> int:
        self.wrote.set()
        return super().write(text)


async def test_a_request_without_an_answer_is_said_to_be_waited_for() -> None:
    requests, err = RequestLog(), Heard()
    async with told_of_waiting(requests, err, silent=0.01):
        requests.tried("light", again=False)
        await asyncio.wait_for(err.wrote.wait(), 5)
    assert "Still waiting for an answer" in err.getvalue()


async def test_nothing_is_said_where_nothing_is_waited_for() -> None:
    requests, err = RequestLog(), Heard()
    requests.tried("light", again=False)
    requests.add(OVER)
    async with told_of_waiting(requests, err, silent=0):
        for _ in range(20):
            await asyncio.sleep(0)
    assert (err.getvalue(), requests.waiting) == ("", 0)
