"""A ladder drawn as lines of text for any width, with Unicode or plain signs; the same for screen and shell.

There are three forms, the first that fits is taken: columns with words on the arrows; narrow columns with numbers, the
words beside them; no columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from ztui.core import times
from ztui.core.dataclass import dataclass
from ztui.core.text import Display, display
from ztui.services.calls.steps import Step
from ztui.services.calls.telling import extension_of, mood_of, note_of, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.cells import Viewer
    from ztui.services.calls.ladder import Ladder
    from ztui.services.calls.steps import Event

__all__ = ["Drawing", "Span", "draw"]

CLOCK = 10
"""Cells of the clock and the gap behind it."""
GAP = 2
"""Cells between words and sums in the last line."""
NARROWEST, WIDEST = 12, 26
"""Cells from one column to the next where words stand on the arrows."""
DENSE = 3
"""The same where they stand beside."""
WORDS = 20
"""Cells that words beside the columns need."""
NOTE = 22
"""Cells of the notes at the right edge, at most."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line and the name of its style: `strong`, `dim`, `good`, `warn`, `bad` or ""."""

    text: Display
    style: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn ladder.

    Attributes:
        heads: Two lines above it: the zone of the clock, the parties.
        lines: One line for each event of the ladder.
    """

    heads: tuple[Line, Line]
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Give all lines as text."""
        return "\n".join("".join(span.text for span in line).rstrip() for line in (*self.heads, *self.lines))


@dataclass(frozen=True, slots=True)
class _Signs:
    """What the ladder is drawn with."""

    down: str = "│"
    across: str = "─"
    cross: str = "┼"
    right: str = "▶"
    left: str = "◀"
    mark: str = "●"
    to: str = "→"
    more: str = "…"


_PLAIN = _Signs("|", "-", "+", ">", "<", "*", "->", "~")


def draw(ladder: Ladder, width: int, viewer: Viewer) -> Drawing:
    """Draw a ladder.

    Args:
        ladder: The call.
        width: Cells there are; no line is wider.
        viewer: Whose zone and forms of extensions are used, and whether signs are plain.

    Returns:
        The lines, safe to show.
    """
    return _Pen(ladder, max(width, 0), viewer).drawing()


class _Pen:
    """Draws one ladder at one width."""

    def __init__(self, ladder: Ladder, width: int, viewer: Viewer) -> None:
        self.ladder = ladder
        self.width = width
        self.viewer = viewer
        self.signs = _PLAIN if viewer.ascii else _Signs()
        self.words = [words_of(ladder, each) for each in ladder.events]
        self.notes = [note_of(ladder, each, viewer) for each in ladder.events]
        longest = max((cell_len(note) for each, note in zip(ladder.events, self.notes, strict=True)
                       if each.leg is not None), default=0)  # fmt: skip
        self.note = min(longest + 1, NOTE) if longest else 0
        self.pitch = self._pitch()
        if not self.pitch:
            self.note = min(self.note, max((self.width - CLOCK) // 4, 0))
        self.body = self.pitch * len(ladder.parties)

    def _pitch(self) -> int:
        """Give the cells from one column to the next, 0 for no columns."""
        room, count = self.width - CLOCK - self.note, len(self.ladder.parties)
        if not count:
            return 0
        needed = max((self._needed(each, words) for each, words in zip(self.ladder.events, self.words, strict=True)),
                     default=0)  # fmt: skip
        if room // count >= max(needed, NARROWEST):
            return min(room // count, WIDEST)
        return DENSE if count * DENSE + WORDS <= room else 0

    def _needed(self, event: Event, words: str) -> int:
        """Give the pitch at which the words of an event fit."""
        if event.leg is None:
            return 0
        if event.source is None or event.target is None or event.source == event.target:
            alone = 2 if len(self.ladder.parties) == 1 else 1
            return (min(cell_len(words), WIDEST) + 3) * alone
        gaps = abs(event.source - event.target)
        return -(-(min(cell_len(words), WIDEST) + 3) // gaps)

    @property
    def _words_beside(self) -> bool:
        return self.pitch == DENSE or not self.pitch

    def drawing(self) -> Drawing:
        lines = tuple(self._line(at) for at in range(len(self.ladder.events)))
        return Drawing(self._heads(), lines)

    # Heads

    def _heads(self) -> tuple[Line, Line]:
        began, viewer, parties = self.ladder.began, self.viewer, self.ladder.parties
        zone = times.zone_name(began, viewer.zone) if began else ""
        first = [Span(display(self._fit(f"TIME {zone}".rstrip(), CLOCK)), "dim")]
        second = [Span(display(" " * CLOCK))]
        if self.pitch == DENSE:
            numbers = "".join(f"{at:>2} " for at in range(1, len(parties) + 1))
            first.append(Span(display(numbers), "strong"))
            second.append(Span(display(self._lifelines()), "dim"))
        elif self.pitch:
            for each in parties:
                first.append(Span(self._centred(display(each.label)), "strong"))
                second.append(Span(self._centred(self._end_of(extension_of(each, viewer))), "dim"))
        return self._cut(first), self._cut(second)

    def _end_of(self, number: Display) -> Display:
        """Keep the last digits of a number that is too long for its column."""
        room = self.pitch - 1
        if number.isascii() and len(number) > room:
            return Display(self.signs.more + number[len(number) - room + 1 :])
        return number

    def _centred(self, text: Display) -> Display:
        """Put a text over the line of its column."""
        room = self.pitch - 1
        text = Display(self._fit(text, min(cell_len(text), room)))
        before = max(self.pitch // 2 - cell_len(text) // 2, 0)
        before = min(before, self.pitch - cell_len(text))
        return Display(set_cell_size(" " * before + text, self.pitch))

    # Lines

    def _line(self, at: int) -> Line:
        event, words, mood = self.ladder.events[at], self.words[at], mood_of(self.ladder, self.ladder.events[at])
        clock = times.clock(event.at, self.viewer.zone) if event.at is not None else ""
        spans = [Span(display(self._fit(clock, CLOCK)), "dim")]
        if event.leg is None:
            return self._last(spans, words, self.notes[at])
        if self.pitch:
            spans += self._columns(event, "" if self._words_beside else words, mood)
        if self._words_beside:
            text = self._beside(event, words)
            room = max(self.width - CLOCK - self.body - self.note, 0)
            spans.append(Span(display(self._fit(text, room)), mood))
        else:
            spare = self.width - CLOCK - self.body - self.note
            spans.append(Span(display(" " * max(spare, 0))))
        if self.note:
            note = self.notes[at]
            style = "bad" if mood == "bad" and event.step is Step.BEGINS else "dim"
            spans.append(Span(display(self._fit(note, self.note, right=True)), style))
        return self._cut(spans)

    def _last(self, spans: list[Span], words: Display, note: Display) -> Line:
        """Give the line of the call's end, which needs no columns."""
        room = max(self.width - CLOCK - cell_len(words) - GAP, 0)
        sums = Span(display(" " * GAP + self._fit(note, room, right=True)), "dim")
        return self._cut([*spans, Span(words), sums])

    def _beside(self, event: Event, words: Display) -> Display:
        """Give the words that stand beside the columns: what happens, to whom; where there are none, from whom."""
        names = [display(each.label) for each in self.ladder.parties]
        target = names[event.target] if event.target is not None else Display("")
        source = names[event.source] if event.source is not None else Display("")
        if event.step is not Step.BEGINS or event.source == event.target:
            return display("  ".join(filter(None, (words, source if event.step is Step.RESULT else target))))
        tells_source = not self.pitch or not event.leg
        way = f" {self.signs.to} ".join(filter(None, (source, target)))
        return display(f"{words}  {way}" if tells_source else f"{words} {self.signs.to} {target}")

    def _lifelines(self) -> str:
        cells = [" "] * self.body
        for place in range(len(self.ladder.parties)):
            cells[self._x(place)] = self.signs.down
        return "".join(cells)

    def _x(self, place: int) -> int:
        return place * self.pitch + self.pitch // 2

    def _columns(self, event: Event, words: str, mood: str) -> list[Span]:
        """Draw the columns with the arrow, or the mark, of one event."""
        lines = self._lifelines()
        source, target = event.source, event.target
        if source is not None and target is not None and source != target:
            start, end = sorted((self._x(source), self._x(target)))
            return self._pieces(lines, start + 1, self._arrow(lines[start + 1 : end], words, source < target), mood)
        place = target if target is not None else source
        if place is None:
            return self._pieces(lines, 0, self._fit(words, min(cell_len(words), self.body)), mood)
        at = self._x(place)
        alone = len(self.ladder.parties) == 1
        room = self.pitch // 2 - 2 if alone else self.pitch - 2
        text = self._fit(words, min(cell_len(words), max(room, 0)))
        if not text:
            return self._pieces(lines, at, self.signs.mark, mood)
        if place:
            drawn = f"{text} {self.signs.mark}"
            return self._pieces(lines, at + 1 - cell_len(drawn), drawn, mood)
        return self._pieces(lines, at, f"{self.signs.mark} {text}", mood)

    def _arrow(self, between: str, words: str, rightwards: bool) -> str:
        """Draw an arrow over what lies between two columns, with words in its middle."""
        shaft = "".join(self.signs.cross if each == self.signs.down else self.signs.across for each in between)
        room = len(shaft) - 2
        text = self._fit(words, min(cell_len(words), max(room, 0)))
        cells = cell_len(text)
        head = self.signs.right if rightwards else self.signs.left
        first = (len(shaft) - 1 - cells) // 2
        if rightwards:
            return shaft[:first] + text + shaft[first + cells : -1] + head
        first += 1
        return head + shaft[1:first] + text + shaft[first + cells :]

    def _pieces(self, lines: str, at: int, drawn: str, mood: str) -> list[Span]:
        """Lay something over the columns."""
        pieces = ((lines[:at], "dim"), (drawn, mood), (lines[at + cell_len(drawn) :], "dim"))
        return [Span(display(text), style) for text, style in pieces if text]

    # Widths

    def _fit(self, text: str, width: int, *, right: bool = False) -> str:
        """Make a text exactly so wide."""
        cells = cell_len(text)
        if cells > width:
            return set_cell_size(text, width - 1) + self.signs.more if width > 0 else ""
        padding = " " * (width - cells)
        return padding + text if right else text + padding

    def _cut(self, spans: Sequence[Span]) -> Line:
        """Cut a line where the width ends."""
        room, kept = self.width, []
        for span in spans:
            cells = cell_len(span.text)
            if cells > room:
                kept.append(Span(Display(self._fit(span.text, room)), span.style))
                break
            kept.append(span)
            room -= cells
        return tuple(each for each in kept if each.text)
