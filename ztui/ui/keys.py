"""The keys: what feeds the bindings, the key line, the help screen, the palette and the reference."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.keys import _character_to_key, key_to_character
from textual.widgets import Input

from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName
from ztui.ui.key_table import KEYS, MOVES, KeyAction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.binding import BindingType
    from textual.widget import Widget

__all__ = [
    "KEYS",
    "KeyAction",
    "Wrong",
    "action",
    "actions_of",
    "bindings",
    "hint",
    "keymap_of",
    "keys_that_move",
    "known_action",
    "shown_key",
    "shown_keys",
]

WHILE_TYPING = frozenset({"back", "redraw"})
"""Actions whose keys are no text: they act in an input too."""

_BY_ID = {each.id: each for each in KEYS}
_EVERYWHERE = frozenset({"app", "rows"})
"""Places that are on all screens, or on most."""
_KEY = re.compile(
    r"(?:(?:ctrl|shift|alt|super)\+)*(?:[a-zA-Z0-9]|f\d\d?|up|down|left|right|home|end|pageup|pagedown|insert|delete|"
    r"backspace|enter|escape|tab|space|[a-z]+(?:_[a-z]+)+|slash|colon|comma|semicolon|apostrophe|backslash|plus|minus|"
    r"ampersand|asterisk|at|tilde|underscore)"
)

_SHOWN = {
    "slash": "/",
    "apostrophe": "'",
    "colon": ":",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "exclamation_mark": "!",
    "plus": "+",
    "minus": "-",
    "delete": "del",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "f1": "F1",
}


def action(id: str) -> KeyAction:
    """Find an action by its id.

    Raises:
        UnknownName: There is none.
    """
    try:
        return _BY_ID[id]
    except KeyError:
        raise UnknownName("action", id, _BY_ID, "'ztui help keys' has the ids of all.") from None


def known_action(id: str) -> KeyAction | None:
    """Find an action by its id, None if there is none."""
    return _BY_ID.get(id)


@cache
def actions_of(*places: str) -> tuple[KeyAction, ...]:
    """Give the actions that exist at any of these places, in the order of the table."""
    return tuple(each for each in KEYS if not set(places).isdisjoint(each.places))


def bindings(*places: str) -> list[BindingType]:
    """Make the bindings of a widget, screen or app from the table.

    All have priority, which means that a key acts before the next one is looked at. Others would come back from the
    widget with the focus only after keys typed behind them, and on a slow link keys arrive in bursts.
    """
    return [
        Binding(each.keys, each.method, each.title, show=False, id=each.id, priority=True)
        for each in actions_of(*places)
    ]


def keys_that_move(keymap: Mapping[str, str]) -> frozenset[str]:
    """Give the keys, after remapping, that do nothing but move in a list."""
    moving = (keymap.get(each.id) or each.keys for each in KEYS if each.group == MOVES)
    return frozenset(key.strip() for keys in moving for key in keys.split(","))


def is_text(action: str, focused: Widget | None) -> bool:
    """Tell whether the key of this action (by its method) is text to what has the focus."""
    return isinstance(focused, Input) and action.replace("_", "-") not in WHILE_TYPING


def shown_key(id: str, keymap: Mapping[str, str] | None = None) -> str:
    """Give an action's key as it is written on screen (`/`, `esc`, `ctrl+r`), after remapping."""
    keys = (keymap or {}).get(id) or action(id).keys
    return _shown(keys.split(",")[0].strip())


def shown_keys(id: str, keymap: Mapping[str, str] | None = None) -> str:
    """Give all keys of an action as they are written on screen (`g home`), after remapping."""
    keys = (keymap or {}).get(id) or action(id).keys
    return " ".join(_shown(each.strip()) for each in keys.split(","))


@dataclass(frozen=True, slots=True)
class Wrong:
    """A key of a profile that cannot be taken.

    Attributes:
        id: The action that it was given to.
        message: What is wrong, a sentence.
        hint: What to do.
    """

    id: str
    message: str
    hint: str = ""


def keymap_of(keymap: Mapping[str, str]) -> tuple[dict[str, str], tuple[Wrong, ...]]:
    """Understand the keys of a profile.

    Args:
        keymap: Keys, separated by commas, by the ids of actions.

    Returns:
        Those that can be taken, by Textual's names (a single character such as `/` is taken for its name); and what is
        wrong with the others: an id that no action has, a key that no terminal has, a key that two actions would have
        in one place. An action whose key is wrong keeps its own.
    """
    taken: dict[str, str] = {}
    wrong: list[Wrong] = []
    for id, keys in keymap.items():
        named = [_named(each.strip()) for each in keys.split(",") if each.strip()]
        bad = next((each for each in named if not _KEY.fullmatch(each)), None)
        if id not in _BY_ID:
            error = UnknownName("action", id, _BY_ID, "'ztui help keys' has the ids of all.")
            wrong.append(Wrong(id, error.message, error.hint))
        elif not named:
            wrong.append(Wrong(id, f"'{id}' is given no key.", "Leave the line out for its own key."))
        elif bad is not None:
            wrong.append(Wrong(id, f"'{bad}' is no key.", "Write one such as f5, ctrl+t, R, or a sign."))
        else:
            taken[id] = ",".join(named)
    clash = _first_clash(taken)
    while clash is not None:
        wrong.append(clash)
        del taken[clash.id]
        clash = _first_clash(taken)
    return taken, tuple(wrong)


def _named(key: str) -> str:
    """Give a key by Textual's name: `/` is `slash`, also behind `ctrl+`."""
    head, plus, last = key.rpartition("+")
    if not last:  # the sign + itself
        return f"{head.removesuffix('+')}+plus" if head.strip("+") else "plus"
    return f"{head}{plus}{_character_to_key(last) if len(last) == 1 else last}"


def _first_clash(taken: Mapping[str, str]) -> Wrong | None:
    """Give the first remapped action that has a key of another one in a place where both are."""
    owners: dict[str, list[KeyAction]] = {}
    for each in KEYS:
        for key in (taken.get(each.id) or each.keys).split(","):
            owners.setdefault(key, []).append(each)
    for key, sharing in owners.items():
        for one, other in combinations(sharing, 2):
            where = _where(one, other)
            if where:
                late = other if other.id in taken else one
                first = one if late is other else other
                said = f"The key {_shown(key)} of '{late.id}' is that of '{first.id}', too: {where}."
                return Wrong(late.id, said, f"Give '{late.id}' or '{first.id}' another key.")
    return None


def _where(one: KeyAction, other: KeyAction) -> str:
    """Say where two actions meet, "" for nowhere."""
    if _EVERYWHERE.intersection((*one.places, *other.places)):
        return "both are everywhere" if "app" in one.places and "app" in other.places else "they meet on screens"
    both = [each for each in one.places if each in other.places]
    return f"both are on {', '.join(both)}" if both else ""


def _shown(key: str) -> str:
    """Give a key as it is written on screen."""
    head, plus, last = key.rpartition("+")
    sign = _SHOWN.get(last) or (key_to_character(last) if "_" in last else None) or last
    return f"{head}{plus}{sign}"


def hint(id: str, keymap: Mapping[str, str] | None = None) -> str:
    """Give an action's key, and its twin's, as the key line shows it (`< >`)."""
    twin = action(id).twin
    return " ".join(shown_key(each, keymap) for each in (id, twin) if each)
