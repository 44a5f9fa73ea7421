"""When calls happen: more in business hours, few at night; from an index to an instant and back by arithmetic."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.sim.world.dice import Dice

__all__ = ["HOURS_OF_WEEK", "PERIOD", "Timeline", "hour_of_week"]

HOURS_OF_WEEK = 168
PERIOD = 183 * 86_400
"""Seconds before the world's beginning in which the calls asked for lie."""

_WEEK = HOURS_OF_WEEK * 3600
_TO_SUNDAY = 4 * 86_400
"""The epoch was a Thursday; weeks here begin on Sunday."""


def hour_of_week(instant: int) -> int:
    """Give the hour of the week of an epoch second in UTC, 0 being Sunday from midnight on."""
    return (instant + _TO_SUNDAY) % _WEEK // 3600


class Timeline:
    """The starts of all calls, in order: call i starts at a place in `[i, i + 1)` of the load that has passed."""

    def __init__(self, dice: Dice, now: int, count: int, weights: Sequence[float]) -> None:
        """Take randomness, the beginning in epoch seconds, the calls before it, and the load of each hour of a week."""
        floor = max(weights, default=1.0) / 200 or 1.0
        self._weights = [max(weight, floor) for weight in weights]
        self._sums = [0.0, *accumulate(self._weights)]
        self._week_load = self._sums[-1]
        self._dice = dice
        self._first = now - PERIOD
        self._base_week = (self._first + _TO_SUNDAY) // _WEEK
        self._base = self._load(self._first)
        self._rate = count / (self._load(now) - self._base)

    def _load(self, instant: float) -> float:
        """Give the load that has passed until an instant."""
        week, rest = divmod(instant + _TO_SUNDAY, _WEEK)
        hour, seconds = divmod(rest, 3600)
        at = int(hour)
        return (week - self._base_week) * self._week_load + self._sums[at] + self._weights[at] * seconds / 3600

    def start_of(self, index: int, jitter: int) -> int:
        """Give the epoch second in which call `index` starts; `jitter` is its random word of 32 bits."""
        load = self._base + (index + jitter / 4294967296) / self._rate
        week, rest = divmod(load, self._week_load)
        hour = min(bisect_right(self._sums, rest) - 1, HOURS_OF_WEEK - 1)
        seconds = (rest - self._sums[hour]) / self._weights[hour] * 3600
        return int((week + self._base_week) * _WEEK + hour * 3600 + seconds) - _TO_SUNDAY

    def start(self, index: int) -> int:
        """Give the epoch second in which call `index` starts."""
        return self.start_of(index, self._dice.words(index)[15])

    def before(self, instant: int) -> int:
        """Count the calls that start before an epoch second; so it is the index of the first one that does not."""
        if not self._rate or instant <= self._first:
            return 0
        index = max(int((self._load(instant) - self._base) * self._rate), 0)
        while index and self.start(index - 1) >= instant:
            index -= 1
        while self.start(index) < instant:
            index += 1
        return index
