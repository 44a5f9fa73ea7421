"""Signing in by a code (RFC 8628): `POST /oauth/devicecode`, and the page on which the user allows or denies it.

A code may be asked for once in its interval; who asks sooner is told `slow_down` and has to leave five seconds more
from then on. It ends after a quarter of an hour by the simulator's clock, and gives a token once, to the app that got
it.
"""

from __future__ import annotations

import base64
import hashlib
import html
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.sim.requests import Reply

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.sim.clock import SimClock
    from ztui.sim.requests import Request

__all__ = ["PAGE", "Devices"]

PAGE = "/oauth_device"
"""Where the user types the code."""

_WHOLE = "/oauth/device/complete/"
_LIFETIME = 900
_SLOWER = 5.0
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


@dataclass(slots=True)
class _Pending:
    """A code that was given out."""

    user_code: str
    client: str
    until: datetime
    interval: float
    asked_at: float
    verdict: str = ""


class Devices:
    """All codes given out."""

    def __init__(self, clock: SimClock, seed: int, interval: float) -> None:
        """Take the clock, the seed, and the seconds that lie between two questions for a token."""
        self._clock = clock
        self._seed = seed
        self._interval = interval
        self._pending: dict[str, _Pending] = {}
        self._given = 0

    def begin(self, client: str, base: str) -> Reply:
        """Give a code to an app."""
        self._given += 1
        digest = hashlib.blake2b(f"{self._seed}/device/{self._given}".encode(), digest_size=40).digest()
        code = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        shown = "".join(_LETTERS[each % len(_LETTERS)] for each in digest[:8])
        until = self._clock.now() + timedelta(seconds=_LIFETIME)
        self._pending[code] = _Pending(shown, client, until, self._interval, self._clock.monotonic())
        return Reply(
            200,
            {
                "device_code": code,
                "user_code": shown,
                "verification_uri": f"{base}{PAGE}",
                "verification_uri_complete": f"{base}{_WHOLE}{shown}",
                "expires_in": _LIFETIME,
                "interval": self._interval,
            },
            {"cache-control": "no-store"},
        )

    def ask(self, code: str, client: str) -> str:
        """Tell what became of a code: "" when it is allowed, which it is once, else the error in OAuth's word."""
        found = self._pending.get(code)
        if found is None or found.client != client:
            return "invalid_grant"
        if found.until <= self._clock.now():
            return "expired_token"
        since, found.asked_at = self._clock.monotonic() - found.asked_at, self._clock.monotonic()
        if since < found.interval:
            found.interval += _SLOWER
            return "slow_down"
        if not found.verdict:
            return "authorization_pending"
        del self._pending[code]
        return "" if found.verdict == "allow" else "access_denied"

    def judge(self, user_code: str, *, allow: bool) -> bool:
        """Let the user allow or deny a code; tell whether there is one that waits."""
        wanted = user_code.strip().upper().replace("-", "")
        for each in self._pending.values():
            if each.user_code == wanted and not each.verdict and each.until > self._clock.now():
                each.verdict = "allow" if allow else "deny"
                return True
        return False

    def waiting(self) -> list[str]:
        """List the codes that nobody has judged yet."""
        return [
            each.user_code for each in self._pending.values() if not each.verdict and each.until > self._clock.now()
        ]

    def page(self, request: Request) -> Reply | None:
        """Show the page on which a code is allowed or denied, or take what was sent from it; None for another path."""
        if request.path != PAGE and not request.path.startswith(_WHOLE):
            return None
        if request.method == "GET":
            return _html(200, _FORM.format(code=html.escape(request.path.partition(_WHOLE)[2], quote=True)))
        given = request.form
        if request.method != "POST" or given.get("verdict") not in ("allow", "deny"):
            return _html(400, "<p>Allow it or deny it.</p>")
        if not self.judge(given.get("user_code", ""), allow=given["verdict"] == "allow"):
            return _html(404, "<p>There is no such code, or it has ended.</p>")
        return _html(200, "<p>Done. You can close this page.</p>")


_FORM = (
    f'<form method="post" action="{PAGE}"><p>The code that your device shows: <input name="user_code" value="{{code}}">'
    '</p><button name="verdict" value="allow">Allow</button> <button name="verdict" value="deny">Deny</button></form>'
)


def _html(status: int, body: str) -> Reply:
    text = f"<!doctype html><meta charset=utf-8><title>A Zoom in a box</title><h1>Sign in a device</h1>{body}\n"
    return Reply(status, raw=text.encode(), content_type="text/html;charset=UTF-8")
