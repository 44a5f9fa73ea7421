"""What the simulator does to requests, changed as time goes by, and the other admin who works beside us."""

from __future__ import annotations

import contextlib
import json
import urllib.error
import urllib.request
from base64 import b64encode
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

__all__ = ["BAD", "FAULTS", "Weather"]

FAULTS = (
    "429", "bare-429", "500", "503", "reset", "timeout", "stall", "slow", "cut", "garbage", "types", "pages",
)  # fmt: skip
BAD = 12.0
"""Percent of requests that each fault strikes in bad weather, at most."""
_AGENT = "another-admin"


class Weather:
    """The simulator's control side and another admin.

    Attributes:
        dice: Chance.
        done: How often each thing was done to the program: fault settings, tokens ended, clock jumps, foreign edits.
    """

    def __init__(self, url: str, dice: random.Random) -> None:
        """Take where the simulator is, and chance."""
        self.url = url
        self.dice = dice
        self.done: Counter[str] = Counter()
        self._token = ""
        self._queues: list[str] = []

    def change(self) -> None:
        """Let something happen."""
        match self.dice.randrange(8):
            case 0 | 1:
                self.faults({each: round(self.dice.uniform(0.5, BAD), 1) for each in self.dice.sample(FAULTS, 4)})
                self.done["changes of weather"] += 1
            case 2:
                self.control("token/expire", {})
                self.done["tokens ended"] += 1
            case 3:
                self.control("clock", {"advance": self.dice.choice([1, 60, 4000, -30])})
                self.done["jumps of the simulator's clock"] += 1
            case 4 | 5 | 6:
                self.edit()
            case _:
                self.calm()

    def calm(self) -> None:
        """Let nothing fail."""
        self.faults({})

    def faults(self, percents: dict[str, float]) -> None:
        self.control("faults", percents)

    def edit(self) -> None:
        """Let the other admin rename a queue, make one, or take one away that she made."""
        with contextlib.suppress(OSError, ValueError, KeyError):
            if not self._queues:
                self._queues = [each["id"] for each in self.rows()]
            id, number = self.dice.choice(self._queues), self.dice.randrange(10_000)
            match self.dice.randrange(4):
                case 0:
                    self._sent("POST", "/phone/call_queues", {"name": f"Short lived {number}", "site_id": self._site()})
                case 1:
                    gone = [each["id"] for each in self.rows() if each["name"].startswith("Short lived")]
                    if gone:
                        self._sent("DELETE", f"/phone/call_queues/{self.dice.choice(gone)}")
                case _:
                    self._sent("PATCH", f"/phone/call_queues/{id}", {"cost_center": f"CC {number}"})
            self.done["edits of the other admin"] += 1

    def rows(self) -> list[dict[str, Any]]:
        """Give the queues as they are now, past all faults."""
        found: list[dict[str, Any]] = []
        token = ""
        while True:
            path = f"/phone/call_queues?page_size=100{f'&next_page_token={token}' if token else ''}"
            page = self._sent("GET", path)
            found += page["call_queues"]
            token = page.get("next_page_token") or ""
            if not token:
                return found

    def queue(self, id: str) -> dict[str, Any]:
        """Give one queue as it is now."""
        return dict(self._sent("GET", f"/phone/call_queues/{id}"))

    def log(self, after: int = 0) -> dict[str, Any]:
        """Give what the simulator saw."""
        with urllib.request.urlopen(f"{self.url}/_sim/log?after={after}", timeout=60) as reply:
            return dict(json.load(reply))

    def control(self, name: str, given: dict[str, Any]) -> None:
        request = urllib.request.Request(f"{self.url}/_sim/{name}", json.dumps(given).encode(), method="POST")
        with urllib.request.urlopen(request, timeout=60):
            pass

    def _site(self) -> str:
        return str(self._sent("GET", "/phone/sites?page_size=10")["sites"][0]["id"])

    def _sent(self, method: str, path: str, body: dict[str, Any] | None = None, tries: int = 30) -> dict[str, Any]:
        """Send a request; what is read is asked for until it comes."""
        if not self._token:
            self._sign_in()
        data = None if body is None else json.dumps(body).encode()
        headers = {"authorization": f"Bearer {self._token}", "user-agent": _AGENT, "content-type": "application/json"}
        try:
            request = urllib.request.Request(f"{self.url}/v2{path}", data, headers, method=method)
            with urllib.request.urlopen(request, timeout=60) as reply:
                text = reply.read()
                return dict(json.loads(text)) if text else {}
        except (OSError, ValueError) as error:
            if isinstance(error, urllib.error.HTTPError) and error.code == 401:
                self._token = ""
            if method != "GET" or tries == 0 or getattr(error, "code", 0) == 404:
                raise
            return self._sent(method, path, body, tries - 1)

    def _sign_in(self) -> None:
        head = {"authorization": f"Basic {b64encode(b'other:other').decode()}", "user-agent": _AGENT}
        form = b"grant_type=account_credentials&account_id=account"
        request = urllib.request.Request(f"{self.url}/oauth/token", form, head, method="POST")
        with urllib.request.urlopen(request, timeout=60) as reply:
            self._token = str(json.load(reply)["access_token"])
