"""What cannot work is said in a sentence, with the exit code that scripts go by."""

from __future__ import annotations

import socket

import pytest

from tests.e2e.programs import SMALL, WAIT, Server, command, on_terminal

pytestmark = [pytest.mark.slow]


@pytest.mark.parametrize(
    ("term", "size", "reason"),
    [("dumb", (80, 24), "dumb"), ("xterm-256color", (50, 10), "50x10"), ("xterm-256color", (59, 24), "59x24")],
)
def test_a_terminal_that_cannot_show_screens_is_told_of_the_commands(
    term: str, size: tuple[int, int], reason: str
) -> None:
    with on_terminal("demo", term=term, size=size) as program:
        assert program.wait_exit(WAIT) == 2
        said = program.output.decode()

    assert reason in said
    assert "ztui list" in said
    assert "\x1b" not in said


def test_the_program_without_a_terminal_names_the_commands() -> None:
    answer = command("demo")

    assert (answer.code, answer.out) == (2, b"")
    assert "ztui list" in answer.err


def test_without_credentials_it_says_what_to_set_and_names_the_demo() -> None:
    answer = command("list", "call-queues")

    assert (answer.code, answer.out) == (2, b"")
    assert "ZTUI_CLIENT_ID" in answer.err
    assert "ztui demo" in answer.err


def test_a_host_that_nobody_answers_on_is_named_and_worth_a_retry() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{unused.getsockname()[1]}"
        server = Server((), url=f"http://{address}")
        answer = command("list", "sites", **server.variables)

    assert (answer.code, answer.out) == (3, b"")
    assert "127.0.0.1" in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.xdist_group("refusing server")
def test_a_client_that_is_not_accepted_is_an_authentication_error_without_the_secret() -> None:
    with Server.simulator("--client", "right:one", *SMALL) as server:
        refused = command("list", "sites", **server.variables | {"ZTUI_CLIENT_SECRET": "wr0ng-secret"})
        accepted = command(
            "list", "sites", **server.variables | {"ZTUI_CLIENT_ID": "right", "ZTUI_CLIENT_SECRET": "one"}
        )

    assert (refused.code, refused.out) == (4, b"")
    assert "wr0ng-secret" not in refused.err
    assert accepted.code == 0


def test_names_that_nothing_has_are_answered_with_the_nearest() -> None:
    answer = command("--demo", "list", "call-quees")

    assert (answer.code, answer.out) == (2, b"")
    assert "call-queues" in answer.err


@pytest.mark.parametrize(
    ("arguments", "word"), [(("sim", "--calls", "-5"), "--calls"), (("sim", "--faults", "500=200"), "500")]
)
def test_options_that_cannot_be_are_one_line(arguments: tuple[str, ...], word: str) -> None:
    answer = command(*arguments)

    assert (answer.code, answer.out) == (2, b"")
    assert word in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_options_of_the_demo_that_cannot_be_are_said_before_anything_is_drawn() -> None:
    with on_terminal("demo", "--calls", "-5") as program:
        assert program.wait_exit(WAIT) == 2
        said = program.output.decode()

    assert "--calls" in said
    assert "\x1b" not in said


def test_a_port_that_is_taken_is_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        answer = command("sim", "--port", port)

    assert (answer.code, answer.out) == (2, b"")
    assert port in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_folders_that_cannot_be_written_are_one_line() -> None:
    with Server.simulator(*SMALL) as server:
        variables = {**server.variables, "ZTUI_CACHE_DIR": "/proc/none", "ZTUI_STATE_DIR": "/proc/none"}
        answer = command("set", "sites", "Denver", "name=X", "--yes", **variables)

    assert (answer.code, answer.out) == (2, b"")
    assert "/proc/none" in answer.err
    assert len(answer.err.strip().splitlines()) == 1
