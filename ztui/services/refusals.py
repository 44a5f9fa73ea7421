"""What Zoom would not let us do, remembered for a while: asking again and again is a fault of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ztui.core.errors import Forbidden
    from ztui.core.ports import Clock

__all__ = ["Refusals"]

_SECONDS = 300.0


class Refusals:
    """Operations that were forbidden for want of a scope or a role."""

    def __init__(self, clock: Clock) -> None:
        """Take the clock by which they are forgotten: scopes can be added while the program runs."""
        self._clock = clock
        self._known: dict[str, tuple[Forbidden, float]] = {}

    def remember(self, error: Forbidden, operation_id: str) -> None:
        """Note that the operation was refused."""
        self._known[operation_id] = (error, self._clock.monotonic() + _SECONDS)

    def forget(self) -> None:
        """Forget all: the user asks again."""
        self._known.clear()

    def about(self, operation_id: str) -> Forbidden | None:
        """Give the refusal of an operation that need not be asked again yet, None if it may be."""
        found = self._known.get(operation_id)
        if found is None or self._clock.monotonic() >= found[1]:
            return None
        return found[0]
