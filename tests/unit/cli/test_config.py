"""`ztui config`: the settings file from a shell."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from jsonschema import Draft202012Validator

from tests.unit.cli.house import ztui
from ztui.core.settings import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

RIGHT = """default = "acme"
[profiles.acme]
account_id = "a1"
client_id = "c1"
client_secret = { env = "ACME_SECRET" }
plan = "pro"
timezone = "Europe/Berlin"
start_view = "cq"
columns = { numbers = ["number"] }
keys = { refresh = "f5" }
theme = "ztui-light"
[profiles.lab]
token = "in clear"
"""


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "config" / "config.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return path


def test_the_path_is_printed_whether_or_not_the_file_is_there(tmp_path: Path) -> None:
    wanted = f"{tmp_path / 'config' / 'config.toml'}\n"
    assert ztui("config", folder=tmp_path).out == wanted
    assert ztui("config", "path", folder=tmp_path).out == wanted


def test_the_schema_takes_a_right_file_and_refuses_a_wrong_one(tmp_path: Path) -> None:
    schema = ztui("config", "schema", "--json", folder=tmp_path).json
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(tomllib.loads(RIGHT))
    for wrong in ("[profiles.a]\nplan = 'gold'", "colour = 1", "[profiles.a]\nread_only = 'yes'"):
        assert not Draft202012Validator(schema).is_valid(tomllib.loads(wrong))


def test_the_schema_as_a_table_has_a_line_for_each_setting(tmp_path: Path) -> None:
    lines = ztui("config", "schema", "--table", folder=tmp_path).out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [each.name for each in SETTINGS]


def test_what_holds_is_shown_with_where_it_comes_from_and_without_secrets(tmp_path: Path) -> None:
    path = str(written(tmp_path, RIGHT))
    environ = {"ZTUI_PLAN": "free", "ZTUI_READ_ONLY": "1", "ACME_SECRET": "hidden-one"}
    ran = ztui("config", "show", "--tz", "UTC", folder=tmp_path, environ=environ)
    held = {each["setting"]: (each["value"], each["origin"]) for each in ran.json}
    assert held["profile"] == ("acme", path)
    assert held["client_secret"] == ("env: ACME_SECRET", path)
    assert held["plan"] == ("free", "ZTUI_PLAN")
    assert held["read_only"] == (True, "ZTUI_READ_ONLY")
    assert held["timezone"] == ("UTC", "--tz")
    assert held["columns"] == ({"numbers": ["number"]}, path)
    assert held["label"] == ("", "default")
    assert "hidden-one" not in ran.out
    other = ztui("config", "show", "--profile", "lab", folder=tmp_path)
    assert "in clear, not shown" in other.out
    assert '"in clear"' not in other.out


def test_a_right_file_has_nothing_wrong(tmp_path: Path) -> None:
    written(tmp_path, RIGHT)
    ran = ztui("config", "check", folder=tmp_path)
    assert (ran.code, ran.json) == (0, [])
    assert "nothing is wrong" in ran.err
    assert "does not exist" in ztui("config", "check", folder=tmp_path / "other").err


def test_all_that_is_wrong_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    text = """defualt = "a"
[profiles.a]
plan = "gold"
timezone = "Europe/Berln"
start_view = "numbrs"
columns = { numbers = ["numbr"], sights = [] }
theme = "pink"
token = "x"
[profiles.a.keys]
refrsh = "f5"
"""
    written(tmp_path, text, 0o644)
    ran = ztui("config", "check", folder=tmp_path)
    assert ran.code == 2
    found = [(each["line"], each["column"], each["message"] + " " + each["hint"]) for each in ran.json]
    assert [(line, column) for line, column, _ in found] == [
        (None, None), (1, 1), (3, 8), (4, 12), (5, 14), (6, 11), (6, 11), (7, 9), (10, 10),
    ]  # fmt: skip
    for (_, _, said), word in zip(
        found,
        ["chmod 600", "default", "business", "Europe/Berlin", "numbers", "number", "sights", "ztui-dark", "refresh"],
        strict=True,
    ):
        assert word in said


def test_a_file_that_is_no_toml_names_the_place(tmp_path: Path) -> None:
    written(tmp_path, "[profiles.a]\nplan = \n")
    [found] = ztui("config", "check", folder=tmp_path).json
    assert (found["line"], found["column"]) == (2, 8)
    written(tmp_path, "x = [")
    [found] = ztui("config", "check", folder=tmp_path).json
    assert found["line"] == 1
    assert "not TOML" in found["message"]


def test_a_command_that_meets_a_wrong_file_says_how_to_see_the_rest(tmp_path: Path) -> None:
    written(tmp_path, "[profiles.a]\nplan = 'gold'\ncolr = 1\n")
    ran = ztui("info", folder=tmp_path)
    assert ran.code == 2
    assert "line 2, column 8" in ran.err
    assert "'ztui config check' shows 1 more" in ran.err


def test_a_file_with_a_secret_that_others_can_read_is_told(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush")
    secret.chmod(0o644)
    written(tmp_path, f"[profiles.a]\nclient_secret = {{ file = '{secret}' }}\n")
    [found] = ztui("config", "check", folder=tmp_path).json
    assert (found["line"], found["column"]) == (2, 17)
    assert f"chmod 600 {secret}" in found["hint"]
    secret.chmod(0o600)
    assert ztui("config", "check", folder=tmp_path).json == []
