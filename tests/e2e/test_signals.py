"""What ends and stops the program from outside, and what of it is left on the terminal: byte by byte."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from benchmarks.harness.program import Program
from tests.e2e.programs import SMALL, WAIT, environment, on_terminal
from tests.e2e.test_demo import in_area, row_under_cursor
from ztui.ui.terminal.restore import restore_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.harness.screen import Screen
    from tests.e2e.programs import Server

pytestmark = [pytest.mark.slow]

TERM, HUP, INT = signal.SIGTERM, signal.SIGHUP, signal.SIGINT
SITES = ("demo", "sites", *SMALL)
SOON = 5.0
"""Seconds that are too many for an ending that takes less than one, on any machine."""
STUCK = """
import os
import sys
from ztui.main import main
from ztui.ui.app import ZtuiApp

def action_redraw(app):
    os.write(1, b"\\x1b]2;stuck\\x07")
    while True:
        pass

ZtuiApp.action_redraw = action_redraw
sys.exit(main(sys.argv[1:]))
"""


def settled(screen: Screen) -> bool:
    """Tell whether the whole list is there, with its keys."""
    return (
        screen.alternate
        and in_area("Sites")(screen)
        and screen.row(2).endswith(" 4")
        and "London" in screen.row(7)
        and "? more" in screen.row(23)
    )


def nothing_left(program: Program) -> bool:
    """Tell whether the terminal is as it was: no mode, no cursor hidden, nothing drawn, the line settings."""
    assert program.screen.left_on == ()
    assert program.settings == program.settings_before
    assert program.screen.text.strip() == "", program.screen.text
    return not program.screen.alternate


@pytest.mark.parametrize("number", [TERM, HUP, INT, signal.SIGQUIT])
def test_a_signal_ends_the_program_as_a_command_would_and_gives_its_number(number: signal.Signals) -> None:
    with on_terminal(*SITES) as program:
        program.wait_for(in_area("Sites"), WAIT)
        program.signal(number)
        assert program.wait_exit(WAIT) == 128 + number
        assert nothing_left(program)
        # Left by itself: what is written past everything is not among it.
        assert restore_bytes() not in program.output


def test_a_signal_during_the_start_leaves_nothing_behind() -> None:
    with on_terminal(*SITES) as program:
        program.wait_for(lambda screen: screen.alternate, WAIT)
        program.signal(TERM)
        assert program.wait_exit(WAIT) == 143
        assert nothing_left(program)


@pytest.mark.parametrize("number", [TERM, HUP])
def test_a_program_that_is_stuck_obeys_after_two_seconds(number: signal.Signals) -> None:
    with stuck_program() as program:
        sent = time.perf_counter()
        program.signal(number)
        assert program.wait_exit(WAIT) == 128 + number
        assert time.perf_counter() - sent > 1.9
        assert nothing_left(program)
        assert program.output.endswith(restore_bytes())


def test_the_second_signal_is_obeyed_at_once() -> None:
    with stuck_program() as program:
        sent = time.perf_counter()
        program.signal(TERM)
        program.wait_quiet(0.05)
        program.signal(INT)
        assert program.wait_exit(WAIT) == 143
        assert time.perf_counter() - sent < 1.9
        assert nothing_left(program)
        assert program.output.endswith(restore_bytes())


def test_a_terminal_that_takes_no_more_does_not_keep_the_program() -> None:
    # As over a line that hangs without being cut. Whole frames are sent, so that it is soon full.
    with on_terminal(*SITES, size=(200, 60), traced=False, ZTUI_TERMINAL_DRIVER="textual") as program:
        program.wait_for(in_area("Sites"), WAIT)
        program.press(*["ctrl+l"] * 60)
        waiting = psutil.Process(program.process.pid)
        waiting.cpu_percent(None)
        while waiting.cpu_percent(0.2) > 5:
            continue
        program.signal(TERM)
        assert program.process.wait(WAIT) == 143
        assert program.settings == program.settings_before


def stuck_program() -> Program:
    """Start the program and let its loop hang."""
    environ = environment(traced=False)
    program = Program([sys.executable, "-c", STUCK, *SITES], environ=environ)
    program.wait_for(in_area("Sites"), WAIT)
    program.wait_quiet(0.2)
    program.press("ctrl+l")
    program.wait_for(lambda screen: "stuck" in screen.titles, WAIT)
    return program


def test_a_terminal_that_goes_away_ends_the_program_and_its_state_is_kept(simulator: Server, tmp_path: Path) -> None:
    variables = {**simulator.variables, "ZTUI_STATE_DIR": str(tmp_path)}
    with on_terminal(**variables) as program:
        program.wait_for(in_area("Calls"), WAIT)
        program.send(":sites\r")
        program.wait_for("Denver", WAIT)
        program.send("/denver\r")
        program.wait_for(lambda screen: in_area("Sites")(screen) and "London" not in screen.text, WAIT)
        gone = program.hang_up()
        assert program.process.wait(WAIT) == 129
        assert time.perf_counter() - gone < SOON
    assert "Traceback" not in "".join(each.read_text() for each in tmp_path.rglob("*.log"))
    with on_terminal(**variables) as program:
        program.wait_for(lambda screen: in_area("Sites")(screen) and "denver" in screen.row(2), WAIT)


@pytest.mark.skipif(shutil.which("setsid") is None, reason="setsid is not here")
def test_a_terminal_that_goes_away_is_noticed_without_any_signal(tmp_path: Path) -> None:
    # In a session of its own the program has no terminal that controls it, so nothing tells it but the terminal itself.
    script = """trap '' HUP; setsid -w "$@"; echo $? >"$CODE.new"; mv "$CODE.new" "$CODE" """
    code = tmp_path / "code"
    argv = ["sh", "-c", script, "sh", sys.executable, "-m", "ztui", *SITES]
    with Program(argv, environ=environment(CODE=str(code))) as program:
        program.wait_for(in_area("Sites"), WAIT)
        gone = program.hang_up()
        program.process.wait(WAIT)
        assert time.perf_counter() - gone < SOON
    assert code.read_text() == "129\n"


@pytest.mark.parametrize("driver", ["differential", "textual"])
def test_a_shell_gets_its_terminal_when_we_stop_and_gives_it_back(driver: str) -> None:
    with shell(ZTUI_TERMINAL_DRIVER=driver) as program:
        program.send(f"{sys.executable} -m ztui {' '.join(SITES)}\r")
        program.wait_for(settled, WAIT)
        program.press("ctrl+z")
        program.wait_for(lambda screen: "Stopped" in screen.text and screen.row(screen.cursor[1]) == "$", WAIT)
        assert program.screen.left_on == ("mode 2004",) * program.screen.modes.get(2004, False)  # the shell's own
        assert not program.screen.alternate

        program.send("bg\r")  # where it has no terminal, so it stops again
        program.wait_for("&", WAIT)
        wait_until_stopped(program, psutil.Process(program.process.pid).children()[0])
        assert not program.screen.alternate

        program.send("fg; echo code $?\r")
        program.wait_for(settled, WAIT)
        program.press("down")
        program.wait_for(lambda screen: "Denver" in row_under_cursor(screen), WAIT)
        program.send(":q\r")
        program.wait_for("code 0", WAIT)
        assert not program.screen.alternate


def test_a_stopped_program_that_is_killed_leaves_the_terminal_to_the_shell() -> None:
    with shell() as program:
        program.send(f"{sys.executable} -m ztui {' '.join(SITES)}\r")
        program.wait_for(in_area("Sites"), WAIT)
        program.press("ctrl+z")
        program.wait_for("Stopped", WAIT)
        program.wait_quiet(0.1)
        so_far = len(program.output)
        job = psutil.Process(program.process.pid).children()[0]
        program.send("kill %1\r")
        psutil.wait_procs([job], WAIT)
        program.send("wait %1; echo code $?\r")
        program.wait_for("code 143", WAIT)
        assert b"\x1b[?1049" not in program.output[so_far:]
        program.send("echo still $((40 + 2))\r")
        program.wait_for("still 42", WAIT)


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP], ids=["SIGTSTP", "SIGSTOP"])
def test_a_stop_and_a_continuation_by_kill_paint_all_again(number: signal.Signals) -> None:
    with on_terminal(*SITES) as program:
        program.wait_for(settled, WAIT)
        program.wait_quiet(0.1)
        program.signal(number)
        wait_until_stopped(program, psutil.Process(program.process.pid))
        assert program.screen.alternate is (number == signal.SIGSTOP)
        so_far = len(program.output)
        program.signal(signal.SIGCONT)
        program.wait_for(lambda screen: b"\x1b[?1049h" in program.output[so_far:] and settled(screen), WAIT)
        program.wait_quiet(0.1)
        assert program.output[so_far:].count(b"\x1b[?1049h") == 1
        program.send(":q\r")
        assert program.wait_exit(WAIT) == 0
        assert nothing_left(program)


def test_a_continuation_without_a_stop_changes_nothing() -> None:
    with on_terminal(*SITES) as program:
        program.wait_for(settled, WAIT)
        program.wait_quiet(0.1)
        so_far = len(program.output)
        program.signal(signal.SIGCONT)
        program.wait_for(lambda screen: b"\x1b[?1049h" in program.output[so_far:] and settled(screen), WAIT)
        program.send(":q\r")
        assert program.wait_exit(WAIT) == 0
        assert nothing_left(program)


def test_a_stop_is_refused_where_no_shell_waits() -> None:
    with on_terminal(*SITES) as program:
        program.wait_for(in_area("Sites"), WAIT)
        program.press("ctrl+z")
        program.wait_for("No shell waits behind ztui", WAIT)


def wait_until_stopped(program: Program, process: psutil.Process) -> None:
    """Read what is written until a process is stopped and all of it has come."""
    end = time.perf_counter() + WAIT
    while process.status() != psutil.STATUS_STOPPED:
        program.wait_quiet(0.01)
        assert time.perf_counter() < end, "It was not stopped."
    program.wait_quiet(0.05)


def shell(**extra: str) -> Program:
    """Start a shell with job control."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not here")
    argv = [bash, "--norc", "--noprofile", "--noediting", "-i"]
    program = Program(argv, environ=environment(traced=False, PS1="$ ", **extra))
    program.wait_for("$", WAIT)
    return program
