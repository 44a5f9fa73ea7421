"""From a method and a path to the template it matches: a literal segment wins over a `{parameter}`."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["RouteTable", "parameter_names"]


def parameter_names(template: str) -> tuple[str, ...]:
    """Give the names of the `{parameters}` of a path template, in their order."""
    return tuple(part[1:-1] for part in template.split("/") if part.startswith("{"))


@dataclass(slots=True)
class _Node:
    """One segment of the tree: what may follow it, and what ends here, by method."""

    literal: dict[str, _Node] = field(default_factory=dict)
    wild: _Node | None = None
    ends: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)


class RouteTable:
    """A tree of path templates, each with a method and the name of what it leads to."""

    def __init__(self) -> None:
        """Start without routes."""
        self._root = _Node()

    def add(self, method: str, template: str, name: str) -> None:
        """Let `method` and `template` (`/phone/users/{userId}`) lead to `name`.

        Raises:
            ValueError: When another name has the same method and shape of path.
        """
        node = self._root
        for part in template.strip("/").split("/"):
            if not part.startswith("{"):
                node = node.literal.setdefault(part, _Node())
                continue
            if node.wild is None:
                node.wild = _Node()
            node = node.wild
        taken = node.ends.setdefault(method, (name, parameter_names(template)))
        if taken[0] != name:
            raise ValueError(f"{method} {template} leads to {taken[0]} and to {name}")

    def find(self, method: str, path: str) -> tuple[str, dict[str, str]] | None:
        """Give the name and the segments by parameter name, or None.

        `path` starts with a slash and has neither host, version nor query; segments are given back as they stand
        (percent-encoding is the caller's). An empty segment matches nothing, so a missing id is never a shorter path.
        """
        if not path.startswith("/"):
            return None
        segments = path[1:].split("/")
        return _find(self._root, method, segments, 0, ())


def _find(
    node: _Node, method: str, segments: list[str], position: int, taken: tuple[str, ...]
) -> tuple[str, dict[str, str]] | None:
    """Walk on from `node`, literal segments first, and come back when a way leads nowhere."""
    if position == len(segments):
        end = node.ends.get(method)
        return None if end is None else (end[0], dict(zip(end[1], taken, strict=True)))
    segment = segments[position]
    literal = node.literal.get(segment)
    found = None if literal is None else _find(literal, method, segments, position + 1, taken)
    if found is None and node.wild is not None and segment:
        found = _find(node.wild, method, segments, position + 1, (*taken, segment))
    return found
