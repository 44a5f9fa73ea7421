"""The pager: only on a terminal, only for what is longer than it, and whichever the user names."""

from __future__ import annotations

import io
import os
import pty
import shlex
import sys
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import Terminal
from ztui.cli.paging import pager_of
from ztui.cli.start import run
from ztui.core.errors import ConfigError
from ztui.main import House

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

LONG = ("operations", "--table")
SHORT = ("operations", "createCallQueue", "--table")


@pytest.fixture
def terminal() -> Iterator[TextIO]:
    """A terminal of the system's, whose other end nobody reads: what is printed here has to be short."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as stream:
        yield stream
    os.close(ours)


@pytest.fixture(autouse=True)
def _size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")


class Pager:
    """A program that keeps what it is given in a file, and says in another what it was told by the environment."""

    def __init__(self, folder: Path) -> None:
        self.text = folder / "text"
        self.told = folder / "told"
        file = folder / "pager.py"
        file.write_text(
            "import os, sys\n"
            f"open({str(self.told)!r}, 'w').write(os.environ.get('LESS', ''))\n"
            f"open({str(self.text)!r}, 'w', encoding='utf-8').write(sys.stdin.read())\n",
            encoding="utf-8",
        )
        self.words = f"{shlex.quote(sys.executable)} {shlex.quote(str(file))}"


def start(folder: Path, out: TextIO, *words: str, **environ: str) -> tuple[int, str]:
    folders = {f"ZTUI_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "CACHE", "STATE")}
    err = Terminal()
    return run(words, House({"TERM": "xterm", "PATH": os.environ["PATH"], **folders, **environ}, out, err)), (
        err.getvalue()
    )


def test_what_is_longer_than_the_terminal_goes_to_the_pager(tmp_path: Path, terminal: TextIO) -> None:
    pager = Pager(tmp_path)
    assert start(tmp_path, terminal, *LONG, PAGER=pager.words)[0] == 0
    lines = pager.text.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("METHOD")
    assert len(lines) > 400
    assert pager.told.read_text(encoding="utf-8") == "FRX"


def test_what_the_user_told_less_stands(tmp_path: Path, terminal: TextIO) -> None:
    pager = Pager(tmp_path)
    start(tmp_path, terminal, *LONG, PAGER="cat", ZTUI_PAGER=pager.words, LESS="S")
    assert pager.told.read_text(encoding="utf-8") == "S"


def test_a_long_help_goes_to_the_pager_too(
    tmp_path: Path, terminal: TextIO, capsys: pytest.CaptureFixture[str]
) -> None:
    pager = Pager(tmp_path)
    assert start(tmp_path, terminal, "--help", ZTUI_PAGER=pager.words)[0] == 0
    assert pager.text.read_text(encoding="utf-8").startswith("Usage: ztui")
    assert capsys.readouterr().out == ""


def test_what_fits_is_printed_as_it_is(tmp_path: Path, terminal: TextIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "100")
    pager = Pager(tmp_path)
    assert start(tmp_path, terminal, *SHORT, PAGER=pager.words)[0] == 0
    assert not pager.text.exists()


def test_a_pipe_has_no_pager_and_no_pager_is_none(tmp_path: Path) -> None:
    pager = Pager(tmp_path)
    for out in (io.StringIO(), Terminal()):
        start(tmp_path, out, *LONG, PAGER=pager.words)
        assert "/phone/" in out.getvalue()
    assert not pager.text.exists()


def test_no_pager_prints_as_it_is(tmp_path: Path, terminal: TextIO) -> None:
    pager = Pager(tmp_path)
    start(tmp_path, terminal, *SHORT, "--no-pager", PAGER=pager.words)
    assert not pager.text.exists()


def test_talk_waits_until_the_pager_is_left(tmp_path: Path, terminal: TextIO) -> None:
    pager = Pager(tmp_path)
    code, said = start(tmp_path, terminal, "--demo", "check", "--stored", PAGER=pager.words)
    assert code in (0, 1, 6)
    assert "judged" in said


def test_who_leaves_the_pager_ends_the_command_quietly(tmp_path: Path, terminal: TextIO) -> None:
    assert start(tmp_path, terminal, *LONG, PAGER="true") == (0, "")


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"PAGER": "more -d"}, ("more", "-d")),
        ({"PAGER": "more", "ZTUI_PAGER": "less -S"}, ("less", "-S")),
        ({"PAGER": "cat"}, ()),
        ({"PAGER": ""}, ()),
        ({"PAGER": "more", "ZTUI_PAGER": ""}, ()),
        ({"PAGER": "more", "TERM": "dumb"}, ()),
        ({"PATH": "/nowhere"}, ()),
    ],
    ids=str,
)
def test_which_pager(environ: dict[str, str], words: tuple[str, ...]) -> None:
    assert pager_of({"TERM": "xterm", "PATH": os.environ["PATH"], **environ}) == words


@pytest.mark.parametrize("named", ["no-such-pager-at-all -x", "less 'unended"])
def test_a_pager_that_cannot_be_run_is_named(tmp_path: Path, terminal: TextIO, named: str) -> None:
    with pytest.raises(ConfigError, match="--no-pager"):
        pager_of({"TERM": "xterm", "PATH": os.environ["PATH"], "PAGER": named})
    assert start(tmp_path, terminal, *SHORT, PAGER=named)[0] == 2
