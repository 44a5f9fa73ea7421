"""Figures of the benchmarks: how they are judged and shown."""

from __future__ import annotations

import json

import pytest

from benchmarks.__main__ import main
from benchmarks.report import Judged, as_json, figure, missed, summary, table
from benchmarks.turns import in_turns


@pytest.mark.parametrize(
    ("ours", "peer", "judged", "kept"),
    [
        ([2.0, 2.4, 9.0], [1.0], Judged("ratio", 2.5), True),
        ([2.6], [1.0], Judged("ratio", 2.5), False),
        ([2.6], [0.0], Judged("ratio", 2.5), False),
        ([55.0], [36.0], Judged("difference", 20), True),
        ([57.0], [36.0], Judged("difference", 20), False),
        ([0.0], [], Judged("value", 0), True),
        ([1.0], [], Judged("value", 0), False),
        ([1.0], [], None, None),
    ],
)
def test_a_figure_is_judged_by_its_median(
    ours: list[float], peer: list[float], judged: Judged | None, kept: bool | None
) -> None:
    assert figure("case", "what", "ms", ours, peer=peer, judged=judged).kept is kept


def test_a_target_that_is_missed_is_seen_in_the_table_and_in_the_json() -> None:
    missed = figure("start", "first rows", "ms", [300.0], against="bare", peer=[100.0], judged=Judged("ratio", 2.5))

    assert "| start | first rows | 300 ms | 100 ms (bare) | 3.00  | at most 2.5 x | no |" in table([missed])
    (kept,) = json.loads(as_json([missed]))["figures"]
    assert (kept["value"], kept["ratio"], kept["kept"]) == (300.0, 3.0, False)


def test_only_what_is_exact_fails_where_the_machine_may_be_slow() -> None:
    slow = figure("start", "first rows", "ms", [300.0], judged=Judged("value", 100))
    long = figure("sent", "cursor key", "bytes", [420.0], judged=Judged("value", 350), exact=True)
    near = figure("sent", "line", "bytes", [360.0], judged=Judged("value", 350), exact=True)
    good = figure("sent", "page", "bytes", [4000.0], judged=Judged("value", 4500), exact=True)
    told = figure("start", "first paint", "ms", [20.0])

    assert missed([slow, long, near, good, told], exact=True) == [long]
    assert missed([slow, long, near, good, told], exact=False) == [slow, long, near]
    assert missed([slow, good, told], exact=True) == []


def test_the_summary_counts_targets_and_names_those_that_were_missed() -> None:
    long = figure("sent", "cursor key", "bytes", [400.0], judged=Judged("value", 350))
    good = figure("sent", "page", "bytes", [4000.0], judged=Judged("value", 4500))

    said = summary([long, good, figure("start", "first paint", "ms", [20.0])])

    assert said.splitlines()[0].startswith("1 of 2 targets kept")
    assert said.splitlines()[1:] == ["  no: sent: cursor key: 400 bytes, at most 350 bytes"]


def test_the_machine_is_described() -> None:
    about = json.loads(as_json([]))["machine"]

    assert {"processor", "cores", "load", "python", "textual", "sqlite"} <= set(about)
    assert all(about.values())


def test_things_are_measured_in_turns_and_the_first_round_does_not_count() -> None:
    order: list[str] = []

    def noted(name: str) -> int:
        order.append(name)
        return len(order)

    found = in_turns(2, {"a": lambda: noted("a"), "b": lambda: noted("b")})

    assert order == ["a", "b", "b", "a", "a", "b"]
    assert found == {"a": [4, 5], "b": [3, 6]}


def test_a_case_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["nonsense"])

    assert ended.value.code == 2
    assert "nonsense" in capsys.readouterr().err
