"""`ztui calls stats`: the same figures as a table, as JSON and as CSV; what cannot be counted is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.stored_calls import stored, with_two_days

if TYPE_CHECKING:
    from pathlib import Path


BY = ("hour", "day", "weekday", "queue", "caller", "callee", "result", "site", "direction", "outcome", "trunk", "dur")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_two_days(tmp_path_factory.mktemp("calls"))


@pytest.mark.parametrize(
    "by",
    BY,
)
def test_groups_add_up_to_the_totals(folder: Path, by: str) -> None:
    ran = stored(folder, "stats", "--by", by, "--json")
    assert (ran.code, ran.err) == (0, "")
    data = ran.json
    assert (data["by"], data["from"], data["to"], data["complete"]) == (by, None, None, True)
    assert data["groups"] >= len(data["rows"]) > 0
    if data["groups"] == len(data["rows"]):
        for name in ("calls", "answered", "missed", "seconds"):
            assert sum(each[name] for each in data["rows"]) == data["totals"][name]


def test_conditions_hold_calls_back(folder: Path) -> None:
    every = stored(folder, "stats", "--by", "direction", "--json").json
    inbound = stored(folder, "stats", "--by", "direction", "--where", "direction=inbound", "--json").json
    assert inbound["totals"]["calls"] == next(each["calls"] for each in every["rows"] if each["direction"] == "inbound")
    assert 0 < inbound["totals"]["missed"] == every["totals"]["missed"]
    longer = stored(folder, "stats", "--by", "direction", "--match", "dur>60", "--from", "-1d", "--json").json
    assert 0 < longer["totals"]["calls"] < every["totals"]["calls"]
    assert longer["totals"]["average_seconds"] > 60
    assert longer["complete"]


def test_by_callee_counts_all_calls_and_by_queue_those_to_queues(folder: Path) -> None:
    every, queues = (stored(folder, "stats", "--by", by, "--json").json for by in ("callee", "queue"))
    totals = stored(folder, "stats", "--by", "direction", "--json").json["totals"]
    assert every["totals"] == totals
    assert 0 < queues["totals"]["calls"] < totals["calls"]
    assert stored(folder, "stats", "--by", "callee", "--table").out.startswith("TO ")


def test_a_limit_keeps_the_largest_hours_in_their_order(folder: Path) -> None:
    every = stored(folder, "stats", "--by", "hour", "--json").json
    three = stored(folder, "stats", "--by", "hour", "--limit", "3", "--json").json
    hours = [each["hour"] for each in three["rows"]]
    assert (len(hours), three["groups"]) == (3, 24)
    assert hours == sorted(hours)
    most = sorted((each["calls"] for each in every["rows"]), reverse=True)[:3]
    assert sorted((each["calls"] for each in three["rows"]), reverse=True) == most
    ran = stored(folder, "stats", "--heat", "--limit", "3")
    assert (ran.code, ran.out) == (2, "")
    assert "--limit" in ran.err


def test_a_table_ends_with_the_totals(folder: Path) -> None:
    ran = stored(folder, "stats", "--by", "queue", "--limit", "3", "--table")
    lines = ran.out.splitlines()
    assert lines[0].split()[-9:] == ["CALLS", "SHARE", "%", "ANSWERED", "ANS", "%", "MISSED", "AVERAGE", "TOTAL"]
    assert len(lines) == 6
    assert " missed, " in lines[-1]
    assert "3 of " in lines[-1]


def test_weekdays_and_hours_are_printed_as_a_heat_map(folder: Path) -> None:
    ran = stored(folder, "stats", "--heat", "--json")
    assert (ran.code, ran.err) == (0, "")
    rows = ran.json["rows"]
    assert [(each["weekday"], each["hour"]) for each in rows[:25:24]] == [("Monday", 0), ("Tuesday", 0)]
    assert len(rows) == 7 * 24
    assert sum(each["calls"] for each in rows) == ran.json["totals"]["calls"]
    table = stored(folder, "stats", "--heat", "--table").out.splitlines()
    assert table[0].split() == [f"{hour:02}" for hour in range(24)]
    assert [each.split()[0] for each in table[1:15:2]][:2] == ["Monday", "Tuesday"]
    assert sum(int(each) for line in table[2:16:2] for each in line.split()) == ran.json["totals"]["calls"]
    csv = stored(folder, "stats", "--heat", "--csv").out.splitlines()
    assert (csv[0], len(csv)) == ("weekday,hour,calls,answered,missed,answered_percent,average_seconds,seconds", 169)


def test_csv_tells_callers_who_hide_their_number(folder: Path) -> None:
    head, *rows = stored(folder, "stats", "--by", "caller", "--csv").out.splitlines()
    assert head.startswith("caller_name,caller_ext_number,caller_did_number,hide_caller_id,calls,")
    assert sum(",true," in each.casefold() for each in rows) == 1


def test_time_that_is_not_stored_is_said(folder: Path) -> None:
    ran = stored(folder, "stats", "--by", "day", "--from", "-30d", "--json")
    assert ran.code == 0
    assert not ran.json["complete"]
    assert "Not all calls of that time are stored. 'ztui calls sync --from 2026-10-22T13:05:00Z' fetches" in ran.err


def test_time_that_zoom_has_no_calls_of_any_more_is_not_to_be_fetched(folder: Path) -> None:
    said = "Zoom has no calls from before 2026-05-21"
    for words in (("stats", "--by", "day", "--from"), ("callbacks", "--since")):
        ran = stored(folder, *words, "2025-01-01", "--json")
        assert (ran.code, ran.json["complete"]) == (0, False)
        assert "'ztui calls sync --from 2026-05-21T" in ran.err
        assert said in ran.err
    old = stored(folder, "stats", "--by", "day", "--from", "2025-01-01", "--to", "2025-01-31", "--json")
    assert said in old.err
    assert "sync" not in old.err


def test_without_stored_calls_there_is_nothing_to_count(tmp_path: Path) -> None:
    ran = stored(tmp_path, "stats", "--by", "day")
    assert (ran.code, ran.out) == (1, "")
    assert "'ztui calls sync' fetches them." in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("--by", "moon"),
        ("--by", "call_id"),
        ("--by", "day:answer_time"),
        ("--by", "day", "--heat"),
        (),
        ("--by", "day", "--match", "nothing>1"),
        ("--by", "day", "--where", "keyword=ann"),
        ("--by", "day", "--from", "now", "--to", "-1d"),
    ],
)
def test_what_cannot_be_counted_is_an_error_of_use(folder: Path, words: tuple[str, ...]) -> None:
    ran = stored(folder, "stats", *words)
    assert ran.out == ""
    assert ran.code == 2
