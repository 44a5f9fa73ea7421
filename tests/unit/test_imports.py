"""What a start imports before it shows or prints something: exactly what it may, in fresh interpreters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import ztui
from ztui.cli.app import cli
from ztui.cli.runtime import GlobalOptions
from ztui.cli.start import OF_SCREENS, only_options

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(ztui.__file__).parent.parent
SCREENS = frozenset({"textual", "rich", "httpx", "pydantic", "phonenumbers", "jsonschema"})
OF_A_STORED_LIST = 107
"""So many modules of ours are loaded to print one, with the few that the probe loads itself."""

# Runs a command line, or the start of the screens as far as the first thing that is painted.
PROBE = """
import json, os, sys
from ztui import main, showing
from ztui.ui.terminal.abilities import Abilities
first_screen = showing.Showing._first_screen
def painted(self, *given):
    first_screen(self, *given)
    raise SystemExit
showing.Showing._first_screen = painted
showing.Showing._checked_terminal = lambda self: Abilities.of(os.environ)
try:
    main.main(sys.argv[1:])
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(tmp_path: Path, *words: str) -> set[str]:
    """Give the modules that are loaded after a command line, "a.b" for its parts, too."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    folders = {f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    run = subprocess.run(
        [sys.executable, "-c", PROBE, *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**env, **folders, "TERM": "xterm-256color", "ZTUI_TOKEN": "t", "ZTUI_ACCOUNT_ID": "a"},
    )
    return set(json.loads(run.stderr.splitlines()[-1]))


def test_the_version_loads_no_parser_and_no_room(tmp_path: Path) -> None:
    found = loaded(tmp_path, "--version")

    assert not {"click", "asyncio", "sqlite3", *SCREENS} & found
    assert not {"ztui.services", "ztui.store", "ztui.zoom", "ztui.resources", "ztui.contract"} & found


@pytest.mark.parametrize("words", [(), ("--offline",), ("--read-only", "--tz", "UTC")])
def test_the_stored_screen_is_painted_before_anything_slow_is_loaded(tmp_path: Path, words: Sequence[str]) -> None:
    found = loaded(tmp_path, *words)

    assert "ztui.ui.prepainted" in found
    assert not {"click", "asyncio", "sqlite3", "logging", "hashlib", "subprocess", "zoneinfo", *SCREENS} & found
    assert not {"ztui.store", "ztui.zoom", "ztui.resources", "ztui.contract", "ztui.services.session"} & found


def test_a_stored_list_is_printed_without_what_screens_and_requests_need(tmp_path: Path) -> None:
    found = loaded(tmp_path, "--offline", "list", "call-queues")

    assert not {"textual", "httpx", "pydantic", "phonenumbers", "jsonschema"} & found
    assert not {"ztui.resources.edits.model", "ztui.services.settings.reader", "ztui.sim"} & found
    assert not {"rich", "csv", "calendar", "logging.handlers", "shutil", "pickle"} & found
    assert not {"ztui.cli.tables", "ztui.cli.watching", "ztui.cli.window", "ztui.contract.validation"} & found
    assert not {"ztui.services.filters", "ztui.services.quota", "ztui.services.calls"} & found
    assert not {"ztui.zoom.exchange", "ztui.zoom.auth", "ztui.zoom.transport", "ztui.zoom.paging"} & found
    assert len([each for each in found if each.partition(".")[0] == "ztui"]) <= OF_A_STORED_LIST


def test_values_on_the_way_of_a_stored_list_are_made_cheaply(tmp_path: Path) -> None:
    found = loaded(tmp_path, "--offline", "list", "call-queues")
    ours = [ROOT / Path(*name.split(".")).with_suffix(".py") for name in found if name.startswith("ztui.")]
    texts = {each: each.read_text(encoding="utf-8") for each in ours if each.exists() and each.name != "dataclass.py"}

    frozen = {each for each, text in texts.items() if "@dataclass(frozen=True, slots=True)" in text}
    assert frozen
    assert not [each for each in frozen if "from ztui.core.dataclass import dataclass" not in texts[each]]


def test_what_holds_the_demos_world_is_loaded_beside_the_program() -> None:
    probe = "import json, sys, ztui.opening, ztui.sim.beside; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT)
    found = set(json.loads(run.stderr.splitlines()[-1]))

    assert not {"ztui.sim.engine", "ztui.sim.world.world", "ztui.sim.areas", "tomllib", *SCREENS} & found


def test_the_short_way_knows_the_options_as_the_parser_does() -> None:
    known = {each.name: each for each in cli.params}

    for name in OF_SCREENS:
        option = known[name]
        assert f"--{name.replace('_', '-')}" in option.opts
        takes_none = GlobalOptions.__dataclass_fields__[name].default is False
        assert getattr(option, "is_flag", False) is takes_none


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ((), GlobalOptions()),
        (("--offline", "--profile", "acme"), GlobalOptions(offline=True, profile="acme")),
        (("--demo", "--tz", "UTC"), GlobalOptions(demo=True, tz="UTC")),
        (("--profile",), None),
        (("--profile", "--offline"), None),
        (("--profile=acme",), None),
        (("offline",), None),
        (("numbers",), None),
        (("--offline", "numbers"), None),
        (("--demo-state", "x"), None),
        (("-v",), None),
    ],
)
def test_lines_of_options_alone_are_read_at_once(words: Sequence[str], options: GlobalOptions | None) -> None:
    assert only_options(words) == options


def test_a_process_ends_without_looking_through_all_that_it_loaded() -> None:
    begin = "import gc, sys; from ztui import main; sys.argv = ['ztui', '--version']"
    probe = f"{begin}; main.main(); print(gc.get_freeze_count())"
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT)

    assert int(run.stdout.split()[-1]) > 1000
