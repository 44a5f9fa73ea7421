"""`ztui calls callbacks` and `ztui calls story`: the same in every form; what is not stored is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.stored_calls import stored, with_two_days

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_two_days(tmp_path_factory.mktemp("calls"))


def test_callers_are_the_same_in_every_form(folder: Path) -> None:
    ran = stored(folder, "callbacks", "--json")
    assert (ran.code, ran.err) == (0, "")
    data = ran.json
    assert (data["complete"], data["missing"]) == (True, [])
    assert data["since"] == "2026-11-21T02:00:00Z"
    rows = data["rows"]
    assert data["callers"] == len(rows) > 5
    assert data["tries"] == sum(each["tries"] for each in rows)
    lines = stored(folder, "callbacks", "--ndjson").out.splitlines()
    assert [json.loads(each) for each in lines] == rows
    assert len(stored(folder, "callbacks", "--csv").out.splitlines()) == len(rows) + 1
    table = stored(folder, "callbacks", "--table").out.splitlines()
    assert table[0].split()[:4] == ["LAST", "TRY", "PST", "NUMBER"]
    assert len(table) == len(rows) + 3
    assert table[-1].startswith(f"{len(rows)} to be called back, {data['tries']} missed calls")


def test_callers_are_ordered_filtered_and_limited(folder: Path) -> None:
    every = stored(folder, "callbacks", "--since", "-2d", "--json").json
    assert [each["last_try"] for each in every["rows"]] == sorted((e["last_try"] for e in every["rows"]), reverse=True)
    most = stored(folder, "callbacks", "--since", "-2d", "--sort", "tries", "--json").json["rows"]
    assert [each["tries"] for each in most] == sorted((each["tries"] for each in most), reverse=True)
    left = stored(folder, "callbacks", "--since", "-2d", "--where", "call_result=voicemail", "--json").json
    assert 0 < left["callers"] < every["callers"]
    assert all(each["voicemails"] == each["tries"] for each in left["rows"])
    assert len(stored(folder, "callbacks", "--since", "-2d", "--limit", "3", "--json").json["rows"]) == 3
    until = stored(folder, "callbacks", "--since", "-2d", "--until", "-1d", "--json").json
    assert all(each["last_try"] <= "2026-11-20T14:05:00Z" for each in until["rows"])


def test_time_that_is_not_stored_is_said_with_the_command_that_gets_it(folder: Path) -> None:
    ran = stored(folder, "callbacks", "--since", "-5d", "--json")
    assert ran.code == 0
    assert ran.json["missing"] == [{"from": "2026-11-16T14:05:00Z", "to": "2026-11-19T14:04:59Z"}]
    assert not ran.json["complete"]
    assert "'ztui calls sync --from 2026-11-16T14:05:00Z' fetches the rest." in ran.err


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--since", "tomorrow"), "'tomorrow' is no time."),
        (("--since", "2027-01-01"), "is in the future"),
        (("--where", "keyword=8200"), "keyword is a filter of Zoom's"),
        (("--match", "dur>"), "dur>"),
    ],
)
def test_what_cannot_be_asked_is_refused(folder: Path, words: tuple[str, ...], why: str) -> None:
    ran = stored(folder, "callbacks", *words)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err


def test_without_stored_calls_there_is_nobody_to_call_back(tmp_path: Path) -> None:
    ran = stored(tmp_path, "callbacks")
    assert (ran.code, ran.out) == (1, "")
    assert "'ztui calls sync' fetches them." in ran.err


def test_a_story_is_the_same_in_every_form_and_however_the_number_is_typed(folder: Path) -> None:
    number = stored(folder, "callbacks", "--sort", "tries", "--json").json["rows"][0]["number"]
    data = stored(folder, "story", number, "--json").json
    assert data["number"] == number
    assert data["calls"] == data["shown"] == len(data["rows"]) == data["from_it"] + data["to_it"] > 0
    assert all(number in (each.get("caller_did_number"), each.get("callee_did_number")) for each in data["rows"])
    for typed in (number[1:], f"00{number[1:]}", f"{number[:4]} {number[4:7]}-{number[7:]}"):
        assert stored(folder, "story", typed, "--json").json == data
    assert len(stored(folder, "story", number, "--ndjson").out.splitlines()) == data["calls"]
    table = stored(folder, "story", number, "--table")
    assert table.out.startswith("who ")
    assert len(table.out.split("\n\n")[1].splitlines()) == data["calls"] + 1
    assert "The story may be longer. 'ztui calls sync --from " in table.err
    assert stored(folder, "story", number, "--match", "xyzzy", "--json").json["shown"] == 0


def test_an_extension_has_a_story_and_who_hides_has_none(folder: Path) -> None:
    row = stored(folder, "callbacks", "--json").json["rows"][0]
    data = stored(folder, "story", f"ext {row['called_extension']}", "--json", "--limit", "1").json
    assert (data["extension"], data["number"]) == (row["called_extension"], None)
    assert row["called"] in data["names"]
    assert data["calls"] >= len(data["rows"]) == 1
    for text, why in (("withheld", "hides the number"), ("nobody here", "No stored call, and nobody")):
        ran = stored(folder, "story", text)
        assert (ran.code != 0, ran.out) == (True, "")
        assert why in ran.err
    assert stored(folder, "story", "(415) 555-0199", "--json").json["calls"] == 0
