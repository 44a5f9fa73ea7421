"""A wait for Zoom of which the screen tells how far it is: answers that came, what Zoom refused, and silence."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ztui.core.amounts import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.ui.screens.base import HouseScreen
    from ztui.zoom.requestlog import RequestLog

__all__ = ["Wait", "told_wait"]

_EVERY = 1.0
"""Seconds between two looks."""
_SILENT = 5
"""Looks without an answer after which that is said."""


class Wait:
    """What came of the requests since a wait began; counts are of the whole program, since all share the rate."""

    def __init__(self, requests: RequestLog) -> None:
        self._requests = requests
        self._over, self._again, self._limited = requests.over, requests.retried, requests.limited
        self._heard = self._seen()
        self._silent = 0

    def _seen(self) -> tuple[int, int]:
        return self._requests.over, self._requests.sent

    def look(self) -> str:
        """Look once more, and give what came so far; "" while there is nothing to say."""
        seen = self._seen()
        self._silent = 0 if seen != self._heard else self._silent + 1
        self._heard = seen
        over, again = self._requests.over - self._over, self._requests.retried - self._again
        limited = self._requests.limited - self._limited
        said = [counted(over, "answer")] if over > 1 else []
        if self._silent >= _SILENT:
            said.append(f"nothing for {self._silent} s")
        elif limited:
            said.append(f"{limited:,} refused for the rate")
        elif again:
            said.append(f"{again:,} tried again")
        return ", ".join(said)


@contextmanager
def told_wait(screen: HouseScreen, doing: str, stops: str = "") -> Iterator[None]:
    """Tell on the speaking line of a screen what is waited for, and how far it is, as long as the context is open.

    Args:
        screen: The screen.
        doing: What is going on: "making the plan".
        stops: The key that stops it, "" where none does.
    """
    wait = Wait(screen.session.client.requests)
    end = f" ({stops} stops)" if stops else ""

    def tell() -> None:
        far = wait.look()
        screen.show_progress(f"{doing}: {far}{end}" if far else f"{doing}{end}")

    screen.show_progress(f"{doing}{end}")
    timer = screen.set_interval(_EVERY, tell)
    try:
        yield
    finally:
        timer.stop()
        screen.show_progress("")
