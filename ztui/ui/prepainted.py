"""Which kept frame a start paints: that of the same view, profile, terminal and version, with its age told anew.

Imports nothing of Textual: this runs before it is loaded.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ztui import __version__
from ztui.core.dataclass import dataclass
from ztui.core.paths import FRAMES, file_name
from ztui.core.settings import DRIVERS
from ztui.core.times import age
from ztui.services.saved.last import start_of
from ztui.ui.terminal.abilities import Abilities
from ztui.ui.terminal.prepaint import Painted, kept_frame, paint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ztui.core.config import Profile
    from ztui.core.paths import Folders
    from ztui.services.saved.last import Start

__all__ = ["FirstScreen", "Frames", "first_screen"]

_FORM = 2
_VARIABLES = ("TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM", "LANG", "LC_ALL", "LC_CTYPE", "TZ")
_INSIDE = ("TMUX", "STY")
"""Variables whose values name a session: what is shown depends on whether there is one, and not on which."""
_SECRET = frozenset({"client_secret", "token"})


class Frames:
    """Where the frames of one profile on one terminal are kept.

    Attributes:
        folder: The cache folder of the profile.
    """

    def __init__(self, folders: Folders, profile: Profile, environ: Mapping[str, str], *, offline: bool) -> None:
        self.folder = folders.cache / file_name(profile.name)
        told = {each.name: getattr(profile, each.name) for each in fields(profile) if each.name not in _SECRET}
        terminal = {each: environ.get(each, "") for each in _VARIABLES}
        terminal |= {each: "inside" if environ.get(each) else "" for each in _INSIDE}
        terminal |= {name: value for name, value in environ.items() if name.startswith("TEXTUAL_")}
        self._key = [_FORM, __version__, offline, terminal, told]
        knows_whose = profile.token is None or bool(profile.account_id)
        differs = profile.terminal_driver == DRIVERS[0] and not environ.get("TEXTUAL_DRIVER")
        differs = differs and Abilities.of(environ).alternate
        self.is_wanted = profile.terminal_prepaint and knows_whose and differs
        """Frames are wanted, it is known without a token whose rows they show, and the driver can go on from one."""

    def path(self, identity: str) -> Path:
        """Give the file of a view by its identity (`Start.identity`); all lists that a run was cut at share one."""
        return self.folder / FRAMES.replace("*", "cut" if identity.startswith("{") else file_name(identity))

    def key(self, identity: str) -> str:
        """Give all on which it depends whether a frame of a view is the one to show."""
        return json.dumps([*self._key, identity], sort_keys=True, default=str)


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """What a start opens, and what of it stands on the terminal already.

    Attributes:
        start: What it opens.
        frames: Where frames are kept, None where none are wanted.
        painted: What was painted, None if nothing was.
    """

    start: Start
    frames: Frames | None
    painted: Painted | None


def first_screen(
    folders: Folders, profile: Profile, environ: Mapping[str, str], given: str, *, offline: bool
) -> FirstScreen:
    """Paint the kept frame of the view that a start opens.

    Args:
        folders: Where state, cache and frames live.
        profile: Whose.
        environ: The environment.
        given: The words of the shell that name a view, "" for none.
        offline: Zoom is not asked.
    """
    start = start_of(folders, profile, given, datetime.now(UTC))
    frames = Frames(folders, profile, environ, offline=offline)
    is_terminal = all(os.isatty(each) for each in (0, 1, 2))
    if not is_terminal or not frames.is_wanted:
        return FirstScreen(start, None, None)
    return FirstScreen(start, frames, _painted(frames, start.identity))


def _painted(frames: Frames, identity: str) -> Painted | None:
    """Paint the kept frame of a view; None if there is none for this terminal as it is."""
    now = time.time()
    columns, lines = os.get_terminal_size(1)
    frame = kept_frame(frames.path(identity), frames.key(identity), (columns, lines), now)
    if frame is None:
        return None
    return paint(frame, "stored ", f" ({_age(now - frame.read_at)}) ")


def _age(seconds: float) -> str:
    """Say how old a frame is: never `now`, and nothing where the clock was set back since."""
    return age(seconds if seconds < -1 else max(seconds, 1))
