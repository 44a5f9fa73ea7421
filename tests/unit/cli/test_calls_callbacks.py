"""`ztui calls callbacks` and `ztui calls story`: the same in every form; what is not stored is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.house import Ran

ZONE = ("--demo", "--tz", "America/Los_Angeles")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which two days of calls are stored."""
    made = tmp_path_factory.mktemp("calls")
    assert stored(made, "sync", "--from", "-2d", "--yes", "--quiet").code == 0
    return made


def stored(folder: Path, *words: str) -> Ran:
    return ztui(*ZONE, "--demo-state", str(folder / "state"), "calls", *words, folder=folder)


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
