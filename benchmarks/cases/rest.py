"""What is sent and computed while nobody does anything, watched at the same time in all programs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from benchmarks import kept
from benchmarks.browsed import SIZE, browsing
from benchmarks.harness import measure
from benchmarks.harness.program import Program
from benchmarks.peers import others
from benchmarks.report import Figure, Judged, figure
from benchmarks.turns import environment, module

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["run"]

SECONDS = 10.0
_SETTLED = 2.5
BARE = "bare Textual app"
_MOST_PERCENT = 0.5


def run(home: Path, rounds: int) -> list[Figure]:
    """Watch ztui with a million calls, a bare Textual app and the peers for ten seconds, once they are ready."""
    with ExitStack() as stack:
        ours = stack.enter_context(browsing(kept.account(kept.MANY)))
        programs = {BARE: stack.enter_context(Program(module("bare"), size=SIZE, environ=environment(home)))}
        measure.start(programs[BARE], "bare ready")
        for each in others.installed():
            program = Program(each.argv(home), size=SIZE, environ=each.environ(home))
            programs[each.name] = stack.enter_context(program)
            measure.start(program, each.ready, timeout=60)
        ours.wait_quiet(_SETTLED, timeout=60)
        memory = {name: measure.memory(program).peak / 1e6 for name, program in {"": ours, **programs}.items()}
        found = _watched({"": ours, **programs})
    return _figures(found, memory)


def _watched(programs: dict[str, Program]) -> dict[str, measure.Rest]:
    """Read all of them at once, so that none has to wait for its output to be read."""
    with ThreadPoolExecutor(len(programs)) as threads:
        for _ in threads.map(partial(measure.at_rest, seconds=_SETTLED), programs.values()):
            pass
        return dict(
            zip(programs, threads.map(partial(measure.at_rest, seconds=SECONDS), programs.values()), strict=True)
        )


def _figures(found: dict[str, measure.Rest], memory: dict[str, float]) -> list[Figure]:
    mine, figures = found.pop(""), []
    percent = {name: each.cpu / each.seconds * 100 for name, each in found.items()}
    for name, rest in found.items():
        figures += [
            figure(
                "rest",
                f"bytes sent in {SECONDS:g} s",
                "bytes",
                [float(mine.bytes)],
                against=name,
                peer=[float(rest.bytes)],
                judged=Judged("value", 0),
                exact=True,
            ),
            figure(
                "rest",
                "share of a core",
                "%",
                [mine.cpu / mine.seconds * 100],
                against=name,
                peer=[percent[name]],
                judged=Judged("value", _MOST_PERCENT),
            ),
            figure(
                "rest",
                "peak memory, 1,000,000 calls",
                "MB",
                [memory[""]],
                against=name,
                peer=[memory[name]],
            ),
        ]
    return figures
