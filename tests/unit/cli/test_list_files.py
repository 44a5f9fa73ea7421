"""`ztui list RESOURCE -o FILE`: the same text as on stdout, in a file that is whole or not there."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui
from ztui.resources.call_history import CALL_HISTORY

if TYPE_CHECKING:
    from pathlib import Path

CALLS = ("--demo", "--tz", "America/Los_Angeles", "list", "call-history", "--limit", "30", "--match", "dir:in")


@pytest.mark.parametrize("form", ["csv", "json", "ndjson"])
def test_a_file_has_what_stdout_has(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"calls.{form}"
    printed = ztui(*CALLS, f"--{form}", folder=tmp_path)
    ran = ztui(*CALLS, "-o", str(path), folder=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"ztui: 30 rows written to {path}.\n"
    assert path.read_bytes().decode() == printed.out


def test_a_dash_is_stdout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = ztui(*CALLS, "--csv", folder=tmp_path)
    assert ztui(*CALLS, "--csv", "-o", "-", folder=tmp_path) == printed
    assert not (tmp_path / "-").exists()


def test_all_columns_are_named_all_and_times_stand_in_both_zones(tmp_path: Path) -> None:
    ran = ztui(*CALLS, "--columns", "all", "--csv", folder=tmp_path)
    (row, *_) = csv.DictReader(io.StringIO(ran.out))
    assert {each.path for each in CALL_HISTORY.columns} < set(row)
    assert row["start_time"].endswith("Z")
    assert row["start_time_local"].endswith("-08:00")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "calls.xls"), "End it in .csv, .json or .ndjson."),
        (("-o", "calls.csv", "--table"), "A table cannot be written with -o."),
        (("-o", "nowhere/calls.csv"), "There is no folder nowhere."),
        (("-o", "mine.csv"), "mine.csv is there already."),
    ],
)
def test_a_file_that_cannot_be_is_told_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text("mine")
    ran = ztui(*CALLS, *words, folder=tmp_path)
    assert ran.code == 2
    assert said in ran.err
    assert (tmp_path / "mine.csv").read_text() == "mine"


def test_a_file_is_replaced_if_that_is_said_and_the_line_on_a_terminal_goes(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("mine")
    ran = ztui(*CALLS, "--csv", "-o", str(path), "--clobber", folder=tmp_path, terminal=True)
    assert ran.code == 0
    assert len(path.read_text().splitlines()) == 31
    assert ran.err.endswith(f"ztui: 30 rows written to {path}.\n")
