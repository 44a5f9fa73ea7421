"""Places on the screen that can be jumped to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Spot", "hints"]

_LETTERS = "asdfjklgheiruowpqtyvbncmxz"
"""Those that lie under the fingers first."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place.

    Attributes:
        x: Column of its hint within the widget.
        y: Line of its hint within the widget.
        go: Goes there.
        open: Opens what is there; None where going there is all that can be done.
    """

    x: int
    y: int
    go: Callable[[], object]
    open: Callable[[], object] | None = None


def hints(count: int) -> tuple[str, ...]:
    """Give as many hints, none of which begins like another: letters, or pairs of them where there are too few."""
    if count <= len(_LETTERS):
        return tuple(_LETTERS[:count])
    pairs = (f"{first}{second}" for first in _LETTERS for second in _LETTERS)
    return tuple(pair for _, pair in zip(range(count), pairs, strict=False))
