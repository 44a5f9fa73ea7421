"""A word on stderr while Zoom lets a command wait: a request may take a minute until it is given up and tried again."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import TextIO

    from ztui.zoom.requestlog import RequestLog

__all__ = ["told_of_waiting"]

_SILENT = 10.0
"""Seconds without an answer after which it is said, and then again."""


@asynccontextmanager
async def told_of_waiting(requests: RequestLog, err: TextIO, silent: float = _SILENT) -> AsyncIterator[None]:
    """Say that a request is waited for, as long as the context is open.

    Args:
        requests: What was sent.
        err: Where it is said.
        silent: Seconds without an answer after which it is said.
    """
    task = asyncio.ensure_future(_tell(requests, err, silent))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _tell(requests: RequestLog, err: TextIO, silent: float) -> None:
    waited = 0.0
    while True:
        before = (requests.over, requests.waiting)
        await asyncio.sleep(silent)
        waited = waited + silent if before == (requests.over, requests.waiting) and requests.waiting else 0.0
        if waited:
            err.write(f"ztui: Still waiting for an answer of Zoom's ({waited:.0f} s).\n")
            err.flush()
