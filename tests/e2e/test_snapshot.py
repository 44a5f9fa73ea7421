"""`ztui snapshot` and `ztui diff` over HTTP: a file, what changed since, who, and what is wrong with a file."""

from __future__ import annotations

import io
import json
import stat
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.e2e.programs import Server
from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.unit.cli.house import Ran

    Run = partial[Ran]

DIFFERENT = 6
SIZE = "--plan none --users 20 --queues 5 --sites 2 --numbers 60 --calls 0 --accounts 0"


@pytest.fixture(scope="module")
def small() -> Iterator[Server]:
    with Server.simulator(*SIZE.split(), traced=False) as server:
        yield server


@pytest.fixture
def run(small: Server, tmp_path: Path) -> partial[Ran]:
    """Run a command on it, with folders of its own."""

    return partial(ztui, folder=tmp_path, environ={**small.variables, "ZTUI_PLAN": "none"})


def test_a_snapshot_is_one_sorted_private_file_without_secrets(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    ran = run("snapshot", str(file))
    assert ran.code == 0, ran.err
    assert "To be read first" in ran.err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text("utf-8")
    data = json.loads(text)
    assert list(data["objects"]) == sorted(data["objects"])
    assert {len(data["objects"][name]) for name in ("users", "call-queues", "sites")} == {20, 5, 2}
    queue = next(iter(data["objects"]["call-queues"].values()))
    assert {"hours_and_routing", "members", "name"} <= queue.keys()
    assert "password" not in text
    assert all(part["complete"] for part in data["parts"].values())
    again = run("snapshot", str(file))
    assert (again.code, "there already" in again.err) == (2, True)
    assert run("snapshot", str(file), "--clobber").code == 0
    assert run("snapshot", str(tmp_path / "no" / "folder.json")).code == 2


def test_a_change_is_told_with_who_made_it(run: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "before.json")
    assert run("snapshot", file).code == 0
    same = run("diff", file, terminal=True)
    assert (same.code, same.out) == (0, "")
    assert "no difference" in same.err
    queue = run("list", "call-queues", "--json").json[0]
    assert run("set", "call-queues", queue["id"], "name=Renamed", "--yes", "--reason", "ticket 7").code == 0
    ran = run("diff", file, "--json")
    assert ran.code == DIFFERENT
    (one,) = ran.json["differences"]
    assert (one["resource"], one["field"], one["before"], one["after"]) == (
        "call-queues", "name", queue["name"], "Renamed",
    )  # fmt: skip
    assert one["who"].endswith(": ticket 7")
    table = run("diff", file, "--stored", terminal=True)
    assert "Renamed" in table.out
    assert "1 difference (1 changed): Call queues 1" in table.err


def test_two_files_are_compared_without_an_account(run: Run, tmp_path: Path) -> None:
    files = [str(tmp_path / name) for name in ("a.json", "b.json")]
    assert [run("snapshot", each).code for each in files] == [0, 0]
    ran = ztui("diff", *files, folder=tmp_path / "elsewhere")
    assert ran.code == 0, ran.err


def test_what_is_not_whole_is_told_and_not_taken_for_gone(run: Run, tmp_path: Path) -> None:
    whole, part = str(tmp_path / "whole.json"), str(tmp_path / "part.json")
    assert run("snapshot", whole).code == 0
    empty = ztui("--offline", "snapshot", part, folder=tmp_path / "elsewhere")
    assert empty.code == 7
    assert "not whole: Users: never read" in empty.err
    ran = run("diff", whole, part, terminal=True)
    assert (ran.code, ran.out) == (7, "")
    assert "nothing could be compared" in ran.err
    assert "no difference" not in ran.err
    assert "not compared wholly: Users, in the second" in ran.err


def test_now_is_now_and_what_is_stored_says_its_age(run: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "before.json")
    assert run("snapshot", file).code == 0
    queue = run("list", "call-queues", "--json").json[0]
    elsewhere = partial(run.func, folder=tmp_path / "elsewhere", environ=run.keywords["environ"])
    try:
        assert elsewhere("set", "call-queues", queue["id"], "name=Elsewhere", "--yes").code == 0
        stored = run("diff", file, "--stored", "--json")
        assert stored.code == 0
        assert stored.json["after_as_of"] < stored.json["after"]
        (one,) = run("diff", file, "--json").json["differences"]
        assert (one["after"], one["who"]) == ("Elsewhere", "")
        assert run("diff", file, "--stored", "--fresh").code == 2
        assert run("--offline", "snapshot", str(tmp_path / "no.json"), "--fresh").code == 2
    finally:
        assert elsewhere("set", "call-queues", queue["id"], f"name={queue['name']}", "--yes").code == 0


def test_what_ztui_wrote_itself_is_read_on_both_of_its_sides(run: Run, tmp_path: Path) -> None:
    file, later = str(tmp_path / "before.json"), str(tmp_path / "later.json")
    assert run("snapshot", file).code == 0
    user = next(each for each in run("list", "users", "--json").json if each.get("phone_numbers"))
    number = user["phone_numbers"][0]["id"]
    assert run("act", "users", user["id"], "remove-number", f"numbers={number}", "--yes").code == 0
    assert run("snapshot", later).code == 0
    ran = run("diff", file, later, "--json")
    assert ran.code == DIFFERENT
    (one,) = ran.json["differences"]
    assert (one["resource"], one["key"], one["kind"]) == ("numbers", number, "gone")
    assert one["who"]
    assert run("journal", "undo", "last", "--yes").code == 0


def test_the_file_may_be_a_pipe(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run("snapshot", "-")
    assert ran.code == 0
    data = json.loads(ran.out)
    assert data["account"] == run.keywords["environ"]["ZTUI_ACCOUNT_ID"]
    assert data["as_of"] <= data["taken_at"]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ran.out.encode())))
    same = run("diff", "-", "--stored")
    assert (same.code, "no difference." in same.err) == (0, True)
    assert run("diff", "-", "-").code == 2


def test_two_accounts_are_not_compared(run: Run, tmp_path: Path) -> None:
    file, other = tmp_path / "one.json", tmp_path / "other.json"
    assert run("snapshot", str(file)).code == 0
    other.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "account": "another"}), "utf-8")
    for words in ((str(file), str(other)), (str(other),)):
        ran = run("diff", *words)
        assert ran.code == 2
        assert "two accounts" in ran.err
        assert "To be read" not in ran.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'{\n "kind": "ztui snapshot",\n "version" 1\n}', "line 3, column 12"),
        (b'{"kind": "ztui snapshot", "obj', "line 1, column"),
        (b'{\n "kind": "\xff"}', "line 2, column 11: a byte that is no UTF-8"),
        (b"[]", "does not say"),
        (b'{"kind": "ztui snapshot", "version": 9}', "version is 9"),
        (b'{"kind": "ztui snapshot", "version": 1, "taken_at": "soon"}', "taken_at is no time"),
        (
            b'{"kind": "ztui snapshot", "version": 1, "taken_at": "2026-11-21T14:05:00Z", "parts": {},'
            b' "objects": {"users": {"u1": 5}}}',
            "objects.users.u1 is no object",
        ),
    ],
)
def test_a_corrupt_file_names_the_place(run: Run, tmp_path: Path, text: bytes, said: str) -> None:
    file = tmp_path / "corrupt.json"
    file.write_bytes(text)
    ran = run("diff", str(file))
    assert ran.code == 2
    assert said in ran.err
