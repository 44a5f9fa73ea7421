"""`ztui task`: what it lists, how its words are read, what it finds, plans and writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.house import Ran

NUMBER = "(415) 555-0188"


def run(folder: Path, *words: str, terminal: bool = False) -> Ran:
    return ztui("--demo", "--demo-state", str(folder / "demo"), *words, folder=folder, terminal=terminal)


def test_the_tasks_are_listed_and_each_says_what_it_asks_for(tmp_path: Path) -> None:
    listed = run(tmp_path, "task")
    names = [line.split()[0] for line in listed.out.splitlines()[:-1]]
    assert (listed.code, names[0], len(names)) == (0, "leaver", 8)
    for name in names:
        told = run(tmp_path, "task", name)
        assert told.code == 0
        assert f"ztui task {name} " in told.out
    assert "[forward_to=PICK]" in run(tmp_path, "task", "leaver").out
    unknown = run(tmp_path, "task", "leever")
    assert (unknown.code, "leaver" in unknown.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("comment",), "not understood"),
        (("--comment",), "value is missing"),
        (("--color", "red"), "color"),
        (("number=+14155550199",), "given twice"),
    ],
)
def test_words_that_cannot_be_read_are_refused_before_anything_is_asked(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    refused = run(tmp_path, "task", "block", NUMBER, *words)
    assert (refused.code, said in refused.err) == (2, True)


def test_a_caller_is_looked_for_planned_blocked_and_unblocked(tmp_path: Path) -> None:
    found = run(tmp_path, "task", "block", NUMBER, "--find").json
    assert (found["subject"], found["found"]) == ("+1 415 555 0188", ["No rule blocks it."])
    assert found["requests"] > 0
    words = ("task", "block", NUMBER, "--comment", "at night", "threat=yes")
    plan = run(tmp_path, *words, "--dry-run").json
    (change,) = plan["changes"]
    assert change["body"]["blocked_number"] == "+14155550188"
    assert (change["body"]["comment"], change["body"]["type"]) == ("at night", "block_as_threat")
    assert (run(tmp_path, *words).code, run(tmp_path, "journal").json) == (2, [])
    done = run(tmp_path, *words, "--yes", "--reason", "ticket 4711")
    assert (done.code, done.json["changes"][0]["outcome"]) == (0, "done")
    again = run(tmp_path, *words, "--yes")
    assert (again.code, "blocked already" in again.err) == (0, True)
    (entry,) = run(tmp_path, "journal").json
    assert run(tmp_path, "journal", "undo", entry["id"], "--yes").code == 0
    assert run(tmp_path, "list", "inbound-block-rules", "--where", "keyword=4155550188").json == []


def test_a_stand_in_is_shown_as_it_is(tmp_path: Path) -> None:
    words = ("task", "common-area", "Lobby", "site=Denver", "--plans", "100", "--dry-run")
    plan = run(tmp_path, *words).json
    assert plan["changes"][1]["path"] == "/phone/common_areas/‹new common area›/calling_plans"
    table = run(tmp_path, *words, terminal=True)
    assert "POST /phone/common_areas/‹new common area›/calling_plans" in table.out
    assert "Lobby at Denver (" in table.err
