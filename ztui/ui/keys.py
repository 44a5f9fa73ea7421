"""The keys: what feeds the bindings, the key line, the help screen, the palette and the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widgets import Input

from ztui.core.errors import UnknownName
from ztui.ui.key_table import KEYS, MOVES, KeyAction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.binding import BindingType
    from textual.widget import Widget

__all__ = [
    "KEYS",
    "KeyAction",
    "action",
    "actions_of",
    "bindings",
    "checked_keymap",
    "hint",
    "keys_that_move",
    "shown_key",
    "shown_keys",
]

WHILE_TYPING = frozenset({"back", "redraw"})
"""Actions whose keys are no text: they act in an input too."""

_BY_ID = {each.id: each for each in KEYS}

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
        raise UnknownName("action", id, _BY_ID) from None


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
    first = keys.split(",")[0].strip()
    return _SHOWN.get(first, first)


def shown_keys(id: str, keymap: Mapping[str, str] | None = None) -> str:
    """Give all keys of an action as they are written on screen (`g home`), after remapping."""
    keys = (keymap or {}).get(id) or action(id).keys
    return " ".join(_SHOWN.get(each.strip(), each.strip()) for each in keys.split(","))


def checked_keymap(keymap: Mapping[str, str]) -> dict[str, str]:
    """Check the keys of a profile.

    Returns:
        The same by Textual's names: a single character such as `/` is taken for its name.

    Raises:
        UnknownName: An id that no action has.
    """
    signs = {sign: name for name, sign in _SHOWN.items()}
    out: dict[str, str] = {}
    for id, keys in keymap.items():
        action(id)
        out[id] = ",".join(signs.get(key.strip(), key.strip()) for key in keys.split(",") if key.strip())
    return out


def hint(id: str, keymap: Mapping[str, str] | None = None) -> str:
    """Give an action's key, and its twin's, as the key line shows it (`< >`)."""
    twin = action(id).twin
    return " ".join(shown_key(each, keymap) for each in (id, twin) if each)
