"""What a recording would cost over a slow line: computed, so that no test waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.harness.program import Chunk

__all__ = ["LOCAL", "SSH", "Link"]


@dataclass(frozen=True, slots=True)
class Link:
    """A line between the program and its terminal.

    Attributes:
        delay: Seconds that anything takes each way.
        bandwidth: Bits per second towards the terminal, 0 for no limit.
    """

    delay: float = 0.0
    bandwidth: float = 0.0

    @property
    def name(self) -> str:
        """Give the line in words: `40 ms each way at 256 kbit/s`."""
        speed = f" at {self.bandwidth / 1000:g} kbit/s" if self.bandwidth else ""
        return f"{self.delay * 1000:g} ms each way{speed}"

    def arrivals(self, chunks: Sequence[Chunk]) -> list[float]:
        """Give the instant at which the last byte of each chunk reaches the terminal, in the chunks' own time."""
        free = float("-inf")
        out = []
        for chunk in chunks:
            free = max(free, chunk.at)
            if self.bandwidth:
                free += len(chunk.data) * 8 / self.bandwidth
            out.append(free + self.delay)
        return out

    def round_trip(self, pressed: float, chunks: Sequence[Chunk]) -> float:
        """Give the seconds from a key to the last byte of its answer, the key's own way included."""
        return self.arrivals(chunks)[-1] + self.delay - pressed if chunks else 0.0


LOCAL = Link()
SSH = Link(delay=0.04, bandwidth=256_000)
"""A line on which an admin works on a bad day."""
