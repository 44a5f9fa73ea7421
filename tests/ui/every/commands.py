"""The commands that screens offer, gathered on the way and run as a shell would."""

from __future__ import annotations

import io
import json
import re
import shlex
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.ui.house import House as Opened
from tests.ui.house import Line, session_on
from ztui.cli.start import run
from ztui.main import House
from ztui.resources.registry import resource
from ztui.resources.rows import key_of
from ztui.ui.screens.list import ListScreen
from ztui.ui.screens.object import ObjectScreen

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from ztui.core.config import Profile
    from ztui.core.paths import Folders
    from ztui.services.session import Session
    from ztui.sim.inprocess import InProcess

__all__ = ["Offered", "Shell", "offered_by"]

_HERE = re.compile(r"^(?P<command>.*) <<'END'\n(?P<text>.*)\nEND$", re.DOTALL)

_FOUND = {"check": (6,), "diff": (6,), "doctor": (6,), "ring": (1,), "bulk": (7,)}
"""Exit codes that tell what was found, by the command."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A command, and what it has to print.

    Attributes:
        stop: Where it was offered.
        text: The command, quoted for a shell.
        rows: Resource and keys of the rows that a list shows.
        key: Key of the object that is shown, "" for none.
    """

    stop: str
    text: str
    rows: tuple[str, tuple[str, ...]] | None = None
    key: str = ""


async def offered_by(on: Opened, stop: str) -> Offered:
    """Take from the menu of `c` the command that prints what is shown."""
    screen = on.screen
    await on.press("c")
    wanted = screen.command_text()
    texts = [each.title for each in on.app.screen.choices]  # type: ignore[attr-defined]
    await on.press("escape")
    assert wanted, stop
    assert texts, stop
    rows = None
    if isinstance(screen, ListScreen) and screen.pane is not None:
        found = await screen.pane.listing.rows(0, screen.pane.count)
        rows = (screen.pane.resource.name, tuple(each.key for each in found))
    return Offered(stop, wanted, rows, screen.key if isinstance(screen, ObjectScreen) else "")


class Shell(House):
    """Runs commands on the same account, in the same folders."""

    def __init__(self, box: InProcess, folders: Folders, profile: Profile, cwd: Path) -> None:
        self.out, self.err = io.StringIO(), io.StringIO()
        names = {f"ZTUI_{kind}_DIR": str(getattr(folders, kind.lower())) for kind in ("CONFIG", "CACHE", "STATE")}
        super().__init__({"TERM": "xterm", **names}, self.out, self.err)
        self._box, self._folders, self._profile, self._cwd = box, folders, profile, cwd

    def profile(self, options: Any) -> Profile:
        """Give the one profile."""
        del options
        return self._profile

    def open_session(self, *given: Any, **more: Any) -> Session:
        """Open a session on the account that the screens showed."""
        del given, more
        return session_on(Line(self._box), self._folders, self._profile)

    def ran(self, offered: Offered, monkeypatch: pytest.MonkeyPatch) -> str:
        """Run a command; gives what is wrong with what it does, "" for nothing."""
        here = _HERE.match(offered.text)
        lines = [here["command"]] if here else offered.text.splitlines()
        for line in (each for each in lines if not each.startswith("#")):
            monkeypatch.setattr(sys, "stdin", io.StringIO(here["text"] if here else ""))
            self.out.truncate(self.out.seek(0))
            self.err.truncate(self.err.seek(0))
            code = run(shlex.split(line)[1:], self)
            may = {0, *_FOUND.get(shlex.split(line)[1], ())}
            if code not in may:
                return f"{offered.stop}: {line} ends with {code}: {self.err.getvalue()}"
            is_empty = not self.out.getvalue().strip()
            if is_empty and not self.err.getvalue().endswith("nothing is logged.\n"):
                return f"{offered.stop}: {line} prints nothing: {self.err.getvalue()}"
        return self._differs(offered)

    def _differs(self, offered: Offered) -> str:
        out = self.out.getvalue()
        if offered.key and offered.key not in out:
            return f"{offered.stop}: {offered.text} prints another object"
        if offered.rows is not None:
            name, keys = offered.rows
            printed = tuple(key_of(resource(name), each) for each in json.loads(out))
            if printed != keys:
                return f"{offered.stop}: {offered.text} prints {len(printed)} other rows than the {len(keys)} shown"
        return ""
