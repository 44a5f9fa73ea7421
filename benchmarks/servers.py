"""The simulator as a server, and programs that are pointed at it."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.turns import environment, ztui

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["environ_of", "requests", "serving"]


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """Serve a Zoom at a free port; gives its URL."""
    with subprocess.Popen(
        ztui("sim", "--port", "0", *options),
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            for line in server.stdout:
                if found := re.search(r"http://[\d.]+:\d+", line):
                    yield found.group()
                    break
        finally:
            server.terminate()


def environ_of(folder: Path, url: str, plan: str = "business") -> dict[str, str]:
    """Give the variables of a program that asks this Zoom, and that has read nothing yet."""
    config = folder / ".config" / "ztui"
    config.mkdir(parents=True, exist_ok=True)
    (config / "config.toml").write_text(f"[profiles.default]\nplan = '{plan}'\nrestore_view = 'never'\n")
    return {
        **environment(folder),
        "ZTUI_API_URL": f"{url}/v2",
        "ZTUI_OAUTH_URL": f"{url}/oauth/token",
        "ZTUI_ACCOUNT_ID": "a",
        "ZTUI_CLIENT_ID": "b",
        "ZTUI_CLIENT_SECRET": "c",
    }


def requests(url: str) -> int:
    """Tell how many requests for data it has answered, those for tokens not counted."""
    with urllib.request.urlopen(f"{url}/_sim/state", timeout=10) as answer:  # noqa: S310
        count: int = json.load(answer)["requests"]
    return count
