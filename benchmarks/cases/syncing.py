"""Six months of calls fetched from a simulator over a socket, beside the least time that its quota allows."""

from __future__ import annotations

import json
import re
import subprocess
from contextlib import contextmanager
from math import ceil
from typing import TYPE_CHECKING

from benchmarks.report import Figure, Judged, figure
from benchmarks.turns import environment, ztui

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["run"]

CALLS = 15_000
PAGE = 300
HEAVY = 10
"""Heavy requests a second that the Business plan allows."""
LATENCIES = (30, 300)
_MOST = 1.15


def run(home: Path, rounds: int) -> list[Figure]:
    """Fetch the same calls at several latencies, each time into an empty store."""
    found: list[Figure] = []
    for latency in LATENCIES:
        took: list[float] = []
        requests = 0.0
        for number in range(max(rounds // 5, 1)):
            folder = home / f"{latency}-{number}"
            folder.mkdir()
            with _simulator(folder, latency) as url:
                report = _synced(folder, url)
            assert report["complete"]
            took.append(report["seconds"])
            requests = report["requests"]
        pages = ceil(CALLS / PAGE)
        least = latency / 1000 + (pages - 1) / HEAVY
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


@contextmanager
def _simulator(folder: Path, latency: int) -> Iterator[str]:
    """Serve a Zoom at a free port; gives its URL."""
    options = ("--port", "0", "--plan", "business", "--calls", str(CALLS), "--latency", str(latency), "--accounts", "0")
    with subprocess.Popen(
        ztui("sim", *options), env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            assert server.stdout is not None
            for line in server.stdout:
                if found := re.search(r"http://[\d.]+:\d+", line):
                    yield found.group()
                    break
        finally:
            server.terminate()


def _synced(folder: Path, url: str) -> dict[str, float]:
    environ = {
        **environment(folder),
        "ZTUI_API_URL": f"{url}/v2",
        "ZTUI_OAUTH_URL": f"{url}/oauth/token",
        "ZTUI_ACCOUNT_ID": "a",
        "ZTUI_CLIENT_ID": "b",
        "ZTUI_CLIENT_SECRET": "c",
    }
    (folder / ".config" / "ztui").mkdir(parents=True)
    (folder / ".config" / "ztui" / "config.toml").write_text("[profiles.default]\nplan = 'business'\n")
    words = ("calls", "sync", "--from", "2026-05-21T14:05:00Z", "--to", "2026-11-21T14:05:00Z", "--yes", "--json")
    done = subprocess.run(ztui(*words), env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    facts: dict[str, float] = json.loads(done.stdout)
    return facts
