"""Folders that cannot be written or are none, and settings that others can read: what can be done is done, and said."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = '[profiles.lab]\naccount_id = "a"\nclient_id = "c"\nclient_secret = {}\n'


@pytest.fixture
def demo(tmp_path: Path) -> tuple[str, ...]:
    """Give the options of a demo whose state folder cannot be made: a file stands in its place."""
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "state").write_text("mine")
    return ("--demo", "--demo-state", str(tmp_path / "demo"))


@pytest.mark.parametrize("words", [("list", "sites", "--limit", "1"), ("get", "sites", "Denver")], ids=" ".join)
def test_what_only_reads_answers_without_a_folder(
    tmp_path: Path, demo: tuple[str, ...], words: tuple[str, ...]
) -> None:
    ran = ztui(*demo, *words, "--json", folder=tmp_path)

    assert ran.code == 0
    assert ran.json
    assert f"{tmp_path}/demo/state is a file where a folder should be. What is read is not kept." in ran.err
    assert (tmp_path / "demo" / "state").read_text() == "mine"


def test_what_changes_something_is_refused_without_a_folder(tmp_path: Path, demo: tuple[str, ...]) -> None:
    ran = ztui(*demo, "set", "call-queues", "801-8006", "department=Care", "--yes", folder=tmp_path)

    assert ran.code == 2
    assert "is a file where a folder should be" in ran.err


def test_doctor_says_once_that_a_folder_cannot_be_used(tmp_path: Path, demo: tuple[str, ...]) -> None:
    looks = {each["area"]: each for each in ztui(*demo, "doctor", "--json", folder=tmp_path).json}

    assert looks["folders"]["state"] == "wrong"
    assert looks["credentials"]["state"] == "fine"
    assert not {"journal", "cache", "quota"} & set(looks)


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="there is no /proc")
def test_doctor_tries_whether_a_folder_can_be_written(tmp_path: Path) -> None:
    ran = ztui("--offline", "doctor", "--json", folder=tmp_path, environ={"ZTUI_STATE_DIR": "/proc/ztui"})

    said = [each["said"] for each in ran.json if each["state"] == "wrong" and each["area"] == "folders"]
    assert [each.partition(":")[0] for each in said] == ["The state /proc/ztui cannot be written"]


def test_the_log_and_the_cache_say_which_folder_is_none(tmp_path: Path) -> None:
    (tmp_path / "afile").write_text("mine")
    there, none = str(tmp_path / "afile"), str(tmp_path / "nowhere")

    for words, kind in ((("log",), "STATE"), (("cache", "path"), "CACHE")):
        ran = ztui(*words, folder=tmp_path, environ={f"ZTUI_{kind}_DIR": there})
        assert (ran.code, ran.out) == (2, "")
        assert f"{there} is a file where a folder should be." in ran.err
        ran = ztui(*words, folder=tmp_path, environ={f"ZTUI_{kind}_DIR": none})
        assert ran.code == 0
        assert ("nothing is logged" if words == ("log",) else f"{none} does not exist yet") in ran.err


def test_settings_that_are_no_file_do_not_exist_and_are_wrong_at_once(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("mine")

    ran = ztui("config", "check", "--table", folder=tmp_path)

    assert ran.code == 2
    assert "It cannot be read: Not a directory." in ran.out
    assert "does not exist" not in ran.err


def test_a_secret_in_clear_that_others_can_read_is_told_at_every_start(tmp_path: Path) -> None:
    path = tmp_path / "config" / "config.toml"
    path.parent.mkdir()
    path.write_text(PROFILE.format('"topsecret"'), encoding="utf-8")

    for mode, is_told in ((0o644, True), (0o600, False)):
        path.chmod(mode)
        ran = ztui("--offline", "list", "sites", folder=tmp_path)
        assert ("others on this machine can read it. Run: chmod 600" in ran.err) is is_told
        assert "topsecret" not in ran.err


def test_a_path_in_a_hint_can_be_pasted(tmp_path: Path) -> None:
    path = tmp_path / "my config" / "config.toml"
    path.parent.mkdir()
    path.write_text(PROFILE.format('"topsecret"'), encoding="utf-8")
    path.chmod(0o644)

    ran = ztui("--offline", "list", "sites", folder=tmp_path, environ={"ZTUI_CONFIG_DIR": str(path.parent)})

    command = next(line for line in ran.err.splitlines() if "Run: " in line).partition("Run: ")[2]
    assert shlex.split(command) == ["chmod", "600", str(path)]


def test_the_name_of_a_profile_can_be_pasted(tmp_path: Path) -> None:
    words = ("--account-id", "a", "--client-id", "c", "--secret", "env:S", "--no-input")

    ran = ztui("profile", "add", "bad name; reboot", *words, folder=tmp_path)

    assert shlex.split(ran.err.partition("To try it: ")[2]) == ["ztui", "profile", "test", "bad name; reboot"]


def test_what_is_wrong_with_the_settings_is_told_whole_in_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('[profiles.lab]\ntimezone = "Mars/X"\n', encoding="utf-8")

    ran = ztui("config", "check", "--table", folder=tmp_path)

    told = " ".join(ran.out.split())
    assert told.startswith("2:12 'timezone' in profile lab: There is no time zone named 'Mars/X'. Zones are named by")
    assert told.endswith("such as Europe/Berlin or America/Los_Angeles.")
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_a_bad_zone_is_told_with_its_place_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    path = tmp_path / "config" / "config.toml"
    path.write_text('[profiles.lab]\ntimezone = "Mars/X"\n', encoding="utf-8")

    ran = ztui("list", "sites", folder=tmp_path)

    assert ran.code == 2
    assert f"{path}, line 2, column 12: 'timezone' in profile lab" in ran.err


@pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh")
@pytest.mark.parametrize("before", ["", "autoload -Uz compinit; compinit -D -i;"], ids=["alone", "after compinit"])
def test_zsh_completes_whether_its_completion_was_begun_or_not(tmp_path: Path, before: str) -> None:
    (tmp_path / "c.zsh").write_text(ztui("completion", "zsh", folder=tmp_path).out, encoding="utf-8")
    prompt = "for each in $precmd_functions; do $each; done; print -- $_comps[ztui] $precmd_functions"

    done = subprocess.run(
        ["zsh", "-f", "-c", f"{before} source ./c.zsh; {prompt}"],
        cwd=tmp_path, env={**os.environ, "ZDOTDIR": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert (done.stdout, done.stderr) == ("_ztui_completion\n", "")
