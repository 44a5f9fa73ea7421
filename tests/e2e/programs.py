"""Running the whole program as a user does: on a terminal, in a pipe, against the simulator as a server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import urllib.request
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from benchmarks.harness.program import Program

__all__ = ["ROOT", "SMALL", "Answer", "Server", "command", "end", "on_terminal"]

ROOT = Path(__file__).resolve().parents[2]

SMALL = ("--calls", "3000", "--users", "120", "--numbers", "600", "--queues", "40", "--sites", "4")
"""Sizes of a simulator that is quick and still longer than a screen in most lists."""

WAIT = 40.0
"""Seconds for anything to happen: long, because a machine under load is no failure."""


def environment(*, traced: bool = True, **extra: str) -> dict[str, str]:
    """Give the variables of a child: those of the test, which are nobody's own, the checkout on the path, no pager.

    Unless it is to be `traced`, its coverage is not measured: that takes two to three times as long.
    """
    own = {name: value for name, value in os.environ.items() if traced or not name.startswith("COVERAGE_")}
    return {**own, "PYTHONPATH": str(ROOT), "ZTUI_PAGER": "", **extra}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left.

    Attributes:
        code: Its exit code.
        out: What it printed, byte for byte.
        err: What it said.
    """

    code: int
    out: bytes
    err: str


def command(*arguments: str, traced: bool = True, **extra: str) -> Answer:
    """Run `ztui` in pipes; `extra` are variables."""
    done = subprocess.run(
        [sys.executable, "-m", "ztui", *arguments],
        env=environment(traced=traced, **extra),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=2 * WAIT,
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def on_terminal(
    *arguments: str,
    size: tuple[int, int] = (80, 24),
    term: str = "xterm-256color",
    traced: bool = True,
    **extra: Any,
) -> Program:
    """Start `ztui` on a terminal; `extra` are variables."""
    environ = environment(traced=traced, **extra)
    return Program([sys.executable, "-m", "ztui", *arguments], size=size, term=term, environ=environ)


def end(process: subprocess.Popen[Any]) -> None:
    """End a server, by force if it does not obey."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


@dataclass
class Server:
    """A Zoom that listens on loopback, in a process of its own. To be used with `with`.

    Attributes:
        argv: What to run; its line `listening on URL` on stderr tells where it is.
        url: Where it is, once it runs.
        traced: Whether its coverage is measured.
        said: What it said last.
    """

    argv: tuple[str, ...]
    url: str = ""
    traced: bool = True
    said: deque[str] = field(default_factory=lambda: deque(maxlen=50))

    @classmethod
    def simulator(cls, *options: str, traced: bool = True) -> Self:
        """Make the simulator a server, on a free port."""
        return cls((sys.executable, "-m", "ztui", "sim", "--port", "0", *options), traced=traced)

    @property
    def variables(self) -> dict[str, Any]:
        """Give the variables by which `ztui` finds it and is let in."""
        return {
            "ZTUI_API_URL": f"{self.url}/v2",
            "ZTUI_OAUTH_URL": f"{self.url}/oauth/token",
            "ZTUI_ACCOUNT_ID": "account",
            "ZTUI_CLIENT_ID": "client",
            "ZTUI_CLIENT_SECRET": "secret",
        }

    def log(self) -> list[dict[str, Any]]:
        """Give the requests that it got, as its control side tells them."""
        with urllib.request.urlopen(f"{self.url}/_sim/log", timeout=30) as reply:
            requests: list[dict[str, Any]] = json.load(reply)["requests"]
        return requests

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self.argv,
            env=environment(traced=self.traced),
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self.said.append(line)
            if line.startswith("listening on "):
                self.url = line.removeprefix("listening on ").strip()
                break
        else:
            raise AssertionError(f"The server ended: {''.join(self.said)}")
        # What it says later must not fill the pipe, and is of interest when something fails.
        self._listener = threading.Thread(target=self.said.extend, args=(self._process.stderr,), daemon=True)
        self._listener.start()
        return self

    def __exit__(self, *_: object) -> None:
        end(self._process)
        self._listener.join(10)
        assert self._process.stderr is not None
        self._process.stderr.close()
