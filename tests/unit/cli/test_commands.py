from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui
from ztui.cli.app import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path


def test_a_list_in_a_pipe_is_json_with_the_names_of_the_api(tmp_path: Path) -> None:
    ran = ztui("--demo", "list", "sites", folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.json) == 12
    assert {"id", "name", "site_code"} <= set(ran.json[0])


def test_a_list_on_a_terminal_is_a_table_that_fits(tmp_path: Path) -> None:
    ran = ztui("--demo", "list", "call-queues", "--limit", "5", folder=tmp_path, terminal=True)
    lines = ran.out.splitlines()
    assert len(lines) == 6
    assert lines[0].startswith("NAME")
    assert max(len(line) for line in lines) <= 80


def test_the_forms_hold_the_same_rows(tmp_path: Path) -> None:
    words = ("--demo", "list", "users", "--limit", "40")
    as_json = ztui(*words, "--json", folder=tmp_path).json
    lines = ztui(*words, "--ndjson", folder=tmp_path).out.splitlines()
    assert [json.loads(line) for line in lines] == as_json
    rows = list(csv.DictReader(io.StringIO(ztui(*words, "--csv", "--columns", "id", folder=tmp_path).out)))
    assert [row["id"] for row in rows] == [each["id"] for each in as_json]


def test_the_demo_prints_the_same_on_every_run(tmp_path: Path) -> None:
    words = ("--demo", "list", "call-history", "--limit", "5", "--json")
    one, other = (ztui(*words, folder=tmp_path) for _ in range(2))
    assert one.out == other.out
    assert len(one.json) == 5


def test_the_demo_leaves_the_users_folders_alone(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("this is no TOML", encoding="utf-8")
    assert ztui("--demo", "list", "sites", folder=tmp_path).code == 0
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["config", "config.toml"]


def test_a_kept_demo_shows_what_it_stored_without_a_request(tmp_path: Path) -> None:
    keep = ("--demo", "--demo-state", str(tmp_path / "kept"))
    before = ztui(*keep, "--offline", "list", "sites", folder=tmp_path)
    assert (before.code, before.json) == (1, [])
    assert "stored" in before.err
    online = ztui(*keep, "list", "sites", folder=tmp_path).json
    assert ztui(*keep, "--offline", "list", "sites", folder=tmp_path).json == online


def test_a_limited_list_asks_zoom_for_at_least_the_rows_that_it_prints(tmp_path: Path) -> None:
    words = ("--demo", "--demo-state", str(tmp_path / "kept"), "list", "users")
    whole = ztui(*words, folder=tmp_path).json
    (stored,) = (tmp_path / "kept" / "cache").rglob("*.sqlite")
    with closing(sqlite3.connect(stored)) as connection, connection:
        connection.execute("update body set json = json_set(json, '$.name', 'out of date')")
        connection.execute("update entry set pos = -1 - pos")
        connection.execute("update entry set pos = pos + (select count(*) from entry)")
    assert ztui(*words, "--limit", "1", "--offline", folder=tmp_path).json[0]["name"] == "out of date"
    assert ztui(*words, "--limit", "250", folder=tmp_path).json == whole[:250]


def test_where_takes_parameters_of_the_api_and_columns(tmp_path: Path) -> None:
    every = ztui("--demo", "list", "call-queues", folder=tmp_path).json
    site = every[0]["site"]["id"]
    of_site = ztui("--demo", "list", "call-queues", "--where", f"site_id={site}", folder=tmp_path).json
    assert [each["id"] for each in of_site] == [each["id"] for each in every if each["site"]["id"] == site]
    inactive = ztui("--demo", "list", "call-queues", "--where", "status=inactive", folder=tmp_path).json
    assert [each["id"] for each in inactive] == [each["id"] for each in every if each["status"] == "inactive"]
    active = ztui("--demo", "list", "call-queues", "--where", "status!=inactive", folder=tmp_path).json
    assert len(active) + len(inactive) == len(every)


def test_words_of_an_enumeration_are_taken_as_sent_as_shown_and_in_any_case(tmp_path: Path) -> None:
    words = ("--demo", "list", "call-history", "--where")
    by_parameter = ztui(*words, "call_results=No_Answer", folder=tmp_path).json
    assert {each["call_result"] for each in by_parameter} == {"no_answer"}
    for text in ("call_result=no_answer", "result=No answer"):
        assert ztui(*words, text, folder=tmp_path).json == by_parameter
    short = ztui(*words, "result=miss", folder=tmp_path)
    assert {each["call_result"] for each in short.json} >= {"no_answer"}


def test_sort_and_limit_are_those_of_the_screen(tmp_path: Path) -> None:
    words = ("--demo", "list", "call-queues", "--sort", "-extension_number")
    numbers = [each["extension_number"] for each in ztui(*words, folder=tmp_path).json]
    assert numbers == sorted(numbers, reverse=True)
    assert [each["extension_number"] for each in ztui(*words, "--limit", "3", folder=tmp_path).json] == numbers[:3]


def test_one_object_is_printed_with_all_that_its_detail_has(tmp_path: Path) -> None:
    queue = ztui("--demo", "list", "call-queues", "--limit", "1", folder=tmp_path).json[0]
    ran = ztui("--demo", "get", "call-queues", queue["id"], folder=tmp_path)
    assert ran.json["id"] == queue["id"]
    assert "users" in ran.json or "members" in ran.json
    table = ztui("--demo", "get", "cq", queue["id"], "--table", folder=tmp_path)
    assert "Overview" in table.out


def test_a_password_is_never_printed(tmp_path: Path) -> None:
    ran = ztui("--demo", "list", "sip-phones", folder=tmp_path)
    assert len(ran.json) == 50
    assert not [key for phone in ran.json for key in phone if key == "password"]
    assert "password" not in ztui("--demo", "list", "sip-phones", "--csv", folder=tmp_path).out.partition("\n")[2]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("list", "cal-queues"), "call-queues"),
        (("list", "numbers", "--columns", "nmber"), "column"),
        (("list", "numbers", "--sort", "ovner"), "column"),
        (("list", "numbers", "--where", "nonsense=1"), "parameter or column"),
        (("list", "numbers", "--where", "number"), "FIELD=VALUE"),
        (("list", "numbers", "--match", "colour:red"), "colour"),
        (("list", "sites", "--from", "2026-01-01"), "window"),
        (("list", "sites", "--json", "--csv"), "Only one"),
        (("list", "sites", "--limit", "0"), "limit"),
        (("list", "sites", "--tz", "Mars"), "time zone"),
        (("list",), "RESOURCE"),
        (("nonsense",), "command or resource"),
        (("get", "call-elements", "x"), "--where callHistoryUuid=ID"),
        (("get", "call-elements", "x", "--where", "callId=1"), "callHistoryUuid"),
        (("get", "call-queues", " "), "KEY"),
        (("list", "queue-members"), "--where callQueueId=ID"),
        (("list", "queue-members", "--where", "callQueueId="), "--where callQueueId=ID"),
        (("list", "queue-members", "--where", "queue=x"), "callQueueId"),
        (("list", "numbers", "--where", "number_type=bogus"), "TollFree"),
        (("list", "call-queues", "--where", "status=bogus"), "active, inactive"),
        (("list", "call-queues", "--where", "status!=bogus"), "active, inactive"),
        (("list", "call-history", "--where", "call_results=answered,vm"), "voicemail"),
        (("list", "call-history", "--where", "with_voicemail=perhaps"), "true or false"),
        (("list", "numbers", "--where", "page_size=5"), "no filter"),
        (("list", "numbers", "--where", "next_page_token=x"), "no filter"),
        (("list", "numbers", "--columns", ""), "--columns names no column"),
        (("list", "numbers", "--columns", ","), "--columns names no column"),
        (("list", "numbers", "--sort", ""), "--sort names no column"),
    ],
)
def test_a_wrong_word_exits_with_2_and_says_what_would_be_right(
    tmp_path: Path, words: tuple[str, ...], wanted: str
) -> None:
    ran = ztui("--demo", *words, folder=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert wanted in ran.err
    assert ran.err.count("\n") == 1


def test_an_unknown_key_exits_with_1(tmp_path: Path) -> None:
    ran = ztui("--demo", "get", "call-queues", "AAAAAAAAAAAAAAAAAAAAAA", folder=tmp_path)
    assert ran.code == 1
    assert ran.err.startswith("ztui: ")


def test_without_credentials_it_says_what_to_set_and_names_the_demo(tmp_path: Path) -> None:
    ran = ztui("list", "sites", folder=tmp_path)
    assert ran.code == 2
    for word in ("ZTUI_ACCOUNT_ID", "ZTUI_CLIENT_ID", "ZTUI_CLIENT_SECRET", "ztui demo"):
        assert word in ran.err


def test_an_unknown_profile_or_zone_exits_with_2(tmp_path: Path) -> None:
    assert ztui("--profile", "acme", "list", "sites", folder=tmp_path).code == 2
    ran = ztui("--demo", "--tz", "America/Los_Angelos", "list", "sites", folder=tmp_path)
    assert ran.code == 2
    assert "America/Los_Angeles" in ran.err


def test_an_unreachable_zoom_exits_with_3_and_names_the_host(tmp_path: Path) -> None:
    environ = {
        "ZTUI_TOKEN": "not-to-be-printed",
        "ZTUI_API_URL": "http://127.0.0.1:9/v2",
    }
    ran = ztui("list", "sites", folder=tmp_path, environ=environ)
    assert ran.code == 3
    assert "127.0.0.1" in ran.err
    assert "not-to-be-printed" not in ran.err + ran.out


@pytest.mark.parametrize("kind", ["cache", "state"])
def test_an_unwritable_folder_is_one_line_that_names_its_setting(tmp_path: Path, kind: str) -> None:
    (tmp_path / kind).write_text("", encoding="utf-8")
    ran = ztui("set", "sites", "x", "name=y", "--yes", folder=tmp_path, environ={"ZTUI_TOKEN": "x"})
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert str(tmp_path / kind) in ran.err
    assert f"ZTUI_{kind.upper()}_DIR" in ran.err


def test_a_place_for_the_demo_that_cannot_be_is_blamed_on_its_option(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = ztui("--demo", "--demo-state", str(tmp_path / "file"), "set", "sites", "x", "name=y", folder=tmp_path)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "--demo-state" in ran.err
    assert "ZTUI_" not in ran.err


def test_an_unknown_profile_is_answered_with_those_there_are(tmp_path: Path) -> None:
    assert "ztui info" in ztui("--profile", "nope", "list", "sites", folder=tmp_path).err
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("[profiles.acme]\n[profiles.lab]\n", encoding="utf-8")
    assert "Known: acme, lab." in ztui("--profile", "nope", "list", "sites", folder=tmp_path).err


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_help(tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = ztui(*filter(None, [command]), "--help", folder=tmp_path)
    assert ran.code == 0
    assert "Usage: ztui" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["", "list", "get", "sim"])
def test_the_examples_of_the_help_stand_one_a_line(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ztui(*filter(None, [command]), "--help", folder=tmp_path)
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "\\b" not in " ".join(lines)
    wanted = {
        "": "ztui demo                   the same on a built-in Zoom, nothing to set up",
        "list": "ztui list numbers --where type=toll --csv",
        "get": "ztui get call-queues 801-8006",
        "sim": "ZTUI_ACCOUNT_ID=a ZTUI_CLIENT_ID=b ZTUI_CLIENT_SECRET=c ztui list call-queues",
    }
    assert wanted[command] in lines


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("sim", "--calls", "-5"), "--calls"),
        (("sim", "--faults", "lightning=5"), "fault"),
        (("sim", "--now", "teatime"), "--now"),
        (("sim", "--port", "99999"), "port"),
        (("demo", "nonsense"), "resource"),
    ],
)
def test_a_wrong_option_of_the_simulator_is_one_line(tmp_path: Path, words: tuple[str, ...], wanted: str) -> None:
    ran = ztui(*words, folder=tmp_path)
    assert ran.code == 2
    assert wanted in ran.err
    assert ran.err.count("\n") == 1


def test_info_says_where_things_are_and_shows_no_secret(tmp_path: Path) -> None:
    ran = ztui("info", folder=tmp_path, environ={"ZTUI_TOKEN": "hunter2"})
    assert ran.json["credentials"] == "complete"
    assert ran.json["operations"] == 415
    assert ran.json["cache"] == str(tmp_path / "cache")
    assert "hunter2" not in ran.out
    assert "version" in ztui("info", "--table", folder=tmp_path).out


def test_info_of_the_demo_misses_nothing_and_names_no_folder_of_the_user(tmp_path: Path) -> None:
    ran = ztui("--demo", "info", folder=tmp_path)
    assert "missing" not in ran.out
    assert str(tmp_path) not in ran.out
    kept = ztui("--demo", "--demo-state", str(tmp_path / "kept"), "info", folder=tmp_path)
    assert kept.json["cache"] == str(tmp_path / "kept" / "cache")


def test_offline_needs_no_credentials_and_sends_nothing(tmp_path: Path) -> None:
    environ = {"ZTUI_API_URL": "http://no-such-host.invalid/v2"}
    ran = ztui("--offline", "list", "sites", folder=tmp_path, environ={})
    assert (ran.code, ran.json) == (1, [])
    assert ztui("--offline", "get", "sites", "x", folder=tmp_path, environ={}).code == 1
    assert ztui("--offline", "list", "sites", folder=tmp_path, environ=environ).code == 2


def test_settings_are_no_list_and_the_right_command_is_named(tmp_path: Path) -> None:
    ran = ztui("--demo", "list", "account-settings", folder=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "ztui get account-settings" in ran.err


def test_an_object_above_that_is_named_twice_is_refused(tmp_path: Path) -> None:
    words = ("list", "queue-members", "--where", "callQueueId=a", "--where", "callQueueId=b")
    ran = ztui("--demo", *words, folder=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "callQueueId names" in ran.err
