"""`ztui calls sync` as cron runs it: six months against a Zoom on the other side of a socket."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.programs import SMALL, Server, command

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow]


def ran(*words: str, **variables: Any) -> tuple[int, Any, str]:
    done = command("calls", *words, traced=False, **variables)
    return done.code, json.loads(done.out) if done.out else None, done.err


def test_six_months_come_once_after_agreement_and_then_only_the_last_hours(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[profiles.acme]\nsync_ask_percent = 0\nplan = 'business'\n")
    options = (*SMALL, "--plan", "none", "--now", "system", "--clock", "run", "--faults", "429=3,500=3,reset=3")
    with Server.simulator(*options, traced=False) as server:
        variables = {**server.variables, "ZTUI_CONFIG_DIR": str(tmp_path)}
        code, facts, said = ran("sync", "--from", "-6months", **variables)
        assert (code, facts) == (2, None)
        assert "add --yes" in said
        assert "of today's pot" in said

        code, facts, said = ran("sync", "--from", "-6months", "--yes", **variables)
        assert code == 0, said
        # A call at the edge of six months, or one that is still under way, may be missing.
        assert facts["complete"]
        assert 2_950 <= facts["calls"] <= 3_000

        code, facts, said = ran("sync", "--from", "-6months", **variables)
        assert (code, facts["requests"] < 4, facts["complete"]) == (0, True, True)
        assert facts["new"] < 20

        assert ran("sync", "--quiet", **variables)[1:] == (None, "")
        assert len(ran(**variables)[1]["covered"]) == 1

        config.write_text("[profiles.acme]\nretention_days = 30\n")
        code, facts, said = ran("sync", "--yes", **variables)
        assert (code, facts["complete"]) == (0, True)
        assert facts["pruned"] > 2_000 > facts["calls"] > 0
