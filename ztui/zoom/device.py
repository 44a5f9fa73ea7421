"""Signing in by a code that is typed into a browser anywhere (RFC 8628): fit for a machine that is reached by SSH.

Zoom: `POST /oauth/devicecode` gives the code, `POST /oauth/token` is asked until somebody has allowed or denied it.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from ztui.core.dataclass import dataclass
from ztui.core.errors import AuthError, ServerError, ZtuiError
from ztui.zoom.oauth import OAuthAnswer, device_url, is_word, post, token_of
from ztui.zoom.renewal import login_of
from ztui.zoom.urls import OAUTH_URL, checked, is_zooms

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ztui.core.logins import Login
    from ztui.core.ports import Clock
    from ztui.zoom.credentials import UserLogin
    from ztui.zoom.transport import Transport

__all__ = ["DeviceCode", "DeviceSignIn"]

_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_INTERVAL = 5.0
"""Seconds between two questions where the server names none (RFC 8628, 3.2), and what `slow_down` adds (3.5)."""
_LONGEST_INTERVAL = 60.0
_LIFE = 900.0
_LONGEST_LIFE = 3600.0


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """What a user is shown, and what the program asks with.

    Attributes:
        secret: Told to nobody but Zoom.
        user_code: What the user types, foreign text.
        address: Where it is typed.
        whole_address: The same with the code in it, "" if there is none.
        until: Monotonic second at which it ends.
        minutes: For how long it can be allowed, rounded.
        interval: Seconds between two questions.
    """

    secret: str = field(repr=False)
    user_code: str
    address: str
    whole_address: str
    until: float
    minutes: int
    interval: float


class DeviceSignIn:
    """Signs a user in to one app, and keeps what comes of it."""

    def __init__(self, user: UserLogin, transport: Transport, clock: Clock) -> None:
        """Take the user's app, and the way to Zoom.

        Raises:
            ConfigError: The OAuth URL cannot be used.
        """
        self._user = user
        self._transport = transport
        self._clock = clock
        self._url = checked(user.oauth_url or OAUTH_URL, "OAuth URL")

    @property
    def place(self) -> str:
        """Name where the sign-in will be kept."""
        return self._user.keeper.place

    def prepare(self) -> None:
        """Look whether what will come can be kept, before anybody is asked to sign in.

        Raises:
            ConfigError: There is no keyring, or it is locked; the folder cannot be written.
        """
        keeper = self._user.keeper
        former = keeper.read() if keeper.way == "keyring" else None
        if former is not None:
            keeper.write(former)
        with keeper.turn():
            pass

    async def begin(self) -> DeviceCode:
        """Ask for a code.

        Raises:
            AuthError: Zoom does not know the app, or lets it use no codes.
            Unreachable, ServerError: Zoom cannot be asked now.
        """
        sent = self._clock.monotonic()
        url = f"{device_url(self._url)}?{urlencode({'client_id': self._user.client_id})}"
        answer = await post(self._transport, url, self._user.basic(), {}, self._clock.now())
        if answer.lost is not None:
            raise answer.lost
        if answer.status != 200:
            raise answer.refused(_NOT_ALLOWED if answer.error != "invalid_client" else "")
        return self._code(answer, sent)

    async def wait(self, code: DeviceCode, told: Callable[[str], None] = lambda _said: None) -> Login:
        """Ask until the user has answered, keep the sign-in, and give it.

        Args:
            code: As `begin` gave it.
            told: Hears why it takes longer; a short sentence.

        Raises:
            AuthError: The user denied it, or the code ended.
            ConfigError: The sign-in cannot be kept.
        """
        interval, form = code.interval, {"grant_type": _GRANT, "device_code": code.secret}
        while True:
            if self._clock.monotonic() + interval > code.until:
                raise _ended()
            await self._clock.sleep(interval)
            sent, at = self._clock.monotonic(), self._clock.now()
            answer = await post(self._transport, self._url, self._user.basic(), form, at)
            if answer.lost is not None:
                interval = min(max(interval * 2, answer.told or 0), _LONGEST_INTERVAL)
                told(answer.lost.message)
            elif answer.error == "slow_down":
                interval = min(interval + _INTERVAL, _LONGEST_INTERVAL)
            elif answer.error != "authorization_pending":
                return self._keep(answer, sent, at.replace(microsecond=0))

    def _keep(self, answer: OAuthAnswer, sent: float, at: datetime) -> Login:
        token = token_of(answer.data, sent, at) if answer.status == 200 else None
        if token is None:
            raise _said(answer)
        login = login_of(answer.data, token, self._user.client_id, self._url)
        if login is None:
            raise AuthError("Zoom gave a token that cannot be renewed.", "Look whether the app may be used on devices.")
        self._user.keeper.write(login)
        return login

    def _code(self, answer: OAuthAnswer, sent: float) -> DeviceCode:
        secret, shown, address = (answer.data.get(name) for name in ("device_code", "user_code", "verification_uri"))
        if not is_word(secret) or not is_word(shown) or not self._leads_to_zoom(address):
            raise ServerError("Zoom gave no code that could be used.", "Try again; check ZTUI_OAUTH_URL.")
        whole = answer.data.get("verification_uri_complete")
        life = _number(answer.data.get("expires_in"), _LIFE, _LONGEST_LIFE)
        return DeviceCode(
            secret=str(secret),
            user_code=str(shown),
            address=str(address),
            whole_address=str(whole) if self._leads_to_zoom(whole) else "",
            until=sent + life,
            minutes=max(round(life / 60), 1),
            interval=_number(answer.data.get("interval"), _INTERVAL, _LONGEST_INTERVAL),
        )

    def _leads_to_zoom(self, address: object) -> bool:
        """Tell whether a user may be sent there: to Zoom, or to the host that the profile names, never elsewhere."""
        if not isinstance(address, str) or not is_word(address):
            return False
        try:
            there, own = urlsplit(address), urlsplit(self._url)
            same = (there.scheme, there.netloc) == (own.scheme, own.netloc)
        except ValueError:
            return False
        host = there.hostname or ""
        zooms = there.scheme == "https" and "@" not in there.netloc and is_zooms(host)
        return same or zooms


_NOT_ALLOWED = "The app must be a general (OAuth) app that may be used on devices: see its page in Zoom's marketplace."


def _ended() -> AuthError:
    return AuthError("The code has ended before anybody allowed it.", "Begin again: a new code is shown.")


def _said(answer: OAuthAnswer) -> ZtuiError:
    if answer.error == "expired_token":
        return _ended()
    if answer.error == "access_denied":
        return AuthError("It was denied in the browser; nobody is signed in.", "Begin again, and allow it there.")
    return answer.refused(_NOT_ALLOWED if answer.error != "invalid_client" else "")


def _number(value: object, default: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= most:
        return default
    return float(value)
