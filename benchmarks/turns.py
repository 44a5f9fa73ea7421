"""Measuring in turns: on a machine that others use too, only what was measured in the same minute can be compared."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["environment", "in_turns", "module", "ztui"]

T = TypeVar("T")


def in_turns(rounds: int, measured: Mapping[str, Callable[[], T]], warm: int = 1) -> dict[str, list[T]]:
    """Measure several things one after the other, round after round, in changing order.

    Args:
        rounds: How often each is measured.
        measured: What is called, by name.
        warm: Rounds before that do not count.

    Returns:
        The results by name, one a round.
    """
    names = list(measured)
    found: dict[str, list[T]] = {name: [] for name in names}
    for number in range(-warm, rounds):
        for name in names if number % 2 else reversed(names):
            result = measured[name]()
            if number >= 0:
                found[name].append(result)
    return found


def environment(home: Path) -> dict[str, str]:
    """Give the variables that measured programs run with: the same for all, 256 colours, and nothing of the user's."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": os.getcwd(),
    }


def ztui(*arguments: str) -> list[str]:
    """Give the command line of ztui in this interpreter."""
    return [sys.executable, "-m", "ztui", *arguments]


def module(name: str, *arguments: str) -> list[str]:
    """Give the command line of one of the peers in this interpreter."""
    return [sys.executable, "-m", f"benchmarks.peers.{name}", *arguments]
