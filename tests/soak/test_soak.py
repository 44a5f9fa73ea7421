from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CHANGES = 500
FIGURES = ("changes", "kill -9", "writes struck by a fault", "unknown when they ended", "unknown at last")


@pytest.mark.timeout(240)
def test_of_many_changes_none_is_lost_doubled_or_told_wrongly_though_programs_are_killed(
    record_property: Any,
) -> None:
    words = [sys.executable, "-m", "tests.soak", str(CHANGES), "1", "--json"]  # a process without threads, which forks
    ended = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True, timeout=230)
    assert ended.stdout, ended.stderr
    figures = json.loads(ended.stdout)
    assert figures["wrong"] == []
    assert ended.returncode == 0, ended.stderr
    assert figures["changes"] >= CHANGES
    assert figures["kill -9"] >= 25
    for name in FIGURES:
        record_property(f"figure soak: {name}", figures[name])
