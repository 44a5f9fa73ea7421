"""Over a real secure shell: a session on a terminal, a line that breaks, exit codes, a command without a terminal."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from benchmarks.harness import measure
from benchmarks.harness.program import Program
from tests.e2e.programs import SMALL, WAIT, command, environment
from tests.e2e.sshd import Sshd, why_not
from tests.e2e.test_demo import in_area, leave

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(why_not()), reason=why_not())]

SOON = 5.0
"""Seconds that are too many for a program whose terminal went away, on any machine."""
_KEPT = re.compile(r"(HOME|LANG|PYTHONPATH|XDG_.*|ZTUI_.*|COVERAGE_.*|TZ)")


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with Sshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


def ztui(*arguments: str) -> str:
    """Give the words for the shell at the other end, with the variables of the test."""
    kept = [f"{name}={value}" for name, value in environment().items() if _KEPT.fullmatch(name)]
    return shlex.join(["env", *kept, sys.executable, "-m", "ztui", *arguments])


def over(sshd: Sshd, there: str) -> Program:
    """Run something at the other end on a terminal."""
    return Program([*sshd.client("-tt"), there], size=(80, 24), environ=environment())


def test_a_session_is_browsed_resized_and_left(sshd: Sshd) -> None:
    with over(sshd, ztui("demo", "sites", *SMALL)) as program:
        program.wait_for(in_area("Sites"), WAIT)
        program.press("3")
        program.wait_for(in_area("Numbers"), WAIT)
        program.press("enter")
        program.wait_for(lambda screen: screen.row(2).startswith(" Numbers ▸"), WAIT)
        program.resize(120, 40)
        program.wait_for(lambda screen: "? more" in screen.row(39) and "Numbers ▸" in screen.row(2), WAIT)
        program.press("escape")
        program.wait_for(lambda screen: in_area("Numbers")(screen) and "? more" in screen.row(39), WAIT)
        program.wait_quiet(0.5)
        assert measure.at_rest(program, 1.0).bytes == 0
        leave(program)


def test_a_line_that_breaks_ends_the_program_at_the_other_end(sshd: Sshd, tmp_path: Path) -> None:
    pid, code = tmp_path / "pid", tmp_path / "code"
    there = f"""sh -c 'echo $$ >{pid}; exec "$@"' sh {ztui("demo", "sites", *SMALL)}; echo $? >{code}"""
    with over(sshd, f"trap : HUP; {there}") as program:
        program.wait_for(in_area("Sites"), WAIT)
        remote = psutil.Process(int(pid.read_text()))
        cut = time.perf_counter()
        program.process.kill()
        gone, _ = psutil.wait_procs([remote], WAIT)
        assert gone
        assert time.perf_counter() - cut < SOON
        while not (code.exists() and code.read_text()):
            assert time.perf_counter() - cut < WAIT
    assert code.read_text() == "129\n"


def test_a_signal_at_the_other_end_leaves_this_terminal_as_it_was(sshd: Sshd, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    with over(sshd, f"echo $$ >{pid}; exec {ztui('demo', 'sites', *SMALL)}") as program:
        program.wait_for(in_area("Sites"), WAIT)
        os.kill(int(pid.read_text()), signal.SIGTERM)
        assert program.wait_exit(WAIT) == 143
        assert program.screen.left_on == ()
        assert program.settings == program.settings_before


@pytest.mark.parametrize(("arguments", "code"), [(("--demo", "list", "sites"), 0), (("list", "what"), 2)])
def test_a_command_without_a_terminal_prints_and_gives_its_code(
    sshd: Sshd, arguments: tuple[str, ...], code: int
) -> None:
    there = subprocess.run(
        [*sshd.client("-T"), ztui(*arguments)],
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=2 * WAIT,
    )
    here = command(*arguments)
    assert (there.returncode, there.stdout) == (here.code, here.out)
    assert here.code == code
    assert b"\x1b" not in there.stdout + there.stderr


def test_without_a_terminal_the_program_names_what_there_is_instead(sshd: Sshd) -> None:
    argv = [*sshd.client("-T"), ztui("demo")]
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=WAIT)
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
    assert "ztui --plain" in done.stderr
