"""uvicorn's HTTP protocol, with its transport given to the application: that is where lines are cut on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from ztui.sim.wire import EXTENSION

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable

__all__ = ["SimProtocol"]


class SimProtocol(H11Protocol):
    """HTTP/1.1 on one connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wrap the application so that each scope of this connection carries its transport."""
        super().connection_made(transport)
        inner: Callable[..., Awaitable[None]] = self.app

        async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
            scope.setdefault("extensions", {})[EXTENSION] = transport
            await inner(scope, receive, send)

        self.app = app
