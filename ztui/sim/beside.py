"""The simulator in a process beside the program: its world is made while the program is loaded, on another core.

The two talk over a pair of sockets, in frames of a length and what `marshal` makes of a request or its answer. The
clock needs no words: both read the same monotonic seconds, which a system counts for all of its processes alike. The
process ends when the other end of its socket is gone, however that came about.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import marshal
import os
import signal
import socket
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ztui.sim.asgi import answered, body_of
from ztui.sim.clock import SimClock
from ztui.sim.options import Options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.sim.app import App
    from ztui.sim.asgi import Message, Receive, Scope, Send

__all__ = ["Beside", "main", "start"]

_LENGTH = 8
_PIECE = 1 << 20
_PATIENCE = 2.0
"""Seconds that the process has to end once nobody talks to it."""
_FAULTS: dict[str, type[Exception]] = {"reset": ConnectionResetError, "timeout": TimeoutError}
"""What breaks an answer on purpose, by its name in a frame."""


class Beside:
    """A running simulator.

    Attributes:
        clock: Its clock, from any thread.
        process: The process.
    """

    def __init__(self, given: Mapping[str, str]) -> None:
        """Start the process.

        Raises:
            ConfigError: An option is none.
            OSError: No process can be started.
        """
        options = Options.parse(dict(given))
        self.clock = SimClock(options.now, running=options.clock == "run")
        self._ours, theirs = socket.socketpair()
        with theirs:
            told = json.dumps({"options": dict(given), "anchor": self.clock.anchor, "socket": theirs.fileno()})
            self.process = subprocess.Popen(  # noqa: S603  (ourselves)
                [sys.executable, "-m", "ztui.sim.beside", told],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env={**os.environ, "PYTHONPATH": os.pathsep.join(_path())},
            )
        self._numbers = count()
        self._waiting: dict[int, asyncio.Future[tuple[list[Message], str]]] = {}
        self._line = _Line(self._ours)
        self._listening: asyncio.Task[None] | None = None

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI application; from one event loop.

        Raises:
            ConnectionResetError, TimeoutError: A fault on purpose, or a simulator that has ended.
        """
        body = await body_of(receive)
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen())
        if self._listening.done():
            raise ConnectionResetError("The simulator has ended.")
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            await self._line.send((number, scope, body))
            messages, fault = await answer
        finally:
            self._waiting.pop(number, None)
        for message in messages:
            await send(message)
        if fault:
            raise _FAULTS[fault]("A fault of the simulator.")

    def close(self) -> None:
        """End the process; more than once does no harm."""
        with contextlib.suppress(OSError):
            self._ours.shutdown(socket.SHUT_RDWR)
        self._ours.close()
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    async def _listen(self) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                number, messages, fault = await self._line.receive()
                waiting = self._waiting.get(number)
                if waiting is not None and not waiting.done():
                    waiting.set_result((messages, fault))
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_result(([], "reset"))


def start(given: Mapping[str, str]) -> Beside:
    """Start a simulator in a process beside this one.

    Raises:
        ConfigError: An option is none.
        OSError: No process can be started.
    """
    return Beside(given)


def main(argv: list[str]) -> None:
    """Serve the other end of a socket until it is gone; what the process is told is its one argument."""
    told = json.loads(argv[0])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c is for the program, whose end ends this
    asyncio.run(_serve(socket.socket(fileno=told["socket"]), told["options"], told["anchor"]))
    os._exit(0)


async def _serve(theirs: socket.socket, given: dict[str, str], anchor: float) -> None:
    from ztui.sim.app import App
    from ztui.sim.engine import Engine

    options = Options.parse(given)
    clock = SimClock(options.now, running=options.clock == "run", anchor=anchor)
    engine = Engine(options, clock=clock)
    app = App(engine)
    line = _Line(theirs)
    engine.prepare()
    tasks: set[asyncio.Task[None]] = set()
    with contextlib.suppress(EOFError, OSError):
        while True:
            number, scope, body = await line.receive()
            task = asyncio.create_task(_answer(app, line, number, scope, body))
            tasks.add(task)
            task.add_done_callback(tasks.discard)


async def _answer(app: App, line: _Line, number: int, scope: Scope, body: bytes) -> None:
    messages, error = await answered(app, scope, body)
    fault = next((name for name, kind in _FAULTS.items() if isinstance(error, kind)), "")
    await line.send((number, messages, fault))


class _Line:
    """One end of the pair: sends and receives frames, for one event loop."""

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._end = end
        self._sending = asyncio.Lock()

    async def send(self, told: tuple[Any, ...]) -> None:
        """Send a frame.

        Raises:
            ConnectionResetError: The other end is gone.
        """
        data = marshal.dumps(told)
        async with self._sending:
            try:
                await asyncio.get_running_loop().sock_sendall(self._end, len(data).to_bytes(_LENGTH, "big") + data)
            except OSError as error:
                raise ConnectionResetError("The other end is gone.") from error

    async def receive(self) -> tuple[Any, ...]:
        """Receive a frame.

        Raises:
            EOFError: There is none any more.
        """
        length = int.from_bytes(await self._exactly(_LENGTH), "big")
        found: tuple[Any, ...] = marshal.loads(await self._exactly(length))  # noqa: S302  (from ourselves)
        return found

    async def _exactly(self, count: int) -> bytes:
        loop, parts = asyncio.get_running_loop(), bytearray()
        while len(parts) < count:
            part = await loop.sock_recv(self._end, min(count - len(parts), _PIECE))
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)


def _path() -> list[str]:
    """Give where the process finds this package before all else."""
    here = str(Path(__file__).resolve().parents[2])
    return [here, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]


if __name__ == "__main__":
    main(sys.argv[1:])
