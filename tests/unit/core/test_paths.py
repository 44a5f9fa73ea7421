from __future__ import annotations

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
