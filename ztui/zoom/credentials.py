"""What a client authenticates with. No print, log or traceback shows a secret."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from ztui.core.errors import ZtuiError
    from ztui.core.logins import LoginKeeper
    from ztui.core.secrets import Secret

__all__ = ["Credentials", "ServerToServer", "StaticToken", "Unusable", "UserLogin", "user_owner"]


@dataclass(frozen=True, slots=True)
class ServerToServer:
    """A server-to-server OAuth app.

    Attributes:
        account_id: Zoom account that the app belongs to.
        client_id: Of the app.
        client_secret: Of the app; plain text is wrapped.
        oauth_url: Where tokens are fetched, "" for Zoom's own address.
    """

    account_id: str
    client_id: str
    client_secret: Secret | str = field(repr=False)
    oauth_url: str = ""

    def basic(self) -> str:
        """Give the value of the `Authorization` header for the token request (HTTP Basic)."""
        return _basic(self.client_id, self.client_secret)

    @property
    def owner(self) -> str:
        """The name under which this account's quota is kept."""
        return self.account_id


@dataclass(frozen=True, slots=True)
class UserLogin:
    """A user who signed in to an app of the kind that acts for users.

    Attributes:
        client_id: Of the app.
        client_secret: Of the app; plain text is wrapped.
        keeper: Keeps the sign-in.
        account_id: The user's account, "" if that is not known.
        oauth_url: Where tokens are fetched, "" for Zoom's own address.
    """

    client_id: str
    client_secret: Secret | str = field(repr=False)
    keeper: LoginKeeper = field(repr=False)
    account_id: str = ""
    oauth_url: str = ""

    def basic(self) -> str:
        """Give the value of the `Authorization` header for requests to the OAuth server (HTTP Basic)."""
        return _basic(self.client_id, self.client_secret)

    @property
    def owner(self) -> str:
        """The name under which the quota is kept: the account, or the app where it is not known."""
        return self.account_id or user_owner(self.client_id)


def user_owner(client_id: str) -> str:
    """Give the name under which the quota of a user is kept whose account is not known: that of the app."""
    return f"app-{client_id}"


@dataclass(frozen=True, slots=True)
class StaticToken:
    """A bearer token that somebody else fetched and renews.

    Attributes:
        token: The token; plain text is wrapped.
        account_id: The account it is for, "" if that is not known.
    """

    token: Secret | str = field(repr=False)
    account_id: str = ""

    def bearer(self) -> str:
        """Give the token itself."""
        return _plain(self.token)

    @property
    def owner(self) -> str:
        """The name under which the quota is kept: the account, or the token's hash where it is not known."""
        if self.account_id:
            return self.account_id
        from hashlib import blake2b

        return "token-" + blake2b(self.bearer().encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Unusable:
    """Credentials that cannot be had: what is stored can be shown, and each request tells why there is nothing more.

    Attributes:
        error: Why.
        owner: Whose they would be.
    """

    error: ZtuiError
    owner: str


Credentials = ServerToServer | UserLogin | StaticToken | Unusable


def _basic(client_id: str, secret: Secret | str) -> str:
    from ztui.zoom.oauth import basic

    return basic(client_id, _plain(secret))


def _plain(secret: Secret | str) -> str:
    return secret if isinstance(secret, str) else secret.reveal()
