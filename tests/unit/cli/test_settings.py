"""`ztui get` with settings."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path


def first(resource: str, folder: Path) -> str:
    ran = ztui("--demo", "list", resource, "--limit", "1", "--json", folder=folder)
    return str(ran.json[0]["id"])


def test_the_settings_of_the_account_need_no_key_and_come_as_zoom_sent_them(tmp_path: Path) -> None:
    ran = ztui("--demo", "get", "account-settings", folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["voicemail"]["enable"] in {True, False}
    assert "locked_by" in ran.json["voicemail"]


def test_a_table_has_indented_lines_in_words(tmp_path: Path) -> None:
    ran = ztui("--demo", "get", "account-settings", folder=tmp_path, terminal=True)
    lines = ran.out.splitlines()
    assert lines[0].split() == ["Recording", "2", "settings"]
    assert lines[1].startswith("  Auto call recording  ")
    assert lines[2].startswith("    Recording calls  ")
    assert lines[1].split()[-1] in {"on", "off"}


def test_csv_has_a_line_for_every_setting_with_its_path(tmp_path: Path) -> None:
    ran = ztui("--demo", "get", "phone-settings", "--csv", folder=tmp_path)
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert {"path": "byoc.enable", "title": "BYOC", "value": "on", "state": ""} in rows


def test_settings_of_an_object_take_its_id_and_a_part(tmp_path: Path) -> None:
    site = first("sites", tmp_path)
    ran = ztui("--demo", "get", "site-settings", site, "--where", "settingType=business_hours", folder=tmp_path)
    assert set(ran.json) == {"business_hours"}
    ran = ztui("--demo", "get", "user-settings", first("users", tmp_path), folder=tmp_path)
    assert ran.json["status"] == "Active"


def test_without_a_part_all_parts_are_told_and_an_unknown_one_gives_the_nearest(tmp_path: Path) -> None:
    ran = ztui("--demo", "get", "site-settings", "any", folder=tmp_path)
    assert ran.code == 2
    assert "business_hours, closed_hours, holiday_hours" in ran.err
    assert "--where settingType=" in ran.err
    ran = ztui("--demo", "get", "site-settings", "any", "--where", "settingType=busines_hours", folder=tmp_path)
    assert ran.code == 2
    assert "business_hours" in ran.err
    ran = ztui("--demo", "get", "site-settings", "any", "--where", "settingTyp=x", folder=tmp_path)
    assert "settingType" in ran.err
    ran = ztui("--demo", "get", "site-settings", "any", "--where", "settingType~x", folder=tmp_path)
    assert "only = is for settings" in ran.err


def test_a_single_part_need_not_be_named(tmp_path: Path) -> None:
    ran = ztui("--demo", "get", "account-policies", folder=tmp_path)
    assert set(ran.json) == {"allow_emergency_calls"}


def test_what_is_missing_or_too_much_is_said(tmp_path: Path) -> None:
    ran = ztui("--demo", "get", "user-settings", folder=tmp_path)
    assert (ran.code, "by its id" in ran.err) == (2, True)
    ran = ztui("--demo", "get", "phone-settings", "x", folder=tmp_path)
    assert (ran.code, "too much" in ran.err) == (2, True)
    ran = ztui("--demo", "--offline", "get", "phone-settings", folder=tmp_path)
    assert (ran.code, "not stored" in ran.err) == (2, True)
    ran = ztui("--demo", "get", "user-settings", "nobody", folder=tmp_path)
    assert (ran.code, ran.out) == (1, "")


def test_names_of_settings_are_suggested(tmp_path: Path) -> None:
    ran = ztui("--demo", "get", "acount-settings", folder=tmp_path)
    assert ran.code == 2
    assert "account-settings" in ran.err


def test_an_object_still_needs_its_key(tmp_path: Path) -> None:
    ran = ztui("--demo", "get", "users", folder=tmp_path)
    assert (ran.code, "KEY is empty" in ran.err) == (2, True)
