"""`ztui profile` and `ztui scopes`."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import Terminal, ztui
from ztui.cli.start import run
from ztui.core.config_file import read_config
from ztui.main import House

if TYPE_CHECKING:
    from pathlib import Path

ACCESS = ("--account-id", "a1", "--client-id", "c1", "--secret", "env:ACME_SECRET")


def config_of(folder: Path) -> Path:
    return folder / "config" / "config.toml"


def test_profiles_are_added_listed_shown_and_removed(tmp_path: Path) -> None:
    assert "there are no profiles" in ztui("profile", "list", "--table", folder=tmp_path).err
    added = ztui("profile", "add", "acme", *ACCESS, "--plan", "pro", "--default", folder=tmp_path)
    assert (added.code, added.out) == (0, "")
    assert ztui("profile", "add", "lab", "--token", "file:/x", "--read-only", folder=tmp_path).code == 0
    rows = ztui("profile", "list", folder=tmp_path).json
    assert [(each["name"], each["default"], each["read_only"], each["credentials"]) for each in rows] == [
        ("acme", True, False, "complete"),
        ("lab", False, True, "complete"),
    ]
    held = {each["setting"]: each["value"] for each in ztui("profile", "show", "acme", folder=tmp_path).json}
    assert held["client_secret"] == "env: ACME_SECRET"
    assert held["plan"] == "pro"
    assert ztui("profile", "default", "lab", folder=tmp_path).code == 0
    assert read_config(config_of(tmp_path)).default == "lab"
    assert ztui("profile", "remove", "lab", "--yes", folder=tmp_path).code == 0
    assert list(read_config(config_of(tmp_path)).profiles) == ["acme"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "acme", "--account-id", "a"), "lacks client_id, client_secret"),
        (("add", "acme", *ACCESS[:4], "--secret", "hunter2"), "env:ACME_SECRET"),
        (("add", "acme", *ACCESS, "--plan", "gold"), "gold"),
        (("show", "nobody"), "nobody"),
        (("remove", "nobody", "--yes"), "nobody"),
        (("default", "nobody"), "nobody"),
        (("test", "nobody"), "nobody"),
    ],
)
def test_what_cannot_be_done_says_why_and_writes_nothing(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    ran = ztui("profile", *words, folder=tmp_path)
    assert ran.code == 2
    assert said in ran.err
    assert "hunter2" not in ran.err
    assert not config_of(tmp_path).exists()


def test_removing_asks_and_without_anybody_to_ask_does_nothing(tmp_path: Path) -> None:
    ztui("profile", "add", "acme", *ACCESS, folder=tmp_path)
    ran = ztui("profile", "remove", "acme", folder=tmp_path)
    assert ran.code == 2
    assert "--yes" in ran.err
    assert "acme" in read_config(config_of(tmp_path)).profiles


def asked(folder: Path, monkeypatch: pytest.MonkeyPatch, typed: str, *words: str) -> tuple[int, str]:
    """Run a command whose questions are answered from a terminal."""
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    err = Terminal()
    folders = {f"ZTUI_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "CACHE", "STATE")}
    code = run(words, House({**folders, "TERM": "xterm"}, io.StringIO(), err))
    return code, err.getvalue()


def test_what_is_not_given_is_asked_for_and_asked_again_where_it_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "\nacc\nclient\nhunter2\ncommand:pass zoom/acme\ngold\npro\nPROD\ny\nn\n"
    code, said = asked(tmp_path, monkeypatch, typed, "profile", "add", "acme")
    assert code == 0
    assert "It begins with one of env:" in said
    assert "hunter2" not in said
    made = read_config(config_of(tmp_path)).profiles["acme"]
    assert (made.account_id, made.client_id, made.plan, made.label) == ("acc", "client", "pro", "PROD")
    assert (made.production, made.read_only) == (True, False)
    assert made.client_secret is not None
    assert made.client_secret.where == ("pass", "zoom/acme")


def test_an_input_that_ends_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = asked(tmp_path, monkeypatch, "acc\n", "profile", "add", "acme")
    assert code == 2
    assert "ended" in said
    assert not config_of(tmp_path).exists()


def test_a_yes_removes_and_anything_else_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ztui("profile", "add", "acme", *ACCESS, folder=tmp_path)
    assert asked(tmp_path, monkeypatch, "\n", "profile", "remove", "acme")[0] == 1
    assert asked(tmp_path, monkeypatch, "y\n", "profile", "remove", "acme")[0] == 0
    assert read_config(config_of(tmp_path)).profiles == {}


def test_a_profile_is_tried_area_by_area(tmp_path: Path) -> None:
    ran = ztui("--demo", "profile", "test", folder=tmp_path)
    assert ran.code == 0
    assert {each["verdict"] for each in ran.json} == {"allowed"}
    assert {"calls", "queues", "numbers"} <= {each["feature"] for each in ran.json}


def test_scopes_are_printed_one_a_line(tmp_path: Path) -> None:
    some = ztui("scopes", "calls", "queues", folder=tmp_path).out.split()
    assert "phone:read:list_call_queues:admin" in some
    assert not [each for each in some if ":write:" in each]
    assert set(some) < set(ztui("scopes", "calls", "queues", "--write", folder=tmp_path).out.split())
    facts = ztui("scopes", "sip-phones", "--json", folder=tmp_path)
    assert facts.json == {"features": ["sip-phones"], "write": False, "scopes": [], "unknown": ["listSipPhones"]}
    assert "only classic scopes" in facts.err
    wrong = ztui("scopes", "queue", folder=tmp_path)
    assert wrong.code == 2
    assert "queues" in wrong.err


def test_read_only_is_kept_in_the_profile_wherever_it_stands(tmp_path: Path) -> None:
    ztui("--read-only", "profile", "add", "one", *ACCESS, folder=tmp_path)
    ztui("profile", "add", "two", *ACCESS, "--read-only", "--production", folder=tmp_path)
    ztui("profile", "add", "three", *ACCESS, folder=tmp_path)
    made = read_config(config_of(tmp_path)).profiles
    assert [(each.name, each.read_only) for each in made.values()] == [("one", True), ("two", True), ("three", False)]


def test_a_group_without_a_command_shows_its_help_in_lines(tmp_path: Path) -> None:
    ran = ztui("profile", folder=tmp_path)
    assert ran.code == 2
    assert "\n  list " in ran.err
    assert "\ufffd" not in ran.err
    wrong = ztui("completion", folder=tmp_path)
    assert wrong.code == 2
    assert "bash, zsh, fish" in wrong.err
    assert "\ufffd" not in wrong.err
