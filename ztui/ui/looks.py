"""What the terminal program knows by name, for those that check settings without opening it."""

from __future__ import annotations

from dataclasses import dataclass

from ztui.ui.keys import KEYS
from ztui.ui.theme import THEMES

__all__ = ["LOOKS", "Names"]


@dataclass(frozen=True, slots=True)
class Names:
    """Names that settings may hold: ids of actions, and themes."""

    actions: frozenset[str]
    themes: frozenset[str]


LOOKS = Names(frozenset(each.id for each in KEYS), frozenset(each.name for each in THEMES))
