"""When a request may be sent again, and after how long.

A GET is repeated after HTTP 5xx, a lost connection or a time-out; any request after HTTP 429, which says that it was
not executed. The wait is random between nothing and a bound that doubles (full jitter), or what `Retry-After` says.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

__all__ = ["Patience", "RetryPolicy", "answered_at", "retry_after"]


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How patient the client is.

    Attributes:
        tries: Most times that one request is sent.
        connects: Most tries without a connection; an unreachable host should be said soon.
        base: Bound of the first wait, in seconds; doubles with each try.
        cap: Largest bound, in seconds.
        deadline: Seconds from the first try after which nothing is tried again.
    """

    tries: int = 6
    connects: int = 3
    base: float = 0.5
    cap: float = 15.0
    deadline: float = 90.0


class Patience:
    """The patience left for one request."""

    def __init__(self, policy: RetryPolicy, started: float, chance: random.Random) -> None:
        """Take the policy, the monotonic second of the first try, and the source of chance."""
        self._policy = policy
        self._started = started
        self._chance = chance
        self._tries = 0
        self._connects = 0

    def wait(self, now: float, told: float | None = None, *, connected: bool = True) -> float | None:
        """Give the seconds until the next try, None when there shall be none.

        Args:
            now: The current monotonic second.
            told: Seconds that the server asked for, if it did; never shortened, a little jitter is added so that
                those who were told the same do not come back together.
            connected: False when no connection came about.
        """
        policy = self._policy
        self._tries += 1
        self._connects += not connected
        if self._tries >= policy.tries or self._connects >= policy.connects:
            return None
        bound = min(policy.cap, policy.base * 2 ** (self._tries - 1))
        jitter = self._chance.uniform(0, bound)
        wait = jitter if told is None else told + min(jitter, 0.5)
        return wait if now + wait - self._started <= policy.deadline else None


def answered_at(headers: Mapping[str, str], now: datetime) -> datetime:
    """Give the instant of an answer by the server's clock (its `Date` header), else `now`."""
    return _http_date(headers.get("date", "")) or now


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Give the seconds that `Retry-After` asks for, None without a usable one.

    It may hold seconds, an ISO instant (what Zoom sends, `2020-05-31T00:00:00Z`) or an HTTP date. An instant is
    measured against the answer's own `Date`, so that it does not matter how wrong this machine's clock is.

    Args:
        headers: Of the answer, names in lower case.
        now: This machine's time, for answers without `Date`.
    """
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.replace(".", "", 1).isdecimal() and text.isascii():
        return min(float(text), _LONGEST)
    instant = _iso(text) or _http_date(text)
    if instant is None:
        return None
    return min(max((instant - answered_at(headers, now)).total_seconds(), 0.0), _LONGEST)


_LONGEST = 7 * 24 * 3600.0


def _iso(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def _http_date(text: str) -> datetime | None:
    if not text:
        return None
    from email.utils import parsedate_to_datetime

    try:
        found = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError, TypeError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
