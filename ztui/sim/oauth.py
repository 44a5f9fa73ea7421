"""Access tokens: `POST /oauth/token` with account credentials, their hour of life, and what a bearer may be refused.

Zoom API: server-to-server OAuth. Tokens live 3600 s by the simulator's clock; several are valid side by side.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from ztui.sim.handling import ZOOM, Refusal
from ztui.sim.requests import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from ztui.sim.clock import SimClock
    from ztui.sim.requests import Request

__all__ = ["LIFETIME", "Tokens"]

LIFETIME = 3600
"""Seconds that a token lives."""

_GRANT = "account_credentials"


class Tokens:
    """All tokens given out."""

    def __init__(
        self, clock: SimClock, seed: int, client: tuple[str, str] | tuple[()], scopes: Callable[[], str]
    ) -> None:
        """Take the clock, the seed, the only client accepted (() for any) and what gives the text of the scopes."""
        self._clock = clock
        self._seed = seed
        self._client = client
        self._scopes = scopes
        self._expiry: dict[str, datetime] = {}
        self._given = 0

    def __len__(self) -> int:
        """How many tokens are alive."""
        now = self._clock.now()
        return sum(1 for expiry in self._expiry.values() if expiry > now)

    def expire(self) -> int:
        """End all tokens now; give how many were alive."""
        alive = len(self)
        self._expiry = dict.fromkeys(self._expiry, self._clock.now())
        return alive

    def answer(self, request: Request) -> Reply:
        """Answer a request for a token; OAuth errors have a form of their own: `error` and `reason`."""
        if request.method != "POST":
            return _error(405, "invalid_request", "Method Not Allowed")
        given = dict(request.query) | _form(request)
        client = _basic(request.headers.get("authorization", ""))
        if client is None:
            return _error(401, "invalid_client", "Invalid client_id or client_secret")
        if given.get("grant_type") != _GRANT:
            return _error(400, "unsupported_grant_type", "unsupported grant type")
        if not given.get("account_id"):
            return _error(400, "invalid_request", "Bad Request")
        if self._client and client != self._client:
            return _error(400, "invalid_client", "Invalid client_id or client_secret")
        answer = {
            "access_token": self._new(),
            "token_type": "bearer",
            "expires_in": LIFETIME,
            "scope": self._scopes(),
        }
        if request.base != ZOOM:
            answer["api_url"] = request.base
        return Reply(200, answer, {"cache-control": "no-store"})

    def check(self, authorization: str) -> None:
        """Let a request with this header pass.

        Raises:
            Refusal: HTTP 401, code 124 for a token that is missing, unknown or expired.
        """
        kind, _, token = authorization.partition(" ")
        expiry = self._expiry.get(token.strip()) if kind.lower() == "bearer" else None
        if expiry is None:
            raise Refusal(401, 124, "Invalid access token.")
        if expiry <= self._clock.now():
            raise Refusal(401, 124, "Access token is expired.")

    def _new(self) -> str:
        """Make the next token; tokens that died a day ago are forgotten."""
        now = self._clock.now()
        self._expiry = {token: expiry for token, expiry in self._expiry.items() if expiry > now - timedelta(days=1)}
        self._given += 1
        digest = hashlib.blake2b(f"{self._seed}/token/{self._given}".encode(), digest_size=48).digest()
        token = base64.urlsafe_b64encode(digest).decode()
        self._expiry[token] = now + timedelta(seconds=LIFETIME)
        return token


def _basic(header: str) -> tuple[str, str] | None:
    """Read the client's id and secret from a Basic header, None when there is none that can be read."""
    kind, _, encoded = header.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    client, colon, secret = text.partition(":")
    return (client, secret) if client and colon and secret else None


def _form(request: Request) -> dict[str, str]:
    """Read the fields of a form body."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return {}
    return dict(parse_qsl(request.body.decode("latin-1"), keep_blank_values=True))


def _error(status: int, error: str, reason: str) -> Reply:
    return Reply(status, {"reason": reason, "error": error})
