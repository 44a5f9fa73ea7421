"""Addresses: the base that requests go to, and the path of one request.

A missing id must never shorten a path: `DELETE /phone/call_queues/{id}/members/{memberId}` without its last value would
remove all members. So every value is demanded, and `.` and `..`, which a server may resolve, are refused.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, urlsplit

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, FieldError, Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.catalogue import Operation

__all__ = [
    "API_URL",
    "OAUTH_URL",
    "Target",
    "api_base",
    "checked",
    "has_moved_path",
    "is_loopback",
    "is_zooms",
    "named_host",
    "refused",
    "target",
    "told_base",
]

API_URL = "https://api.zoom.us/v2"
OAUTH_URL = "https://zoom.us/oauth/token"

_PARAMETER = re.compile(r"\{([^}]+)\}")
_ACCOUNT = "accountId"
_PREFIX = "/accounts/{accountId}"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes.

    Attributes:
        path: Below the base, percent-encoded.
        template: The path with its `{parameters}`, fit for logs.
        account: The sub account in whose name it goes, "" for the credentials' own.
        subject: Path of the object that it touches; writes with the same one go one after another.
    """

    path: str
    template: str
    account: str
    subject: str


def api_base(text: str) -> str:
    """Give the base URL that was configured, ending in `/v2` whether it was written or not.

    Raises:
        ConfigError: It is no URL, or plain http to a host that is not this machine.
    """
    base = checked(text, "API URL").rstrip("/")
    return base if base.endswith("/v2") else f"{base}/v2"


def told_base(text: str) -> str:
    """Give the base URL that Zoom's token answer names.

    Raises:
        ConfigError: It is not https, or its host is not zoom.us or below it: the token would leave Zoom.
    """
    parts = _split(text, "API URL in Zoom's token answer")
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme != "https" or not is_zooms(host) or parts.port not in (None, 443):
        raise ConfigError(
            f"Zoom's token answer names the API URL {text!r}, which is not one of Zoom's.",
            "Check ZTUI_OAUTH_URL, or set ZTUI_API_URL.",
        )
    return api_base(text)


def named_host(url: str) -> str:
    """Give the host of a URL as an error names it, with the port where it is not the usual one."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    return host if parts.port in (None, usual) else f"{host}:{parts.port}"


def checked(text: str, what: str) -> str:
    """Give the URL back if requests with secrets may go there.

    Raises:
        ConfigError: It is no URL, carries a password or a query, or is plain http to a host that is not this machine.
    """
    parts = _split(text, what)
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ConfigError(
            f"The {what} {text!r} is plain http, which would show the token to the network.", "Use https."
        )
    return text.strip()


def _split(text: str, what: str) -> SplitResult:
    wrong = ConfigError(f"The {what} {_without_password(text)!r} cannot be used.", "Write it like https://host/v2.")
    try:
        parts = urlsplit(text.strip())
        port_is_wrong = parts.port == 0
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port_is_wrong:
        raise wrong
    if parts.username is not None or parts.query or parts.fragment or re.search(r"[\s\x00-\x1f\\]", text.strip()):
        raise wrong
    return parts


def _without_password(text: str) -> str:
    return re.sub(r"//[^/@]*@", "//***@", text)


def is_zooms(host: str) -> bool:
    """Tell whether the host, in lower case, is zoom.us or below it."""
    return host == "zoom.us" or host.endswith(".zoom.us")


def is_loopback(host: str) -> bool:
    """Tell whether the host is this machine: 127.0.0.0/8, ::1, or `localhost` and below it."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def has_moved_path(operation: Operation) -> bool:
    """Tell whether Zoom has announced another path for the same operation, of which no contract is known."""
    return operation.replaced_by is not None and operation.successor is None


def target(operation: Operation, values: Mapping[str, object] | None, account: str, *, moved: bool = False) -> Target:
    """Put the values into the operation's path, in the form with or without the account prefix.

    Args:
        operation: What is asked for.
        values: Path parameters by name; an `accountId` of the prefix may be left out, `me` is the own account.
        account: The sub account to act for, "" for the own.
        moved: Take the path that Zoom has announced in place of the known one.

    Raises:
        Invalid: A value is missing, empty, cannot be part of a path, or the path has no such parameter.
    """
    given = dict(values or {})
    template = operation.path
    acting = account
    if operation.twin is not None:
        acting = _acting(operation, given, account)
        prefixed, plain = sorted((operation.path, operation.twin), key=lambda path: not path.startswith(_PREFIX))
        if moved and has_moved_path(operation):
            plain = str(operation.replaced_by).partition(" ")[2]
            prefixed = _PREFIX + plain
        template = prefixed if acting else plain
        if acting:
            given[_ACCOUNT] = acting
    elif operation.api == "sip_connected_audio":
        given.setdefault(_ACCOUNT, account or "me")
        if account and given[_ACCOUNT] != account:
            raise _refusal(operation, _ACCOUNT, f"is not the account {account} in whose name requests go")
    return _filled(operation, template, given, acting)


def _acting(operation: Operation, given: dict[str, object], account: str) -> str:
    if _ACCOUNT not in given:
        return account
    named = given.pop(_ACCOUNT)
    if not isinstance(named, str) or not named.strip():
        raise _refusal(operation, _ACCOUNT, "is empty")
    named = "" if named == "me" and not account else named
    if account and named != account:
        raise _refusal(operation, _ACCOUNT, f"is not the account {account} in whose name requests go")
    return named


def _filled(operation: Operation, template: str, given: Mapping[str, object], acting: str) -> Target:
    names = _PARAMETER.findall(template)
    for name in given:
        if name not in names:
            raise _refusal(operation, name, f"is no part of {template}")
    encoded = {name: _encoded(operation, name, given.get(name)) for name in names}
    path = _PARAMETER.sub(lambda match: encoded[match[1]], template)
    return Target(path, template, acting, _subject(template, encoded, prefixed=operation.twin is not None))


def _subject(template: str, encoded: Mapping[str, str], *, prefixed: bool) -> str:
    """Give the path up to its first id, that of a prefix not counted, or the whole path when there is none."""
    parts: list[str] = []
    for part in template.split("/"):
        name = part[1:-1] if part.startswith("{") else ""
        parts.append(encoded[name] if name else part)
        if name and not (prefixed and name == _ACCOUNT):
            break
    return "/".join(parts)


def _encoded(operation: Operation, name: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _refusal(operation, name, "is missing")
    text = str(value)
    if not text.strip():
        raise _refusal(operation, name, "is empty")
    if _leads_elsewhere(text):
        raise _refusal(operation, name, f"cannot be {text!r}")
    try:
        once = quote(text, safe="")
    except UnicodeEncodeError:
        raise _refusal(operation, name, "holds half a character") from None
    # Zoom's rule for ids that begin with a slash or hold two: its gateway decodes once before it routes.
    return quote(once, safe="") if text.startswith("/") or "//" in text else once


def _leads_elsewhere(text: str) -> bool:
    """Tell whether a value is nothing, ends the path, or steps up in it, however often it is decoded on its way.

    Who removes one member then asks for all of them: `%2F` decoded twice leaves the path of the collection, and what
    begins with `?`, `#` or `;` right behind a slash ends the path before it.
    """
    while True:
        parts = [each.strip() for each in re.split(r"[/\\]", text)]
        ends = any(each.startswith(("?", "#", ";")) for each in parts)
        if ends or not any(parts) or not {".", ".."}.isdisjoint(parts) or re.search(r"[\x00-\x1f\x7f]", text):
            return True
        decoded = unquote(text)
        if decoded == text:
            return False
        text = decoded


def _refusal(operation: Operation, name: str, why: str) -> Invalid:
    return refused(operation.id, name, f"The path of {operation.id} needs {name}, which {why}.", why)


def refused(operation_id: str, field: str, message: str, why: str) -> Invalid:
    """Make the error for a request that is not sent because one of its parts is wrong."""
    error = Invalid(message, "Nothing was sent.", operation_id=operation_id)
    error.fields = (FieldError(field, why),)
    return error
