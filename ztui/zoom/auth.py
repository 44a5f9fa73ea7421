"""Tokens: fetched once for all who wait, before the old one ends.

An app's own token is kept in memory only: Zoom's server-to-server grant has no refresh token, a new token is asked for,
and older ones stay valid until they end. The token of a user who signed in lies where the sign-in does.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ztui.core.errors import AuthError, ServerError, Unreachable
from ztui.zoom.credentials import Credentials, ServerToServer, StaticToken, Unusable
from ztui.zoom.grants import AppGrant, Grant, NoGrant
from ztui.zoom.oauth import Token
from ztui.zoom.requestlog import RequestEntry, RequestLog
from ztui.zoom.retry import Patience, RetryPolicy
from ztui.zoom.transport import NotSent, Transport, Untrusted

if TYPE_CHECKING:
    import random

    from ztui.core.ports import Clock

__all__ = ["Token", "Tokens"]


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
        self._clock = clock
        self._requests = requests
        self._policy = policy
        self._chance = chance
        self._token: Token | None = None
        self._flight: asyncio.Task[Token] | None = None
        self._refused = ""
        self._grant: Grant | None = None
        if isinstance(credentials, StaticToken):
            self._token = Token(credentials.bearer())
        elif isinstance(credentials, ServerToServer):
            self._grant = AppGrant(credentials, transport, clock)
        elif isinstance(credentials, Unusable):
            self._grant = NoGrant(credentials.error)
        else:
            from ztui.zoom.renewal import UserGrant

            self._grant = UserGrant(credentials, transport, clock)

    async def current(self) -> Token:
        """Give a token that is good for at least a little while; one fetch serves all who ask meanwhile.

        Raises:
            AuthError: Zoom gives none, or nobody is signed in.
            ConfigError: Where the sign-in is kept cannot be read or written.
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

    @property
    def held(self) -> str:
        """Give the token that is held, "" for none; nothing is fetched."""
        return "" if self._token is None else self._token.value

    def renew(self) -> None:
        """Fetch another token with the next request, where one can be fetched: it has the scopes of that moment."""
        if self._token is not None:
            self.refuse(self._token)

    def refuse(self, token: Token) -> bool:
        """Note that Zoom did not take this token; tell whether another one can be had.

        A token that was fetched since is not touched, so many refusals of one token cost one fetch.
        """
        if self._grant is None:
            return False
        if self._token is token:
            self._token = None
            self._refused = token.value
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
        assert self._grant is not None
        started, at = self._clock.monotonic(), self._clock.now()
        patience = Patience(self._policy, started, self._chance)
        tries, waited = 0, 0.0
        while True:
            tries += 1
            sent = self._clock.monotonic()
            granted = await self._grant.ask(self._refused, partial(self._requests.tried, "", again=tries > 1))
            error = granted.error
            if granted.token is None and isinstance(error, Unreachable | ServerError) and granted.asked:
                connected = not isinstance(error.__cause__, NotSent)
                wait = patience.wait(self._clock.monotonic(), granted.told, connected=connected)
                wait = None if isinstance(error.__cause__, Untrusted) else wait
                if wait is not None:
                    waited += wait
                    await self._clock.sleep(wait)
                    continue
            if granted.asked:
                ms = (self._clock.monotonic() - sent) * 1000
                status = 200 if granted.token is not None else getattr(error, "http", 0)
                entry = RequestEntry(at, "POST", "/oauth/token", "", "", status, ms, tries - 1, waited)
                self._requests.add(replace(entry, error=error.message) if error is not None else entry)
            if granted.ahead is not None:
                self._requests.ahead = granted.ahead
            if granted.token is not None:
                self._token = granted.token
                return granted.token
            assert error is not None
            raise error
