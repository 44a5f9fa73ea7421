"""The account of a run: a simulator that outlives the programs, breaks their line, and has another admin in it."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.unit.sim.asgi import BASIC, Caller
from tests.unit.zoom.box import START, QuickClock
from ztui.sim.app import App
from ztui.sim.clock import SimClock
from ztui.sim.engine import Engine
from ztui.sim.faults import mistyped
from ztui.sim.options import Options

if TYPE_CHECKING:
    import random

    from tests.soak.line import Asked

__all__ = ["Account", "Write"]

BEFORE = ("reset", "hang", "late", "500", "503", "429", "429-bare")
"""Strikes before a request is carried out; `late` is carried out some time after the program gave it up."""
AFTER = (
    "reset-done", "hang-done", "cut-done", "garbage-done", "half-done", "500-done", "502-done", "503-done",
    "stall-done",
)  # fmt: skip
"""Strikes when it was; `stall` lets the answer come after half a minute."""
READS = ("reset", "500", "503", "429", "429-bare", "hang", "stall-done", "garbage-done", "half-done", "pages", "types")
"""Strikes what is read; `pages` says that a page token is too old, `types` sends scalars as another type."""
_JSON = (b"content-type", b"application/json")
_PAGE = b"<html><head><title>502 Bad Gateway</title></head></html>"
_SELDOM = 0.004
"""Share of requests before which a token ends, and of those before which the clock jumps."""
_LATE = 8.0
"""Seconds after which a late request is carried out at most."""

SIZE = {"plan": "none", "users": "14", "queues": "8", "sites": "3", "numbers": "60", "calls": "5", "accounts": "1"}


@dataclass(frozen=True, slots=True)
class Write:
    """A write that was carried out.

    Attributes:
        number: In the order of all of them.
        intents: Of which entries of the journal, () for the other admin's.
        method, path, body: The request.
        status: Of the answer that was decided, whatever came of it on the line.
        made: Id of the object that it made, "" for none.
    """

    number: int
    intents: tuple[str, ...]
    method: str
    path: str
    body: bytes
    status: int
    made: str


@dataclass
class Account:
    """The account.

    Attributes:
        dice: Chance.
        faults: Share of requests that are struck.
        admin: Share of requests before which the other admin does something.
        writes: What was carried out, in order.
        struck: How often each fault struck a write.
        read_struck: How often each fault struck what was read, and what else happened: tokens that ended, clocks that
            jumped, objects that somebody else took away.
    """

    dice: random.Random
    faults: float = 0.18
    admin: float = 0.03
    lag: float = 0.0
    clock: QuickClock = field(default_factory=QuickClock)
    writes: list[Write] = field(default_factory=list)
    struck: Counter[str] = field(default_factory=Counter)
    read_struck: Counter[str] = field(default_factory=Counter)
    _late: list[tuple[float, Asked]] = field(default_factory=list)
    _acts: int = 0

    def __post_init__(self) -> None:
        options = Options.parse({**SIZE, "lag": str(self.lag)})
        self.engine = Engine(options, clock=SimClock(START, monotonic=self.clock.monotonic))
        self._app = App(self.engine)
        self._loop = asyncio.new_event_loop()
        self._caller = Caller(self._app, client="")

    def close(self) -> None:
        self._loop.close()

    def get(self, path: str, **query: Any) -> Any:
        """Read something as it is, past all faults; None where it is not there."""
        got = self._do("GET", path, query=query)
        return got.data if got.status == 200 else None

    def rows(self, path: str, name: str, **query: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        token = ""
        while True:
            page = self.get(path, page_size=100, **query, **({"next_page_token": token} if token else {}))
            found += page[name]
            token = page.get("next_page_token") or ""
            if not token:
                return found

    def answer(self, asked: Asked, *, calm: bool = False) -> tuple[Any, ...]:
        """Give what the program gets for a request: kind, status, headers, body."""
        self.clock.passed = max(self.clock.passed, asked.passed)
        self._arrive()
        if asked.path == "/oauth/token":
            return self._carried_out(asked)
        is_write = asked.method != "GET"
        if not calm:
            self._happen()
        fault = ""
        if not calm and self.dice.random() < self.faults:
            fault = self.dice.choice([*BEFORE, *AFTER] if is_write else READS)
            if fault == "pages" and b"next_page_token" not in asked.query:
                fault = ""
        if fault:
            (self.struck if is_write else self.read_struck)[fault] += 1
        if fault in BEFORE:
            return self._struck(fault, asked)
        if fault == "pages":
            return "answer", 400, [_JSON], json.dumps({"code": 300, "message": "The next page token expired."}).encode()
        reply = self._carried_out(asked)
        return self._spoiled(fault, reply) if fault else reply

    def _happen(self) -> None:
        """Let the other admin do something, a token end, the clock of Zoom jump."""
        if self.dice.random() < self.admin:
            self.meddle()
        if self.dice.random() < _SELDOM:
            self.engine.tokens.expire()
            self._caller.token = ""
            self.read_struck["tokens ended"] += 1
        if self.dice.random() < _SELDOM:
            by = self.dice.choice((-30, 30, 4000))
            self.engine.clock.set(self.engine.clock.now() + timedelta(seconds=by))
            self.read_struck["jumps of the clock"] += 1

    def settle(self) -> None:
        """Let everything arrive that is under way."""
        self.clock.passed += _LATE + 1
        self._arrive()

    def arrive_without(self, asked: Asked) -> None:
        """Carry out a request whose program is gone."""
        self._carried_out(asked)

    def _arrive(self) -> None:
        there = [each for when, each in self._late if when <= self.clock.passed]
        self._late = [(when, each) for when, each in self._late if when > self.clock.passed]
        for each in there:
            self._carried_out(each)

    def _struck(self, fault: str, asked: Asked) -> tuple[Any, ...]:
        if fault == "late":
            self._late.append((self.clock.passed + self.dice.uniform(0.5, _LATE), asked))
            return ("hang",)
        if fault in ("reset", "hang"):
            return (fault,)
        headers = [_JSON]
        if fault == "429":
            headers.append((b"retry-after", self.dice.choice([b"1", b"2026-11-21T14:05:03Z"])))
        status = int(fault[:3])
        return "answer", status, headers, json.dumps({"code": status, "message": "a fault on purpose"}).encode()

    def _spoiled(self, fault: str, reply: tuple[Any, ...]) -> tuple[Any, ...]:
        _, status, headers, content = reply
        kind = fault.removesuffix("-done")
        if kind in ("reset", "hang"):
            return (kind,)
        if status >= 300:
            return reply
        if kind == "stall":
            return "stall", status, headers, content
        if kind == "types":
            return "answer", status, headers, json.dumps(mistyped(json.loads(content), 1, len(content))).encode()
        if kind == "cut":
            return "cut", status, headers, content[: len(content) // 2]
        if kind == "garbage":
            return "answer", 200, ((b"content-type", b"text/html"),), _PAGE
        if kind == "half":
            return (
                "answer",
                status,
                (_JSON,),
                content[: self.dice.randrange(1, len(content))] if len(content) > 1 else b"{",
            )
        return "answer", int(kind), (_JSON,), json.dumps({"code": int(kind), "message": "after the fact"}).encode()

    def _carried_out(self, asked: Asked) -> tuple[Any, ...]:
        messages = self._loop.run_until_complete(self._served(asked))
        status, headers = messages[0]["status"], messages[0].get("headers", [])
        content = b"".join(each.get("body", b"") for each in messages[1:])
        if asked.method != "GET" and asked.path != "/oauth/token" and self.engine.records.requests[-1].applied:
            self._note(asked.intents, asked.method, asked.path, asked.body, status, content)
        return "answer", status, tuple(headers), content

    def _note(self, intents: tuple[str, ...], method: str, path: str, body: bytes, status: int, answer: bytes) -> None:
        told = json.loads(answer) if method == "POST" and answer else {}
        made = str(told.get("id") or told.get("holiday_id") or "") if isinstance(told, dict) else ""
        self.writes.append(Write(len(self.writes) + 1, intents, method, path, body, status, made))

    async def _served(self, asked: Asked) -> list[Any]:
        messages: list[Any] = []

        async def hear() -> Any:
            return {"type": "http.request", "body": asked.body, "more_body": False}

        async def keep(message: Any) -> None:
            messages.append(message)

        scope = {
            "type": "http",
            "method": asked.method,
            "path": asked.path,
            "raw_path": asked.path.encode(),
            "query_string": asked.query,
            "headers": list(asked.headers),
            "client": ("", 0),
        }
        await self._app(scope, hear, keep)
        return messages

    def _do(self, method: str, path: str, body: Any = None, query: Any = None) -> Any:
        if not self._caller.token:
            form = b"grant_type=account_credentials&account_id=acc"
            headers = {"authorization": BASIC, "content-type": "application/x-www-form-urlencoded"}
            got = self._loop.run_until_complete(self._caller.send("POST", "/oauth/token", raw=form, headers=headers))
            self._caller.token = got.data["access_token"]
        got = self._loop.run_until_complete(self._caller.send(method, f"/v2{path}", query, body))
        if method != "GET" and self.engine.records.requests[-1].applied:
            sent = b"" if body is None else json.dumps(body).encode()
            self._note((), method, f"/v2{path}", sent, got.status, got.body)
        return got

    def meddle(self) -> None:
        """Let the other admin do something."""
        self._acts += 1
        system = self.engine.world.system(self.engine.world.master_id)
        queues, users = list(system.queues), list(system.users)
        queue, user = self.dice.choice(queues), self.dice.choice(users)
        match self.dice.randrange(7):
            case 0:
                self._do("PATCH", f"/phone/call_queues/{queue.id}", {"name": f"Other {self._acts}"})
            case 1:
                self._do("PATCH", f"/phone/call_queues/{queue.id}", {"department": f"Other {self._acts}"})
            case 2 if len(queues) > 6:
                self._do("DELETE", f"/phone/call_queues/{queue.id}")
            case 3:
                self._do("POST", f"/phone/call_queues/{queue.id}/members", {"members": {"users": [{"id": user.id}]}})
            case 4:
                self._do("DELETE", f"/phone/call_queues/{queue.id}/members/{user.id}")
            case 5:
                body = {"name": f"Twin {self.dice.randrange(4)}", "site_id": self.dice.choice(list(system.sites)).id}
                self._do("POST", "/phone/call_queues", body)
            case _:
                self.replenish()

    def replenish(self) -> None:
        """See to it that there are queues to change, and not too many."""
        system = self.engine.world.system(self.engine.world.master_id)
        for _ in range(max(0, 8 - len(system.queues))):
            self._acts += 1
            site = self.dice.choice(list(system.sites)).id
            self._do("POST", "/phone/call_queues", {"name": f"More {self._acts}", "site_id": site})
        for queue in list(system.queues)[20:]:
            self._do("DELETE", f"/phone/call_queues/{queue.id}")
        for area in list(system.common_areas)[20:]:
            self._do("DELETE", f"/phone/common_areas/{area.id}")
