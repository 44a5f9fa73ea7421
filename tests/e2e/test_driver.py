"""The driver that sends what differs, with the whole program: its screens through both ways, and in tmux."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import pytest

from benchmarks.harness import measure
from tests.e2e.programs import SMALL, WAIT, environment, on_terminal
from tests.e2e.recording import recorded, variables
from tests.unit.terminal.updates import TERMINALS, Terminals, is_same, is_sure
from ztui.ui.terminal.driver.updates import is_update

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow]

SIZE = (90, 24)
AREAS = tuple("123456789")
_STAYS = 0.6
"""Seconds after which what is shown stays."""
KEYS = (("down",), ("down",), ("pagedown",), ("up",), ("enter",), ("tab",), ("escape",), ("?",), ("escape",))
MORE = (("F",), ("escape",), ("P",), ("escape",), (":",), ("escape",), ("/",), ("escape",), ("t",), ("escape",))


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory, _homes: object) -> Path:
    """Drive the program through its screens and write down what Textual sends."""
    path = tmp_path_factory.mktemp("frames") / "recording.jsonl"
    with on_terminal("demo", *SMALL, size=SIZE, traced=False, **variables(path)) as program:
        program.wait_for("▌", WAIT)
        for keys in (*KEYS, *MORE, ("ctrl+f",), ("escape",)):
            program.press(*keys)
            program.wait_quiet(0.2)
        for area in AREAS:
            program.press(area)
            program.wait_for(lambda screen: "▌" in screen.text, WAIT)
            program.wait_quiet(0.2)
            for keys in KEYS[2:5] + KEYS[6:7]:
                program.press(*keys)
                program.wait_quiet(0.15)
        for columns, lines in ((120, 30), (80, 24), (100, 40)):
            program.resize(columns, lines)
            program.wait_quiet(0.3)
        program.send(":q\r")
        program.wait_exit(WAIT)
    return path


def test_every_screen_is_shown_the_same_through_both_ways(recording: Path) -> None:
    first, *rest = [
        Terminals.of(SIZE, can, erases_colored=can.erase_colored) for can in dict.fromkeys(TERMINALS.values())
    ]
    every = [first, *(first.beside(each.differ.capabilities) for each in rest)]
    whole, frames = 0, 0
    for size, data in recorded(recording):
        if not is_update(data):
            continue
        frames += 1
        whole += len(data.encode())
        rows = {int(row) - 1 for row in re.findall(r"\x1b\[(\d+);\d+H", data)}
        for each in every:
            if size != each.size:
                each.resize(size)
            each.show(data, to_stock=each is first)
            wrong = [row for row in rows if not is_same(each.stock, each.own, row)]
            assert each.differences(row for row in wrong if is_sure(each.own.row(row))) == []

    assert frames > 100
    assert first.sent < whole / 4
    assert all(each.sent < whole / 2 for each in rest)


@dataclass
class Tmux:
    """A program in a window of tmux. To be used with `with`.

    Attributes:
        socket: File of its server.
        driver: What writes to the terminal.
    """

    socket: Path
    driver: str

    def __enter__(self) -> Self:
        environ = environment(traced=False, ZTUI_TERMINAL_DRIVER=self.driver, COLORTERM="")
        kept = ("PATH", "HOME", "PYTHONPATH", "LANG", "LC_ALL", "ZTUI_TERMINAL_DRIVER", "ZTUI_PAGER", "COLORTERM")
        words = [f"{name}={environ[name]}" for name in kept if name in environ]
        command = shlex.join(["env", *words, sys.executable, "-m", "ztui", "demo", *SMALL, "--clock", "stand"])
        self.socket.with_suffix(".conf").write_text('set -g default-terminal "tmux-256color"\nset -g status off\n')
        self("-f", str(self.socket.with_suffix(".conf")), "new-session", "-d", "-x", "100", "-y", "30", command)
        return self

    def __exit__(self, *_: object) -> None:
        self("kill-server")

    def __call__(self, *words: str) -> str:
        outside = {name: value for name, value in os.environ.items() if name not in ("TMUX", "TERM")}
        done = subprocess.run(
            ["tmux", "-u", "-S", str(self.socket), *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=WAIT,
            env={**outside, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"},
        )
        return done.stdout

    def shown(self) -> str:
        """Give what the window shows, with its styles."""
        return self("capture-pane", "-e", "-N", "-p")


def agreed(own: Tmux, stock: Tmux, before: str = "") -> str:
    """Wait until both windows show the same for a while, and not what they showed before; gives that."""
    deadline = time.monotonic() + WAIT
    last, since = before, time.monotonic()
    mine = theirs = ""
    while time.monotonic() < deadline:
        mine, theirs = own.shown(), stock.shown()
        if "▌" not in theirs + before or theirs == before or _cells(mine) != _cells(theirs):
            last = before
        elif theirs != last:
            last, since = theirs, time.monotonic()
        elif time.monotonic() - since > _STAYS:
            return theirs
    assert _cells(mine) == _cells(theirs)
    raise AssertionError(f"The windows do not change:\n{theirs}")


@pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux here")
def test_tmux_shows_the_same_as_with_the_driver_of_textual(tmp_path: Path) -> None:
    with Tmux(tmp_path / "own", "differential") as own, Tmux(tmp_path / "stock", "textual") as stock:
        both = (own, stock)
        shown = agreed(own, stock)
        for step in ("Down Down", "Down " * 30, "PPage", "?", "Escape", "Enter", "Escape", "3", "NPage"):
            for each in both:
                each("send-keys", *step.split())
            shown = agreed(own, stock, shown)
        storm = [(80 + turn * 7 % 50, 24 + turn * 5 % 20) for turn in range(30)]
        for sizes in ([(80, 24)], [(120, 40)], [*storm, (110, 33)]):
            for columns, lines in sizes:
                for each in both:
                    each("resize-window", "-x", str(columns), "-y", str(lines))
            shown = agreed(own, stock, shown)


_BLANK = repr([("bg", "")])


def _cells(shown: str) -> list[list[tuple[str, str]]]:
    """Give each line as cells of a character and its style; a blank is its background, and ends with the line."""
    found = []
    style: dict[str, str] = {}  # goes on from line to line
    for line in shown.splitlines():
        cells = []
        for codes, text in re.findall(r"\x1b\[([0-9;]*)m|([^\x1b])", line):
            if text:
                seen = {"bg": style.get("bg", "")} if text == " " and not style.keys() & {"4", "7", "9"} else style
                cells.append((text, repr(sorted(seen.items()))))
            else:
                _wear(style, codes)
        while cells and cells[-1] == (" ", _BLANK):
            cells.pop()
        found.append(cells)
    return found


def _wear(style: dict[str, str], codes: str) -> None:
    for code in re.findall(r"[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|\d+", codes or "0"):
        if code == "0":
            style.clear()
        elif code in ("39", "49"):
            style.pop("fg" if code == "39" else "bg", None)
        else:
            style["fg" if code[0] == "3" and len(code) > 1 else "bg" if code[0] == "4" and len(code) > 1 else code] = (
                code
            )


def test_at_rest_nothing_is_sent_and_a_key_costs_little() -> None:
    with on_terminal("demo", "numbers", *SMALL, size=(120, 40), traced=False, COLORTERM="") as program:
        program.wait_for("▌", WAIT)
        program.wait_quiet(0.5)
        # Two moves, since a figure of the header changes with the first second that passes.
        costs = sorted(measure.key(program, "down", quiet=0.2).bytes for _ in range(5))
        assert costs[0] < 450
        program.wait_quiet(0.5)
        assert measure.at_rest(program, 3).bytes == 0


@pytest.mark.parametrize(
    ("opened", "shows"),
    [("", "▌"), ("s", "enter choose"), ("?", "Help ▸"), ("/abc", "abc")],
    ids=["list", "box", "help", "filter"],
)
def test_everything_is_sent_again_when_the_user_asks_for_it(opened: str, shows: str) -> None:
    with on_terminal("demo", *SMALL, size=SIZE, traced=False) as program:
        program.wait_for("▌", WAIT)
        program.wait_quiet(0.3)
        program.send(opened)
        program.wait_for(shows, WAIT)
        program.wait_quiet(0.5)
        shown = program.screen.rows[4:]
        program.screen.resize(60, 10)
        program.screen.resize(*SIZE)
        assert program.screen.rows[4:] != shown
        program.press("ctrl+l")
        program.wait_for(lambda screen: screen.rows[4:] == shown, WAIT)
