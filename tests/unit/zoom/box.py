"""A Zoom of a few lines: an ASGI app that answers as a test says and remembers what it was asked."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from ztui.store.ledger import Ledger
from ztui.zoom.client import Client
from ztui.zoom.credentials import Credentials, ServerToServer
from ztui.zoom.transport import asgi

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.core.ports import Intent

START = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


class QuickClock:
    """Time goes on only by sleeping, and sleeping takes no time."""

    def __init__(self) -> None:
        self.passed = 1_000.0
        self.skew = timedelta()
        self.sleeps: list[float] = []

    def now(self) -> datetime:
        return START + timedelta(seconds=self.passed - 1_000) + self.skew

    def monotonic(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.passed += seconds
        await asyncio.sleep(0)


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    raw_path: str
    query: list[tuple[str, str]]
    raw_query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def args(self) -> dict[str, str]:
        return dict(self.query)


@dataclass(frozen=True)
class Reply:
    """One answer: a body of bytes goes out as it is, anything else as JSON; `cut` raises after the first half."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: Exception | None = None

    def content(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return b"" if self.body is None else json.dumps(self.body).encode()


Behaviour = Callable[[Asked], Reply | Exception | Awaitable[Reply | Exception]]


class Box:
    """The app. `behave` answers all but the token request; a list of replies answers one request each."""

    def __init__(self, behave: Behaviour | list[Reply | Exception] | None = None) -> None:
        self._replies = list(behave) if isinstance(behave, list) else None
        self._behave = behave if callable(behave) else None
        self.asked: list[Asked] = []
        self.tokens = 0
        self.token_request: Asked | None = None
        self.token_replies: list[Reply | Exception] = []
        self.token_extra: dict[str, Any] = {}

    async def __call__(
        self,
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[MutableMapping[str, Any]]],
        send: Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ) -> None:
        asked = await _read(scope, receive)
        reply = self._token(asked) if asked.path == "/oauth/token" else await self._answer(asked)
        if isinstance(reply, Exception):
            raise reply
        names = {"content-type": "application/json"} | dict(reply.headers)
        headers = [(name.encode(), value.encode()) for name, value in names.items()]
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        content = reply.content()
        if reply.cut is not None:
            await send({"type": "http.response.body", "body": content[: len(content) // 2], "more_body": True})
            raise reply.cut
        await send({"type": "http.response.body", "body": content})

    def _token(self, asked: Asked) -> Reply | Exception:
        self.token_request = asked
        if self.token_replies:
            return self.token_replies.pop(0)
        self.tokens += 1
        return Reply(body={"access_token": f"token-{self.tokens}", "expires_in": 3600, **self.token_extra})

    async def _answer(self, asked: Asked) -> Reply | Exception:
        self.asked.append(asked)
        if self._behave is not None:
            found = self._behave(asked)
            return found if isinstance(found, Reply | Exception) else await found
        if not self._replies:
            return Reply(body={})
        return self._replies.pop(0)


async def _read(scope: MutableMapping[str, Any], receive: Callable[[], Awaitable[MutableMapping[str, Any]]]) -> Asked:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    raw_query = scope["query_string"].decode()
    return Asked(
        method=scope["method"],
        path=scope["path"],
        raw_path=scope["raw_path"].decode(),
        query=parse_qsl(raw_query, keep_blank_values=True),
        raw_query=raw_query,
        headers={name.decode(): value.decode() for name, value in scope["headers"]},
        body=body,
    )


class Book:
    """A journal that holds what a test puts into it."""

    def __init__(self, *intents: Intent) -> None:
        self.open = set(intents)
        self.noted: list[tuple[Intent, Mapping[str, Any]]] = []

    async def is_open(self, intent: Intent) -> bool:
        return intent in self.open

    async def sent(self, intent: Intent, request: Mapping[str, Any]) -> None:
        self.noted.append((intent, request))


OPENED: list[Ledger] = []
"""Ledgers of the running test, which are closed after it."""


def ledger_in(folder: Path, clock: QuickClock) -> Ledger:
    """A ledger over the folder's file; each one is as good as another process."""
    OPENED.append(Ledger(folder / "quota.sqlite", clock))
    return OPENED[-1]


APP = ServerToServer("acc-1", "id-1", "hush-hush")


def client_of(
    box: Box,
    folder: Path,
    clock: QuickClock | None = None,
    *,
    credentials: Credentials = APP,
    **options: Any,
) -> Client:
    """A client into the box, with a real ledger in the folder."""
    clock = clock or QuickClock()
    return Client(
        credentials=credentials,
        transport=options.pop("transport", None) or asgi(box),
        clock=clock,
        ledger=ledger_in(folder, clock),
        chance=random.Random(7),
        **options,
    )
