"""Programs that are killed at a given moment: before or after any statement of SQLite, any change of a file.

One process imports the program and forks for each run, so that a run costs what it does and not what loading costs.
A program kills itself with SIGKILL at the moment it was given, so that the same moment can be met again.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.e2e.programs import WAIT, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Died", "Mortals"]

_IMPORTED = (
    "ztui.cli.start", "ztui.cli.calls", "ztui.cli.calls_sync", "ztui.cli.list", "ztui.cli.index", "ztui.cli.journal",
    "ztui.cli.info", "ztui.opening", "ztui.services.session", "ztui.services.calls.sync",
    "ztui.services.inventory.sync", "ztui.services.inventory.inventory", "ztui.store.index.index",
    "ztui.zoom.transport",
    "httpx", "anyio._backends._asyncio",
)  # fmt: skip
_EVENTS = frozenset({"open", "os.rename", "os.remove", "os.truncate", "os.mkdir", "os.chmod", "fcntl.flock"})
"""Of Python's own audit: what a program does with files."""


@dataclass(frozen=True, slots=True)
class Died:
    """What became of a run.

    Attributes:
        killed: It met its moment.
        code: Its exit code.
        moments: How many moments it had.
        out: What it printed.
        err: What it said.
    """

    killed: bool
    code: int
    moments: int
    out: str
    err: str


class Mortals:
    """Runs programs. To be used with `with`."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.mortal"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(traced=False, PYTHONDONTWRITEBYTECODE="1"),
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=WAIT)

    def run(self, *words: str, moment: int = 0, folder: Path, variables: Mapping[str, str]) -> Died:
        """Run `ztui` with these words and variables until its end, or until a moment, from 1, in which it is killed.

        Moments are those of SQLite, and of files below the folder.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        environ = environment(traced=False, **variables)
        job = {"words": words, "moment": moment, "folder": str(folder), "environ": environ}
        print(json.dumps(job), file=self._process.stdin, flush=True)
        return Died(**json.loads(self._process.stdout.readline()))


class _Fate:
    """Counts moments, and ends the process in the last one."""

    def __init__(self, moment: int, folder: str) -> None:
        self._moment = moment
        self._folder = folder
        self._alone = threading.Lock()
        self.count = 0

    def meet(self) -> None:
        with self._alone:
            self.count += 1
            if self.count == self._moment:
                os.kill(os.getpid(), signal.SIGKILL)

    def hear(self, event: str, words: tuple[Any, ...]) -> None:
        if event in _EVENTS and (event == "fcntl.flock" or str(words[0]).startswith(self._folder)):
            self.meet()


def _watched(fate: _Fate) -> Callable[..., sqlite3.Connection]:
    """Give what opens connections whose statements are moments."""

    class Watched(sqlite3.Connection):
        def execute(self, *words: Any) -> sqlite3.Cursor:
            fate.meet()
            found = super().execute(*words)
            fate.meet()
            return found

        def executemany(self, *words: Any) -> sqlite3.Cursor:
            fate.meet()
            found = super().executemany(*words)
            fate.meet()
            return found

    connect = sqlite3.connect
    return lambda *words, **named: connect(*words, **{"factory": Watched, **named})


def _be(job: Mapping[str, Any], place: Path) -> None:
    """Be the program, and never come back."""
    for name, number in (("out", 1), ("err", 2)):
        file = os.open(place / name, os.O_CREAT | os.O_WRONLY, 0o600)
        os.dup2(file, number)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.environ.clear()
    os.environ.update(job["environ"])
    fate = _Fate(job["moment"], job["folder"])
    sqlite3.connect = _watched(fate)  # type: ignore[assignment]
    sys.addaudithook(fate.hear)
    from ztui.main import main

    try:
        code = main(job["words"])
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 70
    (place / "moments").write_text(str(fate.count))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _serve() -> None:
    for each in _IMPORTED:
        import_module(each)
    for line in sys.stdin:
        with tempfile.TemporaryDirectory() as place:
            pid = os.fork()
            if pid == 0:
                _be(json.loads(line), Path(place))
            _, status = os.waitpid(pid, 0)
            killed = os.WIFSIGNALED(status)
            told = {each.name: each.read_text(errors="replace") for each in Path(place).iterdir()}
            died = {
                "killed": killed and os.WTERMSIG(status) == signal.SIGKILL,
                "code": -1 if killed else os.WEXITSTATUS(status),
                "moments": int(told.get("moments", 0)),
                "out": told.get("out", ""),
                "err": told.get("err", ""),
            }
        print(json.dumps(died), flush=True)


def _be_on_terminal() -> int:
    """Be the program on the terminal that is there; moment and folder are told by variables."""
    fate = _Fate(int(os.environ.pop("MOMENT")), os.environ.pop("FOLDER"))
    sqlite3.connect = _watched(fate)  # type: ignore[assignment]
    sys.addaudithook(fate.hear)
    from ztui.main import main

    try:
        return main(sys.argv[2:])
    finally:
        Path(os.environ["MOMENTS"]).write_text(str(fate.count))


if __name__ == "__main__":
    if sys.argv[1:2] == ["on terminal"]:
        sys.exit(_be_on_terminal())
    _serve()
