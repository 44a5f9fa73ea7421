"""`ztui call`: a ladder for people, everything for programs, and what is said of a call that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

SMALL = ("--demo", "--tz", "America/Los_Angeles")


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A call to a queue that somebody answered."""
    rows = ztui(*SMALL, "list", "calls", "--json", folder=tmp_path_factory.mktemp("calls")).json
    found: dict[str, str] = next(
        each for each in rows if each["call_result"] == "answered" and each.get("callee_ext_type") == "call_queue"
    )
    return found


def test_a_call_is_drawn_with_its_legs_below(tmp_path: Path, answered: dict[str, str]) -> None:
    ran = ztui(*SMALL, "call", answered["call_history_uuid"], folder=tmp_path, terminal=True)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert any(line.startswith("TIME PST") for line in lines)
    assert any("call ended" in line and "wait" in line for line in lines)
    assert "Leg 1 of " in ran.out
    assert answered["call_id"] in ran.out
    assert max(len(line) for line in lines if line[2:3] == ":") <= 80


def test_plain_signs_can_be_asked_for(tmp_path: Path, answered: dict[str, str]) -> None:
    ran = ztui(*SMALL, "call", answered["call_history_uuid"], "--ascii", "--table", folder=tmp_path)
    assert "->" in ran.out
    assert not set(ran.out) & set("│─▶●→·")


def test_programs_get_the_record_the_legs_and_what_the_ladder_makes_of_them(
    tmp_path: Path, answered: dict[str, str]
) -> None:
    words = ("call", answered["call_id"], "--json", "--quality")
    data = ztui(*SMALL, *words, "--search", folder=tmp_path).json
    assert data["call"]["call_history_uuid"] == answered["call_history_uuid"]
    assert {each["leg"] for each in data["events"]} == {None, *range(1, len(data["call"]["call_elements"]) + 1)}
    assert data["events"][-1]["event"] == "call ended"
    assert len(data["parties"]) == max(each["to"] or 0 for each in data["events"])
    assert data["totals"]["talk"] > 0
    assert data["quality"]["heard"]
    unasked = ztui(*SMALL, *words, folder=tmp_path)
    assert (unasked.code, unasked.out) == (2, "")
    assert "is not stored. To look for it at Zoom costs up to 7 heavy requests, under 0.1 % of today's" in unasked.err
    assert "--search" in unasked.err


def test_a_call_that_aged_out_is_said_to_be_gone(tmp_path: Path) -> None:
    id = "20250101-00000000-0000-4000-8000-000000000000"
    ran = ztui(*SMALL, "call", id, folder=tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert f"Zoom has no call {id} (any more)." in ran.err
    assert "six months" in ran.err


@pytest.mark.parametrize("words", [("call",), ("call", " "), ("call", "1", "--csv")])
def test_what_cannot_be_asked_is_an_error_of_use(tmp_path: Path, words: tuple[str, ...]) -> None:
    ran = ztui(*SMALL, *words, folder=tmp_path)
    assert ran.code == 2
    assert ran.out == ""


def test_offline_shows_only_what_is_stored(tmp_path: Path, answered: dict[str, str]) -> None:
    keep = (*SMALL, "--demo-state", str(tmp_path / "kept"))
    id = answered["call_history_uuid"]
    assert ztui(*keep, "--offline", "call", id, folder=tmp_path).code == 1
    online = ztui(*keep, "call", id, "--table", folder=tmp_path)
    assert ztui(*keep, "--offline", "call", id, "--table", folder=tmp_path).out == online.out


def test_two_calls_are_printed_beside_each_other_with_what_differs(tmp_path: Path, answered: dict[str, str]) -> None:
    rows = ztui(*SMALL, "list", "calls", "--json", folder=tmp_path).json
    other = next(each for each in rows if each["call_result"] == "voicemail")
    ids = (answered["call_history_uuid"], "--beside", other["call_history_uuid"])
    ran = ztui(*SMALL, "call", *ids, "--table", folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("call ended") == 2
    assert any(line.split()[:3] == ["result", "answered", "voicemail"] for line in ran.out.splitlines())
    data = ztui(*SMALL, "call", *ids, "--json", folder=tmp_path).json
    assert [each["call"]["call_history_uuid"] for each in data["calls"]] == [ids[0], ids[2]]
    result = next(each for each in data["compared"] if each["what"] == "result")
    assert result == {"what": "result", "one": "answered", "other": "voicemail", "same": False}
