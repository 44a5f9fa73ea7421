"""`ztui --plain` as a user has it: on a terminal with a screen reader, in a pipe, on a dead network."""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.programs import SMALL, WAIT, Server, environment, on_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.harness.program import Program

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("plain")]


@pytest.fixture(scope="module")
def server(_homes: object) -> Iterator[Server]:
    with Server.simulator("--plan", "none", *SMALL, traced=False) as running:
        yield running


def piped(*lines: str, words: tuple[str, ...] = ("--plain",), **variables: Any) -> tuple[int, str, str]:
    """Talk through pipes, in a locale that knows ASCII alone."""
    done = subprocess.run(
        [sys.executable, "-m", "ztui", *words],
        env=environment(TERM="dumb", LANG="C", LC_ALL="C", **variables),
        input="".join(f"{each}\n" for each in lines).encode(),
        capture_output=True,
        check=False,
        timeout=2 * WAIT,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def says(program: Program, text: str) -> None:
    program.wait_for(lambda screen: text in screen.text, WAIT)


def test_a_script_of_lines_browses_changes_and_takes_back(server: Server) -> None:
    script = ["2", "next", "filter support", "1", 'edit name="Front desk"', "y", "list", "undo", "y", "journal"]
    code, out, err = piped(*script, **server.variables)

    assert (code, err) == (0, "")
    assert "Call queues, 11 to 20 of 40" in out
    assert "Name: Front desk" in out
    assert out.count("\ndone ") == 2
    assert out.endswith("Goodbye.\n")
    assert "\x1b" not in out


def test_the_setting_of_the_environment_does_the_same(server: Server) -> None:
    code, out, _ = piped("quit", words=(), ZTUI_PLAIN="1", **server.variables)

    assert code == 0
    assert "1. Call history" in out


def test_a_dead_network_is_a_sentence_and_the_conversation_goes_on() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{unused.getsockname()[1]}"
        code, out, err = piped("go queues", "go", "quit", **Server((), url=f"http://{address}").variables)

    assert (code, err) == (0, "")
    assert address in out
    assert out.count("1. Call history") == 2
    assert "Traceback" not in out


def test_on_a_terminal_it_is_lines_and_ctrl_c_ends_a_command_and_not_the_conversation(server: Server) -> None:
    with on_terminal("--plain", term="dumb", **server.variables) as program:
        says(program, "ztui>")
        program.send("go sites\r")
        says(program, "Sites, 1 to 4 of 4")
        program.send("list sites --watch 600\r")
        says(program, "Main menu: London")
        program.send("\x03")
        says(program, "Stopped.")
        program.wait_for(lambda screen: screen.text.rstrip().endswith("ztui>"), WAIT)
        program.send("\x03")
        says(program, "'quit' leaves.")
        program.send("quit\r")
        assert program.wait_exit(WAIT) == 0
        assert program.settings == program.settings_before
        said = program.output.decode("utf-8", "replace")

    assert "\x1b" not in said


def test_the_end_of_the_input_on_a_terminal_ends_it(server: Server) -> None:
    with on_terminal("--plain", **server.variables) as program:
        says(program, "ztui>")
        program.send("\x04")
        assert program.wait_exit(WAIT) == 0


def test_what_was_typed_ahead_of_a_question_does_not_answer_it(server: Server) -> None:
    with on_terminal("--plain", term="dumb", **server.variables) as program:
        says(program, "ztui>")
        program.send("go queues\r")
        says(program, "10. ")
        program.send("1\r")
        says(program, "Hours and routing")
        program.send("edit name=Typed-ahead\ry\r")
        says(program, "y/n")
        program.send("\r")
        says(program, "Nothing was sent.")
        program.send("quit\r")
        assert program.wait_exit(WAIT) == 0
