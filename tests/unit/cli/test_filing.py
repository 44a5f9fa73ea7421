"""`-o FILE` of the commands that print one text: the same as on stdout, in a file that is whole or not there."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = (
    ("get", "sites", "Denver"),
    ("get", "account-settings"),
    ("find", "Denver"),
    ("check", "--stored", "--rule", "queue-empty"),
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Give the options of a demo that has read what the tests look for."""
    folder = tmp_path_factory.mktemp("demo")
    kept = ("--demo", "--demo-state", str(folder))
    assert ztui(*kept, "index", "sync", "--part", "sites", "--quiet", folder=folder).code == 0
    return kept


@pytest.mark.parametrize("form", ["csv", "json", "ndjson"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_file_has_what_stdout_has(tmp_path: Path, demo: tuple[str, ...], words: tuple[str, ...], form: str) -> None:
    path = tmp_path / f"made.{form}"
    printed = ztui(*demo, *words, f"--{form}", folder=tmp_path)

    ran = ztui(*demo, *words, "-o", str(path), folder=tmp_path)

    assert (ran.code, ran.out) == (printed.code, "")
    if not printed.out:
        assert "There is nothing to be written" in ran.err
        return
    assert f"ztui: Written to {path}.\n" in ran.err
    assert path.read_bytes().decode() == printed.out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "made.xls"), "End it in .csv, .json or .ndjson."),
        (("-o", "made.csv", "--table"), "A table cannot be written with -o."),
        (("-o", "nowhere/made.csv"), "There is no folder nowhere."),
        (("-o", "mine.csv"), "mine.csv is there already."),
        (("-o", "made.json", "--jq", "."), "--jq filters what is printed."),
        (("-o", "made.json", "--watch"), "--watch prints what changes."),
    ],
)
def test_a_file_that_cannot_be_is_told_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text("mine")

    ran = ztui("--demo", "get", "sites", "Denver", *words, folder=tmp_path)

    assert ran.code == 2
    assert said in ran.err
    assert (tmp_path / "mine.csv").read_text() == "mine"


def test_what_is_there_is_replaced_where_that_is_asked_for(tmp_path: Path, demo: tuple[str, ...]) -> None:
    path = tmp_path / "site.json"
    path.write_text("mine")

    ran = ztui(*demo, "get", "sites", "Denver", "-o", str(path), "--clobber", folder=tmp_path)

    assert ran.code == 0
    assert '"name": "Denver"' in path.read_text(encoding="utf-8")


def test_where_nothing_is_printed_no_file_is_made(tmp_path: Path, demo: tuple[str, ...]) -> None:
    path = tmp_path / "stats.csv"

    ran = ztui(*demo, "calls", "stats", "--by", "hour", "-o", str(path), folder=tmp_path)

    assert ran.code == 1
    assert "No calls are stored yet." in ran.err
    assert not path.exists()


def test_a_part_of_a_command_prints_for_itself(tmp_path: Path) -> None:
    ran = ztui("check", "-o", str(tmp_path / "rules.json"), "rules", folder=tmp_path)

    assert ran.code == 2
    assert "-o takes what is printed here." in ran.err
