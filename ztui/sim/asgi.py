"""The calls of an ASGI application: their types, a body read as a whole, an answer taken without a server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ztui.sim.app import App

__all__ = ["Message", "Receive", "Scope", "Send", "answered", "body_of"]

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def body_of(receive: Receive) -> bytes:
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


async def answered(app: App, scope: Scope, body: bytes) -> tuple[list[Message], Exception | None]:
    """Let an application answer a request; gives its messages, and the fault on purpose that ended them."""
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    try:
        await app(scope, receive, send)
    except (ConnectionResetError, TimeoutError) as fault:
        return messages, fault
    return messages, None
