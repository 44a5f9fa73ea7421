"""A way to a token, and that of an app with its own credentials; a user's is in `zoom.renewal`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ztui.zoom.oauth import Granted, post, token_of
from ztui.zoom.urls import OAUTH_URL, checked

if TYPE_CHECKING:
    from collections.abc import Callable

    from ztui.core.errors import ZtuiError
    from ztui.core.ports import Clock
    from ztui.zoom.credentials import ServerToServer
    from ztui.zoom.transport import Transport

__all__ = ["AppGrant", "Grant", "NoGrant"]


class Grant(Protocol):
    """A way to a token."""

    async def ask(self, refused: str, sending: Callable[[], None]) -> Granted:
        """Ask once for a token.

        Args:
            refused: One that Zoom did not take, "" for none.
            sending: Called when a request is about to leave; a token that is kept costs none.
        """


class AppGrant:
    """`grant_type=account_credentials`: a server-to-server app asks for itself, and there is nothing to renew."""

    def __init__(self, app: ServerToServer, transport: Transport, clock: Clock) -> None:
        """Take the app.

        Raises:
            ConfigError: The OAuth URL cannot be used.
        """
        self._app = app
        self._transport = transport
        self._clock = clock
        self._url = checked(app.oauth_url or OAUTH_URL, "OAuth URL")

    async def ask(self, refused: str, sending: Callable[[], None]) -> Granted:
        """Ask once."""
        sent, at = self._clock.monotonic(), self._clock.now()
        form = {"grant_type": "account_credentials", "account_id": self._app.account_id}
        sending()
        answer = await post(self._transport, self._url, self._app.basic(), form, at)
        if answer.lost is not None:
            return Granted(error=answer.lost, told=answer.told)
        token = token_of(answer.data, sent, at) if answer.status == 200 else None
        if token is None:
            return Granted(error=answer.refused())
        return Granted(token, ahead=answer.ahead)


class NoGrant:
    """There is no way to a token, which each request tells."""

    def __init__(self, error: ZtuiError) -> None:
        """Take the reason."""
        self._error = error

    async def ask(self, refused: str, sending: Callable[[], None]) -> Granted:
        """Tell it; nothing is sent."""
        return Granted(error=self._error, asked=False)
