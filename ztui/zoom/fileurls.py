"""Where files may come from: URLs that an answer names, and the redirects of a download.

The token goes to one origin only, the one that was asked first, and not even there again once a redirect has led away.
"""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from ztui.contract.catalogue import by_route, operation
from ztui.core.errors import ServerError
from ztui.zoom.exchange import Call
from ztui.zoom.urls import Target, is_loopback, is_zooms, named_host, refused

__all__ = ["file_call", "origin", "redirected"]

_ANY_FILE = "phoneDownloadRecordingFile"
"""What a file outside the API's own paths is counted as: Zoom's limits name no other."""

_PORTS = {"https": 443, "http": 80}


def origin(url: str) -> tuple[str, str, int | None]:
    """Give scheme, host and port of a URL, which together decide who gets the token."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").rstrip(".").lower(), parts.port or _PORTS.get(scheme)


def _checked_url(url: str, base: str) -> str:
    """Give a URL that stood in a row back if the token may go there: to the API's own origin, or to Zoom.

    Args:
        url: What the row says, foreign text.
        base: The API's URL.

    Raises:
        Invalid: It leads elsewhere, or is no URL.
    """
    parts = _parts(url)
    if parts is not None and origin(url) == origin(base):
        return url
    if parts is not None and parts.scheme == "https" and not is_loopback(urlsplit(base).hostname or ""):
        _, host, port = origin(url)
        if port == 443 and is_zooms(host):
            return url
    whose = "leads to a host that is neither Zoom's nor the API's"
    raise refused(_ANY_FILE, "download_url", f"The address of the file {whose}.", whose)


def file_call(url: str, base: str, accounts: tuple[str, ...]) -> Call:
    """Make the read of a file whose URL stood in a row; it counts as the operation that has its path.

    Args:
        url: What the row says, foreign text.
        base: The API's URL.
        accounts: Accounts for which it counts.

    Raises:
        Invalid: It is neither Zoom's nor the API's, or one of the API's that answers with data and not with a file.
    """
    parts = urlsplit(_checked_url(url, base))
    found = by_route("GET", parts.path.partition("/v2")[2])
    if found is None:
        where = Target(parts.path, f"(a file of {named_host(url)})", "", "")
        return Call(operation(_ANY_FILE), where, parts.query, None, accounts, url=url)
    if found[0].detail().response_schema is not None:
        why = "leads to data and not to a file"
        raise refused(found[0].id, "download_url", f"The address of the file {why}.", why)
    return Call(found[0], Target(parts.path, found[0].path, "", ""), parts.query, None, accounts, url=url)


def redirected(url: str, location: str, base: str) -> str:
    """Give where a redirect leads.

    Args:
        url: What was asked.
        location: The answer's `Location`, foreign text.
        base: The API's URL, which decides whether this machine may be asked.

    Raises:
        ServerError: It leads where no file of Zoom's can be: off https, or to this machine while Zoom is elsewhere.
    """
    try:
        target = urljoin(url, location.strip())
    except ValueError:
        target = ""
    parts = _parts(target)
    home = is_loopback(urlsplit(base).hostname or "")
    if parts is None:
        why = "nowhere"
    elif is_loopback(parts.hostname or ""):
        why = "" if home and (parts.scheme == "https" or urlsplit(base).scheme == "http") else "to this machine"
    else:
        why = "" if parts.scheme == "https" else f"to {named_host(target)} without https"
    if why:
        raise ServerError(f"Zoom sends the download {why}; that is not followed.", "Check the API URL.")
    return target


def _parts(url: str) -> SplitResult | None:
    """Part a URL, None for what cannot be asked for or carries a password."""
    try:
        parts = urlsplit(url)
        usable = parts.port != 0
    except ValueError:
        return None
    plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    return parts if usable and plain and parts.hostname and "@" not in parts.netloc and parts.scheme in _PORTS else None
