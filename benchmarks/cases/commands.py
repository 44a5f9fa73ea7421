"""Commands without a screen: from exec to exit."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks import kept
from benchmarks.report import Figure, Judged, figure
from benchmarks.turns import environment, in_turns, ztui

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

__all__ = ["run"]

PEER = "python3 -c pass"


def run(home: Path, rounds: int) -> list[Figure]:
    """Measure commands beside an interpreter that does nothing."""

    def timed(argv: Sequence[str], environ: Mapping[str, str]) -> Callable[[], float]:
        def once() -> float:
            begun = time.perf_counter()
            subprocess.run(argv, env=environ, check=True, stdout=subprocess.DEVNULL, timeout=120)
            return (time.perf_counter() - begun) * 1e3

        return once

    account = kept.account(kept.MANY)
    its = environment(home)
    commands = {
        "ztui --version": (ztui("--version"), its, 6.0),
        "ztui --offline list call-queues, 300 stored": (account.ztui("list", "call-queues"), account.environ, 12.0),
        "ztui list --help": (ztui("list", "--help"), its, None),
        "ztui --demo list call-history --limit 5": (ztui("--demo", "list", "call-history", "--limit", "5"), its, None),
    }
    measured = {PEER: timed([sys.executable, "-c", "pass"], its)}
    measured |= {name: timed(argv, environ) for name, (argv, environ, _) in commands.items()}
    found = in_turns(rounds, measured)
    return [
        figure(
            "commands",
            name,
            "ms",
            found[name],
            against=PEER,
            peer=found[PEER],
            judged=None if most is None else Judged("ratio", most),
        )
        for name, (*_, most) in commands.items()
    ]
