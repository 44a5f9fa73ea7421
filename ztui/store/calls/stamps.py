"""The times of a record: counted in seconds after `EPOCH`, and written as Zoom writes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ztui.core.times import parse_instant
from ztui.store.calls.keys import EPOCH, LATEST

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["after", "instant", "start"]


def start(row: Mapping[str, Any], odd: dict[str, Any]) -> tuple[int, bool]:
    """Give the start after `EPOCH`, and whether other times may be counted from it."""
    value = row.get("start_time")
    plain = _plain_seconds(value)
    if plain is not None and 0 <= plain < LATEST:
        return plain, True
    if "start_time" in row:
        odd["start_time"] = value
    found = parse_instant(value) if isinstance(value, str) else None
    if found is None:
        return 0, False
    return min(max(int(found.timestamp()) - EPOCH, 0), LATEST - 1), False


def after(row: Mapping[str, Any], name: str, start: int | None, odd: dict[str, Any]) -> int | None:
    """Give the seconds from the start to another time, None where either is of another form."""
    value = row.get(name)
    plain = _plain_seconds(value) if start is not None else None
    if plain is None:
        if name in row:
            odd[name] = value
        return None
    assert start is not None
    return plain - start


def _plain_seconds(value: Any) -> int | None:
    """Give a time of the form `2026-11-21T13:59:23Z` in seconds after `EPOCH`, None for any other form."""
    if type(value) is not str or len(value) != 20 or value[19] != "Z" or value[10] != "T":
        return None
    if (value[4], value[7], value[13], value[16]) != ("-", "-", ":", ":"):
        return None
    try:
        found = int(datetime.fromisoformat(value).timestamp()) - EPOCH
    except (ValueError, OverflowError):
        return None
    return found


def instant(seconds: int) -> str:
    """Write a time as Zoom does."""
    return f"{datetime.fromtimestamp(EPOCH + seconds, UTC).isoformat()[:19]}Z"
