"""All about what came of one change: asked and found, Zoom's words, where the journal has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.text import display
from ztui.resources.rows import text_of
from ztui.services.changes.wording import Words
from ztui.store.journal import Outcome
from ztui.ui.commands.printing import option
from ztui.ui.keys import shown_key
from ztui.ui.screens.plan.change import change_lines
from ztui.ui.screens.plan.run_lines import STYLES
from ztui.ui.screens.reading import TextScreen
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.changes.model import Change, Result
    from ztui.services.session import Session
    from ztui.ui.running import Running
    from ztui.ui.widgets.paint import Part

__all__ = ["ResultScreen"]

_LONG = 2_000


class ResultScreen(TextScreen):
    """What came of one change, to be read."""

    PLACES: ClassVar[tuple[str, ...]] = ()

    def __init__(self, session: Session, running: Running, change: Change) -> None:
        super().__init__(session)
        self.running = running
        self.change = change

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints what came of it."""
        result = self.running.results.get(self.change.id)
        if result is None or not result.journal_id:
            return ("journal", *option("plan", self.running.plan.id))
        return ("journal", "show", result.journal_id)

    def crumbs(self) -> Sequence[str]:
        """Give the run and the change."""
        above = self.opened_from.place_words() if self.opened_from is not None else ["Run"]
        title = display(self.change.title, longest=60)
        return above if title in above else (*above, title)

    def lines(self) -> Sequence[Sequence[Part]]:
        """Give all that is known."""
        result = self.running.results.get(self.change.id)
        head = [texts((" Nothing was sent so far.", "dim"))] if result is None else self._of(result)
        return [texts(), *head, texts(), *change_lines(self.running.plan, self.change, Words())]

    def _of(self, result: Result) -> list[list[Part]]:
        lines = [
            texts((" Outcome    ", "label"), (result.outcome.value, STYLES[result.outcome])),
            texts((" Said       ", "label"), display(result.said, longest=_LONG)) if result.said else [],
        ]
        for title, asked, found in result.found:
            lines.append(texts((f" {display(title)}: ", "dim"), f"asked {_text(asked)}, found {_text(found)}"))
        for field, message in result.fields:
            lines.append(texts((f" {display(field) or 'request'}: ", "dim"), (display(message), "bad")))
        if result.outcome is Outcome.UNKNOWN:
            lines += self._unknown(result)
        for title, text in (
            (" Object     ", result.key and f"{self.change.resource} {result.key}"),
            (" Tracking   ", result.tracking_id),
            (" Journal    ", result.journal_id),
        ):
            if text:
                lines.append(texts((title, "label"), text))
        return [each for each in lines if each]

    def _unknown(self, result: Result) -> list[list[Part]]:
        """Say what it may have made, and how to look it up."""
        lines = [texts((" It may have been made as ", "dim"), each) for each in result.candidates]
        key = shown_key("refresh", self.house.keymap_in_use)
        way = f" {key} in the run looks it up again, as 'ztui journal resume' does; do not write it again before."
        return [*lines, texts((way, "warn"))]


def _text(value: object) -> str:
    return display(text_of(value), longest=_LONG) or "(empty)"
