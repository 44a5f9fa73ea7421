"""`ztui save`: files of recordings, voicemails and faxes, their names, what is there already, what fails."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import Ran, Terminal, ztui
from ztui.cli.start import run
from ztui.main import House

if TYPE_CHECKING:
    from pathlib import Path


def demo(folder: Path, *words: str) -> Ran:
    return ztui("--demo", "--demo-state", str(folder / "demo"), *words, folder=folder)


def keys_of(folder: Path, *words: str, key: str = "id") -> list[str]:
    return [row[key] for row in demo(folder, "list", *words, "--limit", "2").json]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_files_are_saved_under_telling_names_and_their_paths_printed(tmp_path: Path, out: Path) -> None:
    keys = keys_of(tmp_path, "recordings")
    ran = demo(tmp_path, "save", "recordings", "-o", str(out), "--", *keys)
    assert (ran.code, ran.err) == (0, "")
    paths = ran.out.splitlines()
    assert len(paths) == 2
    assert sorted(paths) == sorted(str(each) for each in out.iterdir())
    assert all(each.startswith(f"{out}/recording 2026-") and each.endswith(".wav") for each in paths)
    assert [each.read_bytes()[:4] for each in out.iterdir()] == [b"RIFF"] * 2
    said = demo(tmp_path, "save", "recordings", "--transcript", "-o", str(out), "--", keys[0])
    assert said.out.endswith(".vtt\n")
    assert "/transcript 2026-" in said.out


def test_a_key_that_nothing_is_stored_of_is_looked_for(tmp_path: Path, out: Path) -> None:
    (key, _) = keys_of(tmp_path, "voicemails")
    (fax, _) = keys_of(tmp_path, "fax-logs", "--from", "-20d", key="fax_log_id")
    other = tmp_path / "other"
    assert demo(other, "save", "voicemails", "-o", str(out / "said.wav"), "--", key).out == f"{out}/said.wav\n"
    got = demo(other, "save", "fax-logs", "--from", "-20d", "-o", str(out / "pages"), "--", fax)
    assert got.out == f"{out}/pages.pdf\n"
    none = demo(other, "save", "recordings", "-o", str(out), "nobody")
    assert none.code == 1
    assert "There is no recording nobody. --from and --to say when to look for it." in none.err


def test_recordings_of_a_user_are_named_with_the_user(tmp_path: Path, out: Path) -> None:
    owners = [row["owner"] for row in demo(tmp_path, "list", "recordings").json]
    user = next(each["id"] for each in owners if each["type"] == "user")
    where = ("--where", f"userId={user}", "--from", "-20d")
    (key, *_) = keys_of(tmp_path, "user-recordings", *where)
    ran = demo(tmp_path, "save", "user-recordings", *where, "-o", str(out), "--", key)
    assert (ran.code, len(list(out.iterdir()))) == (0, 1)
    assert demo(tmp_path, "save", "user-recordings", "--", key).code == 2


def test_what_is_there_is_not_overwritten_unless_that_is_said(tmp_path: Path, out: Path) -> None:
    (key, _) = keys_of(tmp_path, "recordings")
    words = ("save", "recordings", "-o", str(out / "call"))
    (out / "call.mp3").write_bytes(b"mine")
    refused = demo(tmp_path, *words, "--", key)
    assert (refused.code, refused.out) == (2, "")
    assert "call.mp3 is there already. --clobber replaces it" in refused.err
    left = demo(tmp_path, *words, "--skip-existing", "--", key)
    assert (left.out, (out / "call.mp3").read_bytes()) == (f"{out}/call.mp3\n", b"mine")
    replaced = demo(tmp_path, *words, "--clobber", "--", key)
    assert replaced.out == f"{out}/call.wav\n"
    assert [each.name for each in out.iterdir()] == ["call.wav"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("users", "x"), "Users have no files. These have: recordings,"),
        (("voicemails", "--transcript", "x"), "Voicemails have no transcripts."),
        (("recordings", "-o", "/nowhere", "x", "y"), "There is no folder /nowhere."),
        (("recordings", "--clobber", "--skip-existing", "x"), "Only one of"),
        (("users", "--from", "-1d"), "KEY"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_sent(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    ran = demo(tmp_path, "save", *words)
    assert ran.code == 2
    assert said in ran.err


def test_one_that_fails_is_told_and_the_others_are_saved(tmp_path: Path, out: Path) -> None:
    first, second = keys_of(tmp_path, "recordings")
    path = f"/phone/recordings/{first}"
    assert demo(tmp_path, "api", "DELETE", path, "--yes").code == 0
    ran = demo(tmp_path, "save", "recordings", "-o", str(out), "--", first, second)
    assert ran.code == 1
    assert len(ran.out.splitlines()) == len(list(out.iterdir())) == 1
    assert ran.err.startswith("ztui: recording 2026-")
    assert "File does not exist" in ran.err


def test_a_terminal_sees_how_far_it_is(tmp_path: Path, out: Path) -> None:
    keys = keys_of(tmp_path, "recordings")
    folders = {f"ZTUI_{kind}_DIR": str(tmp_path / kind.lower()) for kind in ("CONFIG", "CACHE", "STATE")}
    err, printed = Terminal(), io.StringIO()
    words = ("--demo", "--demo-state", str(tmp_path / "demo"), "save", "recordings", "-o", str(out), "--", *keys)
    assert run(words, House(folders, printed, err)) == 0
    assert "\r2 of 2: " in err.getvalue()
    assert "(100%) bytes\n" in err.getvalue()
    assert len(printed.getvalue().splitlines()) == 2
