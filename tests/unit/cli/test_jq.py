"""`--jq` of the commands that print: what JSON would say, filtered; all else about a command stays as it was."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import Ran, ztui

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not on this machine")


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("jq")


def run(state: Path, *words: str, terminal: bool = False) -> Ran:
    return ztui("--demo", "--demo-state", str(state), *words, folder=state, terminal=terminal)


@pytest.mark.parametrize(
    ("words", "expression", "printed"),
    [
        (("list", "sites", "--limit", "2"), "length", "2\n"),
        (("get", "account-settings"), "type", '"object"\n'),
        (("operations", "createCallQueue"), ".[0].method", '"POST"\n'),
        (("journal",), "length", "0\n"),
        (("check", "--stored"), ".findings | type", '"array"\n'),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_what_json_would_say_goes_through_it(
    state: Path, words: tuple[str, ...], expression: str, printed: str
) -> None:
    ran = run(state, *words, "--jq", expression)
    assert (ran.out, "jq" in ran.err) == (printed, False)
    assert ran.code == run(state, *words, "--json").code


def test_stored_calls_are_filtered_too(state: Path) -> None:
    assert run(state, "calls", "sync", "--from", "-1d", "--yes", "--quiet").code == 0
    assert int(run(state, "calls", "stats", "--by", "hour", "--jq", ".totals.calls").out) > 0
    assert run(state, "calls", "callbacks", "--jq", ".callers | type").out == '"number"\n'
    assert run(state, "calls", "story", "+14155550188", "--jq", ".rows | type").out == '"array"\n'


def test_the_exit_code_is_that_of_the_command(state: Path) -> None:
    ran = run(state, "find", "nothing is called so", "--jq", ".found")
    assert (ran.code, ran.out) == (1, "[]\n")


def test_each_value_has_its_line_on_a_terminal_as_in_a_pipe(state: Path) -> None:
    words = ("list", "sites", "--limit", "2", "--jq", ".[].name")
    assert run(state, *words).out == run(state, *words, terminal=True).out
    assert len(run(state, *words).out.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "sites", "--jq", "[", "--json"), "jq cannot do this"),
        (("list", "sites", "--jq", ".", "--csv"), "--jq filters JSON"),
        (("list", "sites", "--jq", ".", "-o", "x.json"), "--output"),
        (("journal", "--jq", ".", "show", "1"), "--jq"),
    ],
)
def test_what_cannot_be_filtered_is_refused_before_anything_is_sent(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    ran = ztui("--offline", *words, folder=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_filter_that_fails_prints_nothing_of_it(state: Path) -> None:
    ran = run(state, "list", "sites", "--jq", '.[0].name, error("no")')
    assert (ran.code, ran.out) == (1, "")
    assert "jq cannot do this" in ran.err
