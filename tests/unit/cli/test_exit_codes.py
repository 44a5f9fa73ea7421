"""Every exit code that the documents promise comes from a command line, and the documents have one table of them."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.cli.house import ztui
from ztui.cli.start import run
from ztui.core import errors
from ztui.core.exit_codes import EXIT_CODES
from ztui.main import House

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import ExitStack

    from ztui.cli.runtime import GlobalOptions
    from ztui.services.session import Session

ROOT = Path(__file__).parent.parent.parent.parent
TABLES = ("README.md", "docs/guide.md")
NEW_QUEUE = ("api", "POST", "/phone/call_queues", "-f", "name=Night desk", "-f", "site_id=s", "--yes")


class Lossy(House):
    """The house with a Zoom whose answers do not arrive."""

    def open_session(
        self, options: GlobalOptions, stack: ExitStack, sim: Mapping[str, str] | None, **more: Any
    ) -> Session:
        return super().open_session(options, stack, {**(sim or {}), "faults": "cut=100"}, **more)


def demo(folder: Path, *words: str) -> int:
    return ztui("--demo", "--demo-state", str(folder / "demo"), *words, folder=folder).code


def done(folder: Path) -> int:
    return demo(folder, "list", "sites", "--limit", "1")


def refused(folder: Path) -> int:
    return demo(folder, "get", "call-queues", "no-such-queue")


def not_understood(folder: Path) -> int:
    return demo(folder, "list", "no-such-list")


def without_consent(folder: Path) -> int:
    return demo(folder, *NEW_QUEUE[:-1], "--no-input")


def unreachable(folder: Path) -> int:
    environ = {"ZTUI_TOKEN": "t", "ZTUI_API_URL": "http://127.0.0.1:9/v2"}
    return ztui("list", "sites", folder=folder, environ=environ).code


def not_allowed(folder: Path) -> int:
    return demo(folder, "--read-only", *NEW_QUEUE)


def not_known(folder: Path) -> int:
    folders = {f"ZTUI_{kind}_DIR": str(folder / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    return run(("--demo", *NEW_QUEUE), Lossy({**folders, "TERM": "xterm"}, io.StringIO(), io.StringIO()))


def findings(folder: Path) -> int:
    (folder / "config").mkdir()
    (folder / "config" / "config.toml").write_text("[profiles.a]\ntheme = 'pink'\n", encoding="utf-8")
    return ztui("doctor", folder=folder).code


def differences(folder: Path) -> int:
    demo(folder, "list", "sites")
    before, after = folder / "before.json", folder / "after.json"
    demo(folder, "snapshot", str(before), "--stored")
    after.write_text(before.read_text(encoding="utf-8").replace("Denver", "Boulder"), encoding="utf-8")
    return demo(folder, "diff", str(before), str(after))


def partly_done(folder: Path) -> int:
    (folder / "numbers.txt").write_text("+19995550100\n", encoding="utf-8")
    return demo(folder, "bulk", str(folder / "numbers.txt"), "numbers", "unassign", "--dry-run")


def interrupted(folder: Path) -> int:
    return _ended_by(signal.SIGINT, folder)


def hung_up(folder: Path) -> int:
    return _ended_by(signal.SIGHUP, folder)


def quit_from_outside(folder: Path) -> int:
    return _ended_by(signal.SIGQUIT, folder)


def terminated(folder: Path) -> int:
    return _ended_by(signal.SIGTERM, folder)


def _ended_by(number: signal.Signals, folder: Path) -> int:
    """Give the code as a shell tells it, of a command that a signal ended; those of screens are tested elsewhere."""
    folders = {f"ZTUI_{kind}_DIR": str(folder / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    # Under nohup, or behind the & of a shell, a child is born deaf to some signals.
    begin = (
        f"import runpy, signal; signal.signal({number:d}, signal.SIG_DFL); runpy.run_module('ztui', None, '__main__')"
    )
    words = [sys.executable, "-c", begin, "--demo", "list", "sites", "--watch", "--ndjson"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env={**os.environ, **folders}) as program:
        assert program.stdout is not None
        assert program.stdout.readline()
        program.send_signal(number)
        try:
            code = program.wait(timeout=30)
        finally:
            program.kill()
    return code if code >= 0 else 128 - code


PRODUCED: tuple[tuple[int, Callable[[Path], int]], ...] = (
    (0, done),
    (1, refused),
    (2, not_understood),
    (2, without_consent),
    (3, unreachable),
    (4, not_allowed),
    (5, not_known),
    (6, findings),
    (6, differences),
    (7, partly_done),
    (129, hung_up),
    (130, interrupted),
    (131, quit_from_outside),
    (143, terminated),
)


@pytest.mark.parametrize(("code", "produce"), PRODUCED, ids=[f"{code}-{each.__name__}" for code, each in PRODUCED])
def test_exit_code(tmp_path: Path, code: int, produce: Callable[[Path], int]) -> None:
    assert produce(tmp_path) == code


def test_every_exit_code_is_produced() -> None:
    assert {code for code, _ in PRODUCED} == set(EXIT_CODES)


def test_every_error_ends_with_a_code_of_the_table() -> None:
    kinds = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.ZtuiError)]
    assert len(kinds) > 10
    assert {each.exit_code for each in kinds} <= set(EXIT_CODES)


@pytest.mark.parametrize("page", TABLES)
def test_the_documents_have_every_code_and_no_other(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    _, _, table = text.partition("| exit code | because |\n| --- | --- |\n")
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", table.partition("\n\n")[0], re.MULTILINE)
    assert [int(code) for code, _ in rows] == list(EXIT_CODES)
    assert dict(rows)["6"] == EXIT_CODES[6]


def test_the_readme_has_the_words_of_the_table() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for code, meaning in EXIT_CODES.items():
        assert f"| {code} | {meaning} |" in text
