from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.errors import ConfigError
from ztui.core.paths import Folders, ensure_private, file_name


def test_the_environment_names_the_folders(tmp_path: Path) -> None:
    environ = {f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    folders = Folders.from_environment(environ)
    assert folders.config_file == tmp_path / "CONFIG" / "config.toml"
    assert folders.ledger_file.parent == tmp_path / "STATE"
    scopes = [("acme", "a", ""), ("acme", "a", "sub"), ("acme", "b", ""), ("lab", "a", "")]
    assert len({folders.cache_file(*each) for each in scopes}) == 4
    assert folders.journal_file("acme") != folders.journal_file("lab")


def test_without_the_environment_the_platform_says_where() -> None:
    assert Folders.from_environment({}).cache.name == "ztui"


def test_a_folder_of_ours_is_private(tmp_path: Path) -> None:
    folder = ensure_private(tmp_path / "a" / "b")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="file"):
        ensure_private(tmp_path / "file" / "below")


@given(st.text(max_size=90))
def test_a_foreign_name_is_one_plain_path_segment(name: str) -> None:
    made = file_name(name)
    assert made.isascii()
    assert len(made) <= 60
    assert Path(made).name == made
    assert made not in {"", ".", ".."}


@given(st.text(max_size=90), st.text(max_size=90))
def test_different_names_stay_different(one: str, other: str) -> None:
    assert (file_name(one) == file_name(other)) == (one == other)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_folder_of_ours_and_those_made_for_it_are_private_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        folder = ensure_private(tmp_path / "a" / "b" / "c")
    finally:
        os.umask(before)
    assert {stat.S_IMODE(each.stat().st_mode) for each in (folder, folder.parent, folder.parent.parent)} == {0o700}


@pytest.mark.parametrize("mode", [0o755, 0o777, 0o2770])
def test_a_folder_that_others_may_enter_is_closed_to_them(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    folder.chmod(mode)
    ensure_private(folder)
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0


def test_a_folder_that_is_everybody_s_is_refused_and_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is root's, as `/tmp` is; root itself may use it, and it stays everybody's."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    folder.chmod(0o1777)
    assert ensure_private(folder) == folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o1777
    if os.getuid():
        pytest.skip("only root can make what is root's")
    monkeypatch.setattr(os, "getuid", lambda: 4712)
    with pytest.raises(ConfigError, match="everybody's") as caught:
        ensure_private(folder, "ZTUI_STATE_DIR")
    assert "ZTUI_STATE_DIR" in caught.value.hint
    assert stat.S_IMODE(folder.stat().st_mode) == 0o1777


def test_a_folder_of_another_user_is_refused_and_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o755)
    if os.getuid() == 0:
        os.chown(folder, 4711, -1)
    monkeypatch.setattr(os, "getuid", lambda: 4712)
    with pytest.raises(ConfigError, match="another user") as caught:
        ensure_private(folder, "ZTUI_STATE_DIR")
    assert "ZTUI_STATE_DIR" in caught.value.hint
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
