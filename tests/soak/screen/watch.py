"""What is measured of a running program: how soon it answers keys, its memory, what it says that it must not."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psutil

from benchmarks.harness.program import Waited

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.harness.program import Program

__all__ = ["Watch"]

_PROBE = "ctrl+l"
"""Paints all anew, whatever is shown."""
_DEAD = 30.0
"""Seconds without an answer after which the program is taken for dead."""
_TROUBLE = ("Traceback (most recent", "MarkupError", "StyleSyntaxError")


@dataclass
class Watch:
    """Figures of all programs of a run.

    Attributes:
        answers: Seconds from a key to the first output, of each probe.
        own: The same without what program and watcher waited for a processor meanwhile.
        memory: Megabytes of each program that was looked at, in order.
        wrong: What went wrong.
    """

    answers: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    memory: list[list[float]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def begins(self) -> None:
        """Note that another program runs."""
        self.memory.append([])

    def probe(self, program: Program, after: str) -> bool:
        """See that the program lives and answers a key; False if it does not, which is noted."""
        program.wait_quiet(0.05, _DEAD)
        waited = _waited(program)
        pressed = program.press(_PROBE)
        chunk = program.read(time.perf_counter() + _DEAD)
        if chunk is None:
            how = "ended" if program.process.poll() is not None else f"gave no answer within {_DEAD:.0f} s"
            last = b"".join(each.data for each in program.chunks[-5:])[-800:]
            self.wrong.append(f"after {after}: the program {how}\n{program.screen.text}\n{last!r}")
            return False
        took = chunk.at - pressed
        self.answers.append(took)
        self.own.append(max(took - (_waited(program) - waited), 0.0))
        self.look(program, after)
        return True

    def look(self, program: Program, after: str) -> None:
        """See that nothing is on the screen that must not be, and note the memory."""
        try:
            program.wait_quiet(0.05, _DEAD)
        except Waited:
            self.wrong.append(f"after {after}: it paints without end\n{program.screen.text}")
        self.wrong += [
            f"after {after}: {each}\n{program.screen.text}" for each in _TROUBLE if each in program.screen.text
        ]
        if program.process.poll() is None:
            self.memory[-1].append(psutil.Process(program.process.pid).memory_info().rss / 1e6)

    def read_logs(self, folder: Path) -> None:
        """See that no log tells of an exception that nobody expected."""
        for log in sorted(folder.rglob("*.log*")):
            text = log.read_text(errors="replace")
            self.wrong += [f"{log.name}: {text[text.index(each) :][:6000]}" for each in _TROUBLE if each in text]

    @property
    def growth(self) -> float:
        """Give by how many megabytes the program that ran longest grew since its first fifth."""
        longest = max(self.memory, key=len, default=[])
        early = longest[len(longest) // 5 :][:3]
        return max(longest[-3:]) - min(early) if len(longest) > 20 else 0.0

    @property
    def peak(self) -> float:
        """Give the most megabytes that any program took."""
        return max(map(max, filter(None, self.memory)), default=0.0)

    @property
    def later_growth(self) -> float:
        """Give by how many megabytes the program that ran longest grew in the second half of its time."""
        longest = max(self.memory, key=len, default=[])
        middle = longest[len(longest) // 2 :][:3]
        return max(longest[-3:]) - min(middle) if len(longest) > 20 else 0.0


def _waited(program: Program) -> float:
    """Give the seconds that the program's main thread and this one were ready to run and had no processor.

    Linux counts them for each thread (`schedstat`: time run, time waited, in nanoseconds); elsewhere it is nothing.
    """
    pid = program.process.pid
    return sum(_ready(f"/proc/{each}/schedstat") for each in (f"{pid}/task/{pid}", "thread-self"))


def _ready(path: str) -> float:
    try:
        with open(path, encoding="ascii") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0
