"""The menu of actions: chosen by letter, by the cursor, or found by typing after `/`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.text import display, fold
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.widgets.lines import Line, SpeakingLine, texts
from ztui.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

__all__ = ["ActionsMenu", "found"]

_FIND = "/"
_REASON = 3
"""Lines that a reason has at most."""


def found(choices: Sequence[Choice], words: str) -> tuple[Choice, ...]:
    """Give the choices that have all words in title and note, else with their headings, each below its heading."""
    wanted = fold(words).split()
    return _found(choices, wanted, with_heading=False) or _found(choices, wanted, with_heading=True)


def _found(choices: Sequence[Choice], wanted: Sequence[str], *, with_heading: bool) -> tuple[Choice, ...]:
    kept: list[Choice] = []
    heading: Choice | None = None
    for each in choices:
        if each.is_heading:
            heading = each
            continue
        text = fold(f"{each.title} {each.note} {heading.title if heading is not None and with_heading else ''}")
        if all(word in text for word in wanted):
            if heading is not None and heading not in kept:
                kept.append(heading)
            kept.append(each)
    return tuple(kept)


class ActionsMenu(ChooseOne):
    """Choose an action; gives its id, None if nothing was chosen. While something is typed letters choose nothing."""

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("letter, enter", "do it"), (_FIND, "find"), ("esc", "leave"))
    _WHILE_FINDING: ClassVar[tuple[tuple[str, str], ...]] = (("enter", "do it"), ("esc", "all of them again"))

    def __init__(self, title: str, choices: Sequence[Choice], *, current: str = "") -> None:
        super().__init__(title, choices, current=current)
        self.words: str | None = None
        """What is typed, None while nothing is looked for."""

    def compose_box(self) -> ComposeResult:
        """Make the list."""
        menu = _Found(self.choices, signs=self.signs, id="choices")
        yield menu
        for line in (Line(id="found", signs=self.signs), SpeakingLine(id="refused", signs=self.signs)):
            line.display = False
            yield line

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Give the keys that act now."""
        return self.KEYS if self.words is None else self._WHILE_FINDING

    def find(self, words: str | None) -> None:
        """Show what has these words, all for None."""
        self.words = words
        menu = self.query_one(_Found)
        shown = self.choices if not words else found(self.choices, words)
        bare = words is not None
        menu.show([_without_letter(each) for each in shown] if bare else shown, 0)
        line = self.query_one("#found", Line)
        line.display = bare
        none = "" if shown else "   nothing has that"
        line.show(texts((" find ", "key"), f" {display(words or '')}", (self.signs.cursor, "accent"), (none, "dim")))
        self.show_keys()

    def tell(self, choice: Choice) -> None:
        """Say in full why something cannot be chosen."""
        line = self.query_one("#refused", SpeakingLine)
        line.show(texts((display(f" {choice.title}: {choice.refused}"), "warn")))
        line.display = True
        line.styles.height = min(line.needs(self.query_one(_Found).size.width), _REASON)

    def on_menu_moved(self) -> None:
        """Take the reason away that was about another line."""
        self.query_one("#refused").display = False

    def action_leave(self) -> None:
        """Show all again, else close."""
        if self.words is not None:
            self.find(None)
        else:
            super().action_leave()


def _without_letter(choice: Choice) -> Choice:
    from dataclasses import replace

    return replace(choice, key="")


class _Found(Menu):
    """The list, which takes what is typed for words once `/` was pressed."""

    def action_choose(self) -> None:
        """Choose what is under the cursor, or hear why not."""
        if self.current is not None and self.current.refused:
            self._box.tell(self.current)
        super().action_choose()

    @property
    def _box(self) -> ActionsMenu:
        box = self.screen
        assert isinstance(box, ActionsMenu)
        return box

    def on_key(self, event: events.Key) -> None:
        """Look for what is typed; else choose by letter, or hear why not."""
        box = self._box
        typed = event.character if event.character and event.character.isprintable() else ""
        if box.words is None:
            refused = next((each for each in self.choices if typed and each.key == typed and each.refused), None)
            if refused is not None:
                box.tell(refused)
            elif typed == _FIND:
                box.find("")
            else:
                return
        elif event.key == "backspace":
            box.find(box.words[:-1] if box.words else None)
        elif typed:
            box.find(box.words + typed)
        else:
            return
        event.stop()
        event.prevent_default()
