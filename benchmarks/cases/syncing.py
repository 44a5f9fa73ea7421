"""Six months of calls fetched from a simulator over a socket, beside the least time that its quota allows."""

from __future__ import annotations

import json
import subprocess
from math import ceil
from typing import TYPE_CHECKING

from benchmarks.report import Figure, Judged, figure
from benchmarks.servers import environ_of, serving
from benchmarks.turns import ztui

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["run"]

CALLS = 100_000
PAGE = 300
HEAVY = 10
"""Heavy requests a second that the Business plan allows."""
OPTIONS = ("--plan", "business", "--calls", str(CALLS), "--accounts", "0")
LATENCIES = (30, 300)
LONGEST_CHAIN = ceil(CALLS / PAGE / 6)
"""Pages of a month, each of which names the next."""
_MOST = 1.15


def run(home: Path, rounds: int) -> list[Figure]:
    """Fetch the same calls at several latencies, each time into an empty store."""
    found: list[Figure] = []
    for latency in LATENCIES:
        took: list[float] = []
        requests = 0.0
        for number in range(max(rounds // 20, 1)):
            folder = home / f"{latency}-{number}"
            folder.mkdir()
            with serving(folder, *OPTIONS, "--latency", str(latency)) as url:
                report = _synced(folder, url)
            assert report["complete"]
            took.append(report["seconds"])
            requests = report["requests"]
        pages = ceil(CALLS / PAGE)
        least = max(latency / 1000 + (pages - 1) / HEAVY, latency / 1000 * LONGEST_CHAIN)
        found.append(
            figure(
                "syncing",
                f"{CALLS:,} calls in {requests:.0f} requests at {latency} ms",
                "s",
                took,
                against=f"{pages} pages at {HEAVY} a second",
                peer=[least],
                judged=Judged("ratio", _MOST),
            )
        )
    return found


def _synced(folder: Path, url: str) -> dict[str, float]:
    words = ("calls", "sync", "--from", "2026-05-21T14:05:00Z", "--to", "2026-11-21T14:05:00Z", "--yes", "--json")
    done = subprocess.run(ztui(*words), env=environ_of(folder, url), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    facts: dict[str, float] = json.loads(done.stdout)
    return facts
