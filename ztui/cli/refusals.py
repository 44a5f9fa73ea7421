"""What `ztui api` refuses before it looks at the contract: words that contradict each other or cannot be sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError, FieldError
from ztui.services.console.request import ConsoleRequest, is_multipart
from ztui.zoom.urls import API_URL, api_base, named_host

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.services.console.pointers import Pointer

__all__ = ["agreed", "check_host", "check_length", "check_texts", "empty_body"]

_ZOOM = re.compile(r"api[\w-]*\.zoom\.us")
_LONGEST = 60_000
"""Characters of a URL; no server takes as many, and the connection refuses longer ones without sending them."""


def check_host(url: str, api_url: str) -> None:
    """Let a URL pass that leads where requests go anyway.

    Args:
        url: As typed in place of a path.
        api_url: What is configured, "" for Zoom's own.

    Raises:
        ConfigError: It names another host, which would not be asked.
    """
    try:
        host, own = named_host(url), named_host(api_base(api_url or API_URL))
    except ValueError:
        raise ConfigError(f"{url} is no URL.", "Nothing was sent.") from None
    if host != own and not (not api_url and _ZOOM.fullmatch(host)):
        raise ConfigError(f"{host} is not where requests go, which is {own}.", "Give the path alone; nothing was sent.")


def check_texts(words: Iterable[str]) -> None:
    """Refuse what cannot be sent as text.

    Raises:
        ConfigError: A word is no UTF-8, or holds half a character.
    """
    for word in words:
        try:
            word.encode()
        except UnicodeEncodeError:
            shown = word.encode(errors="replace").decode()
            raise ConfigError(f"'{shown}' is no UTF-8 text.", "Nothing was sent.") from None


def agreed(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Bring together what the path and `-p` say of the parameters of a path.

    Raises:
        ConfigError: They say two things of one; the request would go to an object that was not meant.
    """
    found: dict[str, str] = {}
    for name, text in pairs:
        if found.setdefault(name, text) != text:
            raise ConfigError(f"{name} is '{found[name]}' and '{text}'.", "Name one of them; nothing was sent.")
    return found


def empty_body(request: ConsoleRequest) -> tuple[tuple[Pointer, FieldError], ...]:
    """Give the problem of a write that would say nothing: its body is empty, though the contract has one."""
    known = request.operation
    takes_one = known.detail().request_schema is not None and not is_multipart(known)
    if known.method in ("POST", "PUT", "PATCH") and takes_one and request.body in (None, {}, []):
        return ((("body",), FieldError("", "is empty; give fields with -f, or --body")),)
    return ()


def check_length(request: ConsoleRequest) -> None:
    """Refuse a request whose URL is longer than can be sent.

    Raises:
        ConfigError: It is.
    """
    length = len(request.url_path())
    if length > _LONGEST:
        raise ConfigError(
            f"The URL would have {length:,} characters, too many.", "Name fewer at once; nothing was sent."
        )
