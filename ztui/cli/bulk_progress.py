"""How far a run is, on one line of stderr, where that is a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TextIO

from ztui.cli.passing_line import PassingLine
from ztui.core.text import display
from ztui.core.times import duration
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from ztui.core.ports import Clock
    from ztui.services.changes.model import Result

__all__ = ["Progress"]


class Progress:
    """A line that counts; on a stream that is no terminal nothing is written but what went wrong."""

    def __init__(self, err: TextIO, clock: Clock, whole: int, verb: str = "") -> None:
        """Take where to write, the clock, how many there are, and what is done to them."""
        self._err = err
        self._clock = clock
        self._whole = whole
        self._verb = verb
        self._began = clock.monotonic()
        self._counts: Counter[Outcome] = Counter()
        self._line = PassingLine(err, clock)

    def at(self, done: int, whole: int) -> None:
        """Take how many of how many are done."""
        self._line.paint(f"{done:,} of {whole:,} {self._verb}", last=done == whole)

    def took(self, result: Result) -> None:
        """Take a result; one that went wrong is said on a line of its own."""
        self._counts[result.outcome] += 1
        done = sum(self._counts.values())
        if result.outcome is not Outcome.DONE and (result.exit_code or result.outcome is not Outcome.SKIPPED):
            self._line.clear()
            said = f"{result.outcome.value:<8} {result.change.label}: {result.said}"
            self._err.write(f"{display(said, longest=300)}\n")
        counts = [f"{count:,} {outcome.value}" for outcome, count in self._counts.items()]
        self._line.paint(
            ", ".join([*counts, f"{self._whole - done:,} to go{self._left(done)}"]), last=done == self._whole
        )

    def _left(self, done: int) -> str:
        passed = self._clock.monotonic() - self._began
        if not 0 < done < self._whole or passed < 1:
            return ""
        return f", {duration(round(passed / done * (self._whole - done)))} left"

    def end(self) -> None:
        """Take the line away."""
        self._line.end()
