"""What repeats on any machine at any load: bytes per key and at rest, requests for fixed tasks, imported modules."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks import kept
from benchmarks.browsed import SIZE, browsing, shows_calls
from benchmarks.cases import sent
from benchmarks.harness import measure
from benchmarks.harness.program import Program
from benchmarks.report import Figure, Judged, figure
from benchmarks.servers import environ_of, requests, serving
from benchmarks.turns import environment, ztui

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.harness.screen import Screen

__all__ = ["run", "run_short"]

CALLS = 10_000
SMALL = ("--plan", "none", "--accounts", "0", "--calls", "3000", "--users", "120", "--numbers", "600", "--sites", "4")
QUEUES, ON_SCREEN = 300, 30
SLOW = ("textual", "httpx", "pydantic", "jsonschema")
"""Libraries that cost more than the command that would import them."""
_MOST_MODULES = {"--version": 120, "--offline list": 420, "demo": 950}
"""Some more than there are, as versions of Python differ."""
_MOST_OPENING = 41
"""Pages, sites and accounts, and one for each queue, all of which the screen shows."""
_MOST_LISTING = 3
_SECONDS = 5.0


def run(home: Path, rounds: int) -> list[Figure]:
    """Count requests and modules; bytes stand in `sent` and `rest`."""
    return [*_requests(home), *_modules(home)]


def run_short(home: Path, rounds: int) -> list[Figure]:
    """Count bytes as well, in a shorter list."""
    return [*_bytes(), *_requests(home), *_modules(home)]


def _bytes() -> list[Figure]:
    account, figures = kept.account(CALLS), []
    for name, variables in (("bar", {}), ("mark in the gutter", {"ZTUI_TABLE_CURSOR": "gutter"})):
        with browsing(account, **variables) as program:
            if name == "bar":
                program.wait_quiet(2.0, timeout=60)
                rest = measure.at_rest(program, _SECONDS)
                figures.append(_exact(f"bytes sent in {_SECONDS:g} s at rest", "bytes", rest.bytes, 0))
            found = sent.sent_by(program, has_modal=name == "bar", count=10)
        figures += [
            figure("exact", f"{what}, {name}", "bytes", found[what], judged=Judged("value", most), exact=True)
            for what, most in sent.LIMITS[name].items()
        ]
    return figures


def _requests(home: Path) -> list[Figure]:
    return [
        _exact(f"requests of a list of {QUEUES} queues", "", _listing(home / "listing"), _MOST_LISTING),
        _exact(f"requests of opening the five areas, {ON_SCREEN} queues", "", _opening(home / "areas"), _MOST_OPENING),
    ]


def _listing(home: Path) -> int:
    with serving(home.parent, *SMALL, "--queues", str(QUEUES)) as url:
        environ = environ_of(home, url, "none")
        done = subprocess.run(ztui("list", "call-queues"), env=environ, capture_output=True, text=True, check=True)
        assert len(json.loads(done.stdout)) == QUEUES
        return requests(url)


def _opening(home: Path) -> int:
    with (
        serving(home.parent, *SMALL, "--queues", str(ON_SCREEN)) as url,
        Program(ztui(), size=SIZE, environ=environ_of(home, url, "none")) as program,
    ):
        measure.start(program, shows_calls, timeout=60)
        for key in "2345":
            program.press(key)
            program.wait_for(_shows_rows, 30)
            program.wait_quiet(0.8, timeout=30)
        return requests(url)


def _modules(home: Path) -> list[Figure]:
    its, account = environment(home), kept.account(CALLS)
    commands = {
        "--version": _imported(home, ["--version"], its),
        "--offline list": _imported(home, ["--offline", "list", "call-queues"], account.environ),
    }
    figures = []
    for name, modules in commands.items():
        slow = [each for each in SLOW if each in modules]
        figures.append(
            _exact(f"slow libraries imported by {name}{': ' * bool(slow)}{', '.join(slow)}", "", len(slow), 0)
        )
        figures.append(_exact(f"modules imported by ztui {name}", "", len(modules), _MOST_MODULES[name]))
    shown = _shown(home, its)
    return [*figures, _exact("modules imported by ztui demo until it is left", "", len(shown), _MOST_MODULES["demo"])]


_TOLD = (
    "import atexit, json, sys; path = sys.argv.pop(1); "
    "atexit.register(lambda: open(path, 'w').write(json.dumps(sorted(sys.modules)))); "
    "from ztui.main import main; sys.exit(main())"
)


def _imported(home: Path, words: Sequence[str], environ: Mapping[str, str]) -> set[str]:
    told = home / "modules.json"
    argv = [sys.executable, "-c", _TOLD, str(told), *words]
    subprocess.run(argv, env=environ, stdout=subprocess.DEVNULL, check=True, timeout=60)
    return set(json.loads(told.read_text()))


def _shown(home: Path, environ: Mapping[str, str]) -> set[str]:
    told = home / "shown.json"
    with Program([sys.executable, "-c", _TOLD, str(told), "demo"], size=SIZE, environ=environ) as program:
        measure.start(program, shows_calls, timeout=60)
        program.press("q")
        program.wait_exit()
    return set(json.loads(told.read_text()))


def _shows_rows(screen: Screen) -> bool:
    return any("▌" in row for row in screen.rows[4:])


def _exact(what: str, unit: str, count: float, most: float) -> Figure:
    return figure("exact", what, unit, [float(count)], judged=Judged("value", most), exact=True)
