"""What is counted of rows: how many have a value, and of calls also what became of them and how long they took."""

from __future__ import annotations

from typing import Any

from ztui.core.dataclass import dataclass

__all__ = ["Counted", "Figures", "Frequency"]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted; of rows that are no calls only how many there are.

    Attributes:
        calls: How many there are.
        answered: Of how many the result says that somebody, or a menu, took them.
        missed: How many came in and were missed, as `resources.outcomes` has it.
        seconds: Sum of their durations.
        timed: How many have a duration.
    """

    calls: int = 0
    answered: int = 0
    missed: int = 0
    seconds: int = 0
    timed: int = 0

    def __add__(self, other: Figures) -> Figures:
        """Give the sum."""
        return Figures(
            self.calls + other.calls,
            self.answered + other.answered,
            self.missed + other.missed,
            self.seconds + other.seconds,
            self.timed + other.timed,
        )

    @property
    def rest(self) -> int:
        """Give how many were neither answered nor missed."""
        return self.calls - self.answered - self.missed

    @property
    def share(self) -> float | None:
        """Give the answered part of all calls, None without calls."""
        return self.answered / self.calls if self.calls else None

    @property
    def average(self) -> float | None:
        """Give the seconds of a call on average, None where none has a duration."""
        return self.seconds / self.timed if self.timed else None


@dataclass(frozen=True, slots=True)
class Counted:
    """One value of a column and the figures of what has it.

    Attributes:
        row: The fields that tell the value, named as a record has them; the list cache gives a whole row that has it,
            and none where there is no value.
        figures: What is counted.
        text: The value folded, as a filter finds it, where the list cache counted; "" is no value.
    """

    row: dict[str, Any]
    figures: Figures
    text: str = ""


@dataclass(frozen=True, slots=True)
class Frequency:
    """The most frequent values of a column, how many values there are, and the figures of all, where they are known."""

    most: tuple[Counted, ...]
    values: int
    whole: Figures | None = None
