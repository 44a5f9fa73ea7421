"""The token of a user who signed in: kept beside the sign-in while it is good, renewed when it ends."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from ztui.core.errors import AuthError, ConfigError, Unreachable
from ztui.core.logins import Login
from ztui.core.secrets import Secret
from ztui.core.shell import quoted
from ztui.zoom.oauth import Granted, OAuthAnswer, Token, is_word, post, token_of
from ztui.zoom.urls import OAUTH_URL, checked

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from ztui.core.logins import LoginKeeper
    from ztui.core.ports import Clock
    from ztui.zoom.credentials import UserLogin
    from ztui.zoom.transport import Transport

__all__ = ["UserGrant", "login_of"]

_TURN_SECONDS = 60.0
"""Longer than another process needs to renew the sign-in."""
_LOOK_SECONDS = 0.1
_ENDED = frozenset({"invalid_grant", "invalid_request", "invalid_token", "access_denied", "unauthorized_client"})
"""How Zoom says that a refresh token is used, revoked or too old."""


class UserGrant:
    """`grant_type=refresh_token`: the token of a user who signed in; each renewal ends the former refresh token."""

    def __init__(self, user: UserLogin, transport: Transport, clock: Clock) -> None:
        """Take the user's app and where the sign-in is kept.

        Raises:
            ConfigError: The OAuth URL cannot be used.
        """
        self._user = user
        self._keeper: LoginKeeper = user.keeper
        self._transport = transport
        self._clock = clock
        self._url = checked(user.oauth_url or OAUTH_URL, "OAuth URL")

    async def ask(self, refused: str, sending: Callable[[], None]) -> Granted:
        """Take the token that is kept while it is good, else renew it; among all processes one does so at a time."""
        begun = self._clock.monotonic()
        try:
            while True:
                with self._keeper.turn() as is_mine:
                    if is_mine:
                        return await _whole(self._in_turn(refused, sending))
                if self._clock.monotonic() - begun > _TURN_SECONDS:
                    busy = Unreachable(
                        "Another ztui renews the sign-in and does not end.", "End it, or try again later."
                    )
                    return Granted(error=busy, asked=False)
                await self._clock.sleep(_LOOK_SECONDS)
        except ConfigError as error:
            return Granted(error=error, asked=False)

    async def _in_turn(self, refused: str, sending: Callable[[], None]) -> Granted:
        # A keyring asks another process, which may ask the user.
        login = await asyncio.to_thread(self._keeper.read)
        if login is None or login.client_id != self._user.client_id or login.oauth_url != self._url:
            nobody = AuthError(
                f"Nobody is signed in to the profile {self._keeper.profile}.",
                f"Sign in: ztui profile login {quoted(self._keeper.profile)}",
            )
            return Granted(error=nobody, asked=False)
        kept = self._kept(login, refused)
        return Granted(kept, asked=False) if kept is not None else await self._renew(login, sending)

    def _kept(self, login: Login, refused: str) -> Token | None:
        value, now = login.access_token.reveal(), self._clock.now()
        if not value or value == refused or login.until is None or login.until <= now:
            return None
        left = (login.until - now).total_seconds()
        return Token(value, login.api_url, self._clock.monotonic() + left, login.until)

    async def _renew(self, login: Login, sending: Callable[[], None]) -> Granted:
        # Zoom takes the refresh token once: what cannot keep the next one is to fail before this one is spent.
        await asyncio.to_thread(self._keeper.write, login)
        sent, at = self._clock.monotonic(), self._clock.now()
        form = {"grant_type": "refresh_token", "refresh_token": login.refresh_token.reveal()}
        sending()
        answer = await post(self._transport, self._url, self._user.basic(), form, at)
        if answer.lost is not None:
            return Granted(error=answer.lost, told=answer.told)
        token = token_of(answer.data, sent, at) if answer.status == 200 else None
        if token is None:
            return Granted(error=await self._refused(answer))
        following = login_of(answer.data, token, self._user.client_id, self._url)
        if following is None:  # a server that does not rotate lets the old one stand
            following = _with_token(login, token)
        await asyncio.to_thread(self._keeper.write, following)
        return Granted(token, ahead=answer.ahead)

    async def _refused(self, answer: OAuthAnswer) -> AuthError:
        if answer.error not in _ENDED:
            return answer.refused()
        # What Zoom has ended is not sent to it again and again: too many errors get an app disabled.
        await asyncio.to_thread(self._keeper.forget)
        said = str(answer.data.get("reason") or answer.error)
        stop = "" if said.endswith((".", "!")) else "."
        return AuthError(
            f"The sign-in of the profile {self._keeper.profile} has ended: {said}{stop}", self._keeper.again
        )


async def _whole(work: Coroutine[Any, Any, Granted]) -> Granted:
    """Do the work to its end even where the program is closing: an answer that is not kept ends the sign-in."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def login_of(data: Mapping[str, object], token: Token, client_id: str, oauth_url: str) -> Login | None:
    """Make what is to be kept of an answer with a token, None if it has no refresh token.

    Args:
        data: The answer.
        token: What was read of it.
        client_id: App that the user signed in to.
        oauth_url: Where the answer comes from.
    """
    refresh = data.get("refresh_token")
    if not is_word(refresh):
        return None
    return _with_token(Login(Secret(str(refresh)), client_id, oauth_url), token)


def _with_token(login: Login, token: Token) -> Login:
    until = token.until_instant
    return Login(
        refresh_token=login.refresh_token,
        client_id=login.client_id,
        oauth_url=login.oauth_url,
        access_token=Secret(token.value),
        until=until.replace(microsecond=0) if until is not None else None,
        api_url=token.api_url,
    )
