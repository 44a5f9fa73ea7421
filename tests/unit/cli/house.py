"""Runs command lines inside the test's process, as `ztui` would from a shell."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.worlds import lent_worlds
from ztui.cli.start import run
from ztui.main import House

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Ran:
    """What a command line printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def ztui(*words: str, folder: Path, environ: Mapping[str, str] | None = None, terminal: bool = False) -> Ran:
    folders = {f"ZTUI_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "CACHE", "STATE")}
    out = Terminal() if terminal else io.StringIO()
    err = io.StringIO()
    with lent_worlds():
        code = run(words, House({**folders, "TERM": "xterm-256color", **(environ or {})}, out, err))
    return Ran(code, out.getvalue(), err.getvalue())
