"""A machine whose clock is off: `ztui sim --now` answers with the date of its own clock, as Zoom would."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.programs import Server, command

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SMALL = ("--users", "5", "--queues", "2", "--numbers", "10", "--calls", "50", "--sites", "1", "--accounts", "0")


@pytest.fixture(scope="module")
def future(_homes: object) -> Iterator[Server]:
    """Give a Zoom that lives long after this machine."""
    with Server.simulator(*SMALL, "--now", "2090-06-01T12:00:00Z", traced=False) as running:
        yield running


@pytest.fixture
def variables(future: Server, tmp_path: Path) -> dict[str, Any]:
    return {**future.variables, **{f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "CACHE", "STATE")}}


def test_doctor_tells_that_the_clock_is_off(variables: dict[str, Any]) -> None:
    looked = command("doctor", "--json", **variables)
    assert looked.code == 6
    [clock] = [each for each in json.loads(looked.out) if each["area"] == "clock"]
    assert clock["state"] == "wrong"
    assert "behind Zoom's" in clock["said"]
    assert "NTP" in clock["hint"]


def test_a_list_tells_it_whether_zoom_answers_or_refuses(variables: dict[str, Any]) -> None:
    answered = command("list", "sites", **variables)
    refused = command("list", "call-history", "--from", "-24h", **variables)
    assert (answered.code, refused.code) == (0, 1), refused.err
    for each in (answered, refused):
        assert "behind Zoom's" in each.err
