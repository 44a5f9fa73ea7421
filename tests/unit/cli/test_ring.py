"""`ztui ring`: trees for people and for programs, candidates, numbers of others, exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.house import Ran

THEN = ("--at", "2026-11-23 03:00")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which what was read once is kept."""
    return tmp_path_factory.mktemp("ring")


def ran(folder: Path, *words: str, terminal: bool = False) -> Ran:
    stored = ("--demo", "--demo-state", str(folder / "state"))
    return ztui("--tz", "America/Los_Angeles", *stored, *words, folder=folder, terminal=terminal)


def test_a_number_is_followed_at_a_moment_for_people_and_for_programs(folder: Path) -> None:
    queues = ran(folder, "list", "call-queues", "--limit", "40", "--json").json
    queue = next(each for each in queues if each["phone_numbers"])
    number = queue["phone_numbers"][0]["number"]
    told = ran(folder, "ring", number, *THEN, "--table")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[0] == "Mon 23 Nov 03:00 PST"
    assert queue["name"] in told.out
    assert told.out.count("◀") == 1
    data = ran(folder, "ring", number, *THEN, "--json").json
    assert (data["at"], data["is_now"]) == ("2026-11-23T11:00:00Z", False)
    assert data["tree"]["phone_number"] == number
    assert data["tree"]["children"][0]["id"] == queue["id"]
    assert len(data["here"]) == 1
    assert all(each["via"] for each in data["tree"]["children"][0]["children"])


def test_now_is_now_also_when_it_is_said(folder: Path) -> None:
    told = ran(folder, "ring", "801-8000", "--at", "Now", "--table")
    assert told.out.startswith("now, ")


def test_on_a_terminal_no_line_is_longer_than_it(folder: Path) -> None:
    told = ran(folder, "ring", "801-8000", "--ascii", "--all", terminal=True)
    assert told.code == 0
    assert all(len(line) <= 80 for line in told.out.splitlines())
    assert "< " in told.out


def test_what_cannot_be_followed_has_its_exit_code_and_its_words(folder: Path) -> None:
    several = ran(folder, "ring", "8000", "--table")
    assert several.code == 2
    assert "call-queues" in several.out
    assert "may be any of" in several.err
    candidates = ran(folder, "ring", "8000", "--json").json["candidates"]
    assert len(several.out.splitlines()) == len(candidates) + 1
    outside = ran(folder, "ring", "+44 20 7946 0102", "--json")
    assert (outside.code, outside.err) == (1, "")
    assert outside.json == {
        "number": "+442079460102", "is_outside": True, "words": "not a number of this account",
        "country": "United Kingdom", "last_calls": [],
    }  # fmt: skip
    assert ran(folder, "ring", "nobody at all").code == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("8000", "--at", "soon"), "sat 22:00"),
        (("8000", "--csv"), "No such option"),
        (("  ",), "Nothing is named"),
        (("801-8000", "--caller-ids"), "asked of a number"),
    ],
)
def test_what_is_asked_wrongly_is_refused(folder: Path, words: tuple[str, ...], says: str) -> None:
    refused = ran(folder, "ring", *words)
    assert refused.code == 2
    assert says in refused.err
