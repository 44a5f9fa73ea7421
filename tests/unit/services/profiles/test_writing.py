"""Changes of the settings file."""

from __future__ import annotations

import os
import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.config_file import read_config
from ztui.core.errors import ConfigError, UnknownName
from ztui.services.profiles.writing import add_profile, remove_profile, set_default

if TYPE_CHECKING:
    from pathlib import Path

MINE = """# my accounts

[profiles.acme]  # the big one
account_id = "a"   # from the page
keys.refresh = "f5"

# and the lab
[profiles."the lab"]
read_only = true
"""
ACCESS = {"account_id": "x", "client_id": "y", "client_secret": {"env": "X"}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "config" / "config.toml"
    path.parent.mkdir()
    path.write_text(MINE)
    return path


def test_a_profile_is_added_and_all_else_stays_as_it_was(path: Path) -> None:
    add_profile(path, "new", ACCESS, default=True)
    text = path.read_text()
    for line in MINE.splitlines():
        assert line in text
    config = read_config(path)
    assert config.default == "new"
    assert config.profiles["new"].has_credentials
    assert config.profiles["acme"].keys == {"refresh": "f5"}
    assert 'client_secret = {env = "X"}' in text


def test_a_file_that_is_not_there_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    add_profile(path, "acme", ACCESS)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert read_config(path).profiles["acme"].account_id == "x"


def test_a_profile_is_removed_with_its_tables_and_is_no_longer_the_default(path: Path) -> None:
    set_default(path, "acme")
    assert read_config(path).default == "acme"
    remove_profile(path, "acme")
    config = read_config(path)
    assert (config.default, list(config.profiles)) == ("", ["the lab"])
    assert "# my accounts" in path.read_text()


def test_what_is_not_there_or_is_there_already_is_refused(path: Path) -> None:
    with pytest.raises(ConfigError, match="already"):
        add_profile(path, "acme", ACCESS)
    for change in (remove_profile, set_default):
        with pytest.raises(UnknownName, match="acme"):
            change(path, "acm")
    for name in ("", " ", "a\nb"):
        with pytest.raises(ConfigError, match="name"):
            add_profile(path, name, ACCESS)
    assert path.read_text() == MINE


def test_wrong_settings_are_refused_and_the_file_stays(path: Path) -> None:
    with pytest.raises(ConfigError, match="gold"):
        add_profile(path, "new", {"plan": "gold"})
    assert path.read_text() == MINE
    assert os.listdir(path.parent) == ["config.toml"]


def test_a_file_that_is_wrong_is_not_touched(path: Path) -> None:
    path.write_text("[profiles.a]\nplan = 'gold'\n")
    with pytest.raises(ConfigError, match="line 2"):
        add_profile(path, "new", ACCESS)
    assert path.read_text() == "[profiles.a]\nplan = 'gold'\n"


def test_a_link_goes_on_leading_to_the_file(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    path.rename(real)
    path.symlink_to(real)
    add_profile(path, "new", ACCESS)
    assert path.is_symlink()
    assert "new" in read_config(real).profiles


NAMES = st.text(string.ascii_letters + string.digits + " .-_'\"ä#=[]", min_size=1, max_size=8).filter(str.strip)


@given(st.lists(NAMES, min_size=1, max_size=5, unique=True), st.data())
def test_profiles_of_any_name_come_and_go(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("settings") / "config.toml"
    for name in names:
        add_profile(path, name, {**ACCESS, "label": name})
    assert {name: each.label for name, each in read_config(path).profiles.items()} == {each: each for each in names}
    gone = data.draw(st.sampled_from(names))
    set_default(path, gone)
    remove_profile(path, gone)
    assert list(read_config(path).profiles) == [each for each in names if each != gone]
