"""`--watch`: what is painted on a terminal, what a pipe gets, what ends it."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import Ran, Terminal, ztui
from ztui.cli.output import Form
from ztui.cli.runtime import GlobalOptions
from ztui.cli.watching import Watch, watched
from ztui.core.errors import AuthError, Unreachable, ZtuiError
from ztui.main import House

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

END = AuthError("Enough.")


def watch(folder: Path, looks: Sequence[str | ZtuiError], form: Form, *, terminal: bool) -> Ran:
    """Watch what prints one text after another, in the demo, whose clock stands."""
    folders = {f"ZTUI_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "CACHE", "STATE")}
    out, err = Terminal() if terminal else io.StringIO(), io.StringIO()
    house = House({**folders, "TERM": "xterm"}, out, err)
    left = [*looks, END]

    async def run() -> None:
        async with house.session(GlobalOptions(demo=True)) as session:

            async def look() -> int:
                now = left.pop(0)
                if isinstance(now, ZtuiError):
                    raise now
                await session.client.request("listPhoneSites", {}, {})
                house.stdout.write(now)
                return 0

            await watched(house, session, Watch(0.01, "list sites", form), look)

    with pytest.raises(type(looks[0]) if isinstance(looks[0], ZtuiError) else AuthError):
        asyncio.run(run())
    return Ran(0, out.getvalue(), err.getvalue())


def test_a_pipe_gets_what_changed_and_talk_goes_to_stderr(tmp_path: Path) -> None:
    ran = watch(tmp_path, ["[1]\n", "[1]\n", "[2]\n"], Form.JSON, terminal=False)
    assert ran.out == "[1]\n[2]\n"
    assert "every 0.01 s; the first look took 1 " in ran.err
    assert "ctrl+c" in ran.err
    assert ran.err.count("Changed at 14:05:00 UTC") == 1


def test_a_table_in_a_pipe_says_when(tmp_path: Path) -> None:
    ran = watch(tmp_path, ["A\n", "B\n"], Form.TABLE, terminal=False)
    assert ran.out == "# 2026-11-21 14:05:00 UTC\nA\n# 2026-11-21 14:05:00 UTC\nB\n"


def test_a_terminal_is_cleared_once_and_painted_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("LINES", "6")
    rows = "".join(f"row {number} {'x' * 70}\n" for number in range(9))
    ran = watch(tmp_path, [rows, "few\n"], Form.TABLE, terminal=True)
    first, second = ran.out.removeprefix("\x1b[2J\x1b[H").split("\x1b[H")
    lines = first.removesuffix("\x1b[K\x1b[J").split("\x1b[K\n")
    assert lines[0].startswith("Every 0.01 s: ztui list sites  (1 ")
    assert len(lines) == 6
    assert all(len(line) <= 60 for line in lines)
    assert lines[-1] == "6 more lines"
    assert second.endswith("few\x1b[K\x1b[J\n")


def test_what_may_be_over_at_the_next_look_ends_nothing_but_the_first(tmp_path: Path) -> None:
    gone = Unreachable("No way to Zoom.")
    ran = watch(tmp_path, ["[1]\n", gone, "[2]\n"], Form.JSON, terminal=False)
    assert ran.out == "[1]\n[2]\n"
    assert "No way to Zoom." in ran.err
    assert watch(tmp_path, [gone], Form.JSON, terminal=False).out == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "--watch", "sites"), "'sites' is no number"),
        (("list", "sites", "--watch=1"), "from 2 to"),
        (("get", "sites", "x", "--watch", "nan"), "from 2 to"),
        (("list", "sites", "--watch", "-o", "x.csv"), "--output"),
        (("list", "sites", "--watch", "--jq", "."), "jq"),
    ],
)
def test_what_cannot_be_watched_is_refused(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    ran = ztui("--demo", *words, folder=tmp_path)
    assert ran.code == 2
    assert said in ran.err


def test_an_interrupt_ends_it_with_130(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "ztui", "--demo", "list", "sites", "--watch", "--ndjson"]
    folders = {f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **folders}
    ) as done:
        assert done.stdout is not None
        assert done.stdout.readline().startswith("{")
        done.send_signal(signal.SIGINT)
        _, err = done.communicate(timeout=30)
    assert done.returncode == 130
    assert "Traceback" not in err
