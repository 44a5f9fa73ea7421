"""The doors to snapshots: the difference of two, and taking one."""

from __future__ import annotations

import asyncio
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.errors import ConfigError
from ztui.core.text import display

if TYPE_CHECKING:
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp

__all__ = ["show_diff", "take_snapshot"]

_MOST = 2
_ASKED = 60
"""Seconds of reading from which on it is asked for."""
_LONG = 300


def show_diff(app: ZtuiApp, words: str) -> None:
    """Show what changed between two snapshots, or between one and now.

    Args:
        app: The app.
        words: One or two names of files, in quotes where they have spaces.

    Raises:
        ConfigError: No file is named, or more than two.
    """
    from ztui.ui.screens.snapshots.screen import DiffScreen

    names = _names(words, "Write :diff FILE, or :diff FILE FILE.")
    if not 1 <= len(names) <= _MOST:
        raise ConfigError("Which snapshot?", "Write :diff FILE to compare with now, or :diff FILE FILE.")
    here = app.house_screen
    app.go(DiffScreen(here.session, tuple(Path(each).expanduser() for each in names)), here)


def take_snapshot(app: ZtuiApp, words: str) -> None:
    """Write the configuration of the account that is acted in to a new file, beside whatever screen is shown.

    Args:
        app: The app.
        words: The name of a file, in quotes where it has spaces.

    Raises:
        ConfigError: No file is named, or more than one, or it is there already.
    """
    from ztui.services.snapshots.files import check_snapshot_target

    names = _names(words, "Write :snapshot FILE.")
    if len(names) != 1:
        raise ConfigError("Which file?", "Write :snapshot FILE.")
    path = Path(names[0]).expanduser()
    if path.exists() and not path.is_dir():
        raise ConfigError(f"{path} is there already.", "Name another file.")
    check_snapshot_target(path, replace=False)
    session = app.house_screen.session
    app.work(_ask(app, session, path))


def _names(words: str, hint: str) -> list[str]:
    try:
        return shlex.split(words)
    except ValueError as error:
        raise ConfigError(f"'{words}' is not understood: {error}.", hint) from None


async def _ask(app: ZtuiApp, session: Session, path: Path) -> None:
    """Say what it costs; what takes long is asked for."""
    from ztui.services.snapshots.taking import cost_of_snapshot
    from ztui.ui.modals.choose import Choice, ChooseOne

    if session.offline:
        await _take(app, session, path)
        return
    cost = await cost_of_snapshot(session)
    if cost.seconds < _ASKED:
        app.house_screen.say(f"Reading for the snapshot: {cost}.")
        await _take(app, session, path)
        return

    def answered(id: str | None) -> None:
        if id == "read":
            app.work(_take(app, session, path))

    choices = [Choice("read", "Read it, and write the file"), Choice("leave", "Leave it")]
    app.push_screen(ChooseOne(f"To be read: {cost}", choices), answered)


async def _take(app: ZtuiApp, session: Session, path: Path) -> None:
    from ztui.services.snapshots.files import write_snapshot
    from ztui.services.snapshots.taking import take
    from ztui.services.snapshots.telling import read_before

    made = await take(session)
    await asyncio.to_thread(write_snapshot, path, made)
    old = read_before(made)
    said = f"{counted(made.count, 'object')} written to {display(str(path), longest=_LONG)}"
    said += f", the oldest of them read {old} ago" if old else ""
    lacks = sum(not part.complete for part in made.parts.values())
    if lacks:
        said += f"; {lacks} of {len(made.parts)} parts are not whole, the file says which"
    app.house_screen.say(f"{said}.", "warn" if lacks else "good")
