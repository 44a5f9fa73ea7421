"""One-line widgets: header, areas, breadcrumbs, speaking line, key line. Each repaints only when its text changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.strip import Strip

from ztui.core.dataclass import dataclass
from ztui.core.text import Display, display
from ztui.ui.widgets.paint import UNICODE, Painted, Part, Signs, width_of
from ztui.ui.widgets.reader import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

__all__ = ["AreasLine", "Hint", "KeysLine", "Line", "SpeakingLine", "texts"]


def texts(*pairs: tuple[str, str] | str) -> list[Part]:
    """Make parts of our own words and of foreign text alike; each is made safe to show."""
    return [
        Part(display(pair)) if isinstance(pair, str) else Part(display(pair[0]), pair[1])
        for pair in pairs
        if (pair if isinstance(pair, str) else pair[0])
    ]


class Line(Painted):
    """A line with something at its left and something at its right edge."""

    def __init__(self, *, id: str, signs: Signs = UNICODE, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.signs = signs
        self.left: tuple[Part, ...] = ()
        self.right: tuple[Part, ...] = ()

    def show(self, left: Sequence[Part], right: Sequence[Part] = ()) -> bool:
        """Show this; repaints, and says so, only if it differs from what is there."""
        wanted = (tuple(left), tuple(right))
        if wanted == (self.left, self.right):
            return False
        self.left, self.right = wanted
        self.refresh()
        return True

    @property
    def text(self) -> Display:
        """Give all that is shown, as one text."""
        both = ["".join(part.text for part in side) for side in (self.left, self.right)]
        return Display("  ".join(filter(None, both)))

    def render_line(self, y: int) -> Strip:
        """Paint the line; there is only one."""
        if y:
            return Strip.blank(self.size.width, self.style_named(""))
        return self.line_of(self.left, self.right, self.size.width, self.signs.ellipsis)


class SpeakingLine(Line):
    """A line that says sentences; what is too long for its lines ends between words, with the way to the rest of it."""

    REST: ClassVar[str] = ":messages"

    def needs(self, width: int) -> int:
        """Give the lines that what is said needs in so many cells."""
        return len(wrapped(self.left, width)) if len(self.left) == 1 else 1

    def render_line(self, y: int) -> Strip:
        """Paint one line of it."""
        room = self.size.width
        if len(self.left) != 1:
            return super().render_line(y)
        lines, last = wrapped(self.left, room), max(self.size.height, 1) - 1
        if y >= len(lines):
            return Strip.blank(room, self.style_named(""))
        if y < last or len(lines) <= last + 1:
            return self.line_of(lines[y], (), room, self.signs.ellipsis)
        rest = Part(Display(f" {self.signs.ellipsis} {self.REST}"), "dim")
        head = wrapped(lines[y], max(room - width_of(rest.text), 1))[0]
        return self.line_of((*head, rest), (), room, self.signs.ellipsis)


class AreasLine(Line):
    """The areas; a click goes to one."""

    class Chosen(Message):
        """An area was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def show_areas(self, areas: Sequence[tuple[str, str]], active: str) -> None:
        """Show the areas (number key, word), one of them as the one we are in."""
        parts: list[Part] = []
        for key, word in areas:
            here = key == active
            parts += [
                Part(display(key), "area_here" if here else "dim"),
                Part(display(f" {word}"), "area_here" if here else ""),
                Part(Display(" ")),
            ]
        self.show(parts[:-1])

    def on_click(self, event: events.Click) -> None:
        """Tell which area lies under the click."""
        edge = 0
        for number, word in zip(self.left[::3], self.left[1::3], strict=False):
            edge += width_of(number.text) + width_of(word.text) + 1
            if event.x < edge:
                self.post_message(self.Chosen(number.text))
                return


@dataclass(frozen=True, slots=True)
class Hint:
    """A key in the line of keys: its action's id ("" where it cannot be clicked), itself as written, what it does."""

    id: str
    key: str
    title: str

    @property
    def parts(self) -> list[Part]:
        """Give it as it is painted."""
        return texts((self.key, "key"), f" {self.title}  ")


class KeysLine(Line):
    """The line of keys; a click does what the key does."""

    class Chosen(Message):
        """The key of the action `id` was clicked."""

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    _ends: tuple[tuple[int, str], ...] = ()
    _shown: tuple[Sequence[Hint], int] = ((), 0)

    def show_keys(self, hints: Sequence[Hint], width: int) -> None:
        """Show as many keys as fit, in their order, and the last one always."""
        if self._shown == (hints, width):
            return
        self._shown = (hints, width)
        if not hints:
            self.show(())
            return
        *first, last = hints
        room = width - 1 - sum(len(part.text) for part in last.parts) + 2
        shown: list[Hint] = []
        for each in first:
            room -= sum(len(part.text) for part in each.parts)
            if room < 0:
                break
            shown.append(each)
        parts, ends, edge = texts(" "), [], 1
        for each in (*shown, last):
            parts += each.parts
            edge += sum(width_of(part.text) for part in each.parts)
            ends.append((edge, each.id))
        self._ends = tuple(ends)
        self.show([*parts[:-1], Part(display(parts[-1].text.rstrip()), parts[-1].style)])

    def on_click(self, event: events.Click) -> None:
        """Tell which key lies under the click."""
        for edge, id in self._ends:
            if event.x < edge:
                if id:
                    self.post_message(self.Chosen(id))
                return
