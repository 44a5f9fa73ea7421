"""`ztui check` on a simulator with faults, over HTTP: output, exit codes, ignoring, plans, offline."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests.e2e.programs import Server
from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.unit.cli.house import Ran

    Run = Callable[..., Ran]

FOUND = 6
SIZE = "--plan none --messy --users 200 --queues 26 --sites 3 --numbers 600 --calls 0 --accounts 0"
QUICK = ("--rule", "inactive-number", "--rule", "unassigned-numbers", "--rule", "group-no-trunk")


@pytest.fixture(scope="module")
def messy() -> Iterator[Server]:
    with Server.simulator(*SIZE.split(), traced=False) as server:
        yield server


@pytest.fixture
def run(messy: Server, tmp_path: Path) -> Run:
    """Run a command on it, with folders of its own."""

    def ran(*words: str, terminal: bool = False) -> Ran:
        return ztui(*words, folder=tmp_path, environ={**messy.variables, "ZTUI_PLAN": "none"}, terminal=terminal)

    return ran


def test_it_prints_findings_with_what_mends_them_and_says_what_it_cost(run: Run) -> None:
    ran = run("check", *QUICK, "--json")
    assert ran.code == FOUND
    assert "To be read first: at least" in ran.err
    found = ran.json["findings"]
    assert {each["rule"] for each in found} == {"inactive-number", "unassigned-numbers", "group-no-trunk"}
    assert {each["mend"] for each in found if each["rule"] == "inactive-number"} == {"Take the numbers away"}
    again = run("check", *QUICK, "--csv")
    rows = list(csv.DictReader(io.StringIO(again.out)))
    assert {each["id"] for each in rows} == {each["id"] for each in found}
    assert "To be read" not in again.err
    table = run("check", *QUICK, "--severity", "warning", terminal=True)
    assert "orphaned group" in table.out
    assert "unassigned" not in table.out
    assert "findings" in table.err


def test_it_is_silent_with_zero_where_nothing_is_wrong(run: Run) -> None:
    ran = run("check", "--rule", "extension-n11", "--rule", "group-no-trunk", "--severity", "serious", "--json")
    assert ran.code == FOUND
    ignored = [run("check", "ignore", each["id"], "--reason", "a test line") for each in ran.json["findings"]]
    assert [each.code for each in ignored] == [0]
    after = run("check", "--rule", "extension-n11", terminal=True)
    assert (after.code, after.out) == (0, "")
    assert "nothing found, 1 ignored" in after.err
    told = run("check", "--rule", "extension-n11", "--ignored", terminal=True)
    assert "a test line" in told.out
    id = ran.json["findings"][0]["id"]
    assert run("check", "unignore", id).code == 0
    assert run("check", "--rule", "extension-n11", "--stored").code == FOUND


def test_what_is_not_stored_is_told_and_never_fine(run: Run) -> None:
    ran = run("--offline", "check", "--rule", "queue-empty", terminal=True)
    assert ran.code == 1
    assert "queue-empty: not judged: Call queues: never read" in ran.err
    assert run("check", *QUICK).code == FOUND
    offline = run("--offline", "check", *QUICK, "--json")
    assert offline.code == FOUND
    part = run("--offline", "check", "--rule", "queue-empty", terminal=True)
    assert "not judged" in part.err


def test_a_finding_has_its_plan_and_is_mended_by_it(run: Run) -> None:
    first = run("check", "--rule", "inactive-number", "--json").json["findings"]
    id = first[0]["id"]
    plan = run("check", "--rule", "inactive-number", "--fix-plan", id, terminal=True)
    assert plan.code == 0
    assert "DELETE /phone/users/" in plan.out
    assert run("check", "fix", id, "--yes", "--reason", "left in May").code == 0
    left = run("check", "--rule", "inactive-number", "--stored", "--json")
    assert {each["id"] for each in left.json["findings"]} == {each["id"] for each in first} - {id}


@pytest.mark.parametrize("rule", ["routing-loop", "caller-id", "inactive-plan"])
def test_every_plan_mends_what_it_is_for(run: Run, rule: str) -> None:
    found = run("check", "--rule", rule, "--json").json["findings"]
    ids = [each["id"] for each in found]
    fixed = run("check", "fix", *ids, "--yes", "--confirm", str(len(ids)), terminal=True)
    assert fixed.code == 0, fixed.out + fixed.err
    after = run("check", "--rule", rule, "--json")
    assert (after.code, after.json["findings"]) == (0, [])


def test_closed_hours_get_a_voicemail_and_holidays_stay_for_the_portal(run: Run) -> None:
    found = run("check", "--rule", "leads-nowhere", "--json").json["findings"]
    assert {each["says"].partition(" and ")[0] for each in found} == {"closed hours"}
    fixed = run("check", "fix", *(each["id"] for each in found), "--yes", terminal=True)
    assert fixed.code == 0, fixed.out + fixed.err
    left = run("check", "--rule", "leads-nowhere", "--json").json["findings"]
    assert [each["id"] for each in left] == [each["id"] for each in found]
    assert all("holidays lead" in each["says"] and not each["mend"] for each in left)
    assert not any("closed hours" in each["says"] for each in left)


def test_what_needs_a_decision_names_the_command(run: Run) -> None:
    id = run("check", "--rule", "extension-n11", "--json").json["findings"][0]["id"]
    ran = run("check", "--rule", "extension-n11", "--fix-plan", id)
    assert ran.code == 2
    assert "ztui set call-queues" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "--rule", "queue-emty"), "Did you mean queue-empty"),
        (("check", "ignore", "nothing-like-it", "--reason", "x"), "no such finding"),
        (("check", "unignore", "nothing-like-it"), "is not ignored"),
        (("check", "fix", "nothing-like-it", "--dry-run"), "no such finding"),
    ],
)
def test_what_cannot_be_is_said(run: Run, words: tuple[str, ...], said: str) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert said in ran.err


def test_the_rules_are_told(run: Run) -> None:
    ran = run("check", "rules", terminal=True)
    assert ran.code == 0
    assert "routing-loop" in ran.out
    assert len(run("check", "rules", "--json").json) == 18
