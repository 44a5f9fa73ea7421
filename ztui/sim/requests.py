"""A request and a reply as the engine sees them, apart from the server that carries them."""

from __future__ import annotations

import json
import re
from dataclasses import field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote_to_bytes

from ztui.core.dataclass import dataclass
from ztui.sim.handling import ZOOM
from ztui.sim.wire import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.sim.asgi import Receive, Scope

__all__ = ["Disconnected", "Reply", "Request", "decoded", "read_request"]

_ORIGIN = re.compile(r"\Ahttps?://[^/]*", re.IGNORECASE)

_LARGEST_BODY = 60_000_000
"""Bytes of a request's body; the largest upload that Zoom takes has 50 MB."""


class Disconnected(Exception):
    """The client left before its request was complete."""


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request.

    Attributes:
        method: In capitals.
        path: As it was sent: percent-encoded, without the query.
        query: Names and values of the query, decoded, in their order.
        headers: By lower-case name.
        body: All of it.
        client: Address of the other side, "" when there is no socket.
        base: Where it was sent to, without path; Zoom's own when there is no socket.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes
    client: str
    base: str = ZOOM

    @property
    def form(self) -> dict[str, str]:
        """The fields of a form in the body, empty for another body."""
        if not self.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            return {}
        return dict(parse_qsl(self.body.decode("latin-1"), keep_blank_values=True))


@dataclass(slots=True)
class Reply:
    """One HTTP answer.

    Attributes:
        status: HTTP status.
        data: To be sent as JSON, None for no body.
        headers: Beside content type and length.
        raw: Sent instead of `data`, with `content_type`.
        content_type: Of the body.
    """

    status: int
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    content_type: str = "application/json;charset=UTF-8"

    def body(self) -> bytes:
        """Give the bytes to send."""
        if self.raw is not None:
            return self.raw
        if self.data is None:
            return b""
        return json.dumps(self.data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


async def read_request(scope: Scope, receive: Receive) -> Request:
    """Read a request of the ASGI kind `http` to its end.

    Raises:
        Disconnected: When the client left before.
    """
    parts: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > _LARGEST_BODY:
            raise Disconnected
        more = message.get("more_body", False)
    raw = scope.get("raw_path") or scope["path"].encode("utf-8")
    client = scope.get("client")
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    served = EXTENSION in (scope.get("extensions") or {})
    return Request(
        method=scope["method"].upper(),
        path=_path(raw),
        query=_query(scope.get("query_string", b"")),
        headers=headers,
        body=b"".join(parts),
        client=client[0] if client else "",
        base=f"http://{headers['host']}" if served and headers.get("host") else ZOOM,
    )


def _path(raw: bytes) -> str:
    """Give the path of a request's target, which a client behind a proxy writes as a whole URL (RFC 9112, 3.2.2)."""
    return _ORIGIN.sub("", raw.split(b"?", 1)[0].decode("latin-1"), count=1) or "/"


def _query(raw: bytes) -> tuple[tuple[str, str], ...]:
    """Read a query string; a plus is a space, and a value may be empty."""
    if not raw:
        return ()
    return tuple(parse_qsl(raw.decode("latin-1"), keep_blank_values=True, errors="replace"))


def decoded(segment: str) -> str:
    """Undo the percent-encoding of one path segment, once."""
    return unquote_to_bytes(segment).decode("utf-8", "replace")
