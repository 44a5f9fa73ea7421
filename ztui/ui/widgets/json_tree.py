"""Any JSON value as a tree of lines that fold: what is folded costs nothing, however much is in it.

A container of many elements has groups of them, so that unfolding one never makes more than a thousand lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted
from ztui.core.text import Display, display, fold
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import UNICODE, Part, Signs

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["GROUP", "JsonTree", "TreePath", "found_in", "path_text"]

TreePath = tuple[str | int, ...]

GROUP = 1_000
"""Elements that are shown without being grouped."""
_AT_ONCE = 60
"""Lines of a tree that is unfolded from the beginning."""
_GLANCE_VALUES = 5
_GLANCE_CELLS = 32
_FIRST = frozenset({"name", "display_name", "number", "title"})
"""Fields that a glance begins with."""


@dataclass(slots=True, eq=False)
class _Node:
    """A line of the tree.

    Attributes:
        depth: How deep it stands.
        path: Where its value is; of a group that of the container.
        name: What stands before the value.
        value: The value.
        span: The elements that a group holds, None for a value of its own.
        is_open: Its elements are shown below it.
    """

    depth: int
    path: TreePath
    name: str
    value: Any
    span: tuple[int, int] | None = None
    is_open: bool = False

    @property
    def has_inside(self) -> bool:
        """Tell whether there is anything to unfold."""
        return isinstance(self.value, Mapping | list) and bool(self.value)

    def inside(self) -> list[_Node]:
        """Make the lines below it."""
        start, stop = self.span or (0, len(self.value))
        step = 1
        while (stop - start) > GROUP * step:
            step *= GROUP
        deeper = self.depth + 1
        if step > 1:
            return [
                _Node(
                    deeper,
                    self.path,
                    f"{low:,} to {min(low + step, stop) - 1:,}",
                    self.value,
                    (low, min(low + step, stop)),
                )
                for low in range(start, stop, step)
            ]
        if isinstance(self.value, Mapping):
            pairs = islice(self.value.items(), start, stop)
            return [_Node(deeper, (*self.path, key), str(key), value) for key, value in pairs]
        return [_Node(deeper, (*self.path, at), str(at), self.value[at]) for at in range(start, stop)]


class JsonTree:
    """The lines of a value; a source for `LineList`.

    Args:
        value: Parsed JSON.
        signs: The signs of folded and unfolded lines.
    """

    def __init__(self, value: Any, signs: Signs = UNICODE) -> None:
        self.value = value
        self.signs = signs
        root = _Node(-1, (), "", value)
        self._nodes: list[_Node] = root.inside() if root.has_inside else [_Node(0, (), "", value)]
        self._unfold_at_once()

    def _unfold_at_once(self) -> None:
        """Unfold what is small, and of what is large its first list; rows of a list stay folded, with a glance each."""
        position = 0
        rows: set[TreePath] = set()
        while position < len(self._nodes):
            node = self._nodes[position]
            is_row = node.path[:-1] in rows
            small = node.has_inside and not is_row and len(self._nodes) + len(node.value) <= _AT_ONCE
            if small or (node.depth == 0 and self._is_rows(node) and len(self._nodes) < _AT_ONCE):
                self.toggle(position)
                if self._is_rows(node):
                    rows.add(node.path)
            position += 1

    @staticmethod
    def _is_rows(node: _Node) -> bool:
        return isinstance(node.value, list) and len(node.value) > 1

    @property
    def count(self) -> int:
        """Give the number of lines."""
        return len(self._nodes)

    def value_at(self, position: int) -> Any:
        """Give the value of a line."""
        return self._nodes[position].value

    def toggle(self, position: int) -> bool:
        """Fold or unfold a line; tells whether there was anything to fold."""
        node = self._nodes[position]
        if not node.has_inside:
            return False
        if node.is_open:
            end = position + 1
            while end < len(self._nodes) and self._nodes[end].depth > node.depth:
                end += 1
            del self._nodes[position + 1 : end]
        else:
            self._nodes[position + 1 : position + 1] = node.inside()
        node.is_open = not node.is_open
        return True

    def fold(self, position: int) -> int:
        """Fold a line, or go to the one that holds it; gives where the cursor is to go."""
        node = self._nodes[position]
        if node.is_open:
            self.toggle(position)
            return position
        while position > 0 and self._nodes[position].depth >= node.depth:
            position -= 1
        return position if self._nodes[position].depth < node.depth else max(position, 0)

    def unfold(self, position: int) -> None:
        """Unfold a line."""
        if not self._nodes[position].is_open:
            self.toggle(position)

    def reveal(self, path: TreePath) -> int:
        """Unfold all that holds the value at a path; gives its line."""
        position = 0
        while position < len(self._nodes):
            node = self._nodes[position]
            if node.span is None and node.path == path:
                return position
            if self._leads_to(node, path):
                self.unfold(position)
            elif node.is_open:
                position = self._end_of(position) - 1
            position += 1
        return 0

    def _leads_to(self, node: _Node, path: TreePath) -> bool:
        if len(path) <= len(node.path) or path[: len(node.path)] != node.path:
            return False
        if node.span is None:
            return True
        name = path[len(node.path)]
        at = name if isinstance(name, int) else next(at for at, key in enumerate(node.value) if key == name)
        return node.span[0] <= at < node.span[1]

    def _end_of(self, position: int) -> int:
        depth, end = self._nodes[position].depth, position + 1
        while end < len(self._nodes) and self._nodes[end].depth > depth:
            end += 1
        return end

    def line(self, position: int, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give a line: its sign, its name, its value or a glance at what is in it."""
        node = self._nodes[position]
        sign = (self.signs.down if node.is_open else self.signs.crumb) if node.has_inside else " "
        lead = texts(("  " * node.depth + f"{sign} ", "accent"), (f"{node.name} " if node.name else "", "label"))
        return [*lead, *self._shown(node)], ()

    def _shown(self, node: _Node) -> list[Part]:
        if node.span is not None:
            return texts((counted(node.span[1] - node.span[0], "element"), "dim"))
        if not isinstance(node.value, Mapping | list):
            return [_scalar(node.value)]
        one = "field" if isinstance(node.value, Mapping) else "element"
        count = counted(len(node.value), one)
        if node.is_open or isinstance(node.value, list):
            return texts((count, "dim"))
        dot = f" {self.signs.dot} "
        return texts((dot.join(_glance(node.value)) or count, "dim"))


def _scalar(value: Any) -> Part:
    """Give a value that holds nothing: texts as they are, what is no text dimmed or in words of JSON."""
    if value is None:
        return Part(Display("null"), "dim")
    if isinstance(value, bool):
        return Part(Display("true" if value else "false"), "good" if value else "dim")
    if value == "":
        return Part(Display('""'), "dim")
    return Part(display(value), "" if isinstance(value, str) else "strong")


def _glance(value: Mapping[str, Any]) -> Iterator[str]:
    ordered = sorted(value, key=lambda name: name not in _FIRST)
    shown = (value[name] for name in ordered)
    plain = (each for each in shown if each not in (None, "") and not isinstance(each, Mapping | list | bool))
    for each in islice(plain, _GLANCE_VALUES):
        yield display(each, longest=_GLANCE_CELLS)


def path_text(path: TreePath) -> str:
    """Write a path as people do: `users[3].name`."""
    out = ""
    for each in path:
        out += f"[{each}]" if isinstance(each, int) else f".{each}" if out else str(each)
    return out


def found_in(
    value: Any, text: str, *, most: int, stopped: Callable[[], bool] = lambda: False
) -> list[tuple[TreePath, Any]]:
    """Search a value.

    Args:
        value: Parsed JSON.
        text: Words; each must occur in the path or the value, one with `!` before it must not.
        most: Give at most so many.
        stopped: Asked now and then; True ends the search.

    Returns:
        Paths and values that are no containers, in their order.
    """
    words = [fold(each) for each in text.split() if each != "!"]
    wanted = [each for each in words if not each.startswith("!")]
    unwanted = [each[1:] for each in words if each.startswith("!")]
    found: list[tuple[TreePath, Any]] = []
    for count, (path, leaf) in enumerate(_leaves(value)):
        if len(found) >= most or (not count % GROUP and stopped()):
            break
        hay = fold(f"{path_text(path)} {leaf}")
        if all(word in hay for word in wanted) and not any(word in hay for word in unwanted):
            found.append((path, leaf))
    return found


def _leaves(value: Any) -> Iterator[tuple[TreePath, Any]]:
    waiting: list[Iterator[tuple[TreePath, Any]]] = [iter([((), value)])]
    while waiting:
        following = next(waiting[-1], None)
        if following is None:
            waiting.pop()
        elif isinstance(following[1], Mapping | list) and following[1]:
            waiting.append(_elements(*following))
        else:
            yield following


def _elements(path: TreePath, inner: Mapping[str, Any] | list[Any]) -> Iterator[tuple[TreePath, Any]]:
    for name, each in inner.items() if isinstance(inner, Mapping) else enumerate(inner):
        yield (*path, name), each
