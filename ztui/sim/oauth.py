"""Access tokens: `POST /oauth/token` with account credentials, a user's code or a refresh token, and who may use them.

Zoom API: OAuth. Tokens live 3600 s by the simulator's clock; several are valid side by side. A refresh token is taken
once, by the app that got it, and gives the next one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ztui.sim.handling import ZOOM, Refusal
from ztui.sim.requests import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ztui.sim.clock import SimClock
    from ztui.sim.devices import Devices
    from ztui.sim.requests import Request

__all__ = ["Tokens"]

_LIFETIME = 3600
"""Seconds that a token lives."""

_ZOOM = "https://zoom.us"
"""Where users sign in."""
_REFRESH_DAYS = 90
_REASONS = {
    "invalid_grant": "Invalid device code",
    "expired_token": "The device code has expired",
    "slow_down": "Polling too frequently",
    "authorization_pending": "The user has not authorized yet",
    "access_denied": "The user denied the authorization",
}


class Tokens:
    """All tokens given out."""

    def __init__(
        self,
        clock: SimClock,
        seed: int,
        client: tuple[str, str] | tuple[()],
        scopes: Callable[[], str],
        devices: Devices,
        account: str = "",
    ) -> None:
        """Take the clock, the seed, and who is let in.

        Args:
            clock: The simulator's.
            seed: Same seed, same tokens.
            client: The only client accepted, () for any.
            scopes: Gives the text of the scopes.
            devices: The codes given out.
            account: The only account of a server-to-server app, "" for any.
        """
        self._clock = clock
        self._seed = seed
        self._client = client
        self._scopes = scopes
        self._devices = devices
        self._account = account
        self._expiry: dict[str, datetime] = {}
        self._refresh: dict[str, tuple[str, datetime]] = {}
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

    def revoke(self) -> int:
        """End the sign-ins of all users; give how many there were."""
        count = len(self._refresh)
        self._refresh.clear()
        self.expire()
        return count

    def answer(self, request: Request) -> Reply:
        """Answer a request for a token; OAuth errors have a form of their own: `error` and `reason`."""
        given, client = dict(request.query) | request.form, self._app(request)
        if isinstance(client, Reply):
            return client
        match given.get("grant_type"):
            case "account_credentials":
                return self._for_app(given, request.base)
            case "refresh_token":
                return self._renewed(request, client)
            case "urn:ietf:params:oauth:grant-type:device_code":
                error = self._devices.ask(given.get("device_code", ""), client)
                return _error(400, error, _REASONS[error]) if error else self._for_user(client, request.base)
        return _error(400, "unsupported_grant_type", "unsupported grant type")

    def code(self, request: Request) -> Reply:
        """Answer a request for a code that a user types into a browser."""
        given, client = dict(request.query) | request.form, self._app(request)
        if isinstance(client, Reply):
            return client
        if given.get("client_id") != client:
            return _error(400, "invalid_request", "Bad Request")
        return self._devices.begin(client, _ZOOM if request.base == ZOOM else request.base)

    def _app(self, request: Request) -> str | Reply:
        """Give the id of the app that asks, or why it is not let in."""
        if request.method != "POST":
            return _error(405, "invalid_request", "Method Not Allowed")
        client = _basic(request.headers.get("authorization", ""))
        if client is None:
            return _error(401, "invalid_client", "Invalid client_id or client_secret")
        if self._client and client != self._client:
            return _error(400, "invalid_client", "Invalid client_id or client_secret")
        return client[0]

    def _for_app(self, given: Mapping[str, str], base: str) -> Reply:
        if not given.get("account_id") or (self._account and given["account_id"] != self._account):
            return _error(400, "invalid_request", "Bad Request")
        return self._grant(base)

    def _renewed(self, request: Request, client: str) -> Reply:
        # Zoom takes tokens in the body only: an address is written into logs.
        token = request.form.get("refresh_token", "")
        owner, until = self._refresh.get(token, ("", self._clock.now()))
        if owner != client or until <= self._clock.now():
            return _error(400, "invalid_grant", "Invalid Token!")
        del self._refresh[token]
        return self._for_user(client, request.base)

    def _for_user(self, client: str, base: str) -> Reply:
        token = self._word("refresh")
        self._refresh[token] = (client, self._clock.now() + timedelta(days=_REFRESH_DAYS))
        return self._grant(base, refresh_token=token)

    def _grant(self, base: str, **more: str) -> Reply:
        answer = {
            "access_token": self._new(),
            "token_type": "bearer",
            "expires_in": _LIFETIME,
            "scope": self._scopes(),
            **more,
        }
        if base != ZOOM:
            answer["api_url"] = base
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
        token = self._word("token")
        self._expiry[token] = now + timedelta(seconds=_LIFETIME)
        return token

    def _word(self, kind: str) -> str:
        self._given += 1
        digest = hashlib.blake2b(f"{self._seed}/{kind}/{self._given}".encode(), digest_size=48).digest()
        return base64.urlsafe_b64encode(digest).decode()


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


def _error(status: int, error: str, reason: str) -> Reply:
    return Reply(status, {"reason": reason, "error": error})
