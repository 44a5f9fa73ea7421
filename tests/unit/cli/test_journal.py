from __future__ import annotations

import csv
import io
import stat
from typing import TYPE_CHECKING

import pytest

from tests.ui.journals import change, fill
from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.house import Ran

NAME = (("Name", "name", "Old desk", "Support"),)


def run(folder: Path, *words: str, terminal: bool = False) -> Ran:
    return ztui("--demo", "--demo-state", str(folder / "demo"), *words, folder=folder, terminal=terminal)


def journal_in(folder: Path) -> Path:
    """Write the journal of a demo: a name, a failure, a write without an answer."""
    rows = [
        change(1, "q1", "Change call queue Support", fields=NAME, at="2026-11-19T10:00:00+00:00", plan_id="p-1"),
        change(2, "q2", "=1+1", outcome="failed", detail="Zoom says no.", who="ann", at="2026-11-20T10:00:00+00:00"),
        change(3, "q3", "Change call queue Lost", outcome="unknown", fields=NAME, label="Lost", reason="ticket 7"),
    ]
    fill(folder / "demo" / "state" / "journal-demo.sqlite", rows)
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a journal, which is only read."""
    return journal_in(tmp_path_factory.mktemp("journal"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), "321"),
        (("--limit", "1"), "3"),
        (("--outcome", "failed"), "2"),
        (("--outcome", "failed", "--outcome", "unknown"), "32"),
        (("--resource", "cq"), "321"),
        (("--object", "q1"), "1"),
        (("--who", "ANN"), "2"),
        (("--text", "ticket lost"), "3"),
        (("--plan", "p-1"), "1"),
        (("--since", "2026-11-20"), "32"),
        (("--until", "2026-11-20"), "21"),
        (("--since", "-30h", "--until", "2026-11-20T10:00:00Z"), "2"),
        (("--match", "outcome:!failed who:jo", "--since", "2026-11-20"), "3"),
    ],
)
def test_options_narrow_the_journal(written: Path, words: tuple[str, ...], found: str) -> None:
    ran = run(written, "journal", *words)
    assert (ran.code, "".join(each["id"][7] for each in ran.json)) == (0, found)


def test_what_cannot_be_read_is_usage(written: Path) -> None:
    assert "Did you mean outcome" in run(written, "journal", "--match", "outcme:x").err
    for words in (("--match", "outcme:x"), ("--since", "soon"), ("--resource", "nothing"), ("--outcome", "fine")):
        assert run(written, "journal", *words).code == 2


def test_it_is_printed_as_a_table_as_csv_and_as_lines(written: Path) -> None:
    table = run(written, "journal", "--limit", "2", terminal=True)
    assert "3f2a91c3  unknown  Lost: name Old desk → S" in table.out
    assert "2 of 3 entries; --limit N prints more" in table.err
    rows = list(csv.DictReader(io.StringIO(run(written, "journal", "--csv").out)))
    assert [(each["title"], each["profile"]) for each in rows][1] == ("'=1+1", "demo")
    assert len(run(written, "journal", "--ndjson").out.splitlines()) == 3


def test_an_open_write_is_called_open_in_a_table(tmp_path: Path) -> None:
    rows = [change(1, "q1", "Change call queue Support", outcome=None, fields=NAME)]
    fill(tmp_path / "demo" / "state" / "journal-demo.sqlite", rows)
    table = run(tmp_path, "journal", terminal=True)
    assert "3f2a91c1  open " in table.out


def test_it_is_written_to_a_private_file_and_over_none(written: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    ran = run(written, "journal", "-o", str(target))
    assert (ran.code, ran.out) == (0, "")
    assert "3 entries written" in ran.err
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_bytes()
    assert run(written, "journal", "-o", str(target), "--limit", "1").code == 2
    assert target.read_bytes() == before
    assert run(written, "journal", "-o", str(target), "--limit", "1", "--clobber").code == 0
    assert len(target.read_text().splitlines()) == 2
    assert run(written, "journal", "-o", str(tmp_path / "out.txt")).code == 2
    assert run(written, "journal", "-o", str(tmp_path / "nowhere" / "out.csv")).code != 0


def test_one_entry_is_shown_whole(written: Path) -> None:
    shown = run(written, "journal", "show", "3f2a91c1", terminal=True).out
    for said in ("By           jo, profile demo", "Name: Old desk -> Support", "PATCH /phone/call_queues/q1", "Undo  "):
        assert said in shown
    missing = run(written, "journal", "show", "3f2a")
    assert (missing.code, "no entry" in missing.err) == (1, True)


def test_what_became_of_a_change_is_said_by_hand_once(tmp_path: Path) -> None:
    written = journal_in(tmp_path)
    assert run(written, "journal", "settle", "3f2a91c3", "failed", "--reason", " ").code == 2
    settled = run(written, "journal", "settle", "3f2a91c3", "failed", "--reason", "seen in the portal")
    assert (settled.code, settled.json["outcome"]) == (0, "failed")
    assert settled.json["detail"].endswith("says it was not done: seen in the portal")
    shown = run(written, "journal", "show", "3f2a91c3").json
    assert [each["outcome"] for each in shown["earlier"]] == ["unknown"]
    assert run(written, "journal", "settle", "3f2a91c3", "done", "--reason", "no").code == 7


def test_the_last_change_is_undone_by_its_name(tmp_path: Path) -> None:
    queue = run(tmp_path, "list", "call-queues", "--limit", "1").json[0]["id"]
    old = run(tmp_path, "get", "call-queues", queue).json["name"]
    assert run(tmp_path, "journal", "undo", "last").code == 1
    assert run(tmp_path, "set", "cq", queue, "name=New", "--yes").code == 0
    dry = run(tmp_path, "journal", "undo", "last", "--dry-run")
    assert dry.json["changes"][0]["fields"][0]["after"] == old
    assert run(tmp_path, "journal", "undo", "last", "--yes").code == 0
    assert run(tmp_path, "get", "call-queues", queue).json["name"] == old
    assert run(tmp_path, "journal", "--match", "undone:yes").json[0]["key"] == queue
    assert run(tmp_path, "journal", "--match", "undone:yes", "--table").out.splitlines()[1].split()[3] == "undone"


def test_the_journal_survives_the_cache(tmp_path: Path) -> None:
    queue = run(tmp_path, "list", "call-queues", "--limit", "1").json[0]["id"]
    assert run(tmp_path, "set", "cq", queue, "name=New", "--yes").code == 0
    for each in sorted((tmp_path / "demo" / "cache").rglob("*"), reverse=True):
        each.unlink() if each.is_file() else each.rmdir()
    assert [each["key"] for each in run(tmp_path, "journal", "--object", queue).json] == [queue]


def test_a_damaged_journal_says_how_it_is_repaired_and_goes_on_with_what_was_kept(tmp_path: Path) -> None:
    folder = journal_in(tmp_path)
    path = folder / "demo" / "state" / "journal-demo.sqlite"
    whole = run(folder, "journal", "repair")
    assert (whole.code, "is whole: 3 entries" in whole.out) == (0, True)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 4096 * 4096 - 4096)
    damaged = run(folder, "journal")
    assert (damaged.code, "ztui journal repair" in damaged.err) == (1, True)
    repaired = run(folder, "journal", "repair")
    assert (repaired.code, "3 entries kept" in repaired.out) == (0, True)
    assert len(list(path.parent.glob("*.damaged-*"))) == 1
    assert [each["title"] for each in run(folder, "journal", "--json").json][-1] == "Change call queue Support"


def test_where_there_is_no_journal_there_is_nothing_to_repair(tmp_path: Path) -> None:
    ran = run(tmp_path, "journal", "repair")
    assert (ran.code, "There is no journal" in ran.err) == (1, True)
