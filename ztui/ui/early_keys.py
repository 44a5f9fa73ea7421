"""Keys that were typed at the picture of a list, before the program was there: which of them count.

All wait, in their order. Those count that only lead somewhere: moves, the numbers of areas, `/` and `:` with the text
behind them, the help, esc, and one enter, on the row that the picture showed under the cursor. From the first other
one on, all are dropped: what is left of the sequence was meant for a screen that is not the one it would meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from ztui.core.dataclass import dataclass
from ztui.resources.registry import names
from ztui.ui.commands.offers import command_named
from ztui.ui.keys import KEYS, keys_that_move

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["EarlyKey", "early_keys"]

_LEADING = frozenset({"back", "help", *(f"area-{number}" for number in range(1, 10))})
_TYPING = {"filter": False, "command": True}
"""Actions behind which a line is typed, and whether that is obeyed."""
_HARMLESS = frozenset({"help", "h", "?", "quota", "log", "messages", "journal", "changes", "views"})
"""Commands that show something and do nothing else; so do the names of lists."""


@dataclass(frozen=True, slots=True)
class EarlyKey:
    """A key that counts.

    Attributes:
        event: The key.
        is_text: It is typed into a line, and counts only while that is open.
        opens: It opens the row under the cursor, and counts only on the row that was shown there.
    """

    event: events.Key
    is_text: bool = False
    opens: bool = False


def early_keys(typed: Iterable[events.Event], keymap: Mapping[str, str]) -> tuple[list[EarlyKey], bool]:
    """Judge what was typed before the program was there.

    Args:
        typed: What came of keyboard and clipboard, in its order.
        keymap: Keys of actions that the user remapped.

    Returns:
        The keys that count, and whether others were dropped. A line for `:` that would not only show something is
        dropped as a whole.
    """
    judge, taken = _Judge(keymap), list[EarlyKey]()
    for event in typed:
        key = judge.take(event) if isinstance(event, events.Key) else None
        if key is None:
            return taken[: judge.line_at if judge.is_command else None], True
        judge.count += 1
        taken.append(key)
    return taken, False


class _Judge:
    """Follows where the keys lead: whether the picture is still looked at, and what stands in a line."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        self._moving = keys_that_move(keymap)
        self._actions = {
            key.strip(): each.id
            for each in KEYS
            if each.id in {*_LEADING, *_TYPING, "open"}
            for key in (keymap.get(each.id) or each.keys).split(",")
        }
        self._at_picture = True
        self._line: str | None = None
        self.is_command = False
        """A line for `:` is being typed."""
        self.line_at = 0
        """How many keys counted before the line that is being typed."""
        self.count = 0

    def take(self, event: events.Key) -> EarlyKey | None:
        """Give the key if it counts."""
        if self._line is not None:
            return self._typed(event, self._line)
        if self._moving.intersection(event.aliases):
            return EarlyKey(event)
        action = next((self._actions[each] for each in event.aliases if each in self._actions), "")
        was_at_picture, self._at_picture = self._at_picture, False
        if action == "open":
            return EarlyKey(event, opens=True) if was_at_picture else None
        if action in _TYPING:
            self._line, self.is_command, self.line_at = "", _TYPING[action], self.count
        return EarlyKey(event) if action else None

    def _typed(self, event: events.Key, line: str) -> EarlyKey | None:
        """Take a key of a line: text, what takes it back, and what ends it."""
        if event.key == "enter" and self.is_command and not _is_harmless(line):
            return None
        if event.key in ("enter", "escape"):
            self._line, self.is_command = None, False
        elif event.key == "backspace":
            self._line = line[:-1]
        elif event.is_printable and event.character:
            self._line = line + event.character
        else:
            return None
        return EarlyKey(event, is_text=True)


def _is_harmless(line: str) -> bool:
    """Tell whether a line shows something and does nothing else: nothing that is completed or that we do not know."""
    name = line.strip(": ").partition(" ")[0].casefold()
    return not name or name in _HARMLESS or (name in names() and command_named(name) is None)
