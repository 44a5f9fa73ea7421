"""The commands against the simulator as a server: the same rows as in the demo, also when the line is bad."""

from __future__ import annotations

import json
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.e2e.programs import Answer, Server, command

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("simulator over HTTP")]

# The longest first: they run beside the others.
LISTS: dict[str, tuple[str, ...]] = {
    "numbers": (),
    "users": (),
    "call-history": ("--limit", "5"),
    "call-queues": (),
    "accounts": (),
    "sip-trunks": (),
    "sip-groups": (),
    "audio-trunks": (),
    "sip-phones": (),
    "sites": (),
}
COUNTS = {"numbers": 12_000, "users": 2_000, "call-history": 5, "call-queues": 300, "accounts": 3, "sites": 12}
WAIT = 110

Answers = dict[tuple[str, str], "Future[Answer]"]


@pytest.fixture(scope="module")
def answers(simulator: Server, failing: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    """Run every list in the demo, on a good and on a bad line, a few at a time; each where nothing is stored yet."""
    with ThreadPoolExecutor(4) as pool:
        running: Answers = {}

        def start(where: str, name: str, words: tuple[str, ...], variables: Mapping[str, str]) -> None:
            folder = str(tmp_path_factory.mktemp(f"{where}-{name}"))
            folders = {"ZTUI_CACHE_DIR": folder, "ZTUI_STATE_DIR": folder}
            running[where, name] = pool.submit(command, *words, traced=False, **variables, **folders)

        for name, more in LISTS.items():
            start("bad", name, ("list", name, "--json", *more), failing.variables)
            start("demo", name, ("--demo", "list", name, "--json", *more), {})
            start("good", name, ("list", name, "--json", *more), simulator.variables)
        start("demo again", "call-queues", ("--demo", "list", "call-queues", "--json"), {})
        yield running
        pool.shutdown(cancel_futures=True)


@pytest.mark.parametrize("name", LISTS)
def test_the_demo_prints_the_rows_there_are(name: str, answers: Answers) -> None:
    answer = answers["demo", name].result(WAIT)

    rows = json.loads(answer.out)
    assert (answer.code, answer.err) == (0, "")
    assert len(rows) == COUNTS.get(name, len(rows))
    assert rows
    assert all(isinstance(row, dict) for row in rows)


@pytest.mark.parametrize("name", LISTS)
def test_a_server_gives_what_the_demo_gives(name: str, answers: Answers) -> None:
    expected, answer = answers["demo", name].result(WAIT), answers["good", name].result(WAIT)

    assert (answer.code, answer.err) == (0, "")
    assert answer.out == expected.out


@pytest.mark.parametrize("name", LISTS)
def test_a_bad_line_changes_no_byte_of_what_is_printed(name: str, answers: Answers) -> None:
    expected, answer = answers["demo", name].result(WAIT), answers["bad", name].result(WAIT)

    assert answer.code == 0, answer.err
    assert answer.out == expected.out


def test_the_bad_line_really_was_bad(answers: Answers, failing: Server) -> None:
    for name in LISTS:
        answers["bad", name].result(WAIT)

    assert {each["fault"] for each in failing.log()} == {"", "429", "500", "reset", "slow"}


def test_nothing_went_wrong_inside_the_simulator(answers: Answers, simulator: Server, failing: Server) -> None:
    for where, name in answers:
        answers[where, name].result(WAIT)

    assert [each for each in (*simulator.log(), *failing.log()) if each["error"]] == []


def test_the_demo_prints_the_same_on_every_run(answers: Answers) -> None:
    assert answers["demo again", "call-queues"].result(WAIT) == answers["demo", "call-queues"].result(WAIT)


def test_another_seed_makes_another_account() -> None:
    def queues(seed: int) -> Answer:
        with Server.simulator("--queues", "5", "--seed", str(seed), traced=False) as server:
            return command("list", "call-queues", "--json", traced=False, **server.variables)

    first, second = queues(1), queues(2)

    assert (first.code, second.code) == (0, 0)
    assert first.out != second.out
