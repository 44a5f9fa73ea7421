"""The Pythons of this machine that ztui runs on, found wherever they usually lie."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

__all__ = ["OLDEST", "others"]

OLDEST = (3, 11)
_NEWEST_MINOR = 20
_ASK = (
    "import sys, venv; print(sys.version_info.major, sys.version_info.minor, sys.implementation.name, sys.executable)"
)


@cache
def others() -> dict[str, Path]:
    """Give one interpreter for each minor version that is new enough and is not that of the tests."""
    names = [f"python3.{minor}" for minor in range(OLDEST[1], _NEWEST_MINOR)]
    on_path = [there for name in names if (there := shutil.which(name))]
    # pyenv and uv keep versions side by side; a shim of theirs on the PATH may not run.
    beside = sorted(Path(sys.base_prefix).parent.glob("*/bin/python3"))
    found: dict[str, Path] = {}
    for program in (*on_path, *map(str, beside)):
        version, path = _asked(program)
        if version >= OLDEST and version != sys.version_info[:2]:
            found.setdefault(f"{version[0]}.{version[1]}", path)
    return dict(sorted(found.items()))


def _asked(program: str) -> tuple[tuple[int, int], Path]:
    """Ask an interpreter which one it is; one that does not run, or is no CPython, is none."""
    try:
        done = subprocess.run([program, "-c", _ASK], capture_output=True, text=True, check=False, timeout=20)
        major, minor, kind, path = done.stdout.strip().split(" ", 3)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return (0, 0), Path()
    return ((int(major), int(minor)) if kind == "cpython" else (0, 0)), Path(path)
