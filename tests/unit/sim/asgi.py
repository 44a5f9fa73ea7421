"""A client of a few lines for an ASGI application: no sockets, no HTTP library."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from ztui.sim.app import App
from ztui.sim.engine import Engine
from ztui.sim.options import Options

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

SMALL = {"sites": "3", "users": "40", "queues": "6", "numbers": "60", "calls": "300", "plan": "none", "strict": "on"}
"""Options of a world that is there at once."""

BASIC = "Basic " + base64.b64encode(b"client:secret").decode()


@dataclass(frozen=True, slots=True)
class Got:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)


class Caller:
    """Calls an ASGI application, with a token once it has one."""

    def __init__(self, app: Callable[..., Awaitable[None]], *, client: str = "127.0.0.1") -> None:
        self.app = app
        self.client = client
        self.token = ""

    async def send(
        self,
        method: str,
        path: str,
        query: Any = None,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        raw: bytes | None = None,
    ) -> Got:
        """Send a request; `path` is percent-encoded by the caller, `body` goes as JSON, `raw` as it is."""
        sent = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        all_headers = {"host": "sim.test"} | dict(headers or {})
        if sent:
            all_headers.setdefault("content-type", "application/json")
        if self.token:
            all_headers.setdefault("authorization", f"Bearer {self.token}")
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": urlencode(query or {}, doseq=True).encode(),
            "headers": [(name.encode(), value.encode()) for name, value in all_headers.items()],
            "client": (self.client, 1),
        }
        messages: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": sent, "more_body": False}

        async def put(message: dict[str, Any]) -> None:
            messages.append(message)

        await self.app(scope, receive, put)
        start = messages[0]
        return Got(
            start["status"],
            {name.decode(): value.decode() for name, value in start["headers"]},
            b"".join(each.get("body", b"") for each in messages[1:]),
        )

    async def log_in(self, **form: str) -> Got:
        """Fetch a token and keep it."""
        query = {"grant_type": "account_credentials", "account_id": "any"} | form
        got = await self.send("POST", "/oauth/token", query, headers={"authorization": BASIC})
        if got.status == 200:
            self.token = got.data["access_token"]
        return got

    async def get(self, path: str, query: Any = None) -> Got:
        """Read below `/v2`."""
        return await self.send("GET", f"/v2{path}", query)


async def sim(**options: Any) -> tuple[Caller, Engine]:
    """Give a small simulator and a caller with a token for it."""
    engine = Engine(Options.parse(SMALL | options))
    caller = Caller(App(engine))
    await caller.log_in()
    return caller, engine
