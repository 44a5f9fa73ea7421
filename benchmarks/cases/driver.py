"""Processor time that the differential driver adds to each frame at 120x40: recorded frames, encoded again."""

from __future__ import annotations

import os
import re
import time
from typing import TYPE_CHECKING

from benchmarks import kept
from benchmarks.browsed import SIZE, shows_calls
from benchmarks.cases.sent import CURSOR, LINE, PAGE
from benchmarks.harness import measure
from benchmarks.harness.program import Program
from benchmarks.report import Figure, Judged, figure
from ztui.ui.terminal.driver.capabilities import read_capabilities
from ztui.ui.terminal.driver.differ import Differ
from ztui.ui.terminal.driver.updates import is_update

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["run"]

LIMITS = {CURSOR: 0.3, LINE: 1.0, PAGE: 3.0}
_MOVES = 24
_FRAME = re.compile(r"\x1b\[\?2026h(.*?)\x1b\[\?2026l", re.DOTALL)
_TERM = "xterm-256color"


def run(home: Path, rounds: int) -> list[Figure]:
    """Record what Textual's own driver sends for each key, and time what turns it into differences."""
    account = kept.account(kept.MANY)
    with Program(
        account.ztui(), size=SIZE, environ={**account.environ, "ZTUI_TERMINAL_DRIVER": "textual"}, sync=True
    ) as program:
        measure.start(program, shows_calls, timeout=60, quiet=1.0, paints_before=True)
        frames: list[tuple[str, str]] = [("", each) for each in _frames(program, 0)]
        for what, key, count in (
            (CURSOR, "down", _MOVES),
            ("", "down", SIZE[1] - _MOVES),
            (LINE, "down", _MOVES),
            (PAGE, "pagedown", _MOVES),
        ):
            for _ in range(count):
                before = len(program.chunks)
                measure.key(program, key)
                frames += [(what, each) for each in _frames(program, before)]
    took = [_replayed(frames) for _ in range(max(rounds, 3))]
    return [
        figure(
            "driver",
            f"{what}, added per frame",
            "ms",
            [time for each in took for time in each[what]],
            judged=Judged("value", most),
        )
        for what, most in LIMITS.items()
    ]


def _frames(program: Program, first: int) -> list[str]:
    sent = b"".join(chunk.data for chunk in program.chunks[first:])
    text = sent.decode("utf-8", "replace").replace("\r\n", "\n")  # the terminal adds the returns
    return [each for each in _FRAME.findall(text) if is_update(each)]


def _replayed(frames: list[tuple[str, str]]) -> dict[str, list[float]]:
    """Encode all frames in their order; gives milliseconds of processor by what they answered."""
    differ = Differ(read_capabilities(_TERM, os.open(os.devnull, os.O_WRONLY)))
    found: dict[str, list[float]] = {}
    for what, data in frames:
        begun = time.process_time()
        differ.encode(data, SIZE)
        found.setdefault(what, []).append((time.process_time() - begun) * 1e3)
    return found
