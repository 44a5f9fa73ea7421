"""Writers of small files, killed at every step: a program that prints what lay there and was neither old nor new.

A process without threads forks for each step. A step is the beginning or the end of a call that touches a file, and
some between; the child kills itself there with SIGKILL, as `kill -9` does.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ztui.core.paths import Folders
from ztui.services.changes.kept import _write as write_run
from ztui.services.checks.notes import _write as write_notes
from ztui.services.exports import export_text
from ztui.services.profiles.writing import add_profile, remove_profile
from ztui.services.saved.typed import COMMAND, Typed
from ztui.services.saved.views import SavedView, SavedViews
from ztui.services.snapshots.files import snapshot_from, write_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

_TOUCHING = frozenset(
    {"write", "flush", "close", "fsync", "replace", "rename", "open", "unlink", "chmod", "mkstemp", "link", "ftruncate"}
)
_MOST = 25
"""So many kills for each, about; where there are more steps every second or third is drawn."""
_LARGE = 60_000
"""Characters of what is written anew: more than one buffer, so that there is a half of it."""
_TYPED = 20_000
"""Lines that were typed: more than are kept, so that the next one makes the file shorter."""


def _snapshot(path: Path, word: str) -> None:
    rows = {f"q{number}": {"name": word} for number in range(_LARGE // 30)}
    about = {"kind": "ztui snapshot", "version": 1, "taken_at": "2026-11-21T14:05:00Z", "profile": "acme", "parts": {}}
    write_snapshot(path, snapshot_from(json.dumps({**about, "objects": {"call-queues": rows}}).encode(), path))


def _settings(path: Path, word: str) -> None:
    add_profile(path, word, {"account_id": word * 3000}, default=True)


def _less(path: Path, word: str) -> None:
    if word == "old":
        _settings(path, "old")
        add_profile(path, "other", {"account_id": "x" * 9000})
    else:
        remove_profile(path, "other")


def _views(path: Path, word: str) -> None:
    SavedViews(Folders.inside(path.parents[1]), "acme").save(SavedView(word, "calls", filter=word * 3000))


def _typed(path: Path, word: str) -> None:
    typed = Typed(path.parent, "acme")
    if word == "old":
        typed.keep(COMMAND, word)
        path.write_text(path.read_text() * _TYPED)
    else:
        typed.keep(COMMAND, word)


WRITERS: dict[str, tuple[str, Callable[[Path, str], None]]] = {
    "saved views": ("config/views-acme.json", _views),
    "export": ("rows.csv", lambda path, word: export_text(path, word * 10_000, replace=True)),
    "what was typed": ("state/typed-acme.ndjson", _typed),
    "snapshot": ("before.json", _snapshot),
    "settings": ("config/config.toml", _settings),
    "settings, one profile less": ("config/config.toml", _less),
    "run of a bulk list": ("state/run.json", lambda path, word: write_run(path, {"plan": word * 10_000})),
    "notes of checks": ("state/notes.json", lambda path, word: write_notes(path, {"note": word * 10_000})),
}


def main() -> None:
    """Kill each writer at each of its steps, and tell what came of it."""
    kills: Counter[str] = Counter()
    wrong: list[str] = []
    for name, (place, write) in WRITERS.items():
        old, new, steps = _killed(place, write, 0)
        assert old != new, name
        for step in range(1, steps + 1, max(steps // _MOST, 1)):
            _, there, _ = _killed(place, write, step)
            kills[name] += 1
            if there not in (old, new):
                wrong.append(f"{name}, step {step} of {steps}: {there[:80]!r}, {len(there)} bytes")
    print(json.dumps({"kills": kills, "wrong": wrong}))


def _killed(place: str, write: Callable[[Path, str], None], deadly: int) -> tuple[bytes, bytes, int]:
    """Write over something, killed at a step (0: at none); gives what was there, what is, how many steps it took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / place
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write(path, "old")
        before = path.read_bytes()
        pid = os.fork()
        if pid == 0:
            _be(path, write, deadly, Path(folder) / "steps")
        _, status = os.waitpid(pid, 0)
        assert os.WIFSIGNALED(status) == bool(deadly), status
        beside = set(os.listdir(path.parent)) - {path.name, "steps", "config", "state"}
        assert all(each.startswith(".") or each.endswith((".part", ".lock")) for each in beside), beside
        return before, path.read_bytes(), 0 if deadly else int((Path(folder) / "steps").read_text())


def _be(path: Path, write: Callable[[Path, str], None], deadly: int, steps: Path) -> None:
    """Be the program, and never come back."""
    count = 0

    def step(_frame: Any, event: str, what: Any) -> None:
        nonlocal count
        if event in ("c_call", "c_return") and getattr(what, "__name__", "") in _TOUCHING:
            count += 1
            if count == deadly:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(step)
    try:
        write(path, "new")
    finally:
        sys.setprofile(None)
        steps.write_text(str(count))
        os._exit(0)


if __name__ == "__main__":
    main()
