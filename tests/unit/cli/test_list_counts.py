"""`ztui list RESOURCE --count-by COLUMN`: how many rows have which value, of any list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.house import Ran


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("counts")


def listed(folder: Path, *words: str) -> Ran:
    return ztui("--demo", "--demo-state", str(folder / "state"), "list", *words, folder=folder)


def test_groups_of_any_list_add_up(folder: Path) -> None:
    ran = listed(folder, "call-queues", "--count-by", "site", "--json")
    assert (ran.code, ran.err) == (0, "")
    data = ran.json
    assert (data["complete"], data["loaded"]) == (True, data["totals"]["count"])
    assert sum(each["count"] for each in data["rows"]) == data["totals"]["count"]
    assert data["groups"] == len(data["rows"]) == len({each["value"] for each in data["rows"]})


def test_a_value_has_as_many_as_the_list_filtered_by_it(folder: Path) -> None:
    first = listed(folder, "call-queues", "--count-by", "site", "--json").json["rows"][0]
    rows = listed(folder, "call-queues", "--where", f"site.name={first['value']}", "--json").json
    assert len(rows) == first["count"]


def test_a_table_ends_with_how_many_were_counted(folder: Path) -> None:
    lines = listed(folder, "call-queues", "--count-by", "site", "--table", "--limit", "2").out.splitlines()
    assert lines[0].split() == ["SITE", "COUNT", "SHARE", "%"]
    assert len(lines) == 5
    assert " counted; 2 of " in lines[-1]


def test_calls_that_are_listed_are_counted_with_what_became_of_them(folder: Path) -> None:
    data = listed(folder, "call-history", "--count-by", "outcome", "--json").json
    assert [each["outcome"] for each in data["rows"]] == ["answered", "missed", "other"]
    assert data["totals"]["answered"] == data["rows"][0]["calls"]
    hours = listed(folder, "call-history", "--count-by", "hour", "--csv").out.splitlines()
    assert hours[0].startswith("hour,calls,share_percent,answered,")
    assert sum(int(each.split(",")[1]) for each in hours[1:]) == data["totals"]["calls"]


@pytest.mark.parametrize("words", [("--count-by", "moon"), ("--count-by", "id"), ("--count-by", "site", "-o", "a.csv")])
def test_what_cannot_be_counted_is_an_error_of_use(folder: Path, words: tuple[str, ...]) -> None:
    ran = listed(folder, "call-queues", *words)
    assert (ran.code, ran.out) == (2, "")
