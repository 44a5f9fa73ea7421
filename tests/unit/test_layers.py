"""The rooms of the house: what each may load, proved in interpreters that have loaded nothing else."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import ztui

PACKAGE = Path(ztui.__file__).parent
ROOMS = ("core", "contract", "resources", "zoom", "store", "services", "ui", "cli", "plain", "sim")

# Each library that is slow to load or decides how the house is built, and the only room whose import may load it.
OWNERS = {"textual": "ui", "httpx": "zoom"}

# What has to be on screen or printed first must not wait for these.
LATE = ("httpx", "jsonschema", "keyring", "phonenumbers", "pydantic", "uvicorn")

PROBE = """
import importlib, json, sys
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def modules_of(room: str) -> list[str]:
    """Name every module of a room, the room itself first."""
    names = []
    for path in sorted((PACKAGE / room).rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return [name for name in names if not name.endswith(".__main__")]


def loaded_after(*modules: str) -> set[str]:
    """Import modules in a fresh interpreter and give the top-level names that are loaded then."""
    # Measuring coverage in it would load libraries of its own.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROBE, json.dumps(modules)],
        capture_output=True,
        text=True,
        check=False,
        cwd=PACKAGE.parent,
        env=env,
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout))


@cache
def imported_by(path: Path) -> set[str]:
    """Read the top-level names that a source file imports anywhere in it, late and typing-only imports included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_importing_a_whole_room_loads_only_the_libraries_it_owns(room: str) -> None:
    loaded = loaded_after(*modules_of(room))

    strangers = {library for library, owner in OWNERS.items() if owner != room} & loaded
    assert not strangers, f"importing ztui.{room} loads {sorted(strangers)}"


def test_the_probe_sees_textual_where_it_belongs() -> None:
    assert "textual" in loaded_after(*modules_of("ui"))


@pytest.mark.parametrize("library", OWNERS)
def test_only_its_owner_names_a_library_in_its_source(library: str) -> None:
    room = PACKAGE / OWNERS[library]

    users = [path for path in PACKAGE.rglob("*.py") if library in imported_by(path)]

    assert users, f"nobody imports {library}: the test looks for the wrong name"
    assert not [path for path in users if not path.is_relative_to(room)]


def test_the_terminal_room_imports_textual_in_its_driver_only() -> None:
    terminal = PACKAGE / "ui" / "terminal"

    users = [path for path in terminal.rglob("*.py") if "textual" in imported_by(path)]

    assert not [path for path in users if not path.is_relative_to(terminal / "driver")]


@pytest.mark.parametrize("module", ["ztui.main", "ztui.resources.registry", "ztui.contract.catalogue", "ztui.ui.app"])
def test_what_a_start_needs_loads_nothing_slow(module: str) -> None:
    assert not set(LATE) & loaded_after(module)


def test_the_command_decides_before_any_room_is_loaded() -> None:
    assert not {"textual", "rich", "sqlite3"} & loaded_after("ztui.main")


def test_packages_are_empty_files_so_that_importing_a_part_imports_only_that_part() -> None:
    packages = [path for path in PACKAGE.rglob("__init__.py") if path.parent != PACKAGE]

    assert len(packages) >= len(ROOMS)
    assert not [path for path in packages if path.read_text(encoding="utf-8").strip()]
