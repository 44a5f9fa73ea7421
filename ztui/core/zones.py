"""The viewer's time zone: the one that is named, else the machine's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from ztui.core.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["find_zone", "system_zone"]

_LOCALTIME = Path("/etc/localtime")
_SUCH_AS = "Zones are named by region and city, such as Europe/Berlin or America/Los_Angeles."


def find_zone(name: str, environ: Mapping[str, str]) -> ZoneInfo:
    """Give the named zone, or the machine's if the name is "".

    Raises:
        UnknownName: There is no zone of that name; the nearest are suggested.
    """
    if not name:
        return system_zone(environ)
    found = _zone(name)
    if found is None:
        raise UnknownName("time zone", name, sorted(available_timezones()), _SUCH_AS)
    return found


def system_zone(environ: Mapping[str, str], localtime: Path = _LOCALTIME) -> ZoneInfo:
    """Give the machine's zone: `TZ`, else where `/etc/localtime` leads, else UTC."""
    named = _zone(environ.get("TZ", "").removeprefix(":"))
    if named is not None:
        return named
    try:
        parts = localtime.resolve(strict=True).parts
    except OSError:
        return ZoneInfo("UTC")
    below = parts[parts.index("zoneinfo") + 1 :] if "zoneinfo" in parts else ()
    return _zone("/".join(below)) or ZoneInfo("UTC")


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, KeyError):
        return None
