"""What the terminal program knows by name, for those that check settings without opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.ui.commands.offers import COMMANDS
from ztui.ui.keys import KEYS, keymap_of, shown_keys
from ztui.ui.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LOOKS", "Names"]


@dataclass(frozen=True, slots=True)
class Names:
    """Names that settings may hold, ids of actions and themes; and what the help tells of keys and commands."""

    actions: frozenset[str]
    themes: frozenset[str]
    keys: tuple[tuple[str, str], ...] = ()
    commands: tuple[tuple[str, str], ...] = ()

    def wrong_keys(self, keymap: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
        """Give what is wrong with the keys of a profile: the action's id, what is wrong, what to do."""
        return tuple((each.id, each.message, each.hint) for each in keymap_of(keymap)[1])


LOOKS = Names(
    frozenset(each.id for each in KEYS),
    frozenset(each.name for each in THEMES),
    tuple((shown_keys(each.id, {}), f"{each.help} ({each.id})") for each in KEYS),
    tuple((f":{each.name} {each.takes}".rstrip(), each.help) for each in COMMANDS),
)
