"""One request to Zoom's OAuth server, and what its answers mean: `POST /oauth/token` and `POST /oauth/devicecode`.

Errors are told in the form of RFC 6749, 5.2 (`error`), with Zoom's sentence in `reason`.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from ztui.core.dataclass import dataclass
from ztui.core.errors import AuthError, ServerError, Unreachable, ZtuiError
from ztui.zoom.retry import answered_at, retry_after
from ztui.zoom.transport import Lost, NotSent, Untrusted, WireAnswer, WireRequest
from ztui.zoom.urls import named_host

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.zoom.transport import Transport

__all__ = ["Granted", "OAuthAnswer", "Token", "basic", "device_url", "is_word", "post", "token_of"]

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


@dataclass(frozen=True, slots=True)
class Granted:
    """What came of asking for a token.

    Attributes:
        token: The token, None if there is none.
        error: Why there is none.
        told: Seconds that Zoom asks to wait, None if it says nothing.
        asked: Whether anything was sent; a token that was kept costs no request.
        ahead: Seconds by which this machine's clock is ahead of Zoom's, None if the answer does not tell.
    """

    token: Token | None = None
    error: ZtuiError | None = None
    told: float | None = None
    asked: bool = True
    ahead: float | None = None


@dataclass(frozen=True, slots=True)
class OAuthAnswer:
    """An answer that came, or the error of one that did not.

    Attributes:
        status: HTTP status, 0 without an answer.
        data: What it holds, empty for what is no JSON object; may hold tokens.
        lost: Why nothing usable came: no connection, a busy server.
        told: Seconds that the server asks to wait.
        ahead: Seconds by which this machine's clock is ahead of the server's, None if the answer does not tell.
    """

    status: int
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)
    lost: ZtuiError | None = None
    told: float | None = None
    ahead: float | None = None

    @property
    def error(self) -> str:
        """Give the word for what is wrong, "" if there is none."""
        said = self.data.get("error")
        return said if isinstance(said, str) else ""

    def refused(self, hint: str = "") -> AuthError:
        """Make the error of a refusal, in Zoom's words."""
        names = ("reason", "error_description", "error", "message")
        texts = [self.data[name] for name in names if isinstance(self.data.get(name), str) and self.data[name]]
        said = f": {texts[0].rstrip('.')}." if texts else f" (HTTP {self.status})."
        return AuthError(f"Zoom gives no token{said}", hint or _HINTS.get(self.error, _HINT))


_HINT = "Check account id, client id and client secret, and that the app is activated."
_HINTS = {
    "invalid_client": "Check client id and client secret: Zoom does not know the pair.",
    "unsupported_grant_type": "The app is of another kind, or not activated: see its page in Zoom's marketplace.",
    "invalid_request": "Check the account id: it is that of the app's own account. The app has to be activated, too.",
}


async def post(
    transport: Transport, url: str, authorization: str, form: Mapping[str, str], at: datetime
) -> OAuthAnswer:
    """Send one form.

    Args:
        transport: The way to Zoom.
        url: Of the OAuth server; a query goes along as it is.
        authorization: Value of the header, as `basic` makes it.
        form: Fields of the body.
        at: The instant, to which a `Retry-After` with a date is related.
    """
    headers = {
        "authorization": authorization,
        "content-type": "application/x-www-form-urlencoded",
        "accept": "application/json",
    }
    host = named_host(url)
    try:
        raw = await transport.send(WireRequest("POST", url, headers, urlencode(form).encode()))
    except (NotSent, Lost) as reason:
        hint = reason.hint if isinstance(reason, Untrusted) else "Check the network and ZTUI_OAUTH_URL."
        error = Unreachable(f"Cannot reach {host} for a token: {reason}.", hint)
        error.__cause__ = reason
        return OAuthAnswer(0, lost=error)
    if raw.status == 429 or raw.status >= 500:
        busy = ServerError(f"{host} gives no token now (HTTP {raw.status}).", "Try again later.", http=raw.status)
        return OAuthAnswer(raw.status, lost=busy, told=retry_after(raw.headers, at))
    ahead = (at - answered_at(raw.headers, at)).total_seconds() if "date" in raw.headers else None
    return OAuthAnswer(raw.status, _object(raw), ahead=ahead)


def basic(client_id: str, secret: str) -> str:
    """Give the value of the `Authorization` header of an app (HTTP Basic)."""
    return "Basic " + b64encode(f"{client_id}:{secret}".encode()).decode("ascii")


def device_url(oauth_url: str) -> str:
    """Give where a code is asked for: `devicecode` beside the address of tokens."""
    parts = urlsplit(oauth_url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/').rpartition('/')[0]}/devicecode"))


def token_of(data: Mapping[str, Any], sent: float, at: datetime) -> Token | None:
    """Read a token from an answer, None where there is none that could stand in a header.

    Args:
        data: The answer.
        sent: Monotonic second at which it was asked for.
        at: The same by the wall clock.
    """
    value = data.get("access_token")
    if not is_word(value):
        return None
    life = data.get("expires_in")
    if isinstance(life, str) and life.isdecimal():
        life = int(life)
    if isinstance(life, bool) or not isinstance(life, int | float) or not 0 < life <= _LONGEST_LIFE:
        life = _LIFE
    usable = life - min(_MARGIN, life / 10)
    named = data.get("api_url")
    return Token(str(value), named if isinstance(named, str) else "", sent + usable, at + timedelta(seconds=usable))


def is_word(value: object) -> bool:
    """Tell whether a value is a text that can stand in a header or a form."""
    return isinstance(value, str) and bool(value) and value.isascii() and value.isprintable() and " " not in value


def _object(raw: WireAnswer) -> dict[str, Any]:
    try:
        data = json.loads(raw.body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
