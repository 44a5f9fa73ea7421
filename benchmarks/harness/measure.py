"""Figures of a program on a terminal: its start, a key, its rest, its memory."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from benchmarks.harness.link import LOCAL, SSH

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.harness.link import Link
    from benchmarks.harness.program import Program
    from benchmarks.harness.screen import Screen

__all__ = ["KeyCost", "Memory", "Rest", "Start", "at_rest", "key", "memory", "processor", "start"]

_PASTE = 2004


@dataclass(frozen=True, slots=True)
class Start:
    """How a program came up. Seconds from exec.

    Attributes:
        first_byte: Until the first output.
        first_paint: Until the screen showed anything but blanks.
        ready: Until the condition for being ready held.
        quiet: Until the last output before it fell quiet.
        bytes: Output until then.
        linked: Until that last output had come over a line to the terminal.
        taken: Until the program itself had the terminal, and its keys.
    """

    first_byte: float
    first_paint: float
    ready: float
    quiet: float
    bytes: int
    linked: float = 0.0
    taken: float = 0.0


@dataclass(frozen=True, slots=True)
class KeyCost:
    """What a key cost. Seconds from the key.

    Attributes:
        change: Until the first output.
        quiet: Until the last one, over the link.
        bytes: Output.
        local: Until the last one, as it was read.
        cpu: Of the program's processor, where it was measured.
    """

    change: float
    quiet: float
    bytes: int
    local: float = 0.0
    cpu: float = 0.0


@dataclass(frozen=True, slots=True)
class Rest:
    """What a program does while nobody does anything.

    Attributes:
        seconds: How long it was watched.
        bytes: Output in that time.
        cpu: Seconds of processor in that time.
    """

    seconds: float
    bytes: int
    cpu: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory in bytes.

    Attributes:
        now: At this moment.
        peak: The most it ever was; equal to `now` where the system does not tell.
    """

    now: int
    peak: int


def start(
    program: Program,
    ready: str | Callable[[Screen], object],
    timeout: float = 30,
    quiet: float = 0.3,
    link: Link = SSH,
    *,
    paints_before: bool = False,
) -> Start:
    """Watch a program that was just started come up.

    Args:
        program: What was started.
        ready: What its screen shows when it can be looked at.
        timeout: Seconds until then.
        quiet: Seconds without output after which it counts as quiet.
        link: The line that `linked` is computed for.
        paints_before: It may show something before it is loaded; then it is waited for until it takes pastes as one,
            which is what Textual asks the terminal for when it starts.

    Raises:
        Waited: It was not ready in time.
    """
    painted = program.wait_for(lambda screen: screen.text.strip(), timeout)
    at = program.wait_for(ready, timeout)
    taken = program.wait_for(_takes_keys, timeout) if paints_before else at
    program.wait_quiet(quiet)
    begun = program.started
    return Start(
        first_byte=program.chunks[0].at - begun,
        first_paint=painted - begun,
        ready=at - begun,
        quiet=program.chunks[-1].at - begun,
        bytes=sum(len(chunk.data) for chunk in program.chunks),
        linked=link.round_trip(begun, program.chunks),
        taken=taken - begun,
    )


def _takes_keys(screen: Screen) -> bool:
    return screen.modes.get(_PASTE, False)


def key(program: Program, *names: str, quiet: float = 0.05, link: Link = LOCAL, timeout: float = 10) -> KeyCost:
    """Press a key and wait until its answer is complete.

    Args:
        program: A program that is quiet.
        names: The key, or keys that are typed at once.
        quiet: Seconds without output after which the answer counts as complete.
        link: The line the answer is thought to take.
        timeout: Seconds for the first output.

    Returns:
        The cost; zeros if the key changed nothing within the timeout.
    """
    pressed = program.press(*names)
    first = program.read(pressed + timeout)
    if first is None:
        return KeyCost(0.0, 0.0, 0)
    chunks = [first, *program.wait_quiet(quiet)]
    return KeyCost(
        change=first.at - pressed,
        quiet=link.round_trip(pressed, chunks),
        bytes=sum(len(chunk.data) for chunk in chunks),
        local=chunks[-1].at - pressed,
    )


def at_rest(program: Program, seconds: float) -> Rest:
    """Watch a program that has nothing to do."""
    begun, before = time.perf_counter(), processor(program)
    sent = 0
    while (chunk := program.read(begun + seconds)) is not None:
        sent += len(chunk.data)
    return Rest(time.perf_counter() - begun, sent, processor(program) - before)


def memory(program: Program) -> Memory:
    """Give the memory of the program."""
    now = psutil.Process(program.process.pid).memory_info().rss
    try:
        with open(f"/proc/{program.process.pid}/status", encoding="ascii", errors="replace") as status:
            peak = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        peak = now
    return Memory(now, max(peak, now))


def processor(program: Program) -> float:
    """Give the processor seconds of the program and of what it started; to the nanosecond where Linux keeps count."""
    process = psutil.Process(program.process.pid)
    total = 0.0
    for each in (process, *process.children(recursive=True)):
        try:
            threads = list(Path(f"/proc/{each.pid}/task").glob("*/schedstat"))
            total += sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9
        except (OSError, IndexError):
            threads = []
        if not threads:
            times = each.cpu_times()
            total += times.user + times.system
    return total
