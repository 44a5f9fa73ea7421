"""A run: one or two programs on one profile, used at random, while the weather changes and programs are killed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.harness.program import Program, Waited
from tests.e2e.programs import SMALL, Server, environment, on_terminal
from tests.soak.screen.acts import edit_a_queue, wander
from tests.soak.screen.judge import Books, shown_is_so
from tests.soak.screen.watch import Watch
from tests.soak.screen.weather import Weather

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Run"]

_ENDS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)
_BESIDE = (
    ("list", "call-queues", "--json"),
    ("list", "users", "--csv"),
    ("calls", "sync", "--from", "-1d", "--yes"),
    ("index", "sync"),
    ("find", "80"),
    ("check",),
    ("journal", "--json"),
    ("journal", "resume"),
)
"""Commands of the same profile beside the program."""
_SAID = {0, 1, 3, 5, 6, 7}
"""Exit codes that a command may have whatever the weather."""


@dataclass
class Run:
    """What is done, and what came of it.

    Attributes:
        folder: Where the programs keep their files.
        seconds: How long.
        seed: Of chance.
        done: How often each kind of thing was done.
        faults: How often each fault struck a request of ours.
    """

    folder: Path
    seconds: float
    seed: int
    done: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    watch: Watch = field(default_factory=Watch)
    books: Books = field(default_factory=Books)
    writes: list[dict[str, Any]] = field(default_factory=list)
    requests: int = 0
    over_quota: int = 0
    _seen: int = 0
    _commands: list[subprocess.Popen[str]] = field(default_factory=list)
    _variables: dict[str, str] = field(default_factory=dict)

    def go(self) -> None:
        """Do it all."""
        dice = random.Random(self.seed)
        with Server.simulator(*SMALL, "--plan", "business", "--clock", "run", "--lag", "1", traced=False) as server:
            weather = Weather(server.url, dice)
            folders = {f"ZTUI_{each.upper()}_DIR": str(self.folder / each) for each in ("config", "cache", "state")}
            self._variables = {**server.variables, **folders}
            until = time.perf_counter() + self.seconds
            while time.perf_counter() < until and not self.watch.wrong:
                self._one(weather, dice, until)
            weather.calm()
            self._end_commands()
            self.done.update(weather.done)
            self._take_log(weather)
        self.watch.read_logs(self.folder)
        self.books = Books.balanced(self.folder / "state", self.writes)

    @property
    def wrong(self) -> list[str]:
        """Give all that went wrong."""
        over = [f"{self.over_quota} requests were over the quota"] if self.over_quota else []
        return [*self.watch.wrong, *self.books.wrong, *over]

    def _start(self) -> Program:
        self.done["programs"] += 1
        return on_terminal("-v", "call-queues", size=(120, 40), traced=False, **self._variables)

    def _beside(self, dice: random.Random) -> None:
        """Begin a command beside the program, or end those that run, half of them by force."""
        running = [each for each in self._commands if each.poll() is None]
        if len(running) < 2:
            self._commands.append(
                subprocess.Popen(
                    [sys.executable, "-m", "ztui", *dice.choice(_BESIDE)],
                    env=environment(traced=False, **self._variables),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            self.done["commands beside"] += 1
        else:
            running[0].kill()
            self.done["commands killed"] += 1

    def _end_commands(self) -> None:
        for each in self._commands:
            _, said = each.communicate(timeout=300)
            if each.returncode not in {*_SAID, -signal.SIGKILL} or "Traceback" in said:
                self.watch.wrong.append(f"{each.args!r}: {each.returncode} {said[-2000:]}")

    def _one(self, weather: Weather, dice: random.Random, until: float) -> None:
        """Use a program for a while, and end it somehow; another one of the same profile may run beside it."""
        self.watch.begins()
        with self._start() as program:
            try:
                program.wait_for("▌", 60)
                self._use(program, weather, dice, min(until, time.perf_counter() + dice.choice([20, 60, 240])))
            except Waited as error:
                self.watch.wrong.append(str(error))
                return
            if program.process.poll() is None:
                end = dice.choice(_ENDS)
                self.done[end.name] += 1
                program.signal(end)
                code = program.wait_exit(20)
                if code != (-end if end is signal.SIGKILL else 128 + end):
                    self.watch.wrong.append(f"{end.name}: it ended with {code}\n{program.screen.text}")
        self._take_log(weather)

    def _use(self, program: Program, weather: Weather, dice: random.Random, until: float) -> None:
        number = 0
        while time.perf_counter() < until and not self.watch.wrong:
            number += 1
            if dice.random() < 0.15:
                weather.change()
            if dice.random() < 0.06:
                self._beside(dice)
            if dice.random() < 0.06:
                self.done["edits begun"] += 1
                self.done["edits told to the end"] += edit_a_queue(program, dice, dice.randrange(100_000))
                kind = "an edit"
            else:
                kind = wander(program, dice)
            self.done[kind] += 1
            if not self.watch.probe(program, kind):
                return
            if number % 40 == 0:
                self.done["looks at what is shown"] += 1
                self.watch.wrong += shown_is_so(program, weather)
            if number % 50 == 0:
                self._take_log(weather)

    def _take_log(self, weather: Weather) -> None:
        log = weather.log(self._seen)
        self._seen = log["count"]
        self.writes += log["writes"]
        for each in log["requests"]:
            if str(each["headers"].get("user-agent", "")).startswith("ztui/"):
                self.requests += 1
                self.faults[each["fault"] or "none"] += 1
                self.over_quota += each["status"] == 429 and not each["fault"].endswith("429")
