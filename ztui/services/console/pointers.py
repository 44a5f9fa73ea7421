"""Where a value stands in a request, and how people and Zoom write that."""

from __future__ import annotations

import re

__all__ = ["Pointer", "field_of", "steps_of"]

Pointer = tuple[str | int, ...]
"""First the part of the request (`path`, `query`, `body`, `files`), then names and places: `("body", "users", 0)`."""

_STEP = re.compile(r"\[(\d{1,9})\]|\[['\"]?([^\[\]'\"]+)['\"]?\]|([^.\[\]]+)")


def steps_of(field: str) -> Pointer:
    """Read `members.users[0].id` as its steps; `users[0]['id']` and `users.0.id` are other ways to write the same."""
    steps: list[str | int] = []
    for place, bracketed, name in _STEP.findall(field):
        text = place or bracketed or name.strip()
        if place or (steps and text.isascii() and text.isdecimal() and len(text) < 10):
            steps.append(int(text))
        elif text:
            steps.append(text)
    return tuple(steps)


def field_of(steps: Pointer) -> str:
    """Write steps as `members.users[0].id`; the part of the request is no step of a field."""
    return "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in steps).removeprefix(".")
