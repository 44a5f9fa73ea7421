"""The tree as lines of text, each with the node that it shows, so that screens and commands say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from ztui.core import phone
from ztui.core.dataclass import dataclass
from ztui.core.text import Display, display
from ztui.resources.extensions import split_extension
from ztui.services.ring.model import Mark, Node, Reach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ztui.resources.cells import Viewer
    from ztui.services.ring.model import RingTree

    Folded = Callable[[Node, tuple[int, ...], int], bool]

__all__ = ["RingLine", "Span", "is_folded_first", "ring_lines"]

_TITLES = {
    "user": "User", "common_area": "Common area", "auto_receptionist": "Auto receptionist", "call_queue": "Queue",
    "shared_line_group": "Shared line", "zoom_room": "Zoom Room", "external_contact": "External contact",
    "pickup_group": "Pickup group", "desk_phone": "Desk phone",
    "extension": "Extension", "voicemail": "voicemail of", "site": "Site",
}  # fmt: skip
_LONGEST_NAME = 40
_SPOKEN = ("", "", "", "", "to ", ", ", ", ")
"""What a screen reader reads well."""
_SIGNS = {
    False: ("├ ", "└ ", "│ ", "  ", "▸ ", "◀ ", " · "),
    True: ("|- ", "`- ", "|  ", "   ", "> ", "< ", " - "),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line: its text, and what it is: `tree`, `via`, `name`, `ext`, `fact`, `more`, `note`, `here`."""

    text: Display
    role: str


@dataclass(frozen=True, slots=True)
class RingLine:
    """A line.

    Attributes:
        node: What it shows.
        path: Places of the node among its siblings, from the root's children on.
        spans: Its pieces.
        folds: Something is below it.
        is_folded: It is not shown.
    """

    node: Node
    path: tuple[int, ...]
    spans: tuple[Span, ...]
    folds: bool = False
    is_folded: bool = False

    @property
    def text(self) -> Display:
        """Give the line as text."""
        return Display("".join(each.text for each in self.spans).rstrip())


def ring_lines(tree: RingTree, viewer: Viewer, width: int = 0, folded: Folded | None = None) -> list[RingLine]:
    """Give the lines of a tree.

    Args:
        tree: The tree.
        viewer: For whom: forms of extensions, ASCII.
        width: Cells of a line; what is longer loses facts, then notes, then the end of names; 0 is as long as it is.
        folded: Tells by a node, its path and how many objects are above it whether it is shown without what is below.
    """
    drawing = _Drawing(viewer, width, folded or (lambda node, path, depth: False))
    return list(drawing.lines(tree.root, (), [], 0, ""))


@dataclass(frozen=True, slots=True)
class _Drawing:
    """How lines are drawn."""

    viewer: Viewer
    width: int
    folded: Folded

    def lines(self, node: Node, path: tuple[int, ...], last: list[bool], depth: int, site: str) -> Iterator[RingLine]:
        """Give the lines of a node and of what is below it; the site is that of what is above."""
        tee, end, bar, gap, *_ = _signs(self.viewer)
        lead = "".join(gap if each else bar for each in last[:-1]) + ((end if last[-1] else tee) if last else "")
        if self.viewer.plain:
            lead = f"Level {len(last) + 1}: "
        is_folded = bool(node.children) and self.folded(node, path, depth)
        facts = (node.site, *node.facts) if node.site and node.site != site else node.facts
        spans = _fitted(lead, node, self.viewer, self.width, facts, is_folded)
        yield RingLine(node, path, spans, bool(node.children), is_folded)
        if is_folded:
            return
        is_object = bool(node.place) and node.kind not in ("hours", "members", "devices")
        for index, each in enumerate(node.children):
            is_last = index == len(node.children) - 1
            yield from self.lines(each, (*path, index), [*last, is_last], depth + is_object, node.site or site)


def _fitted(
    lead: str, node: Node, viewer: Viewer, width: int, told: tuple[str, ...], is_folded: bool
) -> tuple[Span, ...]:
    """Give a line that fits: facts go first, from the last; then names lose their end. Marks stay as long as can be."""
    more = (f", {_count(node):,} more lines below" if viewer.plain else f"+{_count(node):,}") if is_folded else ""
    facts = list(told)
    longest = _LONGEST_NAME
    while True:
        spans = _spans(lead, node, viewer, facts, longest, more)
        over = sum(cell_len(each.text) for each in spans) - width
        if width <= 0 or over <= 0:
            return spans
        if facts:
            facts.pop()
        elif longest > 8:
            longest -= max(1, min(over, longest - 8))
        else:
            return _cut(spans, width, viewer)


def _signs(viewer: Viewer) -> tuple[str, ...]:
    return _SPOKEN if viewer.plain else _SIGNS[viewer.ascii]


def _count(node: Node) -> int:
    return sum(1 for _ in node.walk()) - 1


def _cut(spans: tuple[Span, ...], width: int, viewer: Viewer) -> tuple[Span, ...]:
    """Cut what cannot be made shorter, but for the mark of where it rings."""
    here = [each for each in spans if each.role == "here"]
    room = width - sum(cell_len(each.text) for each in here)
    kept: list[Span] = []
    for each in spans:
        if each.role == "here":
            continue
        if cell_len(each.text) > room:
            more = "~" if viewer.ascii else "…"
            kept.append(Span(Display(set_cell_size(each.text, max(room - 1, 0)) + more if room > 0 else ""), each.role))
            break
        kept.append(each)
        room -= cell_len(each.text)
    return (*kept, *here)


def _spans(lead: str, node: Node, viewer: Viewer, facts: list[str], longest: int, more: str) -> tuple[Span, ...]:
    *_, arrow, back, dot = _signs(viewer)
    found = [Span(Display(lead), "tree")]
    name = _name(node, longest)
    extension = _extension(node, viewer)
    if node.via:
        found.append(Span(display(node.via + (" " if name or extension else "")), "via"))
        if name or extension:
            found.append(Span(Display(arrow), "tree"))
    found.append(Span(Display(name), "name"))
    if extension:
        found.append(Span(Display(f"  {extension}" if name else extension), "ext"))
    if facts:
        told = [display(each, longest=_LONGEST_NAME * 2) for each in facts]
        found.append(Span(Display("  " + (", " if node.kind == "member" else dot).join(told)), "fact"))
    if more:
        found.append(Span(Display(f"  {more}"), "more"))
    notes = [*dict.fromkeys(display(each.words) for each in node.notes)]
    loud = any(each.mark not in (Mark.SAME, Mark.ASSUMED) for each in node.notes)
    if notes:
        found.append(Span(Display(f"  {'! ' if loud else '('}{'; '.join(notes)}{'' if loud else ')'}"), "note"))
    if node.is_here:
        found.append(Span(Display(f"  {back}{_here_words(node)}"), "here"))
    return tuple(found)


def _here_words(node: Node) -> str:
    """Say what happens where a call is at once."""
    if node.rings:
        return "rings here"
    is_menu = node.kind == "hours" or (node.kind == "auto_receptionist" and bool(node.children))
    return "menu plays here" if is_menu and not node.has(Mark.DEAD_END) else "goes here"


def _name(node: Node, longest: int) -> str:
    """Give what a node is, in words."""
    number = phone.formatted(display(node.number))
    name = display(node.name, longest=longest)
    title = _TITLES.get(node.kind, "")
    if node.kind == "number":
        return "  ".join(filter(None, (number, name if name != number else "")))
    return " ".join(filter(None, (title, name, number)))


def _extension(node: Node, viewer: Viewer) -> str:
    """Give an extension as screens show it: without the code of its site, where that is known."""
    text = display(node.extension)
    forms = [viewer.sites[node.site_id]] if node.site_id in viewer.sites else list(viewer.sites.values())
    for form in forms:
        code, short = split_extension(text, form)
        if code:
            return short
    return text


def is_folded_first(node: Node, depth: int, *, deep: bool = True) -> bool:
    """Tell whether a node is folded at first, so that a tree is read at a glance.

    Args:
        node: The node.
        depth: How many objects are above it.
        deep: What a key or a wait leads to is opened up, too.
    """
    if node.kind == "member":
        return True
    if node.kind in ("members", "devices"):
        return node.reach is not Reach.NOW
    if node.reach is Reach.NOW or not node.place:
        return False
    if node.kind == "hours":
        return node.reach is Reach.NOT and depth > 1
    return depth > (1 if deep and node.reach is Reach.THEN else 0)
