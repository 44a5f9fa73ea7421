"""Calls of two days, stored by a command, and what commands say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.house import Ran

__all__ = ["ZONE", "stored", "with_two_days"]

ZONE = ("--demo", "--tz", "America/Los_Angeles")


def with_two_days(folder: Path) -> Path:
    """Store two days of calls in a folder, and give it back."""
    assert stored(folder, "sync", "--from", "-2d", "--yes", "--quiet").code == 0
    return folder


def stored(folder: Path, *words: str) -> Ran:
    """Run `ztui calls` on what is stored in a folder."""
    return ztui(*ZONE, "--demo-state", str(folder / "state"), "calls", *words, folder=folder)
