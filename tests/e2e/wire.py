"""A line between the program and the simulator that keeps every byte, to know which secrets went over it."""

from __future__ import annotations

import contextlib
import re
import socket
import socketserver
import threading
from typing import Any, Self
from urllib.parse import urlsplit

__all__ = ["Wire"]

_PIECE = 1 << 16
_SECRETS = re.compile(rb'"(?:access_token|refresh_token|password|pin_code|pin)"\s*:\s*"([^"\\]{6,})"')
_HEADER = re.compile(rb"authorization:\s*(?:Basic|Bearer)\s+(\S+)", re.IGNORECASE)


class Wire:
    """Listens on loopback and passes everything on to a server. To be used with `with`.

    Attributes:
        url: Where it listens.
    """

    def __init__(self, url: str) -> None:
        there = urlsplit(url)
        self._there = (there.hostname or "127.0.0.1", there.port or 80)
        self._kept: list[bytearray] = []

    @property
    def secrets(self) -> frozenset[bytes]:
        """Give what went over the line as token, credentials, password or PIN, in either direction."""
        seen = [bytes(each) for each in self._kept]
        return frozenset(found for each in seen for found in (*_SECRETS.findall(each), *_HEADER.findall(each)))

    def __enter__(self) -> Self:
        wire = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                wire.pass_on(self.request)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def pass_on(self, here: Any) -> None:
        """Join a connection to one of the server until either ends it."""
        with socket.create_connection(self._there) as there:
            back = threading.Thread(target=self._pump, args=(there, here), daemon=True)
            back.start()
            self._pump(here, there)
            back.join(10)

    def _pump(self, source: Any, target: Any) -> None:
        kept = bytearray()
        self._kept.append(kept)
        with contextlib.suppress(OSError):
            while piece := source.recv(_PIECE):
                kept += piece
                target.sendall(piece)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)
