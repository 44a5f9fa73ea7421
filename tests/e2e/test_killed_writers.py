"""What is written with one file is the old or the new one afterwards, whole, whenever the program is killed."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.e2e.programs import ROOT, WAIT

if TYPE_CHECKING:
    from collections.abc import Callable


def test_views_exports_snapshots_settings_and_runs_are_old_or_new_whenever_their_writer_is_killed(
    record_property: Callable[[str, object], None],
) -> None:
    words = [sys.executable, "-m", "tests.e2e.killed_writers"]  # a process without threads, which forks
    ended = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True, timeout=2 * WAIT)
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert told["wrong"] == []
    assert len(told["kills"]) == 8
    assert min(told["kills"].values()) >= 8
    record_property("figure kills of writers of files", sum(told["kills"].values()))
