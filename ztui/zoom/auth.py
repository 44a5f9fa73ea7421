"""Tokens: fetched once for all who wait, before the old one ends, kept in memory only.

Zoom's server-to-server grant has no refresh token: a new token is asked for, and older ones stay valid until they end.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from ztui.core.errors import AuthError, ServerError, Unreachable, ZtuiError
from ztui.zoom.credentials import Credentials, ServerToServer
from ztui.zoom.requestlog import RequestEntry, RequestLog
from ztui.zoom.retry import Patience, RetryPolicy, retry_after
from ztui.zoom.transport import Lost, NotSent, Transport, WireAnswer, WireRequest
from ztui.zoom.urls import OAUTH_URL, checked, named_host

if TYPE_CHECKING:
    import random

    from ztui.core.ports import Clock

__all__ = ["Token", "Tokens"]

_LIFE = 3600.0
_LONGEST_LIFE = 24 * 3600.0
_MARGIN = 120.0


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token.

    Attributes:
        value: The token.
        api_url: Base URL that Zoom named with it, "" if none.
        until: Monotonic second from which it is not used any more, None when unknown.
        until_instant: The same by the wall clock, which goes on while the machine sleeps.
    """

    value: str = field(repr=False)
    api_url: str = ""
    until: float | None = None
    until_instant: datetime | None = None


class Tokens:
    """Gives the token to send with."""

    def __init__(
        self,
        credentials: Credentials,
        transport: Transport,
        clock: Clock,
        requests: RequestLog,
        policy: RetryPolicy,
        chance: random.Random,
    ) -> None:
        """Take the credentials, and what is needed to exchange them for a token.

        Raises:
            ConfigError: The OAuth URL cannot be used.
        """
        self._credentials = credentials
        self._transport = transport
        self._clock = clock
        self._requests = requests
        self._policy = policy
        self._chance = chance
        self._token: Token | None = None
        self._flight: asyncio.Task[Token] | None = None
        self._url = ""
        if isinstance(credentials, ServerToServer):
            self._url = checked(credentials.oauth_url or OAUTH_URL, "OAuth URL")
        else:
            self._token = Token(credentials.bearer())

    async def current(self) -> Token:
        """Give a token that is good for at least a little while; one fetch serves all who ask meanwhile.

        Raises:
            AuthError: Zoom gives none.
            Unreachable: Zoom cannot be asked.
        """
        if self._token is not None and not self._is_ending(self._token):
            return self._token
        if self._flight is None or self._flight.done():
            self._flight = asyncio.create_task(self._fetch())
            # Asks for the error, so that a fetch that nobody waits for any more is not reported as forgotten.
            self._flight.add_done_callback(lambda task: task.cancelled() or task.exception())
        flight = self._flight
        try:
            return await asyncio.shield(flight)
        except asyncio.CancelledError:
            if flight.cancelled():
                raise AuthError("The program is closing; no token was fetched.") from None
            raise

    def refuse(self, token: Token) -> bool:
        """Note that Zoom did not take this token; tell whether another one can be had.

        A token that was fetched since is not touched, so many refusals of one token cost one fetch.
        """
        if not isinstance(self._credentials, ServerToServer):
            return False
        if self._token is token:
            self._token = None
        return True

    async def aclose(self) -> None:
        """Give up a fetch that is under way."""
        if self._flight is not None and not self._flight.done():
            self._flight.cancel()
            await asyncio.gather(self._flight, return_exceptions=True)

    def _is_ending(self, token: Token) -> bool:
        if token.until is None or token.until_instant is None:
            return False
        return self._clock.monotonic() >= token.until or self._clock.now() >= token.until_instant

    async def _fetch(self) -> Token:
        started, at = self._clock.monotonic(), self._clock.now()
        patience = Patience(self._policy, started, self._chance)
        tries, waited = 0, 0.0
        while True:
            tries += 1
            self._requests.tried("", again=tries > 1)
            sent = self._clock.monotonic()
            token, error, told = await self._ask(sent, self._clock.now())
            if token is None and isinstance(error, Unreachable | ServerError):
                wait = patience.wait(self._clock.monotonic(), told, connected=not isinstance(error.__cause__, NotSent))
                if wait is not None:
                    waited += wait
                    await self._clock.sleep(wait)
                    continue
            ms = (self._clock.monotonic() - sent) * 1000
            status = 200 if token is not None else getattr(error, "http", 0)
            entry = RequestEntry(at, "POST", "/oauth/token", "", "", status, ms, tries - 1, waited)
            if token is not None:
                self._requests.add(entry)
                self._token = token
                return token
            assert error is not None
            self._requests.add(_with_error(entry, error))
            raise error

    async def _ask(self, sent: float, at: datetime) -> tuple[Token | None, ZtuiError | None, float | None]:
        """Ask once; give the token, or the error and the seconds that Zoom asks to wait."""
        assert isinstance(self._credentials, ServerToServer)
        form = {"grant_type": "account_credentials", "account_id": self._credentials.account_id}
        headers = {
            "authorization": self._credentials.basic(),
            "content-type": "application/x-www-form-urlencoded",
            "accept": "application/json",
        }
        host = named_host(self._url)
        try:
            raw = await self._transport.send(WireRequest("POST", self._url, headers, urlencode(form).encode()))
        except (NotSent, Lost) as reason:
            error = Unreachable(f"Cannot reach {host} for a token: {reason}.", "Check the network and ZTUI_OAUTH_URL.")
            error.__cause__ = reason
            return None, error, None
        if raw.status == 429 or raw.status >= 500:
            message = f"{host} gives no token now (HTTP {raw.status})."
            return None, ServerError(message, "Try again later.", http=raw.status), retry_after(raw.headers, at)
        data = _object(raw)
        value = data.get("access_token")
        if raw.status != 200 or not isinstance(value, str) or not _is_token(value):
            return None, _refused(raw.status, data), None
        return _token(value, data, sent, at), None, None


def _token(value: str, data: dict[str, Any], sent: float, at: datetime) -> Token:
    life = data.get("expires_in")
    if isinstance(life, str) and life.isdecimal():
        life = int(life)
    if isinstance(life, bool) or not isinstance(life, int | float) or not 0 < life <= _LONGEST_LIFE:
        life = _LIFE
    usable = life - min(_MARGIN, life / 10)
    named = data.get("api_url")
    api_url = named if isinstance(named, str) else ""
    return Token(value, api_url, sent + usable, at + timedelta(seconds=usable))


def _is_token(value: str) -> bool:
    """Tell whether the text can stand in a header."""
    return bool(value) and value.isascii() and value.isprintable() and " " not in value


def _object(raw: WireAnswer) -> dict[str, Any]:
    try:
        data = json.loads(raw.body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _refused(status: int, data: dict[str, Any]) -> AuthError:
    texts = [
        data[name] for name in ("reason", "error_description", "error", "message") if isinstance(data.get(name), str)
    ]
    said = f": {texts[0].rstrip('.')}." if texts else f" (HTTP {status})."
    return AuthError(
        f"Zoom gives no token{said}",
        "Check account id, client id and client secret, and that the app is activated.",
    )


def _with_error(entry: RequestEntry, error: ZtuiError) -> RequestEntry:
    from dataclasses import replace

    return replace(entry, error=error.message)
