"""The simulator inside the program: no port, a thread and an event loop of its own."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from ztui.sim.app import App
from ztui.sim.asgi import answered, body_of
from ztui.sim.engine import Engine

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.sim.asgi import Receive, Scope, Send
    from ztui.sim.clock import SimClock
    from ztui.sim.options import Options

__all__ = ["InProcess", "start"]


class InProcess:
    """A running simulator.

    Attributes:
        engine: Its engine, which belongs to its thread.
        clock: Its clock, from any thread.
    """

    def __init__(self, options: Options, clock: SimClock | None = None, state: Path | None = None) -> None:
        """Start the thread; the world is made when it is first asked for, or to do kept changes again.

        Raises:
            ConfigError: When the changes that are kept in the folder cannot be done again.
        """
        self.engine = Engine(options, clock=clock, state=state)
        self.clock = self.engine.clock
        self._inner = App(self.engine)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="ztui-sim", daemon=True)
        self._thread.start()

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI application, from any event loop.

        Raises:
            ConnectionResetError, TimeoutError: A fault on purpose, or a simulator that was closed.
        """
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
            return
        body = await body_of(receive)
        exchange = answered(self._inner, scope, body)  # in the simulator's own loop
        try:
            answer = asyncio.run_coroutine_threadsafe(exchange, self._loop)
        except RuntimeError:
            exchange.close()
            raise ConnectionResetError("The simulator is closed.") from None
        messages, error = await asyncio.wrap_future(answer)
        for message in messages:
            await send(message)
        if error is not None:
            raise error

    def close(self) -> None:
        """Stop the thread; more than once does no harm."""
        if self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        """Run the loop until it is stopped, then let what is under way end as cancelled."""
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))


def start(options: Options, clock: SimClock | None = None, state: Path | None = None) -> InProcess:
    """Start a simulator in this process; `clock` takes the place of its own, `state` is a folder to keep changes in.

    Raises:
        ConfigError: When the changes that are kept there cannot be done again.
    """
    return InProcess(options, clock, state)
