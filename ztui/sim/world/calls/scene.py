"""A call while it is being made, and what it is when it is done."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ztui.sim.world.calls.cast import Party
    from ztui.sim.world.dice import Words

__all__ = ["LONGEST", "Call", "Leg", "Scene"]

LONGEST = 7200
"""No call lasts longer, in seconds."""

_WORD = 4294967296


class Leg(NamedTuple):
    """A leg; times are epoch seconds, `answer` is -1 for none. `node` is False for a member that merely rang."""

    start: int
    answer: int
    end: int
    caller: Party
    callee: Party
    event: str
    result: str
    reason: str = ""
    operator: Party | None = None
    key: str = ""
    hold: int = 0
    wait: int = 0
    voicemail: bool = False
    recording: str = ""
    node: bool = True


class Call(NamedTuple):
    """A call; `group` is the index of its SIP group, -1 for none; `home` has site, department and cost center."""

    serial: int
    start: int
    answer: int
    end: int
    direction: str
    external: bool
    emergency: bool
    result: str
    caller: Party
    callee: Party
    hidden: bool
    spam: str
    group: int
    recorded: bool
    home: Party
    legs: tuple[Leg, ...]


class Scene:
    """A call that is being made: what the words of its index say, the clock within it, and its legs so far."""

    __slots__ = ("_drawn", "_words", "answer", "caller", "legs", "result", "start", "time")

    def __init__(self, words: Words, start: int, caller: Party) -> None:
        self._words = words
        self._drawn = 5
        self.start = self.time = start
        self.caller = caller
        self.answer = -1
        self.result = "no_answer"
        self.legs: list[Leg] = []

    def draw(self) -> float:
        """Give the next random number from 0 to 1; the words are used again, scattered, when they run out."""
        self._drawn += 1
        word = self._words[self._drawn % 15]
        if self._drawn >= 15:
            word = word * (2654435761 + 2 * self._drawn) % _WORD
        return word / _WORD

    def span(self, least: int, mean: float, most: int) -> int:
        """Give a duration in seconds: many short ones, few long ones."""
        return min(least + int(-mean * math.log(1 - self.draw() * 0.9999)), most)
