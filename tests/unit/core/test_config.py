from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ztui.core.config import Config, Profile, refuse_switch
from ztui.core.config_file import read_config
from ztui.core.errors import ConfigError, UnknownName

if TYPE_CHECKING:
    from pathlib import Path

ACME = """
default = "acme"

[profiles.acme]
account_id = "acc"
client_id = "cid"
client_secret = { env = "ACME_SECRET" }
plan = "pro"
label = "PROD"
color = "red"
production = true
timezone = "America/Los_Angeles"

[profiles.lab]
token = { file = "~/token" }
read_only = true
columns = { numbers = ["number", "status"] }
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_missing_file_is_an_empty_configuration(tmp_path: Path) -> None:
    assert read_config(tmp_path / "config.toml") == Config({})


def test_profiles_are_read_with_their_settings(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, ACME))
    acme = config.choose({})
    assert (acme.name, acme.plan, acme.label, acme.production) == ("acme", "pro", "PROD", True)
    assert acme.has_credentials
    assert acme.client_secret is not None
    assert acme.client_secret.resolve({"ACME_SECRET": "s3cret"}).reveal() == "s3cret"
    lab = config.choose({}, "lab")
    assert lab.read_only
    assert lab.columns == {"numbers": ("number", "status")}
    assert lab.missing == ()


def test_the_environment_lies_over_the_profile_and_a_name_over_the_environment(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, ACME))
    environ = {"ZTUI_PROFILE": "lab", "ZTUI_API_URL": "http://127.0.0.1:1/v2", "ZTUI_READ_ONLY": "0"}
    assert config.choose(environ).name == "lab"
    assert config.choose(environ).read_only is False
    assert config.choose(environ, "acme").name == "acme"
    assert config.choose(environ, "acme").api_url == "http://127.0.0.1:1/v2"


def test_the_environment_alone_makes_a_profile() -> None:
    environ = {"ZTUI_ACCOUNT_ID": "a", "ZTUI_CLIENT_ID": "b", "ZTUI_CLIENT_SECRET": "c"}
    profile = Config({}).choose(environ)
    assert profile.name == "environment"
    assert profile.has_credentials
    assert "c" not in repr(profile.client_secret).replace("client", "").replace("Secret", "").replace("Source", "")


def test_missing_credentials_are_named() -> None:
    assert Profile(name="x", client_id="b").missing == ("ZTUI_ACCOUNT_ID", "ZTUI_CLIENT_SECRET")


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("x = [", "", "TOML"),
        ("[profiles.a]\nacount_id = 'x'\n", "line 2", "account_id"),
        ("[profiles.a]\nplan = 'gold'\n", "line 2", "business"),
        ("[profiles.a]\nproduction = 'yes'\n", "line 2", "true or false"),
        ("[profiles.a]\nretention_days = '3'\n", "line 2", "whole number"),
        ("[profiles.a]\nretention_days = -1\n", "line 2", "from 0 to"),
        ("[profiles.a]\nsync_ask_percent = 101\n", "line 2", "from 0 to 100"),
        ("[profiles.a]\nclient_secret = { shell = 'x' }\n", "line 2", "keyring"),
        ("default = 'b'\n[profiles.a]\n", "line 1", "no table"),
        ("profile = 3\n", "line 1", "profiles"),
        ("default = 5\n[profiles.a]\n", "line 1", "name of a profile"),
        ("default = ['a']\n[profiles.a]\n", "line 1", "name of a profile"),
        ("default = false\n[profiles.a]\n", "line 1", "name of a profile"),
        ("[profiles.a]\ncolumns = { numbers = 5 }\n", "line 2", "lists of texts"),
        ("[profiles.a]\nkeys = { quit = 5 }\n", "line 2", "texts in quotes"),
        ('[profiles.a]\ntoken = { command = "pass \'x" }\n', "line 2", "quotation"),
    ],
)
def test_a_wrong_setting_names_its_line_and_what_is_known(tmp_path: Path, text: str, line: str, word: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(written(tmp_path, text))
    assert line in str(caught.value)
    assert word in str(caught.value)


def test_an_unknown_profile_suggests_the_nearest(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, ACME))
    with pytest.raises(UnknownName) as caught:
        config.choose({}, "acm")
    assert caught.value.nearest == ("acme",)
    with pytest.raises(UnknownName, match=r"Known: acme, lab\."):
        config.choose({}, "nope")
    with pytest.raises(UnknownName, match="ztui info"):
        Config({}).choose({}, "nope")


@pytest.mark.parametrize("environ", [{"ZTUI_READ_ONLY": "perhaps"}, {"ZTUI_PLAN": "gold"}])
def test_a_word_in_the_environment_that_means_nothing_is_refused(environ: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        Config({}).choose(environ)


@pytest.mark.parametrize("variable", ["ZTUI_ACCOUNT_ID", "ZTUI_CLIENT_ID", "ZTUI_CLIENT_SECRET", "ZTUI_TOKEN"])
def test_a_profile_is_not_changed_under_credentials_that_lie_over_all_of_them(variable: str) -> None:
    with pytest.raises(ConfigError, match=f"{variable}, so that lab would be the same account") as caught:
        refuse_switch({variable: "hush-4711", "ZTUI_PLAN": "pro"}, "lab")
    assert "hush" not in str(caught.value) + caught.value.hint
    refuse_switch({variable: " ", "LAB_SECRET": "x", "ZTUI_READ_ONLY": "1"}, "lab")


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'\xef\xbb\xbf[profiles.acme]\nlabel = "PROD"\n')

    assert read_config(path).profiles["acme"].label == "PROD"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[profiles.a]\n[profiles.a]\n", "The table [profiles.a] is there twice."),
        ('[profiles."a b"]\n[profiles."a b"]\n', "The table [profiles.a b] is there twice."),
        ('[profiles.a]\nlabel = "A"\nlabel = "B"\n', "This setting is there twice."),
        ('[profiles.a]\nlabel = "A\n', "The quotes are not closed in this line."),
        ("[profiles.a]\nlabel\n", "This is not TOML: "),
    ],
)
def test_what_is_no_toml_is_told_in_words_of_the_file(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        read_config(path)

    assert f": {said}" in caught.value.message
    assert ", line " in caught.value.message
    assert caught.value.hint


def test_a_zone_that_nobody_knows_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[profiles.a]\ntimezone = "berlin"\n', encoding="utf-8")

    with pytest.raises(ConfigError, match=r"line 2, column 12: 'timezone' in profile a") as caught:
        read_config(path)

    assert caught.value.hint == "Did you mean Europe/Berlin?"


def test_what_would_be_waited_for_for_ever_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    os.mkfifo(path)
    with pytest.raises(ConfigError, match="no file"):
        read_config(path)
