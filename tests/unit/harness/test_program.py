"""Programs on a pseudo terminal, seen through small scripts."""

from __future__ import annotations

import signal
import sys

import pytest

from benchmarks.harness import measure
from benchmarks.harness.link import Link
from benchmarks.harness.program import Chunk, Ended, Program, Waited

ECHO = """
import os, sys, termios, tty
before = termios.tcgetattr(0)
tty.setraw(0)
os.write(1, b"ready")
while (key := os.read(0, 1)) != b"q":
    os.write(1, b"\\r\\n<" + key.hex().encode() + b">")
termios.tcsetattr(0, termios.TCSANOW, before)
"""
SIZE = """
import os, signal
def told(*_):
    size = os.get_terminal_size()
    os.write(1, f"{size.columns}x{size.lines} ".encode())
signal.signal(signal.SIGWINCH, told)
told()
while True:
    signal.pause()
"""


def python(
    script: str, *, size: tuple[int, int] = (80, 24), term: str = "xterm-256color", sync: bool = False
) -> Program:
    return Program([sys.executable, "-I", "-S", "-c", script], size=size, term=term, sync=sync)


def test_what_is_typed_reaches_the_program_and_its_answer_the_screen() -> None:
    with python(ECHO) as program:
        program.wait_for("ready")
        program.press("down")
        program.wait_for("<1b>\n<5b>\n<42>")
        program.press("q")

        assert program.wait_exit() == 0
        assert program.settings == program.settings_before


def test_what_does_not_come_in_time_is_told_with_the_screen() -> None:
    with python(ECHO) as program:
        program.wait_for("ready")

        with pytest.raises(Waited, match=r"(?s)'never' was not seen within 0.05 s.*ready"):
            program.wait_for("never", timeout=0.05)


def test_a_program_that_ended_is_not_waited_for() -> None:
    with python("print('last words')") as program, pytest.raises(Ended, match=r"(?s)the program ended.*last words"):
        program.wait_for("never", timeout=60)


def test_the_exit_status_is_told_and_signals_are_negative() -> None:
    with python("raise SystemExit(3)") as program:
        assert program.wait_exit() == 3
    with python(SIZE) as program:
        program.wait_for("80x24")
        program.signal(signal.SIGTERM)
        assert program.wait_exit() == -signal.SIGTERM


def test_a_program_that_still_runs_is_told_and_killed_at_the_end() -> None:
    with python(SIZE) as program:
        program.wait_for("80x24")
        with pytest.raises(Waited, match="still runs"):
            program.wait_exit(timeout=0.05)
    assert program.process.returncode == -signal.SIGKILL


def test_the_terminal_has_a_size_that_can_change_and_a_name() -> None:
    with python(SIZE, size=(50, 10)) as program:
        program.wait_for("50x10")
        program.resize(132, 43)
        program.wait_for("132x43")
    with python("import os; print(os.environ['TERM'], os.ttyname(0) == os.ttyname(1))", term="dumb") as program:
        program.wait_for("dumb True")


def test_ctrl_c_reaches_the_program_as_a_signal_of_its_terminal() -> None:
    with python("import signal; print('ready', flush=True); signal.pause()") as program:
        program.wait_for("ready")
        program.press("ctrl+c")

        assert program.wait_exit() == -signal.SIGINT


def test_a_terminal_that_is_asked_for_a_mode_answers() -> None:
    script = "import os, tty; tty.setraw(0); os.write(1, b'\\x1b[?2026$p'); print(os.read(0, 20).hex())"
    for sync, answer in ((True, b"\x1b[?2026;2$y"), (False, b"\x1b[?2026;0$y")):
        with python(script, sync=sync) as program:
            program.wait_for(answer.hex())


def test_a_key_costs_time_and_the_bytes_of_its_answer() -> None:
    with python(ECHO) as program:
        program.wait_for("ready")
        cost = measure.key(program, "x")

        assert cost.bytes == len("\r\n<78>")
        assert 0 < cost.change <= cost.quiet < 5


def test_a_key_without_an_answer_costs_nothing() -> None:
    with python("import time, tty; tty.setraw(0); print('ready', flush=True); time.sleep(60)") as program:
        program.wait_for("ready")

        assert measure.key(program, "x", timeout=0.05) == measure.KeyCost(0.0, 0.0, 0)


def test_a_start_is_told_from_the_first_byte_to_the_last() -> None:
    script = (
        "import os, signal; os.write(1, b'\\x1b[?25l'); os.write(1, b'frame'); os.write(1, b' rows'); signal.pause()"
    )
    with python(script) as program:
        start = measure.start(program, "rows", quiet=0.05)

    assert 0 < start.first_byte <= start.first_paint <= start.ready <= start.quiet
    assert start.bytes == len("\x1b[?25lframe rows")


def test_who_rests_sends_nothing_and_who_works_is_seen() -> None:
    with python("import signal; print('ready', flush=True); signal.pause()") as program:
        program.wait_for("ready")
        idle = measure.at_rest(program, 0.1)
        memory = measure.memory(program)
    with python("while True: print('x' * 100, flush=True)") as program:
        program.wait_for("x")
        busy = measure.at_rest(program, 0.1)

    assert idle.bytes == 0
    assert idle.cpu < 0.01
    assert busy.bytes > 0
    assert busy.cpu > idle.cpu
    assert 0 < memory.now <= memory.peak


def test_what_never_falls_quiet_is_told() -> None:
    with python("while True: print('x', flush=True)") as program, pytest.raises(Waited, match="not quiet"):
        program.wait_quiet(timeout=0.05)


def test_a_slow_line_is_computed_from_what_was_sent_when() -> None:
    chunks = [Chunk(10.0, b"x" * 1000), Chunk(10.1, b"y" * 1000), Chunk(20.0, b"z")]
    line = Link(delay=0.25, bandwidth=8000)

    assert line.arrivals(chunks) == pytest.approx([11.25, 12.25, 20.251])
    assert line.round_trip(9.0, chunks[:2]) == pytest.approx(3.5)
    assert line.round_trip(9.0, []) == 0
    assert Link().round_trip(9.0, chunks) == pytest.approx(11.0)
