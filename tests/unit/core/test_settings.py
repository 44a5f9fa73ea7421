"""The settings of a profile as data."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from ztui.core.config import Profile
from ztui.core.config_file import check_config
from ztui.core.settings import SETTINGS, Setting, SettingKind

if TYPE_CHECKING:
    from pathlib import Path

OWN = {"name", "read_only_by"}
"""Fields of a profile that no file sets."""


def test_the_settings_are_the_fields_of_a_profile() -> None:
    assert {each.name for each in SETTINGS} == {each.name for each in fields(Profile)} - OWN
    assert len({each.name for each in SETTINGS}) == len(SETTINGS)


@pytest.mark.parametrize("each", SETTINGS, ids=lambda each: each.name)
def test_the_example_of_a_setting_is_taken_by_the_file_and_by_the_schema(each: Setting, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    line = f"{each.name} = {each.example}\n"
    path.write_text(f"[profiles.a]\n{line}")
    checked = check_config(path)
    assert checked.problems == ()
    value = getattr(checked.config.profiles["a"], each.name)
    assert value != getattr(Profile("a"), each.name) or each.example == str(each.default)
    Draft202012Validator.check_schema(each.schema)
    Draft202012Validator(each.schema).validate(tomllib.loads(line)[each.name])


@pytest.mark.parametrize("each", SETTINGS, ids=lambda each: each.name)
def test_the_default_of_a_setting_is_that_of_a_profile(each: Setting) -> None:
    default = getattr(Profile("a"), each.name)
    assert default == (None if each.kind is SettingKind.SECRET else each.default)


@pytest.mark.parametrize("each", SETTINGS, ids=lambda each: each.name)
def test_what_is_no_value_of_a_setting_is_refused_by_the_file_and_by_the_schema(each: Setting, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[profiles.a]\n{each.name} = [3]\n")
    [problem] = check_config(path).problems
    assert (problem.place.line, problem.place.column) == (2, len(each.name) + 4)
    assert each.name in problem.message
    assert not Draft202012Validator(each.schema).is_valid([3])
