"""The body of an ASGI request, read as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

__all__ = ["body_of"]

Message = dict[str, Any]


async def body_of(receive: Callable[[], Awaitable[Message]]) -> bytes:
    """Read a whole body from the caller's loop.

    Raises:
        ConnectionResetError: When the caller left.
    """
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError("The client left.")
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)
