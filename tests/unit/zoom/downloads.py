"""Files as a server gives them, for tests of downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.unit.zoom.box import Asked, Box, Reply, client_of
from ztui.zoom.retry import RetryPolicy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ztui.zoom.client import Client


__all__ = ["RECORDING", "RESET", "SOUND", "TRANSCRIPT", "WAV", "left_in", "once", "rest_of", "sized"]

SOUND = bytes(range(256)) * 1200
WAV = {"content-type": "audio/wav", "etag": '"v1"', "accept-ranges": "bytes"}
RESET = ConnectionResetError(104, "Connection reset by peer")
RECORDING = "phoneDownloadRecordingFile"
TRANSCRIPT = "phoneDownloadRecordingTranscript"


def once(box: Box, folder: Path, **options: Any) -> Client:
    """A client that tries no request a second time."""
    return client_of(box, folder, policy=RetryPolicy(tries=1, connects=1), **options)


def sized(body: bytes, headers: dict[str, str] | None = None, **more: Any) -> Reply:
    return Reply(200, body, WAV | {"content-length": str(len(body))} | (headers or {}), **more)


def rest_of(body: bytes, tag: str = '"v1"', *, cut: Exception | None = None) -> Callable[[Asked], Reply]:
    """Answer as a server that knows ranges."""

    def answer(asked: Asked) -> Reply:
        span = asked.headers.get("range", "")
        if not span or asked.headers.get("if-range") != tag:
            return sized(body, {"etag": tag}, cut=cut)
        start = int(span.removeprefix("bytes=").rstrip("-"))
        headers = {"etag": tag, "content-range": f"bytes {start}-{len(body) - 1}/{len(body)}"}
        headers["content-length"] = str(len(body) - start)
        return Reply(206, body[start:], WAV | headers, cut=cut)

    return answer


def left_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if not each.name.startswith("quota"))
