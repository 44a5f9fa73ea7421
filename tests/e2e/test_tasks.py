"""Guided tasks as a user runs them: in a process of its own, in pipes."""

from __future__ import annotations

import json

import pytest

from tests.e2e.programs import command

pytestmark = [pytest.mark.slow]


def test_a_dry_run_of_a_task_prints_its_plan_and_what_it_found() -> None:
    words = ("task", "common-area", "Lobby", "site=Denver", "plans=100", "--dry-run")
    done = command("--demo", *words, traced=False)
    assert (done.code, done.err) == (0, "")
    plan = json.loads(done.out)
    assert [each["operation"] for each in plan["changes"]] == [
        "addCommonArea",
        "assignCallingPlansToCommonArea",
        "Generateactivationcodesforcommonareas",
    ]
    table = command("--demo", *words, "--table", traced=False)
    assert "Lobby at Denver" in table.err
    assert "‹new common area›" in table.out.decode()


def test_without_consent_a_task_writes_nothing() -> None:
    done = command("--demo", "task", "block", "+1 415 555 0188", traced=False)
    assert (done.code, done.out, "--yes" in done.err) == (2, b"", True)
