"""What the terminal program knows by name, for those that check settings without opening it."""

from __future__ import annotations

from dataclasses import dataclass

from ztui.ui.commands.offers import COMMANDS
from ztui.ui.keys import KEYS, shown_keys
from ztui.ui.theme import THEMES

__all__ = ["LOOKS", "Names"]


@dataclass(frozen=True, slots=True)
class Names:
    """Names that settings may hold, ids of actions and themes; and what the help tells of keys and commands."""

    actions: frozenset[str]
    themes: frozenset[str]
    keys: tuple[tuple[str, str], ...] = ()
    commands: tuple[tuple[str, str], ...] = ()


LOOKS = Names(
    frozenset(each.id for each in KEYS),
    frozenset(each.name for each in THEMES),
    tuple((shown_keys(each.id, {}), f"{each.help} ({each.id})") for each in KEYS),
    tuple((f":{each.name} {each.takes}".rstrip(), each.help) for each in COMMANDS),
)
