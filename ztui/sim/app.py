"""The simulator as an ASGI application: token, sign-in, control side, downloads, and the API below `/v2`."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

from ztui.sim.control import PREFIX, control
from ztui.sim.engine import DOWNLOADS
from ztui.sim.requests import Disconnected, Reply, Request, read_request
from ztui.sim.routing import VERSION
from ztui.sim.wire import Wire

if TYPE_CHECKING:
    from ztui.sim.asgi import Receive, Scope, Send
    from ztui.sim.engine import Engine

__all__ = ["App"]


class App:
    """An ASGI callable around an `Engine`; belongs to one event loop."""

    def __init__(self, engine: Engine, *, dated: bool = False) -> None:
        """Take the engine; with `dated` a served answer bears the date of its clock, not that of the machine."""
        self.engine = engine
        self.dated = dated

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one ASGI connection."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        try:
            request = await read_request(scope, receive)
        except Disconnected:
            return
        date = format_datetime(self.engine.clock.now(), usegmt=True) if self.dated else ""
        await self._http(request, Wire(scope, receive, send, date))

    async def _http(self, request: Request, wire: Wire) -> None:
        """Send a request to the part that knows it."""
        path = request.path
        if path == VERSION or path.startswith((f"{VERSION}/", DOWNLOADS)):
            wall = datetime.now(UTC) if wire.served and not self.dated else self.engine.clock.now()
            await self.engine.serve(request, wire, wall)
        elif path == "/oauth/token":
            await wire.answer(self.engine.tokens.answer(request))
        elif path == "/oauth/devicecode":
            await wire.answer(self.engine.tokens.code(request))
        elif path.startswith(PREFIX):
            await wire.answer(control(self.engine, request))
        elif (page := self.engine.devices.page(request)) is not None:
            await wire.answer(page)
        else:
            await wire.answer(Reply(404, {"code": 2300, "message": "This API endpoint is not recognized."}))


async def _lifespan(receive: Receive, send: Send) -> None:
    """Say yes to start and stop."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
