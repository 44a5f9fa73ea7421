"""`ztui bulk`: what it reads, prints, refuses and gives as exit code."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.house import Ran


def run(folder: Path, *words: str, terminal: bool = False) -> Ran:
    return ztui("--demo", "--demo-state", str(folder / "demo"), *words, folder=folder, terminal=terminal)


def listed(folder: Path, text: str) -> str:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def queues(folder: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = run(folder, "list", "call-queues", "--limit", "3").json
    return found


def test_a_dry_run_prints_each_line_and_changes_nothing(tmp_path: Path) -> None:
    first, second, _ = queues(tmp_path)
    file = listed(
        tmp_path,
        f"object,field,value\n{first['id']},name,Front desk\n{second['extension_number']},name,Two\nno,name,x\n",
    )
    told = run(tmp_path, "bulk", file, "cq", "--dry-run")
    assert told.code == 7
    lines = told.json["lines"]
    assert [(each["line"], each["state"], each["key"]) for each in lines] == [
        (2, "ok", first["id"]),
        (3, "ok", second["id"]),
        (4, "not found", ""),
    ]
    assert lines[0]["fields"] == [{"title": "Name", "field": "name", "before": first["name"], "after": "Front desk"}]
    assert (told.json["level"], told.json["account"]) == ("review", None)
    table = run(tmp_path, "bulk", file, "cq", "--dry-run", "--table")
    assert "WHAT CHANGES" in table.out
    assert "2 ok, 1 not found" in table.err
    rows = list(csv.DictReader(io.StringIO(run(tmp_path, "bulk", file, "cq", "--dry-run", "--csv").out)))
    assert [each["state"] for each in rows] == ["ok", "ok", "not found"]
    assert run(tmp_path, "journal").json == []


def test_it_asks_for_consent_and_tells_each_line_what_came_of_it(tmp_path: Path) -> None:
    first, second, _ = queues(tmp_path)
    file = listed(tmp_path, f"# queues\n{first['id']}\n{second['id']}\nnobody\n")
    words = ("bulk", file, "call-queues", "set", "cost_center=CC 7")
    refused = run(tmp_path, *words)
    assert (refused.code, refused.out) == (2, "")
    assert "--yes" in refused.err
    done = run(tmp_path, *words, "--yes", "--reason", "ticket 7")
    assert done.code == 7
    assert [(each["line"], each["outcome"], each["state"]) for each in done.json["lines"]] == [
        (2, "done", "ok"),
        (3, "done", "ok"),
        (4, "", "not found"),
    ]
    entries = run(tmp_path, "journal").json
    assert {each["key"] for each in entries} == {first["id"], second["id"]}
    assert {each["reason"] for each in entries} == {"ticket 7"}
    again = run(tmp_path, *words, "--yes", "--only-problems")
    assert (again.code, [each["state"] for each in again.json["lines"]]) == (7, ["not found"])
    missing = run(tmp_path, "bulk", listed(tmp_path, "nobody\nnowhere\n"), "call-queues", "set", "name=x", "--yes")
    assert missing.code == 1


def test_a_deletion_of_many_wants_the_count(tmp_path: Path) -> None:
    first, second, _ = queues(tmp_path)
    file = listed(tmp_path, f"{first['id']}\n{second['id']}\n")
    refused = run(tmp_path, "bulk", file, "call-queues", "delete", "--yes")
    assert refused.code == 2
    assert "--confirm '2'" in refused.err
    done = run(tmp_path, "bulk", file, "call-queues", "delete", "--confirm", "2")
    assert (done.code, [each["outcome"] for each in done.json["lines"]]) == (0, ["done", "done"])


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("", ("call-queues",), "empty"),
        ("a\n", ("call-queues", "fly"), "fly"),
        ("a\n", ("call-queues", "set", "wings=2"), "wings"),
        ("object,colour\na,b\n", ("call-queues",), "colour"),
        ("a\n", ("nonsense", "delete"), "nonsense"),
        ("a\n", ("call-queues", "set", "name=a", "name=b"), "twice"),
        ("a\nb\n", ("numbers", "assign-to-queue", "owner=no such queue"), "no such queue"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_is_read(
    tmp_path: Path, text: str, words: tuple[str, ...], said: str
) -> None:
    ran = run(tmp_path, "bulk", listed(tmp_path, text), *words, "--yes")
    assert ran.code in (1, 2)
    assert said in ran.err
    assert ran.out == ""


def test_nothing_is_changed_where_only_reading_is_allowed(tmp_path: Path) -> None:
    first, *_ = queues(tmp_path)
    file = listed(tmp_path, f"{first['id']}\n")
    ran = run(tmp_path, "--read-only", "bulk", file, "call-queues", "set", "name=New", "--yes")
    assert ran.code == 4
    assert run(tmp_path, "--read-only", "bulk", file, "call-queues", "set", "name=New", "--dry-run").code == 0
