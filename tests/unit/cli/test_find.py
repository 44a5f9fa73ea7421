"""`ztui find` and `ztui index`: forms, exit codes, what is said when something is missing."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.house import Ran

PARTS = ("sites", "call-queues", "auto-receptionists", "rooms", "sip-trunks", "sip-groups")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which some lists are stored."""
    made = tmp_path_factory.mktemp("index")
    ran = demo(made, "index", "sync", "--quiet", *[word for each in PARTS for word in ("--part", each)])
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    return made


def demo(folder: Path, *words: str) -> Ran:
    return ztui("--demo", "--demo-state", str(folder / "state"), *words, folder=folder)


def test_what_is_found_is_printed_in_every_form(folder: Path) -> None:
    ran = demo(folder, "find", "Support", "--json", "--limit", "2")
    assert ran.code == 0
    assert "Not indexed: Users, Numbers" in ran.err
    data = ran.json
    assert set(data["counts"]) <= {"call-queues", "auto-receptionists", "rooms"}
    first = data["found"][0]
    assert (first["kind"], first["by"]) == ("call-queues", "name")
    assert len([each for each in data["found"] if each["kind"] == "call-queues"]) == 2 < data["counts"]["call-queues"]
    assert "Users" in data["not_indexed"]
    rows = list(csv.DictReader(io.StringIO(demo(folder, "find", "Support", "--csv").out)))
    assert len(rows) > 2
    assert all("support" in row["name"].casefold() for row in rows)
    table = demo(folder, "find", first["extension"], "--table")
    assert table.out.splitlines()[1].split()[0] == "call-queues"
    assert "objects are indexed" in table.err


def test_kinds_are_chosen_by_any_name(folder: Path) -> None:
    ran = demo(folder, "find", "a", "--kind", "cq", "--json")
    assert set(ran.json["counts"]) == {"call-queues"}
    assert demo(folder, "find", "a", "--kind", "call-history").code == 2
    assert demo(folder, "find", "a", "--kind", "nonsense").code == 2
    assert demo(folder, "find", "  ").code == 2


def test_nothing_found_is_an_exit_code(folder: Path) -> None:
    ran = demo(folder, "find", "zzzzzz", "--json")
    assert ran.code == 1
    assert ran.json["found"] == []
    outside = demo(folder, "find", "+44 20 7946 0999", "--json")
    assert (outside.code, outside.json["outside"]["country"]) == (1, "GB")
    assert "is not found, but not all numbers were read" in outside.err


def test_offline_finds_what_is_stored_and_syncs_nothing(folder: Path) -> None:
    assert demo(folder, "--offline", "find", "Support", "--json").code == 0
    ran = demo(folder, "--offline", "index", "sync")
    assert ran.code == 2
    assert "offline" in ran.err


def test_a_second_sync_reads_nothing(folder: Path) -> None:
    ran = demo(folder, "index", "sync", "--json", *[word for each in PARTS for word in ("--part", each)])
    assert ran.code == 0
    assert ran.json["requests"] == 0
    assert set(ran.json["fresh"]) == set(PARTS)
    again = demo(folder, "index", "sync", "--part", "rooms", "--max-age", "0")
    assert again.code == 0
    assert again.out.startswith("1 part read, 0 fresh; 1 request in ")
    assert "1 request (1 medium), about 1 s at 50 % of the rate" in again.err


def test_the_status_says_what_is_missing_by_its_exit_code(folder: Path) -> None:
    ran = demo(folder, "index")
    assert ran.code == 1
    line = next(each for each in ran.out.splitlines() if each.startswith("users "))
    assert "never read" in line
    assert "now costs: at least" in ran.err
    assert demo(folder, "index", "status", "--quiet", "--part", "call-queues").code == 0
    assert demo(folder, "index", "--json").json["parts"][0] == {
        "part": "sites",
        "resource": "sites",
        "count": 12,
        "as_of": "2026-11-21T14:05:00Z",
        "complete": True,
        "missing": 0,
        "default": True,
    }


@pytest.mark.parametrize("words", [("--max-age", "soon"), ("--part", "quees"), ("now",)])
def test_what_cannot_be_read_is_refused(folder: Path, words: tuple[str, ...]) -> None:
    assert demo(folder, "index", *words).code == 2
