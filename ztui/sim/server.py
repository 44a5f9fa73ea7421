"""The simulator as an HTTP server, on loopback unless told otherwise."""

from __future__ import annotations

import errno
import socket
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ztui.sim.options import Options

__all__ = ["HOST", "bind", "serve"]

HOST = "127.0.0.1"
_PORT = 8765
_TAKEN = (errno.EADDRINUSE, errno.EACCES)


def serve(options: Options, host: str = HOST, port: int = _PORT, *, dated: bool = False) -> int:
    """Serve until SIGINT or SIGTERM, after one line on stderr that says where; give the exit code 0.

    Port 0 takes any free one. With `dated` answers bear the date of the simulator's clock, so that a clock that is off
    can be tried; else that of the machine.

    Raises:
        ConfigError: When host or port cannot be had.
    """
    listening = bind(host, port)
    try:
        _serve(options, listening, _say, dated=dated)
    finally:
        listening.close()
    return 0


def bind(host: str, port: int) -> socket.socket:
    """Give a socket that is bound to host and port and not listening yet.

    Raises:
        ConfigError: When that is not possible, in one line.
    """
    if not 0 <= port <= 65535:
        raise ConfigError(f"--port must be 0 to 65535, not {port}.")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError):
        raise ConfigError(f"--host {host} is no address of this machine.") from None
    bound = socket.socket(found[0], socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(found[4])
        bound.listen(0)
    except OSError as error:
        bound.close()
        hint = "Take another with --port." if error.errno in _TAKEN else ""
        raise ConfigError(f"Cannot listen on {host} port {port}: {error.strerror}.", hint) from None
    return bound


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _serve(options: Options, listening: socket.socket, say: Callable[[str], None], *, dated: bool) -> None:
    """Run uvicorn on the socket; it handles the signals, and what is under way is cut off on leaving."""
    import uvicorn

    from ztui.sim.app import App
    from ztui.sim.engine import Engine
    from ztui.sim.protocol import SimProtocol

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            host, port = listening.getsockname()[:2]
            say(f"listening on http://{f'[{host}]' if ':' in host else host}:{port}")

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            with super().capture_signals():
                yield
                self._captured_signals.clear()  # being told to stop is no failure

    config = uvicorn.Config(
        App(Engine(options), dated=dated),
        http=SimProtocol,
        ws="none",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=not dated,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=75,
        interface="asgi3",
    )
    Server(config).run(sockets=[listening])
