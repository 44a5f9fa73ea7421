"""The door to the difference of snapshots."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError

if TYPE_CHECKING:
    from ztui.ui.app import ZtuiApp

__all__ = ["show_diff"]

_MOST = 2


def show_diff(app: ZtuiApp, words: str) -> None:
    """Show what changed between two snapshots, or between one and now.

    Args:
        app: The app.
        words: One or two names of files, in quotes where they have spaces.

    Raises:
        ConfigError: No file is named, or more than two.
    """
    from ztui.ui.screens.snapshots.screen import DiffScreen

    try:
        names = shlex.split(words)
    except ValueError as error:
        raise ConfigError(f"'{words}' is not understood: {error}.", "Write :diff FILE, or :diff FILE FILE.") from None
    if not 1 <= len(names) <= _MOST:
        raise ConfigError("Which snapshot?", "Write :diff FILE to compare with now, or :diff FILE FILE.")
    here = app.house_screen
    app.go(DiffScreen(here.session, tuple(Path(each).expanduser() for each in names)), here)
