"""What Zoom would not let the app do: remembered for a while, so that it is said before it is tried again.

A token has the scopes that the app had when it was given, so a missing one is forgotten with the token; what a role may
do can change at any time. Of roles only writes are remembered: that one object may not be read says nothing of others.
Nothing is remembered for ever, as nobody would find out that it was granted since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.core.errors import Forbidden
    from ztui.core.ports import Clock

__all__ = ["SECONDS", "Denial", "Denials"]

SECONDS = 300.0
"""How long a refusal is remembered."""


@dataclass(frozen=True, slots=True)
class Denial:
    """Why an operation is not tried.

    Attributes:
        scopes: Any of these would allow it, as far as that is known.
        by_role: Zoom did not speak of scopes: it is the role of the app's owner that lacks a right.
    """

    scopes: tuple[str, ...] = ()
    by_role: bool = False

    @property
    def said(self) -> str:
        """Say it in a sentence or two: what is missing, and where it is given."""
        scopes = " or ".join(self.scopes)
        if not self.by_role:
            return f"Zoom refused it: the app lacks {scopes or 'a scope'}. Add it in the app's scopes."
        also = f", or the app lacks {scopes}" if scopes else ""
        return f"Zoom refused it: the role of the app's owner lacks the right{also}."


class Denials:
    """The refusals of one connection, by whether it was in a sub account's name, and by operation."""

    def __init__(self, clock: Clock) -> None:
        """Take the clock by which they are forgotten."""
        self._clock = clock
        self._known: dict[tuple[bool, str], tuple[Denial, str, float]] = {}

    def note(self, acting: bool, operation_id: str, error: Forbidden, token: str) -> None:
        """Remember that an operation was refused with a token; that Zoom Phone itself is not there is no denial."""
        if not (error.scopes or error.by_role):
            return
        until = self._clock.monotonic() + SECONDS
        self._known[acting, operation_id] = Denial(error.scopes, error.by_role), token, until

    def carried_out(self, acting: bool, operation_id: str) -> None:
        """Forget the refusal of an operation that is carried out by now."""
        self._known.pop((acting, operation_id), None)

    def forget(self) -> bool:
        """Forget all; tell whether a scope was among what was missing, which only a new token can have."""
        lacked = any(not denial.by_role for denial, _, _ in self._known.values())
        self._known.clear()
        return lacked

    def of(self, acting: bool, token: str) -> Mapping[str, Denial]:
        """Give those that hold for a token ("" while none is known), by operation."""
        now = self._clock.monotonic()
        return {
            name: denial
            for (whose, name), (denial, refused, until) in self._known.items()
            if whose == acting and now < until and (denial.by_role or not token or token == refused)
        }
